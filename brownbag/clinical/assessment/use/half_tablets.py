"""Tablets are halved to make them last."""

from __future__ import annotations

from collections.abc import Iterator

from brownbag.clinical.assessment.engine import Engine
from brownbag.clinical.assessment.finding import Finding
from brownbag.clinical.assessment.prepare import Prepared
from brownbag.clinical.assessment.use.taken_otherwise import Words, differing, finding_about

WORDS = Words(
    rule="half_tablets",
    category="adherence",
    severity="moderate",
    urgency="this_week",
    title="{name}: halved to make it last",
    why="The person takes half of what the label says.",
    severity_reason="Half the dose may not work, and some tablets must not be cut.",
    recommend=("Ask if cost is the reason.", "Check if the tablet may be cut.", "Look for a cheaper equal."),
    alternatives=("If half is enough, ask the prescriber for the lower dose.",),
    ask_prescriber="The person halves {name}. Is half enough, or is there a cheaper choice?",
    say_to_patient="You take half of {name}. If it costs too much, tell us. There may be help.",
)


def half_tablets(prepared: Prepared, engine: Engine) -> Iterator[Finding]:
    """Yield a finding for each medicine: tablets are halved to make them last."""
    for taken, _ in differing(prepared, "half_tablets"):
        yield finding_about(taken, WORDS)
