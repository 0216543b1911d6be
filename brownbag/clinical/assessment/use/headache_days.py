"""Headache medicine on so many days a month that it brings headaches itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from brownbag.clinical.assessment.engine import Engine
from brownbag.clinical.assessment.finding import Citation, Finding
from brownbag.clinical.assessment.prepare import Prepared
from brownbag.clinical.assessment.taken import Taken
from brownbag.clinical.assessment.use.taken_otherwise import Words, finding_about
from brownbag.clinical.directions.how_often import days_a_month

# ICHD-3, 8.2: ten days a month of these, fifteen of a simple painkiller.
FROM_TEN_DAYS = ("@triptans", "@ergots", "@opioids", "butalbital")
FROM_FIFTEEN_DAYS = ("@nsaids", "acetaminophen", "aspirin")
TEN, FIFTEEN = 10, 15
WORDS = Words(
    rule="headache_days",
    category="prn_overuse",
    severity="moderate",
    urgency="next_visit",
    title="{name} on many days a month: it can bring headaches itself",
    why="Headache medicine on this many days of a month keeps the headaches going.",
    severity_reason="The headaches become more, and each tablet helps less.",
    recommend=(
        "Count the days with headache and with tablets together, in a diary.",
        "Ask about a medicine that prevents headaches, and stop the overused one by plan.",
    ),
    alternatives=("Change nothing, and count the days again in a month.",),
    ask_prescriber="{name} is taken on many days a month for headache. May we plan to stop it, and prevent the headaches?",
    say_to_patient="Headache pills on many days can bring headaches. Please write down each day that you take it.",
)
SOURCE = Citation("ichd_3", "8.2, medication-overuse headache")


def headache_days(prepared: Prepared, engine: Engine) -> Iterator[Finding]:
    """Yield a finding for each headache medicine that is taken on too many days of a month."""
    for taken in prepared.by_name:
        allowed = _days_allowed(taken, engine)
        days = days_a_month(taken.medication.how_taken)
        if allowed and days is not None and days[0] >= allowed and _is_for_headache(taken, prepared):
            yield replace(finding_about(taken, WORDS), sources=(SOURCE,))


def _days_allowed(taken: Taken, engine: Engine) -> int:
    """Return from how many days it counts as overuse; none for what is no headache medicine."""
    if taken.is_local or taken.medication.status == "proposed":
        return 0
    ingredients = set(taken.ingredients)
    if ingredients & engine.knowledge.members(FROM_TEN_DAYS):
        return TEN
    painkillers = ingredients & engine.knowledge.members(FROM_FIFTEEN_DAYS)
    return (TEN if len(ingredients) > 1 else FIFTEEN) if painkillers else 0


def _is_for_headache(taken: Taken, prepared: Prepared) -> bool:
    """Whether its reason or label names headache; without a reason, whether the person has migraine."""
    line = taken.medication
    told = f"{line.name} {line.indication} {line.directions} {line.how_taken}".casefold()
    if "headache" in told or "migraine" in told:
        return True
    return not line.indication.strip() and "migraine" in prepared.conditions
