"""What a release checks and what it does not, who has checked it, and from which sources it comes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from brownbag.clinical.knowledge.authored import checks
from brownbag.clinical.knowledge.in_force import expired, in_force
from brownbag.clinical.knowledge.loaded import BASE, Knowledge
from brownbag.clinical.knowledge.local_change import LocalChange
from brownbag.clinical.knowledge.tables import vocabulary_names
from brownbag.clinical.knowledge.topics import TOPICS

TITLES = {
    "by_weight": "Doses by weight",
    "cheaper": "Cheaper equals",
    "children": "Not for young children",
    "conditions": "Conditions in which to avoid or watch",
    "food": "Food and drink",
    "handled": "What shows that it is taken care of",
    "kidney": "Kidney limits",
    "limits": "Dose limits",
    "liver": "Liver limits",
    "loads": "Loads that add up",
    "monitoring": "Tests to watch",
    "narrow": "Narrow range between too little and too much",
    "older_adults": "Cautions over 65",
    "opioid_equivalents": "Opioid equivalents",
    "pairs": "Known pairs",
    "pathways": "Roles in enzymes and transporters",
    "pregnancy": "Pregnancy and breastfeeding",
    "signs": "Signs a patient can notice",
    "spacing": "Hours apart",
    "stopping": "Stopping and tapering",
    "uses": "What medicines are for",
}


@dataclass(frozen=True, slots=True)
class Speaking:
    """A rule, a mechanism or a check of the program: something that can become a finding."""

    name: str
    kind: str
    category: str
    severities: tuple[str, ...]
    title: str
    why: str
    sources: tuple[tuple[str, str], ...]
    state: str


@dataclass(frozen=True, slots=True)
class Table:
    """One topic of facts. `ours` counts the rows whose source is our own judgement."""

    topic: str
    title: str
    rows: int
    ingredients: int
    groups: int
    ours: int


@dataclass(frozen=True, slots=True)
class Source:
    """One source with its edition and how many rules, mechanisms and facts name it."""

    name: str
    title: str
    edition: str
    read: str
    address: str
    named_by: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """Everything that a page about a release says on a day."""

    release: str
    content: str
    speaking: tuple[Speaking, ...]
    tables: tuple[Table, ...]
    sources: tuple[Source, ...]
    ingredients: int
    without_facts: tuple[str, ...]
    limits: tuple[str, ...]
    changes: tuple[LocalChange, ...]
    expired: tuple[LocalChange, ...]

    @property
    def checked(self) -> int:
        """Return how many rules and mechanisms a named pharmacist has checked."""
        return sum(each.state == "checked" for each in self.speaking)

    @property
    def drafted(self) -> int:
        """Return how many are drafts."""
        return len(self.speaking) - self.checked

    @property
    def by_category(self) -> dict[str, tuple[Speaking, ...]]:
        """Return the rules and mechanisms by the kind of problem that they find."""
        names = sorted({each.category for each in self.speaking})
        return {name: tuple(each for each in self.speaking if each.category == name) for name in names}


def coverage_of(knowledge: Knowledge, on: date) -> Coverage:
    """Return what a release checks on a day, with the local changes that hold then.

    >>> from brownbag.clinical import knowledge
    >>> found = coverage_of(knowledge.load(), date(2026, 11, 24))
    >>> found.checked + found.drafted == len(found.speaking)
    True
    """
    holding = in_force(knowledge, on)
    known = holding.facts.ingredients | holding.ingredients_with_rules
    return Coverage(
        release=holding.release,
        content=knowledge.content,
        speaking=tuple(_speaking(holding)),
        tables=tuple(_table(holding, topic) for topic in sorted(TOPICS)),
        sources=_sources(holding),
        ingredients=len(known),
        without_facts=tuple(sorted(vocabulary_names() - known)),
        limits=_limits(),
        changes=holding.changes,
        expired=expired(knowledge, on),
    )


def _speaking(knowledge: Knowledge) -> Iterator[Speaking]:
    for rule in knowledge.rules:
        yield _told(rule, "rule", rule["rule"], (rule["finding"]["severity"],))
    for name, given in sorted(knowledge.mechanisms.items()):
        yield _told(given, "mechanism", name, tuple(grade["severity"] for grade in given["grades"]))

    for line in checks():
        row = line.row
        here = (("own_judgement", "checks.csv"),)
        yield Speaking(
            row["check"],
            "check",
            row["category"],
            (row["severity"],),
            row["what"].rstrip("."),
            "",
            here,
            "drafted",
        )


def _told(given: dict[str, Any], kind: str, name: str, severities: tuple[str, ...]) -> Speaking:
    says = given["finding"]
    return Speaking(
        name=name,
        kind=kind,
        category=says["category"],
        severities=tuple(dict.fromkeys(severities)),
        title=given["title"],
        why=says["why"],
        sources=tuple((each["source"], each["where"]) for each in given["sources"]),
        state=given["review"]["status"],
    )


def _table(knowledge: Knowledge, topic: str) -> Table:
    by_name = knowledge.facts.of_topic(topic)
    groups = sum(name.startswith("@") for name in by_name)
    return Table(
        topic=topic,
        title=TITLES[topic],
        rows=sum(len(rows) for rows in by_name.values()),
        ingredients=len(by_name) - groups,
        groups=groups,
        ours=sum(row.get("source") == "own_judgement" for rows in by_name.values() for row in rows),
    )


def _sources(knowledge: Knowledge) -> tuple[Source, ...]:
    named = Counter(
        each["source"]
        for given in (*knowledge.rules, *knowledge.mechanisms.values())
        for each in given["sources"]
    )
    for topic in TOPICS:
        named.update(row["source"] for rows in knowledge.facts.of_topic(topic).values() for row in rows)
    found = [
        Source(
            name,
            given["title"],
            given.get("edition", ""),
            given.get("read", ""),
            given.get("address", ""),
            named[name],
        )
        for name, given in knowledge.sources.items()
    ]
    return tuple(sorted(found, key=lambda each: each.title))


def _limits() -> tuple[str, ...]:
    lines = (BASE / "not_checked.txt").read_text(encoding="utf-8").splitlines()
    return tuple(line.strip() for line in lines if line.strip() and not line.startswith("#"))
