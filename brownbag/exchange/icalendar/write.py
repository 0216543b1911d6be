"""A day of doses as an iCalendar feed (RFC 5545), right on days when the clocks change.

A plan holds times on the wall clock of one place. Each event is worked out for
its own day from that place's rules and written in UTC, so that no reader has
to know the time zone: half past seven stays half past seven. A medicine every
so many hours is counted in elapsed time instead.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from brownbag.clinical.directions.day import DoseAt, Moment
from brownbag.clinical.directions.english import counted
from brownbag.clinical.directions.sentences import NO_BREAK

WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
LONGEST_LINE = 75
LASTS = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Feed:
    """The text of the feed, and the medicines whose days are not known."""

    text: str
    left_out: tuple[str, ...]


def feed_of(
    moments: Iterable[Moment],
    *,
    zone: ZoneInfo,
    first_day: date,
    days: int,
    made_at: datetime,
    began: dict[str, date] | None = None,
    name: str = "Medicines",
) -> Feed:
    """Return the doses of so many days as a calendar.

    `began` gives the first day of each medicine that is not taken daily, by its
    key; without it such a medicine is left out, and named. `made_at` is the
    time of writing, with its zone.
    """
    moments = list(moments)
    began = began or {}
    left_out = [
        dose for moment in moments for dose in moment.doses if _needs_a_start(dose) and dose.key not in began
    ]
    events: list[str] = []
    for day in (first_day + timedelta(days=place) for place in range(days)):
        for moment in moments:
            doses = [dose for dose in moment.doses if dose not in left_out and _is_on(dose, day, began)]
            if doses:
                events += _event(moment, doses, day, zone, made_at)
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Brownbag//Doses//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_escaped(name)}",
        *events,
        "END:VCALENDAR",
    ]
    text = "".join(f"{part}\r\n" for line in lines for part in _folded(line))
    return Feed(text, tuple(dict.fromkeys(dose.name for dose in left_out)))


def instants_every(first: datetime, *, hours: Decimal, count: int) -> tuple[datetime, ...]:
    """Return doses every so many hours in elapsed time, whatever the wall clock does.

    >>> new_york = ZoneInfo("America/New_York")
    >>> evening = datetime(2026, 3, 7, 20, tzinfo=new_york)
    >>> [each.astimezone(new_york).hour for each in instants_every(evening, hours=Decimal(12), count=2)]
    [20, 9]
    """
    if first.tzinfo is None:
        raise ValueError("The first dose has no time zone; give it one, for example America/New_York.")
    start = first.astimezone(UTC)
    step = timedelta(minutes=int(hours * 60))
    return tuple(start + step * place for place in range(count))


def instant(day: date, clock: str, zone: ZoneInfo) -> datetime:
    """Return the moment at which a wall clock shows a time; a time that the clocks skip comes an hour later.

    >>> instant(date(2026, 3, 8), "02:30", ZoneInfo("America/New_York")).isoformat()
    '2026-03-08T07:30:00+00:00'
    """
    hour, _, minute = clock.partition(":")
    return datetime.combine(day, time(int(hour), int(minute)), zone).astimezone(UTC)


def _needs_a_start(dose: DoseAt) -> bool:
    timing = dose.timing
    counted_days = (timing.every_days or 1) > 1 or bool(timing.times_per_week)
    return (counted_days and not timing.days_of_week) or dose.lasts is not None


def _is_on(dose: DoseAt, day: date, began: dict[str, date]) -> bool:
    timing = dose.timing
    start = began.get(dose.key)
    since = (day - start).days if start else 0
    if start and (since < 0 or (dose.lasts is not None and since >= dose.lasts)):
        return False
    if timing.days_of_week:
        return WEEK[day.weekday()] in timing.days_of_week
    if timing.times_per_week == 1:
        return since % 7 == 0
    if timing.times_per_week:
        return False
    return since % int(timing.every_days or 1) == 0


def _event(
    moment: Moment, doses: list[DoseAt], day: date, zone: ZoneInfo, made_at: datetime
) -> Iterator[str]:
    start = instant(day, moment.clock, zone)
    told = [f"{dose.name}: {counted(dose.amount)}" if dose.amount else dose.name for dose in doses]
    yield "BEGIN:VEVENT"
    yield f"UID:{day.isoformat()}-{moment.clock.replace(':', '')}-{'-'.join(dose.key for dose in doses)}@brownbag"
    yield f"DTSTAMP:{_utc(made_at)}"
    yield f"DTSTART:{_utc(start)}"
    yield f"DTEND:{_utc(start + LASTS)}"
    yield f"SUMMARY:{_escaped(f'Medicines {moment.name}'.strip())}"
    yield f"DESCRIPTION:{_escaped(chr(10).join(told).replace(NO_BREAK, ' '))}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _escaped(text: str) -> str:
    """Escape as RFC 5545 section 3.3.11 says."""
    for sign, written in (
        ("\\", "\\\\"),
        (";", "\\;"),
        (",", "\\,"),
        ("\r\n", "\\n"),
        ("\n", "\\n"),
        ("\r", "\\n"),
    ):
        text = text.replace(sign, written)
    return text


def _folded(line: str) -> Iterator[str]:
    """Fold at 75 octets, never inside a character (section 3.1)."""
    rest = ""
    for character in line:
        if len((rest + character).encode()) > LONGEST_LINE:
            yield rest
            rest = " "
        rest += character
    yield rest
