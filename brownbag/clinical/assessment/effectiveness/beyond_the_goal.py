"""A value on the wrong side of its goal although medicines for it are on the list."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from brownbag.clinical.assessment.about_one import Row
from brownbag.clinical.assessment.engine import Engine
from brownbag.clinical.assessment.finding import Fact, Finding
from brownbag.clinical.assessment.prepare import Prepared, fact_of
from brownbag.clinical.assessment.taken import Taken
from brownbag.clinical.assessment.words import finding_of, takes
from brownbag.clinical.person.record import Condition, Observation

MECHANISM = "beyond_the_goal"


def beyond_the_goal(prepared: Prepared, engine: Engine) -> Iterator[Finding]:
    """Yield one finding for each test beyond its goal, with the medicines that are meant for it."""
    told: set[str] = set()
    for grade in engine.words(MECHANISM)["grades"]:
        result = prepared.results.get(grade["test"])
        if result is None or result.value is None or grade["test"] in told:
            continue
        condition = _condition(grade, prepared)
        if condition is None or not _is_beyond(result.value, grade) or not _fits_age(grade, prepared.age):
            continue
        medicines = _medicines(grade, result, prepared, engine)
        if medicines and _is_beyond_often_enough(grade, result, prepared):
            told.add(grade["test"])
            yield _with_room_named(result, condition, grade, medicines, prepared, engine)


def _condition(grade: Row, prepared: Prepared) -> Condition | None:
    keys = grade["condition"].split()
    return next((prepared.conditions[key] for key in keys if key in prepared.conditions), None)


def _is_beyond(value: Decimal, grade: Row) -> bool:
    if "below" in grade:
        return value < Decimal(grade["below"])
    return value > Decimal(grade["above"])


def _fits_age(grade: Row, age: int | None) -> bool:
    """Whether the line is for this age; one that names an age needs it known."""
    if "from_age" not in grade and "below_age" not in grade:
        return True
    if age is None:
        return False
    return int(grade.get("from_age", 0)) <= age < int(grade.get("below_age", 999))


def _is_beyond_often_enough(grade: Row, result: Observation, prepared: Prepared) -> bool:
    """Whether as many of the newest values are beyond the goal as the line asks for; one where it does not say."""
    if "readings" not in grade:
        return True
    same = [
        each
        for each in prepared.record.observations
        if (each.loinc, each.name) == (result.loinc, result.name) and each.value is not None
    ]
    newest = sorted(same, key=lambda each: each.on or date.min)[-int(grade["readings"]) :]
    beyond = [each for each in newest if each.value is not None and _is_beyond(each.value, grade)]
    return len(beyond) == int(grade["readings"])


def _medicines(
    grade: Row, result: Observation, prepared: Prepared, engine: Engine
) -> list[tuple[str, Taken]]:
    """Return the medicines that are meant for it; none where one of them had no time to work before the value.

    Who began an insulin after the A1c has answered it already.
    """
    members = engine.knowledge.members(grade["medicines"].split())
    settles = timedelta(days=int(grade.get("settles_days", 0)))
    found = {
        name: taken
        for taken in reversed(prepared.by_name)
        if not taken.is_local and taken.medication.status == "active"
        for name in taken.ingredients
        if name in members
    }
    if any(_is_new(taken, result, settles) for taken in found.values()):
        return []
    return sorted(found.items(), key=lambda each: each[0])


def _is_new(taken: Taken, result: Observation, settles: timedelta) -> bool:
    start = taken.medication.start
    return bool(settles and start and result.on and result.on < start + settles)


def _with_room_named(
    result: Observation,
    condition: Condition,
    grade: Row,
    medicines: list[tuple[str, Taken]],
    prepared: Prepared,
    engine: Engine,
) -> Finding:
    """Return the finding; where some medicines have room to be raised it is about the dose of these."""
    room = [(name, taken) for name, taken in medicines if _has_room(name, prepared, engine)]
    if grade.get("room") != "ask" or not room:
        return _finding(result, condition, grade, medicines, engine)
    return _finding(result, condition, {**grade, "category": "dose_too_low"}, room, engine)


def _has_room(ingredient: str, prepared: Prepared, engine: Engine) -> bool:
    """Whether at most half of the usual highest dose is taken in a day."""
    rows = [row for row in engine.facts.of("limits", ingredient) if row["what"] == "usual_day_high"]
    row = next((row for row in rows if row["who"] == "adult" and not row.get("reason")), None)
    amount = prepared.drug_per_day(ingredient, row["unit"]) if row else None
    return row is not None and amount is not None and amount <= Decimal(row["amount"]) / 2


def _finding(
    result: Observation, condition: Condition, grade: Row, medicines: list[tuple[str, Taken]], engine: Engine
) -> Finding:
    lines = list({id(taken): taken for _, taken in medicines}.values())
    places = {
        "test": result.name or engine.test_title(grade["test"]),
        "value": f"{result.value:f}",
        "side": grade["side"],
        "medicines": " and ".join(taken.name for taken in lines),
    }
    return finding_of(
        engine.words(MECHANISM),
        grade,
        places,
        drugs=[name for name, _ in medicines],
        facts=(
            fact_of(result),
            Fact("condition", condition.name, None, condition.since),
            *(takes(taken) for taken in lines),
        ),
        sources=(),
        lines=lines,
        related=(grade["means"], engine.test_title(grade["test"])),
    )
