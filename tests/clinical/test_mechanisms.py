"""Every mechanism grades what its examples say, on both sides of each of its lines."""

import itertools

import pytest

from brownbag.clinical import knowledge
from brownbag.clinical.assessment.finding import SEVERITIES
from brownbag.clinical.assessment.mechanisms import Mechanisms
from brownbag.clinical.knowledge.mechanisms import STRENGTH, SUBSTRATE, problems_in_mechanism
from tests.clinical.made_up import facts_row, loads, release

EVERY = knowledge.load().mechanisms
OF_KIND = {kind: [each for each in EVERY.values() if each["kind"] == kind] for kind in ("load", "pathway")}


def examples(kind):
    return [
        pytest.param(each, example, id=f"{each['mechanism']} {example}")
        for each in OF_KIND[kind]
        for example in each["examples"]
    ]


def grade_between(made, mechanism):
    found = [
        match for match in Mechanisms(made).between("first", "second") if match.rule == mechanism["mechanism"]
    ]
    return SEVERITIES[found[0].grade.severity] if found else "not found"


@pytest.mark.parametrize(("mechanism", "example"), examples("load"))
def test_an_example_of_two_loads(mechanism, example):
    made = two_loads(mechanism, int(example["first"]), int(example["second"]))
    assert grade_between(made, mechanism) == example["expect"]


def two_loads(mechanism, first, second):
    load = mechanism["when"]["load"]
    other = mechanism["when"].get("with_load", load)
    return release(loads=loads(first={load: first}, second={other: second}))


@pytest.mark.parametrize(("mechanism", "example"), examples("pathway"))
def test_an_example_of_a_pathway(mechanism, example):
    made = a_pathway(mechanism, example["substrate"], example["by"], narrow=example["narrow"] == "yes")
    assert grade_between(made, mechanism) == example["expect"]


def a_pathway(mechanism, substrate, by, *, narrow):
    when = mechanism["when"]
    pathway, effect = when["pathways"][0], when.get("effect", "")
    return release(
        pathways={
            "first": [facts_row(pathway=pathway, role=when["role"], strength=by)],
            "second": [facts_row(pathway=pathway, role="substrate", strength=substrate, effect=effect)],
        },
        narrow={"second": [facts_row()]} if narrow else {},
    )


@pytest.mark.parametrize("mechanism", OF_KIND["load"], ids=lambda each: each["mechanism"])
def test_more_of_a_load_is_never_less_grave(mechanism):
    order = [*SEVERITIES, "not found"]
    grave = {
        (first, second): order.index(grade_between(two_loads(mechanism, first, second), mechanism))
        for first, second in itertools.product(range(4), repeat=2)
    }
    assert all(
        grave[more, second] <= grave[less, second]
        for less, more in ((0, 1), (1, 2), (2, 3))
        for second in range(4)
    )
    assert all(
        grave[first, more] <= grave[first, less]
        for less, more in ((0, 1), (1, 2), (2, 3))
        for first in range(4)
    )
    assert min(grave.values()) < order.index("not found")


@pytest.mark.parametrize("mechanism", OF_KIND["pathway"], ids=lambda each: each["mechanism"])
def test_a_stronger_push_or_a_narrow_range_is_never_less_grave(mechanism):
    order = [*SEVERITIES, "not found"]

    def grave(substrate, by, narrow):
        return order.index(grade_between(a_pathway(mechanism, substrate, by, narrow=narrow), mechanism))

    for (less, more), by in itertools.product(itertools.pairwise(SUBSTRATE), STRENGTH):
        assert grave(more, by, False) <= grave(less, by, False)
    for substrate, (less, more) in itertools.product(SUBSTRATE, itertools.pairwise(STRENGTH)):
        assert grave(substrate, more, False) <= grave(substrate, less, False)
    for substrate, by in itertools.product(SUBSTRATE, STRENGTH):
        assert grave(substrate, by, True) <= grave(substrate, by, False)


def pair(**more):
    return facts_row(
        **{
            "second": "second",
            "severity": "low",
            "urgency": "note",
            "interrupts": "no",
            "effect": "qt",
            "why": "Looked at.",
            **more,
        }
    )


TWO_QT = loads(first={"qt": 3}, second={"qt": 3})


def test_a_known_pair_goes_before_what_is_derived():
    found = Mechanisms(release(loads=TWO_QT, pairs={"first": [pair()]})).between("first", "second")
    assert [match.rule for match in found] == ["first_with_second"]


