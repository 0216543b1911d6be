"""One practice in the middle of its work: a person, a finished visit with a request, and an open one."""

from datetime import date, timedelta

from brownbag.clinical.person.record import Record
from brownbag.exchange import patient_file
from brownbag.practice.documents.actions import finish_visit, tell
from brownbag.practice.documents.models import Paper
from brownbag.practice.follow_up.merging import merge
from brownbag.practice.follow_up.stays import record_stay
from brownbag.practice.medication_list.imports import import_document
from brownbag.practice.medication_list.models import MedicationLine
from brownbag.practice.people.actions import know_pharmacy, know_prescriber, register
from brownbag.practice.plans import links
from brownbag.practice.plans.models import PrescriberRequest, ToDo
from brownbag.practice.reviews.actions import assess_again, decide, start_visit
from brownbag.practice.reviews.models import DecisionKind, Problem
from brownbag.practice.sharing import links as list_links
from brownbag.practice.sharing.actions import make_link
from brownbag.practice.sharing.models import Notice
from brownbag.practice.sharing.untold import untold_of

ON = date(2026, 11, 24)
RUTH = b"""
schema: brownbag-patient/1
patient: {birth_date: 1948-02-11, sex: female}
medications:
- {name: warfarin 5 mg tablet, directions: Take 1 tablet every evening, indication: clots, list: Mail order}
- {name: Bactrim DS, directions: Take 1 tablet twice daily for 7 days, indication: infection, list: Corner}
"""


def add_ruth(practice, by):
    "A person who takes warfarin and an antibiotic that does not go with it."
    ruth = register(practice=practice, given_name="Ruth", family_name="Canaryname", by=by, record=Record())
    found = patient_file.read(RUTH, on=ON)
    document = import_document(person=ruth, found=found, content=RUTH, list_name="File", on=ON, by=by)
    assess_again(person=ruth, on=ON)
    return ruth, document


def decide_all(visit, by, prescriber):
    "Ask about the first problem, tell about the others."
    first, *others = Problem.objects.unscoped().filter(person=visit.person, gone_on=None).order_by("rank")
    asked = {
        "prescriber": prescriber,
        "message": "Another antibiotic?",
        "words": "You get another antibiotic.",
    }
    decide(visit=visit, problem=first, kind=DecisionKind.ASK_PRESCRIBER, by=by, **asked)
    for problem in others:
        decide(
            visit=visit, problem=problem, kind=DecisionKind.TELL_PATIENT, by=by, words="Watch for bleeding."
        )


def add_work(practice, by):
    "Everything a route can ask for, by the name of the parameter in its address."
    ruth, document = add_ruth(practice, by)
    doctor = know_prescriber(practice=practice, name="Dr. June Walsh", phone="(555) 010-0120")
    visit = start_visit(person=ruth, setting="clinic", on=ON, by=by)
    decide_all(visit, by, doctor)
    finish_visit(visit=visit, expected_version=visit.version, due_on=None, reason="moves", on=ON, by=by)
    stay = record_stay(person=ruth, by=by, hospital="Mercy Hospital", discharged_on=ON)
    twin = register(practice=practice, given_name="R.", family_name="Canaryname", by=by)
    know_pharmacy(practice=practice, name="Corner", fax="(555) 010-0150")
    tell(visit=visit, told=untold_of(ruth), on=ON, by=by)
    link = make_link(person=ruth, agreed_by="Ruth", lasts=timedelta(days=30), by=by)
    second = start_visit(person=ruth, setting="clinic", on=ON, by=by)
    request = PrescriberRequest.objects.unscoped().get(visit=visit)
    return {
        "name": "warfarin",
        "person_id": ruth.pk,
        "document_id": document.pk,
        "line_id": MedicationLine.objects.unscoped().filter(person=ruth).first().pk,
        "problem_id": request.items.get().decision.problem_id,
        "decision_id": request.items.get().decision_id,
        "visit_id": second.pk,
        "paper_id": Paper.objects.unscoped().filter(person=ruth).first().pk,
        "request_id": request.pk,
        "link_seed": request.link_seed,
        "item_id": request.items.get().pk,
        "to_do_id": ToDo.objects.unscoped().get(item__request=request).pk,
        "merge_id": merge(kept=ruth, absorbed=twin, by=by).pk,
        "stay_id": stay.pk,
        "task_id": stay.tasks(manager="objects").unscoped().filter(stay=stay).first().pk,
        "link_id": link.pk,
        "notice_id": Notice.objects.unscoped().get(person=ruth).pk,
        "ticket": "none",
        "token": links.link_token(request.link_seed),
        "list_token": list_links.token_of(link.link_seed),
        "kind": {"add_fact": "symptom", "visit_preview": "to_do", "export": "table"},
    }
