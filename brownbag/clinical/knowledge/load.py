"""Read the knowledge base: files for authors, one compiled file for the running system."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import yaml

from brownbag.clinical.knowledge.content import content_hash
from brownbag.clinical.knowledge.devices import problems_in_device
from brownbag.clinical.knowledge.errors import KnowledgeError
from brownbag.clinical.knowledge.facts import Facts, firsts_by_second, pack
from brownbag.clinical.knowledge.mechanisms import problems_in_mechanism
from brownbag.clinical.knowledge.overlay import LocalChange, Named, read_overlay
from brownbag.clinical.knowledge.pair_names import pair_name
from brownbag.clinical.knowledge.schema import problems_in_rule
from brownbag.clinical.knowledge.tables import (
    Known,
    Line,
    compiled_tables,
    disagreements,
    lines_of,
    problems_in_tables,
    unknown_names,
    vocabulary_names,
)

BASE = Path(__file__).resolve().parents[2] / "knowledge_base"
COMPILED = BASE / "compiled" / "knowledge.jsonl"
FOLDERS = ("sources", "drug_groups", "interactions", "cautions", "mechanisms", "devices")
RULE_FOLDERS = ("interactions", "cautions")
NAME_LISTS = ("condition_names", "test_names")
UNREADABLE = (KnowledgeError, UnicodeDecodeError, yaml.YAMLError)
ProblemsIn = Callable[[str, dict[str, Any], set[str]], list[str]]
# Part of the fingerprint: raise it when the compiled file changes its shape.
SHAPE = "7"
# Year, month and number of the release in that month.
RELEASE = re.compile(r"\d{4}\.(?:[1-9]|1[0-2])\.\d{1,3}")


@dataclass(frozen=True, eq=False)
class Knowledge:
    """One release of the knowledge base.

    `overlay` holds every local change; `changes` those that `in_force` has put into effect for a day.
    """

    release: str
    sources: dict[str, dict[str, str]]
    groups: dict[str, dict[str, Any]]
    rules: tuple[dict[str, Any], ...]
    facts: Facts
    mechanisms: dict[str, dict[str, Any]]
    content: str = ""
    devices: dict[str, dict[str, Any]] = field(default_factory=dict)
    overlay: tuple[LocalChange, ...] = ()
    changes: tuple[LocalChange, ...] = ()

    def members(self, names: tuple[str, ...] | list[str]) -> frozenset[str]:
        """Return the ingredients that a list of ingredients and @groups stands for."""
        key = tuple(names)
        kept = self._members.get(key)
        if kept is None:
            found: set[str] = set()
            for name in names:
                found.update(self.groups[name[1:]]["members"] if name.startswith("@") else [name])
            kept = self._members[key] = frozenset(found)
        return kept

    @cached_property
    def _members(self) -> dict[tuple[str, ...], frozenset[str]]:
        return {}

    @cached_property
    def ingredients_with_rules(self) -> frozenset[str]:
        """Return every ingredient about which at least one rule speaks."""
        lists = [rule["when"].get(key, []) for rule in self.rules for key in ("takes", "with", "and_with")]
        return frozenset().union(*(self.members(names) for names in lists))


@lru_cache(maxsize=1)
def load() -> Knowledge:
    """Return the knowledge base with the local changes; it is compiled anew when a file has changed."""
    return with_local_changes(_compiled())


_overlay: list[Path] = []


def use_overlay(path: Path | None) -> None:
    """Let the release be changed by the local changes of a file or folder, or no longer by any."""
    _overlay[:] = [path] if path else []
    load.cache_clear()


def with_local_changes(knowledge: Knowledge) -> Knowledge:
    """Return a release with the local changes that are in use; those that do not fit it are refused."""
    return replace(knowledge, overlay=overlay_of(knowledge, _overlay[0])) if _overlay else knowledge


def overlay_of(knowledge: Knowledge, path: Path) -> tuple[LocalChange, ...]:
    """Return the local changes of a file or folder; what does not fit the release is refused."""
    rules = {rule["rule"] for rule in knowledge.rules} | knowledge.mechanisms.keys()
    pairs = knowledge.facts.of_topic("pairs")
    rules |= {line.row["check"] for line in checks()}
    known = {pair_name(first, row["second"]) for first, rows in pairs.items() for row in rows}
    ingredients = knowledge.facts.ingredients | vocabulary_names()
    return read_overlay(path, Named(frozenset(rules | known), frozenset(knowledge.groups), ingredients))


def checks() -> list[Line]:
    """Return the checks that rest on no fact about a medicine; their words stand in the program."""
    return lines_of(BASE / "checks.csv", "checks.csv")[1]


def _compiled() -> Knowledge:
    fingerprint = _fingerprint()
    kept = _kept()
    return knowledge_of(kept) if kept.get("fingerprint") == fingerprint else compile_files(fingerprint)


def _kept() -> dict[str, Any]:
    """Return what was compiled before, or nothing where there is none or the file is damaged."""
    try:
        return _unpacked(COMPILED.read_bytes().decode())
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def compile_files(fingerprint: str = "") -> Knowledge:
    """Read and check every file and write the compiled release.

    Raises KnowledgeError with one sentence for each thing that does not fit.
    """
    compiled = {"fingerprint": fingerprint or _fingerprint(), **compiled_from(BASE)}
    _write(compiled)
    return knowledge_of(compiled)


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


def check() -> list[str]:
    """Return a sentence for every file, heading, value or name that does not fit."""
    return refused()


def entered_twice() -> list[str]:
    """Return a sentence for every fact on which two files disagree, to be looked up."""
    return disagreements(BASE / "facts")


def names_to_come() -> list[str]:
    """Return a sentence for every ingredient of the tables and groups that the vocabulary does not know yet."""
    return unknown_names(BASE / "facts", _groups())


def refused(base: Path = BASE) -> list[str]:
    """Return a sentence for everything that keeps the files from being compiled."""
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


def knowledge_of(compiled: dict[str, Any]) -> Knowledge:
    """Return a compiled release as what the system runs on."""
    return Knowledge(
        compiled["release"],
        compiled["sources"],
        compiled["groups"],
        tuple(compiled["rules"]),
        Facts(compiled["facts"], compiled["groups"], compiled.get("turned")),
        compiled["mechanisms"],
        compiled["content"],
        compiled["devices"],
    )


def _packed(compiled: dict[str, Any]) -> str:
    """Return one line of JSON for the release and one for each topic: names and rows in turn, told apart by tabs."""
    facts = compiled["facts"]
    pairs = {name: json.loads(rows) for name, rows in facts["pairs"].items()}
    head = {name: value for name, value in compiled.items() if name != "facts"}
    head |= {"topics": sorted(facts), "turned": firsts_by_second(pairs)}
    lines = ["\t".join(part for pair in facts[name].items() for part in pair) for name in head["topics"]]
    return "\n".join([json.dumps(head, sort_keys=True), *lines])


def _unpacked(text: str) -> dict[str, Any]:
    first, *lines = text.split("\n")
    kept: dict[str, Any] = json.loads(first)
    parts = (line.split("\t") if line else [] for line in lines)
    topics = (dict(zip(each[::2], each[1::2], strict=True)) for each in parts)
    kept["facts"] = dict(zip(kept["topics"], topics, strict=True))
    return kept


def _write(compiled: dict[str, Any]) -> None:
    try:
        COMPILED.parent.mkdir(exist_ok=True)
        draft = COMPILED.with_suffix(".draft")
        draft.write_text(_packed(compiled), encoding="utf-8")
        draft.replace(COMPILED)
    except OSError:
        return  # an installation that cannot be written to works from the files each time


def _paths(folder: str, base: Path = BASE) -> Iterator[Path]:
    return iter(sorted((base / folder).glob("*.yaml")))


def _tables() -> list[Path]:
    return sorted((BASE / "facts").glob("**/*.csv"))


def _fingerprint() -> str:
    paths = [path for folder in FOLDERS for path in _paths(folder)]
    paths += [*_tables(), BASE / "release.txt"]
    seen = [f"{path} {path.stat().st_size} {path.stat().st_mtime_ns}" for path in paths]
    return hashlib.sha256("\n".join([SHAPE, *seen]).encode()).hexdigest()


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
