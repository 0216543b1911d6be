"""Problems as the pages need them."""

from django.db.models import Exists, OuterRef

from brownbag.clinical.assessment.finding import SEVERITIES, URGENCIES
from brownbag.clinical.knowledge import load as load_knowledge
from brownbag.clinical.knowledge.in_force import in_force
from brownbag.practice.people.queries import records_of
from brownbag.practice.reviews.models import AssessmentRun, Decision, Problem, Visit

NOT_URGENT = 20


def current_problems(person):
    "The problems found on the record as it is now, most urgent first."
    return Problem.objects.unscoped().filter(person=person, gone_on=None).order_by("rank", "pk")


def order_of(urgency, severity):
    """Return urgency and severity as one number, most urgent smallest.

    >>> order_of("today", "high"), order_of("this_week", "low")
    (0, 12)
    """
    return 10 * URGENCIES.index(urgency) + SEVERITIES.index(severity)


def urgent_problems_without_decision(user):
    "Problems to act on today or this week that nobody decided, for everyone the user may see."
    decided = Decision.objects.unscoped().filter(problem=OuterRef("pk"), taken_back_at=None)
    found = Problem.objects.visible_to(user).filter(gone_on=None, order__lt=NOT_URGENT)
    return found.filter(~Exists(decided))


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
    "All visits of the person, newest first, with those written on a record that was merged into this one."
    visits = Visit.objects.unscoped().filter(person__in=records_of(person))
    return visits.select_related("finished_by").order_by("-pk")


def is_out_of_date(person, *, on):
    "Whether the record was last assessed on another day or with another release of the knowledge base."
    run = latest_run(person)
    return run is None or run.on != on or run.knowledge_release != in_force(load_knowledge(), on).release
