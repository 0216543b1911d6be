"""Finish a visit, look at its papers, send them."""

from dataclasses import asdict

from django.core.exceptions import BadRequest
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from brownbag.practice.audit.actions import opened
from brownbag.practice.documents.actions import OF_THE_VISIT, code_on, finish_visit, make_spanish_list
from brownbag.practice.documents.models import Paper, PaperKind
from brownbag.practice.documents.paper_values import head_of
from brownbag.practice.reviews.actions import reach_step
from brownbag.practice.reviews.models import Step
from brownbag.practice.shared_pages.once import once
from brownbag.practice.shared_pages.policy import Policy, policy
from brownbag.practice.sharing import links
from brownbag.practice.workspace.follow_up.views import NextContactForm
from brownbag.practice.workspace.implement.page import implement_page
from brownbag.practice.workspace.visit_steps import open_step, visit_seen_by


@require_GET
@policy(Policy.CLINICAL_STAFF)
def show(request, visit_id):
    "What finishing will make, or what it made."
    visit = visit_seen_by(request, visit_id)
    reach_step(visit=visit, step=Step.IMPLEMENT)
    return _page(request, visit)


@require_POST
@policy(Policy.PHARMACIST)
@once
def finish(request, visit_id):
    "Finish the visit: requests, papers and to-dos in one go."
    visit = visit_seen_by(request, visit_id)
    on = timezone.localdate()
    form = NextContactForm(request.POST, on=on)
    if not form.is_valid():
        return _page(request, visit, form=form, status=422)
    if not request.POST.get("version", "").isdecimal():
        raise BadRequest("The form says not from which version it started.")
    expected = int(request.POST["version"])
    finish_visit(visit=visit, expected_version=expected, on=on, by=request.user, **form.cleaned_data)
    return HttpResponseRedirect(reverse("visit_implement", args=[visit.pk]))


@require_POST
@policy(Policy.PHARMACIST)
@once
def spanish(request, visit_id):
    "Make the list in Spanish."
    visit = visit_seen_by(request, visit_id)
    make_spanish_list(visit=visit, on=timezone.localdate(), by=request.user)
    return HttpResponseRedirect(reverse("visit_implement", args=[visit.pk]))


@require_GET
@policy(Policy.CLINICAL_STAFF)
def preview(request, visit_id, kind):
    "How a paper of the visit would look now."
    visit = visit_seen_by(request, visit_id)
    if kind not in list(OF_THE_VISIT):
        raise Http404
    opened(person=visit.person, by=request.user, page=f"preview: {kind}")
    head = head_of(visit, on=timezone.localdate(), by=request.user)
    values = asdict(OF_THE_VISIT[PaperKind(kind)](visit, head=head))
    shown = {"paper": values, "code": _code(values), "back": reverse("visit_implement", args=[visit.pk])}
    return render(request, f"papers/{kind}.html", shown)


@require_GET
@policy(Policy.CLINICAL_STAFF)
def paper(request, paper_id):
    "A paper as it was made, as a page that prints."
    found = _paper(request, paper_id)
    shown = {
        "paper": found.values,
        "code": _code(found.values),
        "edition": found.edition,
        "back": reverse("visit_implement", args=[found.visit_id]),
        "pdf": reverse("paper_pdf", args=[found.pk]),
    }
    return render(request, f"papers/{found.kind}.html", shown)


@require_GET
@policy(Policy.CLINICAL_STAFF)
def paper_pdf(request, paper_id):
    "A paper as it was made, byte for byte."
    found = _paper(request, paper_id)
    name = f"{found.kind.replace('_', '-')}-{found.pk}.pdf"
    headers = {"Content-Disposition": f'inline; filename="{name}"'}
    return HttpResponse(bytes(found.pdf), content_type="application/pdf", headers=headers)


def _paper(request, paper_id):
    found = get_object_or_404(Paper.objects.visible_to(request.user).select_related("person"), pk=paper_id)
    opened(person=found.person, by=request.user, page=f"paper: {found.kind}")
    return found


def _code(values):
    "The code of the link on a paper as an image, as long as the link is open."
    link = code_on(values)
    return links.qr_image(link) if link and link.ended_at is None else ""


def _page(request, visit, *, form=None, status=200):
    shown = open_step(request, visit, Step.IMPLEMENT)
    page = implement_page(visit)
    planned = page.next_contact
    initial = {"due_on": planned.due_on, "reason": planned.reason} if planned else {}
    shown |= {"page": page, "form": form or NextContactForm(initial=initial, on=timezone.localdate())}
    shown |= {"may_finish": page.may_finish and request.user.role == "pharmacist"}
    return render(request, "workspace/implement.html", shown, status=status)
