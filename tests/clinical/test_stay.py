"""A hospital stay: what was continued, changed, new, stopped or left out, and what is due afterwards."""

from datetime import date

import pytest

from brownbag.clinical import vocabulary
from brownbag.clinical.knowledge.kinds import rarely_two
from brownbag.clinical.person.record import Medication
from brownbag.clinical.person.stay import compare_stay
from brownbag.clinical.programmes.after_discharge import due_after_discharge
from brownbag.clinical.programmes.federal_holidays import is_federal_holiday, is_working_day

ON = date(2026, 11, 24)


def outcomes(before=(), inside=(), after=()):
    lists = [tuple(_line(each) for each in names) for names in (before, inside, after)]
    rows = compare_stay(*lists, on=ON, vocabulary=vocabulary.load(), duplicates=rarely_two())
    assert sum(len(row.before) + len(row.after) for row in rows) == len(before) + len(after)
    return {row.medicine: row for row in rows}


def _line(text):
    name, _, status = text.partition(" / ")
    return Medication(name, status=status or "active")


def test_what_the_discharge_list_says_about_each_medicine_of_before():
    rows = outcomes(
        before=("lisinopril 10 mg", "metformin 500 mg", "hydrochlorothiazide 25 mg", "warfarin 5 mg"),
        after=("Prinivil 20 mg", "Glucophage 500 mg", "hydrochlorothiazide 25 mg / stopped", "apixaban 5 mg"),
    )
    assert rows["lisinopril"].outcome == "changed"
    assert rows["metformin"].outcome == "continued"
    assert rows["hydrochlorothiazide"].outcome == "stopped"
    assert {"warfarin", "apixaban"} <= set(" / ".join(rows).split(" / "))


def test_what_the_discharge_list_does_not_name_is_left_out_not_stopped():
    assert (
        outcomes(before=("tamsulosin 0.4 mg",), after=("metformin 500 mg",))["tamsulosin"].outcome
        == "left_out"
    )


def test_another_of_the_same_kind_replaces_the_first():
    (row,) = outcomes(before=("omeprazole 20 mg",), after=("pantoprazole 40 mg",)).values()
    assert row.outcome == "replaced"
    assert [each.name for each in (*row.before, *row.after)] == ["omeprazole 20 mg", "pantoprazole 40 mg"]


def test_what_was_given_inside_stands_beside_and_alone_where_it_ended_there():
    rows = outcomes(
        before=("lisinopril 10 mg",),
        inside=("lisinopril 5 mg", "heparin 5000 units"),
        after=("lisinopril 10 mg",),
    )
    assert [each.name for each in rows["lisinopril"].inside] == ["lisinopril 5 mg"]
    assert rows["lisinopril"].outcome == "continued"
    assert rows["heparin"].outcome == "only_inside"


def test_the_change_is_said_from_before_to_after():
    (row,) = outcomes(before=("lisinopril 10 mg",), after=("lisinopril 20 mg",)).values()
    assert row.differences == ("strength: 10 mg → 20 mg",)


@pytest.mark.parametrize(
    ("home_on", "call_by"),
    [
        (date(2026, 11, 20), date(2026, 11, 24)),  # Friday: Monday is the first working day
        (date(2026, 11, 23), date(2026, 11, 25)),
        (date(2026, 11, 24), date(2026, 11, 27)),  # Thanksgiving is no working day
        (date(2026, 7, 1), date(2026, 7, 6)),  # July 4 is a Saturday and kept on Friday
        (date(2026, 12, 31), date(2027, 1, 5)),
    ],
)
def test_the_call_is_due_within_two_working_days(home_on, call_by):
    assert due_after_discharge(home_on)[0].by == call_by


def test_the_window_of_the_list_has_thirty_one_days():
    home_on = date(2026, 11, 20)
    assert (due_after_discharge(home_on)[-1].by - home_on).days + 1 == 31


def test_the_holidays_of_a_year():
    days = [date.fromordinal(date(2026, 1, 1).toordinal() + count) for count in range(365)]
    kept = [f"{day:%b %-d}" for day in days if is_federal_holiday(day)]
    assert kept == [
        *("Jan 1", "Jan 19", "Feb 16", "May 25", "Jun 19", "Jul 3", "Sep 7", "Oct 12", "Nov 11", "Nov 26"),
        "Dec 25",
    ]
    assert not is_working_day(date(2026, 11, 22))
