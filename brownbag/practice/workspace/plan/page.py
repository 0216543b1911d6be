"""The plan: what goes to each prescriber, what the person will read, what the pharmacist does."""

from dataclasses import dataclass

from brownbag.clinical.knowledge import load as load_knowledge
from brownbag.practice.people.queries import allergies_of
from brownbag.practice.plans import wording
from brownbag.practice.reviews.models import DecisionKind
from brownbag.practice.reviews.queries import current_problems, decisions_in_force, decisions_of
from brownbag.practice.workspace.problems import (
    ShownProblem,
    shown_decision,
    shown_problems,
    sorted_out,
)


@dataclass(frozen=True)
class PlannedRequest:
    "The page one prescriber would get."

    prescriber: object
    situation: str
    background: str
    assessment: str
    asks: tuple[object, ...]


@dataclass(frozen=True)
class PlanPage:
    requests: tuple[PlannedRequest, ...]
    told: tuple[object, ...]
    own: tuple[object, ...]
    dismissed: tuple[object, ...]
    earlier: tuple[object, ...]
    undecided: tuple[ShownProblem, ...]
    quiet: tuple[ShownProblem, ...]
    must_decide: int
    decided_count: int
    problem_count: int
    goals: tuple[str, ...]
    barriers: tuple[str, ...]


def plan_page(visit, *, on):
    "Put together what was decided at a visit."
    decisions = list(decisions_of(visit))
    in_force = decisions_in_force(visit.person)
    problems = list(current_problems(visit.person))
    shown = shown_problems(problems, in_force, load_knowledge().sources)
    first, decided, aside = sorted_out(shown, visit)
    undecided, quiet = (tuple(each for each in part if not each.decision) for part in (first, aside))
    return PlanPage(
        requests=tuple(planned_requests(visit, decisions, on=on)),
        told=_of_kind(decisions, DecisionKind.TELL_PATIENT),
        own=_of_kind(decisions, DecisionKind.OWN_ACTION),
        dismissed=_of_kind(decisions, DecisionKind.NOT_A_PROBLEM),
        earlier=tuple(_earlier(visit, problems, in_force)),
        undecided=undecided,
        quiet=quiet,
        must_decide=sum(each.urgency == "today" for each in (*undecided, *quiet)),
        decided_count=sum(bool(each.decision) for each in (*first, *decided)),
        problem_count=len(first) + len(decided),
        goals=tuple(visit.person.goals.splitlines()),
        barriers=tuple(visit.person.barriers.splitlines()),
    )


def planned_requests(visit, decisions, *, on):
    "One page for each prescriber asked, most urgent question first."
    asked = {}
    for decision in _of_kind(decisions, DecisionKind.ASK_PRESCRIBER):
        asked.setdefault(decision.prescriber, []).append(decision)
    allergies = allergies_of(visit.person)
    for prescriber, asks in asked.items():
        findings = [each.problem.finding for each in asks]
        yield PlannedRequest(
            prescriber=prescriber,
            situation=wording.situation(visit.person, findings, on=on),
            background=wording.background(visit.person, findings, allergies),
            assessment=wording.assessment(findings),
            asks=tuple(asks),
        )


def undecided_problems(visit):
    "The problems without a decision, most urgent first."
    decided = decisions_in_force(visit.person)
    return [each for each in current_problems(visit.person) if each.pk not in decided]


def _of_kind(decisions, kind):
    return tuple(each for each in decisions if each.kind == kind)


def _earlier(visit, problems, in_force):
    for problem in problems:
        decision = in_force.get(problem.pk)
        if decision and decision.visit_id != visit.pk:
            yield problem, shown_decision(decision)
