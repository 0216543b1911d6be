"""The daily grid: how much in the morning, at noon, in the evening, at bedtime. Never invented."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from brownbag.clinical.directions.english import and_list
from brownbag.clinical.directions.meaning import TIMES_OF_DAY, Amount, Directions, Phase, Timing
from brownbag.clinical.directions.reading.amounts import HOURS_IN_A_DAY
from brownbag.clinical.directions.sentences import when_groups
from brownbag.clinical.directions.wording import counted


@dataclass(frozen=True, slots=True)
class Grid:
    """What is taken at each time of day. `any_time` says what is taken daily at a time the label leaves open."""

    unit: str
    morning: Amount | None = None
    noon: Amount | None = None
    evening: Amount | None = None
    bedtime: Amount | None = None
    any_time: str = ""

    def at(self, time: str) -> Amount | None:
        """Return the amount at a time of day, or None."""
        amount: Amount | None = getattr(self, time)
        return amount


def daily_grid(directions: Directions) -> Grid | None:
    """Return the grid of a direction taken every day, or None where there is none to draw.

    >>> from brownbag.clinical.directions import read
    >>> grid = daily_grid(read("Take 1 tablet in the morning and 2 tablets at bedtime"))
    >>> grid.at("bedtime").high, grid.at("noon")
    (Decimal('2'), None)
    >>> daily_grid(read("Take 1 tablet twice daily")).any_time.replace("\\xa0", " ")
    '1 tablet, 2 times a day'
    >>> daily_grid(read("Take 1 tablet once weekly")) is None
    True
    """
    phases = directions.phases
    if directions.outcome != "understood" or directions.left_open or not phases:
        return None
    if not all(_is_daily(phase) for phase in phases):
        return None
    if all(_has_its_squares(phase.timing) for phase in phases) and (directions.together or len(phases) == 1):
        morning, noon, evening, bedtime = (_amount_at(phases, time) for time in TIMES_OF_DAY)
        return Grid(directions.unit, morning, noon, evening, bedtime)
    return Grid(directions.unit, any_time=_any_time(phases[0])) if len(phases) == 1 else None


def _is_daily(phase: Phase) -> bool:
    timing = phase.timing
    skips_days = timing.days_of_week or timing.times_per_week or (timing.every_days or 1) > 1
    on_occasion = timing.once_only or timing.event or (timing.every_hours or 0) > HOURS_IN_A_DAY
    return bool(phase.dose) and not phase.as_needed and not skips_days and not on_occasion


def _has_its_squares(timing: Timing) -> bool:
    """Whether every dose of the day has a square of its own: two in one morning or doses at meals have none."""
    times = timing.times_of_day
    return bool(times) and len(set(times)) == len(times) and not timing.each_meal


def _amount_at(phases: tuple[Phase, ...], time: str) -> Amount | None:
    found = [phase.dose for phase in phases if phase.dose and time in phase.timing.times_of_day]
    if not found:
        return None
    low = sum((dose.low for dose in found), Decimal(0))
    high = sum((dose.high for dose in found), Decimal(0))
    return Amount(low, high, found[0].unit)


def _any_time(phase: Phase) -> str:
    """Say the amount and when; whether with food stands beside it on the paper."""
    assert phase.dose
    timing = phase.timing if phase.timing.each_meal else replace(phase.timing, meal="")
    return ", ".join([counted(phase.dose), *(and_list(list(group)) for group in when_groups(timing))])
