"""C-CDA documents: codes and narrative, negation, null flavors, and what would do harm."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from brownbag.clinical.person.record import Allergy, Coverage, Fill, Stay
from brownbag.exchange.ccda import read_document
from brownbag.exchange.reading import UnusableInput

ON = date(2026, 11, 24)
RUTH = Path(__file__).with_name("ruth.xml").read_text(encoding="utf-8")
XSI = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'


@pytest.fixture(scope="module")
def ruth():
    return read_document(RUTH.encode(), on=ON)


def section(body, code="10160-0"):
    document = f'<section {XSI}><code code="{code}"/><title>A section</title>{body}</section>'
    return read_document(document.encode(), on=ON)


def test_the_person_and_the_counts(ruth):
    assert (ruth.named.given_name, ruth.named.family_name) == ("Ruth Ann", "Hale")
    assert (ruth.named.phone, ruth.named.identifiers) == ("+1-555-0101", (("urn:oid:1.2.3", "ruth-1"),))
    assert (ruth.record.person.birth_date, ruth.record.person.sex) == (date(1948, 2, 11), "female")
    assert (len(ruth.kept), len(ruth.refused)) == (10, 4)
    assert ruth.refused_by_reason == {
        "Medicine: the document says that it is not taken or was not given": 1,
        "Allergy: the document says that there is no allergy to Peanut": 1,
        "Result: it holds no value": 1,
        "Procedures: this section is not read yet": 1,
    }


def test_a_coded_line_keeps_what_codes_and_narrative_say(ruth):
    warfarin = ruth.record.medications[0]
    assert (warfarin.name, warfarin.directions, warfarin.rxcui) == (
        "warfarin sodium 5 MG Oral Tablet",
        "1 tab po daily",
        "855332",
    )
    assert (warfarin.start, warfarin.end, warfarin.status) == (date(2026, 10, 1), None, "active")
    assert (warfarin.prescriber, warfarin.indication, warfarin.route) == (
        "Ines Ota",
        "Atrial fibrillation",
        "oral",
    )
    assert warfarin.fills == (Fill(date(2026, 10, 3), None, Decimal(30)),)


def test_a_line_of_text_only_is_kept_with_the_status_of_its_row(ruth):
    simvastatin = ruth.record.medications[1]
    assert (simvastatin.name, simvastatin.directions, simvastatin.status) == (
        "simvastatin 20 mg",
        "1 tab hs",
        "stopped",
    )


def test_structured_doses_are_put_into_words(ruth):
    insulin = ruth.record.medications[2]
    assert insulin.directions == "10 units subcutaneous every 12 hours as needed for high sugar"
    assert (insulin.route, insulin.as_needed) == ("subcutaneous", True)
    assert (insulin.start, insulin.start_said) == (None, "2026-09")


def test_a_text_that_disagrees_with_its_code_is_shown(ruth):
    assert ruth.record.medications[3].directions == ""
    assert any(
        "torsemide" in each and "Lasix" in each and "ask which is right" in each for each in ruth.warnings
    )


def test_the_rest_of_the_record(ruth):
    record = ruth.record
    assert record.allergies == (Allergy("Penicillin", "Hives", "severe", "allergy"),)
    assert [(each.name, each.icd10cm, each.status) for each in record.conditions] == [
        ("Atrial fibrillation", "I48.91", "active"),
        ("Pneumonia", None, "past"),
    ]
    assert record.conditions[1].since_said == "2001"
    assert [(each.loinc, each.value, each.on) for each in record.observations] == [
        ("6301-6", Decimal("2.40"), date(2026, 11, 1))
    ]
    assert [(each.cvx, each.on) for each in record.immunizations] == [("135", date(2026, 10, 10))]


@pytest.mark.parametrize(
    "observation",
    [
        '<observation negationInd="true"><value code="419199007"/></observation>',
        (
            '<observation negationInd="true"><value code="416098002"/><participant><participantRole><playingEntity>'
            '<code nullFlavor="NA"/></playingEntity></participantRole></participant></observation>'
        ),
        '<observation><value code="716186003" displayName="No known allergy"/></observation>',
    ],
)
def test_no_known_allergies_is_no_allergy(observation):
    found = section(
        f"<entry><act><entryRelationship>{observation}</entryRelationship></act></entry>", "48765-2"
    )
    assert (found.record.no_known_allergies, found.record.allergies) == (True, ())


def test_an_allergy_of_unknown_substance_is_not_no_known_allergies():
    unknown = (
        "<entry><act><entryRelationship><observation><value/></observation></entryRelationship></act></entry>"
    )
    found = section(unknown, "48765-2")
    assert found.record.no_known_allergies is None
    assert found.refused_by_reason == {"Allergy: it names no substance": 1}


@pytest.mark.parametrize(
    ("high", "said", "status"),
    [
        ("20261101", "Active", "stopped"),
        ("20271101", "Active", "active"),
        ("", "On Hold", "on_hold"),
        ("", "", "active"),
    ],
)
def test_the_status_is_what_the_dates_allow(high, said, status):
    found = section(
        "<entry><substanceAdministration><statusCode code='completed'/>"
        f"<effectiveTime><low value='20260101'/><high value='{high}'/></effectiveTime><consumable><manufacturedProduct>"
        "<manufacturedMaterial><code displayName='Lasix 20 mg'/></manufacturedMaterial></manufacturedProduct></consumable>"
        "<entryRelationship><observation><code code='33999-4'/>"
        f"<value displayName='{said}'/></observation></entryRelationship></substanceAdministration></entry>"
    )
    assert found.record.medications[0].status == status
    assert any("ask" in each or "stands as stopped" in each for each in found.warnings) == (
        said == "" or status == "stopped"
    )


def test_a_list_that_is_only_text_is_read_line_by_line():
    found = section(
        "<text><table><tr><th>Drug</th><th>Strength</th><th>Sig</th></tr>"
        "<tr><td>Eliquis</td><td>5 mg</td><td>1 tab bid</td></tr></table></text>"
    )
    (line,) = found.record.medications
    assert (line.name, line.strength, line.directions) == ("Eliquis", "5 mg", "1 tab bid")
    assert any("only in the text" in each for each in found.warnings)


def test_allergies_that_are_only_text_are_taken_row_by_row_and_said_to_be_text():
    found = section(
        "<text><table><tr><th>Allergy type</th><th>Substance</th><th>Reaction</th><th>Severity</th><th>Status</th></tr>"
        "<tr><td>Drug</td><td>Penicillin</td><td>Hives</td><td>Severe</td><td>Active</td></tr>"
        "<tr><td>Drug</td><td>Codeine</td><td>Nausea</td><td></td><td>Inactive</td></tr></table></text>",
        "48765-2",
    )
    assert found.record.allergies == (Allergy("Penicillin", "Hives", "severe"),)
    assert [each.why for each in found.refused if each.what != "Patient"] == [
        "no longer active: Drug, Codeine, Nausea, Inactive"
    ]
    assert any("only in the text, without codes" in each for each in found.warnings)


def test_problems_that_are_only_text_are_taken_and_those_denied_are_not():
    found = section(
        "<text><list><item>Atrial fibrillation</item><item>No history of stroke</item></list></text>",
        "11450-4",
    )
    assert [(each.name, each.icd10cm, each.status) for each in found.record.conditions] == [
        ("Atrial fibrillation", None, "active")
    ]
    assert "it says: No history of stroke" in [each.why for each in found.refused]


def test_prose_about_problems_is_shown_and_not_taken_for_a_problem():
    found = section("<text>In 2011 she had a minor stroke.</text>", "11450-4")
    assert not found.record.conditions
    assert "it holds only text, not read: In 2011 she had a minor stroke." in [
        each.why for each in found.refused
    ]


def test_a_row_of_which_nobody_knows_which_cell_is_the_allergy_is_refused_with_its_words():
    found = section("<text><table><tr><th>A</th></tr><tr><td>Latex</td></tr></table></text>", "48765-2")
    assert not found.record.allergies
    assert found.record.no_known_allergies is None
    assert [each.why for each in found.refused if each.what != "Patient"] == [
        "no column of the text is known to hold its name: Latex"
    ]


def test_who_pays_is_read_with_the_number_of_the_person():
    found = section(
        "<entry><act><entryRelationship><act><statusCode code='completed'/><performer><assignedEntity>"
        "<code code='PAYOR'/><representedOrganization><name>Good Health Insurance</name></representedOrganization>"
        "</assignedEntity></performer><participant typeCode='COV'><time><low value='20260101'/></time>"
        "<participantRole><id root='1.2' extension='1138345'/></participantRole></participant>"
        "</act></entryRelationship></act></entry><entry><act><id root='9'/></act></entry>",
        "48768-6",
    )
    assert found.record.coverage == (Coverage("Good Health Insurance", "", "1138345", date(2026, 1, 1)),)
    assert "it names nobody who pays" in [each.why for each in found.refused]


def test_the_stay_a_document_is_about_and_the_encounters_it_lists():
    about = (
        "<ClinicalDocument><componentOf><encompassingEncounter><code displayName='inpatient'/><effectiveTime>"
        "<low value='20261101'/><high value='20261106'/></effectiveTime><location><healthCareFacility><location>"
        "<name>Mercy Hospital</name></location></healthCareFacility></location></encompassingEncounter></componentOf>"
        "<component><structuredBody><component><section><code code='46240-8'/><entry><encounter moodCode='EVN'>"
        "<code displayName='Office visit'/><effectiveTime value='20261110'/></encounter></entry>"
        "<entry><encounter moodCode='INT'><code displayName='Follow-up'/></encounter></entry></section></component>"
        "</structuredBody></component></ClinicalDocument>"
    )
    found = read_document(about.encode(), on=ON)
    assert found.record.stays == (
        Stay("inpatient", "Mercy Hospital", "", date(2026, 11, 1), date(2026, 11, 6)),
        Stay("Office visit", start=date(2026, 11, 10)),
    )
    assert found.refused_by_reason == {"Encounter: it is planned, or only asked for": 1}


def test_the_headings_are_the_last_row_of_the_head_and_a_label_in_a_row_is_none():
    found = section(
        "<text><table><thead><tr><th colspan='2'>Current</th></tr><tr><th>Drug</th><th>Sig</th></tr></thead>"
        "<tbody><tr ID='r'><th>Eliquis 5 mg</th><td>1 tab bid</td></tr></tbody></table></text>"
        "<entry><substanceAdministration><text><reference value='#r'/></text><consumable><manufacturedProduct>"
        "<manufacturedMaterial><code displayName='apixaban 5 mg'/></manufacturedMaterial></manufacturedProduct>"
        "</consumable></substanceAdministration></entry>"
    )
    assert found.record.medications[0].directions == "1 tab bid"


def test_two_steps_of_one_order_are_one_line():
    step = (
        "<component><substanceAdministration><text><reference value='#r'/></text><consumable><manufacturedProduct>"
        "<manufacturedMaterial><code displayName='azithromycin 250 mg'/></manufacturedMaterial></manufacturedProduct>"
        "</consumable></substanceAdministration></component>"
    )
    table = "<text><table><tr><th>Drug</th><th>Sig</th></tr><tr ID='r'><td>azithromycin</td><td>2 tablets on day 1</td></tr></table></text>"
    found = section(f"{table}<entry><organizer>{step}{step}</organizer></entry>")
    assert (len(found.record.medications), len(found.refused)) == (1, 1)


HOSTILE = {
    "entity bomb": (
        '<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><ClinicalDocument>&b;</ClinicalDocument>',
        "document type",
    ),
    "local file": (
        '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><ClinicalDocument>&x;</ClinicalDocument>',
        "document type",
    ),
    "document type elsewhere": (
        '<!DOCTYPE a SYSTEM "http://127.0.0.1:9/a.dtd"><ClinicalDocument/>',
        "document type",
    ),
    "nested without end": ("<ClinicalDocument>" + "<a>" * 5000, "nested deeper"),
    "broken off": (RUTH[:3000], "well-formed"),
    "empty": ("", "empty"),
    "another document": ("<html><body/></html>", "C-CDA document"),
    "two people": (
        "<ClinicalDocument>"
        + "".join(
            f"<recordTarget><patientRole><id extension='{each}'/></patientRole></recordTarget>"
            for each in "ab"
        )
        + "</ClinicalDocument>",
        "2 people",
    ),
}


@pytest.mark.parametrize(("document", "said"), HOSTILE.values(), ids=HOSTILE)
def test_what_would_do_harm_is_refused_in_one_sentence(document, said):
    with pytest.raises(UnusableInput, match=said):
        read_document(document.encode(), on=ON)


def test_a_wrong_encoding_is_refused_and_a_byte_order_mark_is_not():
    with pytest.raises(UnusableInput):
        read_document(b'<?xml version="1.0" encoding="x-klingon"?><ClinicalDocument/>', on=ON)
    assert read_document(b"\xef\xbb\xbf" + RUTH.encode(), on=ON).record.medications
    latin = RUTH.replace("UTF-8", "ISO-8859-1").replace("Hale", "Halé").encode("latin-1")
    assert read_document(latin, on=ON).named.family_name == "Halé"


def test_a_script_in_the_narrative_stays_text():
    found = section("<text>&lt;script&gt;alert(1)&lt;/script&gt;</text>")
    assert "<script>" in next(iter(found.refused_by_reason))


def test_a_style_sheet_from_elsewhere_is_not_fetched_and_said():
    notice = '<?xml-stylesheet type="text/xsl" href="http://127.0.0.1:9/evil.xsl"?>'
    found = read_document((notice + RUTH.partition("?>")[2]).encode(), on=ON)
    assert any("not fetched" in each for each in found.warnings)
