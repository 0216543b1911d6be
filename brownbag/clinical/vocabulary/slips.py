"""How easily one spelling turns into another: the cost of slips of the keyboard, the pen and the ear."""

from __future__ import annotations

import itertools

# Letters that sound alike are cheaper to exchange than keys that lie side by side, and those than any others.
VOWELS = frozenset("aeiouy")
SOUND_ALIKE = frozenset(
    frozenset(pair) for pair in ("iy", "sz", "ck", "cs", "kq", "fv", "gj", "td", "mn", "bp", "uw", "vw")
)
KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
DIGRAPHS = (("ph", "f"), ("x", "ks"), ("qu", "kw"), ("ck", "k"), ("ae", "e"), ("oe", "e"), ("th", "t"))

OTHER, NEIGHBOUR, ALIKE, VOWEL = 1.0, 0.8, 0.6, 0.7
SWAPPED, DOUBLED, SILENT, ENDING, ADDED = 0.7, 0.5, 0.6, 0.5, 0.85
FIRST_LETTER = 0.4


def _neighbours() -> frozenset[tuple[str, str]]:
    beside = {(row[at], row[at + 1]) for row in KEYS for at in range(len(row) - 1)}
    below = {
        (one, other)
        for upper, lower in itertools.pairwise(KEYS)
        for one, other in zip(upper, lower, strict=False)
    }
    return frozenset(beside | below | {(other, one) for one, other in beside | below})


_BESIDE = _neighbours()


def cost(written: str, meant: str) -> float:
    """Return how unlikely it is that someone who meant one name wrote the other; 0 is the same name.

    >>> cost("warfarin", "warfarin"), cost("warfarrin", "warfarin")
    (0.0, 0.5)
    >>> cost("phenofibrate", "fenofibrate") < cost("benofibrate", "fenofibrate")
    True
    """
    width = len(meant) + 1
    table = [[0.0] * width for _ in range(len(written) + 1)]
    for column in range(1, width):
        table[0][column] = table[0][column - 1] + _single(meant, column - 1)
    for row in range(1, len(written) + 1):
        table[row][0] = table[row - 1][0] + _single(written, row - 1)
        for column in range(1, width):
            table[row][column] = _cheapest(table, written, meant, row, column)
    return table[-1][-1]


def _cheapest(table: list[list[float]], written: str, meant: str, row: int, column: int) -> float:
    one, other = written[row - 1], meant[column - 1]
    if one == other:
        best = table[row - 1][column - 1]
    else:
        best = (
            table[row - 1][column - 1] + _exchange(one, other) + (FIRST_LETTER if row == column == 1 else 0)
        )
    best = min(
        best,
        table[row - 1][column] + _single(written, row - 1),
        table[row][column - 1] + _single(meant, column - 1),
    )
    if row > 1 and column > 1 and one == meant[column - 2] and other == written[row - 2] and one != other:
        best = min(best, table[row - 2][column - 2] + SWAPPED)
    return min(best, _by_sound(table, written[:row], meant[:column]))


def _exchange(one: str, other: str) -> float:
    if frozenset((one, other)) in SOUND_ALIKE:
        return ALIKE
    if one in VOWELS and other in VOWELS:
        return VOWEL
    return NEIGHBOUR if (one, other) in _BESIDE else OTHER


def _single(text: str, place: int) -> float:
    """The cost of one letter too many or too few: a doubled one and a silent h or e are the cheapest."""
    letter = text[place]
    if place and text[place - 1] == letter:
        return DOUBLED
    last = place == len(text) - 1
    if last and letter in "aeos":
        return ENDING
    if (letter == "h" and place) or letter == " ":
        return SILENT
    return ADDED + (FIRST_LETTER if not place else 0)


def _by_sound(table: list[list[float]], written: str, meant: str) -> float:
    best = float("inf")
    for long, short in DIGRAPHS:
        for ours, theirs in ((long, short), (short, long)):
            if written.endswith(ours) and meant.endswith(theirs):
                before = table[len(written) - len(ours)][len(meant) - len(theirs)]
                best = min(best, before + ALIKE)
    return best
