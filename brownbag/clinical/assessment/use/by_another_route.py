"""It is taken by another way than the label says."""

from __future__ import annotations

from collections.abc import Iterator

from brownbag.clinical.assessment.engine import Engine
from brownbag.clinical.assessment.finding import Finding
from brownbag.clinical.assessment.prepare import Prepared
from brownbag.clinical.assessment.use.taken_otherwise import Words, differing, finding_about

WORDS = Words(
    rule="by_another_route",
    category="wrong_directions",
    severity="high",
    urgency="today",
    title="{name}: taken by another way than the label says",
    why="The label and the person name different ways of taking it.",
    severity_reason="By the wrong way a medicine may not work, or harm.",
    recommend=("Ask the person to show how it is used.", "Teach the right way, and check again soon."),
    alternatives=("If this way is meant, ask for a label that says so.",),
    ask_prescriber="The person uses {name} by another way than the label says. Please confirm the way.",
    say_to_patient="Please show us how you use {name}. It may go another way than you use it now.",
)


def by_another_route(prepared: Prepared, engine: Engine) -> Iterator[Finding]:
    """Yield a finding for each medicine: it is taken by another way than the label says."""
    for taken, _ in differing(prepared, "other_route"):
        yield finding_about(taken, WORDS)
