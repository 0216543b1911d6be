"""Every rule finds what its examples say and leaves alone what they say."""

import pytest

from brownbag.clinical import knowledge, vocabulary
from brownbag.clinical.assessment import assess
from brownbag.clinical.knowledge.authored import names_to_come, refused
from brownbag.clinical.knowledge.schema import problems_in_rule
from tests.clinical.examples import ON, record_of

KNOWLEDGE = knowledge.load()
EXAMPLES = [
    pytest.param(rule, example, id=f"{rule['rule']}: {example['person']}, {example['expect']}")
    for rule in KNOWLEDGE.rules
    for example in rule["examples"]
]


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_example(rule, example):
    found = assess(record_of(example), on=ON, knowledge=KNOWLEDGE, vocabulary=vocabulary.load())
    ours = [finding for finding in found.findings if finding.rule == rule["rule"]]
    assert bool(ours) == (example["expect"] == "found")
    if "missing" in example:
        gaps = [gap.why for gap in found.not_checked if gap.why.startswith("Not known: ")]
        said = [fact for finding in ours for fact in finding.facts_missing] or gaps
        assert example["missing"] in " ".join(said)


def test_every_file_of_the_knowledge_base_fits():
    assert refused() == []
    assert names_to_come() == []


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


@pytest.mark.parametrize(
    ("when", "sentence"),
    [
        ({"takes": ["warfarin"], "begun_in_order": "yes"}, "begun_in_order needs “with” beside it"),
        ({"with": ["warfarin"]}, "with needs “takes” beside it"),
        ({"pregnant": "no"}, "pregnant is “no”; expected yes, or no such heading"),
        ({"takes": ["warfarin"], "as_needed": "maybe"}, "as_needed is “maybe”; expected yes or no"),
        ({"age_at_least": "sixty"}, "age_at_least is “sixty”; expected a number"),
    ],
)
def test_a_condition_that_cannot_be_is_refused(when, sentence):
    rule = dict(KNOWLEDGE.rules[0], when=when)
    assert sentence in " ".join(problems_in_rule("x.yaml", rule, set(KNOWLEDGE.sources)))


def test_a_grade_is_one_of_a_closed_list():
    rule = dict(KNOWLEDGE.rules[0], finding=KNOWLEDGE.rules[0]["finding"] | {"severity": "grave"})
    assert "severity is “grave”; expected one of high, low, moderate" in " ".join(
        problems_in_rule("x.yaml", rule, set(KNOWLEDGE.sources))
    )
