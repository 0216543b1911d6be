"""Two doses are taken at once after a missed one."""

from __future__ import annotations

from collections.abc import Iterator

from brownbag.clinical.assessment.engine import Engine
from brownbag.clinical.assessment.finding import Finding
from brownbag.clinical.assessment.prepare import Prepared
from brownbag.clinical.assessment.use.taken_otherwise import Words, differing, finding_about

WORDS = Words(
    rule="doubled_after_missed",
    category="wrong_directions",
    severity="moderate",
    urgency="this_week",
    title="{name}: two doses at once after a missed one",
    why="The person takes a double dose after missing one.",
    severity_reason="Two doses at once can be too much.",
    recommend=("Explain what to do after a missed dose of this medicine.",),
    alternatives=("Write down what to do after a missed dose.",),
    ask_prescriber="The person doubles {name} after a missed dose. What should be done after one?",
    say_to_patient="Do not take two doses of {name} at once to catch up. Ask us what to do when you miss one.",
)


def doubled_after_missed(prepared: Prepared, engine: Engine) -> Iterator[Finding]:
    """Yield a finding for each medicine: two doses are taken at once after a missed one."""
    for taken, _ in differing(prepared, "doubled_after_missed"):
        yield finding_about(taken, WORDS)
