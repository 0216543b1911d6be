"""A result out of range is laid beside the medicines that can be behind it."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from brownbag.clinical import knowledge, vocabulary
from brownbag.clinical.assessment import assess
from brownbag.clinical.knowledge.load import load
from brownbag.clinical.person.record import Medication, Observation, Person, Record
from tests.clinical.made_up import loads, release

ON = date(2026, 11, 24)
GRADES = load().mechanisms["result_may_be_from"]["grades"]


def findings(*results, levels=None, made=None, start=None):
    record = Record(
        person=Person(age=Decimal(50)),
        medications=(Medication("First", ingredients=("first",), start=start),),
        observations=results,
    )
    made = made or release(loads=loads(first=levels))
    answer = assess(record, on=ON, knowledge=made, vocabulary=vocabulary.load())
    return [each for each in answer.findings if each.rule == "result_may_be_from"]


def result(name, value, *, unit=None, on=ON, said=""):
    return Observation(name, None if value is None else Decimal(str(value)), said=said, unit=unit, on=on)


@pytest.mark.parametrize("grade", [each for each in GRADES if each["test"] != "creatinine_rise"], ids=str)
def test_each_line_counts_beyond_its_value_and_not_at_it(grade):
    name = next(row["words"] for row in load().facts.tests if row["test"] == grade["test"]).split(";")[0]
    limit = Decimal(grade.get("below") or grade["above"])
    beyond = limit - Decimal("0.1") if "below" in grade else limit + Decimal("0.1")
    levels = {grade["load"]: int(grade["from_level"])}
    wanted = (grade["severity"], grade["urgency"])
    assert [(each.severity, each.urgency) for each in findings(result(name, beyond), levels=levels)] == [
        wanted
    ]
    at_the_limit = findings(result(name, limit), levels=levels)
    assert wanted not in [(each.severity, each.urgency) for each in at_the_limit]


def test_a_weak_carrier_is_not_named_beside_a_strong_one():
    made = release(loads=loads(first={"liver_harm": 1}, second={"liver_harm": 3}))
    record = Record(
        medications=(
            Medication("First", ingredients=("first",)),
            Medication("Second", ingredients=("second",)),
        ),
        observations=(result("ALT", 200),),
    )
    answer = assess(record, on=ON, knowledge=made, vocabulary=vocabulary.load())
    assert [each.drugs for each in answer.findings if each.rule == "result_may_be_from"] == [("second",)]


def test_a_medicine_begun_after_the_result_is_not_behind_it():
    low = result("Sodium", 128, on=ON - timedelta(days=30))
    assert findings(low, levels={"sodium_down": 3}, start=ON - timedelta(days=29)) == []
    assert findings(low, levels={"sodium_down": 3}, start=ON - timedelta(days=30))


def test_a_word_tells_the_direction_and_counts_as_mild():
    assert [
        each.severity for each in findings(result("Platelets", None, said="low"), levels={"bone_marrow": 3})
    ] == ["moderate"]
    assert findings(result("Platelets", None, said="high"), levels={"bone_marrow": 3}) == []


def test_a_value_in_a_foreign_unit_is_not_compared():
    assert findings(result("Calcium", 13, unit="mg/dL"), levels={"calcium_up": 2})
    assert findings(result("Calcium", 13, unit="mg/L"), levels={"calcium_up": 2}) == []


def test_potassium_in_milliequivalents_is_the_same_number():
    assert findings(result("Potassium", "5.8", unit="mEq/L"), levels={"potassium_up": 2})


def test_platelets_counted_one_by_one_are_read_in_thousands():
    assert [
        each.severity for each in findings(result("Platelets", 45000, unit="/uL"), levels={"bone_marrow": 2})
    ] == ["high"]


def creatinine(value, days):
    return result("Creatinine", value, unit="mg/dL", on=ON - timedelta(days=days))


def test_creatinine_that_rose_by_half_is_urgent():
    found = findings(creatinine("1.0", 60), creatinine("1.5", 0), levels={"kidney_harm": 2})
    assert [(each.severity, each.urgency) for each in found] == [("high", "today")]


def test_creatinine_that_rose_little_or_long_ago_is_left_alone():
    assert findings(creatinine("1.0", 60), creatinine("1.2", 0), levels={"kidney_harm": 2}) == []
    assert findings(creatinine("1.0", 366), creatinine("1.5", 0), levels={"kidney_harm": 2}) == []
    assert findings(creatinine("1.5", 0), levels={"kidney_harm": 2}) == []


@pytest.mark.parametrize(
    ("medicine", "test", "value"),
    [
        ("hydrochlorothiazide 25 mg tablet", "Sodium", 128),
        ("sertraline 50 mg tablet", "Sodium", 128),
        ("lisinopril 10 mg tablet", "Potassium", "5.8"),
        ("furosemide 40 mg tablet", "Potassium", "3.1"),
        ("omeprazole 20 mg capsule", "Magnesium", "1.1"),
        ("methotrexate 2.5 mg tablet", "Platelets", 80),
        ("clozapine 100 mg tablet", "ANC", "1.2"),
        ("glyburide 5 mg tablet", "Glucose", 52),
        ("prednisone 20 mg tablet", "Glucose", 290),
        ("metoprolol 50 mg tablet", "Heart rate", 44),
        ("atorvastatin 40 mg tablet", "CK", 2500),
        ("amiodarone 200 mg tablet", "TSH", 14),
        ("lithium 300 mg capsule", "TSH", 14),
        ("naproxen 500 mg tablet", "Hemoglobin", 9),
        ("amiodarone 200 mg tablet", "QTc", 510),
        ("simvastatin 40 mg tablet", "ALT", 150),
        ("chlorthalidone 25 mg tablet", "Uric acid", "9.8"),
    ],
)
def test_the_medicines_that_every_pharmacist_thinks_of(medicine, test, value):
    record = Record(medications=(Medication(medicine),), observations=(result(test, value),))
    answer = assess(record, on=ON, knowledge=knowledge.load(), vocabulary=vocabulary.load())
    assert [each for each in answer.findings if each.rule == "result_may_be_from"]
