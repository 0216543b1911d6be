"""Why someone is on Today: a problem, a reply, no answer, a notice nobody confirmed, an unfinished visit, a contact that is due."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, Min, Window
from django.urls import reverse

from brownbag.practice.follow_up.queries import contacts_due
from brownbag.practice.follow_up.stays import stays_to_follow
from brownbag.practice.plans.actions import MOST_URGENT_FIRST
from brownbag.practice.plans.models import Answer
from brownbag.practice.plans.queries import replies_to_act_on, requests_without_answer
from brownbag.practice.reviews.models import Visit
from brownbag.practice.reviews.queries import urgent_problems_without_decision
from brownbag.practice.shared_pages.wording import counted, short_date
from brownbag.practice.sharing.queries import notices_not_confirmed
from brownbag.practice.workspace.visit_steps import where_it_was_left

AT_MOST = 200
ANSWER_BY = {"today": timedelta(hours=4)}
ANSWER_LATER = timedelta(days=2)
ANSWER_WORDS = {Answer.CHANGED: "changed", Answer.DECLINED: "declined", Answer.ACCEPTED: "accepted"}
CLOCK_LABELS = {
    "call": "2 days · call",
    "visit_7": "7 days · visit",
    "visit_14": "14 days · visit",
    "list": "31 days · list",
}
NEXT_AFTER_DISCHARGE = {
    "call": "Call in two working days",
    "visit_7": "Visit within 7 days",
    "visit_14": "Visit within 14 days",
    "list": "Reconcile the list within 31 days",
}
STRONGEST_FIRST = (Answer.CHANGED, Answer.DECLINED, Answer.ACCEPTED)


@dataclass(frozen=True)
class Clock:
    "A last day after a discharge: done, due, later or passed, in words."

    label: str
    words: str
    state: str


@dataclass(frozen=True)
class Reason:
    """Why one person is due or waiting.

    `order` ranks reasons within a day, smallest first.
    """

    person_id: int
    kind: str
    label: str
    today: bool
    order: tuple[int, ...]
    title: str
    why: str
    age: str
    action: str
    url: str
    key: str = ""
    clocks: tuple[Clock, ...] = ()


def problems_to_decide(user, *, on, at_most):
    "One reason for each person with an urgent problem nobody has decided, and how many people there are."
    undecided = urgent_problems_without_decision(user)
    people = undecided.values("person_id").annotate(
        first=Min("order"), count=Count("pk"), people=Window(Count("person_id"))
    )
    worst = list(people.order_by("first", "-count", "person_id")[:at_most])
    first = _first_of_each(undecided.filter(person_id__in=[each["person_id"] for each in worst]))
    problems = [_problem(first[each["person_id"]], each, on) for each in worst]
    return problems, worst[0]["people"] if worst else 0


def _first_of_each(problems):
    "The most urgent problem of each person; only these are read whole."
    first = {}
    for person, problem in problems.order_by("rank", "pk").values_list("person_id", "pk"):
        first.setdefault(person, problem)
    whole = problems.in_bulk(first.values())
    return {person: whole[problem] for person, problem in first.items()}


def _problem(problem, about, on):
    others = about["count"] - 1
    more = f" And {counted(others, 'more problem')}." if others else ""
    days = (on - problem.first_seen_on).days
    return Reason(
        person_id=problem.person_id,
        kind="problem",
        label="Problem",
        today=problem.urgency == "today",
        order=(0, about["first"], -about["count"]),
        title=problem.title,
        why=problem.finding["why"] + more,
        age="first seen today" if days <= 0 else f"{counted(days, 'day')} since first seen",
        action="Open",
        url=reverse("person", args=[problem.person_id]),
    )


def replies(user, *, now):
    "Answers of prescribers that wait for someone to act."
    for request in replies_to_act_on(user).prefetch_related("items")[:AT_MOST]:
        items = list(request.items.all())
        strongest = min(items, key=lambda item: STRONGEST_FIRST.index(item.answer))
        words = strongest.answer_words or strongest.answer_reason or strongest.ask
        yield Reason(
            person_id=request.person_id,
            kind="reply",
            label=f"Reply: {request.prescriber.name} {ANSWER_WORDS[strongest.answer]} your request",
            today=True,
            order=(1, STRONGEST_FIRST.index(strongest.answer)),
            title=f"“{words}”",
            why=f"{counted(len(items), 'answer')} to act on.",
            age=f"{_waited(now - request.answered_at)} since the reply",
            action="Act on reply",
            url=reverse("reply", args=[request.pk]),
        )


def no_answers(user, *, now):
    "Questions that should have been answered by now."
    for request in requests_without_answer(user)[:AT_MOST]:
        waited = now - request.sent_at
        if waited < ANSWER_BY.get(request.urgency, ANSWER_LATER):
            continue
        opened = "The page was opened" if request.opened_at else "The link was not opened"
        yield Reason(
            person_id=request.person_id,
            kind="no_answer",
            label=f"No answer: {request.prescriber.name}",
            today=True,
            order=(2, MOST_URGENT_FIRST.index(request.urgency), -waited.days),
            title=request.assessment,
            why=f"{opened}. Next step: phone the office.",
            age=f"{_waited(waited)} since you asked",
            action="See request",
            url=reverse("reply", args=[request.pk]),
        )


def not_confirmed(user, *, now):
    "Notices that a pharmacy or a prescriber should have confirmed by now."
    for notice in notices_not_confirmed(user, now=now)[:AT_MOST]:
        since = notice.sent_at or notice.made_at
        sent = f"Sent {notice.get_sent_how_display()}" if notice.sent_at else "Made, but not sent yet"
        told = "; ".join(f"{each['what'].lower()}: {each['name']}" for each in notice.items)
        yield Reason(
            person_id=notice.person_id,
            kind="not_confirmed",
            label=f"Not confirmed: {notice.to.name}",
            today=True,
            order=(3, 0, -(now - since).days),
            title=f"{told[:1].upper()}{told[1:]}.",
            why=f"{sent}. Next step: phone them and ask who took it in.",
            age=f"{_waited(now - since)} since it was {'sent' if notice.sent_at else 'made'}",
            action="See notice",
            url=reverse("visit_implement", args=[notice.visit_id]) + "#tell",
        )


def unfinished(user, *, now):
    "Visits that were begun and not finished."
    visits = Visit.objects.visible_to(user).filter(finished_at=None).select_related("started_by")
    for visit in visits.order_by("started_at")[:AT_MOST]:
        yield Reason(
            person_id=visit.person_id,
            kind="unfinished",
            label="Unfinished visit",
            today=True,
            order=(4, visit.pk),
            title=f"Stopped at {visit.get_step_display()}.",
            why="All is saved. The papers wait for you.",
            age=f"begun {_waited(now - visit.started_at)} ago",
            action=f"Resume at {visit.get_step_display()}",
            url=where_it_was_left(visit),
            key="R",
        )


def due_contacts(user, *, on):
    "Planned talks up to a week ahead."
    for contact in contacts_due(user, until=on + timedelta(days=7))[:AT_MOST]:
        late = (on - contact.due_on).days
        when = "due today" if late == 0 else f"due {short_date(contact.due_on)}"
        yield Reason(
            person_id=contact.person_id,
            kind="follow_up",
            label="Follow-up",
            today=late >= 0,
            order=(5, -late),
            title=contact.reason,
            why="",
            age=f"{counted(late, 'day')} late" if late > 0 else when,
            action="Open",
            url=reverse("person", args=[contact.person_id]),
        )


def discharges(user, *, on):
    "People who came home from a hospital, with the days that count after it."
    for stay, tasks in stays_to_follow(user, on=on):
        still_open = [task for task in tasks if task.done_on is None]
        ahead = [task for task in still_open if task.due_on >= on]
        due = ahead[0] if ahead else still_open[-1]
        day = (on - stay.discharged_on).days
        yield Reason(
            person_id=stay.person_id,
            kind="discharge",
            label=f"Discharge: {stay.hospital}, {short_date(stay.discharged_on, on=on)}",
            today=due.due_on <= on + timedelta(days=1),
            order=(1, 1, (due.due_on - on).days),
            title=f"{NEXT_AFTER_DISCHARGE[due.kind]}.",
            why="",
            age=f"Day {day} of 31" if day <= 31 else f"{counted(day, 'day')} ago",
            action="Reconcile" if due.kind == "list" else "Open the stay",
            url=reverse("stay", args=[stay.pk]),
            clocks=tuple(clock_of(task, on=on, first=task == due) for task in tasks),
        )


def clock_of(task, *, on, first):
    "Say where one of the days after a discharge stands."
    if task.done_on:
        return Clock(CLOCK_LABELS[task.kind], f"done {short_date(task.done_on, on=on)}", "done")
    if task.due_on < on:
        return Clock(CLOCK_LABELS[task.kind], f"passed {short_date(task.due_on, on=on)}", "past")
    words = "today" if task.due_on == on else f"by {task.due_on:%a}, {short_date(task.due_on, on=on)}"
    return Clock(CLOCK_LABELS[task.kind], words, "due" if first else "later")


def _waited(time):
    """Return how long someone has waited, in the largest unit that fits.

    >>> _waited(timedelta(minutes=42)), _waited(timedelta(hours=16)), _waited(timedelta(days=3, hours=2))
    ('42 minutes', '16 hours', '3 days')
    """
    minutes = max(1, int(time.total_seconds() // 60))
    if minutes < 60:
        return counted(minutes, "minute")
    return counted(minutes // 60, "hour") if minutes < 24 * 60 else counted(minutes // (24 * 60), "day")
