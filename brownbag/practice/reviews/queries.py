"""Problems as the pages need them."""

from brownbag.practice.reviews.models import AssessmentRun, Problem

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
