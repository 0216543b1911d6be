"""The words in which people tell what they feel, brought to one form: "ankles are swollen" is "leg swelling"."""

from __future__ import annotations

import csv
import re
from functools import lru_cache
from importlib.resources import files

from brownbag.clinical.vocabulary.text import words_of

FOLDER = files("brownbag.knowledge_base") / "vocabulary"
CLAUSE = re.compile(r"[,;.!?()]|\b(?:but|although|though)\b")
# A clause with one of these, without the s of a plural, tells what is not, or no longer, felt.
DENIES = frozenset(
    {"no", "not", "never", "without", "denie", "denied", "better", "gone", "resolved", "stopped"}
)
EMPTY = frozenset(
    [
        "a",
        "an",
        "the",
        "my",
        "his",
        "her",
        "their",
        "of",
        "in",
        "on",
        "at",
        "to",
        "and",
        "or",
        "is",
        "are",
        "was",
        "be",
        "i",
        "she",
        "he",
        "it",
        "with",
        "since",
        "when",
        "while",
        "for",
        "from",
        "that",
    ]
)


def names_complaint(said: str, phrase: str) -> bool:
    """Whether what a person says names a complaint, in these or other words, and does not deny it.

    >>> names_complaint("lip and tongue swollen since this morning", "swollen tongue")
    True
    >>> names_complaint("no swelling of the feet", "swollen feet")
    False
    """
    wanted = frozenset().union(*_clauses(phrase, denying=False))
    return bool(wanted) and any(wanted <= clause for clause in _clauses(said))


@lru_cache(maxsize=50_000)
def _clauses(text: str, *, denying: bool = True) -> tuple[frozenset[str], ...]:
    """Return the words of each clause in their one form; a clause that denies something is left out."""
    found = []
    for clause in CLAUSE.split(text.casefold()):
        words = _one_form(clause)
        if words and not (denying and DENIES & set(words)):
            found.append(frozenset(words) - EMPTY)
    return tuple(found)


def _one_form(text: str) -> list[str]:
    padded = f" {' '.join(words_of(text))} "
    for phrase, means in _phrases():
        if f" {phrase} " in padded:
            padded = padded.replace(f" {phrase} ", f" {means} ")
    return [_word(each) for each in padded.split()]


def _word(word: str) -> str:
    known = _words().get(word)
    if known:
        return known
    plain = word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word
    return _words().get(plain, plain)


@lru_cache(maxsize=1)
def _phrases() -> tuple[tuple[str, str], ...]:
    found = [(words, means) for words, means in _rows() if " " in words]
    return tuple(sorted(found, key=lambda each: -len(each[0])))


@lru_cache(maxsize=1)
def _words() -> dict[str, str]:
    return {words: means for words, means in _rows() if " " not in words}


@lru_cache(maxsize=1)
def _rows() -> tuple[tuple[str, str], ...]:
    lines = (FOLDER / "symptom_words.csv").read_text(encoding="utf-8").splitlines()
    rows = csv.DictReader(line for line in lines if not line.startswith("#"))
    return tuple(
        (" ".join(words_of(words)), row["means"]) for row in rows for words in row["words"].split(";")
    )
