"""A name for a product of which only a code is known; until a code can be looked up, the code itself."""

from __future__ import annotations

from functools import lru_cache

from brownbag.clinical import vocabulary


def name_for(*, ndc: str = "", rxcui: str = "") -> str:
    """Return what to call a product that a document names only by its code.

    >>> name_for(ndc="50090443201")
    'NDC 50090443201'
    """
    if ndc:
        return f"NDC {ndc}"
    return f"RxNorm {rxcui}" if rxcui else ""


@lru_cache(maxsize=8192)
def ingredients_of_parts(name: str) -> tuple[str, ...]:
    """Return the ingredients of a name written in RxNorm's way, where only its parts are known one by one.

    Empty where the whole name is known already, or one of the parts is not.

    >>> ingredients_of_parts("warfarin 5 MG Oral Tablet")
    ()
    """
    words = vocabulary.load()
    parts = name.split("[")[0].split(" / ")
    if len(parts) < 2 or words.resolve(name).is_known:
        return ()
    known = [words.resolve(part) for part in parts]
    if not all(each.is_known and len(each.ingredients) == 1 for each in known):
        return ()
    return tuple(sorted({each.ingredients[0] for each in known}))
