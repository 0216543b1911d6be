"""Lists of one record or several, and what reconciling them gives, as brownbag-reconciliation/1."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from brownbag.clinical.person.differences import Difference
from brownbag.clinical.person.reconcile import Group
from brownbag.clinical.person.record import Medication, MedicationList, Record


def lists_of(record: Record, *, name: str) -> tuple[MedicationList, ...]:
    """Return the lists a record holds: those its lines name, and one called `name` for the lines that name none.

    >>> lists_of(Record(medications=(Medication("HCTZ"),)), name="purse")[0].name
    'purse'
    """
    found: dict[str, list[Medication]] = {}
    for line in (*record.medications, *record.proposed):
        found.setdefault(line.list_name or name, []).append(line)
    return tuple(MedicationList(title, tuple(lines)) for title, lines in (found or {name: []}).items())


def as_json(groups: Iterable[Group]) -> dict[str, Any]:
    """Return groups as a document in the shape brownbag-reconciliation/1."""
    return {"schema": "brownbag-reconciliation/1", "groups": [_group(each) for each in groups]}


def _group(group: Group) -> dict[str, Any]:
    return {
        "group": group.group,
        "medicine": group.medicine,
        "recognised": group.recognised,
        "ingredients": list(group.ingredients),
        "lines": [
            {"list": line.list_name, "line": line.position, "name": line.medication.name}
            for line in group.lines
        ],
        "differences": [_difference(each) for each in group.differences],
        "why": group.why,
        "not_known_to": list(group.not_known_to),
    }


def _difference(found: Difference) -> dict[str, Any]:
    return {"what": found.what, "values": list(found.values), "lists": list(found.lists)}
