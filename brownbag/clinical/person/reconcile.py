"""Several lists of one person into one: which lines mean the same medicine, and where the lists differ.

The same medicine under another name, brand, strength, product or form is one
group. What a list does not say is no difference; what could not be compared is
said. Nothing is left out: every line of every list stands in exactly one group.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from brownbag.clinical.person.differences import Difference, differences, tell_apart
from brownbag.clinical.person.explain import explained
from brownbag.clinical.person.record import Medication, MedicationList
from brownbag.clinical.person.understood import IN_THE_BODY, Understood, reader
from brownbag.clinical.vocabulary import Vocabulary
from brownbag.clinical.vocabulary.strengths import strengths_in

GROUPS = ("stopped_here_active_there", "different", "only_in", "same_class", "same")
STANDS_FOR = {"active": 0, "on_hold": 1, "proposed": 2, "stopped": 3}
# What is left out where names that are not known are compared word by word.
WORDS_OF_FORMS = frozenset(
    [
        *("tab", "tabs", "tablet", "tablets", "cap", "caps", "capsule", "capsules", "pill", "pills", "oral"),
        *("extended", "release", "er", "xr", "sr", "delayed", "dr", "ec"),
    ]
)
Duplicates = Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Place:
    """One line of one list: where it stands there, counted from 0."""

    list_name: str
    position: int
    medication: Medication


@dataclass(frozen=True, slots=True)
class Group:
    """Lines that belong together, in what they differ, and why that is said.

    `not_known_to` names the lists on which the medicine does not stand at all.
    """

    group: str
    medicine: str
    lines: tuple[Place, ...]
    differences: tuple[Difference, ...]
    why: str
    not_known_to: tuple[str, ...]
    ingredients: tuple[str, ...]

    @property
    def recognised(self) -> bool:
        """Whether it is known what is in the medicine; if not, only words were compared."""
        return bool(self.ingredients)


def reconcile(
    lists: Iterable[MedicationList], *, on: date, vocabulary: Vocabulary, duplicates: Duplicates
) -> tuple[Group, ...]:
    """Return every line of every list in one group each, the most pressing group first.

    `duplicates` names the kinds of medicine of which two are rarely meant, with their ingredients.

    >>> from brownbag.clinical import vocabulary
    >>> mail = MedicationList("Mail order", (Medication("Coumadin 5 mg", directions="1 tab daily"),))
    >>> corner = MedicationList("Corner", (Medication("warfarin 5 mg tab", directions="1 tablet qd"),))
    >>> [group.group for group in reconcile([mail, corner], on=date(2026, 11, 24),
    ...     vocabulary=vocabulary.load(), duplicates={})]
    ['same']
    """
    given = _named_apart(lists)
    understand = reader(vocabulary)
    lines = [
        understand(line, list_name=each.name, position=position, on=on)
        for each in given
        for position, line in enumerate(each.lines)
    ]
    names = [each.name for each in given]
    apart = [
        _Medicine(tuple(part), names, frozenset(line.list_name for line in held))
        for held in _by_medicine(lines)
        for part in _parted(held)
    ]
    put_together = _same_class(apart, duplicates)
    together = {id(each) for _, members in put_together for each in members}
    groups = [each.group() for each in apart if id(each) not in together]
    groups += [_class_group(kind, members, names) for kind, members in put_together]
    return tuple(sorted(groups, key=_order))


def _order(group: Group) -> tuple[int, str, str]:
    first = group.lines[0]
    return GROUPS.index(group.group), group.medicine.casefold(), f"{first.list_name} {first.position:06}"


def _named_apart(lists: Iterable[MedicationList]) -> list[MedicationList]:
    """Give lists that share a name a number, so that a line is still found."""
    seen: dict[str, int] = defaultdict(int)
    found = []
    for each in lists:
        seen[each.name] += 1
        number = f" ({seen[each.name]})" if seen[each.name] > 1 else ""
        found.append(MedicationList(f"{each.name}{number}", each.lines))
    return found


def _by_medicine(lines: list[Understood]) -> list[list[Understood]]:
    """Put lines of the same ingredients together; a cream and a tablet of one ingredient stay apart."""
    by_key: dict[tuple[str, ...], list[Understood]] = defaultdict(list)
    for line in lines:
        by_key[_key(line)].append(line)
    return [held for same in by_key.values() for held in _by_way(same)]


def _key(line: Understood) -> tuple[str, ...]:
    if line.ingredients:
        return line.ingredients
    _, _, rest = strengths_in(line.medication.name)
    words = [word for word in re.findall(r"[^\W_]+", rest.casefold()) if word not in WORDS_OF_FORMS]
    return ("not recognised", *words)


def _by_way(lines: list[Understood]) -> list[list[Understood]]:
    """Part lines by where the medicine acts; a line that does not say joins the usual way of the others."""
    ways = sorted({line.way for line in lines if line.way})
    if len(ways) < 2:
        return [lines]
    usual = IN_THE_BODY if IN_THE_BODY in ways else ways[0]
    parted: dict[str, list[Understood]] = defaultdict(list)
    for line in lines:
        parted[line.way or usual].append(line)
    return list(parted.values())


def _parted(lines: list[Understood]) -> list[list[Understood]]:
    """Part the lines of one medicine where a list takes it in two ways, as with two strengths of warfarin.

    What two lists say alike stands by itself; what is left is compared. Earlier, stopped lines stay with
    what their list says now.
    """
    ways: dict[str, list[Understood]] = defaultdict(list)
    for line in sorted(lines, key=lambda line: (line.list_name, line.position)):
        if line.status != "stopped" and not any(_alike(line, other) for other in ways[line.list_name]):
            ways[line.list_name].append(line)
    if all(len(held) < 2 for held in ways.values()):
        return [lines]
    twins = [each for each in _twins(ways) if len(each) > 1]
    parts = [[line for line in lines if line.status != "stopped" and _alike(line, twin[0])] for twin in twins]
    taken = {id(line) for part in parts for line in part}
    rest = [line for line in lines if id(line) not in taken]
    if parts and all(line.status == "stopped" for line in rest):
        parts[0] += rest
        rest = []
    return [*parts, rest] if rest else parts


def _twins(ways: Mapping[str, list[Understood]]) -> list[list[Understood]]:
    """Put lines of different lists together that say the same."""
    found: list[list[Understood]] = []
    for held in ways.values():
        for line in held:
            fits = (
                each
                for each in found
                if _alike(each[0], line) and all(line.list_name != other.list_name for other in each)
            )
            twin = next(fits, None)
            if twin is None:
                found.append([line])
            else:
                twin.append(line)
    return found


def _alike(one: Understood, other: Understood) -> bool:
    return one.status == other.status and not tell_apart(one, other)


@dataclass(frozen=True)
class _Medicine:
    """One medicine over all lists, or one of the ways in which it is taken."""

    lines: tuple[Understood, ...]
    names: list[str]
    known_to: frozenset[str]

    @property
    def holders(self) -> list[str]:
        """The lists that name the medicine, in the order in which the lists were given."""
        return [name for name in self.names if any(line.list_name == name for line in self.lines)]

    @property
    def unknown_to(self) -> tuple[str, ...]:
        return tuple(name for name in self.names if name not in self.known_to)

    @property
    def name(self) -> str:
        first = self.lines[0]
        return " with ".join(first.ingredients) or first.medication.name

    def stands(self, name: str) -> tuple[Understood, ...]:
        """The lines that hold on a list: what is active before what is on hold, planned or stopped."""
        there = [line for line in self.lines if line.list_name == name]
        best = min(STANDS_FOR.get(line.status, 0) for line in there)
        return tuple(line for line in there if STANDS_FOR.get(line.status, 0) == best)

    def group(self) -> Group:
        held = {name: self.stands(name) for name in self.holders}
        found = differences(held) if len(held) > 1 else ()
        kind = self._kind(held, found)
        return Group(
            group=kind,
            medicine=self.name,
            lines=_places(self.lines, self.names),
            differences=found,
            why=explained(kind, self.name, held, found, self.unknown_to) + self._other_ways(),
            not_known_to=self.unknown_to,
            ingredients=self.lines[0].ingredients,
        )

    def _other_ways(self) -> str:
        """Say which lists take the medicine in another way only."""
        others = [name for name in self.names if name in self.known_to and name not in self.holders]
        if not others:
            return ""
        verb = "lists" if len(others) == 1 else "list"
        return f" {' and '.join(others)} {verb} {self.name} in another way."

    def _kind(self, held: Mapping[str, tuple[Understood, ...]], found: tuple[Difference, ...]) -> str:
        if len(held) == 1:
            return "only_in"
        statuses = {lines[0].status for lines in held.values()}
        if "stopped" in statuses and len(statuses) > 1:
            return "stopped_here_active_there"
        return "different" if found else "same"


def _places(lines: Iterable[Understood], names: list[str]) -> tuple[Place, ...]:
    ordered = sorted(lines, key=lambda line: (names.index(line.list_name), line.position))
    return tuple(Place(line.list_name, line.position, line.medication) for line in ordered)


def _same_class(
    medicines: list[_Medicine], duplicates: Duplicates
) -> list[tuple[str, tuple[_Medicine, ...]]]:
    """Find medicines that stand on one list each, where one may be meant to replace the other."""
    free = [each for each in medicines if _stands_alone(each)]
    kinds = {name: frozenset([name]) for each in free for name in each.lines[0].ingredients}
    found = []
    for kind, members in [*sorted(kinds.items()), *sorted(duplicates.items())]:
        alike = [each for each in free if members & set(each.lines[0].ingredients)]
        if len({each.holders[0] for each in alike}) > 1:
            found.append((kind, tuple(alike)))
            free = [each for each in free if each not in alike]
    return found


def _stands_alone(medicine: _Medicine) -> bool:
    first = medicine.lines[0]
    alone = len(medicine.holders) == 1 and bool(first.ingredients) and not first.is_local
    return alone and medicine.stands(medicine.holders[0])[0].status != "stopped"


def _class_group(kind: str, medicines: tuple[_Medicine, ...], names: list[str]) -> Group:
    lines = tuple(line for each in medicines for line in each.lines)
    stands = sorted({f"{each.name} ({each.holders[0]})" for each in medicines})
    one_ingredient = all(kind in each.lines[0].ingredients for each in medicines)
    shared = f"hold {kind}" if one_ingredient else f"are {kind}"
    return Group(
        group="same_class",
        medicine=" / ".join(sorted(each.name for each in medicines)),
        lines=_places(lines, names),
        differences=(),
        why=f"{' and '.join(stands)} {shared}. Ask whether one replaces the other or both are meant.",
        not_known_to=tuple(name for name in names if not any(name in each.holders for each in medicines)),
        ingredients=tuple(sorted({name for line in lines for name in line.ingredients})),
    )
