"""It was stopped, or ran out, without word of the prescriber."""

from __future__ import annotations

from collections.abc import Iterator

from brownbag.clinical.assessment.engine import Engine
from brownbag.clinical.assessment.finding import Finding
from brownbag.clinical.assessment.prepare import Prepared
from brownbag.clinical.assessment.use.taken_otherwise import Words, differing, finding_about

WORDS = Words(
    rule="stopped_early",
    category="adherence",
    severity="moderate",
    urgency="this_week",
    title="{name}: stopped or ran out",
    why="The person says that it was stopped or ran out; the list still has it as taken.",
    severity_reason="Some medicines must not be stopped at once, and a course that ends early may fail.",
    recommend=("Find out when and why it stopped.", "Check if it must not be stopped at once."),
    alternatives=("Take it off the list if stopping was right.",),
    ask_prescriber="The person stopped {name} or ran out. Should it go on?",
    say_to_patient="You stopped {name} or ran out. Call us before you go without it.",
)


def stopped_early(prepared: Prepared, engine: Engine) -> Iterator[Finding]:
    """Yield a finding for each medicine: it was stopped, or ran out, without word of the prescriber."""
    for taken, _ in differing(prepared, "stopped_early"):
        yield finding_about(taken, WORDS)
