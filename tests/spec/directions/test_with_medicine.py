"""With the medicine known, directions give the amount of drug, and a label that does not fit it is doubted."""

from decimal import Decimal

import pytest

from brownbag.clinical import vocabulary
from brownbag.clinical.directions import Amount, read


def known(name):
    return vocabulary.load().resolve(name)


def test_two_tablets_of_500_twice_a_day_are_two_grams():
    found = read("Take 2 tablets twice daily", medicine=known("metformin 500 mg tablet"))
    assert found.phases[0].drug_per_dose == Amount(Decimal(1000), Decimal(1000), "mg")
    assert found.drug_per_day == Amount(Decimal(2000), Decimal(2000), "mg")


def test_a_label_that_tells_the_strength_needs_no_other():
    found = read("Take 1 tablet (10 mg total) by mouth twice daily")
    assert found.drug_per_day == Amount(Decimal(20), Decimal(20), "mg")


def test_a_liquid_is_counted_by_its_strength():
    found = read("Take 5 mL every 12 hours", medicine=known("amoxicillin 250 mg/5 mL suspension"))
    assert found.drug_per_day.high == 500


@pytest.mark.parametrize("label", ["Take 2 teaspoons every 12 hours", "Take 10 mL every 12 hours"])
def test_a_teaspoon_is_five_millilitres(label):
    found = read(label, medicine=known("amoxicillin 250 mg/5 mL suspension"))
    assert found.drug_per_day.high == 1000


@pytest.mark.parametrize("label", ["1 po bid", "Take one twice daily", "Take 1 pill twice daily"])
def test_one_twice_a_day_counts_the_tablets_of_the_list(label):
    assert read(label, medicine=known("metformin 500 mg")).drug_per_day.high == 1000


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("enoxaparin 40 mg", "Inject 1 daily"),
        ("amoxicillin 250 mg suspension", "Take 5 twice daily"),
        ("amoxicillin 250 mg suspension", "Take 5 mL twice daily"),
        ("amoxicillin 250 mg/5 mL suspension", "Take 1 tablet twice daily"),
    ],
)
def test_a_count_that_does_not_fit_the_strength_gives_no_amount(name, label):
    assert read(label, medicine=known(name)).drug_per_day is None


@pytest.mark.parametrize(
    ("label", "amount"),
    [
        ("Take 1 tablet every 4 hours as needed. Max 3 g per day", 6),
        ("Take 1 tablet every 4 hours as needed. Max 2,000 mg in 24 hours", 4),
        ("Take 2 tablets every 6 hours as needed, no more than 3000 mg of acetaminophen per day", 6),
    ],
)
def test_a_limit_in_milligrams_becomes_tablets(label, amount):
    assert read(label, medicine=known("acetaminophen 500 mg tablet")).amount_per_day == amount


def test_a_limit_in_milligrams_without_a_strength_leaves_the_amount_open():
    found = read("Take 1 tablet every 4 hours as needed. Max 3 g per day")
    assert (found.outcome, found.amount_per_day) == ("understood", None)


def test_a_strength_that_is_not_the_medicines_is_doubted():
    found = read("Take 1 tablet (10 mg total) daily", medicine=known("lisinopril 20 mg tablet"))
    assert (found.outcome, found.amount_per_day) == ("partly", None)
    assert found.why[0] == "The strength on the label is not the strength of the medicine."


def test_two_ingredients_have_no_single_amount():
    found = read("Take 1 tablet daily", medicine=known("lisinopril-hydrochlorothiazide 20-12.5 mg tablet"))
    assert found.drug_per_day is None


def test_each_step_has_its_own_amount_of_drug():
    found = read(
        "Take 2 tablets daily for 3 days, then 1 tablet daily", medicine=known("prednisone 10 mg tablet")
    )
    assert [phase.drug_per_day.high for phase in found.phases] == [20, 10]
    assert found.drug_per_day is None
