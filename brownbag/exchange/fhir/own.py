"""What a record holds beyond FHIR's own elements, kept in extensions so that nothing is lost on the way back."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from brownbag.clinical.person.record import Fill, Medication, Person
from brownbag.exchange.fhir.elements import Resource, mappings, text

OURS = "urn:brownbag:"
MEDICATION = ("strength", "form", "how_taken", "source", "prescriber", "pharmacy", "list_name", "status")
PERSON = ("age", "age_unit", "weight_kg", "height_cm", "pregnant", "breastfeeding", "pregnancy_weeks")
RECORD = ("title", "setting", "symptoms", "goals", "barriers", "id")
LISTS = frozenset(["symptoms", "goals", "barriers"])


def extensions(fields: Mapping[str, Any]) -> list[dict[str, str]]:
    """Return the extensions for what is said; texts as they are, everything else as JSON.

    >>> extensions({"form": "tablet", "source": ""})
    [{'url': 'urn:brownbag:form', 'valueString': 'tablet'}]
    """
    return [
        {
            "url": f"{OURS}{name}",
            "valueString": value if isinstance(value, str) else json.dumps(_plain(value)),
        }
        for name, value in fields.items()
        if value not in (None, "", ())
    ]


def fields_of(resource: Resource) -> dict[str, str]:
    """Return what our own extensions of a resource say, by name."""
    return {
        text(each.get("url")).removeprefix(OURS): text(each.get("valueString"))
        for each in mappings(resource.get("extension"))
        if text(each.get("url")).startswith(OURS)
    }


def of_medication(line: Medication, *names: str) -> dict[str, Any]:
    """Return what a line holds beyond a MedicationStatement; `names` are further fields to keep."""
    kept = {name: getattr(line, name) for name in (*MEDICATION[:-1], *names)}
    if not line.directions:
        # A dosage without text would be put into words on the way back.
        kept |= {"route": line.route, "as_needed": line.as_needed}
    words = {name: getattr(line, name) for name in ("start_said", "end_said")}
    words = {name: said for name, said in words.items() if getattr(line, name.removesuffix("_said")) is None}
    return (
        kept
        | words
        | {
            "ingredients": line.ingredients,
            "cost_per_month": line.cost_per_month,
            "fills": tuple(line.fills),
        }
    )


def to_medication(line: Medication, resource: Resource) -> Medication:
    """Return the line with what our extensions add to it."""
    found = fields_of(resource)
    texts = {name: found[name] for name in (*MEDICATION, "route", "start_said", "end_said") if name in found}
    line = replace(line, **texts)  # type: ignore[arg-type]
    if "as_needed" in found:
        line = replace(line, as_needed=found["as_needed"] == "true")
    if "ingredients" in found:
        line = replace(line, ingredients=tuple(map(str, _listed(found["ingredients"]))))
    if "cost_per_month" in found:
        line = replace(line, cost_per_month=_decimal(found["cost_per_month"]))
    if "fills" in found:
        line = replace(line, fills=tuple(_fills(_listed(found["fills"]))))
    return line


def to_person(person: Person, resource: Resource) -> Person:
    """Return the person with what our extensions add: age as it was said, weight, height, pregnancy."""
    found = fields_of(resource)
    more: dict[str, Any] = {
        name: _decimal(found[name]) for name in ("age", "weight_kg", "height_cm") if name in found
    }
    more |= {name: found[name] == "true" for name in ("pregnant", "breastfeeding") if name in found}
    weeks = _decimal(found.get("pregnancy_weeks", ""))
    more |= {"pregnancy_weeks": int(weeks)} if weeks is not None else {}
    more |= {"age_unit": found["age_unit"]} if "age_unit" in found else {}
    return replace(person, **more)


def to_record(resource: Resource) -> dict[str, Any]:
    """Return what our extensions of a Patient say about the record as a whole."""
    found = fields_of(resource)
    more: dict[str, Any] = {}
    for name in RECORD:
        if name in found:
            more[name] = tuple(map(str, _listed(found[name]))) if name in LISTS else found[name]
    return more


def _plain(value: Any) -> Any:
    if isinstance(value, (tuple, list)):
        return [_plain(each) for each in value]
    if isinstance(value, Fill):
        return {
            "date": value.collected_on.isoformat(),
            "days_supply": value.days_supply,
            "quantity": _plain(value.quantity),
        }
    return str(value) if isinstance(value, Decimal) else value


def _listed(said: str) -> list[Any]:
    try:
        found = json.loads(said)
    except (ValueError, RecursionError):
        return []
    return found if isinstance(found, list) else []


def _fills(rows: Iterable[Any]) -> Iterable[Fill]:
    for row in rows:
        try:
            collected = date.fromisoformat(row["date"])
            days = row.get("days_supply")
        except (KeyError, TypeError, ValueError, AttributeError):
            continue
        yield Fill(
            collected, days if isinstance(days, int) else None, _decimal(str(row.get("quantity") or ""))
        )


def _decimal(said: str) -> Decimal | None:
    try:
        found = Decimal(said.strip('"'))
    except InvalidOperation:
        return None
    return found if found.is_finite() else None
