"""What phrases about time mean: times a day, hours, days of the week, meals."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from brownbag.clinical.directions.meaning import Timing
from brownbag.clinical.directions.phrases import Item, Meaning
from brownbag.clinical.directions.reading.state import BESIDE, Reading

WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
# From which hour on a clock time counts as which time of day; hours after midnight are the night.
CLOCK_HOURS = ((20, "bedtime"), (15, "evening"), (11, "noon"), (4, "morning"), (0, "bedtime"))


def set_when(reading: Reading, **changes: object) -> None:
    """Set when doses are taken; another frequency after "for 7 days" begins the next step."""
    timing = reading.part.timing
    differ = [name for name, value in changes.items() if _differs(getattr(timing, name), value)]
    if differ and reading.part.days is not None:
        reading.begin(BESIDE)
    elif differ:
        reading.doubts.append("It says how often in two ways that do not agree.")
    reading.part.timing = replace(reading.part.timing, **changes)  # type: ignore[arg-type]


def _differs(before: object, value: object) -> bool:
    return before not in (None, (), "", False) and before != value and not isinstance(value, tuple)


def on_times(reading: Reading, meaning: Meaning, item: Item) -> None:
    low, high = item.filled(meaning)
    if (
        meaning.value == "1"
        and item.words in (("a", "day"), ("per", "day"))
        and reading.part.at_most is not None
    ):
        return
    set_when(reading, times_per_day=low, times_per_day_high=high)


def on_uptimes(reading: Reading, meaning: Meaning, item: Item) -> None:
    _, high = item.filled(meaning)
    set_when(reading, times_per_day=Decimal(1), times_per_day_high=high)
    reading.part.as_needed = True


def on_hours(reading: Reading, meaning: Meaning, item: Item) -> None:
    low, high = item.filled(meaning)
    if not 0 < low <= 72:
        reading.doubts.append("The hours between doses are not believable.")
    set_when(reading, every_hours=low, every_hours_high=high)


def on_days(reading: Reading, meaning: Meaning, item: Item) -> None:
    if meaning.value[:1].isalpha():
        named = (*reading.part.timing.days_of_week, *meaning.value.split())
        set_when(reading, days_of_week=tuple(day for day in WEEK if day in named))
        return
    low, high = item.filled(meaning)
    set_when(reading, every_days=low, every_days_high=high if high != low else None)


def on_weekly(reading: Reading, meaning: Meaning, item: Item) -> None:
    low, high = item.filled(meaning)
    if high > 7:
        reading.doubts.append("More than seven times a week is written.")
    set_when(reading, times_per_week=high, times_per_week_low=low if high != low else None)


def on_monthly(reading: Reading, meaning: Meaning, item: Item) -> None:
    low, high = item.filled(meaning)
    if low != high or not low:
        reading.doubts.append("How often in a month is not certain.")
    set_when(reading, every_days=Decimal(30) / (high or 1))


def on_months(reading: Reading, meaning: Meaning, item: Item) -> None:
    low, _ = item.filled(meaning)
    set_when(reading, every_days=Decimal(30) * low)


def on_once(reading: Reading, meaning: Meaning, item: Item) -> None:
    set_when(reading, once_only=True)


def on_time(reading: Reading, meaning: Meaning, item: Item) -> None:
    if reading.part.dose is None and len(reading.parts) > 1 and reading.part.timing == Timing():
        reading.doubts.append("A time stands there without an amount.")
    times = reading.part.timing.times_of_day
    timing = reading.part.timing
    if reading.joins and not times and timing.times_per_day and not reading.part.meals:
        reading.doubts.append("It is not said whether the named time is one more dose.")
    if meaning.value not in times:
        set_when(reading, times_of_day=(*times, meaning.value))


def on_clock(reading: Reading, token: str) -> None:
    hour = int(token[5:7])
    named = next(name for first, name in CLOCK_HOURS if hour >= first)
    clock = f"{token[5:7]}:{token[7:]}"
    timing = reading.part.timing
    reading.part.timing = replace(
        timing, times_of_day=(*timing.times_of_day, named), clock_times=(*timing.clock_times, clock)
    )


def on_except(reading: Reading, meaning: Meaning, item: Item) -> None:
    reading.part.excluding = True


def on_od(reading: Reading, meaning: Meaning, item: Item) -> None:
    """Once daily in Britain; the right eye where drops are counted."""
    doses = [part.dose.unit for part in reading.parts if part.dose]
    if "drop" in doses or reading.route == "ophthalmic":
        reading.route, reading.site = "ophthalmic", reading.site or "right eye"
        return
    on_times(reading, Meaning("times", "1"), item)


def on_meal(reading: Reading, meaning: Meaning, item: Item) -> None:
    before = reading.part.timing.meal
    if before and before != meaning.value and {before, meaning.value} != {"empty", "before"}:
        reading.doubts.append("It names meals in two ways that do not agree.")
    reading.part.timing = replace(reading.part.timing, meal=before or meaning.value)


def on_meals(reading: Reading, meaning: Meaning, item: Item) -> None:
    """A dose at each meal; where the times are named already, only how they stand to meals."""
    part = reading.part
    if part.timing.times_of_day and not reading.joins:
        for each in reading.parts if reading.new_sentence else [part]:
            each.timing = replace(each.timing, meal=each.timing.meal or meaning.value)
        return
    part.meals = meaning.value
    part.timing = replace(part.timing, meal=meaning.value, each_meal=True)


def on_day(reading: Reading, meaning: Meaning, item: Item) -> None:
    days = reading.part.timing.days_of_week or (WEEK if reading.part.excluding else ())
    if reading.part.excluding:
        kept = tuple(day for day in days if day != meaning.value)
        reading.part.timing = replace(
            reading.part.timing, days_of_week=kept, times_per_day=None, times_per_day_high=None
        )
        return
    if meaning.value not in days:
        set_when(reading, days_of_week=tuple(day for day in WEEK if day in (*days, meaning.value)))


def on_other_days(reading: Reading, meaning: Meaning, item: Item) -> None:
    reading.part.other_days = True


def on_alternating(reading: Reading, meaning: Meaning, item: Item) -> None:
    reading.alternating = True


def on_one_day_of_two(reading: Reading, meaning: Meaning, item: Item) -> None:
    reading.part.one_day_of_two = True


def on_event(reading: Reading, meaning: Meaning, item: Item) -> None:
    """Before a procedure, after dialysis: a moment that no clock and no calendar gives."""
    said = meaning.value.replace("#", item.number.shown if item.number else "")
    set_when(reading, event=" ".join(said.split()))


TIMING_HANDLERS: dict[str, Callable[[Reading, Meaning, Item], None]] = {
    "times": on_times,
    "uptimes": on_uptimes,
    "hours": on_hours,
    "days": on_days,
    "weekly": on_weekly,
    "monthly": on_monthly,
    "months": on_months,
    "once": on_once,
    "time": on_time,
    "except": on_except,
    "od": on_od,
    "meal": on_meal,
    "meals": on_meals,
    "day": on_day,
    "other_days": on_other_days,
    "alternating": on_alternating,
    "one_day_of_two": on_one_day_of_two,
    "event": on_event,
}
