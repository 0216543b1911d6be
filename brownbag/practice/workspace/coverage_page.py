"""What is checked and what is not: by kind of problem, by topic of facts, with sources, state and local changes."""

import re
from dataclasses import dataclass

from brownbag.clinical.knowledge import load as load_knowledge
from brownbag.clinical.knowledge.coverage import Coverage, coverage_of

PLACES = {
    "first": "the first medicine",
    "second": "the second medicine",
    "third": "the third medicine",
    "pathway": "one way of clearing",
}


@dataclass(frozen=True)
class Spoken:
    "A rule or a mechanism as one entry of a list."

    name: str
    title: str
    why: str
    how_bad: str
    sources: str
    state: str


@dataclass(frozen=True)
class Kind:
    "One kind of problem with what finds it."

    key: str
    title: str
    rules: int
    mechanisms: int
    checked: int
    spoken: tuple[Spoken, ...]


@dataclass(frozen=True)
class CoveragePage:
    found: Coverage
    rules: int
    mechanisms: int
    facts: int
    kinds: tuple[Kind, ...]


def coverage(*, on):
    "Put together the page from the release that is running, as it holds on a day."
    release = load_knowledge()
    found = coverage_of(release, on)
    rules = sum(each.kind == "rule" for each in found.speaking)
    return CoveragePage(
        found=found,
        rules=rules,
        mechanisms=len(found.speaking) - rules,
        facts=sum(each.rows for each in found.tables),
        kinds=tuple(_kind(name, each, release.sources) for name, each in found.by_category.items()),
    )


def _kind(category, speaking, sources):
    rules = sum(each.kind == "rule" for each in speaking)
    return Kind(
        key=category,
        title=category.replace("_", " "),
        rules=rules,
        mechanisms=len(speaking) - rules,
        checked=sum(each.state == "checked" for each in speaking),
        spoken=tuple(_spoken(each, sources) for each in speaking),
    )


def _spoken(each, sources):
    return Spoken(
        name=each.name.replace("_", " "),
        title=_in_words(each.title),
        why=_in_words(each.why),
        how_bad=" to ".join(dict.fromkeys((each.severities[0], each.severities[-1])))
        if each.severities
        else "",
        sources="; ".join(f"{sources[name]['title']}, {where}" for name, where in each.sources),
        state=each.state,
    )


def _in_words(text):
    """Return a pattern without its places, for a page about nobody.

    >>> _in_words("{first} raises {second}")
    'The first medicine raises the second medicine'
    """
    told = re.sub(r"\{(\w+)\}", lambda place: PLACES.get(place[1], f"the {place[1].replace('_', ' ')}"), text)
    return told[:1].upper() + told[1:]
