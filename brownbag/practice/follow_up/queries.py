"""What is to be asked and who is to be called."""

from brownbag.practice.follow_up.models import NextContact, Outcome, OutcomeResult
from brownbag.practice.people.queries import records_of
from brownbag.practice.reviews.models import Decision, DecisionKind


def problems_to_ask_about(visit):
    "Earlier decisions whose problem was not yet said to be resolved, as they stood when the visit began."
    records = records_of(visit.person)
    settled = Outcome.objects.unscoped().filter(person__in=records, result=OutcomeResult.RESOLVED)
    asked_now = Outcome.objects.unscoped().filter(visit=visit)
    acted_on = (
        Decision.objects.unscoped()
        .filter(person__in=records, visit__pk__lt=visit.pk, visit__finished_at__isnull=False)
        .exclude(kind=DecisionKind.NOT_A_PROBLEM)
        .exclude(problem_id__in=settled.exclude(visit=visit).values("problem_id"))
    )
    in_force = acted_on.filter(taken_back_at=None)
    asked = acted_on.filter(problem_id__in=asked_now.values("problem_id"))
    rows = (in_force | asked).select_related("problem", "visit", "prescriber", "decided_by")
    newest = {row.problem_id: row for row in rows.order_by("pk")}
    return sorted(newest.values(), key=lambda row: (row.problem.rank, row.pk))


def outcomes_of(visit):
    "What was said at a visit about earlier problems, by problem."
    return {row.problem_id: row for row in Outcome.objects.unscoped().filter(visit=visit)}


def next_contact_of_visit(visit):
    "The next contact that was planned at a visit, or None."
    return NextContact.objects.unscoped().filter(visit=visit).first()


def contacts_due(user, *, until):
    "Planned contacts not yet made, up to a day, for everyone the user may see."
    due = NextContact.objects.visible_to(user).filter(done_at=None, due_on__lte=until)
    return due.select_related("person").order_by("due_on", "pk")
