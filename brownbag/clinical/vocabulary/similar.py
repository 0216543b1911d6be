"""Names that look like a misspelt one. A second medicine nearly as close makes the answer unsure."""

from __future__ import annotations

from functools import cached_property

from rapidfuzz import process
from rapidfuzz.distance import OSA

from brownbag.clinical.vocabulary.names import Named, Names
from brownbag.clinical.vocabulary.text import key_of

SHORTEST = 5


class Similar:
    """Finds the names nearest to a misspelt one by edits of single letters."""

    def __init__(self, names: Names) -> None:
        self._names = names

    def to(self, key: str) -> tuple[Named, ...]:
        """Return the nearest name alone when it is safely nearest, several when it is not, else none."""
        allowed = _edits_allowed(key)
        if not allowed:
            return ()
        hits = process.extract(key, self._pool, scorer=OSA.distance, score_cutoff=allowed + 1, limit=24)
        return self._safe(key, [(name, int(distance)) for name, distance, _ in hits], allowed)

    def _safe(self, key: str, hits: list[tuple[str, int]], allowed: int) -> tuple[Named, ...]:
        ranked = sorted(((distance, self._best(name)) for name, distance in hits), key=_rank)
        if not ranked or ranked[0][0] > allowed:
            return ()
        nearest, best = ranked[0]
        rivals = [
            named
            for distance, named in ranked
            if distance <= nearest + 1 and named.ingredients != best.ingredients
        ]
        close = [
            named for named in rivals if _is_rival(best, named, key, nearest, OSA.distance(key, named.name))
        ]
        return (best, *close)

    def _best(self, key: str) -> Named:
        return max(self._names.called(key), key=lambda named: named.listings)

    @cached_property
    def _pool(self) -> list[str]:
        """Ingredients, trade names of prescriptions, and the names we added; no chance trade names."""
        return [key for key in self._names.sorted_keys if SHORTEST <= len(key) <= 40 and self._belongs(key)]

    def _belongs(self, key: str) -> bool:
        named = self._names.called(key)
        if any(each.source not in ("fda_ndc_2019_04", "fda_unii_names") for each in named):
            return True
        if any(each.kind == "ingredient" for each in named):
            return any(each.listings > 2 for each in named)
        return (
            any(each.kind == "brand" and ("rx~" in each.raw_shapes) for each in named)
            and len(key.split()) <= 2
        )


def _edits_allowed(key: str) -> int:
    size = len(key)
    return 0 if size < SHORTEST else 1 if size <= 6 else 2 if size <= 10 else 3


def _rank(item: tuple[int, Named]) -> tuple[int, int, str]:
    distance, named = item
    return (distance, -named.listings, named.name)


def _is_rival(best: Named, other: Named, key: str, nearest: int, distance: int) -> bool:
    """Whether another medicine is near enough that the reading cannot be relied on."""
    if distance == nearest:
        return other.listings * 20 >= best.listings
    return (nearest >= 2 and other.listings >= best.listings) or key_of(other.name)[:3] == key[
        :3
    ] != best.name[:3]
