"""What a label means, and what it is never taken to mean."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brownbag.clinical.directions import daily_grid, read, say
from brownbag.clinical.directions.reading_level import grade


@pytest.mark.parametrize(
    ("label", "amount", "unit"),
    [
        ("1 tab po bid prn", 2, "tablet"),
        ("Take 1 tablet by mouth every 4 to 6 hours as needed for pain. Max 6 tablets per day", 6, "tablet"),
        ("Take 1/2 tablet by mouth daily", "0.5", "tablet"),
        ("Take one and a half tablets at bedtime", "1.5", "tablet"),
        ("take 2 tablets in the morning, 1 tablet at noon and 1 tablet at bedtime", 4, "tablet"),
        ("Take 1 tablet by mouth every other day", "0.5", "tablet"),
        ("Take 1 capsule by mouth twice daily (every 12 hours)", 2, "capsule"),
        ("Take 10 mL every 4 hours as needed for cough", 60, "mL"),
        ("Inhale 2 puffs four times daily", 8, "puff"),
        ("Instill 1 drop in both eyes twice daily", 4, "drop"),
        ("2 sprays in each nostril daily", 4, "spray"),
        ("Instill 1 drop in the right eye twice daily", 2, "drop"),
    ],
)
def test_a_label_gives_the_most_that_may_be_taken_in_a_day(label, amount, unit):
    directions = read(label)
    assert directions.outcome == "understood", directions.why
    assert (directions.amount_per_day, directions.unit) == (Decimal(amount), unit)


def test_alternating_doses_are_averaged_over_the_week():
    directions = read("7.5 mg three days a week and 5 mg four days a week")
    assert round(directions.amount_per_day, 2) == Decimal("6.07")


def test_steps_over_time_have_no_single_daily_amount():
    directions = read("prednisone 40 mg daily for 5 days, then 20 mg daily for 5 days, then stop")
    assert [phase.days for phase in directions.phases] == [5, 5]
    assert directions.amount_per_day is None


@pytest.mark.parametrize(
    "label",
    [
        "Take 1 tablet twice daily every 8 hours",
        "take 100 tablets daily",
        "1 tablet daily 2 tablets twice daily",
        "Take 1 tablet twice weekly daily",
        "Tome 1 tableta dos veces al día",
        "per sliding scale before meals",
        "Take 1 tablet as the moon waxes",
        "Take 1 twice daily",
    ],
)
def test_what_contradicts_itself_or_is_not_clear_is_never_understood(label):
    directions = read(label)
    assert directions.outcome != "understood"
    assert directions.why or directions.not_used


@pytest.mark.parametrize(
    ("label", "opens"),
    [
        ("as directed", ["how much", "when"]),
        ("Take as needed for pain", ["how much"]),
        ("Take 1 tablet by mouth", ["when"]),
    ],
)
def test_what_a_label_leaves_open_is_said_and_never_filled_in(label, opens):
    directions = read(label)
    assert directions.outcome == "understood"
    assert directions.amount_per_day is None
    assert daily_grid(directions) is None
    assert len(directions.left_open) == len(opens)
    assert all(word in said for word, said in zip(opens, directions.left_open, strict=True))


def test_a_word_that_played_no_part_is_listed():
    assert "moon" in read("Take 1 tablet daily as the moon waxes").not_used


def test_what_was_not_understood_is_said_as_written():
    assert say(read("1 tab per INR")).text == "The label says: “1 tab per INR”."


def test_number_and_unit_are_never_parted():
    assert "1\N{NO-BREAK SPACE}tablet" in say(read("Take 1 tablet in the morning")).text


def test_spanish_never_says_once():
    said = say(read("Take 1 tablet by mouth once daily"), language="es").text
    assert said.replace("\N{NO-BREAK SPACE}", " ") == "Tome 1 tableta 1 vez al día."


def test_a_text_too_long_for_one_direction_is_not_read():
    found = read("Take 1 tablet daily. " * 200)
    assert (found.outcome, found.why) == ("not_understood", ("It is too long to be one direction.",))


def test_the_most_said_as_a_dose_a_day_is_one_limit():
    found = read("Take 1 tablet every 6 hours as needed, max daily dose 3 tablets a day")
    assert (found.outcome, found.amount_per_day) == ("understood", 3)


def test_days_of_the_week_that_have_their_own_weeks_stand_side_by_side():
    found = read("Take 1 tablet on Mondays for 2 weeks, 2 tablets on Fridays for 2 weeks")
    assert (found.outcome, found.together) == ("understood", True)
    assert [phase.timing.days_of_week for phase in found.phases] == [("mon",), ("fri",)]


def test_a_unit_without_a_spanish_name_is_not_half_translated():
    said = say(read("Use 1 lancet daily"), language="es")
    assert (said.complete, "1\N{NO-BREAK SPACE}lancet" in said.text, "lanc" in said.text.split("(")[0]) == (
        False,
        True,
        False,
    )


def test_a_text_without_words_is_not_hard():
    assert grade("…") == 0


def test_the_grid_never_invents_a_time():
    assert daily_grid(read("Take 1 tablet twice daily")).any_time
    assert daily_grid(read("Inject 10 units before meals and 20 units at bedtime")) is None
    assert daily_grid(read("Take 1 tablet daily as needed")) is None


@pytest.mark.parametrize(
    ("short", "words"), [("bid", "twice daily"), ("tid", "3 times a day"), ("qid", "four times a day")]
)
@given(amount=st.integers(1, 4))
def test_the_daily_amount_does_not_depend_on_the_wording(short, words, amount):
    assert (
        read(f"{amount} tabs {short}").amount_per_day == read(f"Take {amount} tablets {words}").amount_per_day
    )


@given(st.text(max_size=80))
def test_no_text_raises(text):
    assert read(text).outcome


@given(
    st.lists(
        st.sampled_from(
            [
                "take",
                "1",
                "2",
                "1/2",
                "tablet",
                "mg",
                "bid",
                "q6h",
                "prn",
                "for",
                "days",
                "then",
                "and",
                "max",
                "a",
                "day",
                "at",
                "bedtime",
                "mon",
                "to",
            ]
        ),
        max_size=12,
    )
)
def test_no_mixture_of_label_words_raises(words):
    say(read(" ".join(words)))


@pytest.mark.parametrize(
    ("label", "said"),
    [
        ("Take 1 tablet with each meal", "1 tablet, with each meal"),
        ("Take 1 tablet twice daily with meals", "1 tablet, 2 times a day"),
        ("Take 1 tablet before meals and at bedtime", "1 tablet, before each meal and at bedtime"),
        ("Take 1 tablet 2 to 3 times a day", "1 tablet, 2 to 3 times a day"),
        ("Take 1 tablet every 8 hours", "1 tablet, every 8 hours"),
        ("Take 1 tablet at 8 am and 10 am", "1 tablet, at 8 am and at 10 am"),
    ],
)
def test_a_dose_without_a_square_of_its_own_is_said_in_words_and_never_left_out(label, said):
    grid = daily_grid(read(label))
    assert grid.any_time.replace("\N{NO-BREAK SPACE}", " ") == said
    assert not any(grid.at(time) for time in ("morning", "noon", "evening", "bedtime"))


@pytest.mark.parametrize(
    "label",
    [
        "Take 1 tablet 1 hour before dental procedure",
        "Apply 1 patch every 72 hours",
        "Take 2 tablets on day 1, then 1 tablet daily for 4 days",
        "Take 1 tablet in the morning and 2 tablets with each meal",
    ],
)
def test_what_is_not_the_same_every_day_or_has_no_one_place_is_not_on_the_grid(label):
    assert daily_grid(read(label)) is None
