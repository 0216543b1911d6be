"""A release made ready for questions: rule files by ingredient, mechanisms by pair, words by name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from brownbag.clinical.assessment.local_changes import LocalChanges
from brownbag.clinical.assessment.mechanisms import Grade, Mechanisms
from brownbag.clinical.assessment.rules import RuleFiles
from brownbag.clinical.knowledge import Knowledge

GRADED = frozenset({"severity", "urgency", "interrupts", "category"})


class Engine:
    """What every check may ask about a release."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge
        self.facts = knowledge.facts
        self.rules = RuleFiles(knowledge)
        self.local = LocalChanges(knowledge)
        self.mechanisms = Mechanisms(knowledge, off=self.local.rules_off)
        self._kinds = _kinds(knowledge)
        self._test_titles = {row["test"]: row["words"].split(";")[0] for row in knowledge.facts.tests}
        self.sums = [given for _, given in sorted(knowledge.mechanisms.items()) if given["kind"] == "sum"]

    def is_covered(self, ingredient: str) -> bool:
        """Whether any fact or rule speaks about an ingredient."""
        return self.facts.knows(ingredient) or ingredient in self.knowledge.ingredients_with_rules

    def words(self, mechanism: str) -> dict[str, Any]:
        """Return the file of a mechanism: title, words, grades, sources."""
        return self.knowledge.mechanisms[mechanism]

    def grade(self, mechanism: str, **row: str) -> dict[str, str] | None:
        """Return the first grade of a mechanism whose headings all say the same as the row."""
        for grade in self.words(mechanism)["grades"]:
            if all(row.get(name) == value for name, value in grade.items() if name not in GRADED):
                found: dict[str, str] = grade
                return found
        return None

    def grade_of(self, grade: Mapping[str, str]) -> Grade:
        """Return a grade as a value of which the smallest is the worst."""
        return Grade.of(dict(grade))

    def test_title(self, test: str) -> str:
        """Return the words for a test."""
        return self._test_titles.get(test, test.replace("_", " "))

    def one_kind(self, first: str, second: str) -> dict[str, str] | None:
        """Return the grade of two different ingredients that stand in one listed group, if they do."""
        if first == second:
            return None
        kinds = self._kinds.get(second)
        if not kinds:
            return None
        return next((grade for grade in self._kinds.get(first, ()) if grade in kinds), None)


def _kinds(knowledge: Knowledge) -> dict[str, list[dict[str, str]]]:
    """Return the listed groups of each ingredient, in the order of the file."""
    found: dict[str, list[dict[str, str]]] = {}
    for grade in knowledge.mechanisms["same_group_twice"]["grades"]:
        for member in knowledge.members([f"@{grade['group']}"]):
            found.setdefault(member, []).append(grade)
    return found
