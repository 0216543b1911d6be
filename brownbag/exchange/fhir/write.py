"""Write a record as a FHIR R4 Bundle, and as an International Patient Summary."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from typing import Any

from brownbag.clinical.person.record import Record
from brownbag.exchange import json_text
from brownbag.exchange.fhir import around_care, resources
from brownbag.exchange.fhir.elements import ABSENT, LOINC
from brownbag.exchange.reading import NOBODY_NAMED, Named

Resource = dict[str, Any]


@dataclass(frozen=True)
class _Section:
    """One section of the summary: its LOINC code, its title, and the code that says that nothing is known."""

    kind: str
    code: str
    title: str
    none_known: str = ""


# The sections of https://hl7.org/fhir/uv/ips/ that a record can fill; the first three are required.
SECTIONS = (
    _Section("MedicationStatement", "10160-0", "Medication Summary", "no-medication-info"),
    _Section("AllergyIntolerance", "48765-2", "Allergies and Intolerances", "no-allergy-info"),
    _Section("Condition", "11450-4", "Problem List", "no-problem-info"),
    _Section("Immunization", "11369-6", "Immunizations"),
    _Section("Observation", "30954-2", "Results"),
    _Section("Encounter", "46240-8", "Encounters"),
    _Section("Coverage", "48768-6", "Payers"),
)


def as_bundle(record: Record, *, named: Named = NOBODY_NAMED) -> Resource:
    """Return a record as a FHIR R4 Bundle of type collection.

    >>> from brownbag.clinical.person.record import Medication
    >>> as_bundle(Record(medications=(Medication("HCTZ"),)))["entry"][1]["resource"]["status"]
    'active'
    """
    return {"resourceType": "Bundle", "type": "collection", "entry": _entries(record, named)}


def as_summary(record: Record, *, on: date, author: str, named: Named = NOBODY_NAMED) -> Resource:
    """Return a record as an International Patient Summary: a document Bundle that begins with its Composition."""
    entries = _entries(record, named)
    subject = entries[0]["fullUrl"]
    written_by = resources.address("author", author)
    entries.append({"fullUrl": written_by, "resource": {"resourceType": "Organization", "name": author}})
    entries += _none_known(entries, subject)
    composition = {
        "resourceType": "Composition",
        "status": "final",
        "type": _loinc("60591-5", "Patient summary Document"),
        "subject": {"reference": subject},
        "date": on.isoformat(),
        "author": [{"reference": written_by}],
        "title": "International Patient Summary",
        "section": [made for each in SECTIONS if (made := _section(each, entries))],
    }
    first = {"fullUrl": resources.address("composition", subject, on), "resource": composition}
    return {
        "resourceType": "Bundle",
        "identifier": {
            "system": "urn:ietf:rfc:3986",
            "value": resources.address("summary", subject, on, len(entries)),
        },
        "type": "document",
        "timestamp": f"{on.isoformat()}T00:00:00Z",
        "entry": [first, *entries],
    }


def as_text(bundle: Resource) -> str:
    """Return a Bundle as JSON with exact numbers."""
    return json_text.dumps(bundle)


def _entries(record: Record, named: Named) -> list[dict[str, Any]]:
    subject = resources.address("patient", record.id, record.title, *named.identifiers, named.family_name)
    lines = [(line, False) for line in record.medications] + [(line, True) for line in record.proposed]
    about: list[Resource] = [resources.patient(record, named)]
    about += [resources.medication(line, subject, planned=planned) for line, planned in lines]
    about += [resources.condition(each, subject) for each in record.conditions]
    about += [resources.allergy(each, subject) for each in record.allergies]
    about += [resources.no_known_allergies(subject)] if record.no_known_allergies else []
    about += [resources.observation(each, subject) for each in record.observations]
    about += [resources.immunization(each, subject) for each in record.immunizations]
    about += [around_care.stay_resource(each, subject) for each in record.stays]
    about += [around_care.coverage_resource(each, subject) for each in record.coverage]
    addresses = [subject, *(resources.address(subject, number) for number in range(1, len(about)))]
    return [{"fullUrl": place, "resource": each} for place, each in zip(addresses, about, strict=True)]


def _none_known(entries: Sequence[dict[str, Any]], subject: str) -> list[dict[str, Any]]:
    """Return an entry for each required section that the record says nothing about: unknown, which is not none."""
    held = {each["resource"]["resourceType"] for each in entries}
    made = []
    for each in SECTIONS:
        if each.none_known and each.kind not in held:
            resource = _says_nothing(each, subject)
            made.append({"fullUrl": resources.address("nothing", subject, each.code), "resource": resource})
    return made


def _says_nothing(section: _Section, subject: str) -> Resource:
    concept = {"coding": [{"system": ABSENT, "code": section.none_known}]}
    if section.kind == "MedicationStatement":
        absent = {"extension": [{"url": resources.ABSENT_REASON, "valueCode": "unknown"}]}
        named = {
            "medicationCodeableConcept": concept,
            "subject": {"reference": subject},
            "_effectiveDateTime": absent,
        }
        return {"resourceType": section.kind, "status": "unknown", **named}
    about = "patient" if section.kind == "AllergyIntolerance" else "subject"
    system = resources.ALLERGY_CLINICAL if about == "patient" else resources.CLINICAL
    status = {"coding": [{"system": system, "code": "active"}]}
    return {
        "resourceType": section.kind,
        "clinicalStatus": status,
        "code": concept,
        about: {"reference": subject},
    }


def _section(section: _Section, entries: Sequence[dict[str, Any]]) -> Resource | None:
    held = [each for each in entries if each["resource"]["resourceType"] == section.kind]
    if not held:
        return None
    rows = "".join(f"<li>{escape(_words(each['resource']))}</li>" for each in held)
    return {
        "title": section.title,
        "code": _loinc(section.code, section.title),
        "text": {
            "status": "generated",
            "div": f'<div xmlns="http://www.w3.org/1999/xhtml"><ul>{rows}</ul></div>',
        },
        "entry": [{"reference": each["fullUrl"]} for each in held],
    }


def _words(resource: Resource) -> str:
    concept = (
        resource.get("medicationCodeableConcept") or resource.get("code") or resource.get("vaccineCode") or {}
    )
    coded: Resource = next(iter(concept.get("coding", [])), {})
    payer: Resource = next(iter(resource.get("payor", [])), {})
    place = resource.get("serviceProvider", {}).get("display", "")
    days = " to ".join(resource.get("period", {}).values())
    if resource["resourceType"] in ("Encounter", "Coverage"):
        return " ".join(filter(None, (payer.get("display", ""), place, days))) or "no details"
    name = concept.get("text") or coded.get("display") or "nothing is known"
    dosage: Resource = next(iter(resource.get("dosage", [])), {})
    told = dosage.get("text", "")
    quantity = resource.get("valueQuantity", {})
    value = (
        f"{quantity['value']} {quantity.get('unit', '')}".strip()
        if quantity
        else resource.get("valueString", "")
    )
    status = resource.get("status", "")
    stopped = f"({status})" if status in ("stopped", "on-hold", "intended") else ""
    return " ".join(filter(None, (name, told, value, stopped)))


def _loinc(code: str, display: str) -> dict[str, Any]:
    return {"coding": [{"system": LOINC, "code": code, "display": display}]}
