"""Less is taken in a day than the label says."""

from __future__ import annotations

from collections.abc import Iterator

from brownbag.clinical.assessment.engine import Engine
from brownbag.clinical.assessment.finding import Finding
from brownbag.clinical.assessment.prepare import Prepared
from brownbag.clinical.assessment.use.taken_otherwise import Words, differing, finding_about

WORDS = Words(
    rule="less_than_the_label",
    category="adherence",
    severity="moderate",
    urgency="next_visit",
    title="{name}: less taken than the label says",
    why="The person takes less in a day than the label says.",
    severity_reason="Less than was meant may not work.",
    recommend=(
        "Ask what gets in the way: forgetting, cost, effects, doubts.",
        "Agree on a way that fits the day.",
    ),
    alternatives=("If less is enough, ask the prescriber to lower the dose.",),
    ask_prescriber="The person takes less {name} than the label says. Should the dose stay as it is?",
    say_to_patient="You may be taking less {name} than the label says. Tell us what gets in the way.",
)


def less_than_the_label(prepared: Prepared, engine: Engine) -> Iterator[Finding]:
    """Yield a finding for each medicine: less is taken in a day than the label says."""
    for taken, _ in differing(prepared, "less"):
        yield finding_about(taken, WORDS)
