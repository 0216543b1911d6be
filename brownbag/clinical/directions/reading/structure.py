"""How the parts of a direction stand to each other: steps over time, or amounts side by side."""

from __future__ import annotations

import itertools
from dataclasses import replace
from decimal import Decimal

from brownbag.clinical.directions.meaning import Amount, Timing
from brownbag.clinical.directions.reading.amounts import phase_amount
from brownbag.clinical.directions.reading.on_timing import WEEK
from brownbag.clinical.directions.reading.state import AND, THEN, Part, Reading

SMALLEST_QUANTITY = Decimal(14)
# What is dispensed, never what is taken at once.
PACKAGES = frozenset({"cartridge", "inhaler", "bottle", "box", "tube", "kit", "pack"})


def arranged(reading: Reading) -> list[Part]:
    """Return the parts in order, and note on the reading whether they are steps or belong together."""
    parts = [part for part in reading.parts if not part.is_blank]
    _set_quantity_aside(parts)
    _alternate(parts, reading)
    reading.in_steps = _are_steps(parts)
    if reading.in_steps and _is_one_day(parts):
        reading.in_steps = False
    if reading.in_steps:
        parts = _steps(parts, reading)
    reading.together = len(parts) > 1 and not reading.in_steps
    if reading.steps_named and not reading.in_steps:
        reading.unused.extend(reading.steps_named)
    _inherit(parts, reading)
    _give_the_rest_of_the_week(parts)
    if reading.together:
        _put_side_by_side(parts, reading)
    return parts or [Part()]


def _are_steps(parts: list[Part]) -> bool:
    """Whether one part follows the other over time: "then", day 1 and day 2, or a list that gives each its days."""
    if len(parts) < 2:
        return False
    return any(part.link == THEN for part in parts) or _is_list_of_steps(parts)


def _is_list_of_steps(parts: list[Part]) -> bool:
    """Whether every part has its own days ("4 tabs x 2 days, 3 tabs x 2 days") and none is tied to an hour."""
    if any(part.days is None or part.as_needed for part in parts):
        return False
    by_day = all(part.on_days for part in parts[:-1])
    joined = [part.link == AND for part in parts[1:]]
    if not by_day and (any(joined[:-1]) or (joined[-1] and len(parts) == 2)):
        return False
    if all(part.timing.days_of_week for part in parts):
        return False
    times = [part.timing.times_of_day for part in parts]
    return by_day or not (all(times) and len(set(times)) == len(times))


def _is_one_day(parts: list[Part]) -> bool:
    """Whether "then" is said of one day: "2 in the morning, then 1 at night"."""
    lasting = any(part.days or part.doses or part.open_ended or part.timing.once_only for part in parts)
    times = [part.timing.times_of_day for part in parts]
    return not lasting and all(times) and len(set(times)) == len(times)


def _steps(parts: list[Part], reading: Reading) -> list[Part]:
    """Keep what follows as a step; the same amount at another time of the day joins the step before."""
    steps = parts[:1]
    for part in parts[1:]:
        before = steps[-1]
        if part.link == THEN or (before.days is not None and part.days is not None):
            steps.append(part)
        elif part.dose == before.dose and part.timing.times_of_day and before.timing.times_of_day:
            before.timing = _both_times(before, part)
            before.days = part.days
        else:
            reading.doubts.append("It mixes doses of one day with steps over time.")
            steps.append(part)
    return steps if len(steps) > 1 else parts


def _both_times(one: Part, other: Part) -> Timing:
    times = (*one.timing.times_of_day, *other.timing.times_of_day)
    return replace(one.timing, times_of_day=tuple(dict.fromkeys(times)))


def _alternate(parts: list[Part], reading: Reading) -> None:
    """Two amounts in turn: each is taken every other day."""
    told = [part.one_day_of_two for part in parts]
    if not reading.alternating and not any(told):
        return
    if (
        not (reading.alternating or all(told))
        or len(parts) != 2
        or not all(part.dose and _may_alternate(part) for part in parts)
    ):
        reading.unused.append("alternating")
        return
    reading.alternating = True
    timing = next((part.timing for part in reversed(parts) if part.has_when), parts[0].timing)
    for part in parts:
        part.timing = replace(timing, every_days=Decimal(2), times_per_day=None, times_per_day_high=None)


def _may_alternate(part: Part) -> bool:
    timing = part.timing
    daily = timing.times_per_day in (None, 1) and timing.every_days in (None, 2)
    return daily and not (timing.every_hours or timing.days_of_week or timing.times_per_week or part.meals)


