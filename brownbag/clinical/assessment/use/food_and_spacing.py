"""Food and drink that the person names and that a medicine does not go with; medicines to be taken apart."""

from __future__ import annotations

from collections.abc import Iterator

from brownbag.clinical.assessment.about_one import Row, about
from brownbag.clinical.assessment.engine import Engine
from brownbag.clinical.assessment.finding import Fact, Finding
from brownbag.clinical.assessment.prepare import Prepared
from brownbag.clinical.assessment.taken import Taken
from brownbag.clinical.assessment.words import cited, finding_of, takes
from brownbag.clinical.vocabulary.text import words_of

FOOD = "food_against"
APART = "take_apart"
WORDS = {
    "grapefruit": ("grapefruit",),
    "alcohol": ("alcohol", "wine", "beer", "whiskey", "vodka", "drinks daily"),
    "dairy": ("milk", "dairy", "yogurt", "cheese"),
    "salt": ("salt substitute", "salt"),
    "caffeine": ("coffee", "caffeine", "energy drink"),
    "tyramine": ("aged cheese", "tap beer"),
    "food": ("with breakfast", "with food", "with meals", "with dinner"),
}


def food_against(prepared: Prepared, engine: Engine) -> Iterator[Finding]:
    """Yield a finding where the person names a food or drink that a medicine does not go with."""
    general = [*prepared.record.symptoms, *prepared.record.barriers]
    for ingredient, taken in prepared.each_systemic:
        for row in engine.facts.of("food", ingredient):
            grade = engine.grade(FOOD, action=row["action"].replace("take_without", "avoid"))
            said = _said([taken.medication.how_taken, *general], row["what"]) if grade else ""
            if not said and row["what"] == "alcohol" and "alcohol_use" in prepared.conditions:
                said = prepared.conditions["alcohol_use"].name
            if grade and said:
                places = {"food": row["what"].replace("_", " "), "told": row["say_to_patient"]}
                fact = Fact("says", said)
                yield about(FOOD, grade, engine, ingredient, taken, row, places, facts=(fact,))


def _said(texts: list[str], food: str) -> str:
    for text in texts:
        shown = f" {' '.join(words_of(text))} "
        if any(f" {word} " in shown for word in WORDS.get(food, ())):
            return text
    return ""


def take_apart(prepared: Prepared, engine: Engine) -> Iterator[Finding]:
    """Yield a quiet finding for two medicines to be taken hours apart, where nothing graver is said of the pair."""
    held = dict(prepared.each_systemic)
    for ingredient, taken in held.items():
        for row in engine.facts.of("spacing", ingredient):
            members = engine.knowledge.members([row["from"]])
            for other, product in held.items():
                apart = other in members and other != ingredient and product is not taken
                if apart and not engine.mechanisms.between(ingredient, other):
                    yield _apart(row, (ingredient, other), (taken, product), engine)


def _apart(row: Row, drugs: tuple[str, str], products: tuple[Taken, Taken], engine: Engine) -> Finding:
    first, second = products
    hours = hours_apart_words(row, second.name)
    places = {"first": first.name, "second": second.name, "why": row["why"], "hours": hours}
    words = engine.words(APART)
    facts = [takes(each) for each in products]
    return finding_of(
        words,
        words["grades"][0],
        places,
        drugs=drugs,
        facts=facts,
        sources=(cited(row, row["why"]),),
        lines=products,
    )


def hours_apart_words(row: Row, other: str) -> str:
    """Return how far from another medicine a row of facts/spacing wants one to be taken.

    >>> hours_apart_words({"hours_before": "1", "hours_after": "4"}, "the iron")
    '1 hour before or 4 hours after the iron'
    """
    parts = [
        f"{hours} {'hour' if hours == '1' else 'hours'} {word}"
        for hours, word in ((row.get("hours_before"), "before"), (row.get("hours_after"), "after"))
        if hours and hours != "0"
    ]
    return f"{' or '.join(parts) or 'at another time than'} {other}"
