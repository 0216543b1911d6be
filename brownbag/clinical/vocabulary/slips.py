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

# Letters kept beside a difference, as many as the longest sound has.
KEPT = 2


def _sounds() -> dict[tuple[str, str], list[tuple[str, str]]]:
    found: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for long, short in DIGRAPHS:
        for ours, theirs in ((long, short), (short, long)):
            found.setdefault((ours[-1], theirs[-1]), []).append((ours, theirs))
    return found


SOUNDS = _sounds()


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
    begin, end = _alike_at_both_ends(written, meant)
    rows, columns = len(written) - end, len(meant) - end
    table = [[0.0] * (columns - begin + 1) for _ in range(rows - begin + 1)]
    for column in range(begin, columns):
        table[0][column - begin + 1] = table[0][column - begin] + _single(meant, column)
    for row in range(begin, rows):
        above, here = table[row - begin], table[row - begin + 1]
        here[0] = above[0] + _single(written, row)
        for column in range(begin, columns):
            place = column - begin
            best = above[place]
            if written[row] != meant[column]:
                best += _exchange(written[row], meant[column]) + (FIRST_LETTER if row == column == 0 else 0)
            one_more = above[place + 1] + _single(written, row)
            one_less = here[place] + _single(meant, column)
            by_ear = _by_sound(table, written, meant, row, column, begin)
            here[place + 1] = min(best, one_more, one_less, by_ear)
    return table[-1][-1]


def _alike_at_both_ends(written: str, meant: str) -> tuple[int, int]:
    """How many letters are the same at the beginning and the end; two beside the difference are kept for sound."""
    shorter = min(len(written), len(meant))
    begin = next((at for at in range(shorter) if written[at] != meant[at]), shorter)
    begin = max(0, begin - KEPT)
    most = shorter - begin
    end = next((at for at in range(most) if written[-1 - at] != meant[-1 - at]), most)
    return begin, max(0, end - KEPT)


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


def _by_sound(table: list[list[float]], written: str, meant: str, row: int, column: int, begin: int) -> float:
    """The cost when the last letters up to here are one sound in two spellings, or two letters exchanged."""
    best = float("inf")
    one, other = written[row], meant[column]
    if (
        row > begin
        and column > begin
        and one != other
        and one == meant[column - 1]
        and other == written[row - 1]
    ):
        best = table[row - begin - 1][column - begin - 1] + SWAPPED
    for ours, theirs in SOUNDS.get((one, other), ()):
        up, left = row - begin + 1 - len(ours), column - begin + 1 - len(theirs)
        if (
            up >= 0
            and left >= 0
            and written.endswith(ours, 0, row + 1)
            and meant.endswith(theirs, 0, column + 1)
        ):
            best = min(best, table[up][left] + ALIKE)
    return best


# Spellings of one sound, longest first; what languages write differently and people mix up.
_SPELLED = (
    ("sch", "s"),
    ("ph", "f"),
    ("th", "t"),
    ("rh", "r"),
    ("ch", "k"),
    ("ck", "k"),
    ("qu", "k"),
    ("ae", "e"),
    ("oe", "e"),
    ("ce", "se"),
    ("ci", "si"),
    ("cy", "si"),
    ("c", "k"),
    ("x", "ks"),
    ("y", "i"),
    ("z", "s"),
    ("h", ""),
)


def sound_of(name: str) -> str:
    """Return how a name sounds, in one spelling for all: Spanish, German and British spellings agree with ours.

    >>> sound_of("teofilina") == sound_of("theophylline")
    True
    >>> sound_of("hydroxyzine") == sound_of("hydralazine")
    False
    """
    for spelled, sound in _SPELLED:
        name = name.replace(spelled, sound)
    single = "".join(letter for letter, before in zip(name, " " + name, strict=False) if letter != before)
    return single.rstrip("aeo")
