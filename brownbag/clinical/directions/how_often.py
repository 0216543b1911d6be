"""On how many days of a month something is taken, by a person's own words."""

from __future__ import annotations

import re
from decimal import Decimal

WORDS = {
    "once": 1,
    "twice": 2,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "twelve": 12,
    "fifteen": 15,
    "eighteen": 18,
    "twenty": 20,
}
WEEKS = Decimal(30) / 7
_NUMBER = rf"(\d{{1,2}}|{'|'.join(WORDS)})"
_COUNTED = re.compile(
    rf"\b{_NUMBER}(?:\s*(?:-|to|or)\s*{_NUMBER})?\s+"
    r"(?:(?:days?|times?|nights?|mornings?)\s+)?(?:a|per|each|every|in a|of the|out of the)\s+(week|month)\b"
)
# Roughly, on a month of 30 days; how much "most days" is, is our own judgement.
SAID = (
    ("every other day", 15),
    ("every second day", 15),
    ("almost every day", 25),
    ("nearly every day", 25),
    ("almost daily", 25),
    ("nearly daily", 25),
    ("most days", 20),
    ("every day", 30),
    ("each day", 30),
    ("daily", 30),
    ("every morning", 30),
    ("every night", 30),
    ("a day", 30),
)


def days_a_month(said: str) -> tuple[Decimal, Decimal] | None:
    """Return on how many days of a month, at least and at most, someone takes something; None where the words do not tell it.

    >>> days_a_month("about 18 days a month"), days_a_month("once or twice a month")
    ((Decimal('18'), Decimal('18')), (Decimal('1'), Decimal('2')))
    >>> days_a_month("almost every day"), days_a_month("now and then")
    ((Decimal('25'), Decimal('25')), None)
    """
    text = " ".join(said.casefold().split())
    counted = _COUNTED.search(text)
    if counted:
        each = WEEKS if counted[3] == "week" else Decimal(1)
        return _number(counted[1]) * each, _number(counted[2] or counted[1]) * each
    days = next((Decimal(days) for words, days in SAID if words in text), None)
    return None if days is None else (days, days)


def _number(word: str) -> Decimal:
    return Decimal(WORDS.get(word) or word)
