"""Fills and the person's own words: what is not taken, why, and what is left over."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from brownbag.clinical import knowledge, vocabulary
from brownbag.clinical.adherence.barriers import BARRIERS, barrier_in
from brownbag.clinical.adherence.fills import supply_of
from brownbag.clinical.assessment import assess
from brownbag.clinical.person.record import Fill, Medication, Person, Record

ON = date(2026, 11, 24)


def ago(days, supply=30, quantity=None):
    return Fill(ON - timedelta(days=days), supply, quantity)


def found(*lines, rule, barriers=()):
    record = Record(person=Person(age=Decimal(50)), medications=lines, barriers=barriers)
    answer = assess(record, on=ON, knowledge=knowledge.load(), vocabulary=vocabulary.load())
    return [each for each in answer.findings if each.rule == rule]


def amlodipine(*fills, **more):
    return Medication("amlodipine 5 mg tablet", directions="Take 1 tablet daily", fills=fills, **more)


def test_no_fill_or_none_with_a_known_supply_says_nothing():
    assert supply_of([], on=ON) is None
    assert supply_of([ago(30, None)], on=ON) is None
    assert supply_of([ago(0)], on=ON) is None


def test_an_early_refill_is_used_after_the_first():
    supply = supply_of([ago(60), ago(40)], on=ON)
    assert (supply.days_covered, supply.days, supply.days_without) == (60, 60, 0)
    assert supply.carried_over == 10


def test_only_the_last_year_is_looked_at():
    supply = supply_of([ago(400), ago(30)], on=ON)
    assert (supply.days, supply.days_covered, supply.fills) == (365, 30, 1)


def test_the_days_without_and_the_longest_gap_are_counted():
    supply = supply_of([ago(100), ago(50)], on=ON)
    assert (supply.days_without, supply.longest_gap) == (20, 20)


def test_a_fill_of_yesterday_covers_all_there_is():
    assert supply_of([ago(1)], on=ON).share == 1


@pytest.mark.parametrize(("supply", "expected"), [(79, ["moderate"]), (80, [])])
def test_below_eighty_of_a_hundred_days(supply, expected):
    line = amlodipine(ago(100, supply - 1), ago(1, 1))
    assert [each.severity for each in found(line, rule="fills_behind")] == expected


@pytest.mark.parametrize(("days", "expected"), [(44, ["moderate"]), (43, [])])
def test_two_weeks_without(days, expected):
    assert [each.severity for each in found(amlodipine(ago(days)), rule="fills_behind")] == expected


def test_in_the_first_two_months_the_share_says_nothing():
    assert found(amlodipine(ago(59, 30), ago(13, 30)), rule="fills_behind") == []


def test_a_gap_in_a_blood_thinner_is_worse():
    line = Medication(
        "apixaban 5 mg tablet", directions="Take 1 tablet twice daily", fills=(ago(120), ago(40))
    )
    assert [(each.severity, each.drugs) for each in found(line, rule="fills_behind")] == [
        ("high", ("apixaban",))
    ]


def test_a_controller_inhaler_not_filled_is_found_with_its_fills_as_facts():
    line = Medication(
        "fluticasone/salmeterol 250/50 inhaler",
        directions="Inhale 1 puff twice daily",
        fills=(ago(200), ago(100)),
    )
    finding = found(line, rule="fills_behind")[0]
    assert finding.category == "adherence"
    assert [fact.value for fact in finding.facts_used if fact.what == "filled"] == ["30 days", "30 days"]


@pytest.mark.parametrize(("left", "expected"), [(60, 1), (59, 0)])
def test_two_months_left_over(left, expected):
    line = amlodipine(ago(100, 30 + left), ago(70, 30))
    assert len(found(line, rule="left_over")) == expected


def rescue(count, **more):
    fills = tuple(ago(30 * number + 5, None, Decimal(1)) for number in range(count))
    return Medication(
        "albuterol HFA 90 mcg inhaler", directions="2 puffs every 4 hours as needed", fills=fills, **more
    )


@pytest.mark.parametrize(
    ("count", "expected"), [(2, []), (3, ["moderate"]), (5, ["moderate"]), (6, ["high"])]
)
def test_rescue_inhalers_are_counted(count, expected):
    assert [each.severity for each in found(rescue(count), rule="filled_like_daily")] == expected


def test_rescue_inhalers_of_another_year_do_not_count():
    line = Medication(
        "albuterol inhaler",
        as_needed=True,
        fills=(ago(5, None), ago(366, None), ago(400, None), ago(430, None)),
    )
    assert found(line, rule="filled_like_daily") == []


def needed(*fills):
    return Medication("lorazepam 0.5 mg tablet", directions="1 tablet as needed for anxiety", fills=fills)


def test_an_as_needed_medicine_filled_every_month_is_taken_daily():
    monthly = tuple(ago(days) for days in (120, 90, 60, 30))
    assert [each.category for each in found(needed(*monthly), rule="filled_like_daily")] == ["prn_overuse"]
    assert found(needed(ago(120), ago(30)), rule="filled_like_daily") == []
    assert found(needed(ago(89, 89), ago(1, 1)), rule="filled_like_daily") == []
    assert found(needed(ago(5, None)), rule="filled_like_daily") == []


def test_an_as_needed_medicine_filled_rarely_is_no_gap():
    assert found(needed(ago(300)), rule="fills_behind") == []


@pytest.mark.parametrize(
    ("words", "barrier"),
    [
        ("She can't afford the insulin", "cost"),
        ("He cuts the tablets to save money", "cost"),
        ("It makes me dizzy so I skip it", "effects"),
        ("Her hands shake and the inhaler is hard to use", "technique"),
        ("No ride to the pharmacy", "access"),
        ("Feels fine and does not think he needs it", "doubts"),
        ("Forgets the evening dose", "forgets"),
        ("He never misses a dose", ""),
        ("No trouble at all", ""),
    ],
)
def test_the_barrier_is_heard(words, barrier):
    assert barrier_in(words) == barrier


def test_every_barrier_has_a_grade_and_words_of_help():
    for barrier, words in BARRIERS.items():
        assert found(amlodipine(), rule="barrier_named", barriers=(words[0],)), barrier


def test_cost_is_tied_to_the_medicine_that_is_named():
    lines = (Medication("insulin glargine pen"), Medication("metformin 500 mg tablet"))
    finding = found(*lines, rule="barrier_named", barriers=("I cannot afford my insulin",))[0]
    assert (finding.category, finding.drugs) == ("cost", ("insulin glargine",))


def test_cost_that_names_nothing_is_tied_to_the_costliest():
    lines = (
        Medication("apixaban 5 mg tablet", cost_per_month=Decimal(560)),
        Medication("metformin 500 mg tablet", cost_per_month=Decimal(4)),
    )
    assert found(*lines, rule="barrier_named", barriers=("The copay is too high",))[0].drugs == ("apixaban",)


def test_forgetting_concerns_what_is_taken_every_day():
    lines = (Medication("metformin 500 mg tablet"), Medication("ibuprofen 200 mg tablet", as_needed=True))
    assert found(*lines, rule="barrier_named", barriers=("forgets a lot",))[0].drugs == ("metformin",)


def test_stretching_for_cost_is_heard_in_how_a_line_is_taken():
    line = Medication(
        "rosuvastatin 20 mg tablet", how_taken="every other day to make it last, cannot afford it"
    )
    assert [each.category for each in found(line, rule="barrier_named")] == ["cost"]
    assert (
        found(Medication("rosuvastatin 20 mg tablet", how_taken="every evening"), rule="barrier_named") == []
    )


def test_a_daily_medicine_whose_fills_name_no_supply_is_not_called_behind():
    line = amlodipine(ago(200, None), ago(100, None))
    assert found(line, rule="fills_behind") == []
    assert found(line, rule="fills_left_over") == []
