"""The phrases of labels, read from the commented text files of the knowledge base."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from importlib.resources import files

from rapidfuzz import process
from rapidfuzz.distance import OSA

from brownbag.clinical import vocabulary
from brownbag.clinical.directions.tokens import Number, Token, said, tokens_of

FOLDER = files("brownbag.knowledge_base") / "directions"
FILES = ("frequencies.txt", "times.txt", "routes.txt", "words.txt", "notes.txt")
UNSAFE = "error-prone"
ANY_NUMBER = "anynumber"
SHORTEST_CORRECTED = 4
STARTS_A_LIMIT = frozenset({"at", "do", "daily", "max", "maximum", "mdd", "no", "not", "nte", "up"})


@dataclass(frozen=True, slots=True)
class Meaning:
    """One thing a phrase means: its kind and the words or the number behind it."""

    kind: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class Unit:
    """What is counted, and the largest amount at once that is believed without a question."""

    name: str
    largest: Decimal
    unsafe: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """A phrase found in a direction: what it means, the number in it, and its words."""

    meanings: tuple[Meaning, ...]
    number: Number | None
    words: tuple[str, ...]
    unit: str = ""

    def filled(self, meaning: Meaning) -> tuple[Decimal, Decimal]:
        """Return the number of a meaning, low and high; `7*#` multiplies what was written."""
        if "#" not in meaning.value:
            return Decimal(meaning.value), Decimal(meaning.value)
        assert self.number is not None
        factor = Decimal(meaning.value.partition("*")[0]) if "*" in meaning.value else Decimal(1)
        return self.number.low * factor, self.number.high * factor


class Phrases:
    """All phrases by their first two words, longest first."""

    def __init__(self) -> None:
        self.units = dict(_units())
        self._by_start: dict[tuple[str, ...], list[tuple[tuple[str, ...], tuple[Meaning, ...]]]] = {}
        self._words: set[str] = {word for phrase in self.units for word in phrase.split()}
        told = dict(each for name in FILES for each in _lines(name))
        for phrase, meanings in (_own_words(told) | told).items():
            self._by_start.setdefault(phrase[:2], []).append((phrase, meanings))
            self._words.update(phrase)
        for phrases in self._by_start.values():
            phrases.sort(key=lambda each: -len(each[0]))
        self._swapped = {"".join(sorted(word)): word for word in ("day", "tab", "cap", "for")}
        self._correctable = _correctable()

    def __iter__(self) -> Iterator[tuple[tuple[str, ...], tuple[Meaning, ...]]]:
        """Give every phrase with what it means."""
        return (each for phrases in self._by_start.values() for each in phrases)

    def longest_at(self, tokens: list[Token], place: int) -> Item | None:
        """Return the longest phrase that begins at a place, or None."""
        found: Item | None = None
        for start in _starts(tokens, place):
            for phrase, meanings in self._by_start.get(start, ()):
                if found and len(phrase) < len(found.words):
                    break
                item = _match(phrase, meanings, self.units, tokens, place)
                if item and (found is None or len(item.words) > len(found.words)):
                    found = item
                    break
        return found

    def unit_at(self, tokens: list[Token], place: int) -> tuple[Unit | None, int]:
        """Return the unit that begins at a place and how many words name it."""
        for size in (3, 2, 1):
            words = tokens[place : place + size]
            if len(words) == size and all(isinstance(word, str) for word in words):
                unit = self.units.get(" ".join(str(word) for word in words))
                if unit:
                    return unit, size
        return None, 0

    def corrected(self, word: str) -> str | None:
        """Return the one known word that differs by a single slip of the fingers, or None."""
        if word in self._words or len(word) < 3:
            return None
        if len(word) < SHORTEST_CORRECTED:
            return self._swapped.get("".join(sorted(word)))
        hits = process.extract(word, self._correctable, scorer=OSA.distance, score_cutoff=1, limit=4)
        hits = [hit for hit in hits if hit[0][0] == word[0] or sorted(hit[0]) == sorted(word)]
        stems = {hit[0].rstrip("s") for hit in hits}
        return hits[0][0] if len(stems) == 1 else None


@lru_cache(maxsize=1)
def load() -> Phrases:
    """Return all phrases; they are read once for each process."""
    return Phrases()


def _own_words(
    told: Mapping[tuple[str, ...], tuple[Meaning, ...]],
) -> dict[tuple[str, ...], tuple[Meaning, ...]]:
    """What is said of a note or a moment in plain words is understood again."""
    kept = (
        meaning for meanings in told.values() for meaning in meanings if meaning.kind in ("note", "event")
    )
    return {_phrase_words(meaning.value): (meaning,) for meaning in kept}


def _starts(tokens: list[Token], place: int) -> Iterator[tuple[str, ...]]:
    """How a phrase at a place may begin: its first two words, a number said or as `#`."""
    firsts = _as_written_or_any(tokens[place])
    if place + 1 < len(tokens):
        for first in firsts:
            yield from ((first, second) for second in _as_written_or_any(tokens[place + 1]))
    yield from ((first,) for first in firsts)


def _as_written_or_any(token: Token) -> tuple[str, ...]:
    return (token.said, "#") if isinstance(token, Number) else (token,)


def _match(
    phrase: tuple[str, ...],
    meanings: tuple[Meaning, ...],
    units: Mapping[str, Unit],
    tokens: list[Token],
    place: int,
) -> Item | None:
    """Match a phrase; between a limit's number and the words behind it a unit may stand ("max 6 tablets a day")."""
    number, unit, here = None, "", place
    for position, wanted in enumerate(phrase):
        token = tokens[here] if here < len(tokens) else ""
        if unit_name := _unit_between(phrase, position, wanted, token, units):
            unit, here = unit_name, here + 1
            if wanted != "of" and _names_medicine(tokens[here : here + 2]):
                here += 2
            token = tokens[here] if here < len(tokens) else ""
        if isinstance(token, Number) and wanted == "#":
            number = token
        elif wanted == "#" or wanted != said(token):
            return None
        here += 1
    behind = tokens[here] if here < len(tokens) else ""
    if not unit and (unit_name := _unit_between(phrase, len(phrase), "", behind, units)):
        unit, here = unit_name, here + 1
    return Item(meanings, number, tuple(said(token) for token in tokens[place:here]), unit)


