"""Send requests, take the prescriber's answers, and let the person know only then."""

from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from brownbag.practice.people.queries import allergies_of
from brownbag.practice.plans import links, wording
from brownbag.practice.plans.models import Answer, PrescriberRequest, RequestItem, ToDo
from brownbag.practice.reviews.actions import take_back
from brownbag.practice.reviews.models import DecisionKind
from brownbag.practice.reviews.queries import decisions_of
from brownbag.practice.shared_pages.refusal import Refusal

LINK_LASTS = timedelta(days=30)
MOST_URGENT_FIRST = ("today", "this_week", "next_visit", "note")


@dataclass(frozen=True)
class GivenAnswer:
    "What a prescriber said to one item."

    answer: str
    reason: str = ""
    words: str = ""


@transaction.atomic
def make_requests(*, visit, on):
    "Write one request for each prescriber the visit's decisions ask."
    by_prescriber = {}
    for decision in decisions_of(visit).filter(kind=DecisionKind.ASK_PRESCRIBER):
        by_prescriber.setdefault(decision.prescriber, []).append(decision)
    return [_make_request(visit, whom, asked, on=on) for whom, asked in by_prescriber.items()]


@transaction.atomic
def make_to_dos(*, visit):
    "Put what the person can be told at once on their to-do list."
    told = decisions_of(visit).filter(kind=DecisionKind.TELL_PATIENT)
    return [_make_to_do(visit, decision) for decision in told]


@transaction.atomic
def answer(*, request, answers, name, how, recorded_by=None):
    """Keep a prescriber's answers, once, and release or withdraw what the person would do.

    `answers` maps each item to its answer, reason and words. Whoever answers
    answers every item.
    """
    request = PrescriberRequest.objects.unscoped().select_for_update().get(pk=request.pk)
    if request.answered_at is not None:
        raise AlreadyAnswered("These questions were answered before. The first answers stand.")
    for item in request.items.all():
        _answer_item(item, answers[item.pk])
    request.answered_at, request.answered_name = timezone.now(), name
    request.answered_how, request.recorded_by = how, recorded_by
    request.save(update_fields=["answered_at", "answered_name", "answered_how", "recorded_by"])
    return request


@transaction.atomic
def act_on_reply(*, request, by):
    "Mark a reply as dealt with: the list is changed and the people concerned are told."
    request.acted_on_at, request.acted_on_by = timezone.now(), by
    request.save(update_fields=["acted_on_at", "acted_on_by"])


@transaction.atomic
def bring_back(*, item, by):
    "Open the problem of a declined item again; the next visit decides it anew."
    if item.decision.taken_back_at is None:
        take_back(decision=item.decision, by=by)


@transaction.atomic
def release_to_do(*, to_do, words):
    "Let the person see a to-do in words that fit what the prescriber agreed to."
    to_do.words, to_do.held, to_do.released_at = words, False, timezone.now()
    to_do.save(update_fields=["words", "held", "released_at"])


@transaction.atomic
def new_link(*, request):
    "End the request's link and make another; the wrong codes are counted anew."
    request.link_seed = links.new_seed()
    request.link_digest = links.digest_of(links.link_token(request.link_seed))
    request.wrong_codes, request.revoked_at = 0, None
    request.expires_at = timezone.now() + LINK_LASTS
    request.save(update_fields=["link_seed", "link_digest", "wrong_codes", "revoked_at", "expires_at"])


@transaction.atomic
def end_link(*, request):
    "End the request's link for good."
    request.revoked_at = timezone.now()
    request.save(update_fields=["revoked_at"])


@transaction.atomic
def note_opened(*, request):
    "Keep when the prescriber first opened the page."
    if request.opened_at is None:
        request.opened_at = timezone.now()
        request.save(update_fields=["opened_at"])


@transaction.atomic
def note_wrong_code(*, request):
    "Count a wrong reply code; the last one allowed ends the link."
    known = PrescriberRequest.objects.unscoped().select_for_update().get(pk=request.pk)
    request.wrong_codes = known.wrong_codes + 1
    if request.wrong_codes >= links.WRONG_CODES_ALLOWED:
        request.revoked_at = timezone.now()
    request.save(update_fields=["wrong_codes", "revoked_at"])


class AlreadyAnswered(Refusal):
    "A request is answered once; the message says so."


def _make_request(visit, prescriber, decisions, *, on):
    findings = [decision.problem.finding for decision in decisions]
    seed = links.new_seed()
    request = PrescriberRequest.objects.unscoped().create(
        practice=visit.practice,
        person=visit.person,
        visit=visit,
        prescriber=prescriber,
        situation=wording.situation(visit.person, findings, on=on),
        background=wording.background(visit.person, findings, allergies_of(visit.person)),
        assessment=wording.assessment(findings),
        urgency=min((decision.problem.urgency for decision in decisions), key=MOST_URGENT_FIRST.index),
        link_seed=seed,
        link_digest=links.digest_of(links.link_token(seed)),
        expires_at=timezone.now() + LINK_LASTS,
    )
    for position, decision in enumerate(decisions, start=1):
        _make_item(request, decision, position)
    return request


def _make_item(request, decision, position):
    finding = decision.problem.finding
    item = RequestItem.objects.unscoped().create(
        practice=request.practice,
        person=request.person,
        request=request,
        decision=decision,
        position=position,
        ask=decision.message,
        because=finding["title"],
        evidence=finding["sources"],
    )
    if decision.words:
        _make_to_do(request.visit, decision, item=item)


def _make_to_do(visit, decision, item=None):
    return ToDo.objects.unscoped().create(
        practice=visit.practice,
        person=visit.person,
        visit=visit,
        problem=decision.problem,
        item=item,
        words=decision.words,
        held=item is not None,
        released_at=None if item else timezone.now(),
    )


def _answer_item(item, given):
    item.answer, item.answer_reason, item.answer_words = given.answer, given.reason, given.words
    item.save(update_fields=["answer", "answer_reason", "answer_words"])
    to_do = ToDo.objects.unscoped().filter(item=item).first()
    if to_do is None or given.answer == Answer.CHANGED:
        return
    if given.answer == Answer.ACCEPTED:
        release_to_do(to_do=to_do, words=to_do.words)
    else:
        to_do.withdrawn_at = timezone.now()
        to_do.save(update_fields=["withdrawn_at"])
