"""It is meant for every day and taken only now and then."""

from __future__ import annotations

from collections.abc import Iterator

from brownbag.clinical.assessment.engine import Engine
from brownbag.clinical.assessment.finding import Finding
from brownbag.clinical.assessment.prepare import Prepared
from brownbag.clinical.assessment.use.taken_otherwise import Words, differing, finding_about

WORDS = Words(
    rule="only_when_needed",
    category="adherence",
    severity="moderate",
    urgency="this_week",
    title="{name}: meant for every day, taken only when needed",
    why="The label says to take it regularly; the person takes it only when it seems needed.",
    severity_reason="A medicine for every day does not work now and then.",
    recommend=(
        "Ask what the person expects from it.",
        "Explain that it works only when it is taken regularly.",
    ),
    alternatives=("If it is not needed regularly, ask the prescriber to stop or change it.",),
    ask_prescriber="The person takes {name} only when it seems needed. It was ordered for regular use. What is meant?",
    say_to_patient="{name} works best when you take it as the label says, even on good days.",
)


def only_when_needed(prepared: Prepared, engine: Engine) -> Iterator[Finding]:
    """Yield a finding for each medicine: it is meant for every day and taken only now and then."""
    for taken, _ in differing(prepared, "only_when_needed"):
        yield finding_about(taken, WORDS)
