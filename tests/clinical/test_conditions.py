"""Conditions of the closed list that no rule uses yet, or that need a fact which may be missing."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from brownbag.clinical import knowledge, vocabulary
from brownbag.clinical.assessment import assess
from brownbag.clinical.person.record import Medication, Observation, Person, Record
from tests.clinical.made_up import release

ON = date(2026, 11, 24)
ANY_RULE = knowledge.load().rules[0]


def answer(when, *, takes=("First",), start=None, **more):
    made = release(rules=[{**ANY_RULE, "rule": "made_up", "when": {"takes": ["first"], **when}}])
    lines = tuple(Medication(name, ingredients=(name.casefold(),), start=start) for name in takes)
    record = Record(person=Person(age=Decimal(50)), medications=lines, **more)
    return assess(record, on=ON, knowledge=made, vocabulary=vocabulary.load())


def holds(when, **more):
    return any(each.rule == "made_up" for each in answer(when, **more).findings)


def test_what_gets_in_the_way_may_be_asked_for():
    assert holds({"barrier_says": ["afford"]}, barriers=("I cannot afford it",))
    assert not holds({"barrier_says": ["afford"]}, barriers=("I forget",))
    assert not holds({"barrier_says": ["afford"]})


def test_a_kind_of_medicine_without_an_ingredient_may_stand_on_the_list():
    without = {"list_does_not_say": ["prenatal"]}
    assert holds(without)
    assert not holds(without, takes=("First", "Prenatal vitamins"))


def test_a_result_in_words_is_found_by_test_or_code():
    high = Observation("ALT", said="Elevated", loinc="1742-6", on=ON)
    assert holds({"result_said": ["key:alt", "elevated"]}, observations=(high,))
    assert holds({"result_said": ["1742-6", "elevated"]}, observations=(high,))
    assert not holds({"result_said": ["1742-6", "low"]}, observations=(high,))
    assert not holds({"result_said": ["1742-6", "elevated"]})


@pytest.mark.parametrize(("days", "expected"), [(14, True), (15, False)])
def test_a_medicine_may_be_new(days, expected):
    assert holds({"taken_at_most_days": "14"}, start=ON - timedelta(days=days)) is expected


def test_a_start_that_is_not_on_file_is_said():
    found = answer({"taken_at_most_days": "14"})
    assert found.findings == ()
    assert any("when First was begun" in gap.why for gap in found.not_checked)


def test_a_medicine_for_daily_use_may_be_asked_for():
    assert holds({"as_needed": "no"})
    assert not holds({"as_needed": "yes"})
