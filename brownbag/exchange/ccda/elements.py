"""The small parts of a C-CDA: codes, times, names and null flavors, read without trust."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal, InvalidOperation
from xml.etree.ElementTree import Element

RXNORM = "2.16.840.1.113883.6.88"
NDC = "2.16.840.1.113883.6.69"
LOINC = "2.16.840.1.113883.6.1"
ICD10CM = "2.16.840.1.113883.6.90"
CVX = {"2.16.840.1.113883.12.292", "2.16.840.1.113883.6.59"}
# Texts that stand for an empty field.
EMPTY = frozenset(
    {
        "",
        "-",
        "--",
        "n/a",
        "na",
        "none",
        "unknown",
        "not available",
        "not indicated",
        "not applicable",
        "null",
    }
)


def attribute(element: Element | None, name: str) -> str:
    """Return an attribute, or an empty text where it or the element is missing."""
    return "" if element is None else (element.get(name) or "").strip()


def said(text: str | None) -> str:
    """Return a text with single spaces, or nothing where it only says that nothing is there."""
    plain = " ".join((text or "").split())
    return "" if plain.casefold() in EMPTY else plain


def codings(code: Element | None) -> Iterator[tuple[str, str, str]]:
    """Give system, code and display of a coded element and of each translation of it."""
    if code is None:
        return
    for each in (code, *code.findall("translation")):
        yield attribute(each, "codeSystem"), attribute(each, "code"), said(each.get("displayName"))


def code_in(code: Element | None, *systems: str) -> str:
    """Return the code in one of several code systems, or an empty text."""
    return next((found for system, found, _ in codings(code) if system in systems and found), "")


def codes(code: Element | None) -> set[str]:
    """Return every code, whatever its system."""
    return {found for _, found, _ in codings(code) if found}


def day_of(value: str) -> tuple[date | None, str]:
    """Return the day of an HL7 time, or the words where only a year or month is given.

    >>> day_of("20130121093000-0500"), day_of("2013")
    ((datetime.date(2013, 1, 21), ''), (None, '2013'))
    """
    digits = value.strip()[:8]
    if len(digits) < 8 or not digits.isdigit():
        return None, "-".join(filter(None, (value[:4], value[4:6]))) if value[:4].isdigit() else ""
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:8])), ""
    except ValueError:
        return None, value


def period(element: Element) -> tuple[str, str]:
    """Return the first and last moment of an act, as HL7 times; one point in time is both."""
    times = [each for each in element.findall("effectiveTime") if each.find("period") is None]
    for time in times:
        low, high = attribute(time.find("low"), "value"), attribute(time.find("high"), "value")
        point = attribute(time, "value")
        if low or high or point:
            return low or point, high
    return "", ""


def number(value: str) -> Decimal | None:
    """Return an exact number, or None."""
    try:
        found = Decimal(value)
    except InvalidOperation:
        return None
    return found if found.is_finite() else None


def is_negated(element: Element) -> bool:
    """Whether the entry says that something is not so."""
    return attribute(element, "negationInd").casefold() in ("true", "1")


def status_said(element: Element) -> str:
    """Return what a status observation beside an entry says: active, on hold, no longer active."""
    for related in element.findall("entryRelationship"):
        observation = related.find("observation")
        if observation is not None and attribute(observation.find("code"), "code") == "33999-4":
            value = observation.find("value")
            if value is not None:
                words = said("".join(value.itertext())) or attribute(value, "displayName")
                return f"{attribute(value, 'code')} {attribute(value, 'displayName')} {words}".casefold()
    return ""


def person_name(element: Element | None) -> tuple[str, str]:
    """Return given and family name of a `name` element."""
    if element is None:
        return "", ""
    given = " ".join(filter(None, (said(each.text) for each in element.findall("given"))))
    family = said(element.findtext("family"))
    return (given, family) if given or family else (said("".join(element.itertext())), "")
