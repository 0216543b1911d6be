"""An as-needed medicine that is taken every day."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from brownbag.clinical.assessment.engine import Engine
from brownbag.clinical.assessment.finding import Citation, Fact, Finding
from brownbag.clinical.assessment.prepare import Prepared
from brownbag.clinical.assessment.taken import Taken
from brownbag.clinical.directions.compare import compare_with_taking

EVERY_DAY = (
    "every day",
    "daily",
    "each day",
    "every night",
    "nightly",
    "every morning",
    "every evening",
    "a day",
)
# A cold or a sprain is treated for some days; daily use means something only after that.
SHORT_DAYS = 10
MEANT_DAILY = frozenset({"cancer", "end_of_life"})
# Rescue inhalers have a rule of their own, with its own reason and advice.
HAS_OWN_RULE = frozenset({"albuterol", "levalbuterol"})


def as_needed_daily(prepared: Prepared, engine: Engine) -> Iterator[Finding]:
    """Yield a finding for each medicine labelled as needed that the person says they take daily."""
    for taken in prepared.taken:
        said = taken.medication.how_taken.casefold()
        differences = compare_with_taking(taken.directions, taken.medication.how_taken)
        every_day = any(found.kind == "daily_not_as_needed" for found in differences)
        labelled = taken.medication.as_needed or any(phase.as_needed for phase in taken.directions.phases)
        usual_check = taken.ingredients and not HAS_OWN_RULE & set(taken.ingredients)
        start = taken.medication.start
        if start is not None and (prepared.on - start).days <= SHORT_DAYS:
            continue
        if _is_for_breakthrough_pain(taken, prepared, engine):
            continue
        if labelled and usual_check and (every_day or any(words in said for words in EVERY_DAY)):
            yield _finding(taken)


def _is_for_breakthrough_pain(taken: Taken, prepared: Prepared, engine: Engine) -> bool:
    """Whether it is the quick opioid of someone with cancer or near the end of life: there daily use is meant."""
    opioids = engine.knowledge.members(("@opioids",))
    return bool(opioids & set(taken.ingredients)) and bool(MEANT_DAILY & prepared.conditions.keys())


def _finding(taken: Taken) -> Finding:
    line = taken.medication
    told = f"{line.name}|{line.directions}|{line.how_taken}"
    return Finding(
        id=f"as_needed_daily-{hashlib.sha256(told.encode()).hexdigest()[:12]}",
        rule="as_needed_daily",
        category="prn_overuse",
        severity="moderate",
        severity_reason="Daily use hides a problem that may need another answer.",
        urgency="this_week",
        interrupts=False,
        drugs=taken.ingredients,
        title=f"{taken.name}: meant as needed, taken daily",
        why="The label says only when needed; the person takes it every day.",
        recommend=("Ask what it is taken for and if it helps.", "Agree on a limit or on another plan."),
        alternatives=("Make the daily use official if it is right.",),
        ask_prescriber=f"{taken.name} is taken every day, not as needed. Is that what you want?",
        say_to_patient=f"The label says to take {taken.name} only when you need it. Let us talk about why you need it daily.",
        facts_used=(Fact("the label says", line.directions), Fact("takes it", line.how_taken)),
        sources=(Citation("own_judgement", "as-needed use every day"),),
        our_own_judgement=("That daily use needs a question is our own judgement.",),
        lines=(line.key,),
    )
