"""More is taken in a day than the label says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from brownbag.clinical.assessment.engine import Engine
from brownbag.clinical.assessment.finding import Finding
from brownbag.clinical.assessment.prepare import Prepared
from brownbag.clinical.assessment.use.taken_otherwise import Words, differing, finding_about

WORDS = Words(
    rule="more_than_the_label",
    category="wrong_directions",
    severity="moderate",
    urgency="this_week",
    title="{name}: more taken than the label says",
    why="The person takes more in a day than the label says.",
    severity_reason="More than was meant can harm; much more, or a narrow margin, can harm soon.",
    recommend=(
        "Find out how much is really taken, and why.",
        "Tell the person the amount of the label, or ask for a new one.",
    ),
    alternatives=("If more is needed, ask the prescriber for a direction that says so.",),
    ask_prescriber="The person takes more {name} than the label says. Is more meant?",
    say_to_patient="You may be taking more {name} than the label says. Let us look at it together.",
)
# From this share of the labelled amount on it is grave, and always with a narrow margin (our own judgement).
GRAVE = Decimal(2)


def more_than_the_label(prepared: Prepared, engine: Engine) -> Iterator[Finding]:
    """Yield a finding for each medicine of which more is taken in a day than the label says."""
    for taken, found in differing(prepared, "more"):
        narrow = any(engine.facts.of("narrow", ingredient) for ingredient in taken.ingredients)
        grave = narrow or (found.share is not None and found.share >= GRAVE)
        words = replace(WORDS, severity="high", urgency="today") if grave else WORDS
        if taken.directions.as_needed:
            words = replace(words, category="prn_overuse")
        yield finding_about(taken, words)
