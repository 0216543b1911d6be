"""Assess the record again and keep what was found."""

from django.db import transaction

from brownbag.clinical import vocabulary
from brownbag.clinical.assessment import assess
from brownbag.clinical.knowledge import load as load_knowledge
from brownbag.exchange import findings as findings_format
from brownbag.practice.medication_list.queries import clinical_record_of
from brownbag.practice.reviews.models import AssessmentRun, Problem


@transaction.atomic
def assess_again(*, person, on):
    """Assess the record as it is now and keep what was found.

    A problem whose facts changed is a new problem; one that is no longer
    found is marked gone, with its day, and stays in the history.
    """
    assessment = assess(
        clinical_record_of(person), on=on, knowledge=load_knowledge(), vocabulary=vocabulary.load()
    )
    shown = findings_format.as_json(assessment)
    _keep_problems(person, shown["findings"], on=on, release=assessment.knowledge_release)
    AssessmentRun.objects.unscoped().update_or_create(
        person=person,
        defaults={
            "practice": person.practice,
            "on": on,
            "knowledge_release": assessment.knowledge_release,
            "not_checked": shown["not_checked"],
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
        "title": finding["title"],
        "finding": finding,
        "knowledge_release": release,
        "last_seen_on": max(on, problem.first_seen_on),
        "gone_on": None,
    }
    if problem.pk and all(getattr(problem, name) == value for name, value in now.items()):
        return
    for name, value in now.items():
        setattr(problem, name, value)
    problem.save()


def _mark_gone(problem, *, on):
    if problem.gone_on is None:
        problem.gone_on = on
        problem.save(update_fields=["gone_on"])
