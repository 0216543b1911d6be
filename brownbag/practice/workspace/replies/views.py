"""Replies of prescribers: see them, record those by fax or phone, act on each, close it."""

from django.core.exceptions import BadRequest
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from brownbag.practice.audit.actions import opened
from brownbag.practice.documents.actions import new_edition
from brownbag.practice.medication_list.actions import stop_line
from brownbag.practice.medication_list.models import MedicationLine
from brownbag.practice.plans import actions
from brownbag.practice.plans.answer_form import REASONS, AnswerForm
from brownbag.practice.plans.models import PrescriberRequest, RequestItem, ToDo
from brownbag.practice.plans.queries import replies_to_act_on, requests_without_answer
from brownbag.practice.reviews.actions import assess_again
from brownbag.practice.shared_pages.once import once
from brownbag.practice.shared_pages.policy import Policy, policy
from brownbag.practice.workspace.banner import banner_of
from brownbag.practice.workspace.implement.page import sent_request
from brownbag.practice.workspace.replies.page import answered_items, open_to_dos, papers_to_look_at

DONE_SHOWN_AT_MOST = 20


@require_GET
@policy(Policy.CLINICAL_STAFF)
def replies(request):
    "Answers to act on, questions without an answer, and those closed lately."
    closed = PrescriberRequest.objects.visible_to(request.user).filter(acted_on_at__isnull=False)
    shown = {
        "here": "replies",
        "to_act_on": replies_to_act_on(request.user),
        "waiting": requests_without_answer(request.user),
        "closed": closed.select_related("person", "prescriber").order_by("-acted_on_at")[:DONE_SHOWN_AT_MOST],
    }
    return render(request, "workspace/replies.html", shown)


@require_GET
@policy(Policy.CLINICAL_STAFF)
def reply(request, request_id):
    "One request: its link while it waits, its answers and what to do about them afterwards."
    return _page(request, _asked(request, request_id))


@require_POST
@policy(Policy.CLINICAL_STAFF)
@once
def record(request, request_id):
    "Record an answer that came by fax or phone."
    asked = _asked(request, request_id)
    form = AnswerForm(list(asked.items.all()), request.POST)
    how = "phone" if request.POST.get("how") == "phone" else "fax"
    if not form.is_valid():
        return _page(request, asked, form=form, status=422)
    actions.answer(request=asked, answers=form.answers, name=form.name, how=how, recorded_by=request.user)
    return _to(asked)


@require_POST
@policy(Policy.PHARMACIST)
@once
def new_link(request, request_id):
    "End the link and make another."
    asked = _asked(request, request_id)
    actions.new_link(request=asked)
    return _to(asked)


@require_POST
@policy(Policy.PHARMACIST)
@once
def end_link(request, request_id):
    "End the link for good."
    asked = _asked(request, request_id)
    actions.end_link(request=asked)
    return _to(asked)


@require_POST
@policy(Policy.PHARMACIST)
@once
def stop(request, request_id, line_id):
    "Stop a medicine as the prescriber agreed."
    asked = _asked(request, request_id)
    lines = MedicationLine.objects.visible_to(request.user).select_related("current", "person", "practice")
    line = get_object_or_404(lines, pk=line_id, person=asked.person)
    on = timezone.localdate()
    why = f"{asked.prescriber.name} agreed"
    stop_line(line=line, expected_version=_version(request), why=why, on=on, by=request.user)
    assess_again(person=asked.person, on=on)
    return _to(asked)


@require_POST
@policy(Policy.PHARMACIST)
@once
def release(request, request_id, to_do_id):
    "Let the person see a to-do in words that fit the answer."
    asked = _asked(request, request_id)
    waiting = ToDo.objects.visible_to(request.user).filter(item__request=asked, held=True, withdrawn_at=None)
    to_do = get_object_or_404(waiting, pk=to_do_id)
    words = request.POST.get("words", "").strip()[:2000]
    if not words:
        return _page(request, asked, error="Write what the patient will read.", status=422)
    actions.release_to_do(to_do=to_do, words=words)
    return _to(asked)


@require_POST
@policy(Policy.PHARMACIST)
@once
def bring_back(request, request_id, item_id):
    "Open the problem of a declined item again."
    asked = _asked(request, request_id)
    items = RequestItem.objects.visible_to(request.user).select_related("decision")
    actions.bring_back(item=get_object_or_404(items, pk=item_id, request=asked), by=request.user)
    return _to(asked)


@require_POST
@policy(Policy.PHARMACIST)
@once
def new_papers(request, request_id):
    "Make the person's papers anew after a reply."
    asked = _asked(request, request_id)
    new_edition(visit=asked.visit, on=timezone.localdate(), by=request.user)
    return _to(asked)


@require_POST
@policy(Policy.PHARMACIST)
@once
def done(request, request_id):
    "Close a reply: the list is changed and the person is told."
    asked = _asked(request, request_id)
    if asked.answered_at is None:
        return _page(request, asked, error="There is no answer yet.", status=422)
    if open_to_dos(answered_items(asked)):
        sentence = "First write what the patient will read about each changed item."
        return _page(request, asked, error=sentence, status=422)
    actions.act_on_reply(request=asked, by=request.user)
    return HttpResponseRedirect(reverse("replies"))


def _asked(request, request_id):
    rows = PrescriberRequest.objects.visible_to(request.user)
    rows = rows.select_related(
        "person__practice", "prescriber", "practice", "visit__person", "visit__practice"
    )
    return get_object_or_404(rows, pk=request_id)


def _version(request):
    given = request.POST.get("version", "")
    if not given.isdecimal():
        raise BadRequest("The form says not from which version it started.")
    return int(given)


def _page(request, asked, *, form=None, error="", status=200):
    opened(person=asked.person, by=request.user, page="reply")
    shown = {
        "here": "replies",
        "banner": banner_of(asked.person, on=timezone.localdate()),
        "asked": asked,
        "sent": sent_request(asked),
        "items": answered_items(asked),
        "papers": papers_to_look_at(asked),
        "form": form or AnswerForm(list(asked.items.all())),
        "reasons": REASONS,
        "error": error,
        "may_act": request.user.role == "pharmacist",
    }
    return render(request, "workspace/reply.html", shown, status=status)


def _to(asked):
    return HttpResponseRedirect(reverse("reply", args=[asked.pk]))
