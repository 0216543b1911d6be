"""Does it work, and is there enough of it: goals, the apixaban dose, and doses that stayed low."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from brownbag.clinical import knowledge, vocabulary
from brownbag.clinical.assessment import assess
from brownbag.clinical.person.record import Condition, Medication, Observation, Person, Record

ON = date(2026, 11, 24)


def answer(*lines, age=60, weight=None, conditions=(), results=()):
    record = Record(
        person=Person(
            age=None if age is None else Decimal(age), weight_kg=None if weight is None else Decimal(weight)
        ),
        medications=lines,
        conditions=tuple(Condition(name) for name in conditions),
        observations=tuple(
            Observation(name, Decimal(value), unit=unit, on=ON) for name, value, unit in results
        ),
    )
    return assess(record, on=ON, knowledge=knowledge.load(), vocabulary=vocabulary.load())


def found(*lines, rule, **more):
    return [(each.category, each.severity) for each in answer(*lines, **more).findings if each.rule == rule]


METFORMIN = Medication("metformin 500 mg tablet", directions="Take 1 tablet twice daily")
GLIPIZIDE = Medication("glipizide 5 mg tablet")
LISINOPRIL = Medication("lisinopril 10 mg tablet")
STATIN = Medication("atorvastatin 20 mg tablet")
ALLOPURINOL = Medication("allopurinol 100 mg tablet")
SERTRALINE = Medication("sertraline 50 mg tablet")
WORKS_NOT, LITTLE, MUCH = "ineffective_drug", "dose_too_low", "dose_too_high"


@pytest.mark.parametrize(
    ("line", "condition", "test", "value", "age", "expected"),
    [
        (METFORMIN, "Type 2 diabetes", "A1c", "8.0", 60, [(LITTLE, "moderate")]),
        (METFORMIN, "Type 2 diabetes", "A1c", "7.9", 60, [(LITTLE, "low")]),
        (METFORMIN, "Type 2 diabetes", "A1c", "7.0", 60, []),
        (METFORMIN, "Type 2 diabetes", "A1c", "7.9", 65, []),
        (METFORMIN, "Type 2 diabetes", "A1c", "7.9", None, []),
        (GLIPIZIDE, "Type 2 diabetes", "A1c", "6.4", 65, [(MUCH, "moderate")]),
        (GLIPIZIDE, "Type 2 diabetes", "A1c", "6.5", 65, []),
        (GLIPIZIDE, "Type 2 diabetes", "A1c", "6.4", 64, []),
        (METFORMIN, "Type 2 diabetes", "A1c", "6.4", 65, []),
        (LISINOPRIL, "Hypertension", "Systolic", "180", 60, [(WORKS_NOT, "high")]),
        (LISINOPRIL, "Hypertension", "Systolic", "179", 60, [(WORKS_NOT, "moderate")]),
        (LISINOPRIL, "Hypertension", "Systolic", "139", 60, []),
        (LISINOPRIL, "Migraine", "Systolic", "150", 60, []),
        (STATIN, "Hypertension", "Systolic", "150", 60, []),
        (STATIN, "Coronary artery disease", "LDL", "100", 60, [(WORKS_NOT, "moderate")]),
        (STATIN, "Coronary artery disease", "LDL", "99", 60, [(WORKS_NOT, "low")]),
        (STATIN, "Coronary artery disease", "LDL", "69", 60, []),
        (ALLOPURINOL, "Gout", "Uric acid", "6.1", 60, [(LITTLE, "low")]),
        (ALLOPURINOL, "Gout", "Uric acid", "6.0", 60, []),
        (SERTRALINE, "Depression", "PHQ-9", "10", 60, [(WORKS_NOT, "moderate")]),
        (SERTRALINE, "Depression", "PHQ-9", "9", 60, []),
    ],
)
def test_a_goal_is_a_question_on_its_wrong_side_only(line, condition, test, value, age, expected):
    results = [(test, value, None)]
    assert found(line, rule="beyond_the_goal", conditions=[condition], results=results, age=age) == expected


def pressures(*values):
    return [
        Observation("Systolic", Decimal(value), on=ON - timedelta(days=7 * number))
        for number, value in enumerate(values)
    ]


@pytest.mark.parametrize(
    ("values", "expected"), [((132,), 0), ((132, 128), 0), ((132, 131), 1), ((132, 131, 120), 1)]
)
def test_a_little_above_the_goal_counts_when_it_was_so_twice(values, expected):
    record = Record(
        person=Person(age=Decimal(60)),
        medications=(LISINOPRIL,),
        conditions=(Condition("Hypertension"),),
        observations=tuple(pressures(*values)),
    )
    answer = assess(record, on=ON, knowledge=knowledge.load(), vocabulary=vocabulary.load())
    assert len([each for each in answer.findings if each.rule == "beyond_the_goal"]) == expected


@pytest.mark.parametrize(
    ("strength", "expected"), [("50 mg", (LITTLE, ("losartan",))), ("100 mg", (WORKS_NOT, ("losartan",)))]
)
def test_a_medicine_at_half_of_its_usual_highest_dose_has_room(strength, expected):
    line = Medication(f"losartan {strength} tablet", directions="Take 1 tablet daily")
    findings = answer(line, conditions=["Hypertension"], results=[("Systolic", "156", None)]).findings
    assert [(each.category, each.drugs) for each in findings if each.rule == "beyond_the_goal"] == [expected]


@pytest.mark.parametrize(("begun", "expected"), [(27, []), (29, [(LITTLE, "low")])])
def test_a_medicine_that_was_just_begun_has_its_time_to_work(begun, expected):
    line = Medication("allopurinol 100 mg tablet", start=ON - timedelta(days=begun))
    results = [("Uric acid", "9.1", None)]
    assert found(line, rule="beyond_the_goal", conditions=["Gout"], results=results) == expected


def test_an_insulin_begun_after_the_value_has_answered_it_already():
    insulin = Medication("Basaglar", directions="14 units at bedtime", start=ON - timedelta(days=20))
    results = [("A1c", "9.1", None)]
    lines = (METFORMIN, insulin)
    assert found(*lines, rule="beyond_the_goal", conditions=["Type 2 diabetes"], results=results) == []


def test_one_finding_names_all_medicines_for_the_goal():
    findings = answer(
        LISINOPRIL,
        Medication("amlodipine 5 mg tablet"),
        conditions=["Hypertension"],
        results=[("Systolic", "152", None)],
    ).findings
    assert [each.drugs for each in findings if each.rule == "beyond_the_goal"] == [
        ("amlodipine", "lisinopril")
    ]


def apixaban(strength):
    return Medication(f"apixaban {strength} mg tablet", directions="Take 1 tablet twice daily")


@pytest.mark.parametrize(
    ("strength", "age", "weight", "creatinine", "expected"),
    [
        ("2.5", 70, 80, "1.0", [(LITTLE, "moderate")]),
        ("2.5", 80, 61, "1.4", [(LITTLE, "moderate")]),
        ("2.5", 80, 60, "1.0", []),
        ("5", 80, 60, "1.0", [(MUCH, "high")]),
        ("5", 79, 60, "1.5", [(MUCH, "high")]),
        ("5", 79, 61, "1.5", []),
        ("5", 82, None, None, []),
        ("2.5", 82, None, None, []),
        ("2.5", None, 80, "1.0", [(LITTLE, "moderate")]),
    ],
)
def test_apixaban_by_two_of_three(strength, age, weight, creatinine, expected):
    results = [("Creatinine", creatinine, "mg/dL")] if creatinine else []
    more = {"age": age, "weight": weight, "results": results, "conditions": ["Atrial fibrillation"]}
    assert found(apixaban(strength), rule="apixaban_dose", **more) == expected


def test_apixaban_for_a_clot_has_no_such_dose():
    assert found(apixaban("2.5"), rule="apixaban_dose", weight=80, conditions=["Deep vein thrombosis"]) == []


def test_what_would_decide_the_dose_and_is_not_known_is_said():
    gaps = answer(apixaban("5"), age=82, conditions=["Atrial fibrillation"]).not_checked
    assert any(gap.why == "Not known: weight, creatinine." for gap in gaps)


def low_dose(days, **more):
    line = Medication(
        "sertraline 25 mg tablet", directions="Take 1 tablet daily", start=ON - timedelta(days=days)
    )
    return found(line, rule="below_usual_dose", **more)


def test_a_starting_dose_after_two_months_is_asked_about():
    assert low_dose(61) == [(LITTLE, "low")]
    assert low_dose(60) == []
    assert low_dose(61, age=75) == []
    assert low_dose(61, age=74) == [(LITTLE, "low")]
    assert low_dose(61, age=None) == []
    assert low_dose(61, conditions=["Chronic kidney disease"]) == []
    assert low_dose(61, results=[("eGFR", "59", None)]) == []
    assert low_dose(61, results=[("eGFR", "60", None)]) == [(LITTLE, "low")]


@pytest.mark.parametrize(("said", "expected"), [("152/94", 1), ("118 / 76 mmHg", 0), ("high", 0), ("1/2", 0)])
def test_a_pressure_written_with_a_stroke_is_read(said, expected):
    record = Record(
        person=Person(age=Decimal(60)),
        medications=(LISINOPRIL,),
        conditions=(Condition("Hypertension"),),
        observations=(Observation("Blood pressure", said=said, on=ON),),
    )
    findings = assess(record, on=ON, knowledge=knowledge.load(), vocabulary=vocabulary.load()).findings
    assert len([each for each in findings if each.rule == "beyond_the_goal"]) == expected


@pytest.mark.parametrize(
    ("age", "weight", "creatinine", "facts"),
    [
        (85, None, "1.6", {"apixaban in a day", "age", "Creatinine"}),
        (None, 50, "1.6", {"apixaban in a day", "weight", "Creatinine"}),
        (85, 50, None, {"apixaban in a day", "age", "weight"}),
    ],
)
def test_two_of_three_are_enough_and_only_what_is_known_is_shown(age, weight, creatinine, facts):
    given = answer(
        apixaban("5"),
        age=age,
        weight=weight,
        results=[("Creatinine", creatinine, "mg/dL")] if creatinine else [],
        conditions=["Atrial fibrillation"],
    )
    (dose,) = [each for each in given.findings if each.rule == "apixaban_dose"]
    assert {fact.what for fact in dose.facts_used} - {"takes"} == facts
