"""A value on the wrong side of its goal although medicines for it are on the list."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from brownbag.clinical.assessment.about_one import Row
from brownbag.clinical.assessment.engine import Engine
from brownbag.clinical.assessment.finding import Fact, Finding
from brownbag.clinical.assessment.prepare import Prepared, Taken, fact_of
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
        medicines = _medicines(grade, prepared, engine)
        if medicines:
            told.add(grade["test"])
            yield _finding(result, condition, grade, medicines, engine)


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


def _medicines(grade: Row, prepared: Prepared, engine: Engine) -> list[tuple[str, Taken]]:
    members = engine.knowledge.members(grade["medicines"].split())
    found = {
        name: taken
        for taken in reversed(prepared.by_name)
        if not taken.is_local and taken.medication.status == "active"
        for name in taken.ingredients
        if name in members
    }
    return sorted(found.items(), key=lambda each: each[0])


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
