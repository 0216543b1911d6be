"""Facts entered twice by two people who did not see each other's: where the two folders disagree."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path

from brownbag.clinical.knowledge.tables import Known, Line, key_of, problems_in_tables, topic_lines
from brownbag.clinical.knowledge.topics import TOPICS, Topic

# Words in which two people never agree to the letter; a person compares them where the rest agrees.
FREE = frozenset({"why", "suggest", "alternatives", "ask_prescriber", "say_to_patient", "how", "words"})
OURS, THEIRS = "only_here", "only_there"


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One thing that two folders say otherwise about an ingredient, with the place in both."""

    ingredient: str
    topic: str
    about: str
    outcome: str
    column: str = ""
    here: str = ""
    there: str = ""
    here_at: str = ""
    there_at: str = ""


def differences_in(here: Path, there: Path, *, whole: bool = False) -> tuple[Disagreement, ...]:
    """Return where two folders of tables disagree, by ingredient and topic.

    A row that only one of them has counts where both speak about the ingredient in that topic;
    with `whole` every such row does. A load of level 0 says the same as no row.
    """
    found = [each for name in TOPICS for each in _of_topic(name, here, there, whole=whole)]
    return tuple(sorted(found, key=lambda each: (each.ingredient, each.topic, each.about, each.column)))


def _of_topic(name: str, here: Path, there: Path, *, whole: bool) -> Iterator[Disagreement]:
    topic = TOPICS[name]
    ours, theirs = _lines(name, here), _lines(name, there)
    both = {_subject(key, topic) for key in ours} & {_subject(key, topic) for key in theirs}
    for key in ours.keys() | theirs.keys():
        about = (_subject(key, topic), name, ", ".join(part for part in key[1:] if part))
        if key in ours and key in theirs:
            yield from _values(about, topic, ours[key], theirs[key])
        elif (whole or about[0] in both) and not _says_none(ours.get(key) or theirs[key]):
            if key in ours:
                yield Disagreement(*about, OURS, here=_said(ours[key], topic), here_at=ours[key].at)
            else:
                yield Disagreement(*about, THEIRS, there=_said(theirs[key], topic), there_at=theirs[key].at)


def _says_none(line: Line) -> bool:
    return line.row.get("level") == "0"


def problems_in_second(folder: Path, known: Known) -> list[str]:
    """Return a sentence for everything in a second folder of tables that does not fit."""
    tables = [path for name in TOPICS for path in (folder / name).glob("*.csv")]
    if not tables:
        topics = ", ".join(sorted(TOPICS))
        return [f"{folder}: no table stands here; expected folders named {topics}, with CSV files in them."]
    return [f"{folder}: {sentence}" for sentence in problems_in_tables(folder, known)]


def _lines(name: str, folder: Path) -> dict[tuple[str, ...], Line]:
    topic = TOPICS[name]
    found: dict[tuple[str, ...], Line] = {}
    for _, _, lines in topic_lines(folder, name):
        for line in lines:
            found.setdefault(key_of(line.row, topic), line)
    return found


def _subject(key: tuple[str, ...], topic: Topic) -> str:
    return key[topic.key.index(topic.columns[0])]


def _values(about: tuple[str, str, str], topic: Topic, ours: Line, theirs: Line) -> Iterator[Disagreement]:
    for column in topic.columns:
        one, other = ours.row.get(column, ""), theirs.row.get(column, "")
        if column == "effect" and topic.key == ("first", "second") and _turned(ours, theirs):
            other = _turned_round(other)
        if column not in FREE and column not in topic.key and not _same(one, other):
            yield Disagreement(*about, "differs", column, one, other, ours.at, theirs.at)


def _turned(ours: Line, theirs: Line) -> bool:
    return ours.row.get("first") != theirs.row.get("first")


def _turned_round(effect: str) -> str:
    """Return an effect as it is called when the pair is written the other way round.

    >>> _turned_round("level_up_first"), _turned_round("qt")
    ('level_up_second', 'qt')
    """
    for one, other in (("_first", "_second"), ("_second", "_first")):
        if effect.endswith(one):
            return effect.removesuffix(one) + other
    return effect


def _same(one: str, other: str) -> bool:
    """Whether two cells say the same; 3 and 3.0 do.

    >>> _same("3", "3.0"), _same("avoid", "caution")
    (True, False)
    """
    try:
        return one == other or Decimal(one) == Decimal(other)
    except InvalidOperation:
        return False


def _said(line: Line, topic: Topic) -> str:
    told = (line.row.get(column, "") for column in topic.columns if column not in topic.key)
    return ", ".join(each for each in told if each)
