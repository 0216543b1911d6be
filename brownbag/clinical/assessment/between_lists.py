"""What several lists of one person do not agree about, as findings with who must be told."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator

from brownbag.clinical import vocabulary
from brownbag.clinical.assessment.engine import Engine
from brownbag.clinical.assessment.finding import Citation, Fact, Finding
from brownbag.clinical.assessment.prepare import Prepared
from brownbag.clinical.person.reconcile import Group, reconcile
from brownbag.clinical.person.record import MedicationList

TITLES = {
    "different": "The lists do not agree about {}",
    "stopped_here_active_there": "{} is stopped on one list and active on another",
    "only_in": "Not every list has {}",
    "same_class": "{}: one on each list",
}
JUDGED = "That lists which disagree need a question, and how soon, is our own judgement."


def between_lists(prepared: Prepared, engine: Engine) -> Iterator[Finding]:
    """Yield a finding for each medicine that the lists of a record differ about, where it names several lists.

    A medicine that only one list has is no finding here: two pharmacies seldom hold the same medicines.
    """
    lines = (*prepared.record.medications, *prepared.record.proposed)
    names = sorted({line.list_name for line in lines if line.list_name})
    if len(names) < 2:
        return
    lists = [MedicationList(name, tuple(line for line in lines if line.list_name == name)) for name in names]
    groups = reconcile(lists, on=prepared.on, vocabulary=vocabulary.load(), duplicates={})
    told = [each for each in groups if each.group in ("different", "stopped_here_active_there")]
    narrow = {name for each in told for name in each.ingredients if engine.facts.of("narrow", name)}
    yield from discrepancies(told, narrow=narrow)


def discrepancies(groups: Iterable[Group], *, narrow: Collection[str]) -> Iterator[Finding]:
    """Yield a finding for each group on which lists differ; `narrow` names ingredients with little room for error."""
    for group in groups:
        if group.group != "same":
            yield _finding(group, set(group.ingredients) & set(narrow))


def _finding(group: Group, narrow: set[str]) -> Finding:
    lists = list(dict.fromkeys(line.list_name for line in group.lines))
    told = [*lists, *group.not_known_to]
    severe = bool(narrow) and group.group != "only_in"
    digest = hashlib.sha256(f"{group.group} {group.why}".encode()).hexdigest()[:12]
    facts = tuple(
        Fact(f"list “{line.list_name}”", line.medication.name, None, line.medication.start, line.list_name)
        for line in group.lines
    )
    return Finding(
        id=f"between_lists-{digest}",
        rule="between_lists",
        category="reconciliation_discrepancy",
        severity="high" if severe else "low" if group.group == "only_in" else "moderate",
        severity_reason="There is little room for error in its dose."
        if severe
        else "The person may take the wrong one.",
        urgency="today" if severe else "next_visit" if group.group == "only_in" else "this_week",
        interrupts=False,
        drugs=group.ingredients,
        title=_sentence(TITLES[group.group].format(group.medicine)),
        why=group.why,
        recommend=(
            "Ask the person what is taken, and the prescriber what is meant.",
            f"Then tell {_and(told)}.",
        ),
        alternatives=("Keep both as they are if prescriber and person mean it so, and write down why.",),
        ask_prescriber=f"{group.why} What is meant?",
        say_to_patient=f"Your lists do not agree about {group.medicine}. Do not change anything until we have talked.",
        facts_used=facts,
        sources=(Citation("own_judgement", "lists held side by side"),),
        our_own_judgement=(JUDGED,),
        lines=tuple(sorted(line.medication.key for line in group.lines if line.medication.key)),
    )


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]


def _and(names: list[str]) -> str:
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
