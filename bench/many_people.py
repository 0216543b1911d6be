"""Fill a fresh database with the demo people many times over; prints visits that are ready to finish."""

import os
import sys
from datetime import date

os.environ["DJANGO_SETTINGS_MODULE"] = "brownbag.practice.settings"

import django
from django.core.management import call_command

READY = 12


def main(wanted):
    "Make `wanted` people with lists and problems, and decide everything for a few of them."
    django.setup()
    call_command("migrate", verbosity=0)
    from brownbag.practice.demo.load import load_demo
    from brownbag.practice.people.models import Person

    load_demo(on=date.today())
    models = list(Person.objects.unscoped().order_by("pk"))
    _copy(models, wanted)
    for person in Person.objects.unscoped().order_by("pk")[len(models) : len(models) + READY]:
        print(_ready_visit(person))


def _copy(models, wanted):
    from brownbag.practice.medication_list.models import LineVersion, MedicationLine, Statement
    from brownbag.practice.people.models import Allergy, Condition, Person, Result
    from brownbag.practice.reviews.models import AssessmentRun, Problem

    about = {model: _rows(model, models) for model in (Allergy, Condition, Result, Problem, AssessmentRun)}
    lines, said, now = (_rows(model, models) for model in (MedicationLine, Statement, LineVersion))
    for start in range(len(models), wanted, 500):
        numbers = range(start, min(start + 500, wanted))
        origin = {number: models[number % len(models)].pk for number in numbers}
        people = Person.objects.bulk_create(
            [_as(models[n % len(models)], family_name=f"Copy{n}") for n in numbers]
        )
        owner = dict(zip(numbers, people, strict=True))
        for model, rows in about.items():
            model.objects.bulk_create(
                [_as(row, person=owner[n], document=None) for n in numbers for row in rows[origin[n]]]
            )
        pairs = [(n, row) for n in numbers for row in lines[origin[n]]]
        made = MedicationLine.objects.bulk_create(
            [_as(row, person=owner[n], current=None) for n, row in pairs]
        )
        line_of = {(n, row.pk): line for (n, row), line in zip(pairs, made, strict=True)}
        Statement.objects.bulk_create(
            [
                _as(row, person=owner[n], line=line_of[n, row.line_id], document=None, position=None)
                for n in numbers
                for row in said[origin[n]]
            ]
        )
        versions = LineVersion.objects.bulk_create(
            [
                _as(row, person=owner[n], line=line_of[n, row.line_id], statement=None)
                for n in numbers
                for row in now[origin[n]]
            ]
        )
        for version in versions:
            version.line.current = version
        MedicationLine.objects.bulk_update([version.line for version in versions], ["current"])


def _rows(model, people):
    rows = {person.pk: [] for person in people}
    for row in model.objects.unscoped():
        rows[row.person_id].append(row)
    return rows


def _as(row, **changes):
    "The same row again for someone else."
    known = {field.name for field in row._meta.concrete_fields}
    values = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    values.pop(row._meta.pk.attname)
    for name in changes.keys() & known:
        values.pop(row._meta.get_field(name).attname)
    return type(row)(**values, **{name: value for name, value in changes.items() if name in known})


def _ready_visit(person):
    from brownbag.practice.accounts.models import Staff
    from brownbag.practice.people.models import Prescriber
    from brownbag.practice.reviews.actions import assess_again, decide, start_visit
    from brownbag.practice.reviews.models import Problem

    by, on = Staff.objects.get(username="dana"), date.today()
    assess_again(person=person, on=on)
    visit = start_visit(person=person, setting=person.setting, on=on, by=by)
    doctors = Prescriber.objects.unscoped().filter(practice=person.practice)[:2]
    for place, problem in enumerate(Problem.objects.unscoped().filter(person=person, gone_on=None)):
        asked = {"prescriber": doctors[place % 2], "message": "Please look at this.", "words": "We asked."}
        decide(visit=visit, problem=problem, kind="ask", by=by, **asked)
    return visit.pk


main(int(sys.argv[1]))
