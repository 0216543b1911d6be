"""A reason that has ended, headache medicine on too many days, and a capsule that is swallowed."""

from datetime import date
from decimal import Decimal

import pytest

from brownbag.clinical import knowledge, vocabulary
from brownbag.clinical.assessment import assess
from brownbag.clinical.directions.how_often import days_a_month
from brownbag.clinical.person.record import Condition, Medication, Person, Record

ON = date(2026, 11, 24)


def rules(*lines, conditions=(), **more):
    record = Record(
        person=Person(age=Decimal(40), sex="female", **more.pop("about", {})),
        medications=tuple(line for line in lines if line.status != "proposed"),
        proposed=tuple(line for line in lines if line.status == "proposed"),
        conditions=tuple(Condition(name) for name in conditions),
    )
    found = assess(record, on=ON, knowledge=knowledge.load(), vocabulary=vocabulary.load())
    return {each.rule: each for each in found.findings}


def protector(reason, **more):
    return Medication("omeprazole 20 mg capsule", indication=reason, **more)


NAPROXEN = Medication("naproxen 500 mg tablet")
STOPPED = Medication("Aleve 220 mg tablet", status="stopped")


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([protector("to protect the stomach while on naproxen")], True),
        ([protector("to protect the stomach while on naproxen"), NAPROXEN], False),
        ([protector("stomach protection with NSAIDs")], True),
        ([protector("stomach protection with NSAIDs"), NAPROXEN], False),
        ([protector("because of Aleve"), STOPPED], True),
        ([protector("because of Aleve")], False),
        ([protector("heartburn"), STOPPED], False),
        ([protector("GERD, worse while on naproxen")], False),
        ([protector("with breakfast")], False),
        ([protector("while on naproxen", status="proposed")], False),
    ],
)
def test_a_reason_ends_with_the_medicine_that_it_names(lines, expected):
    assert ("reason_is_gone" in rules(*lines)) is expected


def headache(name, how, reason="migraine", **more):
    return Medication(name, indication=reason, how_taken=how, as_needed=True, **more)


@pytest.mark.parametrize(
    ("line", "conditions", "expected"),
    [
        (headache("sumatriptan 100 mg tablet", "about 10 days a month"), (), True),
        (headache("sumatriptan 100 mg tablet", "about 9 days a month"), (), False),
        (headache("sumatriptan 100 mg tablet", "3 times a week"), (), True),
        (headache("sumatriptan 100 mg tablet", "twice a month"), (), False),
        (headache("ibuprofen 400 mg tablet", "15 days a month", "headache"), (), True),
        (headache("ibuprofen 400 mg tablet", "14 days a month", "headache"), (), False),
        (headache("ibuprofen 400 mg tablet", "every day", "knee pain"), ("Migraine",), False),
        (headache("Excedrin Migraine", "12 days a month", ""), (), True),
        (headache("ibuprofen 400 mg tablet", "most days", ""), ("Migraine",), True),
        (headache("ibuprofen 400 mg tablet", "most days", ""), (), False),
        (headache("sumatriptan 100 mg tablet", "every day", status="proposed"), (), False),
        (headache("topiramate 50 mg tablet", "every day"), (), False),
    ],
)
def test_headache_medicine_on_many_days_brings_headaches(line, conditions, expected):
    assert ("headache_days" in rules(line, conditions=conditions)) is expected


@pytest.mark.parametrize(
    ("said", "days"),
    [
        ("2 to 3 times a week", (9, 13)),
        ("almost every day", (25, 25)),
        ("every other day", (15, 15)),
        ("rarely", None),
    ],
)
def test_days_of_a_month_are_read_from_plain_words(said, days):
    found = days_a_month(said)
    assert (None if found is None else tuple(map(round, found))) == days


@pytest.mark.parametrize(
    ("label", "how", "expected"),
    [
        ("Inhale the contents of 1 capsule once daily", "swallows the capsule with water", True),
        ("Place 1 tablet under the tongue as needed", "swallows it with water", True),
        ("Take 1 capsule daily", "swallows it with water", False),
        ("Inhale the contents of 1 capsule once daily", "inhales it every morning", False),
    ],
)
def test_what_is_meant_for_the_lungs_or_the_tongue_is_not_swallowed(label, how, expected):
    line = Medication("tiotropium 18 mcg capsule", directions=label, how_taken=how)
    assert ("by_another_route" in rules(line)) is expected


VALPROATE = Medication("valproate 500 mg tablet")


@pytest.mark.parametrize(
    ("conditions", "about", "rule"),
    [
        (["Planning pregnancy"], {}, "before_pregnancy"),
        (["Trying to conceive"], {"pregnant": False}, None),
        (["Pregnancy, 20 weeks"], {}, "in_pregnancy"),
        (["Planning pregnancy"], {"pregnant": True}, "in_pregnancy"),
        (["Preeclampsia in previous pregnancy"], {}, None),
        ([], {}, None),
    ],
)
def test_a_pregnancy_that_is_planned_is_not_one_that_is(conditions, about, rule):
    found = rules(VALPROATE, conditions=conditions, about=about)
    assert found.keys() & {"before_pregnancy", "in_pregnancy"} == ({rule} if rule else set())


@pytest.mark.parametrize(
    ("conditions", "about", "expected"),
    [
        (["Breastfeeding"], {}, True),
        (["Breastfeeding"], {"breastfeeding": False}, False),
        ([], {"breastfeeding": True}, True),
        (["Postpartum depression"], {}, False),
    ],
)
def test_breastfeeding_may_stand_among_the_conditions(conditions, about, expected):
    codeine = Medication("codeine 30 mg tablet")
    assert ("while_breastfeeding" in rules(codeine, conditions=conditions, about=about)) is expected


def test_usual_medicines_of_a_pregnancy_are_not_called_harmful():
    labetalol = Medication("labetalol 200 mg tablet")
    aspirin = Medication("aspirin 81 mg tablet", directions="Take 1 tablet daily")
    found = rules(labetalol, aspirin, conditions=["Pregnancy", "Chronic hypertension"])
    assert "in_pregnancy" not in found
    strong = Medication("aspirin 325 mg tablet", directions="Take 1 tablet daily")
    assert "in_pregnancy" in rules(strong, conditions=["Pregnancy"])


def test_a_title_names_the_condition_that_is_on_file():
    found = rules(Medication("fluticasone 110 mcg inhaler", route="inhaled"), conditions=["Asthma"])
    assert found["bronchodilator_missing"].title.startswith("Asthma: ")


@pytest.mark.parametrize(
    ("how", "expected"),
    [("with her soy protein shake", False), ("makes her shake", True)],
)
def test_what_it_is_taken_with_is_no_complaint(how, expected):
    line = Medication("levothyroxine 125 mcg tablet", how_taken=how)
    assert ("symptom_may_be_from" in rules(line)) is expected


@pytest.mark.parametrize(
    ("name", "drug"), [("ferrous sulfate 325 mg tablet", "ferrous sulfate"), ("iron gummies", "iron")]
)
def test_iron_keeps_the_name_of_the_list(name, drug):
    found = rules(Medication("minocycline 100 mg capsule"), Medication(name))
    assert found["bound_in_the_gut"].drugs == tuple(sorted(("minocycline", drug)))
