"""Plan the next contact, and keep what became of each earlier problem."""

from django.db import transaction
from django.utils import timezone

from brownbag.practice.follow_up.models import NextContact, Outcome


@transaction.atomic
def plan_next_contact(*, visit, due_on, reason, setting=""):
    "Say when the person is spoken to next and why; without a day, the reason says why not."
    contact, _ = NextContact.objects.unscoped().update_or_create(
        visit=visit,
        defaults={
            "practice": visit.practice,
            "person": visit.person,
            "due_on": due_on,
            "reason": reason,
            "setting": setting,
        },
    )
    return contact


@transaction.atomic
def mark_contact_done(*, contact, by):
    "Mark a planned contact as made."
    contact.done_at, contact.done_by = timezone.now(), by
    contact.save(update_fields=["done_at", "done_by"])


@transaction.atomic
def record_outcome(*, problem, visit, result, by, note=""):
    "Keep what became of a problem; asked again in the same visit, the newer answer holds."
    outcome, _ = Outcome.objects.unscoped().update_or_create(
        problem=problem,
        visit=visit,
        defaults={
            "practice": problem.practice,
            "person": problem.person,
            "result": result,
            "note": note,
            "asked_by": by,
        },
    )
    return outcome
