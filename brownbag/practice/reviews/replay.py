"""What a release would change for the people on file. Nothing is saved, and the database is asked to see to it."""

from contextlib import contextmanager

from django.db import connection, transaction

from brownbag.clinical import vocabulary
from brownbag.clinical.assessment import assess
from brownbag.clinical.assessment.finding import Finding
from brownbag.clinical.assessment.replay import changes_between, replay
from brownbag.practice.medication_list.queries import clinical_record_of
from brownbag.practice.people.models import Person
from brownbag.practice.reviews.queries import current_problems


def under_both(*, old, new, on):
    "Return each person's key with what changes when the new release takes the place of the old one."
    names = vocabulary.load()
    with read_only():
        return [
            (person.pk, replay(clinical_record_of(person), on=on, old=old, new=new, vocabulary=names))
            for person in _people()
        ]


def against_what_is_on_file(release, *, on):
    "Return each person's key with what changes on file when the person is assessed again."
    with read_only():
        return [(person.pk, _on_file(person, release, on)) for person in _people()]


@contextmanager
def read_only():
    "Let the database refuse every change while the block runs."
    if connection.vendor == "sqlite":
        _execute("PRAGMA query_only = ON")
        try:
            yield
        finally:
            # Not through a cursor of the framework, which refuses after an error, and must not then.
            connection.connection.execute("PRAGMA query_only = OFF")
    else:
        with transaction.atomic():
            _execute("SET TRANSACTION READ ONLY")
            yield


def _execute(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)


def _people():
    return Person.objects.unscoped().order_by("pk").iterator(chunk_size=100)


def _on_file(person, release, on):
    now = assess(clinical_record_of(person), on=on, knowledge=release, vocabulary=vocabulary.load())
    return changes_between([_as_found(each) for each in current_problems(person)], now.findings)


def _as_found(problem):
    "Return a problem on file as far as two findings are compared."
    given = problem.finding
    return Finding(
        id=given["id"],
        rule=given["rule"],
        category=given["category"],
        severity=given["severity"],
        urgency=given["urgency"],
        interrupts=given["interrupts"],
        drugs=tuple(given["drugs"]),
        title=given["title"],
        why=given["why"],
    )
