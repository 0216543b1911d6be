"""A release with made-up ingredients, so that a test shows the levels it is about."""

from dataclasses import replace

from brownbag.clinical import knowledge
from brownbag.clinical.knowledge.facts import Facts, pack

SOURCE = {"source": "own_judgement", "where": "made up for a test"}


def facts_row(**values):
    "One row of a table, with a source."
    return {**values, **SOURCE}


def release(*, groups=None, rules=(), **topics):
    "The running release with other facts: `topics` are rows by ingredient, by topic."
    kept = knowledge.load()
    packed = {name: pack(rows) for name, rows in topics.items()}
    for name in ("condition_names", "test_names"):
        packed[name] = pack(kept.facts.of_topic(name))
    every = {**kept.groups, **(groups or {})}
    return replace(kept, facts=Facts(packed, every), groups=every, rules=tuple(rules))


def loads(**levels):
    "Rows of loads from levels: `loads(first={'qt': 3})`."
    return {
        name: [facts_row(load=load, level=str(level)) for load, level in given.items()]
        for name, given in levels.items()
    }
