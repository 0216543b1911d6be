"""A name for what a release says: it changes when the meaning of a file does, not when a file is moved or touched."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

# Of a rule or a mechanism these try it out; they do not say anything to anyone.
NOT_MEANING = frozenset({"examples"})


def content_hash(meaning: Mapping[str, Any]) -> str:
    """Return the hash of everything a release says, in an order of its own.

    >>> one = {"rules": [], "mechanisms": {}, "sources": {}, "facts": {}, "groups": {"x": {"members": ["a", "b"]}}}
    >>> other = {**one, "groups": {"x": {"members": ["b", "a"]}}}
    >>> content_hash(one) == content_hash(other)
    True
    """
    ordered = {
        "rules": sorted((_said(rule) for rule in meaning["rules"]), key=lambda rule: str(rule["rule"])),
        "mechanisms": {name: _said(given) for name, given in meaning["mechanisms"].items()},
        "groups": {
            name: {**group, "members": sorted(group["members"])} for name, group in meaning["groups"].items()
        },
        "sources": meaning["sources"],
        "facts": {topic: _rows(packed) for topic, packed in meaning["facts"].items()},
    }
    return hashlib.sha256(_text(ordered).encode()).hexdigest()


def _said(given: Mapping[str, Any]) -> dict[str, Any]:
    return {heading: value for heading, value in given.items() if heading not in NOT_MEANING}


def _rows(by_name: Mapping[str, str]) -> dict[str, list[str]]:
    return {name: sorted(map(_text, json.loads(rows))) for name, rows in by_name.items()}


def _text(value: Any) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
