"""Write a record as a patient file that reads back as the same record."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from brownbag.clinical.person.record import Observation, Record

RENAMED = {"how_taken": "how_patient_takes_it", "list_name": "list", "collected_on": "date", "on": "date"}
LEFT_OUT = {"key", "position", "said", "since_said", "start_said", "end_said"}
# What several lists say beside what holds stands in each list's own file.
LEFT_OUT |= {"lists", "settled", "to_tell"}


def as_json(record: Record) -> dict[str, Any]:
    """Return a record as a document in the shape brownbag-patient/1.

    >>> from brownbag.clinical.person.record import Medication
    >>> as_json(Record(id="ruth", medications=(Medication("HCTZ"),)))["medications"]
    [{'name': 'HCTZ', 'status': 'active'}]
    """
    shown = {"schema": "brownbag-patient/1", **_fields(record)}
    renamed = {"person": "patient", "proposed": "proposed_medications"}
    return {renamed.get(name, name): value for name, value in shown.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    return _fields(value) if hasattr(value, "__dataclass_fields__") else value


def _fields(value: Any) -> dict[str, Any]:
    shown = {name: getattr(value, name) for name in value.__dataclass_fields__}
    written = {
        RENAMED.get(name, name): _plain(found)
        for name, found in shown.items()
        if name not in LEFT_OUT and found not in (None, "", ())
    }
    return written | _words_for(value)


def _words_for(value: Any) -> dict[str, str]:
    """Return the words that stand where no exact day or number is known."""
    names = {"since": "since_said", "start": "start_said", "end": "end_said"}
    said = {
        name: getattr(value, words)
        for name, words in names.items()
        if getattr(value, words, "") and getattr(value, name) is None
    }
    if isinstance(value, Observation) and value.value is None and value.said:
        said["value"] = value.said
    return said
