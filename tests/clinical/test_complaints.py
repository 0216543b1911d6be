"""What a person says, and the complaint that it names in other words."""

import csv

import pytest

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
