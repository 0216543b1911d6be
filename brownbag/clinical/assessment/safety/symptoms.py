"""What the person feels, and which medicine can cause it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from brownbag.clinical.assessment.about_one import Row, about, each_ingredient
from brownbag.clinical.assessment.engine import Engine
from brownbag.clinical.assessment.finding import Fact, Finding
from brownbag.clinical.assessment.prepare import Prepared, Taken
from brownbag.clinical.vocabulary.text import words_of

MECHANISM = "symptom_may_be_from"
SERIOUS = frozenset({"call_911", "call_now"})


def symptoms(prepared: Prepared, engine: Engine) -> Iterator[Finding]:
    """Yield a finding for each symptom and ingredient that is commonly, or dangerously, behind it."""
    for ingredient, taken in each_ingredient(prepared):
        for symptom in _said(taken, prepared):
            row = _behind(symptom, engine.facts.of("signs", ingredient))
            grade = engine.grade(MECHANISM, what_to_do=row["what_to_do"]) if row else None
            if row and grade:
                places = {"symptom": symptom, "how_often": row["how_often"], "why": row.get("sign", "")}
                fact = Fact("says", symptom)
                related = (row["sign"].replace("_", " "), symptom)
                yield about(
                    MECHANISM, grade, engine, ingredient, taken, row, places, facts=(fact,), related=related
                )


def _said(taken: Taken, prepared: Prepared) -> tuple[str, ...]:
    """Return the complaints on file, and what is said of how this medicine is taken ("half, it makes me dizzy")."""
    said = taken.medication.how_taken
    return (*prepared.record.symptoms, said) if said else prepared.record.symptoms


def _behind(symptom: str, rows: tuple[Row, ...]) -> Row | None:
    """Return the sign that the words of a symptom name; a rare and harmless one is passed over."""
    said = f" {_singular(symptom)} "
    for row in rows:
        likely = row["how_often"] == "common" or row["what_to_do"] in SERIOUS
        if likely and any(f" {_singular(words)} " in said for words in row["words"].split(";")):
            return row
    return None


@lru_cache(maxsize=50_000)
def _singular(text: str) -> str:
    """Return the words of a text without the s of a plural: "muscle aches" is a muscle ache."""
    return " ".join(
        word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word
        for word in words_of(text)
    )
