"""The newest list for an app that reads SMART Health Links.

https://docs.smarthealthit.org/smart-health-links/spec: a manifest for a
passcode, and encrypted files. Viewers in a browser run on other sites, so any
site may ask; no cookie is read here and nothing leaves unencrypted.
"""

import json
from functools import wraps

from django.conf import settings
from django.core import signing
from django.http import HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from brownbag.practice.audit.actor import acting
from brownbag.practice.documents.queries import released_list
from brownbag.practice.patient_pages.content import CONTENT_TYPE, shared_files
from brownbag.practice.shared_pages.policy import Policy, policy
from brownbag.practice.sharing import links
from brownbag.practice.sharing.actions import try_passcode
from brownbag.practice.sharing.encrypted import encrypted
from brownbag.practice.sharing.queries import link_by_digest
from brownbag.practice.sharing.throttle import POLL_EVERY_SECONDS, WITHIN_SECONDS, asked_too_often

LARGEST_REQUEST = 4096
TICKET = "file behind a list link"
TICKET_LASTS = 3600
CLOSED = "This link is not open. It may have ended or been replaced; ask the person for the newest list."
EXPECTED = 'Expected a POST with JSON such as {"recipient": "Mercy Hospital", "passcode": "123456"}.'


def _for_any_site(*methods):
    "Let pages of other sites ask, and answer the question whether they may."

    def around(view):
        @csrf_exempt
        @policy(Policy.SECRET_LINK)
        @wraps(view)
        def answer(request, **kwargs):
            if request.method == "OPTIONS":
                response = HttpResponse(status=204)
                response.headers["Access-Control-Allow-Methods"] = ", ".join(methods)
                response.headers["Access-Control-Allow-Headers"] = "content-type"
            elif request.method not in methods:
                response = _refused(EXPECTED, 405)
                response.headers["Allow"] = ", ".join((*methods, "OPTIONS"))
            else:
                response = view(request, **kwargs)
            response.headers["Access-Control-Allow-Origin"] = "*"
            return response

        return answer

    return around


@_for_any_site("POST")
def manifest(request, list_token):
    "The files behind a link, for whoever gives the passcode and says who they are."
    link = link_by_digest(links.digest_of(list_token), now=timezone.now())
    if link is None:
        return _refused(CLOSED, 404)
    if asked_too_often(link):
        response = _refused("This link was asked for too often. Wait ten minutes.", 429)
        response.headers["Retry-After"] = str(WITHIN_SECONDS)
        return response
    said = _said(request)
    if said is None:
        return _refused(EXPECTED, 400)
    with acting(f"reader of list link {link.pk}"):
        return _answer(request, link, said)


@_for_any_site("GET")
def file(request, list_token, ticket):
    "One encrypted file, under an address that the manifest gave within the last hour."
    link = link_by_digest(links.digest_of(list_token), now=timezone.now())
    number = _number(link, ticket) if link else None
    if number is None:
        return _refused(CLOSED, 404)
    return HttpResponse(_sealed(link)[number], content_type="application/jose")


def _answer(request, link, said):
    who, passcode = said["recipient"], said.get("passcode")
    tried = try_passcode(link=link, typed=passcode if isinstance(passcode, str) else "", how="app", who=who)
    if not tried.opened:
        return JsonResponse({"remainingAttempts": tried.attempts_left}, status=401)
    paper = released_list(link.whose)
    files = [_file(link, number, sealed, said) for number, sealed in enumerate(_sealed(link))]
    for each in files:
        each["lastUpdated"] = paper.made_at.isoformat(timespec="seconds")
    response = JsonResponse({"status": "can-change", "files": files})
    response.headers["Retry-After"] = str(POLL_EVERY_SECONDS)
    return response


def _said(request):
    "What the request says, or None where it does not say who asks."
    body = request.read(LARGEST_REQUEST + 1)
    try:
        said = json.loads(body) if len(body) <= LARGEST_REQUEST else None
    except (ValueError, RecursionError):
        return None
    recipient = said.get("recipient") if isinstance(said, dict) else None
    return said if isinstance(recipient, str) and recipient.strip() else None


def _sealed(link):
    key = links.key_of(link.link_seed)
    return [encrypted(each, key=key, content_type=CONTENT_TYPE) for each in shared_files(link.whose)]


def _file(link, number, sealed, said):
    most = said.get("embeddedLengthMax")
    if isinstance(most, int) and not isinstance(most, bool) and len(sealed) > most:
        ticket = signing.dumps([link.pk, number], salt=TICKET)
        address = reverse("shared_file", args=[links.token_of(link.link_seed), ticket])
        return {"contentType": CONTENT_TYPE, "location": settings.ORIGIN.geturl() + address}
    return {"contentType": CONTENT_TYPE, "embedded": sealed}


def _number(link, ticket):
    "Which file a ticket is for, or None where it is not one of this link or too old."
    try:
        link_id, number = signing.loads(ticket, salt=TICKET, max_age=TICKET_LASTS)
    except signing.BadSignature:
        return None
    return number if link_id == link.pk and number < len(shared_files(link.whose)) else None


def _refused(why, status):
    return JsonResponse({"error": why}, status=status)
