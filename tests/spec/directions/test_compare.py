"""What the label says and what the person does: each difference named, and nothing where there is none."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brownbag.clinical import knowledge, vocabulary
from brownbag.clinical.assessment.assess import assess
from brownbag.clinical.directions import read
from brownbag.clinical.directions.compare import compare_labels, compare_with_taking
from brownbag.clinical.person.record import Medication, Record

ON = date(2026, 11, 24)
DIFFERENT = [
    ("Take 1 tablet twice daily", "once a day", ["less"]),
    ("Take 1 tablet daily", "takes 2 daily", ["more"]),
    ("Take 2 tablets by mouth every 8 hours", "2 every 6 hours", ["more"]),
    ("Take 4 tablets once weekly", "4 tablets daily", ["more"]),
    ("Inject 20 units at bedtime", "25 units at bedtime", ["more"]),
    ("Take 1 tablet at bedtime", "in the morning", ["other_time"]),
    ("Take 1 tablet by mouth daily", "puts it under the tongue", ["other_route"]),
    ("Insert 1 suppository rectally daily", "by mouth once a day", ["other_route"]),
    ("Instill 1 drop in both eyes twice daily", "1 drop in the right eye twice daily", ["less"]),
    ("Inhale 1 puff twice daily", "only when short of breath", ["only_when_needed"]),
    ("25 mg at bedtime as needed", "given every night", ["daily_not_as_needed"]),
    ("Inhale 2 puffs every 4-6 hours as needed", "every day", ["daily_not_as_needed"]),
    ("Take 1 tablet every 6 hours as needed for pain", "8 tablets a day", ["daily_not_as_needed", "more"]),
    ("Take 1 tablet daily", "splits the tablets to save money", ["half_tablets"]),
    ("Take 1 tablet daily", "half a tablet daily", ["less"]),
    ("Take 1 tablet daily", "two at once after a missed dose", ["doubled_after_missed", "skips"]),
    ("Take 1 capsule three times daily for 10 days", "stopped after 4 days, felt better", ["stopped_early"]),
    ("Take 1 tablet daily", "not taking it since March", ["not_taken"]),
    ("Take 1 tablet daily", "forgets about twice a week", ["skips"]),
    ("Take 1 tablet daily", "takes an extra one on bad days", ["extra"]),
    (
        "Take 1 tablet by mouth daily",
        "1 tablet under the tongue only when needed",
        ["only_when_needed", "other_route"],
    ),
]
SAME = [
    ("Take 1 tablet daily", "1 tablet every morning"),
    ("Take 1 tablet daily", "one in the morning"),
    ("Take 1 tablet twice daily", "morning and bedtime"),
    ("Take 1 tablet every 12 hours", "morning and evening"),
    ("Take half a tablet daily", "half a tablet every day"),
    ("Take 1 tablet in the morning and 2 at bedtime", "3 at bedtime"),
    ("Take 1-2 tablets daily", "1 tablet daily"),
    ("Take 1 tablet daily", "never misses a dose"),
    ("Take 1 tablet daily", "as prescribed"),
    ("Take 1 tablet every 6 hours as needed for pain", "about 3 times a week"),
    ("Take 40 mg daily", "2 pills daily"),
    ("Take 1 tablet twice daily", "takes both in the morning"),
    ("Take 1 tablet daily", ""),
    ("Take 1 tablet as the moon waxes", "2 tablets daily"),
]


@pytest.mark.parametrize(("label", "said", "kinds"), DIFFERENT)
def test_a_difference_is_named(label, said, kinds):
    assert [each.kind for each in compare_with_taking(read(label), said)] == kinds


@pytest.mark.parametrize(("label", "said"), SAME)
def test_nothing_is_made_of_the_same_or_of_what_is_not_certain(label, said):
    assert compare_with_taking(read(label), said) == ()


def test_how_much_more_is_a_share_of_the_label():
    (found,) = compare_with_taking(read("Take 1 tablet daily"), "takes 2 daily")
    assert found.share == Decimal(2)


def test_as_prescribed_and_as_dispensed():
    kinds = {
        "Take 1 tablet daily": ["less"],
        "Take 1 tablet twice daily": [],
        "Take 2 tablets twice daily": ["more"],
        "Take 1 tablet twice daily as needed": ["only_when_needed"],
        "Place 1 tablet under the tongue twice daily": ["other_route"],
    }
    prescribed = read("Take 1 tablet by mouth twice daily")
    assert {
        label: [each.kind for each in compare_labels(prescribed, read(label))] for label in kinds
    } == kinds


def test_as_needed_that_was_dispensed_as_daily_is_a_difference():
    found = compare_labels(read("Take 1 tablet daily as needed"), read("Take 1 tablet daily"))
    assert [each.kind for each in found] == ["daily_not_as_needed"]


@pytest.mark.parametrize(
    ("prescribed", "dispensed"),
    [
        ("Take 1 tablet as the moon waxes", "Take 2 tablets daily"),
        ("Take 1 tablet daily", "Take 2 tablets as the moon waxes"),
    ],
)
def test_what_was_not_understood_is_not_compared(prescribed, dispensed):
    assert compare_labels(read(prescribed), read(dispensed)) == ()


def findings(**line):
    record = Record(id="R", medications=(Medication(key="1", **line),))
    found = assess(record, on=ON, knowledge=knowledge.load(), vocabulary=vocabulary.load())
    return {finding.rule: finding for finding in found.findings}


@pytest.mark.parametrize(
    ("label", "said", "rule", "category"),
    [
        ("Take 1 tablet daily", "takes 2 daily", "more_than_the_label", "wrong_directions"),
        ("Take 1 tablet twice daily", "once a day", "less_than_the_label", "adherence"),
        ("Take 1 tablet at bedtime", "in the morning", "at_another_time", "wrong_directions"),
        ("Take 1 tablet by mouth daily", "puts it under the tongue", "by_another_route", "wrong_directions"),
        ("Take 1 tablet daily", "only when I feel dizzy", "only_when_needed", "adherence"),
        ("Take 1 tablet daily", "forgets on weekends", "skips_doses", "adherence"),
        ("Take 1 tablet daily", "never started", "not_taken", "adherence"),
        ("Take 1 tablet daily", "ran out last week", "stopped_early", "adherence"),
        ("Take 1 tablet daily", "cuts them in half to make it last", "half_tablets", "adherence"),
        ("Take 1 tablet daily", "half a tablet, my thighs hurt", "less_than_the_label", "adherence"),
        ("Take 1 capsule twice daily", "once every day", "less_than_the_label", "adherence"),
        (
            "Take 1 capsule twice daily",
            "opens it on applesauce, once a day",
            "less_than_the_label",
            "adherence",
        ),
        ("Take 1 tablet daily", "doubles up to catch up", "doubled_after_missed", "wrong_directions"),
        ("Take 1 tablet daily as needed", "every night", "as_needed_daily", "prn_overuse"),
    ],
)
def test_ruths_own_way_is_a_finding_with_both_sides_as_its_facts(label, said, rule, category):
    found = findings(name="lisinopril 10 mg tablet", directions=label, how_taken=said)[rule]
    assert found.category == category
    assert [fact.value for fact in found.facts_used] == [label, said]
    assert found.lines == ("1",)


def test_double_of_a_medicine_with_a_narrow_margin_is_for_today():
    found = findings(name="warfarin 5 mg tablet", directions="Take 1 tablet daily", how_taken="takes 2 daily")
    assert (found["more_than_the_label"].severity, found["more_than_the_label"].urgency) == ("high", "today")


def test_the_label_followed_gives_no_such_finding():
    found = findings(
        name="lisinopril 10 mg tablet", directions="Take 1 tablet daily", how_taken="every morning"
    )
    assert not [rule for rule in found if rule.endswith("label") or "taken" in rule]


@given(st.text(max_size=60))
def test_no_words_of_a_person_raise(said):
    compare_with_taking(read("Take 1 tablet daily"), said)


def test_more_than_an_as_needed_label_allows_is_too_much_of_what_is_for_when_it_is_needed():
    found = findings(
        name="acetaminophen 500 mg tablet",
        directions="Take 1 tablet every 6 hours as needed for pain",
        how_taken="6 tablets a day",
    )
    assert found["more_than_the_label"].category == "prn_overuse"
