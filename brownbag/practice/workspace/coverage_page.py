"""What is checked and what is not: by kind of problem, by topic of facts, with sources, state and local changes."""

import re
from collections import Counter
from dataclasses import dataclass

from brownbag.clinical.knowledge import load as load_knowledge
from brownbag.clinical.knowledge.coverage import Coverage, coverage_of
from brownbag.practice.shared_pages.wording import and_list, counted

PLACES = {
    "first": "the first medicine",
    "second": "the second medicine",
    "third": "the third medicine",
    "pathway": "one way of clearing",
}

SORTS = {
    "rule": ("rule", "rules"),
    "mechanism": ("way in which facts add up", "ways in which facts add up"),
    "check": ("check of the list itself", "checks of the list itself"),
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
    made_of: str
    checked: int
    spoken: tuple[Spoken, ...]


@dataclass(frozen=True)
class CoveragePage:
    found: Coverage
    made_of: str
    facts: int
    kinds: tuple[Kind, ...]


def coverage(*, on):
    "Put together the page from the release that is running, as it holds on a day."
    release = load_knowledge()
    found = coverage_of(release, on)
    return CoveragePage(
        found=found,
        made_of=_counted(found.speaking),
        facts=sum(each.rows for each in found.tables),
        kinds=tuple(_kind(name, each, release.sources) for name, each in found.by_category.items()),
    )


def _counted(speaking):
    "Return how many of each sort there are, in words."
    count = Counter(each.kind for each in speaking)
    return and_list([counted(count[kind], *words) for kind, words in SORTS.items() if count[kind]])


def _kind(category, speaking, sources):
    return Kind(
        key=category,
        title=category.replace("_", " "),
        made_of=_counted(speaking),
        checked=sum(each.state == "checked" for each in speaking),
        spoken=tuple(_spoken(each, sources) for each in speaking),
    )


def _spoken(each, sources):
    return Spoken(
        name=each.name.replace("_", " "),
        title=_in_words(each.title),
        why=_in_words(each.why) or "It is seen on the list itself.",
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
