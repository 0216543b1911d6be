"""Every name the vocabulary knows, read from the files of the knowledge base."""

from __future__ import annotations

import csv
import itertools
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Protocol

from brownbag.clinical.vocabulary.text import key_of

RXNORM = "\trxnorm_unii_2014\t"
UNII = "\tfda_unii_names\t"
FOLDER = files("brownbag.knowledge_base") / "vocabulary"


@dataclass(frozen=True, slots=True)
class Shape:
    """How a named product is sold: prescription or not, route, form, strength of each ingredient."""

    sold: str
    route: str
    form: str
    strength: str


@dataclass(frozen=True, slots=True)
class Named:
    """What one name stands for according to one source."""

    name: str
    kind: str
    ingredients: tuple[str, ...]
    listings: int
    source: str
    sold: str = ""
    form: str = ""
    route: str = ""
    error_prone: bool = False
    raw_shapes: str = ""
    ours: bool = False

    @property
    def shapes(self) -> tuple[Shape, ...]:
        """The products listed under the name, most listed first."""
        return tuple(Shape(*part.split("~")) for part in self.raw_shapes.split(";;") if part)


@dataclass(frozen=True, slots=True)
class Ingredient:
    """An active ingredient with its codes and how often it is listed."""

    name: str
    rxcui: str
    unii: str
    sold: str
    listings: int
    source: str


class More(Protocol):
    """Names beyond those that ship: what an installation loaded itself. Newest meanings first."""

    def called(self, key: str) -> tuple[Named, ...]:
        """Return what a name stands for in the newest list that has it."""

    def product(self, code: str) -> tuple[Named, ...]:
        """Return the product with these nine digits of labeler and product."""

    def starting_with(self, letters: str, limit: int) -> list[Named]:
        """Return the most listed names that begin with these letters, in brief: without their products."""

    def often_written(self) -> list[str]:
        """Return the names that a misspelt one may mean."""


class Names:
    """All names by their key. Lines of the large file are taken apart only when asked for."""

    def __init__(self, more: More | None = None) -> None:
        self._more = more
        self._lines = (FOLDER / "names.tsv").read_bytes().decode().removesuffix("\n").split("\n")
        self.ingredients = _ingredients()
        self._own: dict[str, list[Named]] = {}
        for named in _own_names(self.ingredients):
            self._own.setdefault(named.name, []).append(named)

    def __contains__(self, key: str) -> bool:
        return key in self._own or bool(self._lines_of(key)) or bool(self._loaded(key))

    @lru_cache(maxsize=8192)  # noqa: B019 (one vocabulary lives as long as the process)
    def called(self, key: str) -> tuple[Named, ...]:
        """Return what a name stands for: our own entries, then a loaded list, then the listing that ships."""
        own = tuple(self._own.get(key, ()))
        listed = self._loaded(key) or tuple(_named(line) for line in self._lines_of(key))
        if not own:
            return listed
        return own + tuple(each for each in listed if each.ingredients == own[0].ingredients)

    def _lines_of(self, key: str) -> list[str]:
        """The lines of a name; the file is in order of the alphabet, so that nothing is built at the start."""
        first = bisect_left(self._lines, key + "\t")
        return list(
            itertools.takewhile(lambda line: line.startswith(key + "\t"), self._lines[first : first + 400])
        )

    def product(self, code: str) -> tuple[Named, ...]:
        """Return the product with these nine digits of labeler and product, where a list that has it is loaded."""
        return tuple(self._in_our_words(named) for named in self._more.product(code)) if self._more else ()

    @lru_cache(maxsize=8192)  # noqa: B019 (one vocabulary lives as long as the process)
    def _loaded(self, key: str) -> tuple[Named, ...]:
        return tuple(self._in_our_words(named) for named in self._more.called(key)) if self._more else ()

    def _in_our_words(self, named: Named) -> Named:
        """A loaded list may name an ingredient otherwise than we do ("salbutamol"): the same one, our name."""
        ours = tuple(sorted({self._our_name(each) for each in named.ingredients}))
        return named if ours == named.ingredients else replace(named, ingredients=ours)

    def _our_name(self, ingredient: str) -> str:
        if ingredient in self.ingredients:
            return ingredient
        key = key_of(ingredient)
        known = self._own.get(key) or [_named(line) for line in self._lines_of(key)]
        meanings = {each.ingredients for each in known}
        only = next(iter(meanings)) if len(meanings) == 1 else ()
        return only[0] if len(only) == 1 else ingredient

    def starting_with(self, letters: str, limit: int = 300) -> Iterator[Named]:
        """Yield what the names that begin with these letters stand for, in brief: a loaded list is asked once."""
        keys = self.sorted_keys
        place = bisect_left(keys, letters)
        for key in itertools.takewhile(lambda each: each.startswith(letters), keys[place:]):
            yield from self._shipped(key)
        if self._more:
            yield from (self._in_our_words(named) for named in self._more.starting_with(letters, limit))

    @lru_cache(maxsize=8192)  # noqa: B019 (one vocabulary lives as long as the process)
    def _shipped(self, key: str) -> tuple[Named, ...]:
        return (*self._own.get(key, ()), *(_named(line) for line in self._lines_of(key)))

    @cached_property
    def written_by_people(self) -> list[str]:
        """Names that a misspelt one may mean: ingredients, prescription trade names, ours; no chance trade names.

        The lines are looked at as text: taking all of them apart would cost a third of a second.
        """
        lines = (line for line in self._lines if RXNORM in line or ("\tbrand\t" in line and "rx~" in line))
        listed = {key for key in map(_key_of_line, lines) if key.count(" ") < 2}
        more = self._more.often_written() if self._more else ()
        return sorted({*self._own, *listed, *self.rarely_written, *more})

    @cached_property
    def rarely_written(self) -> frozenset[str]:
        """Names of substances that hardly anyone writes: a slip may mean one, a sound alone does not."""
        keys = (_key_of_line(line) for line in self._lines if UNII in line)
        return frozenset(key for key in keys if key.isalpha() and key not in self._own)

    @cached_property
    def supplement_ingredients(self) -> frozenset[str]:
        """Return the ingredients that people take as supplements."""
        return frozenset(name for each in self.supplements() for name in each.ingredients)

    def supplements(self) -> Iterator[Named]:
        """Yield the dietary supplements and herbs, each under every name it has."""
        yield from (each for own in self._own.values() for each in own if each.sold == "supplement")

    def listed_as(self, ingredients: tuple[str, ...]) -> Named | None:
        """Return the most listed generic name of just these ingredients."""
        key = self._generics.get("|".join(ingredients))
        named = (
            each for each in self.called(key or "") if each.ingredients == ingredients and each.raw_shapes
        )
        return max(named, key=lambda each: each.listings, default=None)

    def are_sold_together(self, ingredients: tuple[str, ...]) -> bool:
        """Whether these ingredients stand on some list as one product."""
        own = {each.ingredients for named in self._own.values() for each in named}
        return "|".join(ingredients) in self._generics or ingredients in own

    @cached_property
    def _generics(self) -> dict[str, str]:
        most: dict[str, tuple[int, str]] = {}
        for line in self._lines:
            if "\tgeneric\t" in line:
                key, _, parts, count, _ = line.split("\t", 4)
                most[parts] = max(most.get(parts, (0, "")), (int(count), key))
        return {parts: key for parts, (_, key) in most.items()}

    @cached_property
    def sorted_keys(self) -> list[str]:
        """Every key in order of the alphabet."""
        return sorted({*self._own, *map(_key_of_line, self._lines)})


