"""A name for a product of which only a code is known: what a loaded drug list calls it, else the code itself."""

from __future__ import annotations

from functools import lru_cache

from brownbag.clinical import vocabulary


def name_for(*, ndc: str = "", rxcui: str = "") -> str:
    """Return what to call a product that a document names only by its code.

    A code that no loaded list knows stays a code: it is looked up again once a list is loaded.

    >>> name_for(ndc="50090443201")
    'NDC 50090443201'
    """
    codes = [f"{system} {code}" for system, code in (("NDC", ndc), ("RxNorm", rxcui)) if code]
    return next(filter(None, map(_listed_name, codes)), codes[0] if codes else "")


def _listed_name(code: str) -> str:
    """Return ingredients, strength and form by a code, where these words lead back to the same medicine."""
    words = vocabulary.load()
    found = words.resolve(code)
    if not found.is_known:
        return ""
    name = " ".join(filter(None, (" / ".join(found.ingredients), found.strength, found.form)))
    return name if words.resolve(name).ingredients == found.ingredients else ""


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
