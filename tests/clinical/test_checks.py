"""Each check on made-up facts: it finds, it leaves alone, at each threshold, and it says what is missing."""

import itertools
from datetime import date, timedelta
from decimal import Decimal

import pytest

from brownbag.clinical import knowledge, vocabulary
from brownbag.clinical.assessment import assess
from brownbag.clinical.assessment.assess import engine_of
from brownbag.clinical.knowledge.topics import TOPICS
from brownbag.clinical.person.record import Allergy, Condition, Medication, Observation, Person, Record
from tests.clinical.made_up import facts_row, loads, release

ON = date(2026, 11, 24)
GROUPS = {"ones": {"members": ["first"], "title": "ones"}}


def days_ago(days):
    return ON - timedelta(days=days)


def taking(name="First", ingredient="first", **more):
    return Medication(name, ingredients=(ingredient,), **more)


def person(*lines, age=50, conditions=(), results=(), **more):
    kept = {key: more.pop(key) for key in ("pregnant", "breastfeeding", "pregnancy_weeks") if key in more}
    return Record(
        person=Person(age=None if age is None else Decimal(age), **kept),
        medications=lines or (taking(),),
        conditions=tuple(Condition(name) for name in conditions),
        observations=tuple(results),
        **more,
    )


def found(record, made, rule):
    answer = assess(record, on=ON, knowledge=made, vocabulary=vocabulary.load())
    return [(each.severity, each.urgency) for each in answer.findings if each.rule == rule]


def not_checked(record, made):
    answer = assess(record, on=ON, knowledge=made, vocabulary=vocabulary.load())
    return " ".join(f"{gap.what}: {gap.why}" for gap in answer.not_checked)


def kidney(value):
    return Observation("eGFR", Decimal(value), loinc="98979-8", on=ON)


def limits(**more):
    row = {"measure": "crcl", "below": "30", "action": "avoid", "why": "It builds up."}
    return release(kidney={"first": [facts_row(**row | more)]})


def test_below_the_kidney_limit_it_is_found_and_at_the_limit_it_is_not():
    assert found(person(results=[kidney("29.9")]), limits(), "kidney_limit") == [("high", "this_week")]
    assert found(person(results=[kidney(30)]), limits(), "kidney_limit") == []


@pytest.mark.parametrize(
    ("directions", "expected"),
    [("Take 1 tablet after dialysis", []), ("Take 1 tablet daily", [("moderate", "next_visit")])],
)
def test_directions_by_the_days_of_dialysis_are_made_for_these_kidneys(directions, expected):
    made = limits(below="60", action="reduce")
    record = person(taking(directions=directions), results=[kidney(8)])
    assert found(record, made, "kidney_limit") == expected


def test_without_a_kidney_function_it_is_said_so():
    assert "first: Not known: kidney function" in not_checked(person(), limits())


def test_the_lowest_limit_that_is_passed_speaks():
    rows = [
        facts_row(measure="crcl", below=below, action=action, why="It builds up.")
        for below, action in (("60", "watch"), ("30", "avoid"))
    ]
    made = release(kidney={"first": rows})
    assert found(person(results=[kidney(45)]), made, "kidney_limit") == [("low", "note")]
    assert found(person(results=[kidney(25)]), made, "kidney_limit") == [("high", "this_week")]


@pytest.mark.parametrize(("tablets", "expected"), [(2, []), (3, [("moderate", "this_week")])])
def test_a_dose_is_held_against_the_most_for_these_kidneys(tablets, expected):
    line = Medication("gabapentin 100 mg capsule", directions=f"Take 1 capsule {tablets} times a day")
    row = facts_row(
        measure="crcl", below="30", action="reduce", max_per_day="200", unit="mg", why="It builds up."
    )
    made = release(kidney={"gabapentin": [row]})
    assert found(person(line, results=[kidney(20)]), made, "kidney_limit") == expected


def test_a_limit_for_a_dose_that_is_not_known_names_what_is_missing():
    made = limits(action="reduce", max_per_day="200", unit="mg")
    answer = assess(person(results=[kidney(20)]), on=ON, knowledge=made, vocabulary=vocabulary.load())
    assert answer.findings[0].facts_missing == ("the amount of first in a day",)


@pytest.mark.parametrize(
    ("condition", "stage", "expected"),
    [
        ("Cirrhosis of liver", "severe", [("high", "this_week")]),
        ("Fatty liver disease", "severe", []),
        ("Fatty liver disease", "any", [("high", "this_week")]),
        ("Hypertension", "any", []),
    ],
)
def test_a_liver_disease_on_file(condition, stage, expected):
    made = release(liver={"first": [facts_row(stage=stage, action="avoid", why="It builds up.")]})
    assert found(person(conditions=[condition]), made, "liver_limit") == expected


