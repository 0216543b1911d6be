"""A medicine that can harm a child before or after birth."""

from __future__ import annotations

from collections.abc import Iterator

from brownbag.clinical.assessment.about_one import Row, about
from brownbag.clinical.assessment.engine import Engine
from brownbag.clinical.assessment.finding import Fact, Finding
from brownbag.clinical.assessment.prepare import Prepared

IN_PREGNANCY = "in_pregnancy"
WATCHED = "watched_in_pregnancy"
BEFORE_PREGNANCY = "before_pregnancy"
WHILE_BREASTFEEDING = "while_breastfeeding"
LAST_WEEK_OF_FIRST, LAST_WEEK_OF_SECOND = 13, 27
HALF_WAY = 20


def pregnancy(prepared: Prepared, engine: Engine) -> Iterator[Finding]:
    """Yield a finding for each ingredient that speaks against itself in these weeks, before them, or while breastfeeding."""
    person = prepared.record.person
    if "pregnancy" in prepared.conditions and person.pregnant is not False:
        stages = ("any", *_stages(person.pregnancy_weeks))
        weeks = person.pregnancy_weeks
        fact = Fact("pregnant", "yes" if weeks is None else f"week {weeks}")
        yield from _found((IN_PREGNANCY, WATCHED), stages, fact, prepared, engine)
    elif "planning_pregnancy" in prepared.conditions and person.pregnant is not False:
        entry = prepared.conditions["planning_pregnancy"]
        yield from _found(
            (BEFORE_PREGNANCY,), ("any", "first"), Fact("on file", entry.name), prepared, engine
        )
    if person.breastfeeding or ("breastfeeding" in prepared.conditions and person.breastfeeding is None):
        fact = Fact("breastfeeding", "yes")
        yield from _found((WHILE_BREASTFEEDING,), ("breastfeeding",), fact, prepared, engine)


def _stages(weeks: int | None) -> tuple[str, ...]:
    """Return the third of the pregnancy and whether half of it is over; everything where the weeks are not known."""
    if weeks is None:
        return ("first", "second", "from_week_20", "third")
    third = "first" if weeks <= LAST_WEEK_OF_FIRST else "second" if weeks <= LAST_WEEK_OF_SECOND else "third"
    return (third, "from_week_20") if weeks >= HALF_WAY else (third,)


def _found(
    mechanisms: tuple[str, ...], stages: tuple[str, ...], fact: Fact, prepared: Prepared, engine: Engine
) -> Iterator[Finding]:
    """Yield the gravest row of each ingredient at these stages, in the words of the mechanism that grades it."""
    for ingredient, taken in prepared.each_systemic:
        rows: list[Row] = [row for row in engine.facts.of("pregnancy", ingredient) if row["stage"] in stages]
        row = min(rows, key=lambda each: (each["action"], stages.index(each["stage"])), default=None)
        if row is None:
            continue
        for mechanism in mechanisms:
            grade = engine.grade(mechanism, action=row["action"])
            if grade:
                yield about(mechanism, grade, engine, ingredient, taken, row, {}, facts=(fact,))
