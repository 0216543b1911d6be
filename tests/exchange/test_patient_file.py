"""Patient files: read, or refused in one sentence."""

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brownbag.exchange.patient_file import UnusableInput, as_json, read, stated_day

ON = date(2026, 11, 24)
VIGNETTES = Path(__file__).resolve().parents[3] / "shared" / "data" / "vignettes"


def test_relative_days_count_from_the_day_of_the_review():
    record = read('{"medications": [{"name": "HCTZ", "start": "-30d", "end": "today"}]}', on=ON).record
    assert (record.medications[0].start, record.medications[0].end) == (date(2026, 10, 25), ON)


def test_words_for_a_day_are_kept():
    first, ago = read(
        '{"medications": [{"name": "a b", "start": "first"}, {"name": "c d", "start": "9 months ago"}]}',
        on=ON,
    ).record.medications
    assert (first.start, first.start_said) == (None, "first")
    assert ago.start == date(2026, 2, 27)


def test_an_unknown_field_is_named():
    assert any("colour" in warning for warning in read('{"colour": "red"}', on=ON).warnings)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ('{"medications": [', "line 1"),
        ("[1, 2]", "no patient"),
        ('{"medications": "warfarin"}', "medications is not a list"),
        ('{"medications": [{"name": ""}]}', "medications[0].name is empty"),
        ('{"patient": {"birth_date": "soon"}}', "patient.birth_date"),
        ('{"patient": [{"age": 1}, {"age": 2}]}', "one person"),
        ('{"resourceType": "Bundle"}', "FHIR"),
        ('{"patient": {"age": NaN}}', "NaN"),
        (b"\xff\xfe", "UTF-8"),
        ("a: &x [1]\nb: *x", "neither JSON nor YAML"),
        ("[" * 100000, "nested too deeply"),
    ],
)
def test_what_cannot_be_used_is_refused_in_a_sentence(content, says):
    with pytest.raises(UnusableInput, match=says.replace("[", r"\[")):
        read(content, on=ON)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(["patient", "medications", "name", "observations", "value", "start"]),
                inner,
                max_size=3,
            )
        ),
        max_leaves=8,
    )
)
def test_any_other_value_is_read_or_refused(value):
    try:
        read(json.dumps(value), on=ON)
    except UnusableInput as refused:
        said = str(refused)
    else:
        said = "read"
    assert said


RUTH = """
id: ruth
patient: {birth_date: 1948-02-11, sex: female, weight_kg: "61.5", pregnant: false}
no_known_allergies: false
conditions: [{name: Atrial fibrillation, since: after the fall}]
allergies: [{substance: penicillin, reaction: rash}]
observations: [{name: INR, value: "3.4", date: 2026-11-21}, {name: eGFR, value: low}]
medications:
- {name: Coumadin 5 mg, start: first, how_patient_takes_it: at noon, list: Lakeside, as_needed: false,
   fills: [{date: 2026-11-01, days_supply: "30"}]}
proposed_medications: [{name: naproxen, status: proposed}]
"""


def test_what_is_written_reads_back_as_the_same_record():
    record = read(RUTH, on=ON).record
    again = read(json.dumps(as_json(record)), on=ON)
    assert again.record == record
    assert again.warnings == ()


def test_ingredients_that_do_not_fit_the_name_are_named():
    odd = '{"medications": [{"name": "Coumadin 5 mg", "ingredients": ["naproxen"]}]}'
    assert any("ask which is right" in warning for warning in read(odd, on=ON).warnings)


def test_unknown_fields_of_entries_are_named_with_their_path():
    odd = '{"allergies": [{"substance": "penicillin", "colour": "red"}], "person": {"age": 7}}'
    warnings = " ".join(read(odd, on=ON).warnings)
    assert "allergies[0].colour" in warnings
    assert "person is not a field" in warnings


def test_the_day_of_the_review_is_read_from_the_file():
    assert stated_day('{"on": "2026-11-23"}') == date(2026, 11, 23)
    with pytest.raises(UnusableInput, match="on is 'soon'"):
        stated_day('{"on": "soon"}')


@pytest.mark.skipif(not VIGNETTES.exists(), reason="the shared vignettes are not there")
def test_every_shared_vignette_reads():
    for path in VIGNETTES.glob("*.json"):
        assert read(path.read_bytes(), on=ON).record.medications


def test_who_pays_and_where_someone_stayed_are_read_and_written():
    given = {
        "coverage": [
            {"payer": "Medicare", "plan": "Part D Basic", "member_id": "1EG4", "start": "2026-01-01"}
        ],
        "stays": [{"kind": "inpatient", "place": "Mercy Hospital", "end": "2026-11-06"}],
    }
    written = as_json(read(json.dumps(given), on=date(2026, 11, 24)).record)
    assert {name: written[name] for name in given} == given
