"""What is checked and what is not: every rule with its sources and its state."""

from dataclasses import dataclass

from brownbag.clinical.knowledge import load as load_knowledge


@dataclass(frozen=True)
class ShownRule:
    name: str
    what: str
    severity: str
    why: str
    sources: tuple[str, ...]
    state: str


@dataclass(frozen=True)
class Coverage:
    release: str
    rules: tuple[ShownRule, ...]
    ingredients: int
    drafted: int


def coverage():
    "Put together the page from the release that is running."
    release = load_knowledge()
    rules = tuple(_shown(rule, release.sources) for rule in release.rules)
    drafted = sum(rule.state == "drafted" for rule in rules)
    return Coverage(release.release, rules, len(release.ingredients_with_rules), drafted)


def _shown(rule, sources):
    says = rule["finding"]
    return ShownRule(
        name=rule["rule"].replace("_", " "),
        what=says["category"].replace("_", " "),
        severity=says["severity"],
        why=says["why"],
        sources=tuple(f"{sources[each['source']]['title']}, {each['where']}" for each in rule["sources"]),
        state=rule["review"]["status"],
    )
