"""The merged list of Collect: a row for each medicine, a column for each list, and what needs the pharmacist."""

from dataclasses import dataclass

from brownbag.clinical import vocabulary
from brownbag.practice.medication_list.actions import described, full_name
from brownbag.practice.medication_list.differences import differences, strength_of, unsettled
from brownbag.practice.medication_list.models import Status
from brownbag.practice.medication_list.queries import lines_of, statements_of
from brownbag.practice.people.models import SourceDocument
from brownbag.practice.people.queries import facts_missing
from brownbag.practice.reviews.models import ASK_ABOUT
from brownbag.practice.shared_pages.wording import counted, short_date
from brownbag.practice.workspace.lines import ShownLine, medicine_name, shown_line

LISTS_AT_MOST = 4


@dataclass(frozen=True)
class Cell:
    "What one list says about one medicine."

    list_name: str
    says: str
    more: str
    differs: bool
    none: bool


@dataclass(frozen=True)
class Choice:
    "One answer that settles a row with one click."

    label: str
    what: str
    value: str


@dataclass(frozen=True)
class Row:
    line: ShownLine
    cells: tuple[Cell, ...]
    lists: tuple[str, ...]
    why: str
    choices: tuple[Choice, ...]
    may_undo: bool
    changed: str


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
    heading: str
    lists: tuple[ListShown, ...]
    to_settle: tuple[Group, ...]
    settled: tuple[Row, ...]
    stopped: tuple[Row, ...]
    to_settle_count: int
    settled_count: int
    row_count: int
    asked: tuple[Asked, ...]
    asked_missing: int
    unaware: tuple[tuple[str, str], ...]
    documents: tuple[tuple[str, str], ...]
    facts_missing: tuple[str, ...]


def collect_page(visit):
    "Put together the page of a visit's list."
    lines = [line for line in lines_of(visit.person) if line.current]
    statements = _by_line(visit.person)
    lists = _lists(statements)
    shown = [(_row(line, statements.get(line.pk, []), lists, visit), line) for line in lines]
    groups = _groups(shown, statements)
    open_rows = [row for group in groups for row in group.rows]
    rest = [(row, line) for row, line in shown if row not in open_rows]
    return CollectPage(
        heading=_heading(lines, statements, lists),
        lists=tuple(_list_shown(name, statements) for name in lists),
        to_settle=groups,
        settled=tuple(row for row, line in rest if line.current.status != Status.STOPPED),
        stopped=tuple(row for row, line in rest if line.current.status == Status.STOPPED),
        to_settle_count=len(open_rows),
        settled_count=len(rest),
        row_count=len(shown),
        asked=tuple(Asked(label, label in visit.asked_about) for label in ASK_ABOUT),
        asked_missing=sum(label not in visit.asked_about for label in ASK_ABOUT),
        unaware=tuple(_unaware(lines, statements)),
        documents=tuple(_documents(visit.person)),
        facts_missing=tuple(facts_missing(visit.person)),
    )


def _by_line(person):
    found = {}
    for statement in statements_of(person):
        found.setdefault(statement.line_id, []).append(statement)
    return found


def _lists(statements):
    counts = {}
    for said in statements.values():
        for each in said:
            counts[each.list_name] = counts.get(each.list_name, 0) + 1
    return sorted(counts, key=lambda name: (-counts[name], name))[:LISTS_AT_MOST]


def _heading(lines, statements, lists):
    taken = sum(line.current.status == Status.ACTIVE for line in lines)
    said = sum(len(each) for each in statements.values())
    names = {each.list_name for found in statements.values() for each in found}
    if not names:
        return "No medicine on the list yet"
    from_lines = f"from {counted(said, 'line')} on {counted(len(names), 'list')}"
    return f"{counted(taken, 'medicine')} {from_lines}"


def _list_shown(name, statements):
    said = [each for found in statements.values() for each in found if each.list_name == name]
    newest = max((each.said_on for each in said if each.said_on), default=None)
    note = counted(len(said), "line")
    return ListShown(name, f"{note}, {short_date(newest)}" if newest else note)


def _row(line, statements, lists, visit):
    newest = {each.list_name: each for each in statements}
    return Row(
        line=shown_line(line),
        cells=tuple(_cell(name, newest.get(name), line.current) for name in lists),
        lists=tuple(newest),
        why=_why(line, statements),
        choices=tuple(_choices(line, statements)),
        may_undo=line.current.number > 1 and line.current.changed_at >= visit.started_at,
        changed=_changed(line.current),
    )


