"""Plain words: easy to read, complete, and the same directions when they are read again."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brownbag.clinical.directions import read, say
from brownbag.clinical.directions.phrases import load
from brownbag.clinical.directions.reading_level import grade
from brownbag.clinical.directions.sentences import DAYS
from tests.spec.directions.label_tables import labels

# The name of a product and the label's own word for a reason stay as they are.
OWN_WORDS = ["anaphylaxis", "suppository"]
UNDERSTOOD = [label.text for label in labels() if label.whole]
AMOUNTS = ("1 tablet", "half a tablet", "1 to 2 tablets", "5 mL", "2 puffs", "10 units", "20 mg", "1 patch")
WAYS = (
    "daily",
    "twice daily",
    "4 times a day",
    "1 to 3 times a day",
    "every 6 hours",
    "every 4 to 6 hours",
    "every other day",
    "every 3 days",
    "once a week",
    "3 times a week",
    "every 2 weeks",
    "every 3 months",
    "in the morning",
    "at noon and at bedtime",
    "before each meal",
    "before meals and at bedtime",
    "on Monday and Thursday",
    "Monday through Friday",
    "every day except Sunday",
    "at 8 am and 8:30 pm",
    "one time only",
)
MORE = (
    "",
    "with food",
    "for 7 days",
    "as needed",
    "as needed for pain",
    "for high blood pressure",
    "for 3 doses",
)


def shape(directions):
    "What a direction means, apart from the words for it."
    phases = [replace(phase, drug_per_dose=None, drug_per_day=None) for phase in directions.phases]
    if directions.together:
        phases = sorted(phases, key=str)
    return phases, directions.together, directions.site, directions.amount_per_day, {*directions.instructions}


@pytest.mark.parametrize("text", UNDERSTOOD)
def test_plain_words_read_back_as_the_same_directions(text):
    found = read(text)
    again = read(say(found).text)
    assert again.outcome == "understood", (say(found).text, again.why, again.not_used)
    assert shape(again) == shape(found), say(found).text


@given(st.sampled_from(AMOUNTS), st.sampled_from(WAYS), st.sampled_from(MORE))
def test_every_shape_reads_back_the_same(amount, way, more):
    found = read(f"Take {amount} {way} {more}")
    if found.outcome == "understood":
        again = read(say(found).text)
        assert shape(again) == shape(found), say(found).text
        assert say(again).text == say(found).text


@given(
    st.lists(
        st.tuples(
            st.integers(1, 9), st.sampled_from(("daily", "twice daily", "at bedtime")), st.integers(1, 30)
        ),
        min_size=2,
        max_size=5,
    )
)
def test_steps_read_back_the_same(steps):
    text = ", then ".join(f"{amount} tablets {way} for {days} days" for amount, way, days in steps)
    found = read(f"Take {text}")
    assert [(phase.dose.high, phase.days) for phase in found.phases] == [(each[0], each[2]) for each in steps]
    assert shape(read(say(found).text)) == shape(found)


def test_plain_words_are_of_grade_five_or_below():
    said = {text: say(read(text)).text for text in UNDERSTOOD}
    easy = [*DAYS.values(), *OWN_WORDS]
    assert [text for text, words in said.items() if grade(words, ignoring=easy) > 5] == []


def test_no_number_can_be_parted_from_its_unit():
    counted = re.compile(rf"\d(?: and a half)? (?:{'|'.join(sorted(load().units))})\b")
    said = [say(read(text)).text for text in UNDERSTOOD]
    assert [words for words in said if counted.search(words)] == []


def test_spanish_is_whole_or_the_english_stands_beside_it():
    for text in UNDERSTOOD:
        said = say(read(text), language="es")
        beside = say(read(text)).text in said.text and "No revisado en español" in said.text
        assert said.complete or beside, text
        assert "once" not in said.text.split(), text


def test_what_has_no_spanish_is_flagged():
    said = say(read("Take 1 tablet daily for purple toes"), language="es")
    assert not said.complete
    assert "Take 1\N{NO-BREAK SPACE}tablet 1 time a day, for purple toes." in said.text
