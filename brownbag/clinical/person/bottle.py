"""What the number of tablets left in a bottle says, beside what its label says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from brownbag.clinical.directions import read

# A bottle within this many days of its label is called fitting: people refill early and miss a day. Our own judgement.
DAYS_OF_GRACE = 4


@dataclass(frozen=True, slots=True)
class Count:
    """How many should be left by the label, and what the count means: fits, more, fewer, untouched or unknown."""

    meaning: str
    expected: Decimal | None = None
    per_day: Decimal | None = None


UNKNOWN = Count("unknown")


def compare_count(
    left: int, *, filled_on: date | None, quantity: Decimal | None, directions: str, on: date
) -> Count:
    """Return what a count means; unknown where the label gives no fill, no quantity or no daily amount.

    >>> compare_count(30, filled_on=date(2026, 10, 5), quantity=Decimal(30),
    ...     directions="Take 1 tablet every day", on=date(2026, 11, 20)).meaning
    'untouched'
    """
    found = read(directions)
    as_needed = any(phase.as_needed for phase in found.phases)
    if filled_on is None or quantity is None or filled_on > on or as_needed:
        return UNKNOWN
    if found.outcome != "understood" or not found.amount_per_day:
        return UNKNOWN
    per_day = found.amount_per_day
    expected = max(Decimal(0), quantity - per_day * (on - filled_on).days)
    grace = per_day * DAYS_OF_GRACE
    if left >= quantity and quantity - expected > grace:
        return Count("untouched", expected, per_day)
    if left > expected + grace:
        return Count("more", expected, per_day)
    return Count("fewer" if left < expected - grace else "fits", expected, per_day)
