"""Names that look like a misspelt one. A second medicine nearly as close makes the answer unsure."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property, lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from brownbag.clinical.vocabulary.names import FOLDER, Names, rows_of
from brownbag.clinical.vocabulary.slips import cost, sound_of
from brownbag.clinical.vocabulary.text import key_of

SHORTEST, LONGEST = 4, 60
LOOKED_AT = 14
# One more slip makes a reading this many times (e to the power) less likely.
PER_SLIP = 4.0
# The share of all readings that the best one must have to be given as likely.
SURE = 0.85
# A name that hardly anyone writes is meant by one slip at most: two words of a person's name are near many.
ONE_SLIP = 1.15
# A listed look-alike that needs this much more slipping than the best is still too close.
LOOK_ALIKE_MARGIN = 1.0
# A name that sounds the same is at most this many slips away, however it is spelled.
SAME_SOUND, SOUND_LETTERS = 1.0, 6
# What a name of so many letters may cost at most.
ALLOWED = ((4, 0.75), (5, 1.15), (6, 1.5), (8, 2.0), (10, 2.5), (LONGEST, 2.9))


@dataclass(frozen=True, slots=True)
class Near:
    """A name near to a written one, what it stands for, and the cost of the slips between them."""

    name: str
    ingredients: tuple[str, ...]
    cost: float
    weight: float


class Similar:
    """Finds the names that someone who wrote a misspelt one may have meant."""

    def __init__(self, names: Names) -> None:
        self._names = names

    @lru_cache(maxsize=4096)  # noqa: B019 (one vocabulary lives as long as the process)
    def to(self, key: str) -> tuple[Near, ...]:
        """Return the nearest name alone when it is safely meant, several when it is not, else none."""
        allowed = _allowed(key)
        near = self._near(key, allowed)
        if not near or near[0].cost > allowed:
            return ()
        best = near[0]
        if best.name in self._names.rarely_written and best.cost > ONE_SLIP:
            return ()
        rivals = [each for each in near if each.ingredients != best.ingredients]
        share = sum(each.weight for each in near if each.ingredients == best.ingredients)
        if share < SURE * sum(each.weight for each in near):
            return (best, *rivals)
        alike = [each for each in rivals if self._are_look_alikes(best, each)]
        return (best, *alike)

    def _near(self, key: str, allowed: float) -> list[Near]:
        edits = 1 if allowed < 1 else 2 if allowed < 2 else 3 if allowed < 2.5 else 4
        hits = process.extract(key, self._pool, scorer=OSA.distance, score_cutoff=edits, limit=LOOKED_AT * 2)
        closest = sorted(hits, key=lambda hit: (hit[1], -self._use(hit[0]), hit[0]))[:LOOKED_AT]
        names = dict.fromkeys([*(name for name, _, _ in closest), *self._sounding_like(key)])
        near = [self._judged(key, name) for name in names if _same_numbers(key, name)]
        return sorted(near, key=lambda each: (-each.weight, each.name))

    def _sounding_like(self, key: str) -> list[str]:
        return self._by_sound.get(sound_of(key), []) if len(key) >= SOUND_LETTERS else []

    @cached_property
    def _by_sound(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for name in self._pool:
            if len(name) >= SOUND_LETTERS and name not in self._names.rarely_written:
                found.setdefault(sound_of(name), []).append(name)
        return found

    def _judged(self, key: str, name: str) -> Near:
        slips = cost(key, name)
        if slips > SAME_SOUND and name in self._sounding_like(key):
            slips = SAME_SOUND
        prior = math.log2(2 + self._use(name))
        return Near(name, self._meaning(name), slips, prior * math.exp(-PER_SLIP * slips))

    def _meaning(self, name: str) -> tuple[str, ...]:
        return max(self._names.called(name), key=lambda named: named.listings).ingredients

    def _use(self, name: str) -> int:
        return max(named.listings for named in self._names.called(name))

    def _are_look_alikes(self, best: Near, other: Near) -> bool:
        pair = frozenset((best.name, other.name))
        return pair in self._look_alikes and other.cost - best.cost < LOOK_ALIKE_MARGIN

    @cached_property
    def _look_alikes(self) -> frozenset[frozenset[str]]:
        rows = rows_of(FOLDER / "look_alikes.csv")
        return frozenset(
            frozenset((row["name"], key_of(other)))
            for row in rows
            for other in row["with"].split(" (")[0].split(" and ")
        )

    @cached_property
    def _pool(self) -> list[str]:
        return [key for key in self._names.written_by_people if SHORTEST <= len(key) <= LONGEST]


def _allowed(key: str) -> float:
    if len(key) < SHORTEST:
        return 0
    return next((most for size, most in ALLOWED if len(key) <= size), 0)


def _same_numbers(written: str, name: str) -> bool:
    """Whether the short words and numbers agree: beta-1a is not beta-1b, and vitamin d is not vitamin e."""
    return _short_words(written) == _short_words(name)


def _short_words(key: str) -> list[str]:
    words = key.split()
    return (
        [word for word in words if len(word) < 3 or any(sign.isdigit() for sign in word)]
        if len(words) > 1
        else []
    )
