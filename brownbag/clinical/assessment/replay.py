"""The same person assessed under two releases: what would come, go and be graded otherwise."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from brownbag.clinical.assessment.assess import assess
from brownbag.clinical.assessment.finding import Finding
from brownbag.clinical.knowledge import Knowledge
from brownbag.clinical.person.record import Record
from brownbag.clinical.vocabulary import Vocabulary

GRADES = ("severity", "urgency", "interrupts")
# Mechanisms of these kinds are taken as they come; the others are asked for by name.
ASKED_BY_KIND = frozenset({"load", "pathway", "sum"})


@dataclass(frozen=True, slots=True)
class Replayed:
    """What changes for one person; `graded` holds the finding as it was and as it would be."""

    goes: tuple[Finding, ...]
    comes: tuple[Finding, ...]
    graded: tuple[tuple[Finding, Finding], ...]
    stays: int

    @property
    def is_the_same(self) -> bool:
        """Whether nothing would change."""
        return not (self.goes or self.comes or self.graded)


def replay(record: Record, *, on: date, old: Knowledge, new: Knowledge, vocabulary: Vocabulary) -> Replayed:
    """Return what a new release would change for a person on a day; nothing is kept.

    >>> from brownbag.clinical import knowledge, vocabulary
    >>> release = knowledge.load()
    >>> replay(Record(), on=date(2026, 11, 24), old=release, new=release, vocabulary=vocabulary.load()).is_the_same
    True
    """
    before = assess(record, on=on, knowledge=old, vocabulary=vocabulary).findings
    after = assess(record, on=on, knowledge=new, vocabulary=vocabulary).findings
    return changes_between(before, after)


def changes_between(before: Iterable[Finding], after: Iterable[Finding]) -> Replayed:
    """Return how two sets of findings of one person differ; a finding is the same when rule and medicines are."""
    old, new = _by_identity(before), _by_identity(after)
    kept = [(old[identity], each) for identity, each in new.items() if identity in old]
    graded = tuple(pair for pair in kept if _grade(pair[0]) != _grade(pair[1]))
    return Replayed(
        goes=tuple(each for identity, each in old.items() if identity not in new),
        comes=tuple(each for identity, each in new.items() if identity not in old),
        graded=graded,
        stays=len(kept) - len(graded),
    )


def lacking(knowledge: Knowledge, running: Knowledge) -> list[str]:
    """Return the mechanisms that this version of the program asks for and a release does not have."""
    return sorted(
        name
        for name, given in running.mechanisms.items()
        if given["kind"] not in ASKED_BY_KIND and name not in knowledge.mechanisms
    )


def _by_identity(findings: Iterable[Finding]) -> dict[tuple[object, ...], Finding]:
    """Return findings by rule and medicines; a check that speaks twice about one medicine is counted."""
    found: dict[tuple[object, ...], Finding] = {}
    times: Counter[tuple[object, ...]] = Counter()
    for each in sorted(findings, key=lambda finding: (finding.title, finding.severity, finding.urgency)):
        same = (each.rule, each.category, each.drugs)
        found[(*same, times[same])] = each
        times[same] += 1
    return found


def _grade(finding: Finding) -> tuple[object, ...]:
    return tuple(getattr(finding, name) for name in GRADES)
