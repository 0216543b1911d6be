"""What the page on coverage says is true of the program and of the files."""

import ast
from datetime import date
from pathlib import Path

from brownbag.clinical import assessment, knowledge
from brownbag.clinical.assessment.finding import CATEGORIES, SEVERITIES
from brownbag.clinical.knowledge.coverage import TITLES, coverage_of
from brownbag.clinical.knowledge.load import checks
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
