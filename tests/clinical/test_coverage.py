"""What the page on coverage says is true of the program and of the files."""

import ast
from datetime import date
from pathlib import Path

import pytest

from brownbag.clinical import assessment, knowledge, vocabulary
from brownbag.clinical.assessment.finding import CATEGORIES, SEVERITIES
from brownbag.clinical.knowledge.authored import checks
from brownbag.clinical.knowledge.coverage import TITLES, coverage_of
from brownbag.clinical.knowledge.pair_names import pair_name
from brownbag.clinical.knowledge.sheet import fact_sheet, pairs_by_name
from brownbag.clinical.knowledge.topics import TOPICS

FOUND = coverage_of(knowledge.load(), date(2026, 11, 24))


def _named_in_the_program():
    "Yield the name and category of every finding whose name stands in the program and not in a file."
    for path in Path(assessment.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                given = {each.arg: each.value for each in node.keywords}
                if isinstance(given.get("rule"), ast.Constant) and isinstance(
                    given.get("category"), ast.Constant
                ):
                    yield given["rule"].value, given["category"].value


def test_every_check_of_the_program_is_listed_with_its_category():
    assert {(line.row["check"], line.row["category"]) for line in checks()} == set(_named_in_the_program())


def test_what_is_listed_is_of_the_contract():
    for each in FOUND.speaking:
        assert each.category in CATEGORIES, each.name
        assert set(each.severities) <= set(SEVERITIES), each.name
        assert each.sources, each.name


def test_every_source_that_is_named_is_listed():
    listed = {each.name for each in FOUND.sources}
    assert {name for each in FOUND.speaking for name, _ in each.sources} <= listed


def test_every_topic_has_a_title():
    assert TITLES.keys() == TOPICS.keys()


def test_an_ingredient_without_facts_is_counted_as_not_checked():
    assert "warfarin" not in FOUND.without_facts
    assert not set(FOUND.without_facts) & knowledge.load().facts.ingredients


def test_what_is_not_checked_is_said_in_sentences():
    assert FOUND.limits
    assert all(each.endswith(".") for each in FOUND.limits)


def test_every_rule_stands_under_the_kind_of_problem_it_finds():
    by_category = FOUND.by_category
    assert list(by_category) == sorted(by_category)
    assert sum(map(len, by_category.values())) == len(FOUND.speaking)
    assert all(each.category == name for name, found in by_category.items() for each in found)


@pytest.mark.parametrize(
    ("asked", "ingredient", "known"),
    [
        ("warfarin", "warfarin", True),
        ("Tylenol", "acetaminophen", True),
        ("Percocet", "percocet", False),
        ("zqxv", "zqxv", False),
    ],
)
def test_a_sheet_is_about_one_ingredient_or_says_that_it_is_not_known(asked, ingredient, known):
    sheet = fact_sheet(asked, knowledge.load(), vocabulary.load())
    assert (sheet["ingredient"], sheet["known"]) == (ingredient, known)


def test_a_pair_is_found_by_the_name_that_its_finding_carries():
    pairs = pairs_by_name(knowledge.load().facts)
    name, row = next(iter(pairs.items()))
    assert name == pair_name(row["first"], row["second"])
    assert len(pairs) == len({frozenset((row["first"], row["second"])) for row in pairs.values()})
