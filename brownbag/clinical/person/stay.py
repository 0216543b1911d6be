"""A hospital stay in three lists: what was taken before, what was given inside, what is to be taken after."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from brownbag.clinical.person.reconcile import Duplicates, Group, reconcile
from brownbag.clinical.person.record import Medication, MedicationList
from brownbag.clinical.vocabulary import Vocabulary

BEFORE, INSIDE, AFTER = "Before admission", "In the hospital", "At discharge"
OUTCOMES = ("left_out", "replaced", "changed", "stopped", "new", "only_inside", "continued")


@dataclass(frozen=True, slots=True)
class StayRow:
    """One medicine over a stay. `left_out` means: taken before, and the discharge list says nothing of it."""

    medicine: str
    outcome: str
    before: tuple[Medication, ...]
    inside: tuple[Medication, ...]
    after: tuple[Medication, ...]
    differences: tuple[str, ...]


def compare_stay(
    before: tuple[Medication, ...],
    inside: tuple[Medication, ...],
    after: tuple[Medication, ...],
    *,
    on: date,
    vocabulary: Vocabulary,
    duplicates: Duplicates,
) -> tuple[StayRow, ...]:
    """Return what became of every medicine of a stay, what needs a question first.

    >>> from brownbag.clinical import vocabulary
    >>> rows = compare_stay((Medication("lisinopril 10 mg"),), (), (Medication("Prinivil 20 mg"),),
    ...     on=date(2026, 11, 24), vocabulary=vocabulary.load(), duplicates={})
    >>> rows[0].outcome
    'changed'
    """
    lists = [MedicationList(BEFORE, before), MedicationList(AFTER, after)]
    ends = reconcile(lists, on=on, vocabulary=vocabulary, duplicates=duplicates)
    all_three = [*lists, MedicationList(INSIDE, inside)]
    everything = reconcile(all_three, on=on, vocabulary=vocabulary, duplicates={})
    given = _given_inside(everything)
    rows = [_row(group, given) for group in ends]
    rows += [_only_inside(group) for group in everything if _lists_of(group) == {INSIDE}]
    return tuple(sorted(rows, key=lambda row: (OUTCOMES.index(row.outcome), row.medicine)))


def _given_inside(groups: tuple[Group, ...]) -> Mapping[tuple[str, int], tuple[Medication, ...]]:
    """Return what was given inside, by each line of the other lists that stands in the same group."""
    found: dict[tuple[str, int], tuple[Medication, ...]] = {}
    for group in groups:
        inside = _held(group, INSIDE)
        for place in group.lines:
            found[place.list_name, place.position] = inside
    return found


def _row(group: Group, given: Mapping[tuple[str, int], tuple[Medication, ...]]) -> StayRow:
    before, after = _held(group, BEFORE), _held(group, AFTER)
    inside = tuple(
        dict.fromkeys(each for place in group.lines for each in given[place.list_name, place.position])
    )
    said = tuple(
        f"{each.what}: {_value(each.lists, each.values, BEFORE)} → {_value(each.lists, each.values, AFTER)}"
        for each in group.differences
        if each.what != "status"
    )
    return StayRow(group.medicine, _outcome(group, before, after), before, inside, after, said)


def _value(lists: tuple[str, ...], values: tuple[str, ...], name: str) -> str:
    return values[lists.index(name)] if name in lists else "not said"


def _outcome(group: Group, before: tuple[Medication, ...], after: tuple[Medication, ...]) -> str:
    taken_before, taken_after = _taken(before), _taken(after)
    if group.group == "same_class" and taken_before and taken_after:
        return "replaced"
    if taken_before and taken_after:
        return "changed" if group.group != "same" else "continued"
    if taken_after:
        return "new"
    if after:
        return "stopped"
    return "left_out" if taken_before else "stopped"


def _taken(lines: tuple[Medication, ...]) -> bool:
    return any(line.status not in ("stopped", "on_hold") for line in lines)


def _only_inside(group: Group) -> StayRow:
    return StayRow(group.medicine, "only_inside", (), _held(group, INSIDE), (), ())


def _held(group: Group, name: str) -> tuple[Medication, ...]:
    return tuple(place.medication for place in group.lines if place.list_name == name)


def _lists_of(group: Group) -> set[str]:
    return {place.list_name for place in group.lines}