def worse(**more):
    row = {"condition": "heart_failure", "action": "avoid", "severity": "high", "why": "It holds water."}
    return release(groups=GROUPS, conditions={"@ones": [facts_row(**row | more)]})


def test_a_condition_on_file_is_found_and_another_is_not():
    assert found(person(conditions=["CHF"]), worse(), "condition_to_avoid") == [("high", "this_week")]
    assert found(person(conditions=["Family history of heart failure"]), worse(), "condition_to_avoid") == []


def test_a_condition_of_the_past_counts_only_where_history_counts():
    gone = Record(medications=(taking(),), conditions=(Condition("Constipation", status="past"),))
    assert found(gone, worse(condition="constipation"), "condition_to_avoid") == []
    bled = Record(medications=(taking(),), conditions=(Condition("GI bleed", status="past"),))
    assert found(bled, worse(condition="gi_bleed"), "condition_to_avoid") == [("high", "this_week")]


def test_a_cream_is_left_alone():
    cream = taking(route="topical")
    assert found(person(cream, conditions=["CHF"]), worse(), "condition_to_avoid") == []


def test_after_a_fall_what_makes_falls_is_found():
    made = release(loads=loads(first={"falls": 3}))
    assert found(person(conditions=["History of falls"]), made, "after_a_fall") == [("moderate", "this_week")]
    assert found(person(), made, "after_a_fall") == []


def older(**more):
    row = {"action": "avoid", "severity": "high", "why": "It confuses."}
    return release(groups=GROUPS, older_adults={"first": [facts_row(**row | more)]})


@pytest.mark.parametrize(("age", "expected"), [(64, []), (65, [("high", "this_week")])])
def test_from_65_on(age, expected):
    assert found(person(age=age), older(), "older_adult") == expected


def test_without_an_age_it_is_said_so():
    assert "first: Not known: age" in not_checked(person(age=None), older())


def test_only_if_and_unless():
    only = older(only_if="falls or dementia")
    assert found(person(age=80, conditions=["Dementia"]), only, "older_adult")
    assert not found(person(age=80), only, "older_adult")
    unless = older(unless="use:seizure")
    assert found(person(age=80), unless, "older_adult")
    assert not found(person(taking(indication="seizures"), age=80), unless, "older_adult")


def test_with_another_medicine():
    made = older(only_if="with:@ones")
    second = {"second": [facts_row(action="avoid", severity="high", why="x", only_if="with:@ones")]}
    made = release(groups=GROUPS, older_adults=second)
    alone = taking("Second", "second")
    assert not found(person(alone, age=80), made, "older_adult")
    assert found(person(alone, taking(), age=80), made, "older_adult")


@pytest.mark.parametrize(("days", "expected"), [(56, []), (57, [("moderate", "next_visit")])])
def test_longer_than_days(days, expected):
    made = older(only_if="longer_than_days:56", action="avoid_longterm", severity="moderate")
    assert found(person(taking(start=days_ago(days)), age=80), made, "older_adult") == expected


def test_a_start_that_is_not_on_file_is_said():
    made = older(only_if="longer_than_days:56", action="avoid_longterm")
    assert "if it is taken for more than 56 days" in not_checked(person(age=80), made)


@pytest.mark.parametrize(("strength", "expected"), [("6", []), ("10", [("high", "this_week")])])
def test_a_dose_above(strength, expected):
    line = Medication(f"doxepin {strength} mg capsule", directions="Take 1 capsule at bedtime")
    row = facts_row(action="avoid", severity="high", why="It confuses.", only_if="dose_above:6 mg")
    made = release(older_adults={"doxepin": [row]})
    assert found(person(line, age=80), made, "older_adult") == expected


def test_a_medicine_begun_long_ago_is_not_begun():
    made = older(action="avoid_start", severity="high")
    assert found(person(taking(start=days_ago(366)), age=80), made, "older_adult") == [("low", "note")]
    assert found(person(taking(start=days_ago(365)), age=80), made, "older_adult") == [("high", "next_visit")]


