"""From a document that was read to the one true list: statements join the lines they speak about.

Two entries speak about one medicine when the vocabulary finds the same
ingredients for them. Several orders of one document for the same product are
one line; the same ingredients in another strength are two lines there,
because whoever wrote that list meant two. Nothing that holds is changed: where
another list says something else, the line waits for the pharmacist. What a list
said before, word for word, is not put on file again.
"""

import hashlib
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from brownbag.clinical import vocabulary
from brownbag.practice.medication_list.actions import DESCRIBED, add_line, full_name, state
from brownbag.practice.medication_list.models import MedicationLine, Statement, Status
from brownbag.practice.people.actions import keep_facts
from brownbag.practice.people.models import SourceDocument
from brownbag.practice.shared_pages.fitting import fitting

SAID_BESIDE = ("list_name", "rxcui", "ndc", "fills", "cost_per_month")


class AlreadyRead(Exception):
    "The same document, byte for byte, was read for this person before."

    def __init__(self, document):
        super().__init__("This file was read before; nothing was changed.")
        self.document = document


@dataclass(frozen=True)
class _Entry:
    position: int
    list_name: str
    medication: object
    said: dict
    key: tuple
    product: tuple


@transaction.atomic
def import_document(*, person, found, content, list_name, on, by):
    """Put what a document holds on a person's record, and return the document kept.

    `found` is what the reader gave for `content`. Raises AlreadyRead.
    """
    digest = hashlib.sha256(content).hexdigest()
    before = SourceDocument.objects.unscoped().filter(person=person, digest=digest).first()
    if before:
        raise AlreadyRead(before)
    document = _keep_document(person, found, content, digest, list_name, by)
    keep_facts(person=person, record=found.record, by=by, said_by=list_name, document=document)
    _import_lines(person, found.record, document, on=on, by=by)
    return document


def _keep_document(person, found, content, digest, list_name, by):
    return SourceDocument.objects.unscoped().create(
        practice=person.practice,
        person=person,
        kind=found.kind,
        list_name=list_name,
        digest=digest,
        content=content,
        read_by=by,
        counts={"in": found.entries, "kept": len(found.kept), "refused": len(found.refused)},
        refused=[{"why": why, "count": count} for why, count in found.refused_by_reason.items()],
        warnings=list(found.warnings),
    )


def _import_lines(person, record, document, *, on, by):
    lines, said_before = _Lines(person), _said_before(person)
    products = _by_product(record, document)
    # What has a line of its own strength finds it before another strength takes it.
    for entries in sorted(products.values(), key=lambda entries: not lines.has_its_own(entries[0])):
        main, *others = sorted(entries, key=_governs, reverse=True)
        line = lines.spoken_about(main)
        if line is None:
            line = add_line(person=person, said=main.said, **_about(main, document, on=on), by=by)
            lines.add(main.key, line)
        else:
            others.insert(0, main)
        for entry in others:
            about = _about(entry, document, on=on)
            if _told(fitting(Statement, entry.said), about) not in said_before.get(line.pk, ()):
                state(line, entry.said, **about, by=by)
        lines.note_lists(line, entries)


def _said_before(person):
    "What each list says about each line, as it stands on file, word for word."
    told = {}
    rows = Statement.objects.unscoped().filter(person=person, document__isnull=False).order_by("pk")
    for row in rows:
        said = {name: getattr(row, name) for name in DESCRIBED}
        about = {name: getattr(row, name) for name in SAID_BESIDE}
        told.setdefault(row.line_id, {})[row.list_name, row.rxcui, row.ndc] = _told(said, about)
    return {line: set(newest.values()) for line, newest in told.items()}


def _told(said, about):
    cost = about["cost_per_month"]
    beside = [about[name] for name in SAID_BESIDE if name != "cost_per_month"]
    return repr([said[name] for name in DESCRIBED]) + repr(beside) + (f"{cost:.2f}" if cost else "")


class _Lines:
    "The lines of the person, and which lists of this document have spoken about each."

    def __init__(self, person):
        self._by_key, self._lists = {}, {}
        for line in MedicationLine.objects.unscoped().filter(person=person).select_related("current"):
            if line.current is None:
                continue
            self.add(tuple(line.current.ingredients) or ("unknown", line.current.name.lower()), line)

    def add(self, key, line):
        self._by_key.setdefault(key, []).append(line)

    def has_its_own(self, entry):
        "Whether there is a line of the strength that an entry names."
        return any(line.current.strength == entry.product[1] for line in self._by_key.get(entry.key, ()))

    def spoken_about(self, entry):
        "The line an entry speaks about: of the same strength if there is one, not spoken of by its list."
        lines = self._by_key.get(entry.key, [])
        free = [line for line in lines if entry.list_name not in self._lists.get(line.pk, ())]
        same_strength = [line for line in free if line.current.strength == entry.product[1]]
        return next(iter(same_strength or free), None)

    def note_lists(self, line, entries):
        self._lists.setdefault(line.pk, set()).update(entry.list_name for entry in entries)


def _by_product(record, document):
    products = {}
    for position, medication in enumerate((*record.medications, *record.proposed)):
        entry = _entry(position, medication, medication.list_name or document.list_name)
        products.setdefault(entry.product, []).append(entry)
    return products


def _entry(position, medication, list_name):
    said = {name: getattr(medication, name) for name in DESCRIBED}
    known = vocabulary.load().resolve(full_name(said))
    key = known.ingredients if known.is_known else ("unknown", said["name"].lower())
    product = (
        key,
        known.strength or said["strength"],
        known.route or said["route"],
        known.form or said["form"],
    )
    return _Entry(position, list_name, medication, said, tuple(key), product)


def _governs(entry):
    "An active order before one that ended, then the newest."
    medication = entry.medication
    return (medication.status == Status.ACTIVE, medication.start or date.min, entry.position)


def _about(entry, document, *, on):
    medication = entry.medication
    return {
        "list_name": entry.list_name,
        "said_by": entry.list_name,
        "on": on,
        "document": document,
        "position": entry.position,
        "rxcui": medication.rxcui,
        "ndc": medication.ndc,
        "fills": [_fill(fill) for fill in medication.fills],
        "cost_per_month": medication.cost_per_month,
    }


def _fill(fill):
    return {
        "date": fill.collected_on.isoformat(),
        "days_supply": fill.days_supply,
        "quantity": None if fill.quantity is None else str(fill.quantity),
    }
