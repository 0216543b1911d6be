"""From the number under the bars to the medicine in the box, by the lists that are loaded."""

from dataclasses import dataclass

from brownbag.clinical import vocabulary
from brownbag.clinical.vocabulary.codes import ndc_candidates, ndcs_of_barcode


@dataclass(frozen=True)
class Product:
    "What a code turned out to be: the name to fill in, and how it is sold."

    name: str
    source: str


def scanned(code):
    "Return what the page says about a code: the products it can be, or that nobody knows it."
    codes = ndcs_of_barcode(code) or ndc_candidates(code)
    found = dict.fromkeys(product for each in codes if (product := _product(each)))
    return {"code": code, "is_code": bool(codes), "found": list(found)}


def _product(ndc):
    known = vocabulary.load().resolve(ndc)
    if not known.is_known:
        return None
    called = " and ".join(known.ingredients) if known.name.isdecimal() else known.name
    name = " ".join(part for part in (called, known.strength, known.form) if part)
    return Product(name, known.sold)
