"""The merged list of Collect: a row for each medicine, a column for each list, and what needs the pharmacist."""

import re
from dataclasses import dataclass

from brownbag.practice.medication_list.actions import TAKEN_BACK
from brownbag.practice.medication_list.differences import differences, strength_of
from brownbag.practice.medication_list.models import Status
from brownbag.practice.medication_list.queries import OWN_LISTS
from brownbag.practice.medication_list.reconciling import merged
from brownbag.practice.people.queries import facts_missing
from brownbag.practice.reviews.models import ASK_ABOUT
from brownbag.practice.shared_pages.wording import counted, short_date
from brownbag.practice.workspace.collect.answers import Choice, choices_for
from brownbag.practice.workspace.documents_shown import ShownDocument, documents_of
from brownbag.practice.workspace.lines import ShownLine, medicine_name, shown_line

LISTS_AT_MOST = 4
NAMED_AT_MOST = 6
SAID_AT_VISIT = "Said at the visit"


@dataclass(frozen=True)
class Cell:
    "What one list says about one medicine."

    list_name: str
    says: str
    more: str
    differs: bool
    none: bool


@dataclass(frozen=True)
class Row:
    """One medicine over all lists, with every line that holds it.

    `decided` says in words what was decided at this visit.
    """

    lines: tuple[ShownLine, ...]
    cells: tuple[Cell, ...]
    lists: tuple[str, ...]
    why: str
    choices: tuple[Choice, ...]
    may_undo: bool
    may_redo: bool
    changed: str
    decided: str
    needs_answer: bool

    @property
    def line(self):
        "The line that the row stands for first."
        return self.lines[0]


@dataclass(frozen=True)
class Group:
    label: str
    note: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Asked:
    label: str
    done: bool


@dataclass(frozen=True)
class ListShown:
    name: str
    note: str


@dataclass(frozen=True)
class CollectPage:
    """The page; `last` is the row whose decision `Z` takes back."""

    heading: str
    lists: tuple[ListShown, ...]
    to_settle: tuple[Group, ...]
    same: tuple[Row, ...]
    settled: tuple[Row, ...]
    stopped: tuple[Row, ...]
    to_settle_count: int
    next: int | None
    settled_count: int
    row_count: int
    last: Row | None
    asked: tuple[Asked, ...]
    asked_missing: int
    unaware: tuple[tuple[str, str], ...]
    documents: tuple[ShownDocument, ...]
    facts_missing: tuple[str, ...]


GROUPS = (
    ("stopped_here_active_there", "Stopped here, active there", "choose what holds"),
    ("different", "The lists differ", "choose what holds"),
    ("not_identified", "Not identified", "it is not checked until someone knows what it is"),
    ("only_in", "Only on one list", "the others do not know of it"),
    ("same_class", "Same kind twice", "are both meant?"),
    ("not_asked", "Not asked yet", "how is it really taken?"),
    ("same", "Same on every list", "something new was said since it was settled"),
)


def collect_page(visit, *, on):
    "Put together the page of a visit's list."
    found = merged(visit.person, on=on)
    shown = [(_row(each, found.lists[:LISTS_AT_MOST], visit), each) for each in found.rows]
    groups = tuple(_groups(shown))
    placed = {id(row) for group in groups for row in group.rows}
    rest = [(row, each) for row, each in shown if id(row) not in placed]
    taken = [(row, each) for row, each in rest if each.line.current.status != Status.STOPPED]
    to_settle = sum(row.needs_answer for row, _ in shown)
    return CollectPage(
        heading=_heading(found),
        lists=tuple(_list_shown(name, found) for name in found.lists[:LISTS_AT_MOST]),
        to_settle=groups,
        same=tuple(row for row, each in taken if each.group == "same"),
        settled=tuple(row for row, each in taken if each.group != "same"),
        stopped=tuple(row for row, each in rest if each.line.current.status == Status.STOPPED),
        to_settle_count=to_settle,
        next=next((row.line.pk for group in groups for row in group.rows if row.needs_answer), None),
        settled_count=len(shown) - to_settle,
        row_count=len(shown),
        last=_last(shown),
        asked=tuple(Asked(label, label in visit.asked_about) for label in ASK_ABOUT),
        asked_missing=sum(label not in visit.asked_about for label in ASK_ABOUT),
        unaware=tuple(_unaware(found)),
        documents=documents_of(visit.person),
        facts_missing=tuple(facts_missing(visit.person)),
    )


