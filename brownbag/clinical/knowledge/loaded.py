"""A release of the knowledge base as the system runs on it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from brownbag.clinical.knowledge.facts import Facts
from brownbag.clinical.knowledge.local_change import LocalChange

BASE = Path(__file__).resolve().parents[2] / "knowledge_base"
FOLDERS = ("sources", "drug_groups", "interactions", "cautions", "mechanisms", "devices")
RULE_FOLDERS = ("interactions", "cautions")
NAME_LISTS = ("condition_names", "test_names")
# Part of the fingerprint: raise it when the compiled file changes its shape.
SHAPE = "8"


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
