"""A rule or mechanism changed in any small way is noticed by its examples, or by people made from them."""

import pytest

from tests.clinical.mutation.mechanisms import LEVELS, TwoMedicines, differs_from
from tests.clinical.mutation.run import KNOWLEDGE, Trial, equivalents, grade_of, grades
from tests.clinical.mutation.whole_people import WholePeople

MECHANISMS = [
    pytest.param(each, id=name) for name, each in KNOWLEDGE.mechanisms.items() if each["kind"] in LEVELS
]
OF_WHOLE_PEOPLE = [
    pytest.param(each, id=name) for name, each in KNOWLEDGE.mechanisms.items() if each["kind"] not in LEVELS
]
RULES = [pytest.param(rule, id=rule["rule"]) for rule in KNOWLEDGE.rules]


@pytest.mark.parametrize("rule", RULES)
def test_every_small_change_is_noticed(rule):
    trial = Trial(rule)
    assert trial.wrong() == []
    unnoticed = {outcome.mutant.name for outcome in trial.outcomes() if not outcome.killed_by}
    assert unnoticed == equivalents().get(rule["rule"], {}).keys()


@pytest.mark.parametrize("rule", RULES)
def test_a_fact_that_is_not_on_file_is_said(rule):
    assert list(Trial(rule).silent_without()) == []


@pytest.mark.parametrize("rule", RULES)
def test_how_grave_a_rule_calls_it_was_agreed(rule):
    """Who means to change it writes the table anew: `python -m tests.clinical.mutation --write-grades`."""
    assert grade_of(rule) == grades().get(rule["rule"])


@pytest.mark.parametrize("mechanism", MECHANISMS)
def test_every_small_change_of_a_grade_is_noticed(mechanism):
    two = TwoMedicines(mechanism)
    wrong = [each for each in mechanism["examples"] if differs_from(two.answers[two.cell(each)], each)]
    assert wrong == []
    assert list(two.unnoticed()) == []


@pytest.mark.parametrize("mechanism", OF_WHOLE_PEOPLE)
def test_every_small_change_of_what_is_said_of_a_person_is_noticed(mechanism):
    people = WholePeople(mechanism)
    assert people.wrong() == []
    assert list(people.unnoticed()) == []


def test_every_change_that_changes_nothing_has_a_rule_and_a_reason():
    assert equivalents().keys() <= {rule["rule"] for rule in KNOWLEDGE.rules} | KNOWLEDGE.mechanisms.keys()
    assert all(reason for listed in equivalents().values() for reason in listed.values())
