"""One person's page in finished words: medicines, ranked problems, what could not be checked."""

from dataclasses import dataclass

from brownbag.clinical.directions import read, say
from brownbag.clinical.knowledge import load as load_knowledge
from brownbag.practice.medication_list.queries import lines_of
from brownbag.practice.reviews.queries import current_problems, latest_run
from brownbag.practice.shared_pages.wording import short_date

GROUPS = (
    ("Act today", "R", ("today",)),
    ("This week", "A", ("this_week",)),
    ("Can wait", "B", ("next_visit", "note")),
)
SHOWN_AT_MOST = 7


@dataclass(frozen=True)
class ShownLine:
    name: str
    where_from: str
    plain: str
    how_taken: str
    reason: str
    known: bool


@dataclass(frozen=True)
class ShownProblem:
    rank: int
    title: str
    kind: str
    finding: dict
    facts: tuple[str, ...]
    sources: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class PersonPage:
    lines: tuple[ShownLine, ...]
    groups: tuple[tuple[str, str, tuple[ShownProblem, ...]], ...]
    problem_count: int
    quiet: tuple[ShownProblem, ...]
    not_checked: tuple[dict, ...]
    release: str
    assessed_on: str


def person_page(person):
    "Put together the page of a person."
    problems = list(current_problems(person))
    sources = load_knowledge().sources
    shown = [_problem(rank, problem, sources) for rank, problem in enumerate(problems, start=1)]
    first = list(zip(problems, shown, strict=True))[:SHOWN_AT_MOST]
    run = latest_run(person)
    return PersonPage(
        lines=tuple(_line(line.current) for line in lines_of(person)),
        groups=tuple(group for group in (_group(*each, first) for each in GROUPS) if group[2]),
        problem_count=len(problems),
        quiet=tuple(shown[SHOWN_AT_MOST:]),
        not_checked=tuple(run.not_checked) if run else (),
        release=run.knowledge_release if run else "",
        assessed_on=short_date(run.on) if run else "",
    )


def _group(label, mark, urgencies, problems):
    return label, mark, tuple(shown for problem, shown in problems if problem.urgency in urgencies)


def _line(now):
    return ShownLine(
        name=now.name,
        where_from=now.pharmacy or now.get_source_display(),
        plain=say(read(now.directions)).text if now.directions else "No directions are on file.",
        how_taken=now.how_taken,
        reason=now.indication or "no reason on file",
        known=now.known in ("matched", "likely"),
    )


def _problem(rank, problem, sources):
    finding = problem.finding
    return ShownProblem(
        rank=rank,
        title=problem.title,
        kind=f"{problem.category.replace('_', ' ').capitalize()} · {problem.severity}: {finding['severity_reason']}",
        finding=finding,
        facts=tuple(_fact(fact) for fact in finding["facts_used"]),
        sources=tuple(_source(source, sources) for source in finding["sources"]),
    )


def _fact(fact):
    value = " ".join(
        part for part in (f"{fact['what']}:", fact["value"], fact["unit"]) if part and part != "a"
    )
    return f"{value} ({short_date(fact['date'])})" if fact["date"] else value


def _source(citation, sources):
    found = sources.get(citation["source"], {})
    return found.get("title", citation["source"]), citation["where"], found.get("address", "")
