"""Follow up: what became of earlier problems, and when the next talk is."""

from dataclasses import dataclass

from brownbag.practice.follow_up.models import OutcomeResult
from brownbag.practice.follow_up.queries import next_contact_of_visit, outcomes_of, problems_to_ask_about
from brownbag.practice.shared_pages.wording import short_date
from brownbag.practice.workspace.problems import shown_decision

KEYS = {"resolved": "R", "improved": "I", "not": "N", "unknown": "U"}


@dataclass(frozen=True)
class Result:
    value: str
    label: str
    key: str
    chosen: bool


@dataclass(frozen=True)
class EarlierProblem:
    pk: int
    title: str
    decided: str
    when: str
    results: tuple[Result, ...]
    outcome: str


@dataclass(frozen=True)
class FollowUpPage:
    problems: tuple[EarlierProblem, ...]
    to_ask: int
    next_contact: object


def follow_up_page(visit):
    "Put together what is asked and planned at a visit."
    outcomes = outcomes_of(visit)
    problems = tuple(_shown(each, outcomes.get(each.problem_id)) for each in problems_to_ask_about(visit))
    return FollowUpPage(
        problems=problems,
        to_ask=sum(not each.outcome for each in problems),
        next_contact=next_contact_of_visit(visit),
    )


def _shown(decision, outcome):
    made = shown_decision(decision)
    return EarlierProblem(
        pk=decision.problem_id,
        title=decision.problem.title,
        decided=made.words,
        when=f"visit of {short_date(decision.visit.on)}",
        results=tuple(
            Result(value, label, KEYS[value], bool(outcome) and outcome.result == value)
            for value, label in OutcomeResult.choices
        ),
        outcome=outcome.get_result_display() if outcome else "",
    )
