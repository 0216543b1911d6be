"""The parts of a record as FHIR R4 resources. Each reads back as the same part."""

from __future__ import annotations

import uuid
from typing import Any

from brownbag.clinical.person.record import Allergy, Condition, Immunization, Medication, Observation, Record
from brownbag.exchange.fhir import own
from brownbag.exchange.fhir.elements import CVX, ICD10CM, LOINC, NDC, RXNORM
from brownbag.exchange.reading import Named

Resource = dict[str, Any]
SNOMED = "http://snomed.info/sct"
CLINICAL = "http://terminology.hl7.org/CodeSystem/condition-clinical"
ALLERGY_CLINICAL = "http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical"
ABSENT_REASON = "http://hl7.org/fhir/StructureDefinition/data-absent-reason"
STATUSES = {"active": "active", "stopped": "stopped", "on_hold": "on-hold", "proposed": "intended"}
SEVERITIES = ("mild", "moderate", "severe")
NAMESPACE = uuid.UUID("6f2a1f34-7d0e-5b0b-9a55-1d9c3c0f6a11")


def address(*parts: object) -> str:
    """Return an address that is the same whenever the same record is written."""
    return f"urn:uuid:{uuid.uuid5(NAMESPACE, '|'.join(map(str, parts)))}"


def patient(record: Record, named: Named) -> Resource:
    """Return the Patient: name, numbers, birth date and sex, and what the record holds as a whole."""
    person = record.person
    phones = [{"system": "phone", "value": named.phone}] if named.phone else []
    identifiers = [{"system": system, "value": value} for system, value in named.identifiers]
    name = _without_empty(
        {"family": named.family_name, "given": [named.given_name] if named.given_name else []}
    )
    kept = {each: getattr(person, each) for each in own.PERSON}
    kept["age_unit"] = person.age_unit if person.age_unit != "a" or person.age is not None else ""
    told = {each: getattr(record, each) for each in own.RECORD}
    if record.no_known_allergies is False:
        told["no_known_allergies"] = "false"
    return _without_empty(
        {
            "resourceType": "Patient",
            "extension": own.extensions(kept | told),
            "identifier": identifiers,
            "name": [name] if name else [],
            "telecom": phones,
            "gender": person.sex,
            "birthDate": person.birth_date.isoformat() if person.birth_date else "",
        }
    )


def medication(line: Medication, subject: str, *, planned: bool) -> Resource:
    """Return the MedicationStatement of a line."""
    concept = {"coding": _codings((RXNORM, line.rxcui), (NDC, line.ndc)), "text": line.name}
    dosage = _without_empty({"text": line.directions, "route": {"text": line.route} if line.route else {}})
    if line.as_needed is not None:
        dosage["asNeededBoolean"] = line.as_needed
    expected = "proposed_medications" if line.status == "proposed" else "medications"
    place = "proposed_medications" if planned else "medications"
    known = ("status",) if STATUSES.get(line.status) is None or place != expected else ()
    more = own.of_medication(line, *known) | ({"place": place} if place != expected else {})
    times = {"start": line.start and line.start.isoformat(), "end": line.end and line.end.isoformat()}
    effective = {name: day for name, day in times.items() if day}
    return _without_empty(
        {
            "resourceType": "MedicationStatement",
            "extension": own.extensions(more),
            "status": STATUSES.get(line.status, "unknown") if not planned else "intended",
            "medicationCodeableConcept": _without_empty(concept),
            "subject": {"reference": subject},
            "effectivePeriod": effective,
            "_effectiveDateTime": {} if effective else _absent(),
            "reasonCode": [{"text": line.indication}] if line.indication else [],
            "dosage": [dosage] if line.directions else [],
        }
    )


def condition(found: Condition, subject: str) -> Resource:
    """Return the Condition of a diagnosis on file."""
    code = "active" if found.status == "active" else "inactive"
    kept = {"status": found.status if found.status not in ("active", "past") else ""}
    return _without_empty(
        {
            "resourceType": "Condition",
            "extension": own.extensions(kept),
            "clinicalStatus": {"coding": [{"system": CLINICAL, "code": code}]},
            "code": _without_empty({"coding": _codings((ICD10CM, found.icd10cm)), "text": found.name}),
            "subject": {"reference": subject},
            "onsetDateTime": found.since.isoformat() if found.since else "",
            "onsetString": found.since_said if not found.since else "",
        }
    )


def allergy(found: Allergy, subject: str) -> Resource:
    """Return the AllergyIntolerance of an allergy or intolerance."""
    severity = found.severity if found.severity in SEVERITIES and found.reaction else ""
    reaction = _without_empty(
        {"manifestation": [{"text": found.reaction}] if found.reaction else [], "severity": severity}
    )
    kept = {
        "severity": "" if severity else found.severity,
        "kind": found.kind if found.kind not in ("allergy", "intolerance") else "",
    }
    return _without_empty(
        {
            "resourceType": "AllergyIntolerance",
            "extension": own.extensions(kept),
            "clinicalStatus": {"coding": [{"system": ALLERGY_CLINICAL, "code": "active"}]},
            "type": found.kind if not kept["kind"] else "",
            "code": {"text": found.substance},
            "patient": {"reference": subject},
            "onsetDateTime": found.since.isoformat() if found.since else "",
            "reaction": [reaction] if reaction else [],
        }
    )


def no_known_allergies(subject: str) -> Resource:
    """Return the AllergyIntolerance that says that no allergy is known."""
    return {
        "resourceType": "AllergyIntolerance",
        "clinicalStatus": {"coding": [{"system": ALLERGY_CLINICAL, "code": "active"}]},
        "code": {"coding": [{"system": SNOMED, "code": "716186003", "display": "No known allergy"}]},
        "patient": {"reference": subject},
    }


def observation(found: Observation, subject: str) -> Resource:
    """Return the Observation of a measured value, or of the words that stand for one."""
    value: dict[str, Any] = (
        {"valueString": found.said} if found.said else {"dataAbsentReason": {"text": "not said"}}
    )
    if found.value is not None:
        value = {"valueQuantity": _without_empty({"value": found.value, "unit": found.unit or ""})}
    kept = {"origin": found.origin, "unit": found.unit if found.value is None else ""}
    return _without_empty(
        {
            "resourceType": "Observation",
            "extension": own.extensions(kept),
            "status": "final",
            "code": _without_empty({"coding": _codings((LOINC, found.loinc)), "text": found.name}),
            "subject": {"reference": subject},
            "effectiveDateTime": found.on.isoformat() if found.on else "",
            "_effectiveDateTime": {} if found.on else _absent(),
            **value,
        }
    )


def immunization(found: Immunization, subject: str) -> Resource:
    """Return the Immunization of a vaccine that was given."""
    return _without_empty(
        {
            "resourceType": "Immunization",
            "status": "completed",
            "vaccineCode": _without_empty({"coding": _codings((CVX, found.cvx)), "text": found.name}),
            "patient": {"reference": subject},
            "occurrenceDateTime": found.on.isoformat() if found.on else "",
            "occurrenceString": "" if found.on else "day not known",
        }
    )


def _codings(*pairs: tuple[str, str | None]) -> list[dict[str, str]]:
    return [{"system": system, "code": code} for system, code in pairs if code]


def _absent() -> dict[str, Any]:
    return {"extension": [{"url": ABSENT_REASON, "valueCode": "unknown"}]}


def _without_empty(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value not in (None, "", [], {}, ())}
