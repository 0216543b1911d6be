"""What a file of the knowledge base may hold, and the sentence for what does not fit."""

from __future__ import annotations

import re
from typing import Any

from brownbag.clinical.knowledge.topics import SEVERITIES, URGENCIES, YES_NO

# What an example may say of its person, and of a medicine that the person takes.
OF_A_PERSON = frozenset(
    [
        "person",
        "age",
        "sex",
        "weight",
        "pregnant",
        "breastfeeding",
        "weeks",
        "setting",
        "takes",
        "proposed",
        "conditions",
        "symptoms",
        "barriers",
        "immunizations",
        "allergies",
        "results",
        "expect",
        "urgency",
        "interrupts",
        "category",
        "missing",
        "rule",
    ]
)
OF_A_MEDICINE = frozenset(
    [
        "medicine",
        "directions",
        "how_taken",
        "reason",
        "days_ago",
        "ended_days_ago",
        "status",
        "as_needed",
        "route",
        "cost",
        "fills",
    ]
)
RULE = {"rule", "title", "status", "when", "finding", "sources", "our_own_judgement", "examples", "review"}
RULE_NEEDS = RULE - {"our_own_judgement"}
WHEN = {
    "takes",
    "with",
    "and_with",
    "without",
    "also_locally",
    "age_at_least",
    "age_below",
    "has_condition",
    "and_has_condition",
    "has_no_condition",
    "begun_in_order",
    "with_begun_within_days",
    "has_symptom",
    "kidney_function_below",
    "kidney_function_at_least",
    "result_above",
    "result_below",
    "result_said",
    "and_result_above",
    "and_result_below",
    "amount_per_day_above",
    "taken_longer_than_days",
    "taken_at_most_days",
    "as_needed",
    "no_reason_on_file",
    "reason_says",
    "label_says_daily",
    "reason_does_not_say",
    "how_taken_says",
    "label_says",
    "name_says",
    "route_is",
    "barrier_says",
    "sex",
    "pregnant",
    "breastfeeding",
    "allergic_to",
    "allergy_reaction_says",
    "not_immunized",
    "list_does_not_say",
    "setting",
}
FINDING = {
    "category",
    "severity",
    "severity_reason",
    "urgency",
    "interrupts",
    "why",
    "suggest",
    "alternatives",
    "ask_prescriber",
    "say_to_patient",
    "related",
    "names_only",
}
FINDING_NEEDS = FINDING - {"related", "names_only"}
YES = {
    "also_locally",
    "begun_in_order",
    "no_reason_on_file",
    "label_says_daily",
    "pregnant",
    "breastfeeding",
}
# The words of these headings are a closed list; each of the files spells them as they stand here.
CLOSED = {"severity": SEVERITIES, "urgency": URGENCIES, "interrupts": YES_NO}
NUMBERS = {
    "age_at_least",
    "age_below",
    "kidney_function_below",
    "kidney_function_at_least",
    "with_begun_within_days",
    "taken_longer_than_days",
    "taken_at_most_days",
}
NUMBER = re.compile(r"\d+(\.\d+)?")
# A condition about a medicine cannot be asked where none is named before.
NEEDS_PART = {
    "with": "takes",
    "and_with": "with",
    "begun_in_order": "with",
    "with_begun_within_days": "with",
}
CITATION = {"source", "where", "supports", "does_not_support"}
REVIEW_CHECKED = {"checked_by", "checked_on", "check_again_by"}


