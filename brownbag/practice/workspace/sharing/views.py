"""Make and end a link, let the newest list out, take files away, tell others and track it."""

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from brownbag.practice.audit.actions import opened
from brownbag.practice.documents.actions import new_edition, tell
from brownbag.practice.documents.queries import released_list
from brownbag.practice.people.actions import know_pharmacy, know_prescriber
from brownbag.practice.shared_pages.once import once
from brownbag.practice.shared_pages.policy import Policy, policy
from brownbag.practice.shared_pages.refusal import Refusal
from brownbag.practice.sharing import actions
from brownbag.practice.sharing.models import ListLink, Notice
from brownbag.practice.sharing.untold import untold_by, untold_of
from brownbag.practice.workspace.banner import banner_of
from brownbag.practice.workspace.people.views import person_seen_by
from brownbag.practice.workspace.sharing.exports import EXPORTS
from brownbag.practice.workspace.sharing.forms import AnotherForm, ConfirmedForm, LinkForm, SentForm
from brownbag.practice.workspace.sharing.page import share_page
from brownbag.practice.workspace.visit_steps import visit_seen_by


class NothingReleased(Refusal):
    "A link shows what a pharmacist let out; so far nothing was."


class NobodyChosen(Refusal):
    "No notice without a recipient."


@require_GET
@policy(Policy.CLINICAL_STAFF)
def show(request, person_id):
    "The link with its openings, the files to take away, and who was told."
    return _page(request, person_seen_by(request, person_id))


@require_POST
@policy(Policy.PHARMACIST)
@once
def make_link(request, person_id):
    "Make a link the person agreed to."
    person = person_seen_by(request, person_id)
    if released_list(person) is None:
        raise NothingReleased("Finish a visit first. The link shows the list that is made there.")
    form = LinkForm(request.POST)
    if not form.is_valid():
        return _page(request, person, form=form, status=422)
    actions.make_link(
        person=person, agreed_by=form.cleaned_data["agreed_by"], lasts=form.time, by=request.user
    )
    return _to(person)


@require_POST
@policy(Policy.CLINICAL_STAFF)
@once
def end_link(request, link_id):
    "End a link for good."
    links = ListLink.objects.visible_to(request.user).select_related("person")
    link = get_object_or_404(links, pk=link_id)
    actions.end_link(link=link, by=request.user)
    return _to(link.person)


@require_POST
@policy(Policy.PHARMACIST)
@once
def release(request, person_id):
    "Let the list out as it is now: new papers, and the link shows them."
    person = person_seen_by(request, person_id)
    paper = released_list(person)
    if paper is None:
        raise NothingReleased("Finish a visit first. The first list is made there.")
    new_edition(visit=paper.visit, on=timezone.localdate(), by=request.user)
    return _to(person)


@require_GET
@policy(Policy.CLINICAL_STAFF)
def export(request, person_id, kind):
    "The person's record as a file."
    person = person_seen_by(request, person_id)
    chosen = next((each for each in EXPORTS if each.kind == kind), None)
    if chosen is None:
        raise Http404
    opened(person=person, by=request.user, page=f"export: {kind}")
    headers = {"Content-Disposition": f'attachment; filename="{chosen.file_name}"'}
    content = chosen.content(person, timezone.localdate())
    return HttpResponse(content, content_type=chosen.content_type, headers=headers)


@require_POST
@policy(Policy.PHARMACIST)
@once
def make_notices(request, visit_id):
    "Make a notice for each chosen pharmacy and prescriber."
    visit = visit_seen_by(request, visit_id)
    chosen = set(request.POST.getlist("to"))
    told = [each for each in untold_of(visit.person) if each.key in chosen]
    if not told:
        raise NobodyChosen("Choose at least one pharmacy or prescriber who does not know of a change.")
    tell(visit=visit, told=told, on=timezone.localdate(), by=request.user)
    return _to_visit(visit.pk)


@require_POST
@policy(Policy.PHARMACIST)
@once
def tell_another(request, visit_id):
    "Make a notice for someone whom no list of the person names."
    visit, about = visit_seen_by(request, visit_id), _said(AnotherForm(request.POST))
    know = know_pharmacy if about.pop("kind") == "pharmacy" else know_prescriber
    untold = untold_by(visit.person, to=know(practice=visit.practice, **about))
    if not untold.items:
        raise NobodyChosen(f"{untold.name} knows all that holds now, or nothing is on the list.")
    tell(visit=visit, told=[untold], on=timezone.localdate(), by=request.user)
    return _to_visit(visit.pk)


@require_POST
@policy(Policy.CLINICAL_STAFF)
@once
def sent(request, notice_id):
    "Keep how a notice was sent."
    notice, said = _notice(request, notice_id), _said(SentForm(request.POST))
    actions.note_sent(notice=notice, how=said["how"], by=request.user)
    return _to_visit(notice.visit_id)


@require_POST
@policy(Policy.CLINICAL_STAFF)
@once
def confirmed(request, notice_id):
    "Keep who confirmed a notice."
    notice, said = _notice(request, notice_id), _said(ConfirmedForm(request.POST))
    actions.note_confirmed(notice=notice, name=said["name"], by=request.user)
    return _to_visit(notice.visit_id)


def _notice(request, notice_id):
    return get_object_or_404(Notice.objects.visible_to(request.user), pk=notice_id)


def _said(form):
    "What a short form says; what is wrong with it is refused in its own words."
    if not form.is_valid():
        raise Refusal(" ".join(error for errors in form.errors.values() for error in errors))
    return form.cleaned_data


def _page(request, person, *, form=None, status=200):
    opened(person=person, by=request.user, page="share")
    shown = {
        "here": "people",
        "person": person,
        "banner": banner_of(person, on=timezone.localdate()),
        "page": share_page(person, now=timezone.now()),
        "form": form or LinkForm(initial={"agreed_by": person.name}),
        "may_release": request.user.role == "pharmacist",
    }
    return render(request, "workspace/share.html", shown, status=status)


def _to(person):
    return HttpResponseRedirect(reverse("share", args=[person.pk]))


def _to_visit(visit_id):
    return HttpResponseRedirect(reverse("visit_implement", args=[visit_id]) + "#tell")
