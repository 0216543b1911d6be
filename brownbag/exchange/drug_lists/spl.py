"""Structured Product Labels of DailyMed: one XML document a label, in a file, a folder or a release ZIP."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element

from brownbag.exchange.drug_lists.archives import documents_of
from brownbag.exchange.drug_lists.entries import Entry, Product, Step, entries_of
from brownbag.exchange.reading import UnusableInput
from brownbag.exchange.xml_tree import tree_of

NDC = "2.16.840.1.113883.6.69"
PRESCRIPTION_LABEL = "34391-3"
ACTIVE = re.compile(r"ACTI[BMR]")


def read(path: Path, start: int = 0) -> Iterator[Step]:
    """Yield a step for each label; a label that cannot be used is refused alone, with a sentence."""
    for place, (name, content) in enumerate(documents_of(path, ".xml"), start=1):
        if place > start:
            yield _step(place, name, content)


def _step(place: int, name: str, content: bytes) -> Step:
    try:
        document = tree_of(content)
    except UnusableInput as fault:
        return Step(place, refused=f"{name}: {fault}")
    set_id = _attribute(document.find("setId"), "root")
    if document.tag != "document" or not set_id:
        return Step(
            place, refused=f"{name}: no label (found <{document.tag}>, expected <document> with a setId)."
        )
    edition = _attribute(document.find("effectiveTime"), "value")[:8]
    sold = "rx" if _attribute(document.find("code"), "code") == PRESCRIPTION_LABEL else "otc"
    products = (
        found for subject in document.iter("subject") for found in subject.findall("manufacturedProduct")
    )
    entries = tuple(entry for each in products for entry in _entries(each, sold))
    if not entries:
        return Step(place, refused=f"{name}: the label names no active ingredient.")
    return Step(place, entries, unit=set_id, edition=edition)


def _entries(outer: Element, sold: str) -> tuple[Entry, ...]:
    product = next(
        (each for each in outer if each.tag in ("manufacturedProduct", "manufacturedMedicine")), outer
    )
    routes = {_attribute(route, "displayName") for route in outer.iter("routeCode")}
    parts = [part for kit in product.findall("part") for part in kit.findall("partProduct")]
    active = [each for holder in (product, *parts) for each in _active(holder)]
    suffix = _words(product.find("name/suffix"))
    return entries_of(
        Product(
            brand=f"{_words(product.find('name'))} {suffix}".strip(),
            generic=_words(product.find("asEntityWithGeneric/genericMedicine/name")),
            substances=tuple(name for name, _ in active),
            strengths=() if parts else tuple(amount for _, amount in active),
            sold=sold,
            route="; ".join(sorted(routes - {""})),
            form=_attribute(product.find("formCode"), "displayName"),
            ndcs=tuple(code for code in _codes(product) if code),
        )
    )


def _codes(product: Element) -> list[str]:
    packages = [code for each in product.iter("containerPackagedProduct") for code in each.findall("code")]
    own = [*product.findall("code"), *packages]
    return [_attribute(code, "code") for code in own if _attribute(code, "codeSystem") == NDC]


def _active(product: Element) -> Iterator[tuple[str, str]]:
    for ingredient in product.findall("ingredient"):
        if ACTIVE.fullmatch(ingredient.get("classCode", "")):
            yield _words(ingredient.find("ingredientSubstance/name")), _amount(ingredient)
    for ingredient in product.findall("activeIngredient"):
        yield _words(ingredient.find("activeIngredientSubstance/name")), _amount(ingredient)


def _amount(ingredient: Element) -> str:
    above, below = ingredient.find("quantity/numerator"), ingredient.find("quantity/denominator")
    per = _attribute(below, "value") + (
        "" if _attribute(below, "unit") == "1" else f" {_attribute(below, 'unit')}"
    )
    per = "/1" if per.strip() in ("1", "") else f"/{per.removeprefix('1 ').replace(' ', '')}"
    return f"{_attribute(above, 'value')} {_attribute(above, 'unit')}{per}"


def _attribute(element: Element | None, name: str) -> str:
    return "" if element is None else element.get(name, "")


def _words(element: Element | None) -> str:
    return "" if element is None else " ".join((element.text or "").split())
