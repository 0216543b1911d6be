"""The queue of Today: one row for each person, the strongest reason first, and the month in numbers."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, Max, Q

from brownbag.practice.follow_up.models import Outcome, OutcomeResult
from brownbag.practice.people.models import Person, SourceDocument
from brownbag.practice.plans.models import Answer, RequestItem
from brownbag.practice.reviews.models import AssessmentRun, Visit
from brownbag.practice.shared_pages.wording import short_date, years_old
from brownbag.practice.workspace.today import reasons as why

SHOWN_AT_MOST = 50
KINDS = (
    ("problem", "Problems"),
    ("discharge", "Discharges"),
    ("reply", "Replies"),
    ("no_answer", "No answer"),
    ("not_confirmed", "Not confirmed"),
    ("unfinished", "To resume"),
    ("follow_up", "Follow-ups"),
)


@dataclass(frozen=True)
class Row:
    rank: int
    name: str
    setting: str
    place: str
    reason: why.Reason
    clocks: tuple[why.Clock, ...]
    more: str


@dataclass(frozen=True)
class Kind:
    key: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True)
class Number:
    value: str
    of: str
    label: str


@dataclass(frozen=True)
class TodayPage:
    today: tuple[Row, ...]
    this_week: tuple[Row, ...]
    kinds: tuple[Kind, ...]
    total: int
    not_shown: int
    numbers: tuple[Number, ...]
    documents: tuple[tuple[str, str], ...]
    people: int
    unread: int


def today_page(user, *, on, now, kind=""):
    "Put together Today for a member of staff; `kind` shows only rows of one kind."
    found, problem_people = _reasons(user, on=on, now=now)
    counts = Counter(key for each in found.values() for key in {reason.kind for reason in each})
    counts["problem"] = problem_people
    chosen = {
        person: [each for each in reasons if not kind or each.kind == kind]
        for person, reasons in found.items()
    }
    ordered = sorted((each for each in chosen.values() if each), key=_most_urgent)
    rows = _rows(ordered[:SHOWN_AT_MOST], on)
    total = len(found) + max(0, problem_people - _with_problem(found))
    people = Person.objects.visible_to(user).count()
    return TodayPage(
        today=tuple(row for row in rows if row.reason.today),
        this_week=tuple(row for row in rows if not row.reason.today),
        kinds=tuple(Kind(key, label, counts[key], key == kind) for key, label in KINDS if counts[key]),
        total=total,
        not_shown=max(0, (counts[kind] if kind else total) - len(rows)),
        numbers=tuple(_numbers(user, on)),
        documents=tuple(_documents(user)),
        people=people,
        unread=people - AssessmentRun.objects.visible_to(user).count(),
    )


def _reasons(user, *, on, now):
    problems, people = why.problems_to_decide(user, on=on, at_most=SHOWN_AT_MOST)
    found = {}
    for each in (
        *problems,
        *why.replies(user, now=now),
        *why.no_answers(user, now=now),
        *why.discharges(user, on=on),
        *why.not_confirmed(user, now=now),
        *why.unfinished(user, now=now),
        *why.due_contacts(user, on=on),
    ):
        found.setdefault(each.person_id, []).append(each)
    return found, people


def _with_problem(found):
    return sum(any(reason.kind == "problem" for reason in each) for each in found.values())


def _strength(reason):
    return (not reason.today, reason.order)


def _most_urgent(reasons):
    return (*_strength(min(reasons, key=_strength)), reasons[0].person_id)


def _rows(ordered, on):
    people = Person.objects.unscoped().in_bulk([reasons[0].person_id for reasons in ordered])
    return [
        _row(rank, people[reasons[0].person_id], reasons, on) for rank, reasons in enumerate(ordered, start=1)
    ]


def _row(rank, person, reasons, on):
    clocks = next((reason.clocks for reason in reasons if reason.clocks), ())
    first, *others = sorted(reasons, key=lambda reason: (reason.kind != "unfinished", *_strength(reason)))
    age = years_old(person.birth_date, on=on)
    return Row(
        rank=rank,
        name=person.name + (f", {age}" if age is not None else ", age not known"),
        setting=person.setting,
        place=" · ".join(part for part in (person.get_setting_display(), person.place) if part),
        reason=first,
        clocks=clocks,
        more="; ".join(dict.fromkeys(each.label for each in others)),
    )


def _numbers(user, on):
    first = on.replace(day=1)
    visits = Visit.objects.visible_to(user).aggregate(
        done=Count("pk", filter=Q(finished_at__date__gte=first)), left=Count("pk", filter=Q(finished_at=None))
    )
    yield Number(str(visits["done"]), "", "visits done")
    yield Number(str(visits["left"]), "", "not finished")
    asked = Outcome.objects.visible_to(user).filter(asked_at__date__gte=first)
    asked = asked.aggregate(all=Count("pk"), solved=Count("pk", filter=Q(result=OutcomeResult.RESOLVED)))
    yield Number(str(asked["solved"]), f"of {asked['all']}", "problems solved")
    items = RequestItem.objects.visible_to(user).filter(request__answered_at__date__gte=first)
    items = items.aggregate(all=Count("pk"), accepted=Count("pk", filter=Q(answer=Answer.ACCEPTED)))
    yield Number(str(items["accepted"]), f"of {items['all']}", "requests accepted")


def _documents(user):
    "The kinds of documents read, newest first, each with how many there are and the day of the last."
    kinds = SourceDocument.objects.visible_to(user).values("kind", "list_name")
    for each in kinds.annotate(count=Count("pk"), last=Max("read_at")).order_by("-last")[:5]:
        what = f"{each['kind']}, {each['list_name']}"
        yield f"{what} ({each['count']:,})" if each["count"] > 1 else what, short_date(each["last"].date())
