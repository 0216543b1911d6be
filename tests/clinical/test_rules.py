"""Every rule finds what its examples say and leaves alone what they say."""

from datetime import date, timedelta
from decimal import Decimal, InvalidOperation

import pytest

from brownbag.clinical import knowledge, vocabulary
from brownbag.clinical.assessment import assess
from brownbag.clinical.knowledge.load import check
from brownbag.clinical.knowledge.schema import problems_in_rule
from brownbag.clinical.person.record import Allergy, Condition, Medication, Observation, Person, Record

ON = date(2026, 11, 24)
KNOWLEDGE = knowledge.load()
EXAMPLES = [
    pytest.param(rule, example, id=f"{rule['rule']}: {example['person']}, {example['expect']}")
    for rule in KNOWLEDGE.rules
    for example in rule["examples"]
]


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_example(rule, example):
    found = assess(record_of(example), on=ON, knowledge=KNOWLEDGE, vocabulary=vocabulary.load())
    assert (rule["rule"] in {finding.rule for finding in found.findings}) == (example["expect"] == "found")


def record_of(example):
    return Record(
        setting=example.get("setting", ""),
        person=Person(
            age=Decimal(example.get("age", 60)),
            sex=example.get("sex", "unknown"),
            pregnant=True if example.get("pregnant") == "yes" else None,
        ),
        medications=tuple(medication(given) for given in example["takes"]),
        conditions=tuple(Condition(name) for name in example.get("conditions", ())),
        symptoms=tuple(example.get("symptoms", ())),
        barriers=tuple(example.get("barriers", ())),
        allergies=tuple(
            Allergy(given) if isinstance(given, str) else Allergy(*given)
            for given in example.get("allergies", ())
        ),
        observations=tuple(observation(*given) for given in example.get("results", ())),
    )


def medication(given):
    if isinstance(given, str):
        return Medication(given)
    ago = given.get("days_ago")
    return Medication(
        given["medicine"],
        directions=given.get("directions", ""),
        how_taken=given.get("how_taken", ""),
        indication=given.get("reason", ""),
        start=ON - timedelta(days=int(ago)) if ago else None,
        as_needed=True if given.get("as_needed") == "yes" else None,
        route=given.get("route", ""),
    )


def observation(loinc, value):
    try:
        return Observation("result", Decimal(value), loinc=loinc, on=ON)
    except InvalidOperation:
        return Observation("result", said=value, loinc=loinc, on=ON)


def test_every_file_of_the_knowledge_base_fits():
    assert check() == []


def test_a_misspelt_heading_is_named():
    assert "urgancy" in problems_in_rule("x.yaml", {"urgancy": "today"}, set())[0]


def test_a_source_needs_its_place():
    rule = dict(KNOWLEDGE.rules[0], sources=[{"source": "fda_labels", "where": ""}])
    assert "lacks the place" in " ".join(problems_in_rule("x.yaml", rule, {"fda_labels"}))


def test_a_source_needs_a_file_of_its_own():
    rule = dict(KNOWLEDGE.rules[0], sources=[{"source": "hearsay", "where": "page 1"}])
    assert problems_in_rule("x.yaml", rule, {"fda_labels"}) == [
        "x.yaml: the source “hearsay” has no file in sources/."
    ]


def test_a_rule_that_a_named_pharmacist_checked_fits():
    review = {"status": "checked", "checked_by": "R. Chen, PharmD", "checked_on": "2026-11-01"}
    rule = dict(KNOWLEDGE.rules[0], review={**review, "check_again_by": "2027-11-01"})
    assert problems_in_rule("x.yaml", rule, set(KNOWLEDGE.sources)) == []


def test_checked_needs_a_named_pharmacist():
    rule = dict(KNOWLEDGE.rules[0], review={"status": "checked"})
    assert "checked_by" in " ".join(problems_in_rule("x.yaml", rule, set(KNOWLEDGE.sources)))
