"""The parts that were read become phases: steps over time, or amounts side by side."""

from __future__ import annotations

import itertools
from dataclasses import replace
from decimal import Decimal

from brownbag.clinical.directions.meaning import Amount, Directions, Phase
from brownbag.clinical.directions.reading.amounts import amount_per_day, phase_amount
from brownbag.clinical.directions.reading.doubts import doubts_of
from brownbag.clinical.directions.reading.on_timing import WEEK
from brownbag.clinical.directions.reading.outcome import missing, outcome_of
from brownbag.clinical.directions.reading.state import Part, Reading

SMALLEST_QUANTITY = Decimal(14)


def finished(text: str, reading: Reading) -> Directions:
    parts = _inherited(reading)
    doubts = [*reading.doubts, *(doubt for part in parts for doubt in doubts_of(part))]
    phases = tuple(_at_each_site(_phase(part), reading) for part in parts)
    if reading.repeats and all(part.at_most is None for part in parts):
        doubts.append("A repeat is allowed and no limit is given.")
    if reading.sliding:
        doubts.append("A sliding scale is kept as text; its doses are not worked out.")
    if reading.together and any(part.other_days for part in parts):
        phases = _rest_of_the_week(phases, parts)
    outcome = outcome_of(reading, parts, doubts)
    unit = next((phase.dose.unit for phase in phases if phase.dose and phase.dose.unit), "")
    contradicts = bool(doubts)
    return Directions(
        text=text,
        outcome=outcome,
        phases=phases if outcome != "not_understood" else (),
        together=reading.together and not reading.in_steps,
        route=reading.route,
        site=reading.site,
        action=reading.action,
        unit=unit,
        amount_per_day=None if contradicts else amount_per_day(phases, reading),
        as_directed=reading.directed,
        sliding_scale=reading.sliding,
        instructions=tuple(reading.notes),
        not_used=tuple(reading.unused),
        why=(*dict.fromkeys(doubts), *reading.corrections, *missing(parts, reading)),
    )


def _at_each_site(phase: Phase, reading: Reading) -> Phase:
    """Two eyes, ears or nostrils each get the amount, so a day holds twice as much."""
    if phase.amount_per_day is None or not reading.site.startswith(("both", "each")):
        return phase
    return replace(phase, amount_per_day=phase.amount_per_day * 2)


def _inherited(reading: Reading) -> list[Part]:
    """Later steps keep unit and frequency of the step before when they name none."""
    _set_quantity_aside(reading)
    parts = [
        part
        for part in reading.parts
        if part.dose or part.has_when or part.as_needed or part.days is not None or part.at_most
    ]
    _put_one_day_together(reading, parts)
    for before, part in itertools.pairwise(parts):
        if part.dose and not part.dose.unit and before.dose:
            part.dose = Amount(part.dose.low, part.dose.high, before.dose.unit)
            part.largest = before.largest
        if part.dose is None and before.dose and reading.in_steps:
            part.dose, part.largest = before.dose, before.largest
        if not part.has_when and reading.in_steps:
            part.timing, part.meals = before.timing, before.meals
    if reading.together and len({part.days for part in parts if part.days is not None}) > 1:
        reading.doubts.append(
            "Its amounts are for different lengths of time, and it is not said which comes first."
        )
    if reading.together and len(parts) > 1 and all(part.days is None for part in parts[:-1]):
        for part in parts:
            part.days = parts[-1].days
    if reading.together and len(parts) > 1 and not _tell_apart(parts):
        reading.doubts.append("It holds two directions, and it is not said which of them is meant when.")
    return parts or [Part()]


def _put_one_day_together(reading: Reading, parts: list[Part]) -> None:
    """Put "2 in the morning, then 1 at night" side by side: "then" is said of one day there."""
    lasting = any(part.days or part.doses or part.open_ended or part.timing.once_only for part in parts)
    times = [part.timing.times_of_day for part in parts]
    if reading.in_steps and not lasting and len(parts) > 1 and all(times) and len(set(times)) == len(times):
        reading.in_steps, reading.together = False, True


def _set_quantity_aside(reading: Reading) -> None:
    """The number to dispense often stands last ("1 tab, BID, 60 tab"): more than anyone takes at once."""
    if len(reading.parts) < 2 or reading.in_steps:
        return
    *_, before, last = reading.parts
    told_when = before.dose and (before.has_when or before.as_needed)
    bare = last.dose and not (last.has_when or last.as_needed or last.days or last.at_most)
    if told_when and bare and last.dose and _is_quantity(before, last.dose):
        reading.parts.pop()
        reading.together = len(reading.parts) > 1


def _is_quantity(before: Part, amount: Amount) -> bool:
    """Whether an amount is what is dispensed; where the days are known too, it must last exactly so long."""
    daily = phase_amount(before)
    if before.days is not None and daily is not None and before.dose and before.dose.unit == amount.unit:
        return amount.high == daily * before.days
    return amount.high >= SMALLEST_QUANTITY


def _tell_apart(parts: list[Part]) -> bool:
    """Whether amounts side by side belong to different times of the day, days of the week, or needs."""
    by_time = all(part.timing.times_of_day or part.meals for part in parts)
    by_day = all(part.timing.days_of_week or part.timing.times_per_week or part.other_days for part in parts)
    scheduled = [part for part in parts if not part.as_needed]
    by_need = len(scheduled) == 1 and all(part.has_when for part in parts)
    return by_time or by_day or by_need


def _phase(part: Part) -> Phase:
    phase = Phase(
        dose=part.dose,
        timing=part.timing,
        as_needed=part.as_needed,
        as_needed_for=_reason(part),
        minimum_gap_hours=part.gap or (part.timing.every_hours if part.as_needed else None),
        at_most_per_day=part.at_most,
        days=part.days,
        doses_in_all=part.doses,
    )
    return replace(phase, amount_per_day=phase_amount(part))


def _reason(part: Part) -> str:
    words = list(part.reason)
    while words and words[-1] in ("and", "or", "of", "a", "the"):
        words.pop()
    return " ".join(words)


def _rest_of_the_week(phases: tuple[Phase, ...], parts: list[Part]) -> tuple[Phase, ...]:
    named = {day for part in parts for day in part.timing.days_of_week}
    rest = tuple(day for day in WEEK if day not in named)
    return tuple(_on_rest(phase, part, rest) for phase, part in zip(phases, parts, strict=True))


def _on_rest(phase: Phase, part: Part, rest: tuple[str, ...]) -> Phase:
    if not part.other_days or part.dose is None:
        return phase
    part.timing = replace(part.timing, days_of_week=rest)
    return replace(phase, timing=part.timing, amount_per_day=phase_amount(part))
