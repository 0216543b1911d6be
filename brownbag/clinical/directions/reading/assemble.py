"""What was read becomes the directions: phases, amounts, what is open and what is in doubt."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from brownbag.clinical.directions.meaning import Directions, Phase, Timing
from brownbag.clinical.directions.reading.amounts import MEALS_A_DAY, amount_per_day, phase_amount, set_limit
from brownbag.clinical.directions.reading.doubts import doubts_of, doubts_of_all
from brownbag.clinical.directions.reading.outcome import left_open, outcome_of, without_unit
from brownbag.clinical.directions.reading.state import Part, Reading
from brownbag.clinical.directions.reading.structure import arranged
from brownbag.clinical.vocabulary.medicine import Resolution

FILLERS = frozenset({"and", "or", "of", "a", "the", "for", "with", "to", "in"})


def finished(text: str, reading: Reading, medicine: Resolution | None) -> Directions:
    """Return the directions that a reading amounts to."""
    parts = arranged(reading)
    for part in parts:
        if part.dose and not part.dose.unit and part.at_most_unit:
            part.dose = replace(part.dose, unit=part.at_most_unit)
        set_limit(part, medicine)
    doubts = [*reading.doubts, *(doubt for part in parts for doubt in doubts_of(part, reading))]
    doubts = list(dict.fromkeys([*doubts, *doubts_of_all(parts, reading)]))
    phases = tuple(_at_each_site(_phase(part), reading) for part in parts)
    outcome = outcome_of(reading, parts, doubts)
    is_open = left_open(parts, reading)
    return Directions(
        text=text,
        outcome=outcome,
        phases=phases if outcome != "not_understood" else (),
        together=reading.together,
        route=reading.route,
        site=reading.site,
        action=reading.action,
        unit=_unit(parts),
        amount_per_day=None if doubts else amount_per_day(phases, together=reading.together),
        as_directed=reading.directed,
        sliding_scale=reading.sliding,
        instructions=tuple(dict.fromkeys(reading.notes)),
        left_open=is_open,
        not_used=tuple(reading.unused),
        why=(*doubts, *dict.fromkeys(reading.corrections), *without_unit(parts), *is_open),
    )


def _unit(parts: list[Part]) -> str:
    counted = [part.dose.unit if part.dose else part.at_most_unit for part in parts]
    return next((unit for unit in counted if unit), "")


def _at_each_site(phase: Phase, reading: Reading) -> Phase:
    """Two eyes, ears or nostrils each get the amount, so a day holds twice as much."""
    if phase.amount_per_day is None or not reading.site.startswith(("both", "each")):
        return phase
    return replace(phase, amount_per_day=phase.amount_per_day * 2)


def _phase(part: Part) -> Phase:
    phase = Phase(
        dose=part.dose,
        timing=_plain_timing(part.timing),
        as_needed=part.as_needed,
        as_needed_for=_reason(part),
        minimum_gap_hours=part.gap or (part.timing.every_hours if part.as_needed else None),
        at_most_per_day=part.at_most,
        at_most_drug_per_day=part.at_most_drug,
        days=part.days,
        days_low=part.days_low,
        doses_in_all=part.doses,
        drug_per_dose=part.drug,
    )
    return replace(phase, amount_per_day=phase_amount(part))


def _plain_timing(timing: Timing) -> Timing:
    """Keep one way of saying the same: what the named times, meals or days already say is not counted again."""
    times = len(timing.times_of_day) + (MEALS_A_DAY if timing.each_meal else 0)
    once_on_days = timing.days_of_week and timing.times_per_day == 1
    if timing.times_per_day == timing.times_per_day_high and (timing.times_per_day == times or once_on_days):
        timing = replace(timing, times_per_day=None, times_per_day_high=None)
    if timing.days_of_week and timing.times_per_week:
        timing = replace(timing, times_per_week=None, times_per_week_low=None)
    if timing.every_days == 1 or (timing.every_days == 7 and timing.days_of_week):
        daily = Decimal(1) if timing.every_days == 1 and not timing.times_of_day else timing.times_per_day
        timing = replace(timing, every_days=None, times_per_day=daily, times_per_day_high=daily)
    # Twice a day with meals is with two of three.
    return replace(timing, each_meal=False) if timing.times_per_day else timing


def _reason(part: Part) -> str:
    words = list(part.reason)
    while words and words[-1] in FILLERS:
        words.pop()
    while words and words[0] in FILLERS:
        words.pop(0)
    return " ".join(words)
