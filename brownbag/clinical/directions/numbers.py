"""Numbers as they are printed for people."""

from decimal import Decimal


def number(amount: Decimal) -> str:
    """Return a number as it is printed: zero before the point, never after, commas in thousands.

    >>> number(Decimal("0.50")), number(Decimal("1000")), number(Decimal(".5"))
    ('0.5', '1,000', '0.5')
    """
    return f"{amount.normalize():,f}"