def _names_medicine(tokens: list[Token]) -> bool:
    """Whether "of acetaminophen" stands between a limit and its day."""
    of_what = tokens[1] if len(tokens) == 2 and tokens[0] == "of" else ""
    return isinstance(of_what, str) and bool(of_what) and of_what in vocabulary.load().names


def _unit_between(
    phrase: tuple[str, ...], position: int, wanted: str, token: Token, units: Mapping[str, Unit]
) -> str:
    after_limit = position > 1 and phrase[position - 1] == "#" and phrase[0] in STARTS_A_LIMIT
    if after_limit and isinstance(token, str) and token != wanted and token in units:
        return units[token].name
    return ""


def _lines(name: str) -> Iterator[tuple[tuple[str, ...], tuple[Meaning, ...]]]:
    for line in (FOLDER / name).read_text(encoding="utf-8").splitlines():
        told, _, comment = line.partition(";")
        phrase, equals, meaning = told.partition(" = ")
        if equals:
            meanings = [_meaning(part) for part in meaning.split(",")]
            unsafe = [Meaning("unsafe")] if UNSAFE in comment else []
            yield _phrase_words(phrase), (*meanings, *unsafe)


def _phrase_words(phrase: str) -> tuple[str, ...]:
    """Bring a phrase to the form of the tokens it must match; `#` stays."""
    words = (said(token) for token in tokens_of(phrase.replace("#", ANY_NUMBER)))
    return tuple("#" if word == ANY_NUMBER else word for word in words)


def _correctable() -> list[str]:
    lines = (FOLDER / "correctable.txt").read_text(encoding="utf-8").splitlines()
    return sorted(word for line in lines for word in line.partition(";")[0].split())


def _meaning(part: str) -> Meaning:
    kind, _, value = part.strip().partition(" ")
    return Meaning(kind, value)


def _units() -> Iterator[tuple[str, Unit]]:
    for line in (FOLDER / "units.txt").read_text(encoding="utf-8").splitlines():
        told, _, comment = line.partition(";")
        word, equals, rest = told.partition(" = ")
        if equals:
            name, largest = rest.split()
            yield word.strip(), Unit(name, Decimal(largest), UNSAFE in comment)
