"""What holds for every assessment, whoever the person is."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest

import brownbag
from brownbag.clinical import knowledge, vocabulary
from brownbag.clinical.assessment import assess, check_pair
from brownbag.clinical.person.record import Medication, Person, Record
from brownbag.exchange import findings, patient_file

ON = date(2026, 11, 24)
PEOPLE = sorted((Path(brownbag.__file__).parent / "practice" / "demo" / "people").glob("*.yaml"))


def assessed(record):
    return assess(record, on=ON, knowledge=knowledge.load(), vocabulary=vocabulary.load())


def taking(*names):
    return Record(medications=tuple(Medication(name) for name in names))


@pytest.fixture(params=PEOPLE, ids=lambda path: path.stem)
def person(request):
    return patient_file.read(request.param.read_bytes(), on=ON).record


def test_the_order_of_the_list_does_not_matter(person):
    shuffled = list(person.medications)
    Random(1).shuffle(shuffled)
    before = assessed(person)
    after = assessed(person.with_medications(*shuffled))
    assert {finding.rule for finding in before.findings} == {finding.rule for finding in after.findings}


def test_a_finding_keeps_its_name_while_the_facts_are_the_same(person):
    assert assessed(person) == assessed(person)


def test_every_finding_shows_its_reasons(person):
    for finding in assessed(person).findings:
        assert finding.facts_used
        assert finding.sources
        assert finding.severity_reason
        assert finding.alternatives
        assert finding.review == "drafted"
        assert all(source.source in knowledge.load().sources for source in finding.sources)
        assert "{" not in finding.title + finding.why + finding.say_to_patient + finding.ask_prescriber


def test_a_stopped_medicine_plays_no_part():
    stopped = Medication("Bactrim DS", status="stopped")
    record = Record(medications=(Medication("warfarin 5 mg"), stopped))
    assert assessed(record).findings == assessed(taking("warfarin 5 mg")).findings


def test_what_nobody_knows_is_named_and_never_passed_over():
    found = assessed(taking("Green capsules"))
    assert [gap.what for gap in found.not_checked] == [
        "Green capsules",
        "What is due at an age, such as vaccines",
    ]


def test_whose_age_is_known_is_not_asked_for_it():
    person = Person(age=Decimal(40))
    found = assessed(Record(person=person, medications=(Medication("Green capsules"),)))
    assert [gap.what for gap in found.not_checked] == ["Green capsules"]


def test_a_result_that_was_never_measured_is_said():
    gaps = {(gap.what, gap.why) for gap in assessed(taking("lithium 300 mg capsule")).not_checked}
    assert ("Lithium: level above 1.2 mmol/L", "Not known: lithium level.") in gaps


def test_a_result_that_no_one_ordered_raises_no_question():
    assert "ldl" not in " ".join(gap.why for gap in assessed(taking("lisinopril 10 mg tablet")).not_checked)


def test_two_names_alone_are_not_asked_for_an_age_at_which_vaccines_are_due():
    found = check_pair(
        "lisinopril", "Green capsules", on=ON, knowledge=knowledge.load(), vocabulary=vocabulary.load()
    )
    assert [gap.what for gap in found.not_checked if "vaccine" in gap.what] == []


def test_brand_and_generic_give_the_same_problem():
    brand, generic = (
        assessed(taking("Coumadin", "Bactrim DS")),
        assessed(taking("warfarin", "sulfamethoxazole-trimethoprim")),
    )
    assert [finding.rule for finding in brand.findings] == [finding.rule for finding in generic.findings]


def test_a_cream_is_not_a_tablet():
    found = assessed(taking("warfarin 5 mg", "Voltaren gel")).findings
    assert [each.title for each in found if each.category == "drug_interaction"] == []


def test_a_bare_name_is_not_taken_for_a_cream():
    found = assessed(taking("magnesium", "ciprofloxacin 500 mg tablet"))
    assert ("ciprofloxacin", "magnesium") in [each.drugs for each in found.findings]


def test_three_bottles_with_acetaminophen_are_seen():
    found = assessed(taking("Tylenol PM", "acetaminophen 500 mg tablet"))
    assert ("duplication", ("acetaminophen",)) in [(each.category, each.drugs) for each in found.findings]


@pytest.mark.parametrize(
    ("label", "is_too_much"),
    [("Take 15 mL every 6 hours", False), ("Take 45 mL every 4 hours", True)],
)
def test_the_acetaminophen_of_a_syrup_of_two_is_counted_by_the_volume(label, is_too_much):
    syrup = Medication("hydrocodone-acetaminophen 7.5-325 mg/15 mL solution", directions=label)
    found = assessed(Record(person=Person(age=Decimal(50)), medications=(syrup,)))
    too_high = [each for each in found.findings if each.category == "dose_too_high"]
    assert any("acetaminophen" in each.drugs for each in too_high) is is_too_much


def test_missing_kidney_function_is_said_and_not_assumed():
    found = assessed(taking("metformin 1000 mg tablet"))
    assert any("kidney function" in gap.why for gap in found.not_checked)


def test_eleanor_has_her_antibiotic_first():
    eleanor = next(path for path in PEOPLE if "eleanor" in path.name)
    found = assessed(patient_file.read(eleanor.read_bytes(), on=ON).record)
    today = {finding.rule for finding in found.findings if finding.urgency == "today"}
    assert {
        "warfarin_with_sulfamethoxazole",
        "anticoagulant_with_nsaid",
        "ace_arb_with_trimethoprim",
    } <= today


def test_findings_are_written_in_the_agreed_shape(person):
    shown = findings.as_json(assessed(person))
    assert shown["schema"] == "brownbag-findings/1"
    assert {"id", "rule", "category", "severity", "urgency", "interrupts", "drugs", "review"} <= set(
        shown["findings"][0]
    )


def test_an_ingredient_without_facts_is_named_once_however_many_bottles_hold_it():
    nowhere = Medication("one bottle", ingredients=("nobody wrote about this",))
    again = Medication("another bottle", ingredients=("nobody wrote about this",))
    found = assessed(Record(medications=(nowhere, again)))
    assert [gap.what for gap in found.not_checked].count("nobody wrote about this") == 1
