"""The structured dose of a C-CDA entry in words: "1 tablet every 6 hours as needed for joint pain"."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from brownbag.clinical.vocabulary.details import plain_route
from brownbag.exchange.ccda.elements import attribute, number, said
from brownbag.exchange.ccda.narrative import Narrative
from brownbag.exchange.event_times import EVENTS

UNITS = {"s": "second", "min": "minute", "h": "hour", "d": "day", "wk": "week", "mo": "month", "a": "year"}
SPOKEN = {"oral": "by mouth", "inhaled": "by inhalation", "other": ""}
FORMS = ("tablet", "capsule", "puff", "drop", "spray", "patch", "suppository")


def structured(entry: Element, narrative: Narrative) -> str:
    """Return the coded dose, route and timing of an entry in words, or nothing where none are coded."""
    parts = [dose(entry, narrative), _spoken_route(entry, narrative), *timing(entry)]
    often = any(parts[2:])
    return " ".join(filter(None, (*parts, as_needed(entry, narrative)))) if often and parts[0] else ""


def route(entry: Element, narrative: Narrative) -> str:
    """Return the route in our words where it is one we know, else as the document has it."""
    code = entry.find("routeCode")
    if code is None:
        return ""
    original = code.find("originalText")
    written = said(code.get("displayName")) or narrative.words(original)
    if not written and original is not None:
        written = attribute(original.find("reference"), "value").lstrip("#")
    plain = plain_route(written.casefold())
    return written if plain == "other" else plain


def dose(entry: Element, narrative: Narrative) -> str:
    """Return the amount at once: "1 tablet", "1 to 2 tablet"."""
    quantity = entry.find("doseQuantity")
    if quantity is None:
        return ""
    ends = [quantity.get("value") or "", attribute(quantity.find("low"), "value")]
    high = attribute(quantity.find("high"), "value")
    low = _plain(next(filter(None, ends), ""))
    span = low if not high or _plain(high) == low else f"{low} to {_plain(high)}"
    return f"{span} {_unit(entry, quantity, narrative)}".strip() if low else ""


def timing(entry: Element) -> list[str]:
    """Return how often, and at which moments of the day."""
    return [said for each in entry.findall("effectiveTime") for said in (_every(each), _event(each)) if said]


def as_needed(entry: Element, narrative: Narrative) -> str:
    """Return "as needed" with its reason where the entry has a precondition."""
    criterion = entry.find("precondition/criterion")
    if criterion is None:
        return ""
    value = criterion.find("value")
    reason = narrative.words(criterion.find("text")) or said(attribute(value, "displayName"))
    return f"as needed for {reason}" if reason else "as needed"


def _spoken_route(entry: Element, narrative: Narrative) -> str:
    found = route(entry, narrative)
    return SPOKEN.get(found, found)


def _unit(entry: Element, quantity: Element, narrative: Narrative) -> str:
    given = said(quantity.get("unit")).strip("{}")
    if given and given != "1":
        return given.replace("(s)", "").casefold() if given[:1].isupper() else given.replace("(s)", "")
    original = narrative.words(quantity.find("translation/originalText"))
    form = attribute(entry.find("administrationUnitCode"), "displayName").casefold()
    named = next((word for word in FORMS if word in form), "")
    material = entry.find("consumable/manufacturedProduct/manufacturedMaterial/code")
    product = attribute(material, "displayName").casefold()
    return original or named or next((word for word in FORMS if word in product), "")


def _every(time: Element) -> str:
    found = time.find("period")
    if found is None:
        return ""
    unit = UNITS.get(attribute(found, "unit") or attribute(found.find("low"), "unit"), "")
    low = attribute(found, "value") or attribute(found.find("low"), "value")
    high = attribute(found.find("high"), "value")
    if not unit or number(low) is None:
        return ""
    if (low, unit) in (("24", "hour"), ("1", "day")) and not high:
        return "once a day"
    span = f"{_plain(low)} to {_plain(high)}" if high and high != low else _plain(low)
    return f"every {unit}" if span == "1" else f"every {span} {unit}s"


def _event(time: Element) -> str:
    return EVENTS.get(attribute(time.find("event"), "code"), "")


def _plain(value: str) -> str:
    found = number(value)
    return "" if found is None else f"{found.normalize():f}"
