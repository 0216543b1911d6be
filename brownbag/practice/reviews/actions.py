"""Carry a visit through its steps: assess the record again, decide each problem, take a decision back."""

from django.db import transaction
from django.utils import timezone

from brownbag.clinical import vocabulary
from brownbag.clinical.assessment import assess
from brownbag.clinical.knowledge import load as load_knowledge
from brownbag.clinical.person.record import Record
from brownbag.exchange import findings as findings_format
from brownbag.practice.medication_list.queries import clinical_record_of
from brownbag.practice.reviews.models import AssessmentRun, Decision, Problem, Visit
from brownbag.practice.reviews.queries import order_of
from brownbag.practice.shared_pages.fitting import fitting
from brownbag.practice.shared_pages.refusal import Refusal


class VisitIsFinished(Refusal):
    "A finished visit is not changed any more; the message says what to do."

    def __init__(self):
        super().__init__("This visit is finished and cannot be changed. Start a new visit.")


@transaction.atomic
def start_visit(*, person, setting, with_whom="", on, by):
    "Open a visit with the person, or return the one that is open."
    open_visit = Visit.objects.unscoped().filter(person=person, finished_at=None).first()
    if open_visit:
        return open_visit
    about = {"practice": person.practice, "person": person, "started_by": by}
    return Visit.objects.unscoped().create(**about, setting=setting, with_whom=with_whom, on=on)


@transaction.atomic
def reach_step(*, visit, step):
    "Keep how far an open visit has come, so that it can be resumed there."
    if visit.finished_at is None and visit.step != step:
        visit.step = step
        visit.save(update_fields=["step"])


@transaction.atomic
def note_what_was_asked(*, visit, expected_version, asked_about, missing_sources):
    "Keep what the person was asked about by name, and which sources nobody has seen."
    refuse_finished(visit)
    visit.asked_about, visit.missing_sources = asked_about, missing_sources
    visit.save_with_version(expected=expected_version, update_fields=["asked_about", "missing_sources"])


@transaction.atomic
def decide(*, visit, problem, kind, by, **said):
    """Decide about a problem; an earlier decision about it is taken back.

    `said` holds what the kind needs: prescriber and message, words, action or reason.
    """
    refuse_finished(visit)
    for earlier in Decision.objects.unscoped().filter(problem=problem, taken_back_at=None):
        take_back(decision=earlier, by=by)
    about = {"practice": visit.practice, "person": visit.person, "visit": visit, "problem": problem}
    return Decision.objects.unscoped().create(**about, kind=kind, decided_by=by, **said)


@transaction.atomic
def take_back(*, decision, by):
    "Make a decision hold no longer; that it was made stays in the history."
    decision.taken_back_at, decision.taken_back_by = timezone.now(), by
    decision.save(update_fields=["taken_back_at", "taken_back_by"])


@transaction.atomic
def close_visit(*, visit, expected_version, by):
    "Mark a visit as finished."
    refuse_finished(visit)
    visit.finished_at, visit.finished_by = timezone.now(), by
    visit.save_with_version(expected=expected_version, update_fields=["finished_at", "finished_by"])


def refuse_finished(visit):
    "Raise VisitIsFinished for a visit that is not open any more."
    if visit.finished_at is not None:
        raise VisitIsFinished


@transaction.atomic
def assess_again(*, person, on):
    """Assess the record as it is now and keep what was found.

    Of a record that was merged into another nothing is found. A problem whose facts changed is a new problem; one that is no longer
    found is marked gone, with its day, and stays in the history.
    """
    record = Record() if person.merged_into_id else clinical_record_of(person)
    assessment = assess(record, on=on, knowledge=load_knowledge(), vocabulary=vocabulary.load())
    shown = findings_format.as_json(assessment)
    _keep_problems(person, shown["findings"], on=on, release=assessment.knowledge_release)
    AssessmentRun.objects.unscoped().update_or_create(
        person=person,
        defaults={
            "practice": person.practice,
            "on": on,
            "knowledge_release": assessment.knowledge_release,
            "not_checked": shown["not_checked"],
            "in_order": shown["in_order"],
        },
    )
    return assessment


def _keep_problems(person, findings, *, on, release):
    known = {row.finding_id: row for row in Problem.objects.unscoped().filter(person=person)}
    for rank, finding in enumerate(findings):
        problem = known.pop(finding["id"], None) or Problem(
            practice=person.practice, person=person, finding_id=finding["id"], first_seen_on=on
        )
        _describe(problem, finding, rank=rank, on=on, release=release)
    for gone in known.values():
        _mark_gone(gone, on=on)


def _describe(problem, finding, *, rank, on, release):
    now = {
        "rule": finding["rule"],
        "category": finding["category"],
        "severity": finding["severity"],
        "urgency": finding["urgency"],
        "rank": rank,
        "order": order_of(finding["urgency"], finding["severity"]),
        "title": finding["title"],
        "finding": finding,
        "knowledge_release": release,
        "last_seen_on": max(on, problem.first_seen_on),
        "gone_on": None,
    }
    now = fitting(Problem, now)
    if problem.pk and all(getattr(problem, name) == value for name, value in now.items()):
        return
    for name, value in now.items():
        setattr(problem, name, value)
    problem.save()


def _mark_gone(problem, *, on):
    if problem.gone_on is None:
        problem.gone_on = on
        problem.save(update_fields=["gone_on"])
