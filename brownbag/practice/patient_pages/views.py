"""The newest list for someone without an app: the passcode first, then the list."""

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from brownbag.practice.audit.actor import acting
from brownbag.practice.documents.queries import released_list
from brownbag.practice.shared_pages.policy import Policy, policy
from brownbag.practice.sharing import links
from brownbag.practice.sharing.actions import try_passcode
from brownbag.practice.sharing.queries import link_by_digest
from brownbag.practice.sharing.throttle import WITHIN_SECONDS, asked_too_often

COOKIE = "newest_list"
OPEN_FOR = 30 * 60


@require_http_methods(["GET", "HEAD", "POST"])
@policy(Policy.SECRET_LINK)
def page(request, list_token):
    "Ask for the passcode, then show the list."
    link = link_by_digest(links.digest_of(list_token), now=timezone.now())
    if link is None:
        return _closed(request)
    if request.method == "POST":
        with acting(f"reader of list link {link.pk}"):
            return _try(request, link)
    if not _is_unlocked(request, link):
        return render(request, "patient_pages/passcode.html")
    return _show(request, link)


@require_GET
@policy(Policy.SECRET_LINK)
def as_pdf(request, list_token):
    "The list to print, for whoever gave the passcode."
    link = link_by_digest(links.digest_of(list_token), now=timezone.now())
    paper = released_list(link.whose) if link and _is_unlocked(request, link) else None
    if paper is None:
        return _closed(request)
    headers = {"Content-Disposition": 'inline; filename="medication-list.pdf"'}
    return HttpResponse(bytes(paper.pdf), content_type="application/pdf", headers=headers)


def _try(request, link):
    if asked_too_often(link):
        wait = WITHIN_SECONDS // 60
        answer = render(request, "patient_pages/passcode.html", {"wait": wait}, status=429)
        answer.headers["Retry-After"] = str(WITHIN_SECONDS)
        return answer
    who = request.POST.get("who", "")
    tried = try_passcode(link=link, typed=request.POST.get("passcode", ""), how="page", who=who)
    if tried.opened:
        return _unlocked(request, link)
    if not tried.attempts_left:
        return _closed(request)
    shown = {"wrong": True, "left": tried.attempts_left, "who": who}
    return render(request, "patient_pages/passcode.html", shown, status=422)


def _is_unlocked(request, link):
    return request.get_signed_cookie(COOKIE, default="", salt=COOKIE, max_age=OPEN_FOR) == str(link.pk)


def _unlocked(request, link):
    response = HttpResponseRedirect(request.path)
    response.set_signed_cookie(
        COOKIE,
        str(link.pk),
        salt=COOKIE,
        max_age=OPEN_FOR,
        path=request.path,
        secure=settings.IS_HTTPS,
        httponly=True,
        # A camera or another app may have led here, so that "Strict" would lose it on the way back.
        samesite="Lax",
    )
    return response


def _show(request, link):
    paper = released_list(link.whose)
    shown = {"paper": paper.values if paper else None, "token": links.token_of(link.link_seed)}
    return render(request, "patient_pages/list.html", shown)


def _closed(request):
    return render(request, "patient_pages/closed.html", status=404)
