"""What in a part contradicts itself or cannot be believed."""

from __future__ import annotations

from brownbag.clinical.directions.meaning import Timing
from brownbag.clinical.directions.reading.amounts import HOURS_IN_A_DAY, MEALS_A_DAY
from brownbag.clinical.directions.reading.state import Part


def doubts_of(part: Part) -> list[str]:
    found = []
    timing = part.timing
    if part.dose and part.largest is not None and part.dose.high > part.largest:
        found.append(f"{part.dose.high} {part.dose.unit} at once is more than can be meant.")
    if part.dose and part.dose.high <= 0:
        found.append("The amount is nothing.")
    if timing.times_per_day and timing.every_hours and not _agree(timing):
        found.append("The times a day and the hours between doses do not agree.")
    high = timing.times_per_day_high
    if (
        high
        and timing.times_of_day
        and not part.meals
        and high != len(timing.times_of_day)
        and timing.times_per_day != len(timing.times_of_day)
    ):
        found.append("The times a day and the named times do not agree.")
    if high and high > 24:
        found.append("That many times a day cannot be meant.")
    if timing.times_per_week and timing.times_per_day and timing.times_per_day > 1:
        found.append("It says both times a day and times a week.")
    if timing.times_per_week and timing.times_per_day == 1:
        found.append("It says both daily and a number of times a week.")
    if timing.times_per_week and timing.days_of_week and timing.times_per_week != len(timing.days_of_week):
        found.append("The times a week and the named days do not agree.")
    if timing.once_only and (timing.times_per_day or timing.every_hours or timing.times_per_week):
        found.append("It says both once only and again.")
    if timing.times_per_week and timing.every_hours:
        found.append("It says both hours between doses and times a week.")
    if timing.every_days and timing.every_days > 1 and timing.times_per_day == 1:
        found.append("It says both daily and every so many days.")
    if part.meals and timing.times_of_day and high == MEALS_A_DAY:
        found.append("It is not said whether the named time is one more dose beside those at meals.")
    if part.meals and high and high > 1 and high > MEALS_A_DAY + len(timing.times_of_day):
        found.append("There are not that many meals in a day.")
    return found


def _agree(timing: Timing) -> bool:
    assert timing.every_hours
    assert timing.times_per_day
    lowest = timing.every_hours_high or timing.every_hours
    fewest, most = HOURS_IN_A_DAY / lowest, HOURS_IN_A_DAY / timing.every_hours
    top = timing.times_per_day_high or timing.times_per_day
    return fewest <= top <= most
