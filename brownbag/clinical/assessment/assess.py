"""From a record to ranked findings: every rule tried on every fitting set of medicines."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from itertools import product
from typing import Any

from brownbag.clinical.assessment.as_needed_daily import as_needed_daily
from brownbag.clinical.assessment.conditions import CONDITIONS, Case, holds
from brownbag.clinical.assessment.finding import (
    SEVERITIES,
    URGENCIES,
    Assessment,
    Citation,
    Fact,
    Finding,
    NotChecked,
)
from brownbag.clinical.assessment.prepare import Prepared, Taken, prepare
from brownbag.clinical.assessment.same_ingredient_twice import same_ingredient_twice
from brownbag.clinical.knowledge import Knowledge
from brownbag.clinical.person.record import Medication, Record
from brownbag.clinical.vocabulary import Vocabulary

CHECKS = (same_ingredient_twice, as_needed_daily)


def assess(record: Record, *, on: date, knowledge: Knowledge, vocabulary: Vocabulary) -> Assessment:
    """Return the problems of a record on a day, most urgent first, and what could not be checked.

    >>> from brownbag.clinical import knowledge, vocabulary
    >>> from brownbag.clinical.person.record import Medication
    >>> record = Record(medications=(Medication("Coumadin 5 mg tab"), Medication("Bactrim DS")))
    >>> found = assess(record, on=date(2026, 11, 24), knowledge=knowledge.load(), vocabulary=vocabulary.load())
    >>> found.findings[0].title, found.findings[0].urgency
    ('Bactrim DS raises the effect of Coumadin', 'today')
    """
    prepared = prepare(record, on=on, vocabulary=vocabulary)
    found: dict[str, Finding] = {}
    missing: set[NotChecked] = set()
    for rule in knowledge.rules:
        for finding in _findings_of(rule, prepared, knowledge, missing):
            found.setdefault(finding.id, finding)
    for check in CHECKS:
        for finding in check(prepared):
            found.setdefault(finding.id, finding)
    return Assessment(
        record=record.id,
        on=on,
        knowledge_release=knowledge.release,
        findings=tuple(sorted(found.values(), key=_rank)),
        not_checked=(*prepared.not_checked, *_no_rules(prepared, knowledge), *sorted(missing, key=str)),
    )


def check_pair(one: str, other: str, *, on: date, knowledge: Knowledge, vocabulary: Vocabulary) -> Assessment:
    """Return the interactions of two medicines named as anyone would write them."""
    record = Record(medications=(Medication(one), Medication(other)))
    found = assess(record, on=on, knowledge=knowledge, vocabulary=vocabulary)
    both = tuple(
        finding for finding in found.findings if finding.category in ("drug_interaction", "duplication")
    )
    return replace(found, findings=both)


def _rank(finding: Finding) -> tuple[int, int, str, str]:
    return (
        URGENCIES.index(finding.urgency),
        SEVERITIES.index(finding.severity),
        finding.rule,
        finding.id,
    )


def _no_rules(prepared: Prepared, knowledge: Knowledge) -> Iterator[NotChecked]:
    """Name each ingredient about which no rule speaks, once, with the first line that holds it."""
    first = {name: taken.medication.key for taken in reversed(prepared.taken) for name in taken.ingredients}
    for ingredient in sorted(first.keys() - knowledge.ingredients_with_rules):
        yield NotChecked(ingredient, "No rules about it are loaded yet.", first[ingredient])


def _findings_of(
    rule: dict[str, Any], prepared: Prepared, knowledge: Knowledge, missing: set[NotChecked]
) -> Iterator[Finding]:
    when = rule["when"]
    if "without" in when and any(_fitting(prepared.taken, knowledge.members(when["without"]), anywhere=True)):
        return
    others = {name: wanted for name, wanted in when.items() if name in CONDITIONS}
    for matched in _matches(when, prepared, knowledge):
        case = Case(prepared, matched)
        if all(holds(name, wanted, case) for name, wanted in others.items()):
            yield _finding(rule, case, knowledge)
        elif case.missing and _only_missing(others, case):
            missing.add(NotChecked(_title(rule, case), f"Not known: {', '.join(sorted(set(case.missing)))}."))


def _only_missing(others: dict[str, Any], case: Case) -> bool:
    """Whether every other condition holds, so that the missing fact alone decides."""
    for name, wanted in others.items():
        tried = Case(case.prepared, case.matched)
        if not holds(name, wanted, tried) and not tried.missing:
            return False
    return True


def _matches(when: dict[str, Any], prepared: Prepared, knowledge: Knowledge) -> Iterator[tuple[Taken, ...]]:
    lists = [knowledge.members(when[name]) for name in ("takes", "with", "and_with") if name in when]
    if not lists:
        if prepared.taken:
            yield ()
        return
    anywhere = when.get("also_locally") == "yes"
    fitting = [list(_fitting(prepared.taken, members, anywhere=anywhere)) for members in lists]
    seen: set[frozenset[int]] = set()
    for chosen in product(*fitting):
        products = frozenset(id(taken) for taken in chosen)
        if len(products) == len(chosen) and products not in seen:
            seen.add(products)
            yield tuple(chosen)


def _fitting(taken: Iterable[Taken], members: frozenset[str], *, anywhere: bool) -> Iterator[Taken]:
    return (each for each in taken if (anywhere or not each.is_local) and members & set(each.ingredients))


def _finding(rule: dict[str, Any], case: Case, knowledge: Knowledge) -> Finding:
    says = rule["finding"]
    drugs = _drugs(rule, case, knowledge)
    facts = (*_medicine_facts(case), *case.facts)
    return Finding(
        id=_id(rule["rule"], drugs, facts),
        rule=rule["rule"],
        category=says["category"],
        severity=says["severity"],
        urgency=says["urgency"],
        interrupts=says["interrupts"] == "yes",
        drugs=drugs,
        related=tuple(says.get("related", ())),
        title=_title(rule, case),
        why=_filled(says["why"], case),
        severity_reason=says["severity_reason"],
        recommend=tuple(_filled(each, case) for each in says["suggest"]),
        alternatives=tuple(_filled(each, case) for each in says["alternatives"]),
        ask_prescriber=_filled(says["ask_prescriber"], case),
        say_to_patient=_filled(says["say_to_patient"], case),
        facts_used=facts,
        facts_missing=tuple(sorted(set(case.missing))),
        sources=tuple(_citation(each) for each in rule["sources"]),
        our_own_judgement=tuple(rule.get("our_own_judgement", ())),
        review=rule["review"]["status"],
        lines=tuple(taken.medication.key for taken in case.matched),
    )


def _drugs(rule: dict[str, Any], case: Case, knowledge: Knowledge) -> tuple[str, ...]:
    named: set[str] = set()
    for part, taken in zip(("takes", "with", "and_with"), case.matched, strict=False):
        named |= knowledge.members(rule["when"][part]) & set(taken.ingredients)
    return tuple(sorted(named))


def _medicine_facts(case: Case) -> tuple[Fact, ...]:
    return tuple(
        Fact("takes", taken.medication.name, None, taken.medication.start, taken.medication.list_name)
        for taken in case.matched
    )


def _title(rule: dict[str, Any], case: Case) -> str:
    return _filled(rule["title"], case)


def _filled(text: str, case: Case) -> str:
    """Put the names on the person's list into the words; the three places are a closed set."""
    for place, taken in zip(("{first}", "{second}", "{third}"), case.matched, strict=False):
        text = text.replace(place, taken.name)
    return text


def _id(rule: str, drugs: tuple[str, ...], facts: tuple[Fact, ...]) -> str:
    told = sorted(f"{fact.what}|{fact.value}|{fact.unit}|{fact.on}" for fact in facts)
    digest = hashlib.sha256("\n".join([rule, *drugs, *told]).encode()).hexdigest()
    return f"{rule}-{digest[:12]}"


def _citation(given: dict[str, str]) -> Citation:
    return Citation(
        given["source"], given["where"], given.get("supports", ""), given.get("does_not_support", "")
    )
