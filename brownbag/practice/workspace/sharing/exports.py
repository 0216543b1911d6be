"""A person's record as files to take away, each readable by this and by other systems."""

import json
from collections.abc import Callable
from dataclasses import dataclass

from brownbag.exchange import patient_file
from brownbag.exchange.fhir import write
from brownbag.exchange.reading import Named
from brownbag.exchange.tables import as_table
from brownbag.practice.medication_list.queries import clinical_record_of
from brownbag.practice.people.models import PersonIdentifier


@dataclass(frozen=True)
class Export:
    "One kind of file: how it is called, what it is named, and how it is made."

    kind: str
    label: str
    what_for: str
    file_name: str
    content_type: str
    content: Callable


def _bundle(person, on):
    return write.as_text(write.as_bundle(clinical_record_of(person), named=_named(person))).encode()


def _summary(person, on):
    record, author = clinical_record_of(person), person.practice.name
    return write.as_text(write.as_summary(record, on=on, author=author, named=_named(person))).encode()


def _patient_file(person, on):
    shown = patient_file.as_json(clinical_record_of(person)) | {"on": on.isoformat()}
    return json.dumps(shown, ensure_ascii=False, indent=1).encode()


def _table(person, on):
    return as_table(clinical_record_of(person)).encode()


EXPORTS = (
    Export(
        "fhir",
        "FHIR R4 Bundle",
        "the whole record, for another system",
        "record.fhir.json",
        "application/fhir+json",
        _bundle,
    ),
    Export(
        "summary",
        "International Patient Summary",
        "the record as a summary document",
        "summary.fhir.json",
        "application/fhir+json",
        _summary,
    ),
    Export(
        "patient-file",
        "Patient file",
        "the whole record, for Brownbag",
        "patient.json",
        "application/json",
        _patient_file,
    ),
    Export(
        "table",
        "Table of the medicines",
        "for a spreadsheet",
        "medicines.csv",
        "text/csv; charset=utf-8",
        _table,
    ),
)


def _named(person):
    numbers = PersonIdentifier.objects.unscoped().filter(person=person).order_by("pk")
    return Named(
        given_name=person.given_name,
        family_name=person.family_name,
        phone=person.phone,
        identifiers=tuple(numbers.values_list("system", "value")),
    )
