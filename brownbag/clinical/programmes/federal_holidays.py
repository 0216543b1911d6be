"""The public holidays of the federal government of the United States, 5 U.S.C. 6103."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

MONDAY, THURSDAY, SATURDAY, SUNDAY = 0, 3, 5, 6


def is_federal_holiday(day: date) -> bool:
    """Return whether a day is a federal holiday or the weekday on which one is kept.

    >>> is_federal_holiday(date(2026, 11, 26)), is_federal_holiday(date(2026, 7, 3))
    (True, True)
    """
    return any(day == _kept_on(holiday) for holiday in _holidays_near(day))


def is_working_day(day: date) -> bool:
    """Return whether a day is Monday to Friday and no federal holiday."""
    return day.weekday() < SATURDAY and not is_federal_holiday(day)


def _kept_on(holiday: date) -> date:
    """Holidays on a Saturday are kept on the Friday before, those on a Sunday on the Monday after."""
    moved = {SATURDAY: -1, SUNDAY: 1}.get(holiday.weekday(), 0)
    return holiday + timedelta(days=moved)


def _holidays_near(day: date) -> Iterator[date]:
    for year in (day.year, day.year + 1):
        yield from _holidays(year)


def _holidays(year: int) -> Iterator[date]:
    yield date(year, 1, 1)
    yield _nth(3, MONDAY, year, 1)
    yield _nth(3, MONDAY, year, 2)
    yield _nth(1, MONDAY, year, 6) - timedelta(days=7)  # the last Monday of May
    yield date(year, 6, 19)
    yield date(year, 7, 4)
    yield _nth(1, MONDAY, year, 9)
    yield _nth(2, MONDAY, year, 10)
    yield date(year, 11, 11)
    yield _nth(4, THURSDAY, year, 11)
    yield date(year, 12, 25)


def _nth(number: int, weekday: int, year: int, month: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (number - 1))
