"""Implement: what is still missing, what will be made, and afterwards the papers and the links."""

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse

from brownbag.practice.documents.actions import OF_THE_VISIT
from brownbag.practice.documents.queries import papers_of_visit
from brownbag.practice.follow_up.queries import next_contact_of_visit
from brownbag.practice.plans import links
from brownbag.practice.plans.queries import requests_of_visit, to_dos_of_visit
from brownbag.practice.reviews.models import DecisionKind
from brownbag.practice.reviews.queries import decisions_of
from brownbag.practice.shared_pages.wording import and_list, counted
from brownbag.practice.workspace.follow_up.page import follow_up_page
from brownbag.practice.workspace.plan.page import undecided_problems
from brownbag.practice.workspace.sharing.page import Telling, telling


@dataclass(frozen=True)
class Check:
    words: str
    done: bool
    must: bool
    url: str = ""


@dataclass(frozen=True)
class SentRequest:
    "A request with the link and the code that open it."

    request: object
    link: str
    code: str
    state: str


@dataclass(frozen=True)
class ImplementPage:
    checks: tuple[Check, ...]
    may_finish: bool
    will_ask: str
    will_tell: int
    papers: tuple[object, ...]
    previews: tuple[tuple[str, str], ...]
    requests: tuple[SentRequest, ...]
    to_dos: tuple[object, ...]
    next_contact: object
    telling: Telling | None


def implement_page(visit):
    "Put together the page before or after a visit is finished."
    decisions = list(decisions_of(visit))
    checks = tuple(_checks(visit)) if visit.finished_at is None else ()
    asked = list(
        dict.fromkeys(each.prescriber.name for each in decisions if each.kind == DecisionKind.ASK_PRESCRIBER)
    )
    return ImplementPage(
        checks=checks,
        may_finish=all(each.done for each in checks if each.must),
        will_ask=and_list(asked) if asked else "",
        will_tell=sum(each.kind == DecisionKind.TELL_PATIENT for each in decisions),
        papers=tuple(papers_of_visit(visit)),
        previews=tuple(
            (kind.label, reverse("visit_preview", args=[visit.pk, kind.value])) for kind in OF_THE_VISIT
        ),
        requests=tuple(sent_request(each) for each in requests_of_visit(visit)),
        to_dos=tuple(to_dos_of_visit(visit)),
        next_contact=next_contact_of_visit(visit),
        telling=telling(visit) if visit.finished_at else None,
    )


def sent_request(request):
    "A request with its link and code, and how far it has come."
    token = links.link_token(request.link_seed)
    address = reverse("prescriber_page", args=[token])
    return SentRequest(
        request=request,
        link=f"{settings.ORIGIN.geturl()}{address}",
        code=links.reply_code(request.link_seed),
        state=_state(request),
    )


def _state(request):
    if request.answered_at:
        return "answered"
    if request.revoked_at:
        return "the link has ended"
    return "opened, no answer yet" if request.opened_at else "not opened yet"


def _checks(visit):
    undecided = undecided_problems(visit)
    today = [each for each in undecided if each.urgency == "today"]
    assess = reverse("visit_assess", args=[visit.pk])
    yield Check(
        f"{counted(len(today), 'problem')} to act on today without a decision"
        if today
        else "Everything to act on today is decided",
        done=not today,
        must=True,
        url=assess,
    )
    later = len(undecided) - len(today)
    if later:
        yield Check(
            f"{counted(later, 'less urgent problem')} without a decision", done=False, must=False, url=assess
        )
    to_ask = follow_up_page(visit).to_ask
    if to_ask:
        url = reverse("visit_follow_up", args=[visit.pk])
        yield Check(f"{counted(to_ask, 'earlier problem')} not asked about", done=False, must=False, url=url)
    if not visit.asked_about:
        url = reverse("visit_collect", args=[visit.pk]) + "#ask"
        yield Check("Nobody asked about drops, inhalers, herbs and the like", done=False, must=False, url=url)
