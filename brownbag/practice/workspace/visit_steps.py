"""The five steps of a visit, as every page of it shows them."""

from dataclasses import dataclass

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from brownbag.practice.audit.actions import opened
from brownbag.practice.reviews.models import Step, Visit
from brownbag.practice.shared_pages.wording import long_date
from brownbag.practice.workspace.banner import banner_of


@dataclass(frozen=True)
class ShownStep:
    label: str
    url: str
    done: bool
    current: bool


def visit_seen_by(request, visit_id):
    "The visit, if the signed-in person may see it; else the page that says it is not there."
    visits = Visit.objects.visible_to(request.user).select_related("person", "practice", "started_by")
    return get_object_or_404(visits, pk=visit_id)


def where_it_was_left(visit):
    "The address of an open visit's step; in Collect, of the first row that still needs an answer."
    place = "#next" if visit.step == Step.COLLECT else ""
    return reverse(f"visit_{visit.step}", args=[visit.pk]) + place


def open_step(request, visit, step):
    "Record that the step of a visit was opened, and return what every page of a visit needs."
    opened(person=visit.person, by=request.user, page=f"visit: {step}")
    on = timezone.localdate()
    return {
        "visit": visit,
        "is_open": visit.finished_at is None,
        "visit_day": long_date(visit.on),
        "banner": banner_of(visit.person, on=on, visit=visit),
        "steps": [_shown(visit, each, step) for each in Step],
        "here": "visit",
    }


def _shown(visit, each, current):
    order = list(Step.values)
    reached = len(order) if visit.finished_at else order.index(visit.step)
    return ShownStep(
        label=each.label,
        url=reverse(f"visit_{each.value}", args=[visit.pk]),
        done=order.index(each.value) < reached,
        current=each == current,
    )
