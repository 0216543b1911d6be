"""A record leaves as FHIR and comes back as it was; others can read it too."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from fhir.resources.R4B.bundle import Bundle
from hypothesis import given, settings
from hypothesis import strategies as some

from brownbag.clinical.person.record import (
    Allergy,
    Condition,
    Coverage,
    Fill,
    Immunization,
    Medication,
    Observation,
    Person,
    Record,
    Stay,
)
from brownbag.exchange import patient_file
from brownbag.exchange.documents import read_document
from brownbag.exchange.fhir import as_bundle, as_summary, as_text
from brownbag.exchange.reading import Named

ON = date(2026, 11, 24)
RUTH = Record(
    id="ruth",
    title="Ruth Hale, 78",
    setting="home",
    person=Person(birth_date=date(1948, 2, 11), sex="female", weight_kg=Decimal("61.50"), pregnant=False),
    conditions=(
        Condition("Atrial fibrillation", "I48.91", date(2011, 9, 25)),
        Condition("Gout", None, None, "after the fall", "past"),
    ),
    allergies=(
        Allergy("Penicillin", "hives", "severe"),
        Allergy("codeine", "", "bad", "intolerance", date(2001, 1, 2)),
    ),
    observations=(
        Observation("INR", Decimal("2.40"), "", "{INR}", "6301-6", date(2026, 11, 1), "clinic lab"),
        Observation("culture", None, "no growth", None, None, None),
    ),
    immunizations=(Immunization("influenza, high dose", "135", date(2026, 10, 10)), Immunization("tetanus")),
    symptoms=("dizzy when I stand up",),
    goals=("walk to church",),
    medications=(
        Medication(
            "Coumadin",
            ("warfarin",),
            "5 mg",
            "tablet",
            "oral",
            "1 tab daily",
            "skips Sundays",
            False,
            "irregular heartbeat",
            "rx",
            start=date(2025, 1, 1),
            prescriber="Dr. Ines Ota",
            pharmacy="Lakeside",
            list_name="Lakeside Pharmacy",
            fills=(Fill(date(2026, 11, 1), 30, Decimal(30)), Fill(date(2026, 10, 1))),
            cost_per_month=Decimal("12.50"),
            rxcui="855332",
            ndc="00056017270",
        ),
        Medication("Zocor 20 mg", status="stopped", end=date(2026, 5, 1), start_said="years ago"),
        Medication("naproxen 220 mg", status="on_hold", as_needed=True, source="otc"),
    ),
    proposed=(Medication("Eliquis 5 mg", directions="1 tab twice a day"),),
    coverage=(Coverage("Medicare", "Part D Basic", "1EG4-TE5", date(2026, 1, 1)), Coverage("the daughter")),
    stays=(
        Stay("inpatient", "Mercy Hospital", "heart failure", date(2026, 11, 1), date(2026, 11, 6)),
        Stay("day clinic"),
    ),
)
RUTH_HERSELF = Named("Ruth Ann", "Hale", "+1-555-0101", (("urn:oid:1.2.3", "ruth-1"),))


def returned(bundle):
    return read_document(as_text(bundle).encode(), on=ON)


def same(one, other):
    assert patient_file.as_json(one) == patient_file.as_json(other)


def test_a_bundle_comes_back_as_the_record_it_was():
    found = returned(as_bundle(RUTH, named=RUTH_HERSELF))
    same(found.record, RUTH)
    assert (found.named, found.refused) == (RUTH_HERSELF, ())


def test_a_summary_comes_back_as_the_record_it_was():
    found = returned(as_summary(RUTH, on=ON, author="Lakeside Medication Review", named=RUTH_HERSELF))
    same(found.record, RUTH)
    assert {each.what for each in found.refused} == {"Composition", "Organization"}


def test_numbers_stay_exact():
    assert '"value": 2.40' in as_text(as_bundle(RUTH))


def test_no_known_allergies_and_nothing_said_are_told_apart():
    none_known = as_summary(Record(no_known_allergies=True), on=ON, author="us")
    nothing_said = as_summary(Record(), on=ON, author="us")
    assert returned(none_known).record.no_known_allergies is True
    assert returned(nothing_said).record.no_known_allergies is None
    assert "no-allergy-info" in as_text(nothing_said)
    assert "no-allergy-info" not in as_text(none_known)


@pytest.mark.parametrize(
    "record", [RUTH, Record(), Record(no_known_allergies=True)], ids=["ruth", "empty", "none known"]
)
def test_another_library_finds_both_valid(record):
    for bundle in (as_bundle(record, named=RUTH_HERSELF), as_summary(record, on=ON, author="us")):
        Bundle.model_validate(json.loads(as_text(bundle)))


def test_the_summary_begins_with_its_composition_and_has_the_required_sections():
    summary = as_summary(RUTH, on=ON, author="us")
    composition = summary["entry"][0]["resource"]
    held = {entry["fullUrl"] for entry in summary["entry"]}
    codes = [section["code"]["coding"][0]["code"] for section in composition["section"]]
    assert codes[:3] == ["10160-0", "48765-2", "11450-4"]
    assert all(row["reference"] in held for section in composition["section"] for row in section["entry"])


def test_markup_in_a_name_stays_text_in_the_narrative():
    summary = as_summary(Record(medications=(Medication("<script>alert(1)</script>"),)), on=ON, author="us")
    assert "&lt;script&gt;" in summary["entry"][0]["resource"]["section"][0]["text"]["div"]


words = some.text(
    some.characters(blacklist_categories=("Cs", "Cc", "Co", "Zs", "Zl", "Zp", "Cf", "Cn")),
    min_size=1,
    max_size=12,
)
maybe = some.one_of(some.just(""), words)
days = some.one_of(some.none(), some.dates(date(1920, 1, 1), date(2030, 1, 1)))
numbers = some.decimals(0, 100_000, allow_nan=False, allow_infinity=False, places=2)
lines = some.builds(
    Medication,
    name=words,
    ingredients=some.lists(words.map(str.casefold), max_size=2).map(tuple),
    strength=maybe, form=maybe, route=maybe, directions=maybe, how_taken=maybe, indication=maybe, source=maybe,
    as_needed=some.sampled_from([None, True, False]),
    status=some.sampled_from(["active", "stopped", "on_hold", "proposed"]),
    start=days, end=days, prescriber=maybe, pharmacy=maybe, list_name=maybe, rxcui=maybe, ndc=maybe,
    cost_per_month=some.one_of(some.none(), numbers),
    fills=some.lists(some.builds(Fill, some.dates(), some.one_of(some.none(), some.integers(0, 900)), some.one_of(some.none(), numbers)), max_size=2).map(tuple),
)  # fmt: skip
values = some.builds(Observation, name=words, value=numbers, unit=some.one_of(some.none(), words), loinc=some.one_of(some.none(), words), on=days, origin=maybe)  # fmt: skip
records = some.builds(
    Record,
    id=maybe, title=maybe, setting=maybe,
    person=some.builds(Person, birth_date=days, sex=some.sampled_from(["male", "female", "other", "unknown"]), weight_kg=some.one_of(some.none(), numbers), pregnant=some.sampled_from([None, True, False])),
    conditions=some.lists(some.builds(Condition, name=words, icd10cm=some.one_of(some.none(), words), since=days, status=some.sampled_from(["active", "past"])), max_size=2).map(tuple),
    allergies=some.lists(some.builds(Allergy, substance=words, reaction=maybe, severity=maybe, kind=some.sampled_from(["allergy", "intolerance", "rumour"]), since=days), max_size=2).map(tuple),
    observations=some.lists(values, max_size=2).map(tuple),
    immunizations=some.lists(some.builds(Immunization, name=words, cvx=some.one_of(some.none(), words), on=days), max_size=2).map(tuple),
    goals=some.lists(words, max_size=2).map(tuple),
    medications=some.lists(lines, max_size=3).map(tuple),
    proposed=some.lists(lines, max_size=2).map(tuple),
    coverage=some.lists(some.builds(Coverage, words, maybe, maybe, days, days), max_size=2).map(tuple),
    stays=some.lists(some.builds(Stay, words, maybe, maybe, days, days), max_size=2).map(tuple),
)  # fmt: skip


@settings(max_examples=40)
@given(records)
def test_any_record_comes_back_unchanged(record):
    same(returned(as_bundle(record)).record, record)


def test_every_demo_person_comes_back_unchanged():
    folder = Path(patient_file.__file__).parents[2] / "practice" / "demo" / "people"
    people = [patient_file.read(path.read_bytes(), on=ON).record for path in sorted(folder.glob("*.yaml"))]
    assert len(people) == 12
    for record in people:
        same(returned(as_summary(record, on=ON, author="us")).record, record)
