"""What was taken beside another medicine that is no longer on the list."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from brownbag.clinical.assessment.engine import Engine
from brownbag.clinical.assessment.finding import Citation, Fact, Finding
from brownbag.clinical.assessment.prepare import Prepared
from brownbag.clinical.assessment.use.taken_otherwise import Words, finding_about
from brownbag.clinical.assessment.words import takes
from brownbag.clinical.vocabulary.text import words_of

# "to protect the stomach while on naproxen", "with prednisone", "because of the opioid".
BESIDE = re.compile(r"\b(?:while|during|with|because of|due to|against|from|on)\b(.*)")
KINDS = {
    "nsaid": "@nsaids",
    "nsaids": "@nsaids",
    "painkillers": "@nsaids",
    "steroid": "@corticosteroids_systemic",
    "steroids": "@corticosteroids_systemic",
    "opioid": "@opioids",
    "opioids": "@opioids",
}
WORDS = Words(
    rule="reason_is_gone",
    category="unnecessary_therapy",
    severity="moderate",
    urgency="next_visit",
    title="{name}: what it was taken beside is gone",
    why="Its reason names a medicine that is no longer on the list.",
    severity_reason="A medicine without a reason brings harm and cost, and no help.",
    recommend=("Ask if it has another reason; if not, ask the prescriber to stop it.",),
    alternatives=("Keep it if there is another reason, and put that on file.",),
    ask_prescriber="{name} was begun beside another medicine that has been stopped. May it stop too?",
    say_to_patient="You took {name} because of another medicine. That one has stopped. We are asking if this one can stop too.",
)
SOURCE = Citation("own_judgement", "a reason that has ended")


def reason_is_gone(prepared: Prepared, engine: Engine) -> Iterator[Finding]:
    """Yield a finding for each line whose reason names only medicines that nobody takes any more."""
    now = {name for each in prepared.taken for name in each.ingredients}
    for taken in prepared.by_name:
        reason = taken.medication.indication
        beside = _beside(reason, prepared, engine)
        if taken.medication.status == "proposed" or not beside or beside & now:
            continue
        if not prepared.reason_keys(reason):
            found = finding_about(taken, WORDS)
            yield replace(found, facts_used=(takes(taken), Fact("reason", reason)), sources=(SOURCE,))


def _beside(reason: str, prepared: Prepared, engine: Engine) -> frozenset[str]:
    """Return the ingredients of the medicines that a reason names after a word such as "with"; none where it names none."""
    told = BESIDE.search(reason.casefold())
    if told is None:
        return frozenset()
    words = words_of(told[1])
    stopped = {name: each.ingredients for each in prepared.stopped for name in words_of(each.name)[:1]}
    found = {word for word in words if engine.facts.knows(word)}
    found.update(name for word in words for name in stopped.get(word, ()))
    kinds = [KINDS[word] for word in words if word in KINDS]
    return frozenset(found) | engine.knowledge.members(kinds)
