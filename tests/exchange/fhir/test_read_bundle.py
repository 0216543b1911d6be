"""FHIR Bundles: every entry is kept or refused with a reason, and nothing is guessed."""

import gzip
import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brownbag.exchange.fhir import read_bundle
from brownbag.exchange.reading import UnusableInput

ON = date(2026, 11, 24)
SYNTHEA = Path(__file__).resolve().parents[4] / "shared" / "data" / "synthea-r4"
RUTH = {"resourceType": "Patient", "id": "ruth", "gender": "female", "birthDate": "1948-02-11"}
WARFARIN = {
    "resourceType": "MedicationRequest",
    "id": "w",
    "status": "active",
    "intent": "order",
    "authoredOn": "2026-10-01T09:00:00Z",
    "subject": {"reference": "Patient/ruth"},
    "requester": {"display": "Dr. Ines Ota"},
    "reasonCode": [{"text": "Atrial fibrillation"}],
    "medicationReference": {"reference": "#m"},
    "contained": [
        {
            "resourceType": "Medication",
            "id": "m",
            "code": {
                "coding": [
                    {
                        "system": "http://www.nlm.nih.gov/research/umls/rxnorm",
                        "code": "855332",
                        "display": "warfarin sodium 5 MG Oral Tablet",
                    }
                ]
            },
        }
    ],
    "dosageInstruction": [{"text": "1 tab po daily"}],
}


def bundle(*resources):
    return json.dumps({"resourceType": "Bundle", "entry": [{"resource": each} for each in resources]})


def record_of(*resources):
    return read_bundle(bundle(*resources), on=ON).record


def coded(code):
    return {"coding": [{"code": code}]}


def test_ruths_warfarin_keeps_what_the_order_says():
    (line,) = record_of(RUTH, WARFARIN).medications
    assert line.name == "warfarin sodium 5 MG Oral Tablet"
    assert (line.rxcui, line.directions, line.start) == ("855332", "1 tab po daily", date(2026, 10, 1))
    assert (line.prescriber, line.indication, line.status) == (
        "Dr. Ines Ota",
        "Atrial fibrillation",
        "active",
    )
    assert line.key == "MedicationRequest/w"


@pytest.mark.parametrize(
    ("status", "meaning"), [("active", "active"), ("stopped", "stopped"), ("completed", "stopped")]
)
def test_an_order_stands_as_its_status_says(status, meaning):
    assert record_of(RUTH, WARFARIN | {"status": status}).medications[0].status == meaning


def test_a_proposal_is_not_taken():
    record = record_of(RUTH, WARFARIN | {"intent": "proposal"})
    assert (len(record.medications), len(record.proposed)) == (0, 1)


def test_directions_from_structure_when_no_text_is_given():
    dosage = {
        "asNeededBoolean": True,
        "timing": {"repeat": {"frequency": 1, "period": 6, "periodUnit": "h", "count": 3, "offset": 5}},
        "doseAndRate": [{"doseQuantity": {"value": 2, "unit": "tablet"}}],
    }
    read = read_bundle(bundle(RUTH, WARFARIN | {"dosageInstruction": [dosage]}), on=ON)
    assert read.record.medications[0].directions == "2 tablet every 6 hours as needed for 3 doses"
    assert any("offset" in warning for warning in read.warnings)


def test_a_medicine_without_a_name_stays_on_the_list():
    nameless = {key: value for key, value in WARFARIN.items() if not key.startswith("medication")}
    read = read_bundle(bundle(RUTH, nameless), on=ON)
    assert "does not name" in read.record.medications[0].name
    assert any("not checked" in warning for warning in read.warnings)


@pytest.mark.parametrize(("days", "status"), [(30, "stopped"), (90, "active")])
def test_what_was_handed_over_counts_while_the_supply_lasts(days, status):
    handed = {
        "resourceType": "MedicationDispense",
        "status": "completed",
        "medicationCodeableConcept": {"text": "naproxen 500 mg"},
        "whenHandedOver": "2026-10-01",
        "daysSupply": {"value": days},
    }
    (line,) = record_of(RUTH, handed).medications
    assert (line.status, line.fills[0].days_supply) == (status, days)


def test_both_numbers_of_a_blood_pressure_are_read():
    pressure = {
        "resourceType": "Observation",
        "status": "final",
        "effectiveDateTime": "2026-11-01",
        "component": [
            {"code": {"text": "systolic"}, "valueQuantity": {"value": 152, "unit": "mm[Hg]"}},
            {"code": {"text": "diastolic"}, "valueQuantity": {"value": 88.50, "unit": "mm[Hg]"}},
        ],
    }
    assert [each.value for each in record_of(RUTH, pressure).observations] == [Decimal(152), Decimal("88.5")]


def test_no_known_allergies_is_no_allergy():
    none = {"resourceType": "AllergyIntolerance", "code": coded("716186003")}
    record = record_of(RUTH, none)
    assert (record.allergies, record.no_known_allergies) == ((), True)


