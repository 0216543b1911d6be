"""What in a direction contradicts itself or cannot be believed."""

from __future__ import annotations

import itertools
from decimal import Decimal

from brownbag.clinical.directions.meaning import Timing
from brownbag.clinical.directions.reading.amounts import HOURS_IN_A_DAY, MEALS_A_DAY
from brownbag.clinical.directions.reading.doses import DRUG_UNITS
from brownbag.clinical.directions.reading.state import THEN, Part, Reading

# Where one amount may be meant for both: the label does not tell.
EITHER_OR_BOTH = frozenset(
    {"affected eyes", "affected ears", "hands", "feet", "knees", "legs", "arms", "elbows", "shoulders"}
)
SOLID_NEVER_BY = frozenset(
    {"subcutaneous", "intramuscular", "intravenous", "ophthalmic", "otic", "nasal", "topical", "transdermal"}
)
# In the words of a reason, these show a length of time that was not read.
TIMES_IN_A_REASON = frozenset(
    [
        "day",
        "days",
        "week",
        "weeks",
        "month",
        "months",
        "year",
        "years",
        "hour",
        "hours",
        "night",
        "nights",
        "fortnight",
        "minute",
        "minutes",
        "dose",
        "doses",
    ]
)
WAY_OF_ACTION = {"inject": "subcutaneous", "instill": "ophthalmic", "infuse": "intravenous"}
NEVER_BY = {
    "tablet": SOLID_NEVER_BY,
    "pill": SOLID_NEVER_BY,
    "capsule": SOLID_NEVER_BY,
    "gummy": SOLID_NEVER_BY,
    "unit": frozenset({"ophthalmic", "otic", "topical", "transdermal", "rectal", "vaginal"}),
    "patch": frozenset({"oral", "subcutaneous", "intramuscular", "ophthalmic", "otic", "rectal", "vaginal"}),
    "suppository": frozenset({"oral", "subcutaneous", "intramuscular", "ophthalmic", "otic", "inhaled"}),
    "puff": frozenset({"subcutaneous", "intramuscular", "ophthalmic", "otic", "rectal", "vaginal"}),
}
# Vitamins by mouth are counted in thousands of units, insulin never is.
LARGEST_UNITS_BY_MOUTH = Decimal(100000)


def doubts_of(part: Part, reading: Reading) -> list[str]:
    """Return in sentences what cannot all be meant in one part."""
    return [*_about_amount(part, reading), *_about_hours(part), *_about_days(part), *_about_reason(part)]


def doubts_of_all(parts: list[Part], reading: Reading) -> list[str]:
    """Return in sentences what is in doubt about the whole."""
    found = []
    if reading.repeats and all(part.at_most is None and part.at_most_drug is None for part in parts):
        found.append("A repeat is allowed and no limit is given.")
    if reading.sliding:
        found.append("A sliding scale is kept as text; its doses are not worked out.")
    if reading.in_steps and any(part.dose and not (part.has_when or part.as_needed) for part in parts):
        found.append("It does not say when to take it in every step.")
    if reading.site in EITHER_OR_BOTH and any(
        part.dose and part.dose.unit != "application" for part in parts
    ):
        found.append("It is not said whether the amount is for one place or for each.")
    named = any(part.timing.days_of_week for part in parts)
    if any(part.excluding or part.other_days for part in parts) and not named:
        found.append("It names an exception, and not what it is.")
    found += _about_units(parts, reading)
    told = any(part.dose or part.has_when or part.as_needed for part in parts)
    if not told and any(part.at_most or part.at_most_drug for part in parts):
        found.append("It says only the most in a day.")
    if reading.strength and reading.route != "inhaled" and not any(part.dose for part in parts):
        found.append("It names a strength, and not how much to take.")
    if reading.up_to:
        found.append("It says up to, and not how much.")
    return found


def _about_units(parts: list[Part], reading: Reading) -> list[str]:
    """Two medicines in one line count in two ways; a tablet is not injected."""
    found = []
    counted = [(part.dose.unit, part.link) for part in parts if part.dose and part.dose.unit]
    units = {unit for unit, _ in counted}
    changed = [link for (before, _), (unit, link) in itertools.pairwise(counted) if unit != before]
    kinds = units - DRUG_UNITS
    if len(units) > 1 and (reading.together or len(kinds) > 1 or any(link != THEN for link in changed)):
        found.append("Its amounts are counted in different ways, as if it were two directions.")
    if reading.strength and units & {"tablet", "capsule", "pill"}:
        found.append("It names the strength of a liquid and counts tablets.")
    if reading.action == "test" and units - {"strip", "lancet"}:
        found.append("It asks for a test and names an amount.")
    way = reading.route or WAY_OF_ACTION.get(reading.action, "")
    if any(way in NEVER_BY.get(unit, ()) for unit in units):
        found.append("What is counted is not taken by that way.")
    return found


