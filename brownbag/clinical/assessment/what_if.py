"""What if: the same assessment on a copy of the list with one medicine stopped, added, swapped or dosed otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from brownbag.clinical.assessment.assess import assess
from brownbag.clinical.assessment.conditions_on_file import ConditionNames
from brownbag.clinical.assessment.finding import URGENCIES, Assessment, Finding, NotChecked
from brownbag.clinical.knowledge import Knowledge
from brownbag.clinical.person.record import Medication, Record
from brownbag.clinical.vocabulary import Vocabulary

ALTERNATIVES_AT_MOST = 5
TRIED_AT_MOST = 40
URGENT = URGENCIES[:2]


class NotOnTheList(ValueError):
    """The line to be changed does not stand on the record; the message names it."""


@dataclass(frozen=True, slots=True)
class Change:
    """One change to try: `line` is taken off the list, `medicine` is put on it, or both.

    A stop has only `line`, an addition only `medicine`; a swap and another dose have both.
    """

    line: str = ""
    medicine: Medication | None = None


@dataclass(frozen=True, slots=True)
class WhatIf:
    """What would go, come and stay if the changes were made, and what could not be checked then."""

    goes: tuple[Finding, ...]
    comes: tuple[Finding, ...]
    stays: tuple[Finding, ...]
    not_checked: tuple[NotChecked, ...]

    @property
    def is_safer(self) -> bool:
        """Whether something goes and nothing comes that would need care today or this week."""
        return bool(self.goes) and not self.not_checked and not self.urgent_comes

    @property
    def urgent_comes(self) -> tuple[Finding, ...]:
        """What would come and need care today or this week."""
        return tuple(each for each in self.comes if each.urgency in URGENT)


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another medicine for the same reason, tried on this person."""

    ingredient: str
    condition: str
    source: str
    where: str
    result: WhatIf


def changed(record: Record, changes: Sequence[Change]) -> Record:
    """Return a copy of the record with the changes made.

    >>> record = Record(medications=(Medication("naproxen", key="a"), Medication("warfarin", key="b")))
    >>> [line.name for line in changed(record, [Change("a", Medication("acetaminophen"))]).medications]
    ['acetaminophen', 'warfarin']
    >>> changed(record, [Change("x")])
    Traceback (most recent call last):
    ...
    brownbag.clinical.assessment.what_if.NotOnTheList: No line “x” is on the list.
    """
    lines = list(record.medications)
    for change in changes:
        place = _place(lines, change.line) if change.line else len(lines)
        put = [change.medicine] if change.medicine else []
        lines[place : place + bool(change.line)] = put
    return replace(record, medications=tuple(lines))


def what_if(
    record: Record, changes: Sequence[Change], *, on: date, knowledge: Knowledge, vocabulary: Vocabulary
) -> WhatIf:
    """Return what would go and come if the changes were made; the record itself stays as it is.

    Findings count as the same when rule, category and ingredients are.

    >>> from brownbag.clinical import knowledge, vocabulary
    >>> record = Record(medications=(Medication("naproxen", key="a"), Medication("warfarin", key="b")))
    >>> release = {"knowledge": knowledge.load(), "vocabulary": vocabulary.load()}
    >>> tried = what_if(record, [Change("a")], on=date(2026, 11, 24), **release)
    >>> tried.goes[0].rule, tried.comes
    ('anticoagulant_with_nsaid', ())
    """
    now = assess(record, on=on, knowledge=knowledge, vocabulary=vocabulary)
    then = assess(changed(record, changes), on=on, knowledge=knowledge, vocabulary=vocabulary)
    return _compared(now, then)


def alternatives(
    record: Record, line: str, *, on: date, knowledge: Knowledge, vocabulary: Vocabulary
) -> tuple[Alternative, ...]:
    """Return other medicines for the same reason that would be safer for this person, best first.

    The reason is the one on the line; without a reason there is nothing to compare by. Nothing
    is said of dose, cost or effect: these are medicines to consider, each with what it was tried for.
    """
    now = assess(record, on=on, knowledge=knowledge, vocabulary=vocabulary)
    lines = list(record.medications)
    old = lines[_place(lines, line)]
    found = []
    for ingredient, use in _for_the_same_reason(record, old, knowledge, vocabulary):
        new = replace(_bare(old), name=ingredient)
        then = assess(changed(record, [Change(line, new)]), on=on, knowledge=knowledge, vocabulary=vocabulary)
        tried = _compared(now, then)
        if tried.is_safer:
            found.append(Alternative(ingredient, use["condition"], use["source"], use["where"], tried))
    return tuple(sorted(found, key=_best)[:ALTERNATIVES_AT_MOST])


def _place(lines: list[Medication], key: str) -> int:
    for place, line in enumerate(lines):
        if line.key == key:
            return place
    raise NotOnTheList(f"No line “{key}” is on the list.")


def _compared(now: Assessment, then: Assessment) -> WhatIf:
    before = {_identity(each): each for each in now.findings}
    after = {_identity(each): each for each in then.findings}
    known = {(gap.what, gap.why) for gap in now.not_checked}
    return WhatIf(
        goes=tuple(each for identity, each in before.items() if identity not in after),
        comes=tuple(each for identity, each in after.items() if identity not in before),
        stays=tuple(each for identity, each in after.items() if identity in before),
        not_checked=tuple(gap for gap in then.not_checked if (gap.what, gap.why) not in known),
    )


def _identity(finding: Finding) -> tuple[str, str, tuple[str, ...]]:
    return (finding.rule, finding.category, finding.drugs)


def _for_the_same_reason(
    record: Record, old: Medication, knowledge: Knowledge, vocabulary: Vocabulary
) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield other ingredients that are used for the reason of a line, those of its own groups first."""
    names = ConditionNames.of(knowledge.facts.conditions)
    reasons = names.keys_of(old.indication, None)
    taken = {name for each in record.medications for name in _ingredients(each, vocabulary)}
    groups = {group for name in _ingredients(old, vocabulary) for group in knowledge.facts.groups_of(name)}
    uses = [
        (name, row)
        for name, rows in knowledge.facts.of_topic("uses").items()
        for row in rows
        if row["condition"] in reasons and name not in taken and not name.startswith("@")
    ]
    uses.sort(key=lambda use: (not groups & set(knowledge.facts.groups_of(use[0])), use[0]))
    first = {name: row for name, row in reversed(uses)}
    yield from [(name, first[name]) for name in dict.fromkeys(name for name, _ in uses)][:TRIED_AT_MOST]


def _ingredients(line: Medication, vocabulary: Vocabulary) -> tuple[str, ...]:
    return line.ingredients or vocabulary.resolve(line.name).ingredients


def _bare(line: Medication) -> Medication:
    """Return the line without what belongs to its product: strength, directions, fills."""
    return Medication(line.name, indication=line.indication, start=line.start, key=line.key)


def _best(alternative: Alternative) -> tuple[int, int, str]:
    return (len(alternative.result.comes), -len(alternative.result.goes), alternative.ingredient)
