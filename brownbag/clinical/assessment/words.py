"""Put a person's names and numbers into the words of a mechanism, and give a finding its lasting name."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from brownbag.clinical.assessment.finding import Citation, Fact, Finding
from brownbag.clinical.assessment.taken import Taken

Row = Mapping[str, str]
_PLACE = re.compile(r"\{([a-z_]+)\}")


def filled(text: str, places: Mapping[str, str]) -> str:
    """Return a pattern with its places filled; a place that nothing fills stays, so that a test can see it.

    >>> filled("{first} with {second}", {"first": "Coumadin", "second": "Bactrim"})
    'Coumadin with Bactrim'
    """
    if "{" in text:
        pattern, named = _pattern(text)
        text = pattern % tuple([places.get(name, f"{{{name}}}") for name in named])
    return text[:1].upper() + text[1:]


@lru_cache(maxsize=20_000)
def _pattern(text: str) -> tuple[str, tuple[str, ...]]:
    """Return a text of the release with %s at its places, and the names of these, worked out once."""
    return _PLACE.sub("%s", text.replace("%", "%%")), tuple(_PLACE.findall(text))


def finding_id(rule: str, drugs: Sequence[str], facts: Iterable[Fact]) -> str:
    """Return a name that stays the same while the rule, the medicines and the facts are the same."""
    told = sorted(f"{fact.what}|{fact.value}|{fact.unit}|{fact.on}" for fact in facts)
    digest = hashlib.sha256("\n".join([rule, *drugs, *told]).encode()).hexdigest()
    return f"{rule}-{digest[:12]}"


def takes(taken: Taken) -> Fact:
    """Return "takes this" as a fact of a finding."""
    line = taken.medication
    return Fact("takes", line.name, None, line.start, line.list_name)


def cited(row: Row, supports: str = "") -> Citation:
    """Return the source of a row of a table."""
    return Citation(row["source"], row["where"], supports)


def citations_of(mechanism: Mapping[str, Any]) -> tuple[Citation, ...]:
    """Return the sources that a mechanism file names."""
    return tuple(
        Citation(each["source"], each["where"], each.get("supports", ""), each.get("does_not_support", ""))
        for each in mechanism["sources"]
    )


def finding_of(
    mechanism: Mapping[str, Any],
    grade: Row,
    places: Mapping[str, str],
    *,
    drugs: Sequence[str],
    facts: Sequence[Fact],
    sources: Sequence[Citation],
    lines: Sequence[Taken] = (),
    missing: Sequence[str] = (),
    rule: str = "",
    related: Sequence[str] = (),
    why: str = "",
) -> Finding:
    """Return the finding that a mechanism's words, one of its grades and this person's facts make."""
    says = mechanism["finding"]
    rule = rule or mechanism["mechanism"]
    drugs = tuple(sorted(set(drugs)))
    return Finding(
        id=finding_id(rule, drugs, facts),
        rule=rule,
        category=grade.get("category") or says["category"],
        severity=grade["severity"],
        urgency=grade["urgency"],
        interrupts=grade["interrupts"] == "yes",
        drugs=drugs,
        related=tuple(dict.fromkeys([*says.get("related", ()), *related])),
        title=filled(mechanism["title"], places),
        why=why or filled(says["why"], places),
        severity_reason=filled(says["severity_reason"], places),
        recommend=tuple(filled(each, places) for each in says["suggest"]),
        alternatives=tuple(filled(each, places) for each in says["alternatives"]),
        ask_prescriber=filled(says["ask_prescriber"], places),
        say_to_patient=filled(says["say_to_patient"], places),
        facts_used=tuple(facts),
        facts_missing=tuple(sorted(set(missing))),
        sources=tuple(dict.fromkeys([*sources, *citations_of(mechanism)])),
        our_own_judgement=tuple(mechanism.get("our_own_judgement", ())),
        review=mechanism["review"]["status"],
        lines=tuple(taken.medication.key for taken in lines),
    )
