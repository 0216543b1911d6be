"""A medicine that harms people over 65 more often."""

from __future__ import annotations

from collections.abc import Iterator

from brownbag.clinical.assessment.about_one import Row, about
from brownbag.clinical.assessment.engine import Engine
from brownbag.clinical.assessment.finding import Fact, Finding, NotChecked
from brownbag.clinical.assessment.prepare import Prepared
from brownbag.clinical.assessment.qualifiers import applies, in_words
from brownbag.clinical.assessment.taken import Taken

MECHANISM = "older_adult"
FROM_AGE = 65
LONG_STANDING_DAYS = 365
# A label that ends within two weeks is no long use (our own judgement).
SHORT_COURSE = 14


def older_adults(prepared: Prepared, engine: Engine) -> Iterator[Finding | NotChecked]:
    """Yield a finding for each ingredient that a criterion for older people speaks against, the gravest row first."""
    if prepared.age is not None and prepared.age < FROM_AGE:
        return
    for ingredient, taken in prepared.each_systemic:
        rows = engine.facts.of("older_adults", ingredient)
        if rows and prepared.age is None:
            yield NotChecked(ingredient, "Not known: age.", taken.medication.key)
        elif rows:
            yield from _worst(rows, ingredient, taken, prepared, engine)


def _worst(
    rows: tuple[Row, ...], ingredient: str, taken: Taken, prepared: Prepared, engine: Engine
) -> Iterator[Finding | NotChecked]:
    found, unknown = [], []
    for row in rows:
        fits = applies(row, ingredient, taken, prepared, engine)
        if fits is None:
            unknown.append(row)
        elif fits and (grade := _grade(row, taken, prepared, engine)):
            found.append((engine.grade_of(grade), row["action"], grade, row))
    if found:
        _, _, grade, row = min(found, key=lambda each: each[:2])
        age = f"{prepared.age} years"
        facts = (Fact("age", str(prepared.age), "a"),)
        yield about(MECHANISM, grade, engine, ingredient, taken, row, {"age": age}, facts=facts)
    elif unknown:
        why = f"Not known: {' or '.join(in_words(row['only_if']) for row in unknown)}."
        yield NotChecked(f"{ingredient} at {prepared.age} years", why, taken.medication.key)


def _grade(row: Row, taken: Taken, prepared: Prepared, engine: Engine) -> Row | None:
    severity = row["severity"]
    if row["action"] == "avoid_longterm" and (taken.directions.days or SHORT_COURSE + 1) <= SHORT_COURSE:
        return None
    start = taken.medication.start
    begun_long_ago = start is not None and (prepared.on - start).days > LONG_STANDING_DAYS
    if row["action"] == "avoid_start" and begun_long_ago:
        severity = "low"
    return engine.grade(MECHANISM, action=row["action"], severity_of=severity)
