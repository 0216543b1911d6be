"""What patients are told with their own medicines, illnesses and hours in it, in English and in Spanish."""

import re
from collections import defaultdict
from itertools import chain

import pytest
import yaml

from brownbag.clinical import knowledge
from brownbag.clinical.assessment.use.food_and_spacing import hours_apart_words
from brownbag.clinical.directions import read, say
from tests.clinical.everyone import DEMO, assessed, everyone
from tests.clinical.reading import (
    FEW_WORDS,
    KNOWLEDGE,
    LONGEST_SENTENCE,
    PACKAGE,
    ease_in_spanish,
    rows_of,
    spanish_syllables,
    what_is_hard,
)

SPANISH_PAPER = PACKAGE / "practice" / "papers" / "templates" / "papers" / "spanish_list.html"
# From here on a Spanish text counts as no harder than usual; a phrase of few words is measured by its longest one.
NOT_HARD = 55
LONGEST_SPANISH_WORD = 6


def words_in(names):
    return set(re.findall(r"[a-z']+", " ".join(names).casefold()))


def test_what_a_finding_says_to_its_person_is_easy_to_read():
    "Of everyone in the tests, with the names on their own list."
    hard = defaultdict(dict)
    for record, answer in assessed():
        own = words_in(line.name for line in (*record.medications, *record.proposed))
        for finding in answer.findings:
            if found := what_is_hard(finding.say_to_patient, names=own):
                hard[finding.rule][finding.say_to_patient] = found
    assert dict(hard) == {}


def test_every_illness_has_words_for_the_person_who_has_it():
    said = {row["condition"]: f"It may not suit you because of {row['plain']}." for row in condition_rows()}
    hard = {key: found for key, text in said.items() if (found := what_is_hard(text))}
    assert hard == {}


def condition_rows():
    return rows_of(KNOWLEDGE / "facts" / "condition_names.csv")


def test_hours_between_two_medicines_are_said_in_easy_words():
    facts = knowledge.load().facts
    rows = chain.from_iterable(facts.of("spacing", name) for name in facts.ingredients)
    said = {f"Take the first {hours_apart_words(row, 'the second')}." for row in rows}
    assert len(said) > 5
    assert {text: found for text in said if (found := what_is_hard(text))} == {}


@pytest.mark.parametrize("path", sorted(DEMO.glob("*.yaml")), ids=lambda path: path.stem)
def test_what_the_demo_tells_its_people_is_easy_to_read(path):
    told = list(words_for_the_person(yaml.load(path.read_text(encoding="utf-8"), yaml.CBaseLoader)["demo"]))
    assert {text: found for text in told if (found := what_is_hard(text))} == {}


def words_for_the_person(demo):
    "What an earlier visit of the demo agreed on or asked about, and why the next contact is made."
    visit = demo.get("earlier", {})
    return [visit[part][kind] for part, kind in PARTS if kind in visit.get(part, {})]


PARTS = (("asked", "words"), ("agreed", "action"), ("next", "reason"))


def hard_in_spanish(text):
    "Say what keeps a Spanish text from being read with ease."
    found = []
    for sentence in re.split(r"(?<=[.!?:])\s+", text):
        words = re.findall(r"[^\W\d_]+", sentence)
        if len(words) > LONGEST_SENTENCE:
            found.append(f"“{sentence}” has {len(words)} words")
        if longest := [word for word in words if spanish_syllables(word) >= LONGEST_SPANISH_WORD]:
            found.append(f"“{longest[0]}” is a long word")
    if len(text.split()) >= FEW_WORDS and ease_in_spanish(text) < NOT_HARD:
        found.append(f"its ease is {ease_in_spanish(text):.0f}")
    return found


def test_each_piece_of_spanish_is_easy_to_read():
    said = [row["spanish"] for row in rows_of(KNOWLEDGE / "directions" / "spanish.csv")]
    assert {text: found for text in said if (found := hard_in_spanish(text))} == {}


def test_whole_directions_in_spanish_are_easy_to_read():
    labels = {line.directions for record in everyone() for line in record.medications} - {""}
    understood = [found for found in map(read, sorted(labels)) if found.outcome == "understood"]
    said = {say(found, language="es").text for found in understood}
    assert len(said) > 50
    assert {text: found for text in said if (found := hard_in_spanish(text))} == {}


def test_the_words_of_the_spanish_paper_are_easy_to_read():
    text = re.sub(r"\{[{%].*?[%}]\}|<[^>]+>", "\n", SPANISH_PAPER.read_text(encoding="utf-8"))
    said = [line.strip() for line in text.splitlines() if len(line.split()) > 2]
    assert len(said) > 5
    assert {each: found for each in said if (found := hard_in_spanish(each))} == {}


def test_a_hard_spanish_sentence_is_named_with_its_reason():
    hard = (
        "La administración concomitante requiere la monitorización periódica de concentraciones plasmáticas."
    )
    assert any("ease" in why for why in hard_in_spanish(hard))
    assert hard_in_spanish("Tome 1 tableta en la mañana con comida.") == []
