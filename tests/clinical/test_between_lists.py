"""Lists that do not agree become findings, and it is said who must be told."""

from datetime import date

import pytest

from brownbag.clinical import knowledge, vocabulary
from brownbag.clinical.assessment import assess
from brownbag.clinical.assessment.between_lists import discrepancies
from brownbag.clinical.person.reconcile import MedicationList, reconcile
from brownbag.clinical.person.record import Medication, Record

ON = date(2026, 11, 24)
LAKESIDE, MERCY = "Lakeside Pharmacy", "Mercy Hospital"


def found_in(*lines):
    record = Record(medications=lines)
    answer = assess(record, on=ON, knowledge=knowledge.load(), vocabulary=vocabulary.load())
    return [each for each in answer.findings if each.category == "reconciliation_discrepancy"]


def test_a_halved_dose_of_warfarin_that_one_pharmacy_has_not_heard_of():
    (found,) = found_in(
        Medication("Coumadin 5 mg", directions="1 tablet daily", list_name=LAKESIDE, key="1"),
        Medication("warfarin 2.5 mg", directions="1 tablet daily", list_name=MERCY, key="2"),
    )
    assert (found.severity, found.urgency, found.drugs, found.lines) == (
        "high",
        "today",
        ("warfarin",),
        ("1", "2"),
    )
    assert f"{LAKESIDE}: 5 mg once a day; {MERCY}: 2.5 mg once a day" in found.why
    assert found.recommend[1] == f"Then tell {LAKESIDE} and {MERCY}."


def test_a_medicine_stopped_in_hospital_and_active_at_the_pharmacy():
    (found,) = found_in(
        Medication("omeprazole 20 mg", list_name=LAKESIDE),
        Medication("Prilosec 20 mg", status="stopped", list_name=MERCY),
    )
    assert (found.title, found.urgency) == (
        "Omeprazole is stopped on one list and active on another",
        "this_week",
    )


@pytest.mark.parametrize(
    "lines",
    [
        (Medication("lisinopril 20 mg", list_name=LAKESIDE), Medication("Zestril 20 mg", list_name=MERCY)),
        (Medication("lisinopril 20 mg", list_name=LAKESIDE), Medication("amlodipine 5 mg", list_name=MERCY)),
        (
            Medication("lisinopril 20 mg", list_name=LAKESIDE),
            Medication("lisinopril 40 mg", list_name=LAKESIDE),
        ),
        (Medication("lisinopril 20 mg"), Medication("lisinopril 40 mg", list_name=MERCY)),
    ],
    ids=["the same", "two pharmacies with different medicines", "one list", "a line of no list"],
)
def test_what_is_no_difference_between_lists(lines):
    assert found_in(*lines) == []


def test_who_does_not_know_must_be_told_where_someone_asks_for_it():
    lists = [MedicationList(LAKESIDE, (Medication("warfarin 5 mg"),)), MedicationList(MERCY, ())]
    groups = reconcile(lists, on=ON, vocabulary=vocabulary.load(), duplicates={})
    (found,) = discrepancies(groups, narrow={"warfarin"})
    assert (found.severity, found.recommend[1]) == ("low", f"Then tell {LAKESIDE} and {MERCY}.")
    assert found.why.endswith("Mercy Hospital does not know about the warfarin.")


def test_lists_that_agree_give_nothing_to_tell():
    lists = [
        MedicationList(name, (Medication("warfarin 5 mg", directions="1 tablet daily"),))
        for name in (LAKESIDE, MERCY)
    ]
    groups = reconcile(lists, on=ON, vocabulary=vocabulary.load(), duplicates={})
    assert [each.group for each in groups] == ["same"]
    assert list(discrepancies(groups, narrow={"warfarin"})) == []
