"""A problem in finished words: what, how urgent, why for this person, from which sources, what was decided."""

from dataclasses import dataclass

from brownbag.practice.plans.wording import unit_shown
from brownbag.practice.reviews.models import DecisionKind
from brownbag.practice.reviews.wording import URGENCY_WORDS, decision_words
from brownbag.practice.shared_pages.wording import short_date

GROUPS = (
    ("Act today", "R", ("today",)),
    ("This week", "A", ("this_week",)),
    ("Can wait", "B", ("next_visit", "note")),
)
SHOWN_AT_MOST = 7
MARKS = {urgency: mark for _, mark, urgencies in GROUPS for urgency in urgencies}


@dataclass(frozen=True)
class ShownFact:
    what: str
    value: str


@dataclass(frozen=True)
class ShownSource:
    title: str
    where: str
    address: str
    supports: str
    does_not_support: str


@dataclass(frozen=True)
class ShownDecision:
    pk: int
    kind: str
    words: str
    when: str
    is_dismissal: bool
    decision: object


@dataclass(frozen=True)
class ShownProblem:
    pk: int
    rank: int
    mark: str
    urgency: str
    title: str
    kind: str
    finding: dict
    facts: tuple[ShownFact, ...]
    sources: tuple[ShownSource, ...]
    same_fix_as: str
    decision: ShownDecision | None


def shown_problems(problems, decisions, sources):
    "Put problems in words, numbered in the order to act on them."
    titles = {problem.finding_id: problem.title for problem in problems}
    return [
        _shown(rank, problem, decisions.get(problem.pk), sources, titles)
        for rank, problem in enumerate(problems, start=1)
    ]


def _shown(rank, problem, decision, sources, titles):
    finding = problem.finding
    return ShownProblem(
        pk=problem.pk,
        rank=rank,
        mark=MARKS[problem.urgency],
        urgency=problem.urgency,
        title=problem.title,
        kind=_kind(problem),
        finding=finding,
        facts=tuple(_fact(fact) for fact in finding["facts_used"]),
        sources=tuple(_source(source, sources) for source in finding["sources"]),
        same_fix_as=titles.get(finding.get("same_fix_as"), ""),
        decision=shown_decision(decision) if decision else None,
    )


def _kind(problem):
    kind = problem.category.replace("_", " ").capitalize()
    return f"{kind} · {URGENCY_WORDS[problem.urgency]} · {problem.severity} severity"


def shown_decision(decision):
    "Put a decision in words, with who made it and when."
    return ShownDecision(
        pk=decision.pk,
        kind=decision.get_kind_display(),
        words=decision_words(decision),
        when=f"{short_date(decision.decided_at.date())}, {decision.decided_by.name_shown}",
        is_dismissal=decision.kind == DecisionKind.NOT_A_PROBLEM,
        decision=decision,
    )


def _fact(fact):
    if fact["what"] == "takes":
        return ShownFact(
            f"Takes {fact['value']}", f"since {short_date(fact['date'])}" if fact["date"] else ""
        )
    what = f"{fact['what']}, {short_date(fact['date'])}" if fact["date"] else fact["what"]
    return ShownFact(what, " ".join(part for part in (fact["value"], unit_shown(fact["unit"])) if part))


def _source(citation, sources):
    found = sources.get(citation["source"], {})
    return ShownSource(
        title=found.get("short") or found.get("title", citation["source"]),
        where=citation["where"],
        address=found.get("address", ""),
        supports=citation.get("supports", ""),
        does_not_support=citation.get("does_not_support", ""),
    )


def sorted_out(problems, visit):
    "Those to look at (at most seven), those decided that no longer fit, and the quiet rest."
    aside = [each for each in problems if _is_aside(each, visit)]
    loud = [each for each in problems if each not in aside and each.urgency != "note"]
    notes = [each for each in problems if each not in aside and each.urgency == "note"]
    if len(loud) <= SHOWN_AT_MOST:
        return loud, [], [*notes, *aside]
    to_decide = [each for each in loud if not each.decision]
    decided = [each for each in loud if each.decision]
    return to_decide[:SHOWN_AT_MOST], decided, [*to_decide[SHOWN_AT_MOST:], *notes, *aside]


def _is_aside(problem, visit):
    "Set aside at an earlier visit, and no fact has changed since."
    return bool(
        problem.decision and problem.decision.is_dismissal and problem.decision.decision.visit_id != visit.pk
    )
