"""Everything that a release holds about one ingredient, on one sheet."""

from __future__ import annotations

from typing import Any

from brownbag.clinical.knowledge.facts import Facts
from brownbag.clinical.knowledge.loaded import Knowledge
from brownbag.clinical.knowledge.pair_names import pair_name
from brownbag.clinical.vocabulary import Vocabulary

# Topic by the heading under which it stands on the sheet.
HEADINGS = {
    "roles": "pathways",
    "uses": "uses",
    "limits": "limits",
    "kidney": "kidney",
    "liver": "liver",
    "conditions": "conditions",
    "pregnancy": "pregnancy",
    "monitoring": "monitoring",
    "stopping": "stopping",
    "food": "food",
    "spacing": "spacing",
    "signs": "signs",
    "opioid_equivalents": "opioid_equivalents",
    "cheaper": "cheaper",
}


def fact_sheet(name: str, knowledge: Knowledge, vocabulary: Vocabulary) -> dict[str, Any]:
    """Return the facts about an ingredient, each with its source and the place in it.

    >>> from brownbag.clinical import knowledge, vocabulary
    >>> sheet = fact_sheet("Coumadin", knowledge.load(), vocabulary.load())
    >>> sheet["ingredient"], sheet["loads"]["bleeding"]
    ('warfarin', 3)
    """
    facts = knowledge.facts
    ingredient = _ingredient(name, vocabulary, facts)
    loads = facts.of("loads", ingredient)
    every = {heading: _rows(facts, topic, ingredient) for heading, topic in HEADINGS.items()}
    return {
        "asked": name,
        "ingredient": ingredient,
        "known": facts.knows(ingredient) or bool(facts.groups_of(ingredient)),
        "groups": list(facts.groups_of(ingredient)),
        "loads": facts.loads(ingredient),
        "load_sources": [dict(row) for row in loads],
        "narrow_therapeutic_range": _rows(facts, "narrow", ingredient),
        **every,
        "cautions": [
            {"about": topic, **row}
            for topic in ("older_adults", "conditions", "kidney", "liver", "pregnancy")
            for row in facts.of(topic, ingredient)
        ],
        "rules": sorted(rule["rule"] for rule in knowledge.rules if _names(rule, ingredient, knowledge)),
        "review": "drafted",
    }


def pairs_by_name(facts: Facts) -> dict[str, dict[str, str]]:
    """Return the rows of the table of pairs by the name that their findings carry."""
    found = {}
    for first, rows in facts.of_topic("pairs").items():
        for row in rows:
            found[pair_name(first, row["second"])] = {"first": first, **row}
    return found


def _ingredient(name: str, vocabulary: Vocabulary, facts: Facts) -> str:
    plain = name.strip().lower()
    if facts.knows(plain):
        return plain
    known = vocabulary.resolve(name).ingredients
    return known[0] if len(known) == 1 else plain


def _rows(facts: Facts, topic: str, ingredient: str) -> list[dict[str, str]]:
    return [dict(row) for row in facts.of(topic, ingredient)]


def _names(rule: dict[str, Any], ingredient: str, knowledge: Knowledge) -> bool:
    parts = ("takes", "with", "and_with")
    return any(ingredient in knowledge.members(rule["when"].get(part, [])) for part in parts)
