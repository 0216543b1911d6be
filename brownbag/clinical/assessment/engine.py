"""A release made ready for questions: rule files by ingredient, mechanisms by pair."""

from __future__ import annotations

from brownbag.clinical.assessment.mechanisms import Mechanisms
from brownbag.clinical.assessment.rules import RuleFiles
from brownbag.clinical.knowledge import Knowledge


class Engine:
    """What every check may ask about a release."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge
        self.facts = knowledge.facts
        self.rules = RuleFiles(knowledge)
        self.mechanisms = Mechanisms(knowledge)
