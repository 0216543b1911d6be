"""More of one ingredient in a day than the weight allows."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from brownbag.clinical.assessment.about_one import Row, about
from brownbag.clinical.assessment.engine import Engine
from brownbag.clinical.assessment.finding import Fact, Finding, NotChecked
from brownbag.clinical.assessment.kidney_on_file import weight_on_file
from brownbag.clinical.assessment.prepare import Prepared
from brownbag.clinical.assessment.taken import Taken

MECHANISM = "dose_above_weight"
ADULT = 18
# Spoons and tablets come in steps: a tenth more is not called too much (our own judgement).
ROUNDING = Decimal("1.1")


def dose_by_weight(prepared: Prepared, engine: Engine) -> Iterator[Finding | NotChecked]:
    """Yield a finding for each ingredient of which more is taken in a day than its limit for each kilogram."""
    weight = weight_on_file(prepared.record.person, prepared.results)
    is_child = prepared.age is not None and prepared.age < ADULT
    for ingredient, taken in prepared.each_systemic:
        for row in engine.facts.of("by_weight", ingredient):
            if row["who"] == "anyone" or is_child:
                yield from _held_against(row, weight, is_child, ingredient, taken, prepared, engine)


def _held_against(
    row: Row,
    weight: Decimal | None,
    is_child: bool,
    ingredient: str,
    taken: Taken,
    prepared: Prepared,
    engine: Engine,
) -> Iterator[Finding | NotChecked]:
    amount, _ = prepared.at_least_per_day(ingredient, row["unit"])
    if weight is None:
        if is_child:
            yield NotChecked(
                f"{taken.name}: the dose for the weight", "Not known: weight.", taken.medication.key
            )
        return
    limit = Decimal(row["amount"]) * weight
    if amount is None or amount <= limit * ROUNDING:
        return
    grade = engine.words(MECHANISM)["grades"][0 if is_child else 1]
    facts = (
        Fact(f"{ingredient} in a day", f"{amount.normalize():f}", row["unit"]),
        Fact("weight", f"{weight.normalize():f}", "kg"),
    )
    places = {
        "amount": f"{amount.normalize():f} {row['unit']}",
        "limit": f"{round(limit):f} {row['unit']}",
        "each": f"{row['amount']} {row['unit']}",
    }
    yield about(MECHANISM, grade, engine, ingredient, taken, row, places, facts=facts)
