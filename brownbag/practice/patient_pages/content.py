"""What an app gets behind a link: the released list as a patient summary, and its PDF.

Only what the printed list shows goes out: who the person is, the allergies, the
medicines with their directions. How someone really takes a medicine, what it
costs, who prescribed it and all other facts on file stay in the record.
"""

from base64 import b64encode
from dataclasses import replace

from brownbag.clinical.person.record import Medication, Person, Record
from brownbag.exchange import json_text
from brownbag.exchange.fhir import write
from brownbag.exchange.reading import Named
from brownbag.practice.documents.queries import released_list, released_versions
from brownbag.practice.medication_list.queries import allergies_at

CONTENT_TYPE = "application/fhir+json"
SHARED = (
    *("name", "strength", "form", "route", "directions", "as_needed", "indication", "source", "status"),
    *("start", "start_said", "end", "end_said"),
)


def shared_files(person):
    "The files behind a person's link as bytes, newest release; none while nothing was released."
    paper = released_list(person)
    return () if paper is None else (_summary(paper), _printed(paper))


def shared_record(paper):
    "The record as a released list shows it."
    person, rows = paper.person, paper.values.get("allergy_rows")
    allergies = allergies_at(person, at=paper.made_at, rows=rows)
    return Record(
        person=Person(birth_date=person.birth_date, sex=person.sex),
        allergies=tuple(replace(each, since=None) for each in allergies),
        no_known_allergies=person.no_known_allergies,
        medications=tuple(_medication(version) for version in released_versions(paper)),
    )


def _medication(version):
    said = {name: getattr(version, name) for name in SHARED}
    return Medication(ingredients=tuple(version.ingredients), **said)


def _summary(paper):
    person = paper.person
    named = Named(given_name=person.given_name, family_name=person.family_name)
    summary = write.as_summary(
        shared_record(paper), on=paper.made_at.date(), author=person.practice.name, named=named
    )
    return write.as_text(summary).encode()


def _printed(paper):
    "The PDF of the list, in the resource that holds documents."
    name = "Medication list"
    coding = {"system": "http://loinc.org", "code": "56445-0", "display": "Medication summary Document"}
    attached = {
        "contentType": "application/pdf",
        "language": "en-US",
        "data": b64encode(bytes(paper.pdf)).decode(),
        "title": name,
        "creation": paper.made_at.isoformat(timespec="seconds"),
    }
    reference = {
        "resourceType": "DocumentReference",
        "status": "current",
        "type": {"coding": [coding], "text": name},
        "date": paper.made_at.isoformat(timespec="seconds"),
        "content": [{"attachment": attached}],
    }
    return json_text.dumps(reference).encode()
