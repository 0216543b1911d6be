"""Which medicine a piece of text means, or plainly that it is not known."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from brownbag.clinical.vocabulary.medicine import Resolution, Strength, Suggestion
from brownbag.clinical.vocabulary.names import FOLDER, More, Named, Names
from brownbag.clinical.vocabulary.resolve import Resolver
from brownbag.clinical.vocabulary.suggest import Suggester

__all__ = ["More", "Named", "Resolution", "Strength", "Suggestion", "Vocabulary", "load", "use"]


class Vocabulary:
    """Every medicine name the system knows.

    >>> load().resolve("Coumadin 5 mg tab").ingredients
    ('warfarin',)
    >>> load().resolve("water pill").outcome
    'not_a_medicine'
    """

    def __init__(self, more: More | None = None) -> None:
        self.names = Names(more)
        self.release = (FOLDER / "release.txt").read_text(encoding="utf-8").strip()
        self._resolver = Resolver(self.names)
        self._suggester = Suggester(self.names)

    def resolve(self, text: str) -> Resolution:
        """Return what a text means, or plainly that it is not known."""
        return self._resolver.resolve(text)

    def suggest(self, prefix: str, *, taken_before: Iterable[str] = (), limit: int = 8) -> list[Suggestion]:
        """Return what someone who typed these letters may mean, best first."""
        return self._suggester.suggest(prefix, taken_before=taken_before, limit=limit)


@dataclass
class _InUse:
    more: More | None = None


_in_use = _InUse()


def use(more: More | None) -> None:
    """Let the vocabulary use names beyond those that ship, from now on in this process; None for no others."""
    _in_use.more = more
    load.cache_clear()


@lru_cache(maxsize=1)
def load() -> Vocabulary:
    """Return the vocabulary; it is read once for each process."""
    return Vocabulary(_in_use.more)
