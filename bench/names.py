"""Names of medicines: exact, misspelt, typed letter by letter, and the load of the vocabulary."""

import itertools

from bench.row import Row, measure
from brownbag.clinical import vocabulary

EXACT = ("warfarin 5 mg tablet", "Coumadin", "HCTZ", "Tylenol PM", "sulfamethoxazole-trimethoprim 800-160 mg")
SLIPS = "aeiou"
TYPED = ("met", "lis", "ator", "hyd", "pre", "ace", "vit", "insulin", "levo", "ome")


def rows() -> list[Row]:
    "Measure with everything loaded; each misspelt name is another one, so that no memory of an earlier answer helps."
    known = vocabulary.load()
    exact, typed, misspelt = itertools.cycle(EXACT), itertools.cycle(TYPED), _misspelt(known)
    return [
        measure("load the vocabulary", vocabulary.Vocabulary, aim="150 ms", times=5),
        measure("read an exact name", lambda: known.resolve(next(exact)), aim="0.3 ms, median", times=500),
        measure("read a misspelt name", lambda: known.resolve(next(misspelt)), aim="10 ms, p95", times=300),
        measure("suggest from letters", lambda: known.suggest(next(typed)), aim="20 ms, p95", times=100),
    ]


def _misspelt(known):
    common = [each.name for each in known.names.ingredients.values() if each.listings > 40]
    for place, name in enumerate(itertools.islice(itertools.cycle(common), 100_000)):
        at = place % len(name)
        yield name[:at] + SLIPS[place % len(SLIPS)] + name[at + 1 :]
