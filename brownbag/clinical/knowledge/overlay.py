"""What one practice does otherwise than the release, each change with an owner, a reason and a last day.

A change switches a rule or a pair off, grades it otherwise, or adds a pair. Files are YAML (a list) or CSV;
both have the same headings.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from brownbag.clinical.knowledge.authored import checks
from brownbag.clinical.knowledge.errors import KnowledgeError
from brownbag.clinical.knowledge.loaded import Knowledge
from brownbag.clinical.knowledge.local_change import ADD, GRADE, GRADED, OFF, LocalChange
from brownbag.clinical.knowledge.pair_names import pair_name
from brownbag.clinical.knowledge.tables import lines_of, vocabulary_names
from brownbag.clinical.knowledge.topics import SEVERITIES, TOPICS, URGENCIES, YES_NO

WORDS = ("effect", "why", "suggest", "alternatives", "ask_prescriber", "say_to_patient")
ALWAYS = ("change", "owner", "reason", "expires")
HEADINGS = ("change", "rule", "first", "second", *GRADED, *WORDS, "owner", "reason", "expires")
MAY_HAVE = {
    OFF: {"rule", "first", "second"},
    GRADE: {"rule", "first", "second", *GRADED},
    ADD: {"first", "second", *GRADED, *WORDS},
}
ADD_NEEDS = ("first", "second", *GRADED, "effect", "why", "suggest", "say_to_patient")
CLOSED = {
    "change": frozenset(MAY_HAVE),
    "severity": SEVERITIES,
    "urgency": URGENCIES,
    "interrupts": YES_NO,
    "effect": TOPICS["pairs"].closed["effect"],
}


@dataclass(frozen=True)
class Named:
    """The names that a change may use."""

    rules: frozenset[str]
    groups: frozenset[str]
    ingredients: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Given:
    """An entry as it was written."""

    at: str
    values: Mapping[str, Any]


def overlay_of(knowledge: Knowledge, path: Path) -> tuple[LocalChange, ...]:
    """Return the local changes of a file or folder; what does not fit the release is refused."""
    rules = {rule["rule"] for rule in knowledge.rules} | knowledge.mechanisms.keys()
    pairs = knowledge.facts.of_topic("pairs")
    rules |= {line.row["check"] for line in checks()}
    known = {pair_name(first, row["second"]) for first, rows in pairs.items() for row in rows}
    ingredients = knowledge.facts.ingredients | vocabulary_names()
    return read_overlay(path, Named(frozenset(rules | known), frozenset(knowledge.groups), ingredients))


def read_overlay(path: Path, named: Named) -> tuple[LocalChange, ...]:
    """Return the changes in a file, or in every YAML and CSV file of a folder.

    Raises KnowledgeError with a sentence, with file and line, for each thing that does not fit.
    """
    if not path.exists():
        raise KnowledgeError(f"BROWNBAG_OVERLAY: {path} does not exist; expected a file or a folder.")
    files = sorted(each for each in path.iterdir() if each.suffix in READERS) if path.is_dir() else [path]
    given = [entry for file in files for entry in _entries(file)]
    problems = [sentence for entry in given for sentence in _problems(entry, named)] + _twice(given)
    if problems:
        raise KnowledgeError("\n".join(problems))
    return tuple(_change(entry) for entry in given)


def _entries(file: Path) -> Iterator[_Given]:
    if file.suffix not in READERS:
        raise KnowledgeError(f"{file.name}: expected a file that ends in {', '.join(sorted(READERS))}.")
    try:
        yield from READERS[file.suffix](file)
    except (OSError, UnicodeDecodeError, csv.Error, yaml.YAMLError) as fault:
        said = " ".join(str(fault).split())
        raise KnowledgeError(f"{file.name}: the file cannot be read ({said}).") from None


def _from_csv(file: Path) -> Iterator[_Given]:
    header, lines = lines_of(file, file.name)
    unknown = [column for column in header if column not in HEADINGS]
    if unknown:
        said = f"expected {','.join(HEADINGS)}"
        raise KnowledgeError(f"{file.name}, line 1: unknown column “{unknown[0]}”; {said}.")
    for line in lines:
        yield _Given(line.at, {heading: value for heading, value in line.row.items() if value})


def _from_yaml(file: Path) -> Iterator[_Given]:
    """Read the list by its nodes, so that each entry keeps its line."""
    loader = yaml.SafeLoader(file.read_text(encoding="utf-8-sig"))
    try:
        root = loader.get_single_node()
    finally:
        loader.dispose()
    if root is None:
        return
    if not isinstance(root, yaml.SequenceNode):
        raise KnowledgeError(f"{file.name}, line 1: expected a list, each entry beginning with “- change:”.")
    for node in root.value:
        at = f"{file.name}, line {node.start_mark.line + 1}"
        if not isinstance(node, yaml.MappingNode):
            raise KnowledgeError(f"{at}: expected headings with values.")
        yield _Given(at, _headings(node, file))


def _headings(node: yaml.MappingNode, file: Path) -> dict[str, str]:
    found: dict[str, str] = {}
    for key, value in node.value:
        at = f"{file.name}, line {key.start_mark.line + 1}"
        if not isinstance(value, yaml.ScalarNode):
            raise KnowledgeError(f"{at}: {key.value} holds more than one value; expected words.")
        if key.value in found:
            raise KnowledgeError(f"{at}: the heading “{key.value}” is written twice.")
        found[key.value] = " ".join(value.value.split())
    return found


READERS = {".csv": _from_csv, ".yaml": _from_yaml, ".yml": _from_yaml}


def _problems(entry: _Given, named: Named) -> Iterator[str]:
    values = entry.values
    for heading in values:
        if heading not in HEADINGS:
            yield f"{entry.at}: unknown heading “{heading}”; expected {', '.join(HEADINGS)}."
    for heading in ALWAYS:
        if not values.get(heading):
            yield f"{entry.at}: {heading} is missing; every change has an owner, a reason and a last day."
    for heading, words in CLOSED.items():
        if values.get(heading) and values[heading] not in words:
            some = ", ".join(sorted(words)[:8])
            yield f"{entry.at}: {heading} is “{values[heading]}”; expected one of {some}."
    if values.get("expires") and _day(values["expires"]) is None:
        yield f"{entry.at}: expires is “{values['expires']}”; expected a day such as 2027-03-31."
    if values.get("change") in MAY_HAVE:
        yield from _of_kind(entry, values["change"])
    yield from _unknown(entry, named)


def _of_kind(entry: _Given, change: str) -> Iterator[str]:
    values = entry.values
    for heading in HEADINGS:
        if values.get(heading) and heading not in MAY_HAVE[change] and heading not in ALWAYS:
            yield f"{entry.at}: {heading} has no place in a change “{change}”."
    if change == ADD:
        missing = [heading for heading in ADD_NEEDS if not values.get(heading)]
        if missing:
            yield f"{entry.at}: {', '.join(missing)} missing; an added pair has no words but its own."
    elif bool(values.get("rule")) == bool(values.get("first") and values.get("second")):
        yield f"{entry.at}: expected either rule, or first and second."
    if change == GRADE and not any(values.get(heading) for heading in GRADED):
        yield f"{entry.at}: nothing is graded; expected {', '.join(GRADED)} or one of them."


def _unknown(entry: _Given, named: Named) -> Iterator[str]:
    rule = entry.values.get("rule", "")
    if rule and rule not in named.rules:
        yield f"{entry.at}: no rule, mechanism or known pair is called “{rule}”; `brownbag knowledge coverage` lists them."
    for heading in ("first", "second"):
        name = entry.values.get(heading, "")
        if name.startswith("@") and name[1:] not in named.groups:
            yield f"{entry.at}: the group “{name}” is not in drug_groups/."
        elif name and not name.startswith("@") and name not in named.ingredients:
            yield f"{entry.at}: no ingredient is called “{name}”; `brownbag medicine` shows the spelling."


def _twice(given: Iterable[_Given]) -> list[str]:
    first: dict[tuple[str, ...], str] = {}
    found = []
    for entry in given:
        pair = sorted(entry.values.get(heading, "") for heading in ("first", "second"))
        key = (entry.values.get("rule", ""), *pair)
        if key in first:
            said = " ".join(part for part in key if part)
            found.append(f"{entry.at}: {said} is changed already in {first[key]}; keep one.")
        first.setdefault(key, entry.at)
    return found


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _change(entry: _Given) -> LocalChange:
    values = entry.values
    given = ((heading, values[heading]) for heading in (*GRADED, *WORDS) if values.get(heading))
    return LocalChange(
        at=entry.at,
        change=values["change"],
        owner=values["owner"],
        reason=values["reason"],
        expires=date.fromisoformat(values["expires"]),
        rule=values.get("rule", ""),
        first=values.get("first", ""),
        second=values.get("second", ""),
        given=tuple(given),
    )
