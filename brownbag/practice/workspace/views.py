"""Today, and one person's list with the problems found on it."""

from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from brownbag.practice.audit.actions import opened
from brownbag.practice.people.models import Person
from brownbag.practice.shared_pages.policy import Policy, policy
from brownbag.practice.shared_pages.wording import long_date
from brownbag.practice.workspace import coverage_page
from brownbag.practice.workspace.banner import banner_of
from brownbag.practice.workspace.person_page import person_page
from brownbag.practice.workspace.queue import queue_for


@policy(Policy.SIGNED_IN)
def today(request):
    "Who has a problem to act on, most urgent first."
    on = timezone.localdate()
    shown = {"here": "today", "day": long_date(on), "queue": queue_for(request.user, on=on)}
    return render(request, "workspace/today.html", shown)


@policy(Policy.CLINICAL_STAFF)
def person(request, person_id):
    "One person: the list, the problems in the order to act on them, what could not be checked."
    found = get_object_or_404(Person.objects.visible_to(request.user), pk=person_id)
    opened(person=found, by=request.user, page="person")
    on = timezone.localdate()
    shown = {"banner": banner_of(found, on=on), "page": person_page(found)}
    return render(request, "workspace/person.html", shown)


@policy(Policy.SIGNED_IN)
def coverage(request):
    "What is checked, by which rules, from which sources, reviewed or drafted."
    return render(request, "workspace/coverage.html", {"here": "coverage", "page": coverage_page.coverage()})
