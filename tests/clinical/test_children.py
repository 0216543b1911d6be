"""What is not for a child of this age, and what is too much for this weight."""

from datetime import date
from decimal import Decimal

import pytest

from brownbag.clinical import knowledge, vocabulary
from brownbag.clinical.assessment import assess
from brownbag.clinical.person.record import Condition, Medication, Observation, Person, Record
from tests.clinical.made_up import facts_row, release

ON = date(2026, 11, 24)
ACETAMINOPHEN = Medication(
    "Children's Tylenol 160 mg/5 mL", directions="Give 15 mL every 6 hours as needed for fever"
)


def answer(*lines, age=4, unit="a", weight=None, conditions=(), made=None):
    measured = [] if weight is None else [weight]
    record = Record(
        person=Person(age=Decimal(age), age_unit=unit),
        medications=lines,
        conditions=tuple(Condition(name) for name in conditions),
        observations=tuple(measured),
    )
    return assess(record, on=ON, knowledge=made or knowledge.load(), vocabulary=vocabulary.load())


def rules(found):
    return {each.rule for each in found.findings}


def kilograms(value, unit="kg"):
    return Observation("Body weight", Decimal(value), unit=unit, loinc="29463-7", on=ON)


@pytest.mark.parametrize(
    ("medicine", "age", "unit", "expected"),
    [
        ("codeine 15 mg tablet", 11, "a", True),
        ("codeine 15 mg tablet", 12, "a", False),
        ("promethazine 6.25 mg/5 mL syrup", 23, "mo", True),
        ("promethazine 6.25 mg/5 mL syrup", 24, "mo", False),
        ("amoxicillin 400 mg/5 mL", 1, "a", False),
    ],
)
def test_a_medicine_has_an_age_from_which_it_is_for_children(medicine, age, unit, expected):
    assert ("too_young" in rules(answer(Medication(medicine), age=age, unit=unit))) is expected


def test_aspirin_is_worst_with_a_fever():
    fever = Medication("aspirin 325 mg tablet", directions="Take 1 tablet every 6 hours as needed for fever")
    (found,) = [each for each in answer(fever, age=15).findings if each.rule == "too_young"]
    assert (found.severity, found.urgency) == ("high", "today")
    assert "too_young" not in rules(answer(Medication("aspirin 81 mg tablet"), age=15))


def test_of_someone_whose_age_is_not_known_nothing_is_said_about_children():
    record = Record(medications=(Medication("codeine 15 mg tablet"),))
    found = assess(record, on=ON, knowledge=knowledge.load(), vocabulary=vocabulary.load())
    assert "too_young" not in rules(found)


@pytest.mark.parametrize(
    ("weight", "expected"),
    [(kilograms(16), True), (kilograms("35.3", "[lb_av]"), True), (kilograms(27), False)],
)
def test_a_childs_dose_is_held_against_the_weight(weight, expected):
    found = answer(ACETAMINOPHEN, weight=weight)
    assert ("dose_above_weight" in rules(found)) is expected


@pytest.mark.parametrize("weight", [None, kilograms(16, "stone")])
def test_without_a_weight_the_dose_of_a_child_is_named_as_not_checked(weight):
    found = answer(ACETAMINOPHEN, weight=weight)
    assert any("the dose for the weight" in gap.what for gap in found.not_checked)
    assert "dose_above_weight" not in rules(found)


@pytest.mark.parametrize(("daily", "expected"), [("110", []), ("111", ["high"])])
def test_a_tenth_more_than_the_weight_allows_is_not_called_too_much(daily, expected):
    row = facts_row(who="child", amount="10", unit="mg", why="It harms.")
    line = Medication(
        f"Warfarin {daily} mg tablet", directions="Take 1 tablet daily", ingredients=("warfarin",)
    )
    found = answer(line, weight=kilograms(10), made=release(by_weight={"warfarin": [row]}))
    assert [each.severity for each in found.findings if each.rule == "dose_above_weight"] == expected


def test_an_adult_is_asked_by_weight_only_where_the_limit_holds_for_anyone():
    eye = Medication("hydroxychloroquine 200 mg tablet", directions="Take 1 tablet twice daily")
    found = answer(eye, age=61, weight=kilograms(48)).findings
    assert [each.severity for each in found if each.rule == "dose_above_weight"] == ["moderate"]
    assert "dose_above_weight" not in rules(answer(eye, age=61))
    assert "dose_above_weight" not in rules(answer(ACETAMINOPHEN, age=61, weight=kilograms(16)))


def test_what_is_too_much_for_an_adult_is_too_much_for_a_child():
    strong = Medication("acetaminophen 500 mg tablet", directions="Take 3 tablets every 6 hours")
    assert "dose_above_limit" in rules(answer(strong, age=16))
