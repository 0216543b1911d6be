"""Which kidney function an assessment goes by."""

from datetime import date
from decimal import Decimal

import pytest

from brownbag.clinical.assessment import assess
from brownbag.clinical.assessment.prepare import prepare
from brownbag.clinical.knowledge import load
from brownbag.clinical.person.record import Condition, Medication, Observation, Person, Record
from brownbag.clinical.vocabulary import load as load_vocabulary

ON = date(2026, 11, 20)
ANNA = Person(age=Decimal(84), sex="female", weight_kg=Decimal(52))
CREATININE = Observation("Creatinine", Decimal("1.2"), unit="mg/dL", loinc="2160-0", on=date(2026, 10, 30))


def prepared(*results, person=ANNA, conditions=()):
    record = Record(person=person, observations=results, conditions=conditions)
    return prepare(record, on=ON, vocabulary=load_vocabulary(), facts=load().facts)


def measured(value, on):
    return Observation("eGFR", Decimal(value), unit="mL/min", loinc="33914-3", on=on)


def test_anna_has_a_creatinine_and_nothing_else_and_both_values_are_worked_out():
    found = prepared(CREATININE)
    assert (found.kidney.value, found.clearance.value) == (45, 29)
    assert "creatinine 1.2 mg/dL" in found.kidney.name
    assert found.kidney.on == CREATININE.on


@pytest.mark.parametrize(("day", "expected"), [(date(2026, 10, 30), 60), (date(2026, 3, 1), 45)])
def test_a_measured_rate_counts_unless_the_creatinine_is_newer(day, expected):
    assert prepared(CREATININE, measured(60, day)).kidney.value == expected


def test_without_a_weight_there_is_a_rate_and_no_clearance():
    found = prepared(CREATININE, person=Person(age=Decimal(84), sex="female"))
    assert (found.kidney.value, found.clearance) == (45, None)


def test_a_weight_among_the_results_serves_as_well():
    weight = Observation("Weight", Decimal(52), unit="kg", loinc="29463-7", on=ON)
    assert prepared(CREATININE, weight, person=Person(age=Decimal(84), sex="female")).clearance.value == 29


@pytest.mark.parametrize(
    "person", [Person(age=Decimal(84)), Person(sex="female"), Person(age=Decimal(9), sex="male")]
)
def test_an_unknown_age_or_sex_and_a_child_leave_it_unknown(person):
    assert prepared(CREATININE, person=person).kidney is None


def test_micromoles_are_turned_into_milligrams_and_another_unit_is_left_alone():
    french = Observation("Creatinine", Decimal(106), unit="umol/L", loinc="2160-0", on=ON)
    strange = Observation("Creatinine", Decimal(106), unit="g/L", loinc="2160-0", on=ON)
    assert prepared(french).kidney.value == 45
    assert prepared(strange).kidney is None


def test_a_late_stage_on_file_speaks_only_where_nothing_is_measured():
    stage = Condition("CKD stage 4", icd10cm="N18.4")
    assert prepared(conditions=(stage,)).kidney.value == 29
    assert prepared(CREATININE, conditions=(stage,)).kidney.value == 45


@pytest.mark.parametrize(
    ("name", "label", "rate", "expected"),
    [
        ("valacyclovir 1 g tablet", "Take 1 tablet three times daily for 7 days", 40, True),
        ("valacyclovir 1 g tablet", "Take 1 tablet twice daily for 7 days", 40, False),
        ("valacyclovir 1 g tablet", "Take 1 tablet twice daily for 7 days", 25, True),
        ("levofloxacin 250 mg tablet", "Take 1 tablet daily", 40, False),
        ("levofloxacin 500 mg tablet", "Take 1 tablet daily", 40, True),
        ("colchicine 0.6 mg tablet", "Take half a tablet daily", 25, False),
        ("colchicine 0.6 mg tablet", "Take 1 tablet daily", 25, True),
    ],
)
def test_a_dose_cut_to_the_kidneys_is_not_called_too_much(name, label, rate, expected):
    record = Record(
        medications=(Medication(name, directions=label),),
        observations=(Observation("eGFR", Decimal(rate), loinc="98979-8", on=date(2026, 11, 1)),),
    )
    found = assess(record, on=date(2026, 11, 20), knowledge=load(), vocabulary=load_vocabulary())
    assert (
        any(each.category == "renal_dose" and each.severity == "moderate" for each in found.findings)
        is expected
    )
