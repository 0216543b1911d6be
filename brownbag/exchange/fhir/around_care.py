"""Coverage and Encounter of FHIR: who pays, and where the person was looked after."""

from __future__ import annotations

from typing import Any

from brownbag.clinical.person.record import Coverage, Stay
from brownbag.exchange.fhir import own
from brownbag.exchange.fhir.elements import Resource, codes, first_day, mapping, mappings, text, words
from brownbag.exchange.fhir.medicines import Around, named
from brownbag.exchange.reading import NotUsed

ACTS = "http://terminology.hl7.org/CodeSystem/v3-ActCode"
CLASSES = "http://terminology.hl7.org/CodeSystem/coverage-class"
KINDS = {
    "IMP": "inpatient",
    "EMER": "emergency",
    "AMB": "office",
    "HH": "home",
    "VR": "remote",
    "OBSENC": "observation",
    "SS": "short stay",
    "ACUTE": "inpatient",
    "NONAC": "inpatient",
}
CODES = {kind: code for code, kind in reversed(KINDS.items())}
NOT_TAKEN_PLACE = {"planned", "cancelled", "entered-in-error"}


def coverage(resource: Resource, around: Around) -> Coverage:
    """Return who pays; what was entered in error is refused."""
    if text(resource.get("status")) == "entered-in-error":
        raise NotUsed("entered in error")
    payers = [
        named(each, around) or text(mapping(each.get("identifier")).get("value"))
        for each in mappings(resource.get("payor"))
    ]
    plans = [each for each in mappings(resource.get("class")) if "plan" in codes(each.get("type"))]
    plan = next((text(each.get("name")) or text(each.get("value")) for each in plans), "")
    payer = next(filter(None, payers), "") or plan or words(resource.get("type"))
    if not payer:
        raise NotUsed("it names nobody who pays")
    numbers = [text(each.get("value")) for each in mappings(resource.get("identifier"))]
    member = text(resource.get("subscriberId")) or next(filter(None, numbers), "")
    period = mapping(resource.get("period"))
    return Coverage(payer, plan, member, first_day(period, "start")[0], first_day(period, "end")[0])


def stay(resource: Resource, around: Around) -> Stay:
    """Return a stay or contact that took place."""
    if text(resource.get("status")) in NOT_TAKEN_PLACE:
        raise NotUsed("it has not taken place, or was entered in error")
    types = [words(each) for each in mappings(resource.get("type"))]
    coded = text(mapping(resource.get("class")).get("code"))
    kind = own.fields_of(resource).get("kind") or KINDS.get(coded) or next(filter(None, types), "")
    period = mapping(resource.get("period"))
    start, end = first_day(period, "start")[0], first_day(period, "end")[0]
    if not kind and start is None:
        raise NotUsed("it says neither what it was nor when")
    places = [each.get("location") for each in mappings(resource.get("location"))]
    found = [named(each, around) for each in (resource.get("serviceProvider"), *places)]
    reasons = [words(each) for each in mappings(resource.get("reasonCode"))]
    reasons = reasons or [each for each in types if each != kind]
    return Stay(
        kind or "contact", next(filter(None, found), ""), ", ".join(filter(None, reasons)), start, end
    )


def coverage_resource(found: Coverage, subject: str) -> Resource:
    """Return the Coverage of who pays."""
    plan = {"type": {"coding": [{"system": CLASSES, "code": "plan"}]}, "value": found.plan}
    return _without_empty(
        {
            "resourceType": "Coverage",
            "status": "active",
            "subscriberId": found.member_id,
            "beneficiary": {"reference": subject},
            "period": _period(found),
            "payor": [{"display": found.payer}],
            "class": [plan] if found.plan else [],
        }
    )


def stay_resource(found: Stay, subject: str) -> Resource:
    """Return the Encounter of a stay or contact."""
    return _without_empty(
        {
            "resourceType": "Encounter",
            "extension": own.extensions({"kind": "" if found.kind in CODES else found.kind}),
            "status": "finished" if found.end else "unknown",
            "class": {"system": ACTS, "code": CODES.get(found.kind, "AMB")},
            "subject": {"reference": subject},
            "period": _period(found),
            "reasonCode": [{"text": found.reason}] if found.reason else [],
            "serviceProvider": {"display": found.place} if found.place else {},
        }
    )


def _period(found: Coverage | Stay) -> dict[str, str]:
    days = {"start": found.start, "end": found.end}
    return {name: day.isoformat() for name, day in days.items() if day}


def _without_empty(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value not in (None, "", [], {}, ())}