def _key_of_line(line: str) -> str:
    return line[: line.index("\t")]


def _named(line: str) -> Named:
    key, kind, ingredients, listings, source, shapes = line.split("\t")
    return Named(key, kind, tuple(ingredients.split("|")), int(listings), source, raw_shapes=shapes)


def _ingredients() -> dict[str, Ingredient]:
    found = {}
    for line in (FOLDER / "ingredients.tsv").read_text(encoding="utf-8").splitlines():
        name, rxcui, unii, sold, listings, source = line.split("\t")
        found[name] = Ingredient(name, rxcui, unii, sold, int(listings), source)
    return found


def rows_of(file: Traversable) -> Iterator[dict[str, str]]:
    """Yield the rows of one of our commented CSV files."""
    lines = file.read_text(encoding="utf-8").splitlines()
    rows = csv.reader(line for line in lines if line and not line.startswith("#"))
    columns = next(rows)
    yield from (dict(zip(columns, row, strict=True)) for row in rows)


def _own_names(ingredients: dict[str, Ingredient]) -> Iterator[Named]:
    supplements = list(_supplements())
    meant = {named.name: named.ingredients for named in supplements}
    for name, each in ingredients.items():
        if meant.get(key_of(name), (name,)) != (name,):
            continue  # a Latin name of a supplement that a listing also gives as a substance
        yield Named(key_of(name), "ingredient", (name,), each.listings, each.source)
    yield from supplements
    yield from _products()
    yield from _additions()
    yield from _abbreviations()


def _supplements() -> Iterator[Named]:
    for row in rows_of(FOLDER / "supplements.csv"):
        for name in [row["ingredient"], *row["also_called"].split("|")]:
            if name:
                yield Named(
                    key_of(name),
                    "other",
                    (row["ingredient"],),
                    5,
                    "supplements.csv",
                    sold="supplement",
                    ours=True,
                )


def _products() -> Iterator[Named]:
    for row in rows_of(FOLDER / "otc_families.csv"):
        parts = tuple(sorted(row["ingredients"].split("|")))
        key = key_of(row["product"])
        yield Named(key, "brand", parts, 50, "otc_families.csv", "otc", row["form"], row["route"], ours=True)


def _additions() -> Iterator[Named]:
    for row in rows_of(FOLDER / "additions.csv"):
        parts = tuple(sorted(row["ingredients"].split("|")))
        yield Named(key_of(row["name"]), "other", parts, 20, row["source"], sold=row["sold"], ours=True)


def _abbreviations() -> Iterator[Named]:
    for row in rows_of(FOLDER / "abbreviations.csv"):
        parts = tuple(sorted(part for part in row["means"].split("|") if part))
        unsafe = row["error_prone"] == "yes"
        yield Named(
            key_of(row["abbreviation"]),
            "abbreviation",
            parts,
            50,
            row["source"],
            error_prone=unsafe,
            ours=True,
        )
