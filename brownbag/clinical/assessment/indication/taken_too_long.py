"""A medicine meant for a short time that goes on."""

from __future__ import annotations

from collections.abc import Iterator

from brownbag.clinical.assessment.about_one import about
from brownbag.clinical.assessment.engine import Engine
from brownbag.clinical.assessment.finding import Fact, Finding
from brownbag.clinical.assessment.prepare import Prepared

MECHANISM = "taken_too_long"
TOO_LONG_DAYS = 180


def taken_too_long(prepared: Prepared, engine: Engine) -> Iterator[Finding]:
    """Yield a finding for each ingredient that has only short uses and was begun long ago."""
    for ingredient, taken in prepared.each_systemic:
        uses = engine.facts.of("uses", ingredient)
        start = taken.medication.start
        if not uses or start is None or any(use["course"] != "short" for use in uses):
            continue
        days = (prepared.on - start).days
        if days > TOO_LONG_DAYS:
            grade = engine.words(MECHANISM)["grades"][0]
            fact = Fact(f"{taken.name} begun", start.isoformat(), None, start)
            yield about(
                MECHANISM, grade, engine, ingredient, taken, uses[0], {"days": str(days)}, facts=(fact,)
            )
