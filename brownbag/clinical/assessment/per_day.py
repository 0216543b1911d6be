"""How much of an ingredient one line gives in a day."""

from __future__ import annotations

from decimal import Decimal

from brownbag.clinical.assessment.taken import Taken
from brownbag.clinical.directions.compare import amount_taken
from brownbag.clinical.directions.reading.amounts import drug_in, drug_in_one

_MILLIGRAMS = {"ug": Decimal("0.001"), "mg": Decimal(1), "g": Decimal(1000)}


def per_day(taken: Taken, ingredient: str, unit: str) -> Decimal | None:
    """Return how much of an ingredient a line gives in a day: the most its label allows; as needed, what is said."""
    most = _most_per_day(taken, ingredient, unit)
    allowed = taken.directions.amount_per_day
    if most is None or not allowed or not taken.directions.as_needed:
        return most
    said = amount_taken(taken.directions, taken.medication.how_taken)
    return most if said is None else most * said / allowed


def _most_per_day(taken: Taken, ingredient: str, unit: str) -> Decimal | None:
    directions = taken.directions
    if len(taken.ingredients) > 1:
        strength = next((each for each in taken.known.strengths if each.ingredient == ingredient), None)
        in_one = drug_in_one(directions.unit, strength, taken.known) if strength else None
        if in_one is None or directions.amount_per_day is None:
            return None
        return _in_unit(drug_in(directions.amount_per_day, in_one[0]), in_one[1], unit)
    amount = directions.drug_per_day
    return None if amount is None else _in_unit(amount.high, amount.unit, unit)


def _in_unit(amount: Decimal, unit: str, wanted: str) -> Decimal | None:
    """Return an amount in another unit of weight; None where the two cannot be compared."""
    if unit == wanted:
        return amount
    if unit in _MILLIGRAMS and wanted in _MILLIGRAMS:
        return amount * _MILLIGRAMS[unit] / _MILLIGRAMS[wanted]
    return None
