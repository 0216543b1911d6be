"""Where an amount stands in a direction, and whose amount it is."""

from __future__ import annotations

from decimal import Decimal

from brownbag.clinical.directions.meaning import Amount
from brownbag.clinical.directions.phrases import Phrases, Unit
from brownbag.clinical.directions.reading.amounts import SPOONS
from brownbag.clinical.directions.reading.state import AND, BESIDE, Reading
from brownbag.clinical.directions.tokens import Number, Token

DRUG_UNITS = frozenset({"mg", "mcg", "g", "meq"})
# The same amount told in another way beside the dose: "0.2 mL (20 units)", "17 g (1 capful)".
TOLD_TWICE = frozenset(
    {
        frozenset(pair)
        for pair in (
            ("mL", "unit"),
            ("g", "capful"),
            ("g", "scoop"),
            ("g", "packet"),
            ("mL", "bottle"),
            ("mL", "vial"),
            ("mL", "syringe"),
            ("mL", "packet"),
            ("unit", "tablet"),
            ("unit", "capsule"),
        )
    }
)
Found = tuple[Number, Unit | None, int]


def dose_at(tokens: list[Token], place: int, known: Phrases) -> Found | None:
    """Return the amount that begins at a place, its unit, and how many words it takes."""
    number = tokens[place]
    if isinstance(number, str):
        return _without_number(tokens, place, known)
    if strong := _strength_between(tokens, place, known):
        unit, size = known.unit_at(tokens, place + strong)
        return number, unit, strong + size
    skipped = 1
    while place + skipped < len(tokens) and tokens[place + skipped] in ("of", "a", "full", "more", "whole"):
        skipped += 1
    unit, size = known.unit_at(tokens, place + skipped)
    if not unit:
        return number, None, 1
    return _range_of(number, unit, skipped + size, tokens, place, known) or (number, unit, skipped + size)


def _range_of(
    low: Number, unit: Unit, size: int, tokens: list[Token], place: int, known: Phrases
) -> Found | None:
    """Read "1 tablet to 2 tablets" as one range."""
    behind = tokens[place + size : place + size + 2]
    if len(behind) < 2 or behind[0] not in ("to", "or") or not isinstance(behind[1], Number):
        return None
    high = behind[1]
    other, length = known.unit_at(tokens, place + size + 2)
    if other is None or other.name != unit.name or low.low != low.high or high.low <= low.high:
        return None
    joined = Number(low.low, high.high, f"{low.said} {behind[0]} {high.said}")
    return joined, unit, size + 2 + length


def _without_number(tokens: list[Token], place: int, known: Phrases) -> Found | None:
    """Read "a tablet" as one."""
    word = tokens[place]
    if word not in ("a", "an", "another"):
        return None
    unit, size = known.unit_at(tokens, place + 1)
    return (Number(Decimal(1), Decimal(1), word), unit, size + 1) if unit else None


def _strength_between(tokens: list[Token], place: int, known: Phrases) -> int:
    """Where the counted unit stands in "two 500 mg tablets", as a distance from the number; 0 if none."""
    if place + 3 >= len(tokens) or not all(isinstance(each, Number) for each in tokens[place : place + 2]):
        return 0
    strength, size = known.unit_at(tokens, place + 2)
    counted, _ = known.unit_at(tokens, place + 2 + size)
    if not strength or not counted:
        return 0
    return 2 + size if strength.name in DRUG_UNITS and counted.name not in DRUG_UNITS else 0


def take_dose(
    reading: Reading, number: Number, unit: Unit | None, *, is_total: bool, stands_apart: bool
) -> None:
    """Make an amount the dose of the part being read, of a new part, or the strength of the dose before."""
    reading.in_reason = False
    low = Decimal(0) if reading.up_to else number.low
    amount = Amount(low, number.high, unit.name if unit else "")
    reading.up_to = False
    acted, reading.acted = reading.acted, False
    stands_apart = stands_apart or (acted and amount.unit in DRUG_UNITS)
    if not stands_apart and _is_told_twice(reading, amount, unit, is_total=is_total):
        return
    if reading.part.dose:
        _begin_another(reading)
    reading.part.dose = amount
    reading.part.largest = unit.largest if unit else None
    reading.joins = False
    if unit and unit.unsafe:
        reading.corrections.append("The unit is written so that it is easily misread.")


def _is_told_twice(reading: Reading, amount: Amount, unit: Unit | None, *, is_total: bool) -> bool:
    """Whether "500 mg" only says how strong the tablet beside it is ("30 mg = 1 tab")."""
    part = reading.part
    if part.dose is None or unit is None or reading.joins or part.has_when or part.as_needed or part.days:
        return False
    if part.dose == amount or _same_spoon(part.dose, amount):
        return True
    is_drug, was_drug = amount.unit in DRUG_UNITS, part.dose.unit in DRUG_UNITS
    if is_drug and not was_drug:
        part.drug = _in_one(amount, part.dose, is_total=is_total)
        return not reading.alternating
    if was_drug and not is_drug and frozenset({amount.unit, part.dose.unit}) not in TOLD_TWICE:
        part.drug = _in_one(part.dose, amount, is_total=True)
        part.dose, part.largest = amount, unit.largest
        return True
    return frozenset({amount.unit, part.dose.unit}) in TOLD_TWICE


def _in_one(drug: Amount, dose: Amount, *, is_total: bool) -> Amount | None:
    """How much drug is in one of what is counted, where the label makes that certain."""
    if dose.low != dose.high or drug.low != drug.high or not dose.high:
        return None
    if dose.high != 1 and not is_total:
        return None
    return Amount(drug.low / dose.high, drug.high / dose.high, drug.unit)


def _same_spoon(one: Amount, other: Amount) -> bool:
    """Whether a teaspoon and its millilitres are the same amount."""
    held = [SPOONS.get(each.unit, Decimal(0)) * each.high for each in (one, other)]
    return bool(held[0]) and held[0] == held[1] and one.unit != other.unit


def _begin_another(reading: Reading) -> None:
    part = reading.part
    told = (
        part.has_when or part.as_needed or part.days or part.at_most or part.one_day_of_two or part.excluding
    )
    if not told and not reading.joins and not reading.alternating:
        reading.doubts.append("It names two amounts, and only one of them can be meant.")
    if part.excluding and not part.timing.days_of_week:
        part.excluding, part.other_days = False, True
    reading.begin(AND if reading.joins else BESIDE)
