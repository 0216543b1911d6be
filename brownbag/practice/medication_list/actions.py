"""Changes to the list: add, change, stop. Each writes a new version and says who and why."""

from django.db import transaction
from django.db.models import Max

from brownbag.clinical import vocabulary
from brownbag.practice.medication_list.models import (
    Described,
    LineVersion,
    MedicationLine,
    Source,
    Statement,
    Status,
)
from brownbag.practice.shared_pages.fitting import fitting

TAKEN_BACK = "taken back"
TAKES_BOTH = "takes both"
DESCRIBED = tuple(field.name for field in Described._meta.get_fields())


@transaction.atomic
def add_line(*, person, said, list_name, said_by, on, by, **about):
    """Put a medicine on the list as someone named it, and return its line.

    `said` maps the names of `Described` to what was said; the name is needed.
    `about` may hold more of the statement: its document, position, fills or codes.
    """
    line = MedicationLine.objects.unscoped().create(practice=person.practice, person=person)
    statement = state(line, said, list_name=list_name, said_by=said_by, on=on, by=by, **about)
    write_version(line, described(statement), statement=statement, why="", by=by, decided=False)
    return line


@transaction.atomic
def change_line(*, line, expected_version, changes, why, by):
    "Change what holds for a line; what held before stays in its history."
    now = described(line.current) | changes
    line.save_with_version(expected=expected_version)
    return write_version(line, now, statement=line.current.statement, why=why, by=by)


@transaction.atomic
def hold_statement(*, line, expected_version, statement, why, by):
    "Let what one source said hold from now on; how the person takes it and why stay as known."
    kept = {name: getattr(line.current, name) for name in ("how_taken", "indication")}
    said = described(statement)
    now = said | {name: said[name] or value for name, value in kept.items()}
    line.save_with_version(expected=expected_version)
    return write_version(line, now, statement=statement, why=why, by=by)


@transaction.atomic
def keep_as_is(*, line, expected_version, why, by):
    "Let what holds stand although another source says something else."
    return change_line(line=line, expected_version=expected_version, changes={}, why=why, by=by)


@transaction.atomic
def split_off(*, line, expected_version, statement, why, by):
    "Take two descriptions of one medicine as two medicines that are both taken."
    line.save_with_version(expected=expected_version)
    other = MedicationLine.objects.unscoped().create(practice=line.practice, person=line.person)
    Statement.objects.unscoped().filter(pk=statement.pk).update(line=other)
    write_version(other, described(statement), statement=statement, why=why, by=by)
    write_version(line, described(line.current), statement=line.current.statement, why=why, by=by)
    return other


def was_split_off(line):
    "Whether a line is there only because two descriptions were taken as two medicines."
    return line.current is not None and line.current.number == 1 and line.current.why == TAKES_BOTH


@transaction.atomic
def join_again(*, line, other, by):
    "Take back that two descriptions are two medicines; what was said goes back to the first line."
    Statement.objects.unscoped().filter(line=other).update(line=line)
    other.current = None
    other.save_with_version(expected=other.version, update_fields=["current"])


@transaction.atomic
def undo_last_change(*, line, expected_version, by):
    "Let what held before the last change hold again, and wait for an answer if it waited; all stays in the history."
    before = (
        line.versions(manager="objects").unscoped().filter(line=line, number=line.current.number - 1).get()
    )
    line.save_with_version(expected=expected_version)
    waits = {"decided": before.decided, "seen_up_to": before.seen_up_to}
    return write_version(line, described(before), statement=before.statement, why=TAKEN_BACK, by=by, **waits)


@transaction.atomic
def resume_line(*, line, expected_version, why, by):
    "Mark a stopped or paused medicine as taken again."
    return change_line(
        line=line,
        expected_version=expected_version,
        changes={"status": Status.ACTIVE, "end": None, "end_said": ""},
        why=why,
        by=by,
    )


def stop_line(*, line, expected_version, why, on, by):
    "Mark a medicine as no longer taken."
    return change_line(
        line=line,
        expected_version=expected_version,
        changes={"status": Status.STOPPED, "end": on},
        why=why,
        by=by,
    )


def write_version(line, described, *, statement, why, by, decided=True, seen_up_to=None):
    "Write what holds from now on as the line's next version."
    known = vocabulary.load().resolve(full_name(described))
    number = (line.current.number if line.current else 0) + 1
    if seen_up_to is None:
        seen_up_to = Statement.objects.unscoped().filter(line=line).aggregate(newest=Max("pk"))["newest"] or 0
    line.current = LineVersion.objects.unscoped().create(
        practice=line.practice,
        person=line.person,
        line=line,
        number=number,
        ingredients=list(known.ingredients),
        known=known.outcome,
        statement=statement,
        seen_up_to=seen_up_to,
        decided=decided,
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


def state(line, said, *, list_name, said_by, on, by, **about):
    "Keep what a source said about a line."
    said, about = fitting(Statement, said), fitting(Statement, about)
    return Statement.objects.unscoped().create(
        practice=line.practice,
        person=line.person,
        line=line,
        list_name=list_name,
        said_by=said_by,
        said_on=on,
        entered_by=by,
        **said,
        **about,
    )


def described(row):
    "How a statement or a version describes its medicine, by field name."
    return {name: getattr(row, name) for name in DESCRIBED}
