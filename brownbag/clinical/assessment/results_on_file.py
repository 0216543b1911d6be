"""The results of a record by the tests that the tables name: the newest of each."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import lru_cache

from brownbag.clinical.knowledge.facts import Facts
from brownbag.clinical.person.record import Observation
from brownbag.clinical.vocabulary.text import words_of

_PRESSURE = re.compile(r"(\d{2,3})\s*/\s*(\d{2,3})(?:\s*mm\s?\[?Hg\]?)?", re.IGNORECASE)


def newest_by_test(observations: Iterable[Observation], facts: Facts) -> dict[str, Observation]:
    """Return the newest result of each test, found by its code, else by words of its name."""
    by_code, by_name = _tests_of(facts)
    found: dict[str, Observation] = {}
    for each in sorted(observations, key=_oldest_first):
        for test in by_code.get(each.loinc or "") or _tests_named(each.name, by_name):
            found[test] = each
    return found


def newest_by_code(observations: Iterable[Observation]) -> dict[str, Observation]:
    """Return the newest result under each LOINC code."""
    found: dict[str, Observation] = {}
    for each in sorted(observations, key=_oldest_first):
        if each.loinc:
            found[each.loinc] = each
    return found


def parted(each: Observation) -> tuple[Observation, ...]:
    """Return a blood pressure written as "162/94" as its two values; everything else as it is."""
    found = _PRESSURE.fullmatch(each.said.strip()) if each.value is None else None
    if found is None:
        return (each,)
    return tuple(
        replace(each, name=name, value=Decimal(value), said="", loinc=code, unit="mm[Hg]")
        for name, value, code in (
            ("Systolic blood pressure", found[1], "8480-6"),
            ("Diastolic blood pressure", found[2], "8462-4"),
        )
    )


@lru_cache(maxsize=4)
def titles_of_tests(facts: Facts) -> dict[str, str]:
    """Return the words for a test, by code and by name; a code of several tests is called by the narrowest."""
    found: dict[str, str] = {}
    for row in sorted(facts.tests, key=lambda row: -len(row["loincs"])):
        title = row["words"].split(";")[0].strip()
        found |= {code.strip(): title for code in row["loincs"].split(";")} | {f"key:{row['test']}": title}
    return found


@lru_cache(maxsize=4)
def _tests_of(facts: Facts) -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
    """Return the tests by code and by name: one count of the blood may stand for several."""
    by_code: dict[str, list[str]] = {}
    by_name: dict[str, list[str]] = {}
    for row in facts.tests:
        for code in row["loincs"].split(";"):
            by_code.setdefault(code.strip(), []).append(row["test"])
        for name in row["words"].split(";"):
            by_name.setdefault(" ".join(words_of(name)), []).append(row["test"])
    return (
        {code: tuple(tests) for code, tests in by_code.items()},
        {name: tuple(tests) for name, tests in by_name.items()},
    )


def _tests_named(name: str, by_name: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    words = words_of(name)
    for size in range(min(len(words), 4), 0, -1):
        for first in range(len(words) - size + 1):
            tests = by_name.get(" ".join(words[first : first + size]))
            if tests:
                return tests
    return ()


def _oldest_first(each: Observation) -> tuple[date, str, str, str]:
    return (each.on or date.min, each.name, str(each.value), each.said)
