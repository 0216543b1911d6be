"""Doses are skipped or forgotten."""

from __future__ import annotations

from collections.abc import Iterator

from brownbag.clinical.assessment.engine import Engine
from brownbag.clinical.assessment.finding import Finding
from brownbag.clinical.assessment.prepare import Prepared
from brownbag.clinical.assessment.use.taken_otherwise import Words, differing, finding_about

WORDS = Words(
    rule="skips_doses",
    category="adherence",
    severity="moderate",
    urgency="next_visit",
    title="{name}: doses are missed",
    why="The person says that doses are missed.",
    severity_reason="Missed doses are a common reason why a medicine seems not to work.",
    recommend=("Ask which doses are missed and why.", "Tie the dose to something done every day."),
    alternatives=("Ask for a simpler way to take it.",),
    ask_prescriber="The person misses doses of {name}. Is there a simpler choice?",
    say_to_patient="Many people miss doses. Let us find a way that makes {name} easier to take.",
)


def skips_doses(prepared: Prepared, engine: Engine) -> Iterator[Finding]:
    """Yield a finding for each medicine: doses are skipped or forgotten."""
    for taken, _ in differing(prepared, "skips"):
        yield finding_about(taken, WORDS)