def problems_in_rule(name: str, rule: dict[str, Any], sources: set[str]) -> list[str]:
    """Return a sentence for everything in a rule that does not fit.

    >>> problems_in_rule("x", {"urgancy": "today"}, set())[0]
    'x: unknown heading “urgancy”.'
    """
    found = [f"{name}: unknown heading “{key}”." for key in sorted(rule.keys() - RULE)]
    found += [f"{name}: the heading “{key}” is missing." for key in sorted(RULE_NEEDS - rule.keys())]
    if found:
        return found
    found += _unknown(name, "when", rule["when"], WHEN) + _unknown(name, "finding", rule["finding"], FINDING)
    missing = sorted(FINDING_NEEDS - rule["finding"].keys())
    found += [f"{name}: finding lacks “{key}”." for key in missing]
    if "{condition}" in f"{rule['title']} {rule['finding']}" and "has_condition" not in rule["when"]:
        found.append(f"{name}: “{{condition}}” stands in the words; expected “has_condition” in when.")
    found += _values(name, rule["when"]) + _grades(name, rule["finding"])
    found += _citations(name, rule["sources"], sources) + _examples(name, rule["examples"])
    return found + _review(name, rule["review"])


def _unknown(name: str, part: str, given: dict[str, Any], allowed: set[str]) -> list[str]:
    return [f"{name}: {part} has the unknown heading “{key}”." for key in sorted(given.keys() - allowed)]


def _values(name: str, when: dict[str, Any]) -> list[str]:
    """Return a sentence for each condition that asks for something that cannot be."""
    found = []
    for heading, wanted in when.items():
        if heading in YES and wanted != "yes":
            found.append(f"{name}: {heading} is “{wanted}”; expected yes, or no such heading.")
        if heading == "as_needed" and wanted not in YES_NO:
            found.append(f"{name}: as_needed is “{wanted}”; expected yes or no.")
        if heading in NUMBERS and not NUMBER.fullmatch(str(wanted)):
            found.append(f"{name}: {heading} is “{wanted}”; expected a number.")
        if heading in NEEDS_PART and NEEDS_PART[heading] not in when:
            found.append(f"{name}: {heading} needs “{NEEDS_PART[heading]}” beside it.")
    return found


def _grades(name: str, finding: dict[str, Any]) -> list[str]:
    return [
        f"{name}: {key} is “{finding[key]}”; expected one of {', '.join(sorted(allowed))}."
        for key, allowed in CLOSED.items()
        if key in finding and finding[key] not in allowed
    ]


def _citations(name: str, citations: list[dict[str, str]], sources: set[str]) -> list[str]:
    found = []
    for citation in citations:
        found += _unknown(name, "sources", citation, CITATION)
        if not citation.get("where"):
            found.append(f"{name}: the source “{citation.get('source')}” lacks the place in it (where).")
        if citation.get("source") not in sources:
            found.append(f"{name}: the source “{citation.get('source')}” has no file in sources/.")
    return found if citations else [f"{name}: it names no source."]


def _examples(name: str, examples: list[dict[str, Any]]) -> list[str]:
    expected = {example.get("expect") for example in examples}
    missing = [word for word in ("found", "not found") if word not in expected]
    found = [f"{name}: no example has “expect: {word}”." for word in missing]
    for number, example in enumerate(examples, 1):
        found += problems_in_person(f"{name}: example {number}", example)
    return found


def problems_in_person(name: str, example: dict[str, Any]) -> list[str]:
    """Return a sentence for each heading of an example, and of its medicines, that is not one of the format.

    >>> problems_in_person("x.yaml: example 1", {"takse": ["warfarin"]})
    ['x.yaml: example 1 has the unknown heading “takse”.']
    """
    headings = set(example.keys() - OF_A_PERSON)
    for line in (*example.get("takes", ()), *example.get("proposed", ())):
        headings |= set() if isinstance(line, str) else line.keys() - OF_A_MEDICINE
    return [f"{name} has the unknown heading “{heading}”." for heading in sorted(headings)]


def _review(name: str, review: dict[str, str]) -> list[str]:
    if review.get("status") == "drafted":
        return []
    if review.get("status") != "checked" or not review.keys() >= REVIEW_CHECKED:
        needs = ", ".join(sorted(REVIEW_CHECKED))
        return [f"{name}: review is neither “drafted” nor “checked” with {needs}."]
    return []
