"""Kinds of medicine of which two at once are rarely meant."""

from __future__ import annotations

from functools import cache

from brownbag.clinical.knowledge.load import load
from brownbag.clinical.knowledge.loaded import BASE, Knowledge


@cache
def _names() -> tuple[str, ...]:
    lines = (BASE / "rarely_two.txt").read_text(encoding="utf-8").splitlines()
    return tuple(line.strip() for line in lines if line.strip() and not line.startswith("#"))


def rarely_two(knowledge: Knowledge | None = None) -> dict[str, frozenset[str]]:
    """Return the ingredients of each kind of which two are rarely meant, by its name in words.

    >>> "simvastatin" in rarely_two()["statins"]
    True
    """
    groups = (knowledge or load()).groups
    return {groups[name]["title"]: frozenset(groups[name]["members"]) for name in _names()}
