"""It is taken at another time of the day than the label names."""

from __future__ import annotations

from collections.abc import Iterator

from brownbag.clinical.assessment.engine import Engine
from brownbag.clinical.assessment.finding import Finding
from brownbag.clinical.assessment.prepare import Prepared
from brownbag.clinical.assessment.use.taken_otherwise import Words, differing, finding_about

WORDS = Words(
    rule="at_another_time",
    category="wrong_directions",
    severity="low",
    urgency="next_visit",
    title="{name}: taken at another time than the label names",
    why="The label and the person name different times of the day.",
    severity_reason="For most medicines the hour matters little; for some it decides how they work.",
    recommend=("Ask if the time was changed on purpose.", "Check if the time matters for this medicine."),
    alternatives=("Keep the new time if it suits the medicine, and change the label.",),
    ask_prescriber="The person takes {name} at another time than the label names. Does that matter here?",
    say_to_patient="You take {name} at another time than the label says. We will check if that is fine.",
)


def at_another_time(prepared: Prepared, engine: Engine) -> Iterator[Finding]:
    """Yield a finding for each medicine: it is taken at another time of the day than the label names."""
    for taken, _ in differing(prepared, "other_time"):
        yield finding_about(taken, WORDS)
