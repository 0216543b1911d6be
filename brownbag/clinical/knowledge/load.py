"""Read the knowledge base: files for authors, one compiled file for the running system."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import yaml

from brownbag.clinical.knowledge.schema import problems_in_rule

BASE = Path(__file__).resolve().parents[2] / "knowledge_base"
COMPILED = BASE / "compiled" / "knowledge.json"
FOLDERS = ("sources", "drug_groups", "interactions", "cautions")
RULE_FOLDERS = ("interactions", "cautions")


class KnowledgeError(ValueError):
    """A file of the knowledge base does not fit; the message names file and line."""


@dataclass(frozen=True)
class Knowledge:
    """One release of the knowledge base."""

    release: str
    sources: dict[str, dict[str, str]]
    groups: dict[str, dict[str, Any]]
    rules: tuple[dict[str, Any], ...]

    def members(self, names: tuple[str, ...] | list[str]) -> frozenset[str]:
        """Return the ingredients that a list of ingredients and @groups stands for."""
        found: set[str] = set()
        for name in names:
            found.update(self.groups[name[1:]]["members"] if name.startswith("@") else [name])
        return frozenset(found)

    @cached_property
    def ingredients_with_rules(self) -> frozenset[str]:
        """Return every ingredient about which at least one rule speaks."""
        lists = [rule["when"].get(key, []) for rule in self.rules for key in ("takes", "with", "and_with")]
        return frozenset().union(*(self.members(names) for names in lists))


@lru_cache(maxsize=1)
def load() -> Knowledge:
    """Return the knowledge base; it is compiled anew when a file has changed."""
    fingerprint = _fingerprint()
    if COMPILED.exists():
        kept = json.loads(COMPILED.read_text(encoding="utf-8"))
        if kept["fingerprint"] == fingerprint:
            return _knowledge(kept)
    return compile_files(fingerprint)


def compile_files(fingerprint: str = "") -> Knowledge:
    """Read and check every file and write the compiled release.

    Raises KnowledgeError with one sentence for each thing that does not fit.
    """
    problems = check()
    if problems:
        raise KnowledgeError("\n".join(problems))
    compiled = {
        "fingerprint": fingerprint or _fingerprint(),
        "release": (BASE / "release.txt").read_text(encoding="utf-8").strip(),
        "sources": {path.stem: _read(path) for path in _paths("sources")},
        "groups": _groups(),
        "rules": [rule for folder in RULE_FOLDERS for rule in _rules(folder) if rule["status"] == "active"],
    }
    _write(compiled)
    return _knowledge(compiled)


def check() -> list[str]:
    """Return a sentence for every file, heading or name that does not fit."""
    found: list[str] = []
    sources = {path.stem for path in _paths("sources")}
    groups = _groups()
    for folder in RULE_FOLDERS:
        for path in _paths(folder):
            found += _problems_in(path, sources, groups)
    return found


def _problems_in(path: Path, sources: set[str], groups: dict[str, dict[str, Any]]) -> list[str]:
    name = f"{path.parent.name}/{path.name}"
    try:
        rule = _read(path)
    except (KnowledgeError, yaml.YAMLError) as fault:
        return [f"{name}: {fault}"]
    found = problems_in_rule(name, rule, sources)
    if not found and rule["rule"] != path.stem:
        found.append(f"{name}: the rule is called “{rule['rule']}”; expected the file's name.")
    named = [
        each for key in ("takes", "with", "and_with", "without") for each in rule.get("when", {}).get(key, [])
    ]
    unknown = [each for each in named if each.startswith("@") and each[1:] not in groups]
    return found + [f"{name}: the group “{each}” is not in drug_groups/." for each in unknown]


def _knowledge(compiled: dict[str, Any]) -> Knowledge:
    return Knowledge(compiled["release"], compiled["sources"], compiled["groups"], tuple(compiled["rules"]))


def _write(compiled: dict[str, Any]) -> None:
    try:
        COMPILED.parent.mkdir(exist_ok=True)
        draft = COMPILED.with_suffix(".draft")
        draft.write_text(json.dumps(compiled, sort_keys=True), encoding="utf-8")
        draft.replace(COMPILED)
    except OSError:
        return  # an installation that cannot be written to works from the files each time


def _paths(folder: str) -> Iterator[Path]:
    return iter(sorted((BASE / folder).glob("*.yaml")))


def _fingerprint() -> str:
    seen = [
        f"{path.name} {path.stat().st_size} {path.stat().st_mtime_ns}"
        for folder in FOLDERS
        for path in _paths(folder)
    ]
    return hashlib.sha256("\n".join(seen).encode()).hexdigest()


def _groups() -> dict[str, dict[str, Any]]:
    return {name: group for path in _paths("drug_groups") for name, group in _read(path).items()}


def _rules(folder: str) -> Iterator[dict[str, Any]]:
    return (_read(path) for path in _paths(folder))


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
