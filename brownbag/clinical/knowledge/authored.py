"""The files that people write: rules, mechanisms, groups, sources and tables, read and checked."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import yaml

from brownbag.clinical.knowledge.content import content_hash
from brownbag.clinical.knowledge.devices import problems_in_device
from brownbag.clinical.knowledge.errors import KnowledgeError
from brownbag.clinical.knowledge.facts import pack
from brownbag.clinical.knowledge.loaded import BASE, NAME_LISTS, RULE_FOLDERS, SHAPE
from brownbag.clinical.knowledge.mechanisms import problems_in_mechanism
from brownbag.clinical.knowledge.schema import problems_in_rule
from brownbag.clinical.knowledge.tables import (
    Known,
    Line,
    compiled_tables,
    disagreements,
    lines_of,
    problems_in_tables,
    unknown_names,
)

UNREADABLE = (KnowledgeError, UnicodeDecodeError, yaml.YAMLError)
ProblemsIn = Callable[[str, dict[str, Any], set[str]], list[str]]
# Year, month and number of the release in that month.
RELEASE = re.compile(r"\d{4}\.(?:[1-9]|1[0-2])\.\d{1,3}")


def checks() -> list[Line]:
    """Return the checks that rest on no fact about a medicine; their words stand in the program."""
    return lines_of(BASE / "checks.csv", "checks.csv")[1]


def compiled_from(base: Path) -> dict[str, Any]:
    """Return what the files under a folder say, checked, with the number and the content hash of the release.

    Raises KnowledgeError with one sentence for each thing that does not fit.
    """
    problems = refused(base)
    if problems:
        raise KnowledgeError("\n".join(problems))
    meaning = {
        "release": _release_number(base),
        "sources": {path.stem: _named(path) for path in _paths("sources", base)},
        "groups": _groups(base),
        "rules": [rule for folder in RULE_FOLDERS for rule in _active(folder, base)],
        "facts": _packed_facts(base),
        "mechanisms": {rule["mechanism"]: rule for rule in _active("mechanisms", base)},
        "devices": {path.stem: _read(path) for path in _paths("devices", base)},
    }
    return {"shape": SHAPE, "content": content_hash(meaning), **meaning}


def entered_twice(base: Path = BASE) -> list[str]:
    """Return a sentence for every fact on which two files disagree, to be looked up."""
    return disagreements(base / "facts")


def names_to_come(base: Path = BASE) -> list[str]:
    """Return a sentence for every ingredient of the tables and groups that the vocabulary does not know yet."""
    return unknown_names(base / "facts", _groups(base))


def refused(base: Path = BASE) -> list[str]:
    """Return a sentence for every file, heading, value or name that keeps the files from being compiled."""
    groups, known = _groups(base), names_known(base)
    found = _groups_twice(base)
    if not RELEASE.fullmatch(_release_number(base)):
        found.append(f"release.txt: found “{_release_number(base)}”; expected a number such as 2026.11.1.")
    sources = set(known.sources)
    for folder in RULE_FOLDERS:
        for path in _paths(folder, base):
            found += _problems_in_rule(path, sources, groups)
    for path in _paths("mechanisms", base):
        found += _problems_in_one(path, "mechanism", problems_in_mechanism, sources)
    for path in _paths("devices", base):
        found += _problems_in_one(path, "device", problems_in_device, sources)
    return found + problems_in_tables(base / "facts", known)


def names_known(base: Path = BASE) -> Known:
    """Return the sources, groups, conditions and tests that the files under a folder may name."""
    return Known(
        frozenset(path.stem for path in _paths("sources", base)),
        frozenset(_groups(base)),
        frozenset(_first_column("condition_names", base)),
        frozenset(_first_column("test_names", base)),
    )


def _release_number(base: Path) -> str:
    return (base / "release.txt").read_text(encoding="utf-8").strip()


def _groups_twice(base: Path) -> list[str]:
    first: dict[str, str] = {}
    found = []
    for path in _paths("drug_groups", base):
        for name in _named(path):
            if name in first:
                found.append(f"drug_groups/{path.name}: the group “{name}” stands already in {first[name]}.")
            first.setdefault(name, path.name)
    return found


def _first_column(name: str, base: Path) -> list[str]:
    header, lines = lines_of(base / "facts" / f"{name}.csv", f"facts/{name}.csv")
    return [line.row[header[0]] for line in lines]


def _packed_facts(base: Path) -> dict[str, dict[str, str]]:
    """Return the rows of each topic as texts by name, so that a running system unpacks only what it asks for."""
    topics: dict[str, Any] = dict(compiled_tables(base / "facts"))
    for name in NAME_LISTS:
        _, lines = lines_of(base / "facts" / f"{name}.csv", f"facts/{name}.csv")
        topics[name] = {"rows": [line.row for line in lines]}
    return {name: pack(rows) for name, rows in topics.items()}


def _problems_in_one(path: Path, kind: str, problems_in: ProblemsIn, sources: set[str]) -> list[str]:
    """Return a sentence for everything in the file of one mechanism or device that does not fit."""
    name = f"{path.parent.name}/{path.name}"
    try:
        given = _read(path)
    except UNREADABLE as fault:
        return [f"{name}: {fault}"]
    found = problems_in(name, given, sources)
    if not found and given[kind] != path.stem:
        found.append(f"{name}: the {kind} is called “{given[kind]}”; expected the file's name.")
    return found


def _problems_in_rule(path: Path, sources: set[str], groups: dict[str, dict[str, Any]]) -> list[str]:
    found = _problems_in_one(path, "rule", problems_in_rule, sources)
    if found:
        return found
    when = _read(path)["when"]
    named = [each for key in ("takes", "with", "and_with", "without") for each in when.get(key, [])]
    unknown = [each for each in named if each.startswith("@") and each[1:] not in groups]
    return [f"{path.parent.name}/{path.name}: the group “{each}” is not in drug_groups/." for each in unknown]


def _paths(folder: str, base: Path = BASE) -> Iterator[Path]:
    return iter(sorted((base / folder).glob("*.yaml")))


def _groups(base: Path = BASE) -> dict[str, dict[str, Any]]:
    return {name: group for path in _paths("drug_groups", base) for name, group in _named(path).items()}


def _active(folder: str, base: Path) -> Iterator[dict[str, Any]]:
    return (rule for rule in map(_read, _paths(folder, base)) if rule["status"] == "active")


def _named(path: Path) -> dict[str, Any]:
    try:
        return _read(path)
    except UNREADABLE as fault:
        raise KnowledgeError(f"{path.parent.name}/{path.name}: {fault}") from None


def _read(path: Path) -> dict[str, Any]:
    found = yaml.load(path.read_text(encoding="utf-8"), Loader=_OneOfEach)
    if not isinstance(found, dict):
        raise KnowledgeError("expected headings with values.")
    return found


class _OneOfEach(yaml.CBaseLoader):
    """Keep every value as text, and refuse a heading that is written twice."""


def _mapping(loader: _OneOfEach, node: yaml.MappingNode) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key = key_node.value
        if key in found:
            raise KnowledgeError(
                f"line {key_node.start_mark.line + 1}: the heading “{key}” is written twice."
            )
        found[key] = loader.construct_object(value_node, deep=True)
    return found


_OneOfEach.add_constructor("tag:yaml.org,2002:map", _mapping)
