"""What a person says, and the complaint that it names in other words."""

import csv
from datetime import date
from decimal import Decimal

import pytest

from brownbag.clinical import knowledge, vocabulary
from brownbag.clinical.assessment import assess
from brownbag.clinical.person.record import Medication, Person, Record
from brownbag.clinical.vocabulary.complaints import FOLDER, names_complaint


@pytest.mark.parametrize(
    ("said", "phrase"),
    [
        ("ankles swollen", "legs swell"),
        ("swelling of both feet since spring", "swollen ankles"),
        ("lip and tongue swollen since this morning", "swollen lips"),
        ("pain when swallowing", "hurts to swallow"),
        ("aching joints", "joint pain"),
        ("she is short of breath on the stairs", "dyspnea"),
        ("my heart races at night", "palpitations"),
        ("feels sick to her stomach", "nausea"),
        ("light-headed", "dizzy"),
        ("no energy", "tired"),
        ("hardly any urine since yesterday", "cannot pee"),
        ("gained 8 pounds, legs puffy", "legs swell"),
    ],
)
def test_the_same_complaint_in_other_words(said, phrase):
    assert names_complaint(said, phrase)


@pytest.mark.parametrize(
    ("said", "phrase"),
    [
        ("no swelling of the feet", "swollen feet"),
        ("ankles better since the hospital, swelling gone", "swollen ankles"),
        ("denies chest pain", "chest pain"),
        ("chest rash", "chest pain"),
        ("swollen gums", "swollen lips"),
        ("", "nausea"),
        ("nausea", ""),
    ],
)
def test_another_complaint_or_one_that_is_denied(said, phrase):
    assert not names_complaint(said, phrase)


def test_no_phrase_stands_for_two_complaints():
    lines = (FOLDER / "symptom_words.csv").read_text(encoding="utf-8").splitlines()
    rows = list(csv.DictReader(line for line in lines if not line.startswith("#")))
    words = [word for row in rows for word in row["words"].split(";")]
    assert sorted(words) == sorted(set(words))


def told_of(medicine, *symptoms):
    record = Record(
        person=Person(age=Decimal(50), sex="male"), medications=(Medication(medicine),), symptoms=symptoms
    )
    found = assess(record, on=date(2026, 11, 24), knowledge=knowledge.load(), vocabulary=vocabulary.load())
    return [each.severity for each in found.findings if each.rule == "symptom_may_be_from"]


@pytest.mark.parametrize(
    ("complaint", "medicine"),
    [
        ("erectile dysfunction", "metoprolol 50 mg tablet"),
        ("decreased libido", "finasteride 5 mg tablet"),
        ("gynecomastia", "spironolactone 25 mg tablet"),
        ("urinary frequency", "furosemide 40 mg tablet"),
        ("urinary incontinence", "tamsulosin 0.4 mg capsule"),
        ("memory loss", "oxybutynin 5 mg tablet"),
        ("visual hallucinations", "pramipexole 0.5 mg tablet"),
        ("shuffling gait", "metoclopramide 10 mg tablet"),
        ("cannot sit still", "haloperidol 1 mg tablet"),
        ("metallic taste", "metronidazole 500 mg tablet"),
        ("thinning hair", "valproate 500 mg tablet"),
        ("hypoglycemia", "glyburide 5 mg tablet"),
        ("confusion", "zolpidem 5 mg tablet"),
        ("falls", "gabapentin 300 mg capsule"),
        ("nocturia", "hydrochlorothiazide 25 mg tablet"),
        ("swollen gums", "amlodipine 5 mg tablet"),
        ("low mood", "varenicline 1 mg tablet"),
    ],
)
def test_a_complaint_in_the_words_of_a_chart_finds_the_medicine(complaint, medicine):
    assert told_of(medicine, complaint) == ["moderate"]
    assert told_of(medicine, f"no {complaint}") == []


@pytest.mark.parametrize(
    ("medicine", "one", "both"),
    [
        ("quetiapine 50 mg tablet", "sweating", ("sweating", "high fever")),
        ("quetiapine 50 mg tablet", "fever", ("fever and rigidity",)),
        ("sertraline 50 mg tablet", "restlessness", ("restlessness", "sweating")),
    ],
)
def test_one_sign_of_a_syndrome_is_no_alarm_and_two_are(medicine, one, both):
    assert "high" not in told_of(medicine, one)
    assert "high" in told_of(medicine, *both)


def test_loose_stools_alone_are_no_sprue():
    assert told_of("olmesartan 20 mg tablet", "diarrhea") == []
    assert told_of("olmesartan 20 mg tablet", "diarrhea", "weight loss") == ["moderate"]


def test_a_low_mood_is_no_wish_to_die():
    assert "high" not in told_of("sertraline 50 mg tablet", "depressed mood")
    assert told_of("sertraline 50 mg tablet", "wants to hurt myself") == ["high"]
