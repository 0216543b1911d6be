"""What several rules say alike is said once, under the names that the file itself uses."""

from datetime import date, timedelta
from decimal import Decimal

from brownbag.clinical import knowledge, vocabulary
from brownbag.clinical.assessment import assess
from brownbag.clinical.assessment.finding import Finding
from brownbag.clinical.assessment.told_once import told_once
from brownbag.clinical.person.record import Condition, Medication, Person, Record

ON = date(2026, 11, 24)


def findings(*lines, conditions=(), symptoms=()):
    record = Record(
        person=Person(age=Decimal(75)),
        medications=lines,
        conditions=tuple(Condition(name) for name in conditions),
        symptoms=symptoms,
    )
    return assess(record, on=ON, knowledge=knowledge.load(), vocabulary=vocabulary.load()).findings


def cascades(*lines, **more):
    return [each for each in findings(*lines, **more) if each.category == "prescribing_cascade"]


def begun(name, days):
    return Medication(name, start=ON - timedelta(days=days))


def test_whether_one_medicine_answers_another_is_one_question():
    found = cascades(
        Medication("amlodipine 10 mg tablet"),
        Medication("furosemide 20 mg tablet"),
        symptoms=("ankle swelling",),
    )
    assert [each.drugs for each in found] == [("amlodipine", "furosemide")]


def test_a_question_about_an_order_that_nobody_knows_is_one_step_milder():
    known = cascades(begun("lithium 300 mg capsule", 400), begun("propranolol 40 mg tablet", 300))
    unknown = cascades(Medication("lithium 300 mg capsule"), Medication("propranolol 40 mg tablet"))
    assert [each.severity for each in known] == ["moderate"]
    assert [each.severity for each in unknown] == ["low"]
    assert "whether lithium was begun before propranolol" in unknown[0].facts_missing


def test_two_ingredients_of_one_product_make_one_problem_with_alcohol():
    found = findings(Medication("NyQuil"), conditions=("Alcohol use disorder",))
    assert len([each for each in found if each.rule == "food_against"]) == 1


def test_ingredients_under_another_name_are_known_and_keep_that_name():
    lines = (
        Medication("Feosol", ingredients=("ferrous sulfate",)),
        Medication("levothyroxine 75 mcg tablet", ingredients=("levothyroxine",)),
    )
    pairs = [each.drugs for each in findings(*lines) if each.category == "drug_interaction"]
    assert ("ferrous sulfate", "levothyroxine") in pairs


def test_what_is_said_of_how_it_is_taken_is_a_complaint_too():
    line = Medication("lisinopril 10 mg tablet", how_taken="takes half, it makes me dizzy")
    assert any(each.category == "adverse_drug_reaction" for each in findings(line))


def test_a_complaint_in_the_plural_is_the_same_complaint():
    line = Medication("simvastatin 40 mg tablet")
    assert any(
        each.category == "adverse_drug_reaction" for each in findings(line, symptoms=("muscle aches",))
    )


def test_a_medicine_in_one_illness_is_one_problem_though_age_makes_it_worse():
    told = findings(
        Medication("quetiapine 50 mg tablet"),
        conditions=("Alzheimer disease with behavioral disturbance",),
    )
    about_dementia = [
        each
        for each in told
        if each.drugs == ("quetiapine",)
        and any(fact.what == "condition" and fact.value.startswith("Alzheimer") for fact in each.facts_used)
    ]
    assert [each.rule for each in about_dementia] == ["antipsychotic_in_dementia"]
    assert len(about_dementia[0].sources) > 1


def of_one_kind(*names):
    told = findings(*(Medication(name) for name in names))
    return [(each.drugs, each.severity) for each in told if each.rule == "same_group_twice"]


def test_two_medicines_that_do_the_same_are_one_too_many():
    assert of_one_kind("Advair Diskus", "Symbicort") == [
        (("budesonide", "fluticasone", "formoterol", "salmeterol"), "moderate")
    ]
    assert of_one_kind("tamsulosin 0.4 mg capsule", "terazosin 5 mg capsule") == [
        (("tamsulosin", "terazosin"), "moderate")
    ]
    assert of_one_kind("clopidogrel 75 mg tablet", "Brilinta 90 mg") == [
        (("clopidogrel", "ticagrelor"), "high")
    ]
    assert of_one_kind("Januvia 100 mg", "Ozempic") == [(("semaglutide", "sitagliptin"), "moderate")]


def test_two_strengths_of_a_mixture_are_not_two_of_a_kind():
    assert of_one_kind("Adderall XR 20 mg capsule", "Adderall 10 mg tablet") == []


def test_a_cream_or_eye_drops_beside_a_tablet_are_not_two_of_a_kind():
    assert of_one_kind("prednisone 10 mg tablet", "triamcinolone 0.1 % cream") == []
    assert of_one_kind("ciprofloxacin 500 mg tablet", "moxifloxacin 0.5 % eye drops") == []


def question(number, category, *drugs):
    return Finding(
        id=number,
        rule=f"rule_{number}",
        category=category,
        severity="moderate",
        urgency="next_visit",
        interrupts=False,
        drugs=drugs,
        title=f"Question {number}",
        why="It is asked.",
    )


def test_a_second_rule_about_the_same_two_medicines_asks_the_same_question():
    first = question("1", "prescribing_cascade", "amlodipine", "furosemide")
    again = question("2", "prescribing_cascade", "amlodipine", "furosemide")
    other = question("3", "prescribing_cascade", "bumetanide", "nifedipine")
    assert [each.id for each in told_once([first, again, other])] == ["1", "3"]


def test_which_of_several_may_stop_is_said_before_and_the_wider_question_is_dropped():
    one = question("1", "unnecessary_therapy", "omeprazole")
    wider = question("2", "unnecessary_therapy", "famotidine", "omeprazole")
    assert [each.id for each in told_once([one, wider])] == ["1"]
    assert [each.id for each in told_once([wider, one])] == ["2", "1"]


def test_two_statins_are_one_problem_and_not_also_an_interaction():
    found = findings(Medication("simvastatin 40 mg tablet"), Medication("atorvastatin 80 mg tablet"))
    both = [each.category for each in found if each.drugs == ("atorvastatin", "simvastatin")]
    assert both == ["duplication"]


def test_sore_joints_alone_are_not_yet_lupus_and_with_a_rash_and_fever_they_may_be():
    def spoken(*symptoms):
        found = findings(Medication("hydralazine 100 mg tablet"), symptoms=symptoms)
        return [each.drugs for each in found if each.rule == "symptom_may_be_from"]

    assert spoken("aching joints") == []
    assert spoken("aching joints", "rash on cheeks") == [("hydralazine",)]


def test_a_combination_is_called_by_all_its_parts():
    found = findings(
        Medication("perindopril 5 mg/indapamide 1.5 mg tablet"), Medication("digoxin 0.125 mg tablet")
    )
    titles = {each.rule: each.title.casefold() for each in found}
    assert "perindopril/indapamide" in titles["digitalis_with_potassium_wasting_diuretics"]
