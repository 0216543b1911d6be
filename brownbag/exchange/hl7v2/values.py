"""Days and numbers as HL7 v2 writes them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal, InvalidOperation


def day(text: str) -> tuple[date | None, str]:
    """Return the day of an HL7 time, or the words where only a year or month is given.

    >>> day("198808181126+0215")[0], day("1988")
    (datetime.date(1988, 8, 18), (None, '1988'))
    """
    digits = text[:8]
    if len(digits) < 8 or not digits.isdigit():
        return None, text
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:8])), ""
    except ValueError:
        return None, text


def number(text: str) -> Decimal | None:
    """Return an exact number, or None."""
    try:
        found = Decimal(text)
    except InvalidOperation:
        return None
    return found if found.is_finite() else None
