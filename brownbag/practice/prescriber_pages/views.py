"""Open a request by its link and code, and answer it once."""

from django.conf import settings
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone

from brownbag.practice.audit.actor import acting
from brownbag.practice.documents.paper_values import PLEASE_ANSWER, source_words
from brownbag.practice.plans import links
from brownbag.practice.plans.actions import answer, note_opened, note_wrong_code
from brownbag.practice.plans.answer_form import REASONS, AnswerForm
from brownbag.practice.plans.queries import request_by_link
from brownbag.practice.shared_pages.policy import Policy, policy

COOKIE = "prescriber_page"
OPEN_FOR = 60 * 60


@policy(Policy.SECRET_LINK)
def page(request, token):
    "The code first, then the request, then the answers as they were given."
    asked = request_by_link(links.digest_of(token), now=timezone.now())
    if asked is None:
        return render(request, "prescriber_pages/closed.html", status=404)
    with acting(f"prescriber, request {asked.pk}"):
        if not _is_unlocked(request, asked):
            return _ask_for_code(request, asked)
        return _show(request, asked)


def _is_unlocked(request, asked):
    kept = request.get_signed_cookie(COOKIE, default="", salt=COOKIE, max_age=OPEN_FOR)
    return kept == _key(asked)


def _key(asked):
    return f"{asked.pk}.{asked.link_digest}"


def _ask_for_code(request, asked):
    typed = request.POST.get("code", "")
    if request.method != "POST":
        return render(request, "prescriber_pages/code.html")
    if links.is_reply_code(typed, asked.link_seed):
        return _unlocked(request, asked)
    note_wrong_code(request=asked)
    if asked.revoked_at:
        return render(request, "prescriber_pages/closed.html", status=404)
    left = links.WRONG_CODES_ALLOWED - asked.wrong_codes
    return render(request, "prescriber_pages/code.html", {"wrong": True, "left": left}, status=422)


def _unlocked(request, asked):
    response = HttpResponseRedirect(request.path)
    response.set_signed_cookie(
        COOKIE,
        _key(asked),
        salt=COOKIE,
        max_age=OPEN_FOR,
        path=request.path,
        secure=settings.IS_HTTPS,
        httponly=True,
        samesite="Strict",
    )
    return response


def _show(request, asked):
    note_opened(request=asked)
    items = list(asked.items.all())
    if asked.answered_at:
        return render(request, "prescriber_pages/answered.html", _words(asked, items))
    form = AnswerForm(items, request.POST if request.method == "POST" else None)
    if form.is_valid():
        answer(request=asked, answers=form.answers, name=form.name, how="link")
        return HttpResponseRedirect(request.path)
    shown = _words(asked, items) | {"form": form, "reasons": REASONS}
    return render(request, "prescriber_pages/request.html", shown, status=422 if form.is_bound else 200)


def _words(asked, items):
    evidence = dict.fromkeys(source_words(each) for item in items for each in item.evidence)
    return {
        "asked": asked,
        "items": items,
        "urgency": PLEASE_ANSWER.get(asked.urgency, "Please answer"),
        "evidence": list(evidence),
        "pharmacist": asked.visit.finished_by.name_shown,
    }
