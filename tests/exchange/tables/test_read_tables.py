"""Lists as tables, pharmacy claims and Part D events: columns are guessed aloud, hostile archives refused."""

import io
import zipfile
from datetime import date
from decimal import Decimal

import openpyxl
import pytest

from brownbag.clinical.person.record import Fill
from brownbag.exchange.reading import UnusableInput
from brownbag.exchange.tables import read_csv, read_spreadsheet

ON = date(2026, 11, 24)


def only(text):
    (found,) = read_csv(text, on=ON)
    return found


def test_a_list_with_usual_headings():
    found = only(
        "Medication,Strength,SIG,Doctor,Reason,Start Date,Status\n"
        "Lisinopril,20 mg,1 tab daily,Dr. Ota,blood pressure,3/1/2024,Active\n"
        "Zocor,20 mg,1 tab hs,Dr. Ota,,2020-05-01,Discontinued\n"
    )
    lisinopril, zocor = found.record.medications
    assert (lisinopril.name, lisinopril.strength, lisinopril.directions) == (
        "Lisinopril",
        "20 mg",
        "1 tab daily",
    )
    assert (lisinopril.prescriber, lisinopril.indication, lisinopril.start) == (
        "Dr. Ota",
        "blood pressure",
        date(2024, 3, 1),
    )
    assert (lisinopril.status, zocor.status) == ("active", "stopped")
    assert "“SIG” as directions" in found.warnings[0]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_separators_quotes_and_a_byte_order_mark(separator):
    row = (
        separator.join(("drug", "directions"))
        + "\n"
        + separator.join(("Eliquis 5 mg", f'"1 tab{separator} twice a day"'))
    )
    assert only(row).record.medications[0].directions == f"1 tab{separator} twice a day"


def test_a_column_full_of_medicines_is_found_without_a_heading_and_said():
    found = only("what,how much\nLasix 40 mg,1 daily\nwarfarin 5 mg,1 daily\nmetformin 500 mg,bid\n")
    assert next(line.name for line in found.record.medications) == "Lasix 40 mg"
    assert any(
        "“what” holds names of medicines" in each and "please check" in each for each in found.warnings
    )


def test_a_heading_that_promises_medicines_and_holds_none_is_doubted():
    found = only("name,dob\nRuth Hale,1948-02-11\nTom Hale,1948-02-11\n")
    assert any("please check" in each for each in found.warnings)


def test_dose_and_frequency_without_directions():
    found = only("drug,dose,frequency\nmetformin,500 mg,twice a day\nLasix 20 mg,1 tablet,daily\n")
    assert [(line.strength, line.directions) for line in found.record.medications] == [
        ("500 mg", "twice a day"),
        ("", "1 tablet daily"),
    ]


CLAIMS = (
    "person_id,dispensing_date,ndc_code,drug_name,quantity,days_supply\n"
    "ruth,2026-09-20,00056017270,Coumadin 5 mg,30,30\n"
    "ruth,2026-11-01,00056017270,Coumadin 5 mg,30,30\n"
    "tom,2026-01-05,,amoxicillin 500 mg,21,7\n"
    "ruth,,00000000000,,1,1\n"
)


def test_claims_of_several_people_become_lines_with_their_fills():
    ruth, tom = read_csv(CLAIMS, on=ON)
    (warfarin, unnamed) = ruth.record.medications
    assert warfarin.fills == (
        Fill(date(2026, 9, 20), 30, Decimal(30)),
        Fill(date(2026, 11, 1), 30, Decimal(30)),
    )
    assert (warfarin.status, warfarin.start, unnamed.name) == ("active", date(2026, 9, 20), "NDC 00000000000")
    assert (tom.record.medications[0].status, tom.record.medications[0].end) == ("stopped", date(2026, 1, 11))
    assert (len(ruth.kept), len(tom.kept)) == (3, 1)


def test_part_d_events_name_medicines_by_code_and_a_deleted_one_is_refused():
    found = only(
        "DML_IND|BENE_ID|SRVC_DT|PROD_SRVC_ID|QTY_DSPNSD_NUM|DAYS_SUPLY_NUM|ADJSTMT_DLTN_CD\n"
        "INSERT|-1|01-Nov-2026|50090443201|90|90| \n"
        "INSERT|-1|02-Nov-2026|50090443201|90|90|D\n"
    )
    (line,) = found.record.medications
    assert (line.name, line.ndc, line.fills) == (
        "NDC 50090443201",
        "50090443201",
        (Fill(date(2026, 11, 1), 90, Decimal(90)),),
    )
    assert found.refused_by_reason == {"row: a claim that was taken back": 1}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("drug,sig\n", "no rows"),
        ("colour,size\nred,4\nblue,5\n", "No column was found"),
        ("drug,sig\n\x00,1\n", "zero bytes"),
        ("person id,dob,drug\nruth,1948-02-11,Lasix\nruth,1950-01-01,Lasix\n", "another birth date"),
        ("drug\n" + ",".join("x" * 500), "columns"),
    ],
)
def test_a_table_that_cannot_be_used_is_refused_in_one_sentence(text, said):
    with pytest.raises(UnusableInput, match=said):
        read_csv(text, on=ON)


def spreadsheet(*sheets):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets:
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def test_a_spreadsheet_with_dates_and_other_sheets():
    content = spreadsheet(
        ("Notes", [["hello"], ["there"]]),
        ("Meds", [["Drug", "Sig", "Started"], ["warfarin 5 mg", "1 daily", date(2026, 10, 1)]]),
    )
    (found,) = read_spreadsheet(content, on=ON)
    assert (found.record.medications[0].name, found.record.medications[0].start) == (
        "warfarin 5 mg",
        date(2026, 10, 1),
    )
    assert "“Meds”; not read: Notes" in found.warnings[0]


def archive(*members):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in members:
            file.writestr(name, content)
    return held.getvalue()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (archive(("xl/workbook.xml", b"0" * 150_000_000)), "grows far beyond"),
        (archive(("../../etc/passwd", b"x"), ("xl/workbook.xml", b"<a/>")), "leads elsewhere"),
        (archive(("/xl/workbook.xml", b"<a/>")), "leads elsewhere"),
        (archive(("xl/workbook.xml", b'<!DOCTYPE a [<!ENTITY x "y">]><a/>')), "document type"),
        (archive(*((f"xl/{number}", b"") for number in range(2500))), "2500 files"),
        (archive(("xl/workbook.xml", b"<a/>")), "damaged"),
        (spreadsheet(("Meds", [["Drug", "Sig"], ["Lasix", "1 daily"]]))[:-40], "damaged"),
        (spreadsheet(("Notes", [["a", "b"], ["c", "d"]])), "No column was found"),
    ],
    ids=[
        "bomb",
        "slip",
        "absolute",
        "document type",
        "many files",
        "no workbook",
        "truncated",
        "no medicines",
    ],
)
def test_a_hostile_or_broken_spreadsheet_is_refused_in_one_sentence(content, said):
    with pytest.raises(UnusableInput, match=said):
        read_spreadsheet(content, on=ON)
