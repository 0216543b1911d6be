"""The typeahead: from three letters to the products someone is likely to mean."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from brownbag.clinical.vocabulary.details import plain_route
from brownbag.clinical.vocabulary.medicine import Suggestion
from brownbag.clinical.vocabulary.names import FOLDER, Named, Names, Shape, rows_of
from brownbag.clinical.vocabulary.text import key_of

SHORTEST = 3
# Chemical and foreign names help to understand a text, but nobody picks them from a list.
NEVER_SUGGESTED = frozenset(["fda_unii_names", "rxnorm_unii_2014"])
SHAPES_EACH = 3


class Suggester:
    """Ranks names that begin with what was typed: what the person took before, then common use."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self._use = {row["ingredient"]: place for place, row in enumerate(rows_of(FOLDER / "common_use.csv"))}
        self._alike = {row["name"]: row["with"] for row in rows_of(FOLDER / "look_alikes.csv")}

    def suggest(self, prefix: str, *, taken_before: Iterable[str] = (), limit: int = 8) -> list[Suggestion]:
        """Return the best suggestions for the letters typed so far, best first."""
        typed = key_of(prefix)
        if len(typed) < SHORTEST:
            return []
        before = frozenset(taken_before)
        named = sorted(self._starting_with(typed), key=lambda each: self._rank(each, before))
        rows = (row for each in _one_per_name(named) for row in self._rows(each, before))
        return [row for row, _ in zip(rows, range(limit), strict=False)]

    def _starting_with(self, typed: str) -> Iterator[Named]:
        return (each for each in self._names.starting_with(typed) if each.source not in NEVER_SUGGESTED)

    def _rank(self, named: Named, before: frozenset[str]) -> tuple[bool, int, int, int, str]:
        use = min((self._use.get(name, 9999) for name in named.ingredients), default=9999)
        taken = not before & set(named.ingredients)
        return (
            taken,
            use + 150 * (len(named.ingredients) - 1),
            len(named.name.split()),
            -named.listings,
            named.name,
        )

    def _rows(self, named: Named, before: frozenset[str]) -> Iterator[Suggestion]:
        for shape in self._products(named) or [Shape(named.sold, named.route, named.form, "")]:
            yield Suggestion(
                label=_label(named),
                ingredients=named.ingredients,
                strength=_shown_strength(shape),
                form=shape.form.split(",")[0],
                route=plain_route(shape.route),
                sold=shape.sold or named.sold,
                warning=self._warning(named),
                taken_before=bool(before & set(named.ingredients)),
            )

    def _products(self, named: Named) -> list[Shape]:
        """The most listed products of a name: its strengths and forms are what tells them apart."""
        same = [each for each in self._names.called(named.name) if each.ingredients == named.ingredients]
        listed = self._names.listed_as(named.ingredients)
        held = [*same, listed] if named.kind == "brand" else [listed, *same]
        shapes = next((each.shapes for each in (named, *held) if each and each.raw_shapes), ())
        return _distinct(shapes)[:SHAPES_EACH]

    def _warning(self, named: Named) -> str:
        other = self._alike.get(named.name, "")
        return f"Looks like {other}" if other else ""


def _one_per_name(named: list[Named]) -> Iterator[Named]:
    """Each name once; an ingredient with its salt after it is the ingredient again."""
    seen = set()
    for each in named:
        plain = each.ingredients[0] if len(each.ingredients) == 1 else each.name
        said = key_of(plain) if each.name.startswith(f"{key_of(plain)} ") else each.name
        if (said, each.ingredients) not in seen:
            seen.add((said, each.ingredients))
            yield each


def _distinct(shapes: tuple[Shape, ...]) -> list[Shape]:
    kept: dict[tuple[str, str], Shape] = {}
    for shape in shapes:
        kept.setdefault((_shown_strength(shape), shape.form.split(",")[0]), shape)
    return list(kept.values())


def _label(named: Named) -> str:
    """Trade names stand with a capital letter, ingredients and abbreviations without."""
    generic = named.kind in ("ingredient", "generic", "abbreviation") or named.sold == "supplement"
    own_name = len(named.ingredients) == 1 and key_of(named.ingredients[0]) == named.name
    return named.name if generic or own_name else named.name.capitalize()


def _shown_strength(shape: Shape) -> str:
    amounts = [part.partition("=")[2] for part in shape.strength.split("|") if part]
    return " / ".join(
        amount.removesuffix("/1").replace("[USP'U]", "units").replace("[iU]", "units") for amount in amounts
    )
