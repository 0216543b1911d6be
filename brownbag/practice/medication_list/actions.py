"""Changes to the list: add, change, stop. Each writes a new version and says who and why."""

from django.db import transaction

from brownbag.clinical import vocabulary
from brownbag.practice.medication_list.models import (
    Described,
    LineVersion,
    MedicationLine,
    Source,
    Statement,
    Status,
)

DESCRIBED = tuple(field.name for field in Described._meta.get_fields())


@transaction.atomic
def add_line(*, person, said, list_name, said_by, on, by):
    """Put a medicine on the list as someone named it, and return its line.

    `said` maps the names of `Described` to what was said; the name is needed.
    """
    line = MedicationLine.objects.unscoped().create(practice=person.practice, person=person)
    statement = _state(line, said, list_name=list_name, said_by=said_by, on=on, by=by)
    write_version(line, _described(statement), statement=statement, why="", by=by)
    return line


@transaction.atomic
def change_line(*, line, expected_version, changes, why, by):
    "Change what holds for a line; what held before stays in its history."
    now = _described(line.current) | changes
    line.save_with_version(expected=expected_version)
    return write_version(line, now, statement=line.current.statement, why=why, by=by)


def stop_line(*, line, expected_version, why, on, by):
    "Mark a medicine as no longer taken."
    return change_line(
        line=line,
        expected_version=expected_version,
        changes={"status": Status.STOPPED, "end": on},
        why=why,
        by=by,
    )


def write_version(line, described, *, statement, why, by):
    "Write what holds from now on as the line's next version."
    known = vocabulary.load().resolve(full_name(described))
    number = (line.current.number if line.current else 0) + 1
    line.current = LineVersion.objects.unscoped().create(
        practice=line.practice,
        person=line.person,
        line=line,
        number=number,
        ingredients=list(known.ingredients),
        known=known.outcome,
        statement=statement,
        why=why,
        changed_by=by,
        **(described | _filled_in(described, known)),
    )
    line.save(update_fields=["current"])
    return line.current


def full_name(described):
    """Return the name with strength and form, each said once.

    >>> full_name({"name": "Coumadin", "strength": "5 mg", "form": "tablet"})
    'Coumadin 5 mg tablet'
    >>> full_name({"name": "Coumadin 5 mg tab", "strength": "5 mg", "form": ""})
    'Coumadin 5 mg tab'
    """
    name = described["name"]
    parts = [described[part] for part in ("strength", "form") if described[part]]
    return " ".join([name, *(part for part in parts if part.lower() not in name.lower())])


def _filled_in(described, known):
    if not known.is_known:
        return {}
    found = {"strength": known.strength, "form": known.form, "route": known.route}
    if not described["source"]:
        found["source"] = known.sold if known.sold in Source.values else ""
    return {name: value for name, value in found.items() if value and not described.get(name)}


def _state(line, said, *, list_name, said_by, on, by):
    return Statement.objects.unscoped().create(
        practice=line.practice,
        person=line.person,
        line=line,
        list_name=list_name,
        said_by=said_by,
        said_on=on,
        entered_by=by,
        **said,
    )


def _described(row):
    return {name: getattr(row, name) for name in DESCRIBED}
