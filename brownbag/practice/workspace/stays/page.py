"""The page of a stay: a row for each medicine, what became of it, and why."""

from dataclasses import dataclass

from brownbag.practice.follow_up.models import StayTaskKind
from brownbag.practice.follow_up.stays import compared, tasks_of
from brownbag.practice.shared_pages.wording import counted, short_date
from brownbag.practice.workspace.today.reasons import Clock, clock_of

GROUPS = (
    ("left_out", "Left out", "taken before; the discharge list says nothing. Ask if it was meant"),
    ("replaced", "Replaced", "another of the same kind; make sure only one is taken"),
    ("changed", "Changed", "another dose or other directions than before"),
    ("stopped", "Stopped", "make sure the old bottle is put away"),
    ("new", "New", "begun in the hospital"),
    ("only_inside", "Only in the hospital", "given there and not to be taken at home"),
    ("continued", "Continued", "as before"),
)
NEEDS_REASON = ("left_out", "replaced", "changed", "stopped", "new")


@dataclass(frozen=True)
class ShownRow:
    medicine: str
    before: tuple[str, ...]
    inside: tuple[str, ...]
    after: tuple[str, ...]
    differences: str
    reason: str
    asks_reason: bool


@dataclass(frozen=True)
class ShownGroup:
    label: str
    note: str
    rows: tuple[ShownRow, ...]


@dataclass(frozen=True)
class ShownTask:
    pk: int
    clock: Clock
    label: str
    done: bool


@dataclass(frozen=True)
class StayPage:
    title: str
    sub: str
    groups: tuple[ShownGroup, ...]
    tasks: tuple[ShownTask, ...]
    without_reason: int
    lists: tuple[tuple[str, str], ...]


def stay_page(stay, *, on):
    "Put together the page of a stay."
    found = compared(stay, on=on)
    rows = [(_row(each, found.reasons), each.outcome) for each in found.rows]
    groups = tuple(_groups(rows))
    tasks = tasks_of(stay)
    first = next((task for task in tasks if task.done_on is None and task.due_on >= on), None)
    return StayPage(
        title=f"Home from {stay.hospital}",
        sub=_sub(stay, on),
        groups=groups,
        tasks=tuple(
            ShownTask(
                task.pk,
                clock_of(task, on=on, first=task == first),
                StayTaskKind(task.kind).label,
                task.done_on is not None,
            )
            for task in tasks
        ),
        without_reason=sum(row.asks_reason and not row.reason for row, _ in rows),
        lists=_lists(stay),
    )


def _lists(stay):
    named = (("Before", stay.before_list), ("Inside", stay.inside_list), ("Discharge", stay.discharge_list))
    return tuple((label, name or "not here yet") for label, name in named)


def _sub(stay, on):
    begun = f"admitted {short_date(stay.admitted_on, on=on)}, " if stay.admitted_on else ""
    days = counted((on - stay.discharged_on).days, "day")
    return f"{begun}home since {short_date(stay.discharged_on, on=on)}, {days} ago"


def _groups(rows):
    for key, label, note in GROUPS:
        held = tuple(row for row, outcome in rows if outcome == key)
        if held:
            yield ShownGroup(label, note, held)


def _row(each, reasons):
    given = reasons.get(each.medicine)
    return ShownRow(
        medicine=each.medicine,
        before=_said(each.before),
        inside=_said(each.inside),
        after=_said(each.after),
        differences="; ".join(each.differences),
        reason=_reason(given),
        asks_reason=each.outcome in NEEDS_REASON,
    )


def _said(lines):
    return tuple(dict.fromkeys(_words(line) for line in lines))


def _words(line):
    status = "" if line.status == "active" else f" ({line.status.replace('_', ' ')})"
    return f"{line.name}{': ' if line.directions else ''}{line.directions}{status}"


def _reason(given):
    if given is None:
        return ""
    return f"{given.reason}{f' ({given.said_by})' if given.said_by else ''}"