@pytest.mark.parametrize(
    ("weeks", "stage", "expected"),
    [
        (13, "first", [("high", "today")]),
        (14, "first", []),
        (27, "second", [("high", "today")]),
        (28, "second", []),
        (28, "third", [("high", "today")]),
        (None, "third", [("high", "today")]),
        (20, "any", [("high", "today")]),
    ],
)
def test_in_the_weeks_of_a_pregnancy(weeks, stage, expected):
    made = release(pregnancy={"first": [facts_row(stage=stage, action="avoid", why="It harms the child.")]})
    assert found(person(pregnant=True, pregnancy_weeks=weeks), made, "in_pregnancy") == expected
    assert found(person(), made, "in_pregnancy") == []


def test_while_breastfeeding():
    made = release(pregnancy={"first": [facts_row(stage="breastfeeding", action="caution", why="x")]})
    assert found(person(breastfeeding=True), made, "while_breastfeeding") == [("low", "next_visit")]
    assert found(person(), made, "while_breastfeeding") == []


@pytest.mark.parametrize(
    ("substance", "kind", "expected"),
    [
        ("ampicillin", "allergy", [("high", "today")]),
        ("amoxicillin", "allergy", [("high", "today")]),
        ("amoxicillin", "intolerance", [("moderate", "this_week")]),
        ("penicillin", "intolerance", [("moderate", "next_visit")]),
        ("cephalexin", "allergy", [("moderate", "this_week")]),
        ("codeine", "allergy", []),
    ],
)
def test_an_allergy_by_ingredient_and_group(substance, kind, expected):
    record = Record(
        medications=(Medication("amoxicillin 500 mg"),), allergies=(Allergy(substance, kind=kind),)
    )
    assert found(record, release(), "allergy_on_file") == expected


@pytest.mark.parametrize(
    ("substance", "reaction", "expected"),
    [
        ("penicillin", "nausea", []),
        ("penicillin", "nausea, then hives", [("high", "today")]),
        ("amoxicillin", "upset stomach", [("low", "next_visit")]),
    ],
)
def test_an_upset_stomach_among_the_allergies_is_a_side_effect(substance, reaction, expected):
    record = Record(
        medications=(Medication("amoxicillin 500 mg"),), allergies=(Allergy(substance, reaction=reaction),)
    )
    assert found(record, release(), "allergy_on_file") == expected


@pytest.mark.parametrize(
    ("directions", "expected"),
    [
        ("Take 2 tablets 4 times a day", []),
        ("Take 3 tablets 3 times a day", [("moderate", "this_week")]),
        ("Take 3 tablets 4 times a day", [("high", "today")]),
        ("Take as directed", []),
    ],
)
def test_more_in_a_day_than_the_limit(directions, expected):
    line = Medication("acetaminophen 500 mg tablet", directions=directions)
    row = facts_row(who="adult", what="max_day", amount="4", unit="g")
    assert found(person(line), release(limits={"acetaminophen": [row]}), "dose_above_limit") == expected


def test_two_bottles_are_added_up_and_the_limit_of_the_age_counts():
    lines = [
        Medication("acetaminophen 500 mg tablet", directions="Take 2 tablets 3 times a day"),
        Medication("oxycodone-acetaminophen 5-325 mg tablet", directions="Take 1 tablet every 6 hours"),
    ]
    rows = [
        facts_row(who=who, what="max_day", amount=amount, unit="mg")
        for who, amount in (("adult", "5000"), ("over_65", "3000"))
    ]
    made = release(limits={"acetaminophen": rows})
    assert found(person(*lines, age=60), made, "dose_above_limit") == []
    assert found(person(*lines, age=65), made, "dose_above_limit") == [("moderate", "this_week")]


def test_an_amount_that_is_not_known_does_not_hide_one_that_is():
    lines = [
        Medication("acetaminophen 500 mg tablet", directions="Take 2 tablets 4 times a day"),
        Medication("Percocet", directions="as directed"),
    ]
    row = facts_row(who="adult", what="max_day", amount="3000", unit="mg")
    made = release(limits={"acetaminophen": [row]})
    answer = assess(person(*lines), on=ON, knowledge=made, vocabulary=vocabulary.load())
    over = next(each for each in answer.findings if each.rule == "dose_above_limit")
    assert over.facts_missing == ("how much acetaminophen comes from Percocet",)


def with_result(days):
    return person(taking(start=days_ago(800)), results=[Observation("TSH", Decimal(2), on=days_ago(days))])


@pytest.mark.parametrize(("days", "expected"), [(456, []), (457, [("moderate", "next_visit")])])
def test_a_result_older_than_its_interval_and_a_quarter(days, expected):
    row = facts_row(test="tsh", every_days="365", why="The need changes.")
    assert found(with_result(days), release(monitoring={"first": [row]}), "monitoring_overdue") == expected


