"""What one line of a drug list says: a name with what is in it, or the code of a package."""

from __future__ import annotations

import re
from dataclasses import dataclass

from brownbag.clinical.vocabulary.codes import ndc_candidates, product_candidates, product_of
from brownbag.clinical.vocabulary.substances import ingredient_name, our_names
from brownbag.clinical.vocabulary.text import key_of

LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class Entry:
    """A name or a product code, the ingredients by our names, and how the product is sold."""

    key: str
    name: str
    kind: str
    ingredients: str
    sold: str = ""
    route: str = ""
    form: str = ""
    strength: str = ""
    rxcui: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of reading a list: the place after it, its entries, or why this part was refused.

    `unit` names a part that is replaced on its own when a newer one comes: one label of SPL.
    """

    place: int
    entries: tuple[Entry, ...] = ()
    refused: str = ""
    unit: str = ""
    edition: str = ""


@dataclass(frozen=True, slots=True)
class Product:
    """A product as a list gives it, before it is taken apart into entries."""

    brand: str
    generic: str
    substances: tuple[str, ...]
    strengths: tuple[str, ...]
    sold: str
    route: str
    form: str
    ndcs: tuple[str, ...]
    rxcui: str = ""


def entries_of(product: Product) -> tuple[Entry, ...]:
    """Return an entry for each name and each code of a product; none where nothing is said to be in it.

    >>> made = Product("Zocor", "simvastatin", ("SIMVASTATIN",), ("20 mg/1",), "rx", "oral", "tablet", ("0006-0740",))
    >>> [(each.kind, each.key, each.ingredients) for each in entries_of(made)][::2]
    [('brand', 'zocor', 'simvastatin'), ('product', '000060740', 'simvastatin')]
    """
    named = [(name, ingredient_name(name, our_names())) for name in product.substances]
    ingredients = "|".join(sorted({ours for _, ours in named if ours}))
    if not ingredients:
        return ()
    how = {
        "ingredients": ingredients,
        "sold": product.sold,
        "route": product.route.lower(),
        "form": product.form.lower(),
        "strength": _strength(named, product.strengths),
        "rxcui": product.rxcui,
    }
    names = [("brand", product.brand), ("generic", product.generic)]
    found = tuple(
        Entry(key_of(name), name, kind, **how)
        for kind, name in names
        if len(key_of(name)) > 2 and len(name) <= LONGEST_NAME
    )
    label = (product.brand or product.generic)[:LONGEST_NAME]
    return found + tuple(Entry(code, label, "product", **how) for code in _codes(product.ndcs))


def _codes(ndcs: tuple[str, ...]) -> list[str]:
    """The nine digits of labeler and product that the codes name; one product, however it is packed."""
    found = [
        code
        for ndc in ndcs
        for code in (*product_candidates(ndc), *(product_of(each) for each in ndc_candidates(ndc)))
    ]
    return list(dict.fromkeys(found))


def _strength(named: list[tuple[str, str]], strengths: tuple[str, ...]) -> str:
    if len(named) != len(strengths):
        return ""
    pairs = sorted(
        (ours, re.sub(r"\s+", " ", amount.strip()))
        for (_, ours), amount in zip(named, strengths, strict=True)
    )
    return "|".join(f"{ours}={amount}" for ours, amount in pairs if not set("|~;=") & set(amount))
