"""Names, strengths and amounts as they stand on paper, kept together by unbreakable spaces."""

import re
from decimal import Decimal

from brownbag.practice.shared_pages.wording import NO_BREAK

_FIRST_NUMBER = re.compile(r"\s(?=[\d.,]*\d)")
_THOUSANDS = re.compile(r"(?<![\d.,])[1-9]\d{3,}(?![\d.,])")
_FRACTIONS = {Decimal("0.5"): "½", Decimal("0.25"): "¼", Decimal("0.75"): "¾"}


def name_and_strength(described):
    """Return the name of a medicine, and its strength and form beside it.

    >>> from types import SimpleNamespace as Line
    >>> name_and_strength(Line(name="Coumadin 5 mg tablet", strength="5 mg", form="tablet"))
    ('Coumadin', '5\\xa0mg tablet')
    >>> name_and_strength(Line(name="metformin 1000 mg tablet", strength="1000 mg", form="tablet"))
    ('metformin', '1,000\\xa0mg tablet')
    >>> name_and_strength(Line(name="Tylenol PM", strength="", form=""))
    ('Tylenol PM', '')
    """
    name, *rest = _FIRST_NUMBER.split(described.name, maxsplit=1)
    return name, _kept_together(rest[0] if rest else described.strength)


def _kept_together(strength):
    strength = _THOUSANDS.sub(lambda found: f"{int(found[0]):,}", strength)
    return re.sub(r"(\d) (?=[a-zA-Z%])", rf"\1{NO_BREAK}", strength)


def amount_words(amount):
    """Return how much is taken at once, as people write it.

    >>> from brownbag.clinical.directions.meaning import Amount
    >>> amount_words(Amount(Decimal("0.5"), Decimal("0.5"), "tablet"))
    '½'
    >>> amount_words(Amount(Decimal(1), Decimal(2), "tablet"))
    '1 to 2'
    """
    if amount is None:
        return ""
    low, high = _number(amount.low), _number(amount.high)
    return low if low == high else f"{low} to {high}"


def _number(value):
    whole, part = divmod(value, 1)
    if part in _FRACTIONS:
        return f"{whole:f}{_FRACTIONS[part]}" if whole else _FRACTIONS[part]
    return f"{value.normalize():f}"
