"""Show a visit in pictures."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from brownbag.practice.reviews.models import Step
from brownbag.practice.shared_pages.policy import Policy, policy
from brownbag.practice.workspace.pictures.page import pictures_page
from brownbag.practice.workspace.visit_steps import open_step, visit_seen_by


@require_GET
@policy(Policy.CLINICAL_STAFF)
def show(request, visit_id):
    "What acts on what, what a change would do, and what came first."
    visit = visit_seen_by(request, visit_id)
    shown = open_step(request, visit, Step.ASSESS)
    chosen = request.GET.get("stop", "")
    shown |= {"page": pictures_page(visit, chosen=chosen, on=timezone.localdate())}
    return render(request, "workspace/pictures.html", shown)
