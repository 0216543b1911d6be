"""Today: who is due or waiting and why."""

from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from brownbag.practice.accounts.actions import end_tour
from brownbag.practice.shared_pages.policy import Policy, policy
from brownbag.practice.shared_pages.wording import long_date
from brownbag.practice.workspace import coverage_page
from brownbag.practice.workspace.today.page import KINDS, today_page


@require_GET
@policy(Policy.SIGNED_IN)
def today(request):
    "Who is due or waiting, most urgent first."
    on, kind = timezone.localdate(), request.GET.get("kind", "")
    kind = kind if kind in dict(KINDS) else ""
    shown = {"here": "today", "day": long_date(on), "kind": kind}
    shown |= {"page": today_page(request.user, on=on, now=timezone.now(), kind=kind)}
    shown |= {"show_tour": request.user.is_clinical and request.user.tour_done_at is None}
    return render(request, "workspace/today.html", shown)


@require_POST
@policy(Policy.SIGNED_IN)
def tour_done(request):
    "Put the first-review guide away."
    end_tour(user=request.user, at=timezone.now())
    return HttpResponseRedirect(reverse("today"))


@require_GET
@policy(Policy.SIGNED_IN)
def coverage(request):
    "What is checked, by which rules, from which sources, reviewed or drafted."
    return render(
        request,
        "workspace/coverage.html",
        {"here": "coverage", "page": coverage_page.coverage(on=timezone.localdate())},
    )
