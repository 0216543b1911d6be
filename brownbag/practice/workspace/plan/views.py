"""Show what was decided, before anything is sent."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from brownbag.practice.reviews.actions import reach_step
from brownbag.practice.reviews.models import Step
from brownbag.practice.shared_pages.policy import Policy, policy
from brownbag.practice.workspace.plan.page import plan_page
from brownbag.practice.workspace.visit_steps import open_step, visit_seen_by


@require_GET
@policy(Policy.CLINICAL_STAFF)
def show(request, visit_id):
    "The plan of a visit."
    visit = visit_seen_by(request, visit_id)
    if visit.step in (Step.COLLECT, Step.ASSESS):
        reach_step(visit=visit, step=Step.PLAN)
    shown = open_step(request, visit, Step.PLAN)
    return render(request, "workspace/plan.html", shown | {"page": plan_page(visit, on=timezone.localdate())})