def test_a_pair_looked_at_and_harmless_is_silent():
    made = release(loads=TWO_QT, pairs={"first": [pair(effect="none_expected")]})
    assert Mechanisms(made).between("second", "first") == []


def test_a_pair_of_two_ingredients_goes_before_a_pair_of_groups():
    groups = {"ones": {"members": ["first"], "title": "ones"}}
    rows = {"@ones": [pair(severity="high", urgency="today", interrupts="yes")], "first": [pair()]}
    found = Mechanisms(release(groups=groups, pairs=rows)).between("first", "second")
    assert [match.rule for match in found] == ["first_with_second"]


def test_something_worse_than_a_known_pair_speaks_first():
    groups = {"ones": {"members": ["first"], "title": "ones"}}
    made = release(groups=groups, loads=TWO_QT, pairs={"@ones": [pair(effect="serotonin")]})
    assert [match.rule for match in Mechanisms(made).between("first", "second")] == [
        "qt_added",
        "ones_with_second",
    ]


def test_a_pair_of_groups_speaks_for_its_own_effect():
    groups = {"ones": {"members": ["first"], "title": "ones"}}
    made = release(groups=groups, loads=TWO_QT, pairs={"@ones": [pair(effect="qt")]})
    assert [match.rule for match in Mechanisms(made).between("first", "second")] == ["ones_with_second"]


def test_an_ingredient_does_nothing_to_itself():
    assert Mechanisms(release(loads=TWO_QT)).between("first", "first") == []


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"kind": "laod"}, "kind is “laod”"),
        ({"when": {"load": "qtt"}}, "the load “qtt” is not one of the contract"),
        ({"when": {"laod": "qt"}}, "when has the unknown heading “laod”"),
        (
            {
                "grades": [
                    {"first": "4", "second": "3", "severity": "high", "urgency": "today", "interrupts": "no"}
                ]
            },
            "first is “4”",
        ),
        (
            {
                "grades": [
                    {"first": "3", "second": "3", "severity": "grave", "urgency": "today", "interrupts": "no"}
                ]
            },
            "severity is “grave”",
        ),
        (
            {"grades": [{"firts": "3", "severity": "high", "urgency": "today", "interrupts": "no"}]},
            "unknown heading “firts”",
        ),
        ({"finding": {}}, "finding lacks “why”"),
        ({"sources": [{"source": "fda_label", "where": "x"}]}, "has no file in sources/"),
        ({"sources": [{"source": "fda_labels", "where": ""}]}, "lacks the place"),
        ({"sources": []}, "it names no source"),
        ({"sources": [{"source": "fda_labels", "page": "x"}]}, "sources has the unknown heading “page”"),
        (
            {"examples": [{"first": "3", "second": "3", "expect": "high"}]},
            "no example has “expect: not found”",
        ),
        (
            {"examples": [{"first": "3", "second": "1", "expect": "not found"}]},
            "no example expects that something is found",
        ),
        ({"examples": [{"first": "3", "third": "3", "expect": "high"}]}, "unknown heading “third”"),
        ({"examples": [{"first": "3", "second": "3", "expect": "found"}]}, "expect is “found”"),
        ({"review": {"status": "checked"}}, "review is neither"),
        ({"titel": "x"}, "unknown heading “titel”"),
    ],
)
def test_a_mechanism_that_does_not_fit_is_refused_with_a_sentence(change, sentence):
    assert sentence in " ".join(
        problems_in_mechanism("x.yaml", EVERY["qt_added"] | change, {"fda_labels", "crediblemeds"})
    )


def test_a_pathway_that_is_not_one_is_refused():
    wrong = EVERY["level_raised"] | {"when": {"pathways": ["CYP9Z9"], "role": "inhibitor"}}
    assert "the pathway “CYP9Z9”" in " ".join(
        problems_in_mechanism("x.yaml", wrong, {"fda_interaction_tables"})
    )


def test_an_example_with_a_misspelt_heading_is_refused():
    wrong = EVERY["kidney_limit"] | {"examples": [{"takes": [{"medicin": "metformin"}], "expect": "high"}]}
    assert "example 1 has the unknown heading “medicin”" in " ".join(
        problems_in_mechanism("x.yaml", wrong, {"own_judgement"})
    )


def test_a_mechanism_about_a_table_that_is_not_there_is_refused():
    wrong = EVERY["kidney_limit"] | {"when": {"topic": "kindey"}}
    assert "no table is called “kindey”" in " ".join(
        problems_in_mechanism("x.yaml", wrong, {"own_judgement"})
    )
