"""All opioids of a day: what they add up to, what is missing beside them, and what cannot be told."""

from datetime import date
from decimal import Decimal

import pytest

from brownbag.clinical import knowledge, vocabulary
from brownbag.clinical.assessment import assess
from brownbag.clinical.person.record import Condition, Medication, Person, Record

ON = date(2026, 11, 24)


def answer(*lines, conditions=()):
    record = Record(
        person=Person(age=Decimal(55)),
        medications=tuple(Medication(name, directions=directions) for name, directions in lines),
        conditions=tuple(Condition(name) for name in conditions),
    )
    return assess(record, on=ON, knowledge=knowledge.load(), vocabulary=vocabulary.load())


def graded(*lines, rule="opioid_total"):
    return [each.severity for each in answer(*lines).findings if each.rule == rule]


OXYCODONE = "oxycodone 10 mg tablet"
MORPHINE = "morphine 15 mg tablet"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([(MORPHINE, "Take 1 tablet three times daily")], []),
        ([("morphine 10 mg tablet", "Take 5 tablets daily")], ["moderate"]),
        ([("morphine 7 mg tablet", "Take 7 tablets daily")], []),
        ([(MORPHINE, "Take 1 tablet six times daily")], ["high"]),
        ([(OXYCODONE, "Take 1 tablet three times daily")], []),
        ([(OXYCODONE, "Take 1 tablet four times daily")], ["moderate"]),
        ([(OXYCODONE, "Take 1 tablet every 4 hours as needed for pain")], ["high"]),
        ([("fentanyl 25 mcg/hr patch", "Apply 1 patch every 72 hours")], ["moderate"]),
        ([("fentanyl 12 mcg/hr patch", "Apply 1 patch every 72 hours")], []),
        ([("methadone 10 mg tablet", "Take 1 tablet twice daily")], ["high"]),
        ([("hydrocodone/acetaminophen 10-325 mg tablet", "Take 1 tablet every 6 hours")], []),
        ([("tramadol 50 mg tablet", "Take 2 tablets four times daily")], ["moderate"]),
        ([("naloxone nasal spray", "Use as directed")], []),
    ],
)
def test_the_sum_of_a_day(lines, expected):
    assert graded(*lines) == expected


def test_several_products_add_up_and_the_sum_is_shown():
    found = answer(
        (OXYCODONE, "Take 1 tablet twice daily"),
        ("fentanyl 12 mcg/hr patch", "Apply 1 patch every 72 hours"),
    ).findings
    total = next(each for each in found if each.rule == "opioid_total")
    assert total.drugs == ("fentanyl", "oxycodone")
    assert "oxycodone 20 mg x 1.5 = 30" in total.why
    assert "58.8" in total.title


def test_an_opioid_of_unknown_amount_is_said_and_the_rest_still_counts():
    found = answer((MORPHINE, "Take 1 tablet six times daily"), ("oxycodone 5 mg tablet", ""))
    assert (
        "how much oxycodone is taken in a day"
        in next(each for each in found.findings if each.rule == "opioid_total").facts_missing
    )
    assert any("oxycodone" in gap.why for gap in found.not_checked if "opioids" in gap.what)


def test_naloxone_is_asked_for_from_fifty_and_not_when_it_is_there():
    high = (OXYCODONE, "Take 1 tablet four times daily")
    assert graded(high, rule="naloxone_at_high_dose") == ["moderate"]
    assert graded(high, ("naloxone nasal spray", ""), rule="naloxone_at_high_dose") == []
    assert graded((OXYCODONE, "Take 1 tablet daily"), rule="naloxone_at_high_dose") == []


LONG = ("morphine extended release 30 mg tablet", "Take 1 tablet every 12 hours")


def breakthrough(*lines, conditions):
    return [
        each.rule
        for each in answer(*lines, conditions=conditions).findings
        if each.rule == "breakthrough_pain"
    ]


def test_in_cancer_a_long_acting_opioid_has_a_short_one_beside_it():
    assert breakthrough(LONG, conditions=["Prostate cancer"])
    assert breakthrough(LONG, conditions=["In hospice care"])
    assert not breakthrough(LONG, (MORPHINE, "Take 1 tablet as needed"), conditions=["Prostate cancer"])
    assert not breakthrough(LONG, conditions=["Back pain"])
    assert not breakthrough(conditions=["Prostate cancer"])
