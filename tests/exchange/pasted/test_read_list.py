"""The list in her purse, typed or pasted."""

from datetime import date

import pytest

from brownbag.clinical.person.record import Allergy
from brownbag.exchange.pasted import read_list
from brownbag.exchange.reading import UnusableInput

ON = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("line", "name", "directions"),
    [
        ("Lisinopril 20 mg - 1 tablet daily", "Lisinopril 20 mg", "1 tablet daily"),
        ("• metformin 500mg twice a day with food", "metformin 500mg", "twice a day with food"),
        ("3. Aspirin 81", "Aspirin 81", ""),
        ("Lasix, 20 mg, take one in the morning", "Lasix, 20 mg", "take one in the morning"),
        ("Eliquis 5mg bid", "Eliquis 5mg", "bid"),
        ("Insulin glargine (Lantus) 20 units at bedtime", "Insulin glargine (Lantus)", "20 units at bedtime"),
        ("Flonase 2 sprays each nostril daily", "Flonase", "2 sprays each nostril daily"),
        ("Tylenol as needed", "Tylenol", "as needed"),
    ],
)
def test_the_name_and_the_directions_are_parted(line, name, directions):
    (found,) = read_list(line, on=ON).record.medications
    assert (found.name, found.directions) == (name, directions)


def test_headings_allergies_and_stopped_medicines():
    found = read_list(
        "My medications:\nwarfarin 5 mg daily\nZocor 20 mg at bedtime - STOPPED\nAllergies: penicillin (rash), sulfa\n",
        on=ON,
    )
    assert [line.status for line in found.record.medications] == ["active", "stopped"]
    assert found.record.allergies == (Allergy("penicillin", "rash"), Allergy("sulfa"))
    assert (len(found.kept), len(found.refused)) == (3, 1)


def test_no_known_allergies():
    assert read_list("Lasix 20 mg\nAllergies: NKDA", on=ON).record.no_known_allergies is True


def test_a_name_that_is_not_known_stays_and_is_said():
    found = read_list("Lasix 20 mg\nzorble", on=ON)
    assert [line.name for line in found.record.medications] == ["Lasix 20 mg", "zorble"]
    assert any("'zorble'" in each and "not checked" in each for each in found.warnings)


@pytest.mark.parametrize(
    "text", ["Dear Dr. Ota,\nthank you for your letter.\nKind regards,\nTom", "My medications:"]
)
def test_a_text_that_is_no_list_is_refused(text):
    with pytest.raises(UnusableInput, match="one medicine a line"):
        read_list(text, on=ON)
