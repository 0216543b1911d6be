"""What a text says beyond the name: strength of each ingredient, form, route, how it is sold, its code."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from brownbag.clinical.vocabulary.medicine import Resolution, Strength
from brownbag.clinical.vocabulary.names import Named, Names, Shape
from brownbag.clinical.vocabulary.strengths import Written

ROUTE_WORDS = (
    ("ophthalmic", "ophthalmic"),
    ("auricular", "otic"),
    ("inhalation", "inhaled"),
    ("nasal", "nasal"),
    ("transdermal", "transdermal"),
    ("percutaneous", "topical"),
    ("topical", "topical"),
    ("cutaneous", "topical"),
    ("vaginal", "vaginal"),
    ("rectal", "rectal"),
    ("sublingual", "sublingual"),
    ("buccal", "buccal"),
    ("subcutaneous", "subcutaneous"),
    ("intramuscular", "intramuscular"),
    ("intravenous", "intravenous"),
    ("dental", "oral"),
    ("oral", "oral"),
)


def with_details(
    answer: Resolution,
    *,
    named: Named | None,
    names: Names,
    amounts: tuple[Written, ...],
    written: str,
    said: tuple[str, str],
    rest: str,
) -> Resolution:
    """Return the answer with what the text, else the listing of the name, says about the product."""
    form, route = said
    if not answer.is_known:
        return replace(answer, strength=written, form=form, route=route)
    shapes = tuple(shape for shape in (named.shapes if named else ()) if shape.form)
    route = route or (named.route if named and named.route else _only_route(shapes))
    form = form or (named.form if named else "")
    sold = named.sold if named and named.sold else _only({shape.sold for shape in shapes})
    return replace(
        answer,
        strengths=_strengths(answer.ingredients, amounts, shapes, rest),
        strength=written,
        form=form,
        route=route,
        sold=sold or _sold(answer, names),
        rxcui=_rxcui(answer, names),
    )


def form_and_route(words: list[str], forms: dict[str, tuple[str, str]]) -> tuple[str, str]:
    """Return the first dose form and the first route that the words name; two words before one."""
    form = route = ""
    for size in (2, 1):
        for place in range(len(words) - size + 1):
            said = forms.get(" ".join(words[place : place + size]))
            if said:
                form, route = form or said[0], route or said[1]
    return form, route


def plain_route(listed: str) -> str:
    """Return our word for a route as FDA listings name it.

    >>> plain_route("respiratory (inhalation)"), plain_route("auricular (otic)")
    ('inhaled', 'otic')
    """
    return next((ours for word, ours in ROUTE_WORDS if word in listed), "other" if listed else "")


def _rxcui(answer: Resolution, names: Names) -> str:
    only = answer.ingredients[0] if len(answer.ingredients) == 1 else ""
    return names.ingredients[only].rxcui if only in names.ingredients else ""


def _sold(answer: Resolution, names: Names) -> str:
    kinds = {names.ingredients[name].sold for name in answer.ingredients if name in names.ingredients}
    return "rx" if "rx" in kinds else "otc" if "otc" in kinds else ""


def _only(values: set[str]) -> str:
    return next(iter(values)) if len(values) == 1 else ""


def _only_route(shapes: tuple[Shape, ...]) -> str:
    return _only({plain_route(shape.route) for shape in shapes})


def _strengths(
    ingredients: tuple[str, ...], amounts: tuple[Written, ...], shapes: tuple[Shape, ...], rest: str
) -> tuple[Strength, ...]:
    """Give each ingredient its amount: by the listed product with these amounts, else by order of naming."""
    if len(ingredients) == 1 and amounts:
        return (_strength(ingredients[0], amounts[0]),) if amounts[0].unit else ()
    if len(amounts) != len(ingredients) or not amounts:
        return ()
    named = _by_listing(amounts, shapes) or _by_order(ingredients, rest)
    return (
        tuple(_strength(name, amount) for name, amount in zip(named, amounts, strict=True)) if named else ()
    )


def _strength(ingredient: str, written: Written) -> Strength:
    return Strength(ingredient, written.amount, written.unit or "mg", written.per, written.per_unit)


def _by_listing(amounts: tuple[Written, ...], shapes: tuple[Shape, ...]) -> tuple[str, ...]:
    for shape in shapes:
        listed = {
            Decimal(part.partition("=")[2].split()[0]): part.partition("=")[0]
            for part in shape.strength.split("|")
            if part
        }
        if len(listed) == len(amounts) and set(listed) == {each.amount for each in amounts}:
            return tuple(listed[each.amount] for each in amounts)
    return ()


def _by_order(ingredients: tuple[str, ...], rest: str) -> tuple[str, ...]:
    text = rest.casefold()
    places = {name: text.find(name) for name in ingredients}
    return tuple(sorted(ingredients, key=places.__getitem__)) if min(places.values()) >= 0 else ()
