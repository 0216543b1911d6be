"""A medicine that is not for a child of this age."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from brownbag.clinical.assessment.about_one import about
from brownbag.clinical.assessment.engine import Engine
from brownbag.clinical.assessment.finding import Fact, Finding
from brownbag.clinical.assessment.prepare import Prepared
from brownbag.clinical.assessment.qualifiers import applies
from brownbag.clinical.person.record import age_in_words

MECHANISM = "too_young"


def too_young(prepared: Prepared, engine: Engine) -> Iterator[Finding]:
    """Yield a finding for each ingredient that is not for children as young as this one, the gravest row first."""
    age = prepared.record.person.exact_age(on=prepared.on)
    if age is None:
        return
    for ingredient, taken in prepared.each_systemic:
        rows = [
            row
            for row in engine.facts.of("children", ingredient)
            if age < Decimal(row["under"]) and applies(row, ingredient, taken, prepared, engine)
        ]
        row = min(rows, key=lambda each: (each["action"], Decimal(each["under"])), default=None)
        grade = engine.grade(MECHANISM, action=row["action"]) if row else None
        if row and grade:
            said = age_in_words(age)
            facts = (Fact("age", said),)
            places = {"age": said, "under": row["under"]}
            yield about(MECHANISM, grade, engine, ingredient, taken, row, places, facts=facts)
