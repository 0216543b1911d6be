"""How much that is in a day: of what is counted, and of the drug."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from brownbag.clinical.directions.meaning import Amount, Directions, Phase, Timing
from brownbag.clinical.directions.reading.state import Part
from brownbag.clinical.vocabulary.medicine import Resolution, Strength

HOURS_IN_A_DAY = Decimal(24)
MEALS_A_DAY = Decimal(3)
# The household measures in millilitres (USP chapter 17: a teaspoon is 5 mL, a tablespoon 15 mL).
SPOONS = {"mL": Decimal(1), "teaspoon": Decimal(5), "tablespoon": Decimal(15)}
# What one strength "for each" is the strength of.
COUNTED = frozenset(
    [
        "tablet",
        "capsule",
        "pill",
        "puff",
        "patch",
        "suppository",
        "packet",
        "spray",
        "gummy",
        "lozenge",
    ]
)


def phase_amount(part: Part) -> Decimal | None:
    """The most that may be taken on an average day of this phase."""
    if part.dose is None:
        return part.at_most
    if part.at_most is None and part.at_most_drug is not None:
        return None
    per_day = _times_per_day(part)
    most = None if per_day is None else part.dose.high * per_day
    if part.at_most is not None:
        return part.at_most if most is None else min(most, part.at_most)
    return most


def _times_per_day(part: Part) -> Decimal | None:
    timing = part.timing
    if part.gap and part.as_needed and timing == Timing():
        return Decimal(int(HOURS_IN_A_DAY / part.gap))
    times = times_on_an_average_day(timing)
    return Decimal(1) if times is None and part.on_days and not timing.once_only else times


def times_on_an_average_day(timing: Timing) -> Decimal | None:
    """Return how often, at most, doses are taken on an average day; None where that is not said.

    >>> times_on_an_average_day(Timing(every_hours=Decimal(6))), times_on_an_average_day(Timing(every_days=Decimal(2)))
    (Decimal('4'), Decimal('0.5'))
    """
    if timing.once_only:
        return None
    daily = _times_on_a_day(timing)
    if timing.days_of_week:
        return (daily or 1) * Decimal(len(timing.days_of_week)) / (timing.every_days or 7)
    if timing.times_per_week:
        return (daily or 1) * timing.times_per_week / 7
    if timing.every_days:
        return (daily or 1) / timing.every_days
    return daily


def _times_on_a_day(timing: Timing) -> Decimal | None:
    if timing.times_per_day_high:
        return timing.times_per_day_high
    if timing.every_hours:
        return HOURS_IN_A_DAY / timing.every_hours
    named = Decimal(len(timing.times_of_day))
    return MEALS_A_DAY + named if timing.each_meal else named or None


def amount_per_day(phases: tuple[Phase, ...], *, together: bool) -> Decimal | None:
    """Return the most that may be taken on an average day; None for steps over time."""
    if len(phases) == 1:
        return phases[0].amount_per_day
    amounts = [phase.amount_per_day for phase in phases if phase.amount_per_day is not None]
    units = {phase.dose.unit for phase in phases if phase.dose}
    if not together or len(units) != 1 or len(amounts) < len(phases):
        return None
    return sum(amounts, Decimal(0))


def set_limit(part: Part, medicine: Resolution | None) -> None:
    """Turn a limit in milligrams into tablets, where one tablet is known to hold so much."""
    if part.at_most_drug is None or part.dose is None:
        return
    drug = part.drug or _as_amount(_drug_in_one(part.dose.unit, medicine))
    limit = part.at_most_drug
    if drug and drug.high and _weight(drug.unit) and _weight(limit.unit):
        part.at_most = limit.high * _weight(limit.unit) / (drug.high * _weight(drug.unit))
        part.at_most_unit = part.dose.unit


def _weight(unit: str) -> Decimal:
    return {"g": Decimal(1000000), "mg": Decimal(1000), "mcg": Decimal(1), "ug": Decimal(1)}.get(
        unit, Decimal(0)
    )


def _as_amount(factor: tuple[Decimal, str] | None) -> Amount | None:
    return Amount(factor[0], factor[0], factor[1]) if factor else None


def with_drug(directions: Directions, medicine: Resolution | None) -> Directions:
    """Add the amount of drug for each dose and day when the strength of one unit is known."""
    if any(_is_other_strength(phase, medicine) for phase in directions.phases):
        return _in_doubt(directions)
    phases = tuple(_phase_with_drug(phase, medicine) for phase in directions.phases)
    amounts = [phase.drug_per_day for phase in phases if phase.drug_per_day]
    units = {amount.unit for amount in amounts}
    total = None
    if directions.amount_per_day is not None and len(amounts) == len(phases) and len(units) == 1:
        most = sum((amount.high for amount in amounts), Decimal(0))
        total = Amount(most, most, units.pop())
    return replace(directions, phases=phases, drug_per_day=total)


def _in_doubt(directions: Directions) -> Directions:
    why = "The strength on the label is not the strength of the medicine."
    phases = tuple(replace(phase, drug_per_dose=None) for phase in directions.phases)
    outcome = "partly" if directions.outcome == "understood" else directions.outcome
    return replace(
        directions, outcome=outcome, phases=phases, amount_per_day=None, why=(why, *directions.why)
    )


def _is_other_strength(phase: Phase, medicine: Resolution | None) -> bool:
    """Whether the label puts 10 mg into a tablet that holds 20 mg."""
    told, known = phase.drug_per_dose, _drug_in_one(phase.dose.unit, medicine) if phase.dose else None
    if told is None or known is None or not _weight(told.unit) or not _weight(known[1]):
        return False
    return told.high * _weight(told.unit) != known[0] * _weight(known[1])


def _phase_with_drug(phase: Phase, medicine: Resolution | None) -> Phase:
    """Until here `drug_per_dose` is the drug in one of what is counted, as far as the label tells it."""
    factor = _drug_in_one(phase.dose.unit, medicine) if phase.dose else None
    told = phase.drug_per_dose
    if factor is None and told:
        factor = (
            (told.high * _weight(told.unit) / 1000, "mg") if _weight(told.unit) > 1 else (told.high, "ug")
        )
    if factor is None or phase.dose is None:
        return replace(phase, drug_per_dose=None)
    amount, unit = factor
    per_dose = Amount(drug_in(phase.dose.low, amount), drug_in(phase.dose.high, amount), unit)
    per_day = None
    if phase.amount_per_day is not None:
        most = drug_in(phase.amount_per_day, amount)
        per_day = Amount(most, most, unit)
    return replace(phase, drug_per_dose=per_dose, drug_per_day=per_day)


def _drug_in_one(unit: str, medicine: Resolution | None) -> tuple[Decimal, str] | None:
    """How much of the drug is in one tablet, puff or millilitre, for a single ingredient."""
    if unit in ("mg", "mcg", "g"):
        return (Decimal(1000), "mg") if unit == "g" else (Decimal(1), "ug" if unit == "mcg" else "mg")
    if medicine is None or len(medicine.strengths) != 1:
        return None
    return drug_in_one(unit, medicine.strengths[0], medicine)


def drug_in_one(unit: str, strength: Strength, medicine: Resolution) -> tuple[Decimal, str] | None:
    """Return how much of one ingredient is in one of what the label counts, or None where the two do not fit.

    A strength for each tablet says nothing about millilitres, nor one for a volume about tablets.
    "1 twice a day" counts what is swallowed whole, where nothing says that the medicine is anything else.

    >>> from brownbag.clinical import vocabulary
    >>> syrup = vocabulary.load().resolve("amoxicillin 250 mg/5 mL suspension")
    >>> drug_in_one("teaspoon", syrup.strengths[0], syrup), drug_in_one("tablet", syrup.strengths[0], syrup)
    ((Decimal('250'), 'mg'), None)
    """
    if strength.per_unit == "1" and (unit in COUNTED or (unit == "" and _is_swallowed_whole(medicine))):
        return strength.amount, strength.unit
    if strength.per_unit == "mL" and unit in SPOONS:
        return strength.amount * SPOONS[unit] / strength.per, strength.unit
    return None


def drug_in(count: Decimal, in_one: Decimal) -> Decimal:
    """Return the drug in so many of what is counted; 325 mg in 15 mL may not make a day of 60 mL more than 1,300 mg.

    >>> drug_in(Decimal(60), Decimal(325) / 15)
    Decimal('1300')
    """
    return round(count * in_one, 6).normalize() + 0


def _is_swallowed_whole(medicine: Resolution) -> bool:
    solid = any(word in medicine.form for word in ("tablet", "capsule"))
    return solid or (not medicine.form and medicine.route == "oral")


def total_quantity(directions: Directions) -> Decimal | None:
    """Return how much is needed for the whole course, or None where the label does not settle it.

    >>> from brownbag.clinical.directions import read
    >>> total_quantity(read("Take 2 tablets on day 1, then 1 tablet daily for 4 days"))
    Decimal('6')
    """
    if directions.outcome != "understood" or not directions.phases:
        return None
    totals = [_phase_total(phase) for phase in directions.phases]
    known = [total for total in totals if total is not None]
    units = {phase.dose.unit for phase in directions.phases if phase.dose}
    return sum(known, Decimal(0)) if len(known) == len(totals) and len(units) == 1 else None


def _phase_total(phase: Phase) -> Decimal | None:
    if phase.dose and (phase.timing.once_only or phase.doses_in_all):
        return phase.dose.high * (phase.doses_in_all or 1)
    if phase.amount_per_day is None or phase.days is None:
        return None
    return phase.amount_per_day * phase.days
