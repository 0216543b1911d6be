"""Read a FHIR R4 Bundle: every entry is kept, or refused with a reason, and both are counted."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from brownbag.clinical.person.record import (
    Allergy,
    Condition,
    Coverage,
    Immunization,
    Medication,
    Observation,
    Person,
    Record,
    Stay,
)
from brownbag.exchange.fhir import around_care, entries, medicines, narrative, own
from brownbag.exchange.fhir.elements import Resource, mapping, mappings, tail, text, words
from brownbag.exchange.reading import (
    NOBODY_NAMED,
    Kept,
    Named,
    NotUsed,
    Read,
    Refused,
    UnusableInput,
    broken_json,
    json_of,
    text_of,
)

MEDICINES: dict[str, Callable[..., Medication]] = {
    "MedicationRequest": medicines.ordered,
    "MedicationStatement": medicines.stated,
    "MedicationDispense": medicines.handed_over,
}
NOT_READ = {
    "Medication": "read where a medicine line refers to it",
    "Practitioner": "read where a medicine line refers to it",
    "Organization": "read where a medicine line refers to it",
    "PractitionerRole": "not read",
    "MedicationAdministration": "single doses given are not lines of the list",
    "Composition": "its entries are read where they stand in the Bundle",
}


READ_ALONE = {*MEDICINES, "Patient", "Condition", "AllergyIntolerance", "Observation", "Immunization"} | {
    "ExplanationOfBenefit",
    "Coverage",
    "Encounter",
}
POINTS_AT_OTHERS = {"List", "Composition"}
ABOUT_NOBODY = {"Practitioner", "PractitionerRole", "Organization", "Location", "Medication"}


def read_bundle(content: bytes | str, *, on: date) -> Read:
    """Return the record of a FHIR R4 Bundle about one person.

    Raises UnusableInput with one sentence.

    >>> bundle = '''{"resourceType": "Bundle", "type": "collection", "entry": [{"resource":
    ...   {"resourceType": "MedicationStatement", "id": "1", "status": "active",
    ...    "medicationCodeableConcept": {"text": "HCTZ"}}}]}'''
    >>> read_bundle(bundle, on=date(2026, 11, 24)).record.medications[0].name
    'HCTZ'
    """
    try:
        bundle = json_of(text_of(content))
    except json.JSONDecodeError as fault:
        raise broken_json(fault) from None
    return read_parsed(bundle, on=on)


def read_parsed(bundle: Any, *, on: date) -> Read:
    """Return the record of a Bundle that is already JSON; a single resource is read as a Bundle of one."""
    kind = text(mapping(bundle).get("resourceType"))
    if kind and kind != "Bundle" and kind in READ_ALONE:
        bundle = {"resourceType": "Bundle", "entry": [{"resource": bundle}]}
    elif kind in POINTS_AT_OTHERS:
        bundle = {"resourceType": "Bundle", "entry": _held_inside(bundle)}
    elif kind != "Bundle":
        raise UnusableInput(
            f"The file holds {kind or 'no FHIR resource'!r}; expected a FHIR R4 Bundle with one person's record."
        )
    held = mappings(bundle.get("entry"))
    if not held:
        raise UnusableInput("The Bundle has no entries; expected one person's record.")
    _refuse_two_people(held)
    return _Bundle(held, on).read()


def _held_inside(pointing: Resource) -> list[dict[str, Any]]:
    """Return a List or Composition with what it brings along; most only point at what stands elsewhere."""
    inside = mappings(pointing.get("contained"))
    kind = text(pointing.get("resourceType"))
    if not inside:
        parts = len(mappings(pointing.get("entry")) or mappings(pointing.get("section")))
        raise UnusableInput(
            f"The file is a {kind} alone: it points at the contents of its {parts} parts, which are not in the file;"
            " expected the Bundle that holds them."
        )
    return [{"resource": each} for each in (pointing, *inside)]


def read_resources(resources: Iterable[Any], *, on: date) -> tuple[Read, ...]:
    """Return the records of many people out of a bulk export, one for each person in order of appearance.

    What belongs to no person (doctors, places) is counted with the first.
    """
    people: dict[str, list[dict[str, Any]]] = {}
    shared: list[dict[str, Any]] = []
    for resource in map(mapping, resources):
        who = text(resource.get("id")) if resource.get("resourceType") == "Patient" else _about(resource)
        (people.setdefault(who, []) if who else shared).append({"resource": resource})
    if not people:
        raise UnusableInput("No resource of the file is about a person; expected Patient or medicines.")
    found, counted = [], shared
    for held in people.values():
        found.append(_Bundle([*held, *counted], on, beside=shared, alone=False).read())
        counted = []
    return tuple(found)


def _about(resource: Resource) -> str:
    if resource.get("resourceType") in ABOUT_NOBODY:
        return ""
    target = text(
        mapping(resource.get("subject") or resource.get("patient") or resource.get("beneficiary")).get(
            "reference"
        )
    )
    return tail(target) if target else ""


def _refuse_two_people(held: list[dict[str, Any]]) -> None:
    patients = {_identity(each) for each in held if _kind(each) == "Patient"}
    known = {tail(name) for each in held if _kind(each) == "Patient" for name in _names(each)}
    others = {name for each in held for name in [_subject(mapping(each.get("resource")))] if name} - known
    count = len(patients) + len(others)
    if count > 1:
        raise UnusableInput(f"The Bundle is about {count} people; expected one, import each on their own.")


def _kind(entry: dict[str, Any]) -> str:
    return text(mapping(entry.get("resource")).get("resourceType"))


def _names(entry: dict[str, Any]) -> list[str]:
    return [
        name for name in (text(mapping(entry.get("resource")).get("id")), text(entry.get("fullUrl"))) if name
    ]


def _identity(entry: dict[str, Any]) -> str:
    return next(iter(_names(entry)), "")


def _subject(resource: Resource) -> str:
    if resource.get("resourceType") not in {*MEDICINES, *_Bundle.SIMPLE, "AllergyIntolerance", "Observation"}:
        return ""
    target = text(
        mapping(resource.get("subject") or resource.get("patient") or resource.get("beneficiary")).get(
            "reference"
        )
    )
    about_patient = target.startswith("urn:uuid:") or "Patient/" in target
    return tail(target) if about_patient else ""


@dataclass
class _Bundle:
    held: list[dict[str, Any]]
    on: date
    warnings: list[str] = field(default_factory=list)
    kept: list[Kept] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    person: Person = field(default_factory=Person)
    conditions: list[Condition] = field(default_factory=list)
    allergies: list[Allergy] = field(default_factory=list)
    observations: list[Observation] = field(default_factory=list)
    immunizations: list[Immunization] = field(default_factory=list)
    medications: list[Medication] = field(default_factory=list)
    coverage: list[Coverage] = field(default_factory=list)
    stays: list[Stay] = field(default_factory=list)
    no_known_allergies: bool | None = None
    id: str = ""
    named: Named = NOBODY_NAMED
    seen: dict[str, Resource] = field(default_factory=dict)
    told: dict[str, Any] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    beside: list[dict[str, Any]] = field(default_factory=list)
    alone: bool = True

    SIMPLE = ("Condition", "Immunization", "Patient", "Encounter", "Coverage")

    def read(self) -> Read:
        self.around = medicines.Around(self._by_reference(), self.on)
        for entry in self.held:
            self._take(entry)
        self._name_lists()
        self._name_texts_not_read()
        if not self.kept and self.alone:
            first = next(iter(self.refused), None)
            why = f" ({first.what}: {first.why})" if first else ""
            raise UnusableInput(
                f"There is nothing of a person's record in it{why}; expected a Patient or medicines."
            )
        if not any(_kind(entry) == "Patient" for entry in self.held):
            self.warnings.append("The Bundle has no Patient; age and sex are not known.")
        if self.no_known_allergies and self.allergies:
            self.warnings.append(
                "The Bundle says “no known allergies” and also names allergies; ask the person."
            )
            self.no_known_allergies = None
        return Read(
            self._record(),
            tuple(self.warnings),
            "FHIR R4 Bundle",
            tuple(self.kept),
            tuple(self.refused),
            self.named,
        )

    def _record(self) -> Record:
        return Record(
            person=self.person,
            conditions=tuple(self.conditions),
            allergies=tuple(self.allergies),
            no_known_allergies=self.no_known_allergies,
            observations=tuple(self.observations),
            immunizations=tuple(self.immunizations),
            medications=tuple(each for each in self.medications if not self._is_planned(each)),
            proposed=tuple(each for each in self.medications if self._is_planned(each)),
            coverage=tuple(self.coverage),
            stays=tuple(self.stays),
            **({"id": self.id} | self.told),
        )

    def _is_planned(self, line: Medication) -> bool:
        place = self.places.get(line.key, "")
        return place == "proposed_medications" or (not place and line.status == "proposed")

    def _by_reference(self) -> dict[str, Resource]:
        around = [*self.beside, *self.held]
        return {tail(name): mapping(entry.get("resource")) for entry in around for name in _names(entry)}

    def _name_lists(self) -> None:
        """Say of each line on which List of the Bundle it stands."""
        lists = [
            each for entry in self.held for each in [mapping(entry.get("resource"))] if _kind(entry) == "List"
        ]
        for each in lists:
            title = text(each.get("title")) or words(each.get("code"))
            held = {
                tail(text(mapping(row.get("item")).get("reference"))).removeprefix("#")
                for row in mappings(each.get("entry"))
            }
            self.medications = [
                replace(line, list_name=title) if tail(line.key) in held else line
                for line in self.medications
            ]

    def _name_texts_not_read(self) -> None:
        """Name each section of a document that holds only text, so that nothing in it is lost in silence."""
        for entry in self.held:
            if _kind(entry) == "Composition":
                for title, told in narrative.text_only(mapping(entry.get("resource"))):
                    self.warnings.append(f"{title}: stands only in the text, not read: {told}")

    def _take(self, entry: dict[str, Any]) -> None:
        resource = mapping(entry.get("resource"))
        kind = text(resource.get("resourceType")) or "an entry without a resource"
        name = text(entry.get("fullUrl")) or "/".join(filter(None, (kind, text(resource.get("id")))))
        try:
            self._refuse_unfit(entry, resource, name)
            self._read(kind, resource, name)
        except NotUsed as reason:
            self.refused.append(Refused(kind, str(reason), name))
        else:
            self.kept.append(Kept(kind, name))

    def _refuse_unfit(self, entry: dict[str, Any], resource: Resource, name: str) -> None:
        if mapping(entry.get("request")).get("method") == "DELETE":
            raise NotUsed("the Bundle asks to delete it")
        if resource.get("id") and self.seen.get(name) == resource:
            raise NotUsed("the same entry stands in the Bundle twice")
        if resource.get("id") and name in self.seen:
            self.warnings.append(f"{name} stands in the Bundle twice with different content; both are shown.")
        self.seen[name] = resource

    def _read(self, kind: str, resource: Resource, name: str) -> None:
        if kind in MEDICINES:
            line = MEDICINES[kind](resource, self.around, name, self.warnings)
            self.medications.append(own.to_medication(line, resource))
            self.places[name] = own.fields_of(resource).get("place", "")
        elif kind == "Coverage":
            self.coverage.append(around_care.coverage(resource, self.around))
        elif kind == "Encounter":
            self.stays.append(around_care.stay(resource, self.around))
        elif kind == "ExplanationOfBenefit":
            self.medications += medicines.claimed(resource, self.around, name, self.warnings)
        elif kind == "List":
            if text(resource.get("status")) in ("retired", "entered-in-error"):
                raise NotUsed("a list that no longer holds")
        elif kind == "Patient":
            self.person = own.to_person(entries.person(resource, self.warnings), resource)
            self.id, self.named = text(resource.get("id")), entries.named(resource)
            self.told = own.to_record(resource)
            if own.fields_of(resource).get("no_known_allergies") == "false":
                self.no_known_allergies = False
        elif kind == "Condition":
            self.conditions.append(entries.condition(resource, self.warnings))
        elif kind == "AllergyIntolerance":
            self._read_allergy(resource)
        elif kind == "Observation":
            self.observations += entries.observations(resource, self.warnings)
        elif kind == "Immunization":
            self.immunizations.append(entries.immunization(resource, self.warnings))
        else:
            raise NotUsed(NOT_READ.get(kind, "this kind of entry is not read yet"))

    def _read_allergy(self, resource: Resource) -> None:
        if entries.says_no_known_allergies(resource):
            self.no_known_allergies = True
        else:
            self.allergies.append(entries.allergy(resource, self.warnings))
