"""How much that is in a day: of what is counted, and of the drug."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from brownbag.clinical.directions.meaning import Amount, Directions, Phase
from brownbag.clinical.directions.reading.state import Part, Reading
from brownbag.clinical.vocabulary.medicine import Resolution

HOURS_IN_A_DAY = Decimal(24)
MEALS_A_DAY = Decimal(3)


def phase_amount(part: Part) -> Decimal | None:
    """The most that may be taken on an average day of this phase."""
    if part.dose is None:
        return None
    per_day = _times_per_day(part)
    most = None if per_day is None else part.dose.high * per_day
    if part.at_most is not None:
        return part.at_most if most is None else min(most, part.at_most)
    return most


def _times_per_day(part: Part) -> Decimal | None:
    timing = part.timing
    if timing.once_only:
        return None
    daily = _times_on_a_day(part)
    if part.on_days and daily is None:
        return Decimal(1)
    if timing.days_of_week:
        return (daily or 1) * Decimal(len(timing.days_of_week)) / 7
    if timing.times_per_week:
        return (daily or 1) * timing.times_per_week / 7
    if timing.every_days:
        return (daily or 1) / timing.every_days
    return daily


def _times_on_a_day(part: Part) -> Decimal | None:
    timing = part.timing
    if timing.times_per_day_high:
        return timing.times_per_day_high
    if timing.every_hours:
        return HOURS_IN_A_DAY / timing.every_hours
    named = Decimal(len(timing.times_of_day))
    if part.meals:
        return MEALS_A_DAY + named
    return named or None


def amount_per_day(phases: tuple[Phase, ...], reading: Reading) -> Decimal | None:
    if reading.sliding or not phases:
        return None
    if len(phases) == 1:
        return phases[0].amount_per_day
    amounts = [phase.amount_per_day for phase in phases]
    units = {phase.dose.unit for phase in phases if phase.dose}
    if (
        not reading.together
        or reading.in_steps
        or len(units) != 1
        or any(amount is None for amount in amounts)
    ):
        return None
    return sum((amount for amount in amounts if amount is not None), Decimal(0))


def with_drug(directions: Directions, medicine: Resolution | None) -> Directions:
    """Add the amount of drug for each dose and day when the strength of one unit is known."""
    phases = tuple(_phase_with_drug(phase, medicine) for phase in directions.phases)
    total = _drug_per_day(directions, phases, medicine)
    return replace(directions, phases=phases, drug_per_day=total)


def _phase_with_drug(phase: Phase, medicine: Resolution | None) -> Phase:
    if phase.dose is None:
        return phase
    factor = _drug_in_one(phase.dose.unit, medicine)
    if factor is None:
        return phase
    amount, unit = factor
    per_dose = Amount(phase.dose.low * amount, phase.dose.high * amount, unit)
    per_day = None
    if phase.amount_per_day is not None:
        per_day = Amount(phase.amount_per_day * amount, phase.amount_per_day * amount, unit)
    return replace(phase, drug_per_dose=per_dose, drug_per_day=per_day)


def _drug_in_one(unit: str, medicine: Resolution | None) -> tuple[Decimal, str] | None:
    """How much of the drug is in one tablet, puff or millilitre, for a single ingredient."""
    if unit in ("mg", "mcg", "g"):
        return (Decimal(1000), "mg") if unit == "g" else (Decimal(1), "ug" if unit == "mcg" else "mg")
    if medicine is None or len(medicine.strengths) != 1:
        return None
    strength = medicine.strengths[0]
    if strength.per_unit == "1" and unit in (
        "tablet",
        "capsule",
        "puff",
        "patch",
        "suppository",
        "packet",
        "spray",
        "gummy",
        "lozenge",
    ):
        return strength.amount, strength.unit
    if strength.per_unit == "mL" and unit == "mL":
        return strength.amount / strength.per, strength.unit
    return None


def _drug_per_day(
    directions: Directions, phases: tuple[Phase, ...], medicine: Resolution | None
) -> Amount | None:
    if directions.amount_per_day is None:
        return None
    factor = _drug_in_one(directions.unit, medicine)
    if factor is None:
        return None
    total = directions.amount_per_day * factor[0]
    return Amount(total, total, factor[1])
