"""It stands on the list and is not taken."""

from __future__ import annotations

from collections.abc import Iterator

from brownbag.clinical.assessment.engine import Engine
from brownbag.clinical.assessment.finding import Finding
from brownbag.clinical.assessment.prepare import Prepared
from brownbag.clinical.assessment.use.taken_otherwise import Words, differing, finding_about

WORDS = Words(
    rule="not_taken",
    category="adherence",
    severity="moderate",
    urgency="this_week",
    title="{name}: on the list and not taken",
    why="The person says that it is not taken.",
    severity_reason="A doctor who counts on it may raise the dose or add another medicine.",
    recommend=("Ask why, without blame.", "Tell the prescriber, and agree if it should be taken."),
    alternatives=("Take it off the list if it is not needed.",),
    ask_prescriber="The person does not take {name}. Should it be taken, or taken off the list?",
    say_to_patient="You told us that you do not take {name}. Tell us why, and we will ask your doctor.",
)


def not_taken(prepared: Prepared, engine: Engine) -> Iterator[Finding]:
    """Yield a finding for each medicine: it stands on the list and is not taken."""
    for taken, _ in differing(prepared, "not_taken"):
        yield finding_about(taken, WORDS)
