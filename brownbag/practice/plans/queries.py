"""Requests and to-dos as pages and papers need them."""

from brownbag.practice.people.queries import records_of
from brownbag.practice.plans.models import PrescriberRequest, ToDo


def requests_of(person):
    "The person's requests to prescribers, newest first; those of a merged record too."
    rows = PrescriberRequest.objects.unscoped().filter(person__in=records_of(person))
    return rows.select_related("prescriber", "visit").order_by("-pk")


def requests_of_visit(visit):
    "The requests a visit made, with their items, in the order they were made."
    rows = PrescriberRequest.objects.unscoped().filter(visit=visit)
    return rows.select_related("prescriber", "recorded_by", "person").prefetch_related("items").order_by("pk")


def released_to_dos(person):
    "What the person may see and has to do, oldest first."
    rows = ToDo.objects.unscoped().filter(person=person, held=False, withdrawn_at=None)
    return rows.select_related("problem").order_by("pk")


def to_dos_of_visit(visit):
    "Everything a visit put on the to-do list, held or not."
    rows = ToDo.objects.unscoped().filter(visit=visit)
    return rows.select_related("problem", "item__request__prescriber").order_by("pk")


def replies_to_act_on(user):
    "Answered requests nobody has dealt with yet, oldest answer first."
    rows = PrescriberRequest.objects.visible_to(user).filter(answered_at__isnull=False, acted_on_at=None)
    return rows.select_related("person", "prescriber").order_by("answered_at")


def requests_without_answer(user):
    "Requests without an answer, oldest first."
    rows = PrescriberRequest.objects.visible_to(user).filter(answered_at=None)
    return rows.select_related("person", "prescriber").order_by("sent_at")


def request_by_link(digest, *, now):
    "The request behind a secret link that is still open, or None."
    rows = PrescriberRequest.objects.unscoped().filter(
        link_digest=digest, revoked_at=None, expires_at__gt=now
    )
    return rows.select_related("person", "prescriber", "practice", "visit__finished_by").first()
