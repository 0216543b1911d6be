"""Any document is told by what it holds, not by its name."""

import gzip
import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from brownbag.exchange.documents import read_document, read_documents, stated_day
from brownbag.exchange.reading import UnusableInput

ON = date(2026, 11, 24)
HERE = Path(__file__).parent
STATEMENT = {
    "resourceType": "MedicationStatement",
    "status": "active",
    "medicationCodeableConcept": {"text": "Lasix"},
}
FHIR_XML = """<Bundle xmlns="http://hl7.org/fhir"><type value="collection"/><entry><resource><MedicationRequest>
  <id value="w"/><status value="active"/><intent value="order"/>
  <medicationCodeableConcept><coding><display value="warfarin 5 MG"/></coding></medicationCodeableConcept>
  <dosageInstruction><asNeededBoolean value="true"/><timing><repeat><frequency value="2"/><period value="1"/>
   <periodUnit value="d"/></repeat></timing>
   <doseAndRate><doseQuantity><value value="1.50"/><unit value="tablet"/></doseQuantity></doseAndRate>
  </dosageInstruction></MedicationRequest></resource></entry></Bundle>"""
KINDS = {
    "patient file": (b'{"schema": "brownbag-patient/1", "medications": [{"name": "Lasix"}]}', "patient file"),
    "yaml": (b"medications:\n  - name: Lasix\n", "patient file"),
    "bundle": (
        json.dumps({"resourceType": "Bundle", "entry": [{"resource": STATEMENT}]}).encode(),
        "FHIR R4 Bundle",
    ),
    "resource": (json.dumps(STATEMENT).encode(), "FHIR R4 Bundle"),
    "fhir xml": (FHIR_XML.encode(), "FHIR R4 Bundle"),
    "c-cda": ((HERE / "ccda" / "ruth.xml").read_bytes(), "C-CDA document"),
    "hl7": (b"MSH|^~\\&|A|B|||||ADT^A08\rPID|1||7||Hale^Ruth\r", "HL7 v2 message (ADT)"),
    "csv": (b"drug,sig\nLasix,1 daily\n", "table"),
    "text": (b"Lasix 20 mg daily\nwarfarin 5 mg\n", "pasted list"),
}


@pytest.mark.parametrize(("content", "kind"), KINDS.values(), ids=KINDS)
@pytest.mark.parametrize(
    "wrap", [bytes, gzip.compress, lambda content: b"\xef\xbb\xbf" + content], ids=["plain", "gzip", "mark"]
)
def test_a_document_is_known_by_its_content(content, kind, wrap):
    assert read_document(wrap(content), on=ON).kind == kind


def test_fhir_in_xml_says_what_fhir_in_json_says():
    (line,) = read_document(FHIR_XML.encode(), on=ON).record.medications
    assert (line.name, line.directions, line.as_needed) == (
        "warfarin 5 MG",
        "1.5 tablet 2 times a day as needed",
        True,
    )


def test_a_bulk_export_is_one_record_for_each_person():
    rows = [
        {"resourceType": "Organization", "id": "o", "name": "Lakeside"},
        {"resourceType": "Patient", "id": "ruth", "birthDate": "1948-02-11"},
        STATEMENT | {"subject": {"reference": "Patient/tom"}},
        STATEMENT | {"subject": {"reference": "Patient/ruth"}},
    ]
    content = "\n".join(map(json.dumps, rows)).encode()
    found = read_documents(content, on=ON)
    assert [len(each.record.medications) for each in found] == [1, 1]
    assert sum(each.entries for each in found) == 4
    with pytest.raises(UnusableInput, match="about 2 people"):
        read_document(content, on=ON)


def test_a_claim_of_a_plan_is_a_line_with_its_fill():
    claim = {
        "resourceType": "ExplanationOfBenefit",
        "status": "active",
        "type": {"coding": [{"code": "pharmacy"}]},
        "supportingInfo": [
            {"category": {"coding": [{"code": "dayssupply"}]}, "valueQuantity": {"value": 30}}
        ],
        "item": [
            {
                "productOrService": {
                    "coding": [{"system": "http://hl7.org/fhir/sid/ndc", "code": "00056017270"}]
                },
                "servicedDate": "2026-11-01",
                "quantity": {"value": 30},
            }
        ],
    }
    (line,) = read_document(json.dumps(claim).encode(), on=ON).record.medications
    assert (line.name, line.status, line.fills[0].days_supply) == ("NDC 00056017270", "active", 30)


def test_the_title_of_a_list_stands_at_its_lines():
    titled = {
        "resourceType": "List",
        "title": "Discharge",
        "entry": [{"item": {"reference": "MedicationStatement/1"}}],
    }
    entries = [
        {"resource": titled},
        {"resource": STATEMENT | {"id": "1"}},
        {"resource": STATEMENT | {"id": "2"}},
    ]
    found = read_document(json.dumps({"resourceType": "Bundle", "entry": entries}).encode(), on=ON)
    assert [line.list_name for line in found.record.medications] == ["Discharge", ""]


def test_only_a_patient_file_states_the_day_of_its_review():
    assert stated_day(b'{"on": "2026-11-23"}') == date(2026, 11, 23)
    assert [stated_day(content) for content, kind in KINDS.values() if kind != "patient file"] == [None] * 7


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b"   \n", "empty"),
        (b"%PDF-1.7", "PDF"),
        (b"\xff\xd8\xff\xe0", "picture"),
        (b"PK\x03\x04 a zip", "unpack it"),
        (b"\xff\xfel\x00a\x00", "UTF-8"),
        (b'{"resourceType": "Bundle"', "line 1"),
        (b'{"resourceType": "Patient", "id": "a"}\n{"resourceType": ', "line 2"),
        (b"\x00\x01\x02\x03" * 10, "medicine a line"),
        (b"x" * (51 * 1024 * 1024), "larger than 50 MB"),
    ],
)
def test_what_cannot_be_read_is_one_sentence(content, said):
    with pytest.raises(UnusableInput, match=said):
        read_documents(content, on=ON)


@settings(max_examples=120, deadline=None)
@given(
    some.sampled_from([content for content, _ in KINDS.values()]),
    some.integers(0, 5000),
    some.integers(0, 5000),
    some.binary(max_size=12),
)
def test_a_damaged_document_is_read_with_every_entry_counted_or_refused_in_one_sentence(
    content, cut, end, put
):
    damaged = content[:cut] + put + content[max(cut, end) if end % 2 else cut :]
    found, sentence = _read_or_refused(damaged)
    assert all(each.entries == len(each.kept) + len(each.refused) for each in found)
    assert "\n" not in sentence
    assert sentence == "" or sentence.endswith(".")


def _read_or_refused(content):
    try:
        return read_documents(content, on=ON), ""
    except UnusableInput as fault:
        return (), str(fault)
