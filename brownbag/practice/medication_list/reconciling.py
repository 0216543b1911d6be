"""Everything the lists of a person say, put together: one row for each medicine over all lists.

The comparing itself is the clinical core's; here its groups are brought back to
the lines and statements they speak about, and it is said what still needs an answer.
"""

from dataclasses import dataclass

from brownbag.clinical import vocabulary
from brownbag.clinical.knowledge.kinds import rarely_two
from brownbag.clinical.person.reconcile import GROUPS, reconcile
from brownbag.clinical.person.record import MedicationList
from brownbag.practice.medication_list.differences import as_medication, unsettled
from brownbag.practice.medication_list.models import MedicationLine, Statement, Status
from brownbag.practice.medication_list.queries import lines_of, statements_of

NOT_IDENTIFIED = "not_identified"
NOT_ASKED = "not_asked"
# What must be said about a medicine before its row needs nobody any more.
DIFFERING = ("stopped_here_active_there", "different")


@dataclass(frozen=True)
class MergedRow:
    """One medicine over all lists.

    `said` holds what each list says now. `needs_answer` is true until someone
    said what holds.
    """

    group: str
    lines: tuple[MedicationLine, ...]
    said: dict[str, tuple[Statement, ...]]
    why: str
    not_known_to: tuple[str, ...]
    needs_answer: bool

    @property
    def line(self):
        "The line that the row stands for first."
        return self.lines[0]


@dataclass(frozen=True)
class Merged:
    lists: tuple[str, ...]
    rows: tuple[MergedRow, ...]


def merged(person, *, on):
    "Return every medicine of a person as one row, the most pressing group first."
    lines = {line.pk: line for line in lines_of(person) if line.current}
    said = statements_by_line(person)
    lists = lists_said(lines, said)
    compared = _compared(lists, on) if lists else []
    rows = [_row(group, keys, lines, said, lists) for group, keys in _joined(compared)]
    return Merged(tuple(each.name for each in lists), tuple(sorted(rows, key=_order)))


def statements_by_line(person):
    "Everything said about each line, oldest first, by the line's number."
    found = {}
    for statement in statements_of(person):
        found.setdefault(statement.line_id, []).append(statement)
    return found


def lists_said(lines, said):
    "What each list says now, as lists of the clinical core; the list with most lines first."
    found = {}
    for pk in lines:
        for statement in _newest(said.get(pk, ())):
            medication = as_medication(statement, list_name=statement.list_name, key=f"{pk}:{statement.pk}")
            found.setdefault(statement.list_name, []).append(medication)
    ordered = sorted(found.items(), key=lambda item: (-len(item[1]), item[0]))
    return [MedicationList(name, tuple(medications)) for name, medications in ordered]


def _newest(statements):
    "The newest statement of each list about one line."
    return {each.list_name: each for each in statements}.values()


def _compared(lists, on):
    return reconcile(lists, on=on, vocabulary=vocabulary.load(), duplicates=rarely_two())


def _joined(groups):
    "Put groups together that speak about one line; each with the keys of what is said in it."
    joined = []
    for group in groups:
        keys = {place.medication.key for place in group.lines}
        lines = {key.partition(":")[0] for key in keys}
        for other in [each for each in joined if each[2] & lines]:
            joined.remove(other)
            group = min(other[0], group, key=lambda each: GROUPS.index(each.group))
            keys, lines = keys | other[1], lines | other[2]
        joined.append((group, keys, lines))
    return [(group, keys) for group, keys, _ in joined]


def _row(group, keys, lines, said, lists):
    numbers = {int(key.partition(":")[0]) for key in keys}
    held = tuple(sorted((lines[pk] for pk in numbers), key=_first))
    kind = _kind(group, held, lists)
    return MergedRow(
        group=kind,
        lines=held,
        said=_said(held, said),
        why=group.why if kind == group.group else "",
        not_known_to=group.not_known_to,
        needs_answer=_needs_answer(kind, held, said),
    )


def _first(line):
    "What is taken before what was stopped, then the older line."
    return (line.current.status == Status.STOPPED, line.pk)


def _said(held, said):
    by_list = {}
    for line in held:
        for statement in _newest(said.get(line.pk, ())):
            by_list.setdefault(statement.list_name, []).append(statement)
    return {name: tuple(statements) for name, statements in by_list.items()}


def _kind(group, held, lists):
    now = held[0].current
    if now.status != Status.STOPPED and not is_known(now):
        return NOT_IDENTIFIED
    if group.group == "only_in" and len(lists) == 1:
        return NOT_ASKED
    return group.group


def _needs_answer(kind, held, said):
    waits = [line for line in held if unsettled(line, said.get(line.pk, []))]
    if waits:
        return True
    open_lines = [line for line in held if not line.current.decided]
    if kind in DIFFERING:
        return bool(open_lines)
    open_lines = [line for line in open_lines if line.current.status != Status.STOPPED]
    if kind == "same_class":
        return bool(open_lines) and sum(line.current.status == Status.ACTIVE for line in held) > 1
    if kind == NOT_IDENTIFIED:
        return bool(open_lines)
    return kind != "same" and any(not line.current.how_taken for line in open_lines)


def is_known(now):
    "Whether what holds names a medicine that can be checked."
    return now.known in ("matched", "likely")


def _order(row):
    groups = (*GROUPS[:2], NOT_IDENTIFIED, *GROUPS[2:4], NOT_ASKED, "same")
    return groups.index(row.group), row.line.pk
