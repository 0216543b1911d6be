"""The release with the local changes that hold on a day."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Any

from brownbag.clinical.knowledge.facts import Facts, Row
from brownbag.clinical.knowledge.loaded import Knowledge
from brownbag.clinical.knowledge.local_change import ADD, GRADE, GRADED, LocalChange
from brownbag.clinical.knowledge.pair_names import pair_name

ADDED_FROM = "own_judgement"


def in_force(knowledge: Knowledge, on: date) -> Knowledge:
    """Return the release as it holds on a day: with the local changes that have not expired.

    >>> from brownbag.clinical import knowledge
    >>> release = knowledge.load()
    >>> in_force(release, date(2026, 11, 24)) is release
    True
    """
    holding = tuple(each for each in knowledge.overlay if each.expires >= on)
    return _changed(knowledge, holding) if holding else knowledge


def expired(knowledge: Knowledge, on: date) -> tuple[LocalChange, ...]:
    """Return the local changes whose last day is over; they are ignored."""
    return tuple(each for each in knowledge.overlay if each.expires < on)


@lru_cache(maxsize=8)
def _changed(knowledge: Knowledge, changes: tuple[LocalChange, ...]) -> Knowledge:
    graded = {each.rule: _grade(each) for each in changes if each.change == GRADE and each.rule}
    return replace(
        knowledge,
        release=f"{knowledge.release}+here.{_hash(changes)}",
        rules=tuple(
            {**rule, "finding": {**rule["finding"], **graded[rule["rule"]]}}
            if rule["rule"] in graded
            else rule
            for rule in knowledge.rules
        ),
        mechanisms={
            name: _regraded(given, graded[name]) if name in graded else given
            for name, given in knowledge.mechanisms.items()
        },
        facts=_facts(knowledge, changes, graded),
        changes=changes,
    )


def _grade(change: LocalChange) -> dict[str, str]:
    return {name: value for name, value in change.given if name in GRADED}


def _regraded(mechanism: dict[str, Any], grade: dict[str, str]) -> dict[str, Any]:
    return {**mechanism, "grades": [{**line, **grade} for line in mechanism["grades"]]}


def _facts(knowledge: Knowledge, changes: Iterable[LocalChange], graded: dict[str, dict[str, str]]) -> Facts:
    """Return the facts with the added pairs, and with known pairs graded as here."""
    added = [each for each in changes if each.change == ADD]
    by_first = knowledge.facts.of_topic("pairs")
    known = {pair_name(first, row["second"]) for first, rows in by_first.items() for row in rows}
    if not added and not known & graded.keys():
        return knowledge.facts
    pairs = {
        first: [{**row, **graded.get(pair_name(first, row["second"]), {})} for row in rows]
        for first, rows in by_first.items()
    }
    for change in added:
        _put(pairs, change)
    return knowledge.facts.with_topic("pairs", pairs)


def _put(pairs: dict[str, list[Row]], change: LocalChange) -> None:
    """Write an added pair in place of a row about the same two, whichever way round that is written."""
    for one, other in ((change.first, change.second), (change.second, change.first)):
        pairs[one] = [row for row in pairs.get(one, []) if row["second"] != other]
    row = {"second": change.second, **change.values, "source": ADDED_FROM, "where": change.said}
    pairs[change.first].append(row)


def _hash(changes: Iterable[LocalChange]) -> str:
    told = sorted(json.dumps([each.about, each.said, each.given]) for each in changes)
    return hashlib.sha256("\n".join(told).encode()).hexdigest()[:8]
