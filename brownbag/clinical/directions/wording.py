"""Directions in plain words that a person can act on, in English and in Spanish.

English is made from short sentences: what to do, then when to wait, then the
most in one day. Spanish comes from whole patterns only; where one is missing,
the English stands beside it and the saying is flagged. Directions that were
understood only in part are never reworded as if whole.
"""

from __future__ import annotations

from dataclasses import dataclass

from brownbag.clinical.directions.english import counted, in_english, unit_word
from brownbag.clinical.directions.meaning import Directions
from brownbag.clinical.directions.sentences import NO_BREAK
from brownbag.clinical.directions.spanish import in_spanish

__all__ = ["NO_BREAK", "Saying", "counted", "say", "unit_word"]


@dataclass(frozen=True, slots=True)
class Saying:
    """Directions in plain words; `complete` is False where the label's own words had to be kept."""

    text: str
    language: str
    complete: bool


def say(directions: Directions, *, language: str = "en") -> Saying:
    """Return directions in plain words.

    >>> from brownbag.clinical.directions import read
    >>> say(read("1 tab po bid prn pain, max 6 a day")).text.replace(NO_BREAK, " ")
    'Take 1 tablet 2 times a day, only when you need it for pain. No more than 6 tablets in one day.'
    >>> say(read("as directed")).text
    'The label says: “as directed”.'
    """
    if directions.outcome != "understood":
        return Saying(_as_written(directions), language, complete=False)
    english = in_english(directions)
    if language != "es":
        return Saying(english, "en", complete=True)
    spanish, complete = in_spanish(directions)
    if complete:
        return Saying(spanish, "es", complete=True)
    return Saying(f"{spanish} ({english} No revisado en español.)".strip(), "es", complete=False)


def _as_written(directions: Directions) -> str:
    text = " ".join(directions.text.split())
    return f"The label says: “{text}”." if text else "No directions are known."
