"""A short course that has run out and still stands on the list."""

from datetime import date, timedelta

import pytest

from brownbag.clinical import knowledge, vocabulary
from brownbag.clinical.assessment import assess
from brownbag.clinical.person.record import Medication, Record

ON = date(2026, 11, 24)


def found(name, directions, days, **more):
    start = None if days is None else ON - timedelta(days=days)
    record = Record(medications=(Medication(name, directions=directions, start=start, **more),))
    answer = assess(record, on=ON, knowledge=knowledge.load(), vocabulary=vocabulary.load())
    return [each.category for each in answer.findings if each.rule == "course_over"]


SEVEN = "Take 1 tablet twice daily for 7 days"
DAILY = "Take 1 tablet twice daily"


@pytest.mark.parametrize(
    ("directions", "days", "expected"),
    [
        (SEVEN, 10, ["unnecessary_therapy"]),
        (SEVEN, 9, []),
        (SEVEN, None, []),
        (DAILY, 31, ["unnecessary_therapy"]),
        (DAILY, 30, []),
    ],
)
def test_past_its_end_and_not_before(directions, days, expected):
    assert found("cephalexin 500 mg tablet", directions, days) == expected


def test_a_long_course_that_is_meant_is_left_alone():
    assert found("doxycycline 100 mg tablet", DAILY, 90, indication="acne") == []
    assert found("nitrofurantoin 100 mg capsule", "Take 1 capsule daily to prevent infection", 90) == []


def test_a_course_that_is_marked_as_ended_or_is_no_course_is_left_alone():
    assert found("cephalexin 500 mg tablet", SEVEN, 10, end=ON + timedelta(days=1)) == []
    assert found("lisinopril 10 mg tablet", "Take 1 tablet daily", 400) == []
    assert found("erythromycin eye ointment", "Apply daily", 60) == []


def test_any_medicine_with_an_end_on_its_label_counts():
    assert found("prednisone 20 mg tablet", "Take 2 tablets daily for 5 days", 8) == ["unnecessary_therapy"]
