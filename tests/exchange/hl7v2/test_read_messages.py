"""HL7 v2 messages: orders, what the pharmacy made of them, allergies and results."""

from datetime import date
from decimal import Decimal

import pytest

from brownbag.clinical.person.record import Allergy, Coverage, Fill, Stay
from brownbag.exchange.hl7v2 import read_messages
from brownbag.exchange.reading import UnusableInput

ON = date(2026, 11, 24)
HEAD = r"MSH|^~\&|APP|HOSPITAL|EHR|CLINIC|20261120||{}|1|P|2.5"
RUTH = "PID|1||ruth-1^^^MERCY^MR||Hale^Ruth^Ann||19480211|F|||||5550101234"


def read(*segments, kind="ADT^A08", head=HEAD, end="\r"):
    (found,) = read_messages(end.join((head.format(kind), *segments)).encode(), on=ON)
    return found


def test_an_admission_with_an_allergy_and_a_diagnosis():
    found = read(
        RUTH,
        "AL1|1|DA|7980^PENICILLIN^RXN|SV|HIVES~SWELLING|20100304",
        "DG1|1||I48.91^Atrial fibrillation^I10C||20110925",
        "NK1|1|Hale^Tom",
    )
    assert (found.named.given_name, found.named.family_name, found.named.phone) == (
        "Ruth Ann",
        "Hale",
        "5550101234",
    )
    assert (found.record.person.birth_date, found.record.person.sex) == (date(1948, 2, 11), "female")
    assert found.record.allergies == (
        Allergy("PENICILLIN", "HIVES, SWELLING", "severe", "allergy", date(2010, 3, 4)),
    )
    assert found.record.conditions[0].icd10cm == "I48.91"
    assert (len(found.kept), len(found.refused)) == (3, 1)


def test_the_stay_and_who_pays():
    stay = "PV1|1|I|4E^12^A^Mercy Hospital" + "|" * 41 + "20261101|20261106"
    plan = "IN1|1|PD^Part D Basic|77|Medicare" + "|" * 8 + "20260101|20261231" + "|" * 23 + "1EG4"
    found = read(RUTH, stay, plan)
    assert found.record.stays == (
        Stay("inpatient", "Mercy Hospital", "", date(2026, 11, 1), date(2026, 11, 6)),
    )
    assert found.record.coverage == (
        Coverage("Medicare", "Part D Basic", "1EG4", date(2026, 1, 1), date(2026, 12, 31)),
    )


def test_no_known_allergies_is_no_allergy():
    found = read(RUTH, "AL1|1|DA|^No known allergies")
    assert (found.record.no_known_allergies, found.record.allergies) == (True, ())


ORDER = (
    RUTH,
    "ORC|NW|77|||||||20261119|||9^Ota^Ines",
    "RXO|^warfarin||||||^1 tablet by oral route daily|||||||||||5|mg",
    "RXE||11289^warfarin sodium 5 mg tablet^RXN|1||tab^tablet|||||30",
    "TQ1|1||QD||||20261120",
    "RXR|PO^Oral",
)


def test_an_order_and_what_the_pharmacy_wrote_are_one_line():
    found = read(*ORDER, kind="RDE^O11")
    (line,) = found.record.medications
    assert (line.name, line.rxcui, line.directions) == (
        "warfarin sodium 5 mg tablet",
        "11289",
        "1 tablet oral QD",
    )
    assert (line.start, line.prescriber, line.route) == (date(2026, 11, 20), "Ines Ota", "oral")
    assert found.refused_by_reason == {"RXO: the RXE after it says what became of the order": 1}
    assert found.warnings == ()


def test_what_was_handed_over_keeps_the_directions_of_the_order():
    handed = "RXD|1|00056017270^Coumadin^NDC|20261121|30||||||After food"
    (line,) = read(*ORDER[:3], handed, kind="RDS^O13").record.medications
    assert (line.name, line.ndc, line.strength) == ("Coumadin", "00056017270", "5 mg")
    assert line.directions == "1 tablet by oral route daily"
    assert line.fills == (Fill(date(2026, 11, 21), None, Decimal(30)),)


def test_a_pharmacy_that_made_another_medicine_of_the_order_is_shown():
    found = read(*ORDER[:3], "RXE||^niCARdipine 20 mg capsule|1||cap^capsule", kind="RDE^O11")
    assert [line.name for line in found.record.medications] == ["niCARdipine 20 mg capsule"]
    assert any("'warfarin'" in each and "ask which is right" in each for each in found.warnings)


@pytest.mark.parametrize(
    ("control", "status"), [("NW", "active"), ("DC", "stopped"), ("CA", "stopped"), ("HD", "on_hold")]
)
def test_an_order_stands_as_its_control_code_says(control, status):
    (line,) = read(RUTH, f"ORC|{control}|77", "RXE||^warfarin 5 mg tablet", kind="RDE^O11").record.medications
    assert line.status == status


def test_results_are_read_and_what_is_no_result_is_refused():
    found = read(
        RUTH,
        "OBR|1|||INR|||20261101",
        "OBX|1|NM|6301-6^INR^LN||2.40|{INR}|||||F",
        r"OBX|2|ST|^culture||E. coli \T\ others||||||F|||20261102",
        "OBX|3|NM|^potassium||||||||X",
        "OBX|4|ED|^scan||^application^pdf||||||F",
        kind="ORU^R01",
    )
    assert [(each.name, each.value, each.said, each.on) for each in found.record.observations] == [
        ("INR", Decimal("2.40"), "", date(2026, 11, 1)),
        ("culture", None, "E. coli & others", date(2026, 11, 2)),
    ]
    assert set(found.refused_by_reason) == {
        "OBX: no result could be had",
        "OBX: a picture or a file, not a value",
    }


@pytest.mark.parametrize("end", ["\r", "\n", "\r\n"])
def test_line_ends_and_a_byte_order_mark_make_no_difference(end):
    content = "\ufeff" + end.join((HEAD.format("ADT^A08"), RUTH))
    (found,) = read_messages(content.encode(), on=ON)
    assert found.named.family_name == "Hale"


def test_a_message_in_another_encoding_says_so_itself():
    head = HEAD + "||||||8859/1"
    (found,) = read_messages(
        "\r".join((head.format("ADT^A08"), RUTH.replace("Hale", "Halé"))).encode("latin-1"), on=ON
    )
    assert found.named.family_name == "Halé"


def test_messages_of_two_people_are_two_answers():
    tom = RUTH.replace("ruth-1", "tom-2").replace("Ruth^Ann", "Tom")
    content = "\r".join(
        (HEAD.format("ADT^A08"), RUTH, HEAD.format("ADT^A08"), tom, HEAD.format("ADT^A31"), RUTH)
    )
    found = read_messages(content.encode(), on=ON)
    assert [each.named.given_name for each in found] == ["Ruth Ann", "Tom"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b"PID|1", "expected an HL7 message with MSH"),
        (b"MSH|^~", "breaks off"),
        (HEAD.format("ACK").encode(), "names no patient"),
        (f"{HEAD.format('ADT^A08')}\r{RUTH}\r{RUTH.replace('ruth-1', 'tom-2')}".encode(), "2 people"),
        (HEAD.format("ADT^A08").encode() + b"\rPID|\xff", "UTF-8"),
        (HEAD.format("ADT^A08").encode() + b"\rnonsense", "expected a segment"),
    ],
)
def test_what_cannot_be_used_is_refused_in_one_sentence(content, said):
    with pytest.raises(UnusableInput, match=said):
        read_messages(content, on=ON)
