"""Two products with one ingredient: a doubled medicine, or a dose made of two."""

from datetime import date
from decimal import Decimal

import pytest

from brownbag.clinical import knowledge, vocabulary
from brownbag.clinical.assessment import assess
from brownbag.clinical.person.record import Medication, Person, Record

ON = date(2026, 11, 20)


def line(text, **more):
    name, _, directions = text.partition(": ")
    return Medication(name, directions=directions, **more)


def doubled(*lines):
    record = Record(person=Person(age=Decimal(60)), medications=lines)
    answer = assess(record, on=ON, knowledge=knowledge.load(), vocabulary=vocabulary.load())
    return [each.drugs for each in answer.findings if each.rule == "same_ingredient_twice"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("warfarin 5 mg tablet: Take 1 tablet daily", "warfarin 2 mg tablet: Take 1 tablet daily"),
        (
            "gabapentin 300 mg capsule: Take 1 capsule in the morning",
            "gabapentin 600 mg tablet: Take 1 tablet at bedtime",
        ),
        (
            "metformin 500 mg tablet: Take 1 tablet in the morning",
            "metformin 500 mg tablet: Take 2 tablets at bedtime",
        ),
        (
            "sertraline 100 mg tablet: 1 tablet daily with 50 mg",
            "sertraline 50 mg tablet: 1 tablet daily with 100 mg",
        ),
        ("nicotine patch 21 mg: Apply 1 patch daily", "nicotine gum 4 mg: Chew 1 piece as needed"),
        ("albuterol inhaler: 2 puffs as needed", "albuterol nebulizer solution: 1 vial as needed"),
        (
            "OxyContin 20 mg tablet: 1 tablet every 12 hours",
            "Roxicodone 5 mg tablet: 1 tablet every 6 hours as needed",
        ),
        (
            "morphine ER 30 mg tablet: 1 tablet every 12 hours",
            "morphine 15 mg tablet: 1 tablet every 4 hours as needed",
        ),
        (
            "carbidopa-levodopa 25-100 tablet: 1 tablet three times daily",
            "carbidopa-levodopa ER 50-200 tablet: 1 tablet at bedtime",
        ),
    ],
)
def test_what_belongs_together_is_not_called_double(one, other):
    assert doubled(line(one), line(other)) == []


@pytest.mark.parametrize(
    ("one", "other", "ingredient"),
    [
        (
            "Coumadin 5 mg tablet: Take 1 tablet daily",
            "warfarin 5 mg tablet: Take 1 tablet daily",
            "warfarin",
        ),
        ("Synthroid 100 mcg tablet: 1 daily", "levothyroxine 100 mcg tablet: 1 daily", "levothyroxine"),
        ("lisinopril 10 mg tablet: 1 tablet daily", "lisinopril 20 mg tablet: 1 tablet daily", "lisinopril"),
        ("Toprol-XL 100 mg tablet: 1 daily", "metoprolol tartrate 50 mg tablet: 1 twice daily", "metoprolol"),
        (
            "morphine ER 30 mg tablet: 1 every 12 hours",
            "MS Contin 30 mg tablet: 1 every 12 hours",
            "morphine",
        ),
    ],
)
def test_the_same_medicine_under_two_names_or_an_old_and_a_new_dose_is_called_double(one, other, ingredient):
    assert doubled(line(one), line(other)) == [(ingredient,)]


def test_two_strengths_from_two_pharmacies_are_asked_about():
    one = line("warfarin 5 mg tablet: Take 1 tablet daily", pharmacy="Mail order")
    other = line("warfarin 2 mg tablet: Take 1 tablet daily", pharmacy="Corner Drug")
    assert doubled(one, other) == [("warfarin",)]


def test_a_proposed_new_dose_is_a_change_and_not_a_second_medicine():
    taken = line("lisinopril 10 mg tablet: 1 tablet daily")
    proposed = line("lisinopril 20 mg tablet: 1 tablet daily", status="proposed")
    record = Record(person=Person(age=Decimal(60)), medications=(taken,), proposed=(proposed,))
    answer = assess(record, on=ON, knowledge=knowledge.load(), vocabulary=vocabulary.load())
    assert not [each for each in answer.findings if each.rule == "same_ingredient_twice"]


def test_a_tablet_and_a_spray_for_the_same_attack_are_two_ways_and_two_sprays_are_double():
    tablet = line("nitroglycerin 0.4 mg tablet: 1 tablet under the tongue as needed for chest pain")
    spray = line("nitroglycerin 0.4 mg spray: 1 spray as needed for chest pain", route="translingual")
    assert doubled(tablet, spray) == []
    assert doubled(tablet, tablet) == [("nitroglycerin",)]


def test_two_long_insulins_at_two_times_are_double_and_one_split_in_two_is_not():
    lantus, toujeo = line("Lantus: 40 units at bedtime"), line("Toujeo: 30 units every morning")
    assert doubled(lantus, toujeo) == [("insulin glargine",)]
    assert doubled(line("Lantus: 20 units at bedtime"), line("Lantus: 20 units every morning")) == []
