"""Results copied from a patient portal."""

from datetime import date
from decimal import Decimal

import pytest

from brownbag.exchange.portal_results import read_results
from brownbag.exchange.reading import UnusableInput

ON = date(2026, 11, 24)
DAY = date(2026, 11, 20)


def results(text):
    return read_results(text, on=ON)


@pytest.mark.parametrize(
    ("line", "name", "value", "unit"),
    [
        ("Potassium 5.3 mmol/L 11/20/2026", "Potassium", "5.3", "mmol/L"),
        ("11/20/2026 Potassium: 5.3 mmol/L (H)", "Potassium", "5.3", "mmol/L"),
        ("Creatinine\t1.3\tmg/dL\t0.6 - 1.2\tHigh\tNov 20, 2026", "Creatinine", "1.3", "mg/dL"),
        ("Hemoglobin A1c 7.1 % 2026-11-20 8:15 AM", "Hemoglobin A1c", "7.1", "%"),
        ("Vitamin B12 = 310 pg/mL 11/20/26", "Vitamin B12", "310", "pg/mL"),
        (
            "25-hydroxyvitamin D 22 ng/mL (ref range 30 - 100 ng/mL) 11/20/2026",
            "25-hydroxyvitamin D",
            "22",
            "ng/mL",
        ),
        ("Platelets 210,000 /uL 11/20/2026", "Platelets", "210000", None),
        ("INR 3.4 11/20/2026", "INR", "3.4", None),
        ("eGFR 42 mL/min/1.73m2 November 20, 2026", "eGFR", "42", "mL/min/{1.73_m2}"),
    ],
)
def test_a_line_is_read_in_the_ways_portals_write_it(line, name, value, unit):
    (found,) = results(line).record.observations
    assert (found.name, found.value, found.unit, found.on) == (name, Decimal(value), unit, DAY)


def test_a_blood_pressure_is_two_results():
    found = results("BP 128/74 mmHg 11/20/2026").record.observations
    assert [(each.name, each.value) for each in found] == [
        ("Systolic blood pressure", 128),
        ("Diastolic blood pressure", 74),
    ]


def test_a_day_above_holds_for_the_lines_below():
    found = results(
        "Collected on: 11/20/2026\nSodium 138 mmol/L\nGlucose 99 mg/dL 11/01/2026"
    ).record.observations
    assert [each.on for each in found] == [DAY, date(2026, 11, 1)]


def test_more_than_a_number_is_kept_as_words():
    (found,) = results("eGFR >60 mL/min 11/20/2026").record.observations
    assert (found.value, found.said) == (None, ">60")


def test_what_is_not_understood_is_named():
    found = results("Potassium 5.3 mmol/L fasting 11/20/2026\nYour doctor will call\nSodium 138")
    assert "line 1: not used: fasting." in found.warnings
    assert any("Your doctor will call" in each.why for each in found.refused)
    assert "line 3: no day stands beside Sodium." in found.warnings
    assert found.entries == 3


def test_a_day_that_lies_ahead_or_does_not_exist_is_not_taken():
    found = results("Sodium 138 mmol/L 11/20/2026\nPotassium 4 mmol/L 12/31/2027\nCalcium 9 mg/dL 13/45/2026")
    assert [each.name for each in found.record.observations] == ["Sodium", "Calcium"]
    assert found.record.observations[1].on is None


@pytest.mark.parametrize("text", ["", "Dear patient, all is well", "x" * 5000, "\n".join(["a 1"] * 301)])
def test_a_text_without_results_is_refused_in_a_sentence(text):
    with pytest.raises(UnusableInput):
        results(text)
