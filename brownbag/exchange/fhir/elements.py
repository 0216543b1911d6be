"""The small parts of FHIR resources: codes, quantities, references and days, read without trust."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from brownbag.exchange.reading import whole_day

RXNORM = "http://www.nlm.nih.gov/research/umls/rxnorm"
NDC = "http://hl7.org/fhir/sid/ndc"
ICD10CM = "http://hl7.org/fhir/sid/icd-10-cm"
CVX = "http://hl7.org/fhir/sid/cvx"
LOINC = "http://loinc.org"
UCUM = "http://unitsofmeasure.org"
ABSENT = "http://hl7.org/fhir/uv/ips/CodeSystem/absent-unknown-uv-ips"

Resource = dict[str, Any]


def mapping(found: Any) -> dict[str, Any]:
    """Return an object, or an empty one where something else stands."""
    return found if isinstance(found, dict) else {}


def mappings(found: Any) -> list[dict[str, Any]]:
    """Return the objects of a list, or nothing where something else stands."""
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []


def text(found: Any) -> str:
    """Return a text, or an empty one where something else stands."""
    return found.strip() if isinstance(found, str) else ""


def texts(found: Any) -> list[str]:
    """Return the texts of a list, or nothing where something else stands."""
    return [each for each in found if isinstance(each, str)] if isinstance(found, list) else []


def codings(concept: Any) -> Iterator[tuple[str, str, str]]:
    """Give the system, code and display of each coding of a CodeableConcept."""
    for coding in mappings(mapping(concept).get("coding")):
        yield text(coding.get("system")), text(coding.get("code")), text(coding.get("display"))


def code_in(concept: Any, system: str) -> str:
    """Return the code of a concept in one code system, or an empty text."""
    return next((code for found, code, _ in codings(concept) if found == system and code), "")


def codes(concept: Any) -> set[str]:
    """Return every code of a concept, whatever its system; STU3 writes some of them as plain text."""
    if isinstance(concept, str):
        return {concept}
    return {code for _, code, _ in codings(concept) if code}


def words(concept: Any) -> str:
    """Return what a concept says in words; a bare code is said with its system."""
    said = text(mapping(concept).get("text"))
    shown = [display for _, _, display in codings(concept) if display]
    bare = [f"{system.rsplit('/', 1)[-1]} {code}" for system, code, _ in codings(concept) if code]
    return said or next(iter(shown + bare), "")


def number(found: Any) -> Decimal | None:
    """Return an exact number, or None."""
    return found if isinstance(found, Decimal) and found.is_finite() else None


def unit(quantity: dict[str, Any]) -> str | None:
    """Return the UCUM code of a quantity's unit, else the unit as written."""
    coded = text(quantity.get("code")) if quantity.get("system") == UCUM else ""
    return coded or text(quantity.get("unit")) or text(quantity.get("code")) or None


def day(found: Any) -> tuple[date | None, str]:
    """Return a day, and the words instead where only a month or year is given."""
    said = text(found)
    known = whole_day(said)
    return known, "" if known else said


def first_day(resource: Resource, *names: str) -> tuple[date | None, str]:
    """Return the first of several date fields that says anything."""
    return next((day(resource[name]) for name in names if text(resource.get(name))), (None, ""))


def tail(reference: str) -> str:
    """Return what a reference ends in, the same for a relative, an absolute and a urn:uuid one.

    >>> tail("https://example.org/fhir/Patient/7/_history/2"), tail("urn:uuid:7")
    ('7', '7')
    """
    return reference.split("/_history/")[0].rsplit("/", 1)[-1].rsplit(":", 1)[-1]