def test_a_result_that_was_never_there():
    row = facts_row(test="tsh", begin_days="42", every_days="365", why="The need changes.")
    made = release(monitoring={"first": [row]})
    assert found(person(taking(start=days_ago(43))), made, "monitoring_overdue") == [("low", "note")]
    assert found(person(taking(start=days_ago(42))), made, "monitoring_overdue") == []


def test_a_result_without_a_date_counts():
    made = release(monitoring={"first": [facts_row(test="tsh", every_days="365", why="x")]})
    record = person(results=[Observation("TSH", Decimal(2))])
    assert found(record, made, "monitoring_overdue") == []


@pytest.mark.parametrize(
    ("how_often", "what_to_do", "expected"),
    [
        ("common", "tell_us", [("moderate", "next_visit")]),
        ("uncommon", "tell_us", []),
        ("rare", "call_911", [("high", "today")]),
    ],
)
def test_a_symptom_in_the_words_of_the_person(how_often, what_to_do, expected):
    row = facts_row(sign="cough", words="dry cough; hacking", how_often=how_often, what_to_do=what_to_do)
    made = release(signs={"first": [row]})
    assert found(person(symptoms=("A dry cough at night",)), made, "symptom_may_be_from") == expected
    assert found(person(symptoms=("Knee pain",)), made, "symptom_may_be_from") == []


@pytest.mark.parametrize(("days", "expected"), [(14, [("moderate", "this_week")]), (15, [])])
def test_stopped_at_once(days, expected):
    made = release(
        stopping={"first": [facts_row(kind="withdrawal", after_days="30", how="Lower it over weeks.")]}
    )
    stopped = taking(status="stopped", start=days_ago(400), end=days_ago(days))
    assert found(person(stopped), made, "stopped_suddenly") == expected
    short = taking(status="stopped", start=days_ago(20), end=days_ago(2))
    assert found(person(short), made, "stopped_suddenly") == []


@pytest.mark.parametrize(("days", "expected"), [(180, []), (181, [("moderate", "this_week")])])
def test_meant_for_a_short_time(days, expected):
    made = release(uses={"first": [facts_row(condition="infection", course="short")]})
    assert found(person(taking(start=days_ago(days))), made, "taken_too_long") == expected
    assert found(person(taking()), made, "taken_too_long") == []


def test_no_reason_on_file():
    made = release(uses={"warfarin": [facts_row(condition="atrial_fibrillation", course="long")]})
    line = Medication("warfarin 5 mg tablet")
    assert found(person(line, conditions=["Hypertension"]), made, "no_reason_on_file") == [("low", "note")]
    assert found(person(line, conditions=["AFib"]), made, "no_reason_on_file") == []
    assert found(person(line), made, "no_reason_on_file") == []


def test_money_in_the_way():
    made = release(cheaper={"first": [facts_row(instead="second", why="It is generic.")]})
    assert found(person(barriers=("I cannot afford it",)), made, "cheaper_equal") == [
        ("moderate", "next_visit")
    ]
    assert found(person(taking(cost_per_month=Decimal(50))), made, "cheaper_equal") == [("low", "note")]
    assert found(person(taking(cost_per_month=Decimal("49.99"))), made, "cheaper_equal") == []


def test_food_that_the_person_names():
    made = release(
        food={"first": [facts_row(what="grapefruit", action="avoid", say_to_patient="No grapefruit.")]}
    )
    assert found(person(taking(how_taken="with grapefruit juice")), made, "food_against") == [
        ("moderate", "this_week")
    ]
    assert found(person(taking(how_taken="with water")), made, "food_against") == []


def test_hours_apart():
    rows = {
        "first": [
            facts_row(**{"from": "second", "hours_before": "4", "hours_after": "0", "why": "It binds."})
        ]
    }
    made = release(spacing=rows)
    assert found(person(taking(), taking("Second", "second")), made, "take_apart") == [("low", "note")]
    assert found(person(taking()), made, "take_apart") == []


def burden(*levels, age=50, load="anticholinergic"):
    names = [f"number {place}" for place in range(len(levels))]
    made = release(loads=loads(**{name: {load: level} for name, level in zip(names, levels, strict=True)}))
    return person(*(taking(name, name) for name in names), age=age), made