@pytest.mark.parametrize(
    "entry",
    [
        {"resourceType": "AllergyIntolerance", "code": {"text": "x"}, "verificationStatus": coded("refuted")},
        {"resourceType": "Condition", "code": {"text": "x"}, "verificationStatus": coded("entered-in-error")},
        {"resourceType": "Observation", "status": "entered-in-error", "valueString": "x"},
        {"resourceType": "Immunization", "status": "not-done", "vaccineCode": {"text": "x"}},
        {"resourceType": "MedicationAdministration"},
        {"resourceType": "Encounter"},
        {},
    ],
)
def test_what_is_not_on_the_record_is_counted_with_its_reason(entry):
    read = read_bundle(bundle(RUTH, entry), on=ON)
    assert (read.entries, len(read.kept), len(read.refused)) == (2, 1, 1)
    assert read.refused[0].why


def test_a_resolved_condition_is_past():
    asthma = {"resourceType": "Condition", "code": {"text": "Asthma"}, "clinicalStatus": coded("resolved")}
    assert record_of(RUTH, asthma).conditions[0].status == "past"


def test_a_missing_birth_date_is_named():
    read = read_bundle(bundle({"resourceType": "Patient", "id": "a"}), on=ON)
    assert any("birthDate is missing" in warning for warning in read.warnings)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ('{"resourceType": "Bundle", "entry": [', "line 1, column"),
        ('{"resourceType": "Practitioner"}', "expected a FHIR R4 Bundle"),
        ('{"resourceType": "Bundle"}', "no entries"),
        (bundle(RUTH, RUTH | {"id": "leo"}), "about 2 people"),
        (bundle(RUTH, WARFARIN | {"subject": {"reference": "Patient/leo"}}), "about 2 people"),
        (bundle({"resourceType": "Encounter"}), "nothing of a person"),
        ('{"a": 1, "a": 2}', "stands twice"),
        ("[" * 100000, "nested too deeply"),
        ("NaN", "no number"),
        (b"\xff\xfe", "UTF-8"),
        (gzip.compress(b" " * (51 * 1024 * 1024), mtime=0), "larger than 50 MB"),
        (gzip.compress(b"{}", mtime=0)[:-4], "breaks off"),
    ],
)
def test_what_cannot_be_used_is_refused_in_a_sentence(content, says):
    with pytest.raises(UnusableInput, match=says):
        read_bundle(content, on=ON)


@pytest.mark.parametrize("wrapped", [gzip.compress, lambda content: b"\xef\xbb\xbf" + content])
def test_gzip_and_a_byte_order_mark_are_accepted(wrapped):
    assert read_bundle(wrapped(bundle(RUTH, WARFARIN).encode()), on=ON).record.medications


KEYS = st.sampled_from(
    [*WARFARIN, "coding", "code", "text", "timing", "repeat", "when", "doseAndRate", "doseQuantity", "value"]
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)
KINDS = st.sampled_from(
    [
        "MedicationRequest",
        "MedicationStatement",
        "MedicationDispense",
        "AllergyIntolerance",
        "Condition",
        "Observation",
        "Immunization",
        "Patient",
        "Encounter",
    ]
)


@given(st.lists(st.tuples(KINDS, st.dictionaries(KEYS, VALUES)), max_size=4))
def test_any_entries_are_counted_or_the_bundle_is_refused(parts):
    try:
        entries = read_bundle(
            bundle(*(fields | {"resourceType": kind} for kind, fields in parts)), on=ON
        ).entries
    except UnusableInput:
        entries = len(parts)
    assert entries == len(parts)


@pytest.mark.skipif(not SYNTHEA.exists(), reason="the shared Synthea bundles are not there")
def test_every_shared_synthea_bundle_imports_with_nothing_lost():
    for path in SYNTHEA.glob("*.json.gz"):
        held = json.loads(gzip.decompress(path.read_bytes()))["entry"]
        read = read_bundle(path.read_bytes(), on=ON)
        orders = [each for each in held if each["resource"]["resourceType"] == "MedicationRequest"]
        assert read.entries == len(held)
        assert len(read.record.medications) == len(orders)
        assert all(line.name and line.rxcui and line.start for line in read.record.medications)


def test_a_list_alone_is_read_with_what_it_holds_inside():
    held = {
        "resourceType": "List",
        "status": "current",
        "title": "Medicines at discharge",
        "entry": [{"item": {"reference": "#m1"}}],
        "contained": [
            {
                "resourceType": "MedicationStatement",
                "id": "m1",
                "status": "active",
                "medicationCodeableConcept": {"text": "warfarin 5 mg tablet"},
            }
        ],
    }
    found = read_bundle(json.dumps(held), on=ON)
    assert [(line.name, line.list_name) for line in found.record.medications] == [
        ("warfarin 5 mg tablet", "Medicines at discharge")
    ]


@pytest.mark.parametrize(
    ("kind", "parts"), [("List", {"entry": [{"item": {}}]}), ("Composition", {"section": [{"title": "x"}]})]
)
def test_a_list_that_only_points_elsewhere_says_what_to_send_instead(kind, parts):
    with pytest.raises(
        UnusableInput, match=f"is a {kind} alone: .* 1 parts, .* expected the Bundle that holds"
    ):
        read_bundle(json.dumps({"resourceType": kind, **parts}), on=ON)
