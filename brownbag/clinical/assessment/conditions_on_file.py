"""Which of the conditions that the tables name a record holds, found by words or by code."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from brownbag.clinical.person.record import Condition
from brownbag.clinical.vocabulary.text import words_of

# What once was stays a reason for care.
HISTORY_COUNTS = frozenset(
    [
        "bleeding_history",
        "ulcer_history",
        "gi_bleed",
        "clot_history",
        "qt_history",
        "heart_attack",
        "stroke_tia",
        "coronary_disease",
        "breast_cancer_history",
        "falls",
        "fracture",
        "pancreatitis",
        "seizure",
        "heart_failure",
        "heart_failure_reduced",
        "kidney_stones",
        "hypoglycemia",
        "organ_transplant",
        "heart_valve",
        "substance_use",
        "opioid_use_disorder",
        "alcohol_use",
    ]
)
NOT_THE_PERSON = (
    "family history",
    "fh of",
    "no history of",
    "no known",
    "denies",
    "rule out",
    "ruled out",
    "screening for",
    "risk of",
    "at risk for",
    "negative for",
    "without",
)
LONGEST_PHRASE = 5
# "Hepatitis C, cured" is not there any more, though nobody closed the entry.
PAST = re.compile(r"\b(?:cured|resolved|eradicated)\b", re.IGNORECASE)


@dataclass(frozen=True)
class ConditionNames:
    """The dictionary of conditions: phrases and beginnings of codes."""

    phrases: Mapping[str, tuple[str, ...]]
    codes: Mapping[str, tuple[str, ...]]
    not_phrases: Mapping[str, tuple[str, ...]]
    _asked: dict[tuple[str, str], frozenset[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, rows: Iterable[Mapping[str, str]]) -> ConditionNames:
        """Return the dictionary that the rows of condition_names.csv make."""
        phrases: dict[str, list[str]] = {}
        codes: dict[str, list[str]] = {}
        not_phrases: dict[str, tuple[str, ...]] = {}
        for row in rows:
            for phrase in _parts(row["words"]):
                phrases.setdefault(" ".join(words_of(phrase)), []).append(row["condition"])
            for code in _parts(row["icd10"]):
                codes.setdefault(code.upper().replace(".", ""), []).append(row["condition"])
            not_phrases[row["condition"]] = tuple(
                " ".join(words_of(phrase)) for phrase in _parts(row.get("not_words", ""))
            )
        return cls(
            {phrase: tuple(keys) for phrase, keys in phrases.items()},
            {code: tuple(keys) for code, keys in codes.items()},
            not_phrases,
        )

    def keys_of(self, name: str, code: str | None) -> frozenset[str]:
        """Return every condition that a name or a code stands for.

        >>> names = ConditionNames.of([{"condition": "falls", "words": "fall;falls", "icd10": "R29.6"}])
        >>> sorted(names.keys_of("Two falls this year", None)), sorted(names.keys_of("", "R29.6"))
        (['falls'], ['falls'])
        """
        asked = (name, code or "")
        if asked not in self._asked:
            self._asked[asked] = frozenset(self._by_words(name) | self._by_code(code or ""))
        return self._asked[asked]

    def _by_words(self, name: str) -> set[str]:
        words = words_of(name)
        text = " ".join(words)
        if any(text.startswith(start) or f" {start} " in f" {text} " for start in NOT_THE_PERSON):
            return set()
        padded = f" {text} "
        found: set[str] = set()
        for first in range(len(words)):
            for last in range(first + 1, min(len(words), first + LONGEST_PHRASE) + 1):
                found.update(self.phrases.get(" ".join(words[first:last]), ()))
        return {key for key in found if not any(f" {phrase} " in padded for phrase in self.not_phrases[key])}

    def _by_code(self, code: str) -> set[str]:
        plain = code.upper().replace(".", "")
        found: set[str] = set()
        for length in range(1, len(plain) + 1):
            found.update(self.codes.get(plain[:length], ()))
        return found


def conditions_on_file(conditions: Iterable[Condition], names: ConditionNames) -> dict[str, Condition]:
    """Return each condition key that the record holds, with the entry that shows it."""
    found: dict[str, Condition] = {}
    for entry in sorted(conditions, key=lambda each: (each.name, each.icd10cm or "", str(each.since))):
        for key in sorted(names.keys_of(entry.name, entry.icd10cm)):
            if _is_present(entry) or key in HISTORY_COUNTS:
                found.setdefault(key, entry)
    return found


def _is_present(entry: Condition) -> bool:
    """Whether the entry speaks of something that is still there."""
    return entry.status == "active" and not PAST.search(entry.name)


def _parts(joined: str) -> list[str]:
    return [part.strip() for part in joined.split(";") if part.strip()]
