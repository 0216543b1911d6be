"""Where an amount stands in a direction, and whose amount it is."""

from __future__ import annotations

from decimal import Decimal

from brownbag.clinical.directions.meaning import Amount
from brownbag.clinical.directions.phrases import Phrases, Unit
from brownbag.clinical.directions.reading.state import Part, Reading
from brownbag.clinical.directions.tokens import Number, Token

DRUG_UNITS = frozenset({"mg", "mcg", "g", "meq"})
# The household measures in millilitres (USP chapter 17: a teaspoon is 5 mL, a tablespoon 15 mL).
SPOONS = {"mL": Decimal(1), "teaspoon": Decimal(5), "tablespoon": Decimal(15)}


def dose_at(tokens: list[Token], place: int, known: Phrases) -> tuple[Number, Unit | None, int] | None:
    number = tokens[place]
    strong = _strength_between(tokens, place, known)
    if strong and isinstance(number, Number):
        unit, size = known.unit_at(tokens, place + strong)
        return number, unit, strong + size
    if isinstance(number, str):
        if number in ("a", "an", "another"):
            unit, size = known.unit_at(tokens, place + 1)
            return (Number(Decimal(1), Decimal(1), number), unit, size + 1) if unit else None
        return None
    skipped = 1
    while place + skipped < len(tokens) and tokens[place + skipped] in ("of", "a", "full", "more"):
        skipped += 1
    unit, size = known.unit_at(tokens, place + skipped)
    if unit:
        return number, unit, skipped + size
    return number, None, 1


def _strength_between(tokens: list[Token], place: int, known: Phrases) -> int:
    """Where the counted unit stands in "two 500 mg tablets", as a distance from the number; 0 if none."""
    if place + 3 >= len(tokens) or not all(isinstance(each, Number) for each in tokens[place : place + 2]):
        return 0
    strength, size = known.unit_at(tokens, place + 2)
    counted, _ = known.unit_at(tokens, place + 2 + size)
    if not strength or not counted:
        return 0
    return 2 + size if strength.name in DRUG_UNITS and counted.name not in DRUG_UNITS else 0


def take_dose(reading: Reading, number: Number, unit: Unit | None) -> None:
    reading.in_reason = False
    if _is_strength_beside_dose(reading, number, unit):
        return
    if reading.part.dose:
        _begin_another(reading)
    if reading.part.dose is None:
        reading.part.dose = Amount(number.low, number.high, unit.name if unit else "")
        reading.part.largest = unit.largest if unit else None
        reading.joins = False
        if unit and unit.unsafe:
            reading.corrections.append("The unit is written so that it is easily misread.")


def _is_strength_beside_dose(reading: Reading, number: Number, unit: Unit | None) -> bool:
    """Whether "500 mg" only says how strong the tablet beside it is ("30 mg = 1 tab")."""
    dose = reading.part.dose
    if dose is None or unit is None or reading.joins or reading.part.has_when or reading.part.as_needed:
        return False
    spoons = [
        SPOONS.get(each.unit, Decimal(0)) * each.high
        for each in (dose, Amount(number.low, number.high, unit.name))
    ]
    if spoons[0] and spoons[0] == spoons[1] and unit.name != dose.unit:
        return True
    is_drug, was_drug = unit.name in DRUG_UNITS, dose.unit in DRUG_UNITS
    if is_drug and not was_drug:
        return True
    if was_drug and not is_drug:
        reading.part.dose, reading.part.largest = Amount(number.low, number.high, unit.name), unit.largest
        return True
    return False


def _begin_another(reading: Reading) -> None:
    if not reading.part.has_when and not reading.part.as_needed and not reading.joins:
        reading.doubts.append("It names two amounts, and only one of them can be meant.")
    if not reading.in_steps:
        reading.together = True
    reading.parts.append(Part())
