"""What must hold for any list of medicines: relations between one assessment and another."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import combinations
from pathlib import Path
from random import Random

import pytest

from brownbag.clinical import knowledge, vocabulary
from brownbag.clinical.assessment import assess, check_pair, pair_check
from brownbag.clinical.person.record import Condition, Medication, Observation, Person, Record
from brownbag.exchange import findings
from tests.clinical.made_up import release

ON = date(2026, 11, 24)
HELD = {"on": ON, "knowledge": knowledge.load(), "vocabulary": vocabulary.load()}
NAMES = (
    "warfarin 5 mg tablet",
    "Bactrim DS",
    "naproxen 220 mg tablet",
    "lisinopril 20 mg tablet",
    "hydrochlorothiazide 25 mg tablet",
    "spironolactone 25 mg tablet",
    "simvastatin 40 mg tablet",
    "clarithromycin 500 mg tablet",
    "amiodarone 200 mg tablet",
    "citalopram 20 mg tablet",
    "tramadol 50 mg tablet",
    "oxybutynin 5 mg tablet",
    "donepezil 10 mg tablet",
    "diphenhydramine 25 mg capsule",
    "lorazepam 1 mg tablet",
    "digoxin 0.125 mg tablet",
    "verapamil 120 mg tablet",
    "levothyroxine 50 mcg tablet",
    "calcium carbonate 500 mg tablet",
    "clopidogrel 75 mg tablet",
    "omeprazole 20 mg capsule",
    "methotrexate 2.5 mg tablet",
    "ginkgo",
    "Tylenol PM",
    "Voltaren gel",
)
CONDITIONS = (
    "Heart failure",
    "History of falls",
    "Dementia",
    "Chronic kidney disease",
    "Atrial fibrillation",
)
SEEDS = range(12)


def list_of(seed):
    "A person whose list is drawn from the names above."
    chance = Random(seed)
    return Record(
        person=Person(age=Decimal(chance.choice((45, 64, 65, 82)))),
        medications=tuple(
            Medication(name, key=f"line {name}", directions="Take 1 tablet twice a day")
            for name in chance.sample(NAMES, 8)
        ),
        conditions=tuple(Condition(name) for name in chance.sample(CONDITIONS, 2)),
        observations=(Observation("eGFR", Decimal(chance.choice((25, 45, 90))), loinc="98979-8", on=ON),),
    )


def told(record):
    return assess(record, **HELD).findings


def named(found):
    return {(each.rule, each.drugs) for each in found}


def test_the_lists_are_drawn_so_that_something_is_found_on_each():
    assert all(len(told(list_of(seed))) > 3 for seed in SEEDS)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_order_of_the_list_changes_nothing(seed):
    record = list_of(seed)
    turned = record.with_medications(*reversed(record.medications))
    assert findings.as_json(assess(record, **HELD)) == findings.as_json(assess(turned, **HELD))


@pytest.mark.parametrize("seed", SEEDS)
def test_one_more_medicine_never_takes_a_finding_away(seed):
    record = list_of(seed)
    more = record.with_medications(*record.medications, Medication("acyclovir 400 mg tablet", key="more"))
    omissions = {"needs_additional_therapy"}
    before = {
        (each.rule, each.drugs)
        for each in told(record)
        if each.category not in omissions and len(each.drugs) < 3
    }
    assert before <= named(told(more))


@pytest.mark.parametrize("seed", SEEDS)
def test_one_medicine_less_takes_only_what_names_it(seed):
    record = list_of(seed)
    gone, *kept = record.medications
    lost = set(vocabulary.load().resolve(gone.name).ingredients)
    # A test may be needed only beside another medicine; it then goes with that one.
    before = named(each for each in told(record) if each.category != "monitoring_needed")
    after = named(told(record.with_medications(*kept)))
    assert all(lost & set(drugs) for _, drugs in before - after)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_medicine_stopped_long_ago_changes_nothing(seed):
    record = list_of(seed)
    stopped = Medication("clarithromycin 250 mg tablet", status="stopped", end=date(2020, 1, 1), key="old")
    assert told(record.with_medications(*record.medications, stopped)) == told(record)


@pytest.mark.parametrize("seed", SEEDS)
def test_what_says_nothing_of_medicine_changes_nothing(seed):
    record = list_of(seed)
    assert told(replace(record, title="Another title", goals=("See the sea",))) == told(record)


@pytest.mark.parametrize("seed", SEEDS)
def test_weaker_kidneys_keep_every_kidney_finding(seed):
    record = list_of(seed)
    worse = replace(record, observations=(Observation("eGFR", Decimal(10), loinc="98979-8", on=ON),))
    kidney = {each.drugs for each in told(record) if each.category == "renal_dose"}
    assert kidney <= {each.drugs for each in told(worse) if each.category in ("renal_dose", "drug_condition")}


@pytest.mark.parametrize(
    ("brand", "generic"),
    [("Coumadin", "warfarin"), ("Zocor", "simvastatin"), ("Celexa", "citalopram"), ("Lanoxin", "digoxin")],
)
def test_a_brand_is_its_generic(brand, generic):
    others = tuple(Medication(name) for name in NAMES[1:12])
    one, other = (Record(medications=(Medication(name), *others)) for name in (brand, generic))
    assert named(told(one)) == named(told(other))


def test_a_combination_is_its_ingredients():
    with_ = (Medication("ibuprofen 200 mg"), Medication("lithium carbonate 300 mg"))
    combined = Record(medications=(Medication("lisinopril-hydrochlorothiazide 20-12.5 mg tablet"), *with_))
    apart = Record(
        medications=(Medication("lisinopril 20 mg"), Medication("hydrochlorothiazide 12.5 mg"), *with_)
    )
    together = named(told(combined))
    meant = ("hydrochlorothiazide", "lisinopril")
    for rule, drugs in named(told(apart)):
        assert drugs == meant or any(rule == same and set(drugs) <= set(more) for same, more in together), (
            rule
        )
    assert any(rule == "triple_whammy" for rule, _ in together)


def test_which_comes_first_does_not_matter():
    ask = pair_check(knowledge=HELD["knowledge"], vocabulary=HELD["vocabulary"])
    for one, other in combinations(NAMES, 2):
        straight, turned = ask.answer(one, other), ask.answer(other, one)
        assert (straight.outcome, straight.severity, straight.rule) == (
            turned.outcome,
            turned.severity,
            turned.rule,
        )


def test_a_file_of_pairs_answers_as_an_assessment_of_the_two():
    ask = pair_check(knowledge=HELD["knowledge"], vocabulary=HELD["vocabulary"])
    outcomes = set()
    for one, other in combinations((*NAMES, "Green capsules"), 2):
        quick, whole = ask.answer(one, other), check_pair(one, other, **HELD)
        worst = whole.findings[0] if whole.findings else None
        outcomes.add(quick.outcome)
        assert (quick.outcome == "finding") == bool(worst), (one, other)
        if worst:
            assert (quick.rule, quick.severity, quick.why) == (worst.rule, worst.severity, worst.why), (
                one,
                other,
            )
            assert quick.interrupts == any(each.interrupts for each in whole.findings)
            assert quick.sources == "; ".join(f"{each.source}, {each.where}" for each in worst.sources)
    assert outcomes == {"finding", "none", "not_checked"}


ONE_ASSESSMENT = """
import sys
from datetime import date
from pathlib import Path
from brownbag.clinical import knowledge, vocabulary
from brownbag.clinical.assessment import assess
from brownbag.exchange import findings, patient_file
import json
record = patient_file.read(Path(sys.argv[1]).read_bytes(), on=date(2026, 11, 24)).record
found = assess(record, on=date(2026, 11, 24), knowledge=knowledge.load(), vocabulary=vocabulary.load())
print(json.dumps(findings.as_json(found)))
"""


def test_every_process_and_hash_seed_gives_the_same_bytes():
    import brownbag

    person = Path(brownbag.__file__).parent / "practice" / "demo" / "people" / "01-eleanor-brooks.yaml"
    answers = {
        subprocess.run(
            [sys.executable, "-c", ONE_ASSESSMENT, str(person)],
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "4242")
    }
    assert len(answers) == 1
    assert json.loads(answers.pop())["findings"]


def test_two_strengths_of_levothyroxine_are_no_pair_to_ask_about():
    ask = pair_check(knowledge=HELD["knowledge"], vocabulary=HELD["vocabulary"])
    assert ask.answer("levothyroxine 50 mcg", "Synthroid 75 mcg").rule == ""


def test_a_pair_rule_is_silent_beside_what_it_excepts():
    rule = next(each for each in HELD["knowledge"].rules if each["rule"] == "nitrate_with_pde5")
    silent = rule | {"when": rule["when"] | {"without": ["sildenafil"]}}
    asked = [
        pair_check(knowledge=release(rules=[each]), vocabulary=HELD["vocabulary"]).answer(
            "isosorbide mononitrate", "sildenafil"
        )
        for each in (rule, silent)
    ]
    assert [each.rule for each in asked] == ["nitrate_with_pde5", ""]