@pytest.mark.parametrize(
    ("levels", "age", "expected"),
    [
        ((1, 1), 65, []),
        ((2, 1), 64, [("low", "note")]),
        ((2, 1), 65, [("moderate", "this_week")]),
        ((2, 2, 2), 65, [("high", "this_week")]),
        ((3,), 65, []),
    ],
)
def test_a_score_that_adds_up(levels, age, expected):
    assert found(*burden(*levels, age=age), "anticholinergic_burden") == expected


@pytest.mark.parametrize(
    ("load", "rule"),
    [
        ("qt", "qt_burden"),
        ("bleeding", "bleeding_burden"),
        ("serotonin", "serotonin_burden"),
        ("potassium_up", "potassium_burden"),
        ("sedation", "calming_burden"),
    ],
)
def test_three_together(load, rule):
    assert found(*burden(2, 2, 2, load=load), rule)
    assert not found(*burden(2, 2, 1, load=load), rule)
    assert not found(*burden(3, 3, load=load), rule)


def test_three_that_make_falls_from_65_on():
    assert found(*burden(2, 2, 2, load="falls", age=65), "falls_burden")
    assert not found(*burden(2, 2, 2, load="falls", age=64), "falls_burden")


def test_two_of_one_group():
    made = release()
    both = person(Medication("ibuprofen 200 mg"), Medication("naproxen 220 mg"))
    assert found(both, made, "same_group_twice") == [("moderate", "this_week")]
    assert (
        found(person(Medication("ibuprofen 200 mg"), Medication("Voltaren gel")), made, "same_group_twice")
        == []
    )


def test_a_pair_of_a_year_does_not_call_at_once():
    made = release(loads=loads(first={"qt": 3}, second={"qt": 3}))

    def since(days):
        return person(taking(start=days_ago(days)), taking("Second", "second", start=days_ago(days)))

    assert found(since(365), made, "qt_added") == [("high", "today")]
    assert found(since(366), made, "qt_added") == [("high", "this_week")]


def test_one_change_that_settles_two_problems_is_told_once():
    made = release(
        loads=loads(
            first={"bleeding": 3}, second={"stomach_bleeding": 3, "kidney_harm": 3}, third={"kidney_harm": 3}
        )
    )
    record = person(taking(), taking("Second", "second", source="otc"), taking("Third", "third"))
    answer = assess(record, on=ON, knowledge=made, vocabulary=vocabulary.load())
    head, other = (each for each in answer.findings if "second" in each.drugs)
    assert other.same_fix_as == head.id
    assert head.same_fix_as is None


# What a fact may say, by the mechanism that grades it: the closed lists of its table.
GRADED = {
    "allergy_on_file": {"how": ["same", "same_intolerance", "group_intolerance", "cross"], "group": [""]},
    "condition_to_avoid": {
        "action": TOPICS["conditions"].closed["action"],
        "severity_of": TOPICS["conditions"].closed["severity"],
        "line": ["taken", "proposed"],
    },
    "kidney_limit": {"action": [*TOPICS["kidney"].closed["action"], "above"], "line": ["taken", "proposed"]},
    "stopped_suddenly": {"kind": TOPICS["stopping"].closed["kind"]},
    "cheaper_equal": {"barrier": ["yes", "no"]},
    "dose_above_limit": {"over": ["half", "some"], "narrow": ["yes", "no"]},
    "apixaban_dose": {"side": ["too little", "too much"]},
}


@pytest.mark.parametrize("mechanism", GRADED)
def test_every_fact_that_a_table_may_hold_has_a_grade(mechanism):
    engine = engine_of(knowledge.load())
    ways = itertools.product(*GRADED[mechanism].values())
    rows = [dict(zip(GRADED[mechanism], way, strict=True)) for way in ways]
    assert [row for row in rows if engine.grade(mechanism, **row) is None] == []


@pytest.mark.parametrize(
    ("age", "per_day", "expected"), [(17, 3, []), (17, 5, [("high", "today")]), (18, 5, [])]
)
def test_the_limit_of_a_child_is_a_childs(age, per_day, expected):
    rows = [
        facts_row(what="max_day", who=who, amount=amount, unit="mg", why="Too much harms.")
        for who, amount in (("child", "300"), ("adult", "900"))
    ]
    line = Medication("gabapentin 100 mg capsule", directions=f"Take 1 capsule {per_day} times a day")
    assert found(person(line, age=age), release(limits={"gabapentin": rows}), "dose_above_limit") == expected


def stopping(**more):
    return release(
        stopping={"first": [facts_row(kind="withdrawal", how="Taper it.", after_days="28") | more]}
    )


