"""Labels that say two things that cannot both be meant: none is understood, and the reason is a sentence."""

from decimal import Decimal

import pytest

from brownbag.clinical.directions import read, total_quantity

CONTRADICTIONS = [
    ("Take 1 tablet every 4 hours, max 20 mL a day", "counted in different ways"),
    ("Take 1 tablet twice a day in the morning", "times a day and the named times"),
    ("Take 1 tablet 5 times a day with meals", "not that many meals"),
    ("Take 1 tablet every 8 hours at bedtime", "hours between doses and a time of the day"),
    ("Take 1 tablet 2 times a day 3 times a week", "times a day and times a week"),
    ("Take 1 tablet 3 times a week on Monday and Tuesday", "times a week and the named days"),
    ("Take 1 tablet every 6 hours 3 times a week", "hours between doses and times a week"),
    ("Take 1 tablet every 3 days 2 times a week", "times a week and every so many days"),
    ("Take 1 tablet every 3 days on Monday", "every so many days and days of the week"),
    ("Take 1 tablet 8 times a week", "More than seven times a week"),
    ("Take 1 tablet in the morning, then at bedtime", "A time stands there without an amount"),
    ("Take 1 tablet 4 times a week and 2 tablets 5 times a week", "not said which of them is meant when"),
    ("Take 4 tablets for 2 days and 3 tablets for 2 days", "not said which of them is meant when"),
    ("Take 1 tablet or 3 capsules daily", "names two amounts"),
]


@pytest.mark.parametrize(("label", "why"), CONTRADICTIONS)
def test_a_contradiction_gives_no_amount_and_is_said(label, why):
    found = read(label)
    assert (found.outcome, found.amount_per_day) == ("partly", None)
    assert any(why in each for each in found.why), found.why


@pytest.mark.parametrize(
    ("label", "reason"),
    [
        ("Take 1 tablet as needed for nausea and", "nausea"),
        ("Take 1 tablet as needed for nausea and dizziness", "nausea and dizziness"),
        ("Take 1 tablet as needed for hiccoughs", "hiccoughs"),
    ],
)
def test_a_reason_goes_on_only_where_a_second_reason_follows(label, reason):
    assert read(label).phases[0].as_needed_for == reason


def test_an_amount_after_a_reason_is_a_second_direction_and_no_reason():
    found = read("Take 1 tablet as needed for nausea and 2 tablets at bedtime")
    assert [phase.as_needed_for for phase in found.phases] == ["nausea", ""]
    assert [phase.dose.high for phase in found.phases] == [1, 2]


@pytest.mark.parametrize("label", ["Take 1 tablet to 2 tablets daily", "Take 1 tablet or 2 tablets daily"])
def test_one_tablet_to_two_tablets_is_one_range(label):
    (phase,) = read(label).phases
    assert (phase.dose.low, phase.dose.high) == (1, 2)


def test_a_limit_said_as_so_many_a_day_is_no_second_frequency():
    found = read("Take 1 tablet every 8 hours as needed, max 2 a day")
    assert (found.outcome, found.amount_per_day) == ("understood", 2)


def test_every_one_day_is_daily():
    assert read("Take 1 tablet every 1 day").phases == read("Take 1 tablet daily").phases
    assert read("Take 1 tablet every 1 day in the morning").amount_per_day == 1


def test_every_seven_days_on_monday_is_monday():
    assert read("Take 1 tablet every 7 days on Monday").phases == read("Take 1 tablet on Monday").phases


def test_a_sentence_that_explains_is_kept_to_its_end_in_its_own_words():
    found = read("Inject 1 pen weekly. You can use the thigh, or the belly. Keep cold.")
    assert "you can use the thigh, or the belly" in found.instructions


def test_an_amount_inside_an_explanation_is_never_overlooked():
    found = read("Take 1 tablet daily. This helps your heart 2 tablets")
    assert found.outcome == "partly"
    assert [phase.dose.high for phase in found.phases] == [1, 2]


def test_a_misspelt_medicine_before_its_strength_is_taken_for_it_and_said():
    found = read("gliburide - 2.5 mg take 1 tablet daily")
    assert found.outcome == "understood"
    assert "“gliburide” was taken for glyburide." in found.why


def test_no_medicine_is_made_of_a_word_that_is_none():
    assert read("zqxv 2.5 mg take 1 tablet daily").not_used == ("zqxv",)


@pytest.mark.parametrize(
    ("label", "total"),
    [
        ("Take 2 tablets every 6 hours for 10 doses", 20),
        ("Take 2 tablets now", 2),
        ("Take 1 tablet daily", None),
        ("Take 1 tablet as the moon waxes", None),
    ],
)
def test_a_course_has_a_total_only_where_the_label_settles_it(label, total):
    assert total_quantity(read(label)) == (None if total is None else Decimal(total))


def test_a_day_that_is_named_twice_is_one_day():
    assert read("Take 1 tablet on Monday and Monday").phases == read("Take 1 tablet on Monday").phases