def _cell(name, said, now):
    if said is None:
        return Cell(name, "Does not have it", "", differs=False, none=True)
    found = differences(now, said)
    stopped = said.status == Status.STOPPED
    says = "Stopped" if stopped else strength_of(said) or "On this list"
    more = said.directions or ("no directions" if not stopped else "")
    return Cell(name, says, more, differs=bool(found), none=False)


def _why(line, statements):
    others = unsettled(line, statements)
    if others:
        what = list(dict.fromkeys(each for said in others for each in differences(line.current, said)))
        names = ", ".join(each.list_name for each in others)
        return f"{names}: another {' and another '.join(what)} than what holds now."
    return shown_line(line).not_checked


def _choices(line, statements):
    now = line.current
    others = unsettled(line, statements)
    if others:
        yield from _choices_between(now, others)
    elif _is_unknown(now):
        for name in _candidates(now):
            yield Choice(f"It is {name}", "identify", name)
        yield Choice("Keep, not identified", "keep", "")
        yield Choice("Does not take it", "stop", "not taking it")
    elif _is_unasked(now):
        if now.directions:
            yield Choice("Takes it as the label says", "as_label", "")
        yield Choice("Does not take it", "stop", "not taking it")


def _choices_between(now, others):
    "What holds now, or what one of the other lists says; only what differs is written on the button."
    differs = {part for said in others for part in differences(now, said)}
    yield Choice(f"Keep {_in_short(now, differs)}", "keep", "")
    for said in others:
        if said.status == Status.STOPPED:
            yield Choice(f"Stopped, as {said.list_name} says", "hold", str(said.pk))
        else:
            yield Choice(f"{_in_short(said, differs)}, as {said.list_name} says", "hold", str(said.pk))
    if "strength" in differs:
        yield Choice("Takes both", "both", str(others[-1].pk))


def _in_short(described_row, differs):
    strength = strength_of(described_row) if differs != {"directions"} else ""
    directions = (
        f"“{described_row.directions}”" if "directions" in differs and described_row.directions else ""
    )
    return ", ".join(part for part in (strength, directions) if part) or described_row.name


def _candidates(now):
    found = vocabulary.load().resolve(full_name(described(now)))
    return [name.replace("|", " and ") for name in found.candidates[:4]]


def _is_unknown(now):
    return now.known not in ("matched", "likely")


def _is_unasked(now):
    return not now.how_taken and now.status == Status.ACTIVE


def _groups(shown, statements):
    differs = [row for row, line in shown if unsettled(line, statements.get(line.pk, []))]
    taken = [(row, line.current) for row, line in shown if line.current.status == Status.ACTIVE]
    unknown = [row for row, now in taken if row not in differs and _is_unknown(now) and now.number == 1]
    settled = [*differs, *unknown]
    unasked = [row for row, now in taken if row not in settled and _is_unasked(now) and not _is_unknown(now)]
    groups = (
        Group("The lists differ", "choose what holds", tuple(differs)),
        Group("Not identified", "it is not checked until someone knows what it is", tuple(unknown)),
        Group("Not asked yet", "how is it really taken?", tuple(unasked)),
    )
    return tuple(group for group in groups if group.rows)


def _changed(now):
    if now.number == 1:
        return ""
    when = short_date(now.changed_at.date())
    return f"{when}, {now.changed_by.name_shown}" + (f": {now.why}" if now.why else "")


def _unaware(lines, statements):
    "Each pharmacy with the medicines taken that it does not have on its list."
    pharmacies = sorted({each.pharmacy for found in statements.values() for each in found if each.pharmacy})
    for name in pharmacies:
        missing = [
            medicine_name(line.current)
            for line in lines
            if line.current.status == Status.ACTIVE
            and not any(name in (each.pharmacy, each.list_name) for each in statements.get(line.pk, []))
        ]
        if missing:
            yield name, ", ".join(missing)


def _documents(person):
    for each in SourceDocument.objects.unscoped().filter(person=person).defer("content").order_by("-pk"):
        refused = each.counts.get("refused", 0)
        left_out = f", {refused} left out" if refused else ""
        yield (
            f"{each.kind}, {each.list_name}",
            f"{counted(each.counts.get('kept', 0), 'entry', 'entries')} read{left_out}, {short_date(each.read_at.date())}",
        )
