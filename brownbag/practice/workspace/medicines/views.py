"""Show what the release knows, and the page of one medicine."""

from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from brownbag.practice.shared_pages.policy import Policy, policy
from brownbag.practice.workspace.medicines.page import knowledge_page, medicine_page

LETTERS_AT_MOST = 120


@require_GET
@policy(Policy.SIGNED_IN)
def start(request):
    "How much is known, from which sources, and the medicines that fit what was typed."
    asked = request.GET.get("medicine", "")[:LETTERS_AT_MOST]
    return render(request, "workspace/knowledge.html", {"here": "coverage", "page": knowledge_page(asked)})


@require_GET
@policy(Policy.SIGNED_IN)
def medicine(request, name):
    "Every fact held about one medicine, with its source and its state."
    page = medicine_page(name, on=timezone.localdate())
    if page is None:
        raise Http404
    return render(request, "workspace/medicine.html", {"here": "coverage", "page": page})