def _groups(shown):
    "The rows that wait for an answer, and those answered at this visit, which stay where they were."
    for key, label, note in GROUPS:
        rows = [row for row, each in shown if each.group == key and (row.needs_answer or row.decided)]
        if rows:
            open_rows = sum(row.needs_answer for row in rows)
            count = (
                f"{len(rows)}, {len(rows) - open_rows} decided" if open_rows < len(rows) else f"{len(rows)}"
            )
            yield Group(label, f"{count}, {note}", tuple(rows))


def _last(shown):
    "The row that was decided last at this visit."
    undoable = [(row, each) for row, each in shown if row.may_undo and row.decided]
    if not undoable:
        return None
    return max(undoable, key=lambda pair: max(line.current.changed_at for line in pair[1].lines))[0]


def _heading(found):
    taken = sum(each.line.current.status == Status.ACTIVE for each in found.rows)
    said = sum(len(statements) for each in found.rows for statements in each.said.values())
    if not found.lists:
        return "No medicine on the list yet"
    return f"{counted(taken, 'medicine')} from {counted(said, 'line')} on {counted(len(found.lists), 'list')}"


def _list_shown(name, found):
    said = [each for row in found.rows for each in row.said.get(name, ())]
    newest = max((each.said_on for each in said if each.said_on), default=None)
    note = counted(len(said), "line")
    return ListShown(name, f"{note}, {short_date(newest)}" if newest else note)


def _row(each, lists, visit):
    now = each.line.current
    decided_now = [line.current for line in each.lines if line.current.changed_at >= visit.started_at]
    answered = not each.needs_answer and any(now.decided for now in decided_now)
    return Row(
        lines=tuple(shown_line(line) for line in each.lines),
        cells=tuple(_cell(name, each.said.get(name, ()), now) for name in lists),
        lists=tuple(each.said),
        why=_why(each) or shown_line(each.line).not_checked,
        choices=tuple(choices_for(each)) if each.needs_answer else (),
        may_undo=any(_may_undo(now) for now in decided_now),
        may_redo=any(now.why == TAKEN_BACK for now in decided_now),
        changed=_changed(now),
        decided=_decided(each) if answered else "",
        needs_answer=each.needs_answer,
    )


def _why(each):
    "Why the row is here; that the person's own list lacks a medicine is nobody's to know."
    own = [name for name in each.not_known_to if OWN_LISTS.search(name)]
    why = each.why
    for name in own:
        why = re.sub(rf" {re.escape(name)} does not know about the [^.]*\.$", "", why)
    return why


def _may_undo(now):
    return now.number > 1 and now.why != TAKEN_BACK


def _decided(each):
    "What was decided about a row, in words."
    return " ".join(_outcome(line.current, several=len(each.lines) > 1) for line in each.lines)


def _outcome(now, *, several):
    name = f"{medicine_name(now)}: " if several else ""
    if now.status == Status.STOPPED:
        return f"{name}Not taken. {_sentence(now.why)}"
    taken = now.how_taken or now.directions or "taken"
    return f"{name}{_sentence(taken)} {_sentence(now.why)}"


def _sentence(words):
    words = words.rstrip(".")
    return f"{words[:1].upper()}{words[1:]}." if words else ""


def _cell(name, statements, now):
    if not statements:
        return Cell(name, "Does not have it", "", differs=False, none=True)
    says = [_says(said) for said in statements]
    return Cell(
        name,
        " and ".join(dict.fromkeys(first for first, _ in says)),
        "; ".join(dict.fromkeys(more for _, more in says if more)),
        differs=any(differences(now, said) for said in statements),
        none=False,
    )


def _says(said):
    stopped = said.status == Status.STOPPED
    says = "Stopped" if stopped else strength_of(said) or "On this list"
    return says, said.directions or ("no directions" if not stopped else "")


def _changed(now):
    if now.number == 1:
        return ""
    when = short_date(now.changed_at.date())
    return f"{when}, {now.changed_by.name_shown}" + (f": {now.why}" if now.why else "")


def _unaware(found):
    "Each list with the medicines taken that do not stand on it."
    for name in found.lists:
        if OWN_LISTS.search(name):
            continue
        missing = [
            medicine_name(row.line.current)
            for row in found.rows
            if row.line.current.status == Status.ACTIVE and name in row.not_known_to
        ]
        if missing:
            more = f" and {len(missing) - NAMED_AT_MOST} more" if len(missing) > NAMED_AT_MOST else ""
            yield name, ", ".join(missing[:NAMED_AT_MOST]) + more
