"""What a file of a mechanism may hold, and the sentence for what does not fit.

A mechanism grades what the facts of two medicines, of all medicines, or of a
medicine and the person add up to, and holds the words of the finding.
"""

from __future__ import annotations

from typing import Any

from brownbag.clinical.knowledge.schema import (
    CITATION,
    FINDING,
    FINDING_NEEDS,
    REVIEW_CHECKED,
    problems_in_person,
)
from brownbag.clinical.knowledge.topics import LOADS, PATHWAYS, SEVERITIES, TOPICS, URGENCIES, YES_NO

HEADINGS = {
    "mechanism",
    "title",
    "short",
    "status",
    "kind",
    "when",
    "grades",
    "finding",
    "sources",
    "our_own_judgement",
    "examples",
    "review",
}
NEEDS = HEADINGS - {"our_own_judgement", "short"}
WHEN = {
    "load": {"load", "with_load"},
    "pathway": {"pathways", "role", "effect"},
    "sum": {"load", "from_level", "medicines"},
    "fact": {"topic"},
    "list": set(),
}
SUBSTRATE = {"minor": 1, "major": 2, "sensitive": 3}
STRENGTH = {"weak": 1, "moderate": 2, "strong": 3}
LEVELS = {"1", "2", "3"}
GRADED = {"severity", "urgency", "interrupts"}
GRADE = {
    "load": {"first": LEVELS, "second": LEVELS},
    "pathway": {"substrate": set(SUBSTRATE), "by": set(STRENGTH), "narrow": {"yes"}},
}


EXPECTED = GRADED - {"severity"} | {"expect"}
NOT_FOUND = "not found"


def problems_in_mechanism(name: str, given: dict[str, Any], sources: set[str]) -> list[str]:
    """Return a sentence for everything in a mechanism that does not fit.

    >>> problems_in_mechanism("x", {"mechansim": "qt"}, set())[0]
    'x: unknown heading “mechansim”.'
    """
    found = [f"{name}: unknown heading “{key}”." for key in sorted(given.keys() - HEADINGS)]
    found += [f"{name}: the heading “{key}” is missing." for key in sorted(NEEDS - given.keys())]
    if found:
        return found
    if given["kind"] not in WHEN:
        return [f"{name}: kind is “{given['kind']}”; expected one of {', '.join(sorted(WHEN))}."]
    found += _when(name, given["kind"], given["when"])
    for number, grade in enumerate(given["grades"], 1):
        found += _grade(f"{name}: grade {number}", given["kind"], grade)
    found += _finding(name, given["finding"])
    found += _sources(name, given["sources"], sources)
    found += _examples(name, given["kind"], given["examples"])
    if given["review"].get("status") != "drafted" and not given["review"].keys() >= REVIEW_CHECKED:
        found.append(f"{name}: review is neither “drafted” nor “checked” with a checker and two dates.")
    return found


def _when(name: str, kind: str, when: Any) -> list[str]:
    when = when or {}
    found = [f"{name}: when has the unknown heading “{key}”." for key in sorted(when.keys() - WHEN[kind])]
    for key in ("load", "with_load"):
        if key in when and when[key] not in LOADS:
            found.append(f"{name}: the load “{when[key]}” is not one of the contract.")
    unknown = [each for each in when.get("pathways", ()) if each not in PATHWAYS]
    found += [f"{name}: the pathway “{each}” is not one of the contract." for each in unknown]
    if "topic" in when and when["topic"] not in TOPICS:
        found.append(f"{name}: no table is called “{when['topic']}”.")
    return found


def _grade(name: str, kind: str, grade: dict[str, str]) -> list[str]:
    found = []
    for key, allowed in (("severity", SEVERITIES), ("urgency", URGENCIES), ("interrupts", YES_NO)):
        if grade.get(key) not in allowed:
            found.append(
                f"{name}: {key} is “{grade.get(key)}”; expected one of {', '.join(sorted(allowed))}."
            )
    if kind in GRADE:
        for key in sorted(grade.keys() - GRADED):
            if key not in GRADE[kind]:
                found.append(f"{name}: unknown heading “{key}”.")
            elif grade[key] not in GRADE[kind][key]:
                found.append(f"{name}: {key} is “{grade[key]}”; expected one of {sorted(GRADE[kind][key])}.")
    return found


def _examples(name: str, kind: str, examples: list[dict[str, Any]]) -> list[str]:
    """Two medicines of made-up levels for a load or a pathway, else a person; each with the severity to expect."""
    found = []
    for number, example in enumerate(examples, 1):
        where = f"{name}: example {number}"
        if kind in GRADE:
            unknown = sorted(example.keys() - GRADE[kind].keys() - EXPECTED)
            found += [f"{where} has the unknown heading “{heading}”." for heading in unknown]
        else:
            found += problems_in_person(where, example)
        if example.get("expect") not in {*SEVERITIES, NOT_FOUND}:
            allowed = ", ".join(sorted(SEVERITIES))
            found.append(f"{where}: expect is “{example.get('expect')}”; expected {allowed} or {NOT_FOUND}.")
    expected = {example.get("expect") for example in examples}
    if NOT_FOUND not in expected:
        found.append(f"{name}: no example has “expect: {NOT_FOUND}”.")
    if not expected & SEVERITIES:
        found.append(f"{name}: no example expects that something is found.")
    return found


def _finding(name: str, finding: dict[str, Any]) -> list[str]:
    allowed = FINDING - GRADED - {"names_only"}
    needs = FINDING_NEEDS - GRADED
    found = [f"{name}: finding has the unknown heading “{key}”." for key in sorted(finding.keys() - allowed)]
    return found + [f"{name}: finding lacks “{key}”." for key in sorted(needs - finding.keys())]


def _sources(name: str, citations: list[dict[str, str]], sources: set[str]) -> list[str]:
    found = [] if citations else [f"{name}: it names no source."]
    for citation in citations:
        for key in sorted(citation.keys() - CITATION):
            found.append(f"{name}: sources has the unknown heading “{key}”.")
        if not citation.get("where"):
            found.append(f"{name}: the source “{citation.get('source')}” lacks the place in it (where).")
        if citation.get("source") not in sources:
            found.append(f"{name}: the source “{citation.get('source')}” has no file in sources/.")
    return found
