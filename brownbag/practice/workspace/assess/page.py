"""The three panes of Assess: medicines, ranked problems, and the problem that is open."""

from dataclasses import dataclass
from datetime import date

from brownbag.clinical.directions.reading_level import grade
from brownbag.clinical.knowledge import load as load_knowledge
from brownbag.practice.medication_list.models import Status
from brownbag.practice.medication_list.queries import lines_of
from brownbag.practice.people.queries import allergies_of, prescribers_of
from brownbag.practice.plans import wording
from brownbag.practice.reviews.queries import current_problems, decisions_in_force, latest_run
from brownbag.practice.shared_pages.wording import counted, short_date
from brownbag.practice.workspace.lines import ShownLine, shown_line
from brownbag.practice.workspace.problems import GROUPS, ShownProblem, shown_problems, sorted_out

# Why a finding may not be a problem for this person; the words stand in the record.
REASONS = (
    "Known and watched",
    "Benefit is greater for this person",
    "The fact is wrong or out of date",
    "Already solved",
    "The person decided against it",
)


@dataclass(frozen=True)
class ListedLine:
    line: ShownLine
    mark: str
    problems: str


@dataclass(frozen=True)
class Group:
    label: str
    mark: str
    problems: tuple[ShownProblem, ...]


@dataclass(frozen=True)
class OpenProblem:
    "The problem shown in full, with the texts that would be sent."

    problem: ShownProblem
    situation: str
    background: str
    assessment: str
    message: str
    words: str
    grade: str
    action: str
    prescriber: int | None
    previous: int | None
    next: int | None


@dataclass(frozen=True)
class AssessPage:
    lines: tuple[ListedLine, ...]
    groups: tuple[Group, ...]
    decided: tuple[ShownProblem, ...]
    quiet: tuple[ShownProblem, ...]
    quiet_urgent: int
    open: OpenProblem | None
    not_checked: tuple[dict, ...]
    in_order: tuple[dict, ...]
    problem_count: int
    decided_count: int
    release: str
    assessed_on: str
    prescribers: tuple[object, ...]
    reasons: tuple[str, ...]
    finished_words: str


def assess_page(visit, *, chosen, on):
    "Put together the page; `chosen` is the key of the problem to open, or None for the first to decide."
    person = visit.person
    problems = shown_problems(
        list(current_problems(person)), decisions_in_force(person), load_knowledge().sources
    )
    first, decided, quiet = sorted_out(problems, visit)
    opened = _opened(problems, first, chosen)
    run = latest_run(person)
    active = [shown_line(line) for line in lines_of(person) if line.current.status == Status.ACTIVE]
    counting = [*first, *decided]
    return AssessPage(
        lines=tuple(_listed(line, counting, opened) for line in active),
        groups=tuple(group for group in (_group(*each, first) for each in GROUPS) if group.problems),
        decided=tuple(decided),
        quiet=tuple(quiet),
        quiet_urgent=sum(each.urgency == "today" and not each.decision for each in quiet),
        open=_in_full(visit, opened, [*first, *decided, *quiet], on) if opened else None,
        not_checked=tuple(run.not_checked) if run else (),
        in_order=tuple(run.in_order) if run else (),
        problem_count=len(counting),
        decided_count=sum(bool(each.decision) for each in counting),
        release=run.knowledge_release if run else "",
        assessed_on=short_date(run.on) if run else "",
        prescribers=tuple(prescribers_of(visit.practice)),
        reasons=REASONS,
        finished_words=_finished_words(counting, quiet),
    )


def next_to_decide(visit, *, after):
    "The key of the next problem without a decision, in the order of the page, or None."
    decided = decisions_in_force(visit.person)
    keys = list(current_problems(visit.person).values_list("pk", flat=True))
    later = keys[keys.index(after) + 1 :] if after in keys else []
    return next((key for key in [*later, *keys] if key not in decided), None)


def _opened(problems, first, chosen):
    by_key = {each.pk: each for each in problems}
    if chosen in by_key:
        return by_key[chosen]
    undecided = [each for each in first if not each.decision]
    return next(iter(undecided or first or problems), None)


def _group(label, mark, urgencies, problems):
    return Group(label, mark, tuple(each for each in problems if each.urgency in urgencies))


def _listed(line, problems, opened):
    touching = [each for each in problems if str(line.pk) in each.finding["lines"]]
    is_open = opened is not None and str(line.pk) in opened.finding["lines"]
    numbers = ", ".join(str(each.rank) for each in touching)
    return ListedLine(line, opened.mark if is_open else "", numbers)


def _in_full(visit, problem, order, on):
    finding, decision = problem.finding, problem.decision
    made = decision.decision if decision else None
    allergies = allergies_of(visit.person)
    message = (made and made.message) or finding["ask_prescriber"] or " ".join(finding["recommend"])
    words = (made and made.words) or finding["say_to_patient"]
    place = [each.pk for each in order].index(problem.pk)
    keys = [None, *(each.pk for each in order), None]
    return OpenProblem(
        problem=problem,
        situation=wording.situation(visit.person, [finding], on=on),
        background=wording.background(visit.person, [finding], allergies),
        assessment=wording.assessment([finding]),
        message=message,
        words=words,
        grade=_grade(words, finding),
        action=made.action if made else "",
        prescriber=made.prescriber_id if made and made.prescriber_id else _likely_prescriber(visit, finding),
        previous=keys[place],
        next=keys[place + 2],
    )


def _grade(words, finding):
    names = [word for drug in finding["drugs"] for word in drug.split()]
    return f"reading grade {max(1, round(grade(words, ignoring=names)))}" if words else ""


def _likely_prescriber(visit, finding):
    "The prescriber named on a line the finding is about, where the practice knows them."
    known = {each.name: each.pk for each in prescribers_of(visit.practice)}
    about = [line.current for line in lines_of(visit.person) if str(line.pk) in finding["lines"]]
    newest = sorted(about, key=lambda now: now.start or date.min, reverse=True)
    return next((known[now.prescriber] for now in newest if now.prescriber in known), None)


def _finished_words(shown, quiet):
    left = sum(not each.decision for each in shown)
    if left:
        return f"{counted(left, 'problem')} to decide"
    return "All shown are decided" + (f", {len(quiet)} quiet" if quiet else "")
