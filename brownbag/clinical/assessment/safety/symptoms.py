"""What the person feels, and which medicine can cause it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from brownbag.clinical.assessment.about_one import Row, about, graded
from brownbag.clinical.assessment.engine import Engine
from brownbag.clinical.assessment.finding import Fact, Finding
from brownbag.clinical.assessment.prepare import Prepared
from brownbag.clinical.assessment.taken import Taken
from brownbag.clinical.vocabulary.complaints import names_complaint

MECHANISM = "symptom_may_be_from"
# Words by which a person says that something comes of a medicine, and not what it is taken with.
COMES_OF_IT = re.compile(
    r"\b(?:makes?|made|gives?|gave|gets?|got|causes?|brings?|feels?|felt|hurts?|upsets?|because|since)\b",
    re.IGNORECASE,
)
GRAVEST_FIRST = ("call_911", "call_now", "call_today", "tell_us")
SERIOUS = frozenset(GRAVEST_FIRST[:2])


def symptoms(prepared: Prepared, engine: Engine) -> Iterator[Finding]:
    """Yield a finding for each sign of an ingredient, commonly or dangerously behind it, that the person's words name."""
    for ingredient, taken in prepared.each_systemic:
        rows: dict[str, Row] = {}
        told: dict[str, list[str]] = {}
        for symptom in _said(taken, prepared):
            row = _behind(symptom, engine.facts.of("signs", ingredient), prepared)
            if row:
                rows.setdefault(row["sign"], row)
                told.setdefault(row["sign"], []).append(symptom)
        for sign, row in rows.items():
            grade = graded(MECHANISM, engine, what_to_do=row["what_to_do"])
            yield _finding(row, grade, told[sign], ingredient, taken, engine)


def _finding(row: Row, grade: Row, told: list[str], ingredient: str, taken: Taken, engine: Engine) -> Finding:
    places = {"symptom": "; ".join(told), "how_often": row["how_often"], "why": row["sign"]}
    return about(
        MECHANISM,
        grade,
        engine,
        ingredient,
        taken,
        row,
        places,
        facts=[Fact("says", symptom) for symptom in told],
        related=(row["sign"].replace("_", " "), *told),
    )


def _said(taken: Taken, prepared: Prepared) -> tuple[str, ...]:
    """Return the complaints on file, and what is said to come of this medicine ("half, it makes me dizzy").

    "With a shake" is a drink.
    """
    said = taken.medication.how_taken
    return (*prepared.record.symptoms, said) if COMES_OF_IT.search(said) else prepared.record.symptoms


def _behind(symptom: str, rows: tuple[Row, ...], prepared: Prepared) -> Row | None:
    """Return the gravest sign that the words of a symptom name; a rare and harmless one is passed over."""
    named = [
        row
        for row in rows
        if any(_names(symptom, phrase, prepared) for phrase in row["words"].split(";"))
        and _is_likely(row, prepared)
    ]
    return min(named, key=lambda row: GRAVEST_FIRST.index(row["what_to_do"]), default=None)


def _names(symptom: str, phrase: str, prepared: Prepared) -> bool:
    """Whether a symptom names a complaint; "fever + stiff" is only named where both are told."""
    parts = phrase.split("+")
    return any(names_complaint(symptom, part) for part in parts) and (
        len(parts) == 1 or all(_is_told(part, prepared) for part in parts)
    )


def _is_told(phrase: str, prepared: Prepared) -> bool:
    return any(names_complaint(each, phrase) for each in prepared.record.symptoms)


def _is_likely(row: Row, prepared: Prepared) -> bool:
    """Whether a sign is common or dangerous; a rare one that is neither must show itself twice.

    Sore joints alone are rarely from hydralazine; sore joints with a rash and fever may be.
    """
    if row["how_often"] == "common" or row["what_to_do"] in SERIOUS:
        return True
    if row["what_to_do"] != "call_today":
        return False
    told = [phrase for phrase in row["words"].split(";") if _is_told(phrase, prepared)]
    return row["how_often"] == "uncommon" or len(told) > 1