def _inherit(parts: list[Part], reading: Reading) -> None:
    """Later parts keep the unit of the one before; later steps also its amount and frequency."""
    for before, part in itertools.pairwise(parts):
        if part.dose and not part.dose.unit and before.dose:
            part.dose = Amount(part.dose.low, part.dose.high, before.dose.unit)
            part.largest = before.largest
        if part.dose is None and before.dose and reading.in_steps:
            part.dose, part.largest = before.dose, before.largest
        if not part.has_when and reading.in_steps and not before.timing.once_only:
            part.timing, part.meals = before.timing, before.meals
    if reading.in_steps and all(part.days and part.dose and not part.has_when for part in parts):
        for part in parts:
            part.on_days = True


def _put_side_by_side(parts: list[Part], reading: Reading) -> None:
    if len({part.days for part in parts if part.days is not None}) > 1:
        reading.doubts.append(
            "Its amounts are for different lengths of time, and it is not said which comes first."
        )
    if all(part.days is None for part in parts[:-1]):
        for part in parts:
            part.days, part.days_low = parts[-1].days, parts[-1].days_low
    if not reading.alternating and not _tell_apart(parts):
        reading.doubts.append("It holds two directions, and it is not said which of them is meant when.")
    if not any(part.as_needed for part in parts) and len({_skips_days(part) for part in parts}) > 1:
        reading.doubts.append("It is not said whether the days hold for every amount.")


def _skips_days(part: Part) -> bool:
    timing = part.timing
    return bool(timing.days_of_week or timing.times_per_week or (timing.every_days or 1) > 1)


def _tell_apart(parts: list[Part]) -> bool:
    """Whether amounts side by side belong to different times of the day, days of the week, or needs."""
    by_name = all(part.timing.days_of_week or part.other_days for part in parts)
    by_day = by_name or all(part.timing.times_per_week for part in parts)
    if by_day and sum((part.timing.times_per_week or Decimal(0) for part in parts), Decimal(0)) > len(WEEK):
        return False
    days = [day for part in parts for day in part.timing.days_of_week]
    if by_day and len(set(days)) < len(days) and not all(part.timing.times_of_day for part in parts):
        return False
    scheduled = [part for part in parts if not part.as_needed]
    joined = all(part.link == AND for part in parts[1:])
    by_need = joined and len(scheduled) == 1 and all(part.has_when for part in parts)
    return by_day or by_need or _at_different_times(parts)


def _at_different_times(parts: list[Part]) -> bool:
    """Whether each part names its own times: none twice, and no time of a meal beside "each meal"."""
    times = [
        time for part in parts for time in (*part.timing.times_of_day, *(["meals"] if part.meals else []))
    ]
    named = all(part.timing.times_of_day or part.meals for part in parts)
    at_meals = "meals" in times and bool(set(times) & {"morning", "noon", "evening"})
    clocks = [clock for part in parts for clock in part.timing.clock_times]
    once_each = len(set(clocks)) == len(clocks) if clocks else len(set(times)) == len(times)
    return named and once_each and not at_meals


def _give_the_rest_of_the_week(parts: list[Part]) -> None:
    """ "All other days" are those that no other part names."""
    named = {day for part in parts for day in part.timing.days_of_week}
    rest = tuple(day for day in WEEK if day not in named)
    for part in parts if len(parts) > 1 and named and rest else ():
        if part.other_days and part.timing.times_per_day in (None, 1):
            part.timing = replace(part.timing, days_of_week=rest, times_per_day=None, times_per_day_high=None)


def _set_quantity_aside(parts: list[Part]) -> None:
    """The number to dispense often stands last ("1 tab, BID, 60 tab"): more than anyone takes at once."""
    if len(parts) < 2 or any(part.link == THEN for part in parts):
        return
    *_, before, last = parts
    told_when = before.dose and (before.has_when or before.as_needed)
    bare = last.dose and not (last.has_when or last.as_needed or last.at_most)
    if not told_when or not bare or not last.dose or last.link == AND or last.one_day_of_two:
        return
    packed = last.dose.unit in PACKAGES and before.dose and before.dose.unit not in PACKAGES
    if packed or (last.days is None and _is_quantity(before, last.dose)):
        before.days = before.days or last.days
        parts.pop()


def _is_quantity(before: Part, amount: Amount) -> bool:
    """Whether an amount is what is dispensed; where the days are known too, it must last exactly so long."""
    daily = phase_amount(before)
    if before.days is not None and daily is not None and before.dose and before.dose.unit == amount.unit:
        return amount.high == daily * before.days
    return amount.high >= SMALLEST_QUANTITY
