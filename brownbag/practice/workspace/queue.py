"""The queue of Today: one row for each person, by their most urgent problem."""

from dataclasses import dataclass

from brownbag.clinical.assessment.finding import SEVERITIES
from brownbag.practice.reviews.queries import URGENT, urgent_problems_seen_by
from brownbag.practice.shared_pages.wording import counted, years_old

SHOWN_AT_MOST = 50


@dataclass(frozen=True)
class Row:
    rank: int
    person_id: int
    name: str
    setting: str
    title: str
    why: str
    more: str
    since: str


@dataclass(frozen=True)
class Queue:
    "Rows to act on today and this week, and how many there are beyond those shown."

    today: tuple[Row, ...]
    this_week: tuple[Row, ...]
    not_shown: int


def queue_for(user, *, on):
    "Put together the queue that a member of staff may see."
    by_person = {}
    for problem in urgent_problems_seen_by(user):
        by_person.setdefault(problem.person_id, []).append(problem)
    ordered = sorted(
        by_person.values(), key=lambda found: (found[0].urgency, found[0].rank, found[0].person_id)
    )
    rows = [_row(rank, found, on) for rank, found in enumerate(ordered[:SHOWN_AT_MOST], start=1)]
    urgent = [found[0].urgency == "today" for found in ordered[:SHOWN_AT_MOST]]
    return Queue(
        today=tuple(row for row, now in zip(rows, urgent, strict=True) if now),
        this_week=tuple(row for row, now in zip(rows, urgent, strict=True) if not now),
        not_shown=max(0, len(ordered) - SHOWN_AT_MOST),
    )


def _most_urgent_first(problems):
    first = problems[0]
    return URGENT.index(first.urgency), SEVERITIES.index(first.severity), -len(problems), first.person_id


def _row(rank, problems, on):
    first = problems[0]
    age = years_old(first.person.birth_date, on=on)
    others = len(problems) - 1
    return Row(
        rank=rank,
        person_id=first.person_id,
        name=first.person.name + (f", {age}" if age is not None else ", age not known"),
        setting=" · ".join(part for part in (first.person.get_setting_display(), first.person.place) if part),
        title=first.title,
        why=first.finding["why"],
        more=f"and {counted(others, 'more problem')}" if others else "",
        since=_days_ago((on - first.first_seen_on).days),
    )


def _days_ago(days):
    return "seen today" if days <= 0 else f"{counted(days, 'day')} since first seen"
