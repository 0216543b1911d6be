"""Two releases held side by side: what was added, removed and changed, in sentences and by medicine."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from brownbag.clinical.knowledge.content import NOT_MEANING
from brownbag.clinical.knowledge.loaded import NAME_LISTS, Knowledge
from brownbag.clinical.knowledge.topics import TOPICS, Topic

Row = Mapping[str, str]
PARTS = ("takes", "with", "and_with")
SHOWN_AT_MOST = 160


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that another release says otherwise. `about` holds the ingredients and @groups concerned."""

    kind: str
    name: str
    change: str
    about: tuple[str, ...]
    sentence: str


def differences_between(old: Knowledge, new: Knowledge) -> tuple[Difference, ...]:
    """Return everything that the new release says otherwise than the old one, rules first.

    >>> from brownbag.clinical import knowledge
    >>> release = knowledge.load()
    >>> differences_between(release, release)
    ()
    """
    return (
        *_rules(old, new),
        *_named("mechanism", old.mechanisms, new.mechanisms),
        *_facts(old, new),
        *_groups(old.groups, new.groups),
        *_named("source", old.sources, new.sources),
    )


def by_medicine(differences: Iterable[Difference]) -> dict[str, list[Difference]]:
    """Return the differences under each ingredient and @group they are about, sorted by name."""
    found: dict[str, list[Difference]] = {}
    for each in differences:
        for name in each.about:
            found.setdefault(name, []).append(each)
    return dict(sorted(found.items(), key=lambda item: item[0].lstrip("@")))


def _rules(old: Knowledge, new: Knowledge) -> Iterator[Difference]:
    before = {rule["rule"]: rule for rule in old.rules}
    after = {rule["rule"]: rule for rule in new.rules}
    yield from _named("rule", before, after)


def _named(kind: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Difference]:
    """Yield what differs between files of one kind that carry the same name."""
    for name in sorted(before.keys() | after.keys()):
        old, new = before.get(name), after.get(name)
        about = _about(new or old or {})
        if old is None:
            yield Difference(kind, name, "added", about, f"The {kind} {name} is new{_title(new)}.")
        elif new is None:
            yield Difference(kind, name, "removed", about, f"The {kind} {name} is gone{_title(old)}.")
        else:
            about = tuple(dict.fromkeys([*_about(old), *about]))
            for heading, one, other in _changed(old, new):
                said = f"The {kind} {name}: {heading} was {_shown(one)}, is now {_shown(other)}."
                yield Difference(kind, name, "changed", about, said)


def _about(given: Mapping[str, Any]) -> tuple[str, ...]:
    when = given.get("when") or {}
    return tuple(dict.fromkeys(name for part in PARTS for name in when.get(part, ())))


def _title(given: Mapping[str, Any] | None) -> str:
    title = str((given or {}).get("title", "")).rstrip(".")
    return f": {_shortened(title)}" if title else ""


def _changed(old: Any, new: Any, heading: str = "") -> Iterator[tuple[str, Any, Any]]:
    """Yield each heading whose value differs, with both values; nested headings are joined by a dot."""
    if isinstance(old, dict) and isinstance(new, dict):
        for key in sorted((old.keys() | new.keys()) - NOT_MEANING):
            yield from _changed(old.get(key), new.get(key), f"{heading}.{key}" if heading else key)
    elif old != new:
        yield heading, old, new


def _shown(value: Any) -> str:
    if value in (None, "", [], ()):
        return "not given"
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return f"“{_shortened(text)}”"


def _shortened(text: str) -> str:
    return text if len(text) <= SHOWN_AT_MOST else f"{text[:SHOWN_AT_MOST].rstrip()}…"


def _facts(old: Knowledge, new: Knowledge) -> Iterator[Difference]:
    for name, topic in sorted(TOPICS.items()):
        before, after = old.facts.of_topic(name), new.facts.of_topic(name)
        for ingredient in sorted(before.keys() | after.keys()):
            one, other = before.get(ingredient, []), after.get(ingredient, [])
            if one != other:
                yield from _of_ingredient(name, topic, ingredient, one, other)
    for name in NAME_LISTS:
        before, after = (_list_of_names(each, name) for each in (old, new))
        yield from _named(name.replace("_names", " name"), before, after)


def _list_of_names(knowledge: Knowledge, name: str) -> dict[str, Any]:
    rows = knowledge.facts.of_topic(name).get("rows", [])
    return {next(iter(row.values())): row for row in rows}


def _of_ingredient(
    name: str, topic: Topic, ingredient: str, before: Iterable[Row], after: Iterable[Row]
) -> Iterator[Difference]:
    old, new = (_by_key(topic, ingredient, rows) for rows in (before, after))
    for key in sorted(old.keys() | new.keys()):
        about = tuple(part for part in key if part) if topic.key == ("first", "second") else (ingredient,)
        said = f"{name}, {', '.join(part.replace('_', ' ') for part in key if part)}"
        if key not in old:
            yield Difference(name, said, "added", about, f"New in {said}: {_row(topic, new[key])}.")
        elif key not in new:
            yield Difference(name, said, "removed", about, f"Gone from {said}: {_row(topic, old[key])}.")
        else:
            for column, one, other in _changed(dict(old[key]), dict(new[key])):
                sentence = f"In {said}: {column} was {_shown(one)}, is now {_shown(other)}."
                yield Difference(name, said, "changed", about, sentence)


def _by_key(topic: Topic, ingredient: str, rows: Iterable[Row]) -> dict[tuple[str, ...], Row]:
    first = topic.columns[0]
    return {
        tuple(ingredient if column == first else row.get(column, "") for column in topic.key): row
        for row in rows
    }


def _row(topic: Topic, row: Row) -> str:
    told = [
        f"{column} {row[column]}"
        for column in topic.columns
        if row.get(column) and (column in topic.closed or column in topic.numbers)
    ]
    return ", ".join([*told, f"after {row.get('source', '')}"])


def _groups(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Difference]:
    for name in sorted(old.keys() | new.keys()):
        before = set(old.get(name, {}).get("members", ()))
        after = set(new.get(name, {}).get("members", ()))
        title = (new.get(name) or old[name])["title"]
        about = (f"@{name}", *sorted(before ^ after))
        if name not in old:
            said = f"The group {title} is new, with {_count(after)}."
            yield Difference("group", name, "added", about, said)
        elif name not in new:
            said = f"The group {title} is gone; it had {_count(before)}."
            yield Difference("group", name, "removed", about, said)
        elif before != after:
            said = f"The group {title}: {_members(after - before, before - after)}."
            yield Difference("group", name, "changed", about, said)


def _count(members: set[str]) -> str:
    return f"{len(members)} medicine{'s' * (len(members) != 1)}"


def _members(came: set[str], went: set[str]) -> str:
    told = []
    if came:
        told.append(f"now with {', '.join(sorted(came))}")
    if went:
        told.append(f"no longer with {', '.join(sorted(went))}")
    return "; ".join(told)
