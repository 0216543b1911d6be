"""A medicine that was just stopped and makes people ill when it ends at once."""

from __future__ import annotations

from collections.abc import Iterator

from brownbag.clinical.assessment.about_one import about, graded
from brownbag.clinical.assessment.engine import Engine
from brownbag.clinical.assessment.finding import Fact, Finding
from brownbag.clinical.assessment.prepare import Prepared
from brownbag.clinical.assessment.taken import Taken

MECHANISM = "stopped_suddenly"
SHOWS_WITHIN_DAYS = 14


def stopped_suddenly(prepared: Prepared, engine: Engine) -> Iterator[Finding]:
    """Yield a finding for each ingredient stopped in the last two weeks that should be tapered."""
    still = {name for taken in prepared.taken for name in taken.ingredients}
    for taken in prepared.stopped:
        days = _days_since(taken, prepared)
        if days is None or not 0 <= days <= SHOWS_WITHIN_DAYS or taken.is_local:
            continue
        for ingredient in taken.ingredients:
            for row in engine.facts.of("stopping", ingredient)[:1]:
                if ingredient not in still and _long_enough(taken, row.get("after_days")):
                    grade = graded(MECHANISM, engine, kind=row["kind"])
                    places = {"days": str(days), "kind": row["kind"], "how": row["how"]}
                    fact = Fact("stopped", taken.medication.name, None, taken.medication.end)
                    yield about(MECHANISM, grade, engine, ingredient, taken, row, places, facts=(fact,))


def _days_since(taken: Taken, prepared: Prepared) -> int | None:
    end = taken.medication.end
    return None if end is None else (prepared.on - end).days


def _long_enough(taken: Taken, after_days: str | None) -> bool:
    start, end = taken.medication.start, taken.medication.end
    if not after_days or start is None or end is None:
        return True
    return (end - start).days >= int(after_days)
