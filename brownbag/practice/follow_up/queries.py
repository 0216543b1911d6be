"""What is to be asked and who is to be called."""

from brownbag.practice.follow_up.models import NextContact, Outcome, OutcomeResult
from brownbag.practice.reviews.models import Decision, DecisionKind

SETTLED = (OutcomeResult.RESOLVED,)


def problems_to_ask_about(visit):
    "Earlier problems acted on and not yet resolved, with the decision that was made."
    settled = Outcome.objects.unscoped().filter(person=visit.person, result__in=SETTLED).exclude(visit=visit)
    return (
        Decision.objects.unscoped()
        .filter(person=visit.person, taken_back_at=None)
        .exclude(visit=visit)
        .exclude(kind=DecisionKind.NOT_A_PROBLEM)
        .exclude(problem_id__in=settled.values("problem_id"))
        .select_related("problem", "visit")
        .order_by("problem__rank", "pk")
    )


def next_contact_of(person):
    "The earliest planned contact not yet made, or None."
    return (
        NextContact.objects.unscoped()
        .filter(person=person, done_at=None, due_on__isnull=False)
        .order_by("due_on")
        .first()
    )
