"""Patient files: read, or refused in one sentence."""

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brownbag.exchange.patient_file import UnusableInput, read

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


@pytest.mark.skipif(not VIGNETTES.exists(), reason="the shared vignettes are not there")
def test_every_shared_vignette_reads():
    for path in VIGNETTES.glob("*.json"):
        assert read(path.read_bytes(), on=ON).record.medications
