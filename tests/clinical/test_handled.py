"""What a fact on file shows to be taken care of is milder, or named as in order."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from brownbag.clinical import knowledge, vocabulary
from brownbag.clinical.assessment import assess
from brownbag.clinical.person.record import Condition, Medication, Observation, Person, Record

ON = date(2026, 11, 20)
LISINOPRIL = Medication("lisinopril 10 mg tablet")
SPIRONOLACTONE = Medication("spironolactone 25 mg tablet")
ASPIRIN = Medication("aspirin 81 mg tablet", directions="Take 1 tablet daily")
PANTOPRAZOLE = Medication("pantoprazole 40 mg tablet")


def days_ago(days):
    return ON - timedelta(days=days)


def answer(*lines, conditions=(), results=()):
    record = Record(
        person=Person(age=Decimal(66), sex="male"),
        medications=lines,
        conditions=tuple(conditions),
        observations=tuple(results),
    )
    return assess(record, on=ON, knowledge=knowledge.load(), vocabulary=vocabulary.load())


def severities(found, *drugs, category="drug_interaction"):
    return [each.severity for each in found.findings if each.category == category and each.drugs == drugs]


def potassium(value, days):
    return Observation("Potassium", Decimal(value), unit="mmol/L", loinc="2823-3", on=days_ago(days))


def rate(value):
    return Observation("eGFR", Decimal(value), loinc="33914-3", on=days_ago(20))


@pytest.mark.parametrize(
    ("results", "in_order"),
    [
        ([potassium("4.6", 20), rate(70)], True),
        ([potassium("5.1", 20), rate(70)], False),
        ([potassium("4.6", 121), rate(70)], False),
        ([potassium("4.6", 20), rate(29)], False),
        ([potassium("4.6", 20)], False),
        ([], False),
    ],
)
def test_a_potassium_in_range_and_recent_answers_the_question_of_two_that_raise_it(results, in_order):
    found = answer(LISINOPRIL, SPIRONOLACTONE, results=results)
    assert any("spironolactone" in each.what for each in found.in_order) is in_order
    assert bool(severities(found, "lisinopril", "spironolactone")) is not in_order


def test_what_is_in_order_says_why_and_from_where():
    found = answer(LISINOPRIL, SPIRONOLACTONE, results=[potassium("4.6", 20), rate(70)])
    assert [each.what for each in found.in_order] == ["Potassium may rise: lisinopril with spironolactone"]
    assert "in range" in found.in_order[0].why
    assert found.in_order[0].sources[0].source == "acc_aha_heart_failure_2022"


def test_a_result_from_before_the_newer_medicine_answers_nothing():
    begun = Medication("spironolactone 25 mg tablet", start=days_ago(5))
    found = answer(LISINOPRIL, begun, results=[potassium("4.6", 20), rate(70)])
    assert severities(found, "lisinopril", "spironolactone") == ["moderate"]


def clopidogrel(days):
    return Medication("clopidogrel 75 mg tablet", start=days_ago(days))


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ((clopidogrel(90), PANTOPRAZOLE), []),
        ((clopidogrel(90),), ["low"]),
        ((clopidogrel(366), PANTOPRAZOLE), ["moderate"]),
    ],
)
def test_two_platelet_inhibitors_belong_together_in_the_first_year_after_a_stent(lines, expected):
    found = answer(ASPIRIN, *lines, conditions=[Condition("Coronary artery disease, stent")])
    assert severities(found, "aspirin", "clopidogrel") == expected


def test_the_day_of_the_stent_serves_where_the_start_is_not_known():
    stent = Condition("Drug-eluting stent", since=days_ago(90))
    found = answer(ASPIRIN, Medication("clopidogrel 75 mg tablet"), PANTOPRAZOLE, conditions=[stent])
    assert severities(found, "aspirin", "clopidogrel") == []


@pytest.mark.parametrize(("strength", "expected"), [("20 mg", []), ("40 mg", ["moderate"])])
def test_simvastatin_beside_amlodipine_is_in_order_up_to_the_dose_of_the_label(strength, expected):
    line = Medication(f"simvastatin {strength} tablet", directions="Take 1 tablet at bedtime")
    assert (
        severities(answer(line, Medication("amlodipine 5 mg tablet")), "amlodipine", "simvastatin")
        == expected
    )


@pytest.mark.parametrize(("conditions", "expected"), [([Condition("COPD")], []), ([], ["low"])])
def test_a_heart_selective_beta_blocker_and_an_inhaler_go_together_in_copd(conditions, expected):
    lines = Medication("bisoprolol 5 mg tablet"), Medication("albuterol inhaler")
    assert severities(answer(*lines, conditions=conditions), "albuterol", "bisoprolol") == expected


THYROID = Medication("levothyroxine 75 mcg tablet", directions="1 tablet every morning")


@pytest.mark.parametrize(
    ("iron", "expected"),
    [
        (Medication("ferrous sulfate 325 mg tablet", directions="1 tablet at bedtime"), []),
        (
            Medication(
                "ferrous sulfate 325 mg tablet", directions="1 tablet daily, 4 hours apart from thyroid"
            ),
            [],
        ),
        (Medication("ferrous sulfate 325 mg tablet", directions="1 tablet at noon"), []),
        (Medication("ferrous sulfate 325 mg tablet", directions="1 tablet daily"), ["low"]),
        (Medication("ferrous sulfate 325 mg tablet", directions="1 tablet every morning"), ["low"]),
        (
            Medication(
                "ferrous sulfate 325 mg tablet",
                directions="1 tablet at bedtime",
                how_taken="together with the thyroid pill",
            ),
            ["low"],
        ),
    ],
)
def test_thyroid_and_iron_hours_apart_are_in_order(iron, expected):
    assert severities(answer(THYROID, iron), "ferrous sulfate", "levothyroxine") == expected


@pytest.mark.parametrize(
    ("puffs", "expected"), [("2 puffs twice daily", []), ("4 puffs twice daily", ["low"])]
)
def test_a_low_dose_by_inhaler_hardly_reaches_the_bones(puffs, expected):
    line = Medication("Flovent HFA 110 mcg inhaler", directions=puffs)
    found = answer(line, conditions=[Condition("Osteopenia")])
    assert severities(found, "fluticasone", category="drug_condition") == expected


def inr(value, days=8):
    return Observation("INR", Decimal(value), loinc="6301-6", on=days_ago(days))


@pytest.mark.parametrize(
    ("begun", "result", "expected"),
    [(400, inr("2.5"), []), (100, inr("2.5"), ["moderate"]), (400, inr("3.6"), ["moderate"])],
)
def test_warfarin_has_settled_on_a_medicine_of_many_months(begun, result, expected):
    warfarin = Medication("warfarin 4 mg tablet", start=days_ago(900))
    thyroid = Medication("levothyroxine 88 mcg tablet", start=days_ago(begun))
    found = answer(warfarin, thyroid, results=[result])
    assert severities(found, "levothyroxine", "warfarin") == expected


@pytest.mark.parametrize(
    ("directions", "expected"),
    [("2 tablets daily for 5 days", []), ("1 tablet daily", ["moderate"])],
)
def test_a_few_days_of_prednisone_do_little_to_the_bones(directions, expected):
    line = Medication("prednisone 20 mg tablet", directions=directions, start=days_ago(2))
    found = answer(line, conditions=[Condition("Osteopenia")])
    assert severities(found, "prednisone", category="drug_condition") == expected


def lab(name, loinc, value, unit, days):
    return Observation(name, Decimal(value), unit=unit, loinc=loinc, on=days_ago(days))


@pytest.mark.parametrize(
    ("how", "expected"),
    [("once or twice a month", []), ("twice a week", ["low"]), ("every day", ["low"]), ("", ["low"])],
)
def test_acetaminophen_now_and_then_does_not_trouble_warfarin(how, expected):
    warfarin = Medication("warfarin 4 mg tablet")
    acetaminophen = Medication("acetaminophen 500 mg tablet", how_taken=how, as_needed=True)
    assert severities(answer(warfarin, acetaminophen), "acetaminophen", "warfarin") == expected


@pytest.mark.parametrize(("value", "in_order"), [("4.8", True), ("5.6", False)])
def test_a_pressure_pill_in_weak_kidneys_is_in_order_while_potassium_is(value, in_order):
    found = answer(Medication("lisinopril 40 mg tablet"), results=[potassium(value, 10), rate(24)])
    assert bool(severities(found, "lisinopril", category="renal_dose")) is not in_order


@pytest.mark.parametrize(("calcium", "expected"), [("9.0", ["low"]), ("7.9", ["high"])])
def test_cramps_with_a_calcium_in_range_are_hardly_from_denosumab(calcium, expected):
    record = Record(
        medications=(Medication("Prolia 60 mg"),),
        symptoms=("cramps",),
        observations=(lab("Calcium", "17861-6", calcium, "mg/dL", 10),),
    )
    found = assess(record, on=ON, knowledge=knowledge.load(), vocabulary=vocabulary.load())
    assert severities(found, "denosumab", category="adverse_drug_reaction") == expected


def pressure(value, days=10):
    return lab("Systolic blood pressure", "8480-6", value, "mm[Hg]", days)


@pytest.mark.parametrize(
    ("results", "expected"), [([pressure(130)], []), ([pressure(152)], ["low"]), ([], ["low"])]
)
def test_two_pressure_pills_with_a_pressure_in_range_are_in_order(results, expected):
    found = answer(Medication("amlodipine 5 mg"), Medication("metoprolol 50 mg"), results=results)
    assert severities(found, "amlodipine", "metoprolol") == expected


@pytest.mark.parametrize(("results", "expected"), [([pressure(126)], []), ([pressure(160)], ["moderate"])])
def test_what_raises_a_pressure_that_is_in_range_is_in_order(results, expected):
    found = answer(
        Medication("mirabegron 25 mg tablet"), conditions=[Condition("Hypertension")], results=results
    )
    assert severities(found, "mirabegron", category="drug_condition") == expected


@pytest.mark.parametrize(
    ("name", "expected"), [("Opioid use disorder", True), ("Chronic low back pain", False)]
)
def test_methadone_for_dependence_is_not_counted_in_morphine(name, expected):
    methadone = Medication("methadone 10 mg tablet", directions="Take 8 tablets once daily")
    found = answer(methadone, conditions=[Condition(name)])
    assert ("opioid_total" not in {each.rule for each in found.findings}) is expected
    assert not severities(found, "methadone", category="drug_condition")


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Hepatitis C", ["low"]), ("Hepatitis C, cured", []), ("Compensated cirrhosis", ["low"])],
)
def test_what_was_cured_is_not_there_any_more(name, expected):
    found = answer(Medication("methadone 5 mg tablet"), conditions=[Condition(name)])
    assert severities(found, "methadone", category="drug_condition") == expected


@pytest.mark.parametrize(
    ("name", "dose", "expected"),
    [
        ("Compensated cirrhosis", "Take 1 tablet every 8 hours as needed", []),
        ("Compensated cirrhosis", "Take 2 tablets every 8 hours as needed", ["moderate"]),
        ("Decompensated cirrhosis", "Take 2 tablets every 8 hours as needed", ["high"]),
    ],
)
def test_a_weak_liver_and_two_grams_of_acetaminophen(name, dose, expected):
    line = Medication("acetaminophen 500 mg tablet", directions=dose)
    found = answer(line, conditions=[Condition(name)])
    assert severities(found, "acetaminophen", category="drug_condition") == expected


def test_a_rescue_spray_beside_a_daily_one_is_no_duplicate():
    spray = Medication(
        "Valtoco 10 mg nasal spray", route="nasal", directions="1 spray for a seizure over 5 minutes"
    )
    assert (
        severities(
            answer(spray, Medication("clobazam 10 mg")), "clobazam", "diazepam", category="duplication"
        )
        == []
    )


@pytest.mark.parametrize(("label", "expected"), [("for 5 days", False), ("at bedtime", True)])
def test_a_course_of_days_is_no_long_use(label, expected):
    line = Medication("nitrofurantoin 100 mg capsule", directions=f"Take 1 capsule twice daily {label}")
    found = answer(line, results=[rate(70)])
    assert ("older_adult" in {each.rule for each in found.findings}) is expected


@pytest.mark.parametrize(
    ("how", "expected"), [("three or four times a month", []), ("12 days a month", ["low"])]
)
def test_a_triptan_now_and_then_beside_an_antidepressant(how, expected):
    triptan = Medication("rizatriptan 10 mg tablet", how_taken=how)
    assert (
        severities(answer(triptan, Medication("escitalopram 10 mg")), "escitalopram", "rizatriptan")
        == expected
    )


def test_breakthrough_pain_of_cancer_is_meant_to_be_treated_daily():
    quick = Medication(
        "morphine IR 15 mg tablet", directions="Take 1 tablet every 4 hours as needed", how_taken="two a day"
    )
    found = answer(quick, conditions=[Condition("Metastatic lung cancer")])
    assert "as_needed_daily" not in {each.rule for each in found.findings}
    assert "as_needed_daily" in {each.rule for each in answer(quick).findings}


@pytest.mark.parametrize(
    ("other", "expected"), [("prednisone 5 mg tablet", []), ("amlodipine 5 mg tablet", ["low"])]
)
def test_bone_pills_beside_a_steroid_need_no_other_reason(other, expected):
    found = answer(Medication("alendronate 70 mg tablet"), Medication(other), conditions=[Condition("Gout")])
    assert severities(found, "alendronate", category="unnecessary_therapy") == expected