@pytest.mark.parametrize(
    ("begun", "after", "expected"),
    [
        (None, "28", [("moderate", "this_week")]),
        (20, "28", []),
        (20, "", [("moderate", "this_week")]),
        (60, "28", [("moderate", "this_week")]),
    ],
)
def test_stopped_last_week_after_a_while_or_after_nobody_knows_how_long(begun, after, expected):
    start = None if begun is None else days_ago(begun)
    line = taking(status="stopped", start=start, end=days_ago(5))
    assert found(person(line), stopping(after_days=after), "stopped_suddenly") == expected


@pytest.mark.parametrize(
    ("name", "form", "expected"),
    [
        ("Nifedipine 10 mg capsule", "", True),
        ("Nifedipine IR 10 mg", "", True),
        ("Nifedipine ER 30 mg tablet", "", False),
        ("Nifedipine 30 mg", "tablet, extended release", False),
    ],
)
def test_only_the_quick_form_is_meant(name, form, expected):
    row = facts_row(action="avoid", severity="high", why="It drops.", only_if="form:immediate_release")
    made = release(older_adults={"nifedipine": [row]})
    line = taking(name, "nifedipine", form=form)
    assert bool(found(person(line, age=80), made, "older_adult")) == expected


def test_a_form_that_is_not_on_file_is_said():
    row = facts_row(action="avoid", severity="high", why="It drops.", only_if="form:immediate_release")
    made = release(older_adults={"first": [row]})
    assert "Not known" in not_checked(person(age=80), made)


def test_only_the_slow_form_is_meant():
    made = older(only_if="form:extended_release")
    assert found(person(taking("First XR 10 mg"), age=80), made, "older_adult")
    assert not found(person(taking("First 10 mg"), age=80), made, "older_adult")


def test_another_allergy_is_no_finding():
    made = release(groups=GROUPS)
    record = person(taking("Lisinopril", "lisinopril"), allergies=(Allergy("peanuts"),))
    assert found(record, made, "allergy_on_file") == []


def test_a_dose_in_units_is_not_held_against_a_limit_in_milligrams():
    line = Medication("insulin glargine 100 units/mL", directions="Inject 20 units at bedtime")
    row = facts_row(measure="crcl", below="30", action="reduce", max_per_day="5", unit="mg", why="It stays.")
    made = release(kidney={"insulin glargine": [row]})
    answer = assess(person(line, results=[kidney(20)]), on=ON, knowledge=made, vocabulary=vocabulary.load())
    (limit,) = [each for each in answer.findings if each.rule == "kidney_limit"]
    assert limit.facts_missing == ("the amount of insulin glargine in a day",)


def test_a_result_is_found_by_the_words_of_its_name_and_an_unknown_one_stands_for_none():
    named = Observation("Estimated GFR, serum", Decimal(20), on=ON)
    assert found(person(results=[named]), limits(), "kidney_limit") == [("high", "this_week")]
    unknown = Observation("mood today", Decimal(20), on=ON)
    assert found(person(results=[unknown]), limits(), "kidney_limit") == []
    assert "Not known: kidney function" in not_checked(person(results=[unknown]), limits())


@pytest.mark.parametrize(("breastfeeding", "expected"), [(True, 1), (False, 0), (None, 0)])
def test_a_rule_may_ask_whether_she_breastfeeds(breastfeeding, expected):
    rule = next(each for each in knowledge.load().rules if "takes" in each["when"])
    when = {"takes": rule["when"]["takes"], "breastfeeding": "yes"}
    made = release(rules=[rule | {"when": when}])
    (name, *_) = sorted(made.members(when["takes"]))
    record = person(taking(name, name), breastfeeding=breastfeeding)
    assert len(found(record, made, rule["rule"])) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (taking(indication="Restless legs"), True),
        (taking(directions="1 tablet for restless legs"), True),
        (taking(how_taken="for my restless legs"), True),
        (taking(indication="sleep"), False),
    ],
)
def test_what_label_reason_or_person_says(line, expected):
    assert bool(found(person(line, age=80), older(only_if="says:restless"), "older_adult")) == expected


def test_units_of_a_vitamin_are_not_held_against_a_limit_in_milligrams():
    line = Medication("cholecalciferol 1000 units capsule", directions="Take 1 capsule daily")
    row = facts_row(what="max_day", who="adult", amount="1", unit="mg", why="Too much harms.")
    assert found(person(line), release(limits={"cholecalciferol": [row]}), "dose_above_limit") == []
