"""The facts of a release, asked for by ingredient. Rows are unpacked only when they are first asked for."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

Row = dict[str, str]
# The rows of each topic as texts of JSON, by the ingredient or @group they are written under.
Packed = Mapping[str, Mapping[str, str]]
NAME_LISTS = ("condition_names", "test_names")


class Facts:
    """Every table of a release.

    >>> from brownbag.clinical import knowledge
    >>> facts = knowledge.load().facts
    >>> facts.of("loads", "a name that nobody gave a medicine")
    ()
    """

    def __init__(
        self,
        packed: Packed,
        groups: Mapping[str, Mapping[str, list[str]]],
        turned: Mapping[str, list[str]] | None = None,
    ) -> None:
        self._packed = packed
        self._groups = groups
        self._turned = turned
        self._topics: dict[str, dict[str, list[Row]]] = {}
        self._unpacked: dict[tuple[str, str], list[Row]] = {}
        self._rows: dict[tuple[str, str], tuple[Row, ...]] = {}

    def of(self, topic: str, ingredient: str) -> tuple[Row, ...]:
        """Return the rows of a topic about an ingredient; its own rows go before those of its groups."""
        key = (topic, ingredient)
        if key not in self._rows:
            self._rows[key] = self._joined(topic, ingredient)
        return self._rows[key]

    def of_topic(self, topic: str) -> dict[str, list[Row]]:
        """Return all rows of a topic by the ingredient or @group they are written under."""
        if topic not in self._topics:
            names = self._packed.get(topic, {})
            self._topics[topic] = {name: self._written_under(topic, name) for name in names}
        return self._topics[topic]

    def pairs_with(self, name: str) -> dict[str, Row]:
        """Return the known pairs of an ingredient or @group by the other one, whichever of the two stands first."""
        found = {row["second"]: {**row, "first": name} for row in self._written_under("pairs", name)}
        for first in self._firsts.get(name, ()):
            row = next(row for row in self._written_under("pairs", first) if row["second"] == name)
            found.setdefault(first, {**row, "first": first})
        return found

    def with_topic(self, topic: str, rows: Mapping[str, list[Row]]) -> Facts:
        """Return these facts with other rows of one topic."""
        return Facts({**self._packed, topic: pack(rows)}, self._groups)

    def groups_of(self, ingredient: str) -> tuple[str, ...]:
        """Return the names of the groups that an ingredient belongs to, sorted."""
        return self._groups_by_member.get(ingredient, ())

    def tokens(self, ingredient: str) -> tuple[str, ...]:
        """Return every way a table may name an ingredient: by itself first, then by its groups."""
        return (ingredient, *(f"@{name}" for name in self.groups_of(ingredient)))

    def level(self, load: str, ingredient: str) -> int:
        """Return how strongly an ingredient carries a load, from 0 to 3; 0 also where nothing is written."""
        return self.loads(ingredient).get(load, 0)

    def loads(self, ingredient: str) -> dict[str, int]:
        """Return every load of an ingredient with its level."""
        found = self._loads.get(ingredient)
        if found is None:
            found = {row["load"]: int(row["level"]) for row in reversed(self.of("loads", ingredient))}
            self._loads[ingredient] = found
        return found

    @cached_property
    def _loads(self) -> dict[str, dict[str, int]]:
        return {}

    @cached_property
    def conditions(self) -> tuple[Row, ...]:
        """Return the condition names: key, words, ICD-10-CM beginnings."""
        return tuple(self._written_under("condition_names", "rows"))

    def in_plain_words(self, condition: str) -> str:
        """Return what a patient is told of a condition, so that it reads well after "because of".

        >>> from brownbag.clinical import knowledge
        >>> knowledge.load().facts.in_plain_words("hypertension")
        'high blood pressure'
        """
        return self._plain[condition]

    @cached_property
    def _plain(self) -> dict[str, str]:
        return {row["condition"]: row["plain"] for row in self.conditions}

    @cached_property
    def tests(self) -> tuple[Row, ...]:
        """Return the test names: key, LOINC codes, words, usual unit."""
        return tuple(self._written_under("test_names", "rows"))

    def knows(self, ingredient: str) -> bool:
        """Whether any table says something about an ingredient itself."""
        return ingredient in self._known

    @property
    def ingredients(self) -> frozenset[str]:
        """Return every ingredient about which any table says something."""
        return self._known

    @cached_property
    def _known(self) -> frozenset[str]:
        named: set[str] = set()
        for topic in self._packed:
            if topic not in NAME_LISTS:
                named.update(name for name in self._packed[topic] if not name.startswith("@"))
        return frozenset(named)

    @cached_property
    def _groups_by_member(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, list[str]] = {}
        for name in sorted(self._groups):
            for member in self._groups[name]["members"]:
                found.setdefault(member, []).append(name)
        return {member: tuple(names) for member, names in found.items()}

    @cached_property
    def _firsts(self) -> Mapping[str, list[str]]:
        return firsts_by_second(self.of_topic("pairs")) if self._turned is None else self._turned

    def _joined(self, topic: str, ingredient: str) -> tuple[Row, ...]:
        return tuple(row for token in self.tokens(ingredient) for row in self._written_under(topic, token))

    def _written_under(self, topic: str, name: str) -> list[Row]:
        rows = self._unpacked.get((topic, name))
        if rows is None:
            rows = json.loads(self._packed.get(topic, {}).get(name, "[]"))
            self._unpacked[(topic, name)] = rows
        return rows


def pack(rows: Mapping[str, Iterable[Row]]) -> dict[str, str]:
    """Return the rows of a topic as texts, each unpacked by itself; they hold no line end and no tab."""
    return {
        name: json.dumps(list(rows[name]), sort_keys=True, separators=(",", ":")) for name in sorted(rows)
    }


def firsts_by_second(pairs: Mapping[str, Iterable[Row]]) -> dict[str, list[str]]:
    """Return for the second of each known pair the names under which its rows are written."""
    found: dict[str, list[str]] = {}
    for first, row in _each(pairs):
        found.setdefault(row["second"], []).append(first)
    return found


def _each(rows: Mapping[str, Iterable[Row]]) -> Iterator[tuple[str, Row]]:
    return ((name, row) for name in sorted(rows) for row in rows[name])
