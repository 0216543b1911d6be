"""What happened before today in the demo practice: visits held, requests sent, answers that came."""

from datetime import timedelta

from django.utils import timezone

from brownbag.practice.documents.actions import finish_visit
from brownbag.practice.people.models import Prescriber
from brownbag.practice.plans.actions import GivenAnswer, answer
from brownbag.practice.plans.models import PrescriberRequest, RequestItem
from brownbag.practice.reviews.actions import assess_again, decide, reach_step, start_visit
from brownbag.practice.reviews.models import Visit
from brownbag.practice.reviews.queries import current_problems


def tell(person, earlier, *, on, by):
    """Hold the visit that `earlier` tells of, and let what followed happen.

    `earlier` comes from the `demo` part of a person's file: `days_ago`; `asked`
    with prescriber, rule, message and words, or `agreed` with rule and action; and
    either `stopped_at` (a step) or `next` (in_days, reason) and, if the prescriber
    answered, `answer`.
    """
    visit = _held(person, earlier, on=on, by=by)
    if "answer" in earlier:
        _answer(visit, **earlier["answer"])
    _put_back(visit, days=int(earlier["days_ago"]))


def _held(person, earlier, *, on, by):
    day = on - timedelta(days=int(earlier["days_ago"]))
    assess_again(person=person, on=day)
    visit = start_visit(person=person, setting=person.setting, on=day, by=by)
    _decide(visit, earlier, by)
    if "stopped_at" in earlier:
        reach_step(visit=visit, step=earlier["stopped_at"])
        return visit
    due_on = on + timedelta(days=int(earlier["next"]["in_days"]))
    finish_visit(
        visit=visit,
        expected_version=visit.version,
        due_on=due_on,
        reason=earlier["next"]["reason"],
        on=day,
        by=by,
    )
    return visit


def _decide(visit, earlier, by):
    said = _asked(visit, **earlier["asked"]) if "asked" in earlier else _agreed(**earlier["agreed"])
    rule = said.pop("rule")
    problems = list(current_problems(visit.person))
    (about,) = [problem for problem in problems if problem.rule == rule]
    decide(visit=visit, problem=about, by=by, **said)
    for problem in problems:
        if problem.urgency == "today" and problem != about and "stopped_at" not in earlier:
            decide(visit=visit, problem=problem, kind="own", action="Called the office the same day", by=by)


def _asked(visit, *, prescriber, **said):
    whom = Prescriber.objects.unscoped().get(practice=visit.practice, name=prescriber)
    return {"kind": "ask", "prescriber": whom, **said}


def _agreed(**said):
    return {"kind": "own", **said}


def _answer(visit, name, **given):
    request = PrescriberRequest.objects.unscoped().get(visit=visit)
    items = RequestItem.objects.unscoped().filter(request=request)
    answers = {item.pk: GivenAnswer(**given) for item in items}
    answer(request=request, answers=answers, name=name, how="link")


def _put_back(visit, *, days):
    "Move what was just made to the day on which it happened."
    then = timezone.now() - timedelta(days=days)
    moved = {"started_at": then} | ({"finished_at": then} if visit.finished_at else {})
    Visit.objects.unscoped().filter(pk=visit.pk).update(**moved)
    PrescriberRequest.objects.unscoped().filter(visit=visit).update(sent_at=then)
