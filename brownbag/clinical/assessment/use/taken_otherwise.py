"""What the checks of taking against the label have in common."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from brownbag.clinical.assessment.finding import Citation, Fact, Finding
from brownbag.clinical.assessment.prepare import Prepared
from brownbag.clinical.assessment.taken import Taken
from brownbag.clinical.directions.compare import Difference, compare_with_taking


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one such check; `{name}` is the medicine as it stands on the list."""

    rule: str
    category: str
    severity: str
    urgency: str
    title: str
    why: str
    severity_reason: str
    recommend: tuple[str, ...]
    alternatives: tuple[str, ...]
    ask_prescriber: str
    say_to_patient: str


def differing(prepared: Prepared, kind: str) -> Iterator[tuple[Taken, Difference]]:
    """Yield each medicine that the person takes otherwise than its label says, in one way."""
    for taken in prepared.taken:
        if not taken.ingredients or taken.medication.status == "proposed":
            continue
        for found in compare_with_taking(taken.directions, taken.medication.how_taken):
            if found.kind == kind:
                yield taken, found


def finding_about(taken: Taken, words: Words) -> Finding:
    """Return the finding with the label and the person's own words as its facts."""
    line = taken.medication
    told = f"{words.rule}|{line.name}|{line.directions}|{line.how_taken}"
    name = taken.name
    return Finding(
        id=f"{words.rule}-{hashlib.sha256(told.encode()).hexdigest()[:12]}",
        rule=words.rule,
        category=words.category,
        severity=words.severity,
        severity_reason=words.severity_reason,
        urgency=words.urgency,
        interrupts=False,
        drugs=taken.ingredients,
        title=words.title.replace("{name}", name),
        why=words.why.replace("{name}", name),
        recommend=words.recommend,
        alternatives=words.alternatives,
        ask_prescriber=words.ask_prescriber.replace("{name}", name),
        say_to_patient=words.say_to_patient.replace("{name}", name),
        facts_used=(Fact("the label says", line.directions), Fact("takes it", line.how_taken)),
        sources=(Citation("own_judgement", "taken otherwise than the label says"),),
        our_own_judgement=("How bad it is, and the words, are our own judgement.",),
        lines=(line.key,),
    )
