"""What a text says beyond the name: strength of each ingredient, form, route, how it is sold, its code."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from brownbag.clinical.vocabulary.medicine import Resolution, Strength
from brownbag.clinical.vocabulary.names import Named, Names, Shape
from brownbag.clinical.vocabulary.strengths import Written, plain_number, strengths_in
from brownbag.clinical.vocabulary.text import words_of

ROUTE_WORDS = (
    ("ophthalmic", "ophthalmic"),
    ("auricular", "otic"),
    ("inhalation", "inhaled"),
    ("nasal", "nasal"),
    ("transdermal", "transdermal"),
    ("subcutaneous", "subcutaneous"),
    ("percutaneous", "topical"),
    ("cutaneous", "topical"),
    ("topical", "topical"),
    ("vaginal", "vaginal"),
    ("rectal", "rectal"),
    ("sublingual", "sublingual"),
    ("buccal", "buccal"),
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
    shapes = _shapes(answer, named, names)
    route = route or (named.route if named and named.route else _listed_route(answer, shapes, names))
    form = form or (named.form if named else "")
    sold = named.sold if named and named.sold else _only({shape.sold for shape in shapes})
    amounts = amounts or bare_amounts(words_of(rest))
    strengths = _strengths(answer.ingredients, amounts, shapes, _order(answer, names), names)
    return replace(
        answer,
        strengths=strengths,
        strength=written or _as_written(strengths),
        form=form,
        route=route,
        sold=sold or _sold(answer, names),
        rxcui=_rxcui(answer, names),
    )


def product_answer(text: str, named: Named) -> Resolution:
    """Return the answer for a product that is known by its code: everything as its list gives it."""
    shape = named.shapes[0] if named.shapes else Shape(named.sold, "", "", "")
    amounts = _listed_amounts(shape)
    strengths = tuple(_strength(name, amounts[name]) for name in named.ingredients if name in amounts)
    strengths = strengths if len(strengths) == len(named.ingredients) else ()
    return Resolution(
        text,
        "matched",
        named.ingredients,
        name=named.name,
        strengths=strengths,
        strength=_as_written(strengths),
        form=shape.form,
        route=plain_route(shape.route),
        sold=shape.sold,
        why=f"Read from {named.source}.",
    )


def _shapes(answer: Resolution, named: Named | None, names: Names) -> tuple[Shape, ...]:
    """The listed products of the name, else those of the ingredients under their own names."""
    own = tuple(shape for shape in (named.shapes if named else ()) if shape.form)
    return own or _generic_shapes(answer.ingredients, names)


def _generic_shapes(ingredients: tuple[str, ...], names: Names) -> tuple[Shape, ...]:
    listed = names.listed_as(ingredients)
    return tuple(shape for shape in listed.shapes if shape.form) if listed else ()


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


def _listed_route(answer: Resolution, shapes: tuple[Shape, ...], names: Names) -> str:
    """The one route of the listed products; a supplement is swallowed, though the one listing be a plaster."""
    if set(answer.ingredients) <= names.supplement_ingredients:
        return ""
    return _only({plain_route(shape.route) for shape in shapes})


def _strengths(
    ingredients: tuple[str, ...],
    amounts: tuple[Written, ...],
    shapes: tuple[Shape, ...],
    order: tuple[str, ...],
    names: Names,
) -> tuple[Strength, ...]:
    """Give each ingredient its amount: by the listed product with these amounts, else by order of naming.

    A number without a unit gets the unit of the one listed product that has it, never a unit by default.
    """
    amounts = _one_amount(amounts) if len(ingredients) == 1 else _in_one_volume(amounts)
    if len(amounts) != len(ingredients):
        return ()
    for listed_products in (shapes, _generic_shapes(ingredients, names)):
        if listed := _by_listing(ingredients, amounts, listed_products):
            return listed
    named = ingredients if len(ingredients) == 1 else order
    if set(named) != set(ingredients) or not all(each.unit for each in amounts):
        return ()
    return tuple(_strength(name, amount) for name, amount in zip(named, amounts, strict=True))


def _as_written(strengths: tuple[Strength, ...]) -> str:
    units = {"ug": "mcg", "[USP'U]": "units", "[IU]": "units"}
    return "/".join(f"{plain_number(each.amount)} {units.get(each.unit, each.unit)}" for each in strengths)


def _one_amount(amounts: tuple[Written, ...]) -> tuple[Written, ...]:
    """The amount of a single ingredient: "1 g (1,000 mg)" says it twice, "10 mg 5 mg" leaves it open."""
    solid = list(dict.fromkeys(each for each in amounts if each.per_unit == "1"))
    if len(solid) > 1:
        return ()
    return tuple(solid) or amounts[:1]


def _in_one_volume(amounts: tuple[Written, ...]) -> tuple[Written, ...]:
    """The amounts of a liquid of several: "7.5 mg/325 mg per 15 mL" writes the volume once for both."""
    *others, last = amounts or (Written(Decimal(0), ""),)
    if last.per_unit != "mL" or any(each.per_unit != "1" for each in others):
        return amounts
    return tuple(replace(each, per=last.per, per_unit=last.per_unit) for each in amounts)


def bare_amounts(words: list[str]) -> tuple[Written, ...]:
    """Return the one number that stands alone among the words ("lisinopril 20"), if there is just one."""
    numbers = [word for word in words if re.fullmatch(r"\d{1,5}(\.\d+)?", word)]
    return (Written(Decimal(numbers[0]), ""),) if len(numbers) == 1 else ()


def _strength(ingredient: str, written: Written) -> Strength:
    return Strength(ingredient, written.amount, written.unit, written.per, written.per_unit)


def _by_listing(
    ingredients: tuple[str, ...], amounts: tuple[Written, ...], shapes: tuple[Shape, ...]
) -> tuple[Strength, ...]:
    """The amounts as the listed products have them; none where two products with them disagree on the unit."""
    found: dict[tuple[tuple[str, str], ...], tuple[Strength, ...]] = {}
    for shape in shapes:
        listed = _listed_amounts(shape)
        if set(listed) == set(ingredients) and len(set(listed.values())) == len(listed):
            by_amount = {(each.amount, each.unit): name for name, each in listed.items()}
            matched = tuple(_listed_as(each, by_amount) for each in amounts)
            if None not in matched and len(set(matched)) == len(amounts):
                given = tuple(
                    _strength(name, written if written.unit else listed[name])
                    for name, written in zip(matched, amounts, strict=True)
                    if name
                )
                found.setdefault(tuple((each.ingredient, each.unit) for each in given), given)
    return next(iter(found.values())) if len(found) == 1 else ()


def _listed_as(written: Written, by_amount: dict[tuple[Decimal, str], str]) -> str | None:
    fitting = [
        name
        for (amount, unit), name in by_amount.items()
        if amount == written.amount and written.unit in ("", unit)
    ]
    return fitting[0] if len(fitting) == 1 else None


def _listed_amounts(shape: Shape) -> dict[str, Written]:
    """The amount of each ingredient in one unit of a listed product; liquids by volume keep their volume."""
    found = {}
    for part in filter(None, shape.strength.split("|")):
        name, _, amount = part.partition("=")
        read, _, _ = strengths_in(_plain_units(amount))
        if read:
            found[name] = read[0]
    return found


def _plain_units(amount: str) -> str:
    plain = amount.removesuffix("/1").replace("[USP'U]", "units").replace("[iU]", "iu")
    return re.sub(r"^(?=\.)", "0", plain)


def _order(answer: Resolution, names: Names) -> tuple[str, ...]:
    """The ingredients in the order in which the text names them, or none where a name holds several."""
    named = [names.called(part)[0].ingredients for part in answer.name.split(" / ") if part in names]
    return tuple(each[0] for each in named) if all(len(each) == 1 for each in named) else ()
