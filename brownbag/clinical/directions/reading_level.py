"""How hard a text is to read: the school grade of Flesch and Kincaid, counted without a dictionary."""

from __future__ import annotations

import re
from collections.abc import Iterable

# Words with an e that nobody says.
SAID_SHORTER = {"evening": 2, "every": 2, "everyday": 3}
_VOWELS = re.compile(r"[aeiouy]+")


def grade(text: str, *, ignoring: Iterable[str] = ()) -> float:
    """Return the Flesch-Kincaid grade of a text; ignored names count as one easy word each.

    0.39 x words per sentence + 11.8 x syllables per word - 15.59 (Kincaid 1975,
    Naval Technical Training Command, research branch report 8-75).

    >>> grade("Take 1 pill in the morning. Call us if you bleed.") < 5
    True
    """
    easy = {name.casefold() for name in ignoring}
    words = re.findall(r"[A-Za-z']+|\d[\d,.]*", text)
    if not words:
        return 0.0
    sentences = max(1, len(re.findall(r"[.!?:]+(?:\s|$)", text)))
    syllables = sum(1 if word.casefold() in easy else _syllables(word) for word in words)
    return 0.39 * len(words) / sentences + 11.8 * syllables / len(words) - 15.59


def _syllables(word: str) -> int:
    if not word[0].isalpha():
        return 1
    plain = word.casefold()
    if plain in SAID_SHORTER:
        return SAID_SHORTER[plain]
    count = len(_VOWELS.findall(plain))
    if plain.endswith("e") and not plain.endswith("le") and count > 1:
        count -= 1
    if plain.endswith("ed") and not plain.endswith(("ted", "ded")) and count > 1:
        count -= 1
    return max(1, count)
