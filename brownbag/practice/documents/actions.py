"""Finish a visit in one go, and make a newer edition of a paper."""

import hashlib
import json
from dataclasses import asdict

from django.db import transaction
from django.db.models import Max

from brownbag.practice.documents import paper_values
from brownbag.practice.documents.models import Paper, PaperKind
from brownbag.practice.documents.queries import released_list, released_versions
from brownbag.practice.documents.spanish_values import spanish_list
from brownbag.practice.follow_up.actions import mark_contacts_made, plan_next_contact
from brownbag.practice.papers import pdf
from brownbag.practice.plans.actions import make_requests, make_to_dos
from brownbag.practice.plans.queries import requests_of_visit
from brownbag.practice.reviews.actions import close_visit, refuse_finished
from brownbag.practice.reviews.queries import current_problems, decisions_in_force
from brownbag.practice.shared_pages.refusal import Refusal
from brownbag.practice.sharing import links
from brownbag.practice.sharing.actions import make_notice
from brownbag.practice.sharing.models import ListLink

FOR_THE_PERSON = {
    PaperKind.MEDICATION_LIST: paper_values.medication_list,
    PaperKind.TO_DO: paper_values.to_do_list,
    PaperKind.WALLET_CARD: paper_values.wallet_card,
}
OF_THE_VISIT = FOR_THE_PERSON | {PaperKind.VISIT_NOTE: paper_values.visit_note}


class NotDecided(Refusal):
    "A problem to act on today has no decision yet."


class NotFinished(Refusal):
    "What a visit decides is told to others only when the visit is finished."


@transaction.atomic
def finish_visit(*, visit, expected_version, due_on, reason, on, by):
    """Make the requests, the to-dos and every paper of a visit, and close it: all or nothing.

    `due_on` is the day of the next contact, or None with the reason why there is none.
    Raises NotDecided, VisitIsFinished, StaleVersion or CannotPrint.
    """
    refuse_finished(visit)
    refuse_undecided(visit)
    plan_next_contact(visit=visit, due_on=due_on, reason=reason)
    mark_contacts_made(person=visit.person, by=by, except_of=visit)
    make_requests(visit=visit, on=on)
    make_to_dos(visit=visit)
    head = paper_values.head_of(visit, on=on, by=by)
    for kind, values_of in OF_THE_VISIT.items():
        _keep(visit, kind, values_of(visit, head=head), on=on, by=by)
    for request in requests_of_visit(visit):
        values = paper_values.prescriber_request(request, head=head)
        _keep(visit, PaperKind.PRESCRIBER_REQUEST, values, request=request, on=on, by=by)
    close_visit(visit=visit, expected_version=expected_version, by=by)


@transaction.atomic
def new_edition(*, visit, on, by):
    "Make the person's papers anew where what they say has changed, and return the new ones."
    head = paper_values.head_of(visit, on=on, by=by)
    made = [_keep_if_new(visit, kind, of(visit, head=head), on, by) for kind, of in FOR_THE_PERSON.items()]
    return [paper for paper in made if paper]


@transaction.atomic
def tell(*, visit, told, on, by):
    """Make a notice and its paper for each pharmacy or prescriber of `told`, with its items.

    Raises NotFinished or CannotPrint.
    """
    if visit.finished_at is None:
        raise NotFinished("Finish the visit first; only what is decided is told to others.")
    head = paper_values.head_of(visit, on=on, by=by)
    for each in told:
        made = make_notice(visit=visit, items=each.items, by=by, **each.row)
        _keep(visit, PaperKind.NOTICE, paper_values.notice(made, head=head), notice=made, on=on, by=by)


@transaction.atomic
def make_spanish_list(*, visit, on, by):
    "Make the list in Spanish with the same medicines as the newest list that was let out. Raises NotFinished."
    paper = released_list(visit.person)
    if paper is None or paper.visit_id != visit.pk:
        raise NotFinished("The list in Spanish is made from the newest list. Open the newest finished visit.")
    head = paper_values.head_of(visit, on=on, by=by)
    values = spanish_list(visit, released_versions(paper), head=head, on=paper.made_at.date())
    return _keep_if_new(visit, PaperKind.SPANISH_LIST, values, on, by)


def code_on(values):
    "The link whose code stands on a paper, or None."
    return ListLink.objects.unscoped().filter(pk=values.get("link")).first()


def refuse_undecided(visit):
    "Raise NotDecided while a problem to act on today has no decision."
    decided = decisions_in_force(visit.person)
    open_today = [
        each.title
        for each in current_problems(visit.person)
        if each.urgency == "today" and each.pk not in decided
    ]
    if open_today:
        raise NotDecided(f"Decide first what to act on today: {'; '.join(open_today)}.")


def _keep_if_new(visit, kind, values, on, by):
    newest = Paper.objects.unscoped().filter(visit=visit, kind=kind).order_by("-edition").first()
    if newest and newest.values == json.loads(json.dumps(asdict(values))):
        return None
    return _keep(visit, kind, values, on=on, by=by)


def _keep(visit, kind, values, *, on, by, request=None, notice=None):
    said = asdict(values)
    link = code_on(said)
    content = pdf.render(kind.value, said, on=on, code=links.qr_code(link) if link else "")
    editions = Paper.objects.unscoped().filter(visit=visit, kind=kind, request=request, notice=notice)
    return Paper.objects.unscoped().create(
        practice=visit.practice,
        person=visit.person,
        visit=visit,
        kind=kind,
        request=request,
        notice=notice,
        edition=(editions.aggregate(newest=Max("edition"))["newest"] or 0) + 1,
        values=said,
        pdf=content,
        digest=hashlib.sha256(content).hexdigest(),
        made_by=by,
    )