def _about_amount(part: Part, reading: Reading) -> list[str]:
    found = []
    if part.dose and part.largest is not None and part.dose.high > _largest(part, reading):
        found.append(f"{part.dose.high} {part.dose.unit} at once is more than can be meant.")
    if part.dose and part.dose.high <= 0:
        found.append("The amount is nothing.")
    most = part.at_most
    if most is not None and part.dose and part.at_most_unit in ("", part.dose.unit) and most < part.dose.low:
        found.append("The most in a day is less than one dose.")
    if most is not None and part.dose and part.at_most_unit not in ("", part.dose.unit):
        found.append("The dose and the most in a day are counted in different ways.")
    return found


def _about_reason(part: Part) -> list[str]:
    if TIMES_IN_A_REASON & set(part.reason):
        return ["It names a time beside the reason that could not be read."]
    return []


def _largest(part: Part, reading: Reading) -> Decimal:
    assert part.largest is not None
    by_mouth = reading.route == "oral" or reading.action in ("take", "give", "chew")
    is_units = part.dose is not None and part.dose.unit == "unit"
    return max(part.largest, LARGEST_UNITS_BY_MOUTH) if is_units and by_mouth else part.largest


def _about_hours(part: Part) -> list[str]:
    found = []
    timing = part.timing
    high = timing.times_per_day_high
    if timing.times_per_day and timing.every_hours and not _agree(timing):
        found.append("The times a day and the hours between doses do not agree.")
    if high and timing.times_of_day and not _fit(part, high):
        found.append("The times a day and the named times do not agree.")
    if high and high > 24:
        found.append("That many times a day cannot be meant.")
    if timing.once_only and (timing.times_per_day or timing.every_hours or timing.times_per_week):
        found.append("It says both once only and again.")
    if timing.once_only and (timing.times_of_day or part.meals or timing.days_of_week or timing.every_days):
        found.append("It is not said whether once means one time only.")
    if part.meals and timing.times_of_day and high == MEALS_A_DAY:
        found.append("It is not said whether the named time is one more dose beside those at meals.")
    if part.meals and high and high > 1 and high > MEALS_A_DAY + len(timing.times_of_day):
        found.append("There are not that many meals in a day.")
    if timing.every_hours and (
        part.meals or ((timing.every_days or 1) > 1 and timing.every_hours < HOURS_IN_A_DAY)
    ):
        found.append("It says hours between doses and something else that does not go with them.")
    if timing.every_hours and timing.times_of_day and not timing.clock_times:
        found.append("It says both hours between doses and a time of the day.")
    return found


def _fit(part: Part, high: Decimal) -> bool:
    """Whether the times a day are as many as the named times, those at meals counted in."""
    named = len(part.timing.times_of_day)
    if part.meals:
        return high in (named + MEALS_A_DAY, MEALS_A_DAY)
    return named in (high, part.timing.times_per_day)


def _about_days(part: Part) -> list[str]:
    found = []
    timing = part.timing
    weekly, daily = timing.times_per_week, timing.times_per_day
    if weekly and daily and daily > 1:
        found.append("It says both times a day and times a week.")
    if weekly and daily == 1:
        found.append("It says both daily and a number of times a week.")
    if weekly and timing.days_of_week and weekly != len(timing.days_of_week):
        found.append("The times a week and the named days do not agree.")
    if weekly and timing.every_hours:
        found.append("It says both hours between doses and times a week.")
    if weekly and timing.every_days:
        found.append("It says both times a week and every so many days.")
    if timing.every_days and timing.every_days > 1 and daily == 1:
        found.append("It says both daily and every so many days.")
    if timing.every_days and timing.days_of_week and timing.every_days not in (7, 14):
        found.append("It says both every so many days and days of the week.")
    return found


def _agree(timing: Timing) -> bool:
    assert timing.every_hours
    assert timing.times_per_day
    lowest = timing.every_hours_high or timing.every_hours
    fewest, most = HOURS_IN_A_DAY / lowest, HOURS_IN_A_DAY / timing.every_hours
    top = timing.times_per_day_high or timing.times_per_day
    return fewest <= top <= most
