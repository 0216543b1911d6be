"""Two records of one person become one, and can be taken apart again.

Facts, lists and documents move to the record that is kept; what stands on both
is not moved. Visits, papers and problems stay where they were written, since they
were signed there; the kept record shows them too. What was moved is noted row by
row, so that undoing moves exactly that back.
"""

from django.db import transaction
from django.utils import timezone

from brownbag.practice.follow_up.models import NextContact, Stay, StayReason, StayTask
from brownbag.practice.medication_list.models import Bottle, LineVersion, MedicationLine, Statement
from brownbag.practice.people.models import (
    Allergy,
    Caregiver,
    Condition,
    Coverage,
    Immunization,
    Merge,
    Person,
    PersonIdentifier,
    PersonPharmacy,
    Result,
    SourceDocument,
    Symptom,
)
from brownbag.practice.reviews.models import Problem, Visit
from brownbag.practice.shared_pages.refusal import Refusal

# What moves, with the fields by which a row that is on the kept record already is known.
MOVING = {
    SourceDocument: ("digest",),
    PersonIdentifier: ("system", "value"),
    PersonPharmacy: ("pharmacy_id",),
    Condition: ("name",),
    Allergy: ("substance",),
    Result: ("name", "value", "said", "unit", "on"),
    Immunization: ("name", "on"),
    Symptom: ("words",),
    Caregiver: ("name",),
    Coverage: ("payer", "member_number"),
    Stay: ("hospital", "discharged_on"),
}
FILLED = ("birth_date", "weight_kg", "height_cm", "phone", "place", "goals", "barriers", "preferences")


class CannotMerge(Refusal):
    "Two records cannot become one; the message says why."


@transaction.atomic
def merge(*, kept, absorbed, by):
    "Let everything known about one record stand on another record of the same person."
    _refuse(kept, absorbed)
    moved = {
        "rows": {model.__name__: _move(model, fields, kept, absorbed) for model, fields in MOVING.items()},
        "lines": [],
        "statements": [],
    }
    _move_with_stays(moved["rows"]["Stay"], kept)
    _move_lines(kept, absorbed, moved)
    _let_bottles_follow(kept, absorbed)
    moved["contacts"] = _move_contacts(kept, absorbed)
    moved["filled"] = _fill_in(kept, absorbed)
    Problem.objects.unscoped().filter(person=absorbed, gone_on=None).update(gone_on=timezone.localdate())
    _point_to(absorbed, kept)
    about = {"practice": kept.practice, "kept": kept, "absorbed": absorbed}
    return Merge.objects.unscoped().create(**about, moved=moved, merged_by=by)


@transaction.atomic
def undo_merge(*, merge, by):
    "Move back what a merge moved; what was added since stays on the record that was kept."
    if merge.undone_at is not None:
        raise CannotMerge("This merge was undone before. Nothing was changed.")
    kept, absorbed, moved = merge.kept, merge.absorbed, merge.moved
    for model in MOVING:
        _rows(model, moved["rows"][model.__name__], kept).update(person=absorbed)
    _move_with_stays(moved["rows"]["Stay"], absorbed)
    for statement, line in moved["statements"]:
        _rows(Statement, [statement], kept).update(line_id=line, person=absorbed)
    _move_whole_lines(moved["lines"], kept, absorbed)
    _let_bottles_follow(kept, absorbed)
    _rows(NextContact, moved["contacts"], kept).update(person=absorbed)
    _empty_again(kept, absorbed, moved["filled"])
    _point_to(absorbed, None)
    merge.undone_at, merge.undone_by = timezone.now(), by
    merge.save(update_fields=["undone_at", "undone_by"])


def merges_of(person):
    "Merges in force into a person's record, newest first."
    rows = Merge.objects.unscoped().filter(kept=person, undone_at=None)
    return rows.select_related("absorbed", "merged_by").order_by("-pk")


def _refuse(kept, absorbed):
    if kept.pk == absorbed.pk:
        raise CannotMerge("A record cannot be merged with itself. Choose the other record.")
    if kept.merged_into_id or absorbed.merged_into_id:
        raise CannotMerge("One of the two was merged before. Undo that merge first.")
    if kept.birth_date and absorbed.birth_date and kept.birth_date != absorbed.birth_date:
        raise CannotMerge("The two were born on different days. Correct the birth date that is wrong first.")
    if Visit.objects.unscoped().filter(person=absorbed, finished_at=None).exists():
        raise CannotMerge("A visit of the other record is open. Finish it first.")


def _point_to(absorbed, kept):
    absorbed.merged_into = kept
    absorbed.save(update_fields=["merged_into"])


def _rows(model, numbers, person):
    return model.objects.unscoped().filter(pk__in=numbers, person=person)


def _move(model, fields, kept, absorbed):
    rows = model.objects.unscoped()
    there = set(rows.filter(person=kept).values_list(*fields))
    moving = [
        row[0] for row in rows.filter(person=absorbed).values_list("pk", *fields) if row[1:] not in there
    ]
    rows.filter(pk__in=moving).update(person=kept)
    return moving


def _move_with_stays(stays, person):
    for model in (StayTask, StayReason):
        model.objects.unscoped().filter(stay__in=stays).update(person=person)


def _move_lines(kept, absorbed, moved):
    same = {_product(line): line for line in _lines(kept)}
    for line in _lines(absorbed):
        twin = same.get(_product(line))
        if twin is None:
            moved["lines"].append(line.pk)
            continue
        statements = Statement.objects.unscoped().filter(line=line)
        moved["statements"] += [[pk, line.pk] for pk in statements.values_list("pk", flat=True)]
        statements.update(line=twin, person=kept)
    _move_whole_lines(moved["lines"], absorbed, kept)


def _move_whole_lines(numbers, one, other):
    _rows(MedicationLine, numbers, one).update(person=other)
    for model in (LineVersion, Statement):
        model.objects.unscoped().filter(line__in=numbers, person=one).update(person=other)


def _let_bottles_follow(*people):
    "A bottle belongs to whom its statement belongs."
    for person in people:
        strays = Bottle.objects.unscoped().filter(person__in=people, statement__person=person)
        strays.exclude(person=person).update(person=person)


def _lines(person):
    rows = MedicationLine.objects.unscoped().filter(person=person).exclude(current=None)
    return rows.select_related("current").order_by("-pk")


def _product(line):
    now = line.current
    return tuple(now.ingredients) or now.name.lower(), now.strength, now.status


def _move_contacts(kept, absorbed):
    rows = NextContact.objects.unscoped().filter(person=absorbed, done_at=None)
    numbers = list(rows.values_list("pk", flat=True))
    rows.update(person=kept)
    return numbers


def _fill_in(kept, absorbed):
    "Fill in what the kept record does not say, and return the names of it."
    names = [name for name in FILLED if not getattr(kept, name) and getattr(absorbed, name)]
    _write(kept, {name: getattr(absorbed, name) for name in names})
    return names


def _empty_again(kept, absorbed, names):
    "Take out what was filled in, where nobody changed it since."
    same = [name for name in names if getattr(kept, name) == getattr(absorbed, name)]
    _write(kept, {name: _empty(name) for name in same})


def _empty(name):
    return None if Person._meta.get_field(name).null else ""


def _write(person, changes):
    if changes:
        for name, value in changes.items():
            setattr(person, name, value)
        person.save_with_version(expected=person.version, update_fields=list(changes))
