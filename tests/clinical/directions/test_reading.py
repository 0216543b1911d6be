"""Labels as pharmacies print them, and the traps in them."""

import itertools
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brownbag.clinical.directions import read
from brownbag.clinical.directions.phrases import load

TIMES = {
    1: ("daily", "qd", "once a day"),
    2: ("bid", "twice daily", "2 times a day"),
    3: ("tid", "three times daily"),
}
ABBREVIATIONS = {
    "qd": ("1", True),
    "bid": ("2", False),
    "tid": ("3", False),
    "qid": ("4", False),
    "qod": ("0.5", True),
    "qhs": ("1", True),
    "hs": ("1", True),
    "qam": ("1", False),
    "qpm": ("1", False),
    "q4h": ("6", False),
    "q6h": ("4", False),
    "q8h": ("3", False),
    "q12h": ("2", False),
    "ac": ("3", False),
    "pc": ("3", False),
    "mwf": ("0.4286", False),
}


@pytest.mark.parametrize("short", ABBREVIATIONS)
def test_each_abbreviation_is_known_and_the_dangerous_ones_are_named(short):
    amount, unsafe = ABBREVIATIONS[short]
    directions = read(f"1 tab po {short}")
    assert directions.outcome == "understood", directions
    assert round(directions.amount_per_day, 4) == Decimal(amount)
    assert any("easily misread" in reason for reason in directions.why) == unsafe


@pytest.mark.parametrize(
    ("label", "amount", "unit"),
    [
        ("Take two 500 mg tablets twice daily", "4", "tablet"),
        ("Take 1-1/2 tablets daily", "1.5", "tablet"),
        ("Take one-half tablet daily", "0.5", "tablet"),
        ("Take 1 teaspoonful (5 mL) by mouth twice daily", "2", "teaspoon"),
        ("Take 1 tablet every other night", "0.5", "tablet"),
        ("Take 2 tablets every 4 hours, no more than 4 doses a day", "8", "tablet"),
        ("30 mg = 1 tab(s), PO, Once Daily, 30 tab(s)", "1", "tablet"),
        ("Proventil HFA 90 mcg/actuation 2 puffs q6h prn wheezing", "8", "puff"),
        ("inject 10u subcut daily", "10", "unit"),
        (
            "1 tablet at onset of migraine, may repeat once after 2 hours. Max 2 tablets in 24 hours",
            "2",
            "tablet",
        ),
        ("Take 1-2 tabs q4-6h prn pain. Do not exceed 8 tablets in 24 hours", "8", "tablet"),
    ],
)
def test_labels_of_real_documents_give_their_daily_amount(label, amount, unit):
    directions = read(label)
    assert directions.outcome == "understood", directions
    assert (directions.amount_per_day, directions.unit) == (Decimal(amount), unit)


def test_monday_to_friday_is_five_days():
    directions = read("Take 1 tablet Monday through Friday")
    assert directions.phases[0].timing.days_of_week == ("mon", "tue", "wed", "thu", "fri")
    assert round(directions.amount_per_day * 7) == 5


def test_od_beside_drops_is_the_right_eye():
    directions = read("1 gtt od bid")
    assert (directions.outcome, directions.site) == ("understood", "right eye")


@pytest.mark.parametrize(
    "label",
    [
        "Take 1 tablet three times a day with meals and at bedtime",
        "Take 1 tablet by mouth daily for 7 days, 21 tablets",
        "Take 1 tablet, may repeat in 2 hours",
        "Take 1 tablet every 4 hours while awake",
        "Take 1 tablet daily for pain, hold if dizzy",
        "Do not take 1 tablet twice daily",
        "Take 1 teaspoonful (10 mL) twice daily",
        "Take 1 tablet daily 不要服用",
        "Take Â½ tablet daily",
        "Take 1 tablet daily?",
        "Take 10 mg/kg daily",
        "Take 1 tablet daily. Take 1 tablet at bedtime",
        "Take 1 tablet daily until the rash is gone",
    ],
)
def test_what_may_be_meant_otherwise_is_never_understood(label):
    directions = read(label)
    assert directions.outcome != "understood", directions
    assert directions.why or directions.not_used


@pytest.mark.parametrize(
    "label", ["around the clock", "clock", "clockwise", "clock12", "1/0 tablets daily", "\x00"]
)
def test_strange_words_never_raise(label):
    assert read(label).outcome


@given(st.integers(1, 4), st.sampled_from(sorted(TIMES)))
def test_the_daily_amount_is_the_same_in_all_wordings(amount, times):
    found = {read(f"Take {amount} tablets {words}").amount_per_day for words in TIMES[times]}
    assert found == {Decimal(amount * times)}


@given(st.sampled_from(sorted(load().units)), st.integers(1, 2))
def test_every_unit_can_be_counted(unit, amount):
    assert read(f"{amount} {unit} twice daily").phases[0].dose.high == amount


@given(st.permutations(["take 1 tablet", "by mouth", "twice daily", "for 7 days", "with food"]))
def test_the_order_of_the_parts_does_not_matter(parts):
    directions = read(" ".join(parts))
    assert directions.amount_per_day in (2, None)
    assert directions.outcome != "understood" or directions.phases[0].days == 7


def test_every_pair_of_frequencies_that_differ_is_a_contradiction():
    for one, other in itertools.permutations(["daily", "bid", "tid", "qid"], 2):
        assert read(f"1 tablet {one} {other}").outcome != "understood"


@pytest.mark.parametrize(
    "label",
    [
        "Take 1 tablet 4 times daily and as needed",
        "Take 4 tablets in the morning and 4 tablets in the evening once a week",
        "Take 1 tablet in the morning for 7 days and 2 tablets at night for 14 days",
        "1 tablet every day and every night",
        "Take 1 tablet daily on empty stomach with food",
        "Take 650 mg every 4 hours max 4 per day",
    ],
)
def test_two_ways_to_say_it_that_do_not_agree_are_named(label):
    directions = read(label)
    assert directions.outcome == "partly"
    assert directions.why


def test_then_within_one_day_is_no_step_over_time():
    directions = read("Take 2 tablets in the morning, then 1 tablet in the evening")
    assert (directions.together, directions.amount_per_day) == (True, 3)


def test_a_step_may_be_as_needed():
    first, second = read("Take 1 tablet every 8 hours for 3 days then as needed").phases
    assert (first.days, first.as_needed, second.as_needed) == (3, False, True)


def test_a_limit_in_grams_holds_for_milligrams():
    assert read("Take 1000 mg every 6 hours as needed, max 3 g per day").amount_per_day == 3000
