"""Plan the next contact, and keep what became of each earlier problem."""

from django.db import transaction
from django.utils import timezone

from brownbag.practice.follow_up.models import NextContact, Outcome, OutcomeResult
from brownbag.practice.reviews.actions import refuse_finished, take_back
from brownbag.practice.reviews.models import Decision


@transaction.atomic
def plan_next_contact(*, visit, due_on, reason):
    "Say when the person is spoken to next and why; without a day, the reason says why not."
    refuse_finished(visit)
    about = {"practice": visit.practice, "person": visit.person, "due_on": due_on, "reason": reason}
    contact, _ = NextContact.objects.unscoped().update_or_create(visit=visit, defaults=about)
    return contact


@transaction.atomic
def mark_contacts_made(*, person, by, except_of=None):
    "Mark the planned contacts of a person as made; a visit was held."
    planned = NextContact.objects.unscoped().filter(person=person, done_at=None).exclude(visit=except_of)
    planned.update(done_at=timezone.now(), done_by=by)


@transaction.atomic
def record_outcome(*, problem, visit, result, by, note=""):
    """Keep what became of a problem; asked again in the same visit, the newer answer holds.

    A problem that is not resolved is to be decided anew, unless it was not found again.
    """
    refuse_finished(visit)
    about = {"practice": problem.practice, "person": problem.person, "asked_by": by}
    outcome, _ = Outcome.objects.unscoped().update_or_create(
        problem=problem, visit=visit, defaults={**about, "result": result, "note": note}
    )
    if result == OutcomeResult.NOT_RESOLVED:
        _decide_anew(problem, visit, by)
    return outcome


def _decide_anew(problem, visit, by):
    earlier = Decision.objects.unscoped().filter(problem=problem, taken_back_at=None)
    for decision in earlier.exclude(visit=visit):
        take_back(decision=decision, by=by)
