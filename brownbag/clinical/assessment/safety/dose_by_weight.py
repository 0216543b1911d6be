"""More of one ingredient in a day than the weight allows, or less than a child's weight needs."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from brownbag.clinical.assessment.about_one import Row, about
from brownbag.clinical.assessment.engine import Engine
from brownbag.clinical.assessment.finding import Fact, Finding, NotChecked
from brownbag.clinical.assessment.kidney_on_file import weight_on_file
from brownbag.clinical.assessment.prepare import Prepared
from brownbag.clinical.assessment.qualifiers import holds
from brownbag.clinical.assessment.taken import Taken

ABOVE, BELOW = "dose_above_weight", "dose_below_weight"
ADULT = 18
# From this weight on a child takes the amounts of a grown-up (our own judgement; many labels say so).
GROWN_UP_WEIGHT = Decimal(40)
# Spoons and tablets come in steps: a tenth more or less is not called wrong (our own judgement).
ROUNDING = Decimal("0.1")
# To keep an infection away less is given than to treat one.
FOR_PREVENTION = "says:prevent or says:prophyla"


def dose_by_weight(prepared: Prepared, engine: Engine) -> Iterator[Finding | NotChecked]:
    """Yield a finding for each ingredient of which a day gives more, or less, than the weight asks for."""
    weight = weight_on_file(prepared.record.person, prepared.results)
    is_child = prepared.age is not None and prepared.age < ADULT
    for ingredient, taken in prepared.each_systemic:
        for row in engine.facts.of("by_weight", ingredient):
            if row["who"] != "anyone" and not is_child:
                continue
            if weight is not None:
                yield from _held_against(row, weight, is_child, ingredient, taken, prepared, engine)
            elif is_child:
                yield _not_known("weight", taken)


def _held_against(
    row: Row,
    weight: Decimal,
    is_child: bool,
    ingredient: str,
    taken: Taken,
    prepared: Prepared,
    engine: Engine,
) -> Iterator[Finding | NotChecked]:
    amount, unknown = prepared.at_least_per_day(ingredient, row["unit"])
    if amount is None:
        if is_child:
            yield _not_known(f"the amount of {ingredient} in a day", taken)
        return
    prevents = holds(FOR_PREVENTION, ingredient, taken, prepared, engine)
    outside = _outside(row, amount, weight, is_child=is_child, is_whole=not unknown and not prevents)
    if outside is None:
        return
    mechanism, line, each = outside
    facts = (
        Fact(f"{ingredient} in a day", f"{amount.normalize():f}", row["unit"]),
        Fact("weight", f"{weight.normalize():f}", "kg"),
    )
    places = {
        "amount": f"{amount.normalize():f} {row['unit']}",
        "limit": f"{round(Decimal(each) * weight):f} {row['unit']}",
        "each": f"{each} {row['unit']}",
    }
    grade = engine.words(mechanism)["grades"][line]
    yield about(mechanism, grade, engine, ingredient, taken, row, places, facts=facts)


def _outside(
    row: Row, amount: Decimal, weight: Decimal, *, is_child: bool, is_whole: bool
) -> tuple[str, int, str] | None:
    """Return the mechanism that speaks, which of its lines, and the amount for each kilogram; None within both.

    Too little is only called where the whole amount of a treatment is known.
    """
    if amount > Decimal(row["amount"]) * weight * (1 + ROUNDING):
        return ABOVE, 0 if is_child else 1, row["amount"]
    if not (is_child and is_whole and row.get("least")) or weight >= GROWN_UP_WEIGHT:
        return None
    too_little = amount < Decimal(row["least"]) * weight * (1 - ROUNDING)
    return (BELOW, 0, row["least"]) if too_little else None


def _not_known(what: str, taken: Taken) -> NotChecked:
    return NotChecked(f"{taken.name}: the dose for the weight", f"Not known: {what}.", taken.medication.key)
