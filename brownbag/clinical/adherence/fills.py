"""Days covered: on how many days did the person have the medicine at hand?

Counts supply, not swallowing: a full bottle in the cupboard looks the same.
The official measures of a plan have their own periods and exclusions; this is
what a pharmacist works out at the counter.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from brownbag.clinical.person.record import Fill

LOOKED_BACK = timedelta(days=365)
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Supply:
    """What the fills of one medicine amount to from the first day looked at until the day before `on`.

    `supply_ends` is the last day with medicine at hand when all is taken as labelled.
    `carried_over` are the days that were left from earlier fills at the last one.
    """

    first_day: date
    on: date
    days_covered: int
    supply_ends: date
    carried_over: int
    fills: int
    longest_gap: int

    @property
    def days(self) -> int:
        """Return how many days were looked at."""
        return (self.on - self.first_day).days

    @property
    def share(self) -> Decimal:
        """Return the share of days with medicine at hand, from 0 to 1; 1 when no day has passed."""
        return Decimal(self.days_covered) / self.days if self.days else Decimal(1)

    @property
    def days_without(self) -> int:
        """Return for how many days the supply has been at an end, 0 while it lasts."""
        return max(0, (self.on - self.supply_ends).days - 1)


def supply_of(fills: Iterable[Fill], *, on: date) -> Supply | None:
    """Return what the fills amount to, or None when none with a known supply lies before the day.

    An early refill is not wasted: it is used once the earlier supply runs out.

    >>> january = Fill(date(2026, 1, 1), days_supply=30)
    >>> early = Fill(date(2026, 1, 25), days_supply=30)
    >>> found = supply_of([january, early], on=date(2026, 3, 2))
    >>> found.days_covered, found.days, found.supply_ends.isoformat()
    (60, 60, '2026-03-01')
    """
    known = sorted(
        (each.collected_on, each.days_supply) for each in fills if each.days_supply and each.collected_on < on
    )
    if not known:
        return None
    spans = _spans(known)
    first_day = max(known[0][0], on - LOOKED_BACK)
    return Supply(
        first_day=first_day,
        on=on,
        days_covered=sum(_days_within(span, first_day, on - DAY) for span in spans),
        supply_ends=spans[-1][1],
        carried_over=max(0, (spans[-1][0] - known[-1][0]).days),
        fills=sum(day >= first_day for day, _ in known),
        longest_gap=_longest_gap(spans, on),
    )


def _spans(known: list[tuple[date, int]]) -> list[tuple[date, date]]:
    """Return first and last day of the use of each fill, one after the other."""
    spans: list[tuple[date, date]] = []
    free_from = date.min
    for collected, days in known:
        begins = max(collected, free_from)
        ends = begins + timedelta(days=days - 1)
        spans.append((begins, ends))
        free_from = ends + DAY
    return spans


def _days_within(span: tuple[date, date], first_day: date, last_day: date) -> int:
    begins, ends = max(span[0], first_day), min(span[1], last_day)
    return max(0, (ends - begins).days + 1)


def _longest_gap(spans: list[tuple[date, date]], on: date) -> int:
    starts = [begins for begins, _ in spans[1:]] + [on]
    return max((begins - ends).days - 1 for (_, ends), begins in zip(spans, starts, strict=True))
