"""Directions in plain English: short sentences, each of which the reader understands again."""

from __future__ import annotations

from decimal import Decimal

from brownbag.clinical.directions.meaning import Amount, Directions
from brownbag.clinical.directions.numbers import number
from brownbag.clinical.directions.reading_level import grade
from brownbag.clinical.directions.sentences import DAYS, MANY, NO_BREAK, Sentence, sentences_of

HARDEST_GRADE = 5


def in_english(directions: Directions) -> str:
    """Return whole directions in plain English, in shorter sentences where one would be hard to read."""
    return " ".join(_sentence(each) for each in sentences_of(directions))


def _sentence(sentence: Sentence) -> str:
    if sentence.note:
        return sentence.note
    if sentence.limit:
        return _filled(sentence.limit, sentence.amounts)
    if sentence.doses:
        return _side_by_side(sentence)
    doing = _joined(sentence.verb, _filled(sentence.what, sentence.amounts), sentence.place)
    when = _joined(*(and_list(list(group)) for group in sentence.when))
    need = sentence.need[0].replace("[reason]", sentence.need[1]) if sentence.need else ""
    extra = [part for part in (need, *sentence.lengths) if part]
    ways = [
        [", ".join([_joined(doing, when), *extra])],
        [doing, f"Do this {', '.join([part for part in (when, *extra) if part])}"],
        [_joined(doing, when), *(f"Do this {part}" for part in extra)],
        [doing, *(f"Do this {part}" for part in (when, *extra) if part)],
    ]
    return _easiest([f"{'. '.join(way)}." for way in ways[: 4 if when or extra else 1]])


def _easiest(ways: list[str]) -> str:
    """Return the first way that is easy enough, else the easiest."""
    return next((way for way in ways if _grade(way) <= HARDEST_GRADE), min(ways, key=_grade))


def _grade(text: str) -> float:
    """Names of days are no hard words, whatever the formula makes of Wednesday."""
    return grade(text, ignoring=DAYS.values())


def _side_by_side(sentence: Sentence) -> str:
    """Say amounts side by side in one sentence, or in a sentence each where that is easier."""
    parts = []
    for amount, when, need in sentence.doses:
        needed = need[0].replace("[reason]", need[1]) if need else ""
        parts.append((counted(amount), _joined(*(and_list(list(group)) for group in when), needed)))
    lengths = "".join(f", {length}" for length in sentence.lengths)
    one = and_list([_joined(*part) for part in parts])
    each = [_joined(sentence.verb, amount, sentence.place, when) for amount, when in parts]
    if any(need for _, _, need in sentence.doses):
        each = [each[0], *(f"And {told[0].lower()}{told[1:]}" for told in each[1:])]
    return _easiest(
        [f"{_joined(sentence.verb, one, sentence.place)}{lengths}.", f"{'. '.join(each)}{lengths}."]
    )


def _joined(*parts: str) -> str:
    return " ".join(part for part in parts if part)


def _filled(text: str, amounts: tuple[Amount, ...]) -> str:
    for amount in amounts:
        text = text.replace("[amount]", counted(amount), 1)
    return text


def and_list(words: list[str]) -> str:
    """Return words joined by commas and "and".

    >>> and_list(["in the morning", "at noon", "at bedtime"])
    'in the morning, at noon and at bedtime'
    """
    *first, last = words or [""]
    return f"{', '.join(first)} and {last}" if first else last


def counted(amount: Amount) -> str:
    """Return an amount with its unit, which never stand on different lines.

    >>> counted(Amount(Decimal(1), Decimal(2), "tablet")).replace(NO_BREAK, " ")
    '1 or 2 tablets'
    >>> counted(Amount(Decimal("1.5"), Decimal("1.5"), "tablet")).replace(NO_BREAK, " ")
    '1 and a half tablets'
    >>> counted(Amount(Decimal(0), Decimal(3), "patch")).replace(NO_BREAK, " ")
    'up to 3 patches'
    """
    low, high, unit = amount.low, amount.high, amount.unit
    if low == high and high % 1 == Decimal("0.5") and MANY.get(unit) != unit and unit:
        whole = f"{number(high - Decimal('0.5'))} and a half {unit_word(unit, high)}"
        return (whole if high > 1 else f"half a {unit}").replace(" ", NO_BREAK)
    said = number(high)
    if low == 0:
        said = f"up to{NO_BREAK}{said}"
    elif low != high:
        joins = "or" if high - low == 1 else "to"
        said = f"{number(low)}{NO_BREAK}{joins}{NO_BREAK}{said}"
    return f"{said}{NO_BREAK}{unit_word(unit, high)}".strip()


def unit_word(unit: str, amount: Decimal) -> str:
    """Return the word for a unit, one or many.

    >>> unit_word("patch", Decimal(2)), unit_word("tablet", Decimal("0.5")), unit_word("unit", Decimal(10))
    ('patches', 'tablet', 'units')
    """
    if amount <= 1 and unit not in MANY:
        return unit
    return MANY.get(unit, f"{unit}s" if unit else "") if amount > 1 or MANY.get(unit) == unit else unit
