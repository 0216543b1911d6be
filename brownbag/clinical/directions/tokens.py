"""The words and numbers of a direction, in one form: fractions, number words and ranges become numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from brownbag.clinical.directions.numbers import number
from brownbag.clinical.directions.written import plain

LONGEST = 1000
NUMBER_WORDS = {
    word: Decimal(place)
    for place, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
        ]
    )
} | {
    "fourteen": Decimal(14),
    "fifteen": Decimal(15),
    "twenty": Decimal(20),
    "thirty": Decimal(30),
    "half": Decimal("0.5"),
}
_PART = re.compile(
    r"clock[0-9]{4}|\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\s+\d/\d(?!\d)|\d/\d(?!\d)|\d+\.\d+|\.\d+|\d+|[^\W\d_]+|[;.,]|-|–|/|[^\s\w()\[\]{}:\"'“”‘’*!=#\\|]"
)
_NO_WORDS = frozenset(";.,")


@dataclass(frozen=True, slots=True)
class Number:
    """A number as written, or a range of two."""

    low: Decimal
    high: Decimal
    said: str

    @property
    def shown(self) -> str:
        """Return the number in figures, a range with "to"."""
        return number(self.low) if self.low == self.high else f"{number(self.low)} to {number(self.high)}"


Token = str | Number


def tokens_of(text: str) -> list[Token]:
    """Return words and numbers in order; a full stop between sentences stays as ".".

    >>> tokens_of("Take 1-2 tabs q4-6h")
    ['take', Number(low=Decimal('1'), high=Decimal('2'), said='1 - 2'), 'tabs', 'q', \
Number(low=Decimal('4'), high=Decimal('6'), said='4 - 6'), 'h']
    >>> tokens_of("one and a half tablets")[0].low
    Decimal('1.5')
    """
    parts = _PART.findall(plain(text))
    return _ranges(_halves([_token(part) for part in parts]))


def _token(part: str) -> Token:
    if part in NUMBER_WORDS:
        return _number(NUMBER_WORDS[part], part)
    if not part[0].isdigit() and part[0] != ".":
        return part
    if part == ".":
        return part
    return _number(_value(part), part)


def _value(part: str) -> Decimal:
    whole, _, fraction = part.rpartition(" ") if "/" in part else ("", "", part)
    amount = Decimal(whole.strip() or 0)
    if "/" in fraction:
        over, _, under = fraction.partition("/")
        return amount + (Decimal(over) / Decimal(under) if int(under) else Decimal(0))
    return Decimal(fraction.replace(",", ""))


def _number(value: Decimal, said: str) -> Number:
    return Number(value, value, said)


def _halves(tokens: list[Token]) -> list[Token]:
    """Join "one and a half", "one half", "half a", and a number said twice: "1 (one)"."""
    joined: list[Token] = []
    for token in tokens:
        last = joined[-1] if joined else None
        if isinstance(token, Number) and token.said == "half":
            joined = _join_half(joined, token)
        elif isinstance(token, Number) and "/" in token.said and _whole_before(joined):
            joined = _join_fraction(joined, token)
        elif (
            isinstance(token, Number)
            and isinstance(last, Number)
            and last.low == token.low
            and _one_is_a_word(last, token)
        ):
            continue
        else:
            joined.append(token)
    return joined


def _one_is_a_word(one: Number, other: Number) -> bool:
    return one.said.isalpha() != other.said.isalpha()


def _whole_before(before: list[Token]) -> bool:
    return len(before) > 1 and before[-1] == "and" and isinstance(before[-2], Number)


def _join_fraction(before: list[Token], part: Number) -> list[Token]:
    whole = before[-2]
    assert isinstance(whole, Number)
    return [
        *before[:-2],
        Number(whole.low + part.low, whole.high + part.high, f"{whole.said} and {part.said}"),
    ]


def _join_half(before: list[Token], half: Number) -> list[Token]:
    kept = before[:-1] if before[-2:] == ["and", "a"] else list(before)
    if kept[-1:] == ["and"]:
        whole = kept[-2] if len(kept) > 1 else None
        if isinstance(whole, Number):
            both = Number(whole.low + half.low, whole.high + half.high, f"{whole.said} and a half")
            return [*kept[:-2], both]
    if kept and isinstance(kept[-1], Number) and kept[-1].low == 1:
        return [*kept[:-1], half]
    return [*kept, half]


def _ranges(tokens: list[Token]) -> list[Token]:
    found: list[Token] = []
    place = 0
    while place < len(tokens):
        joined = _range_at(tokens, place)
        if joined:
            found.append(joined)
            place += 3
        else:
            if tokens[place] not in ("-", "–"):
                found.append(tokens[place])
            place += 1
    return [token for token in found if token != "/"]


def _range_at(tokens: list[Token], place: int) -> Number | None:
    three = tokens[place : place + 3]
    if len(three) < 3 or three[1] not in ("-", "–", "to", "or", "through", "thru"):
        return None
    low, high = three[0], three[2]
    if (
        not (isinstance(low, Number) and isinstance(high, Number))
        or low.low != low.high
        or high.low <= low.low
    ):
        return None
    return Number(low.low, high.high, f"{low.said} {three[1]} {high.said}")


def said(token: Token) -> str:
    """Return a token as it stood in the text."""
    return token.said if isinstance(token, Number) else token


def is_clock(token: Token) -> bool:
    """Whether a token is a time on the clock, such as "clock0830"."""
    return isinstance(token, str) and len(token) == 9 and token.startswith("clock") and token[5:].isdigit()


def is_mark(token: Token) -> bool:
    """Whether a token is only a mark between sentences."""
    return isinstance(token, str) and token in _NO_WORDS
