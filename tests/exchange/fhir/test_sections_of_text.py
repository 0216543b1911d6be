"""A document whose medicines stand only in the text for people."""

import json
from datetime import date

from brownbag.clinical.person.record import Medication, Person, Record
from brownbag.exchange.fhir import as_summary, as_text, read_bundle

ON = date(2026, 11, 24)
PATIENT = {"resource": {"resourceType": "Patient", "id": "p", "birthDate": "1948-02-11"}}


def bundle(*sections):
    document = {"resource": {"resourceType": "Composition", "id": "c", "section": list(sections)}}
    return json.dumps({"resourceType": "Bundle", "type": "document", "entry": [document, PATIENT]})


def section(title, told, **more):
    return {
        "title": title,
        "text": {"div": f'<div xmlns="http://www.w3.org/1999/xhtml">{told}</div>'},
        **more,
    }


def test_text_that_no_entry_stands_for_is_named_with_its_section():
    inner = section("At home", "<table><tr><td>warfarin</td><td>5 mg &amp; more</td></tr></table>")
    found = read_bundle(bundle({"title": "Medications", "section": [inner]}), on=ON)
    assert "At home: stands only in the text, not read: warfarin 5 mg & more" in found.warnings
    assert found.record.medications == ()


def test_a_section_with_entries_or_without_words_is_not_named():
    with_entries = section("Problems", "see below", entry=[{"reference": "Condition/1"}])
    found = read_bundle(bundle(with_entries, section("Allergies", " ")), on=ON)
    assert not any("only in the text" in each for each in found.warnings)


def test_a_long_text_is_shown_by_its_beginning():
    found = read_bundle(bundle(section("Plan of care", "walk " * 200)), on=ON)
    (told,) = [each for each in found.warnings if "only in the text" in each]
    assert told.endswith("…")
    assert len(told) < 400


def test_our_own_summary_has_no_section_of_text_only():
    record = Record(person=Person(birth_date=date(1948, 2, 11)), medications=(Medication("warfarin 5 mg"),))
    found = read_bundle(as_text(as_summary(record, on=ON, author="Dana Ruiz")), on=ON)
    assert not any("only in the text" in each for each in found.warnings)
