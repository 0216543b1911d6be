"""Problems as the pages need them."""

from brownbag.clinical.knowledge import load as load_knowledge
from brownbag.practice.reviews.models import AssessmentRun, Decision, Problem, Visit

URGENT = ("today", "this_week")


def current_problems(person):
    "The problems found on the record as it is now, most urgent first."
    return Problem.objects.unscoped().filter(person=person, gone_on=None).order_by("rank", "pk")


def urgent_problems_seen_by(user):
    "Problems to act on today or this week, for everyone the user may see."
    return (
        Problem.objects.visible_to(user)
        .filter(gone_on=None, urgency__in=URGENT)
        .select_related("person")
        .order_by("rank", "person_id", "pk")
    )


def latest_run(person):
    "The last assessment of the person, or None."
    return AssessmentRun.objects.unscoped().filter(person=person).first()


def decisions_in_force(person):
    "What was decided and still holds, by problem."
    rows = Decision.objects.unscoped().filter(person=person, taken_back_at=None)
    return {row.problem_id: row for row in rows.select_related("prescriber", "decided_by", "visit")}


def decisions_of(visit):
    "The decisions of a visit that hold, most urgent problem first."
    rows = Decision.objects.unscoped().filter(visit=visit, taken_back_at=None)
    return rows.select_related("problem", "prescriber", "decided_by").order_by("problem__rank", "pk")


def open_visit_of(person):
    "The visit that is not finished yet, or None."
    return Visit.objects.unscoped().filter(person=person, finished_at=None).first()


def visits_of(person):
    "All visits of the person, newest first."
    return Visit.objects.unscoped().filter(person=person).select_related("finished_by").order_by("-pk")


def is_out_of_date(person, *, on):
    "Whether the record was last assessed on another day or with another release of the knowledge base."
    run = latest_run(person)
    return run is None or run.on != on or run.knowledge_release != load_knowledge().release
