"""A FHIR Dosage in words: its text where one is given, else words for its structure."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from brownbag.exchange.event_times import EVENTS
from brownbag.exchange.fhir.elements import mapping, mappings, number, text, texts, unit, words

PERIODS = {
    "s": "second",
    "min": "minute",
    "h": "hour",
    "d": "day",
    "wk": "week",
    "mo": "month",
    "a": "year",
}
SAID = {"frequency", "period", "periodUnit", "when", "boundsDuration", "boundsPeriod"}
USED = {
    "doseQuantity",
    "doseRange",
    "sequence",
    "text",
    "patientInstruction",
    "additionalInstruction",
    "timing",
    "asNeededBoolean",
    "asNeededCodeableConcept",
    "route",
    "doseAndRate",
}


def directions_of(dosages: Any) -> tuple[str, tuple[str, ...]]:
    """Return the directions in words, and the names of the parts that no words were found for.

    >>> directions_of([{"doseAndRate": [{"doseQuantity": {"value": Decimal(1), "unit": "tablet"}}],
    ...     "timing": {"repeat": {"frequency": Decimal(2), "period": Decimal(1), "periodUnit": "d"}}}])
    ('1 tablet 2 times a day', ())
    """
    each = mappings(dosages)
    unsaid = [name for dosage in each if not text(dosage.get("text")) for name in _unsaid(dosage)]
    return "; ".join(filter(None, map(_said, each))), tuple(dict.fromkeys(unsaid))


def _said(dosage: dict[str, Any]) -> str:
    given = text(dosage.get("text"))
    more = [text(dosage.get("patientInstruction"))]
    if given:
        return given
    extra = [words(each) for each in mappings(dosage.get("additionalInstruction"))]
    parts = [_dose(dosage), words(dosage.get("route")), *_timing(dosage), _as_needed(dosage), *extra, *more]
    return " ".join(part for part in parts if part)


def _dose(dosage: dict[str, Any]) -> str:
    doses = mappings(dosage.get("doseAndRate")) or [dosage]  # STU3 has the dose in the dosage itself
    if len(doses) != 1:
        return ""
    span = mapping(doses[0].get("doseRange"))
    if span:
        return " to ".join(filter(None, (_amount(span.get("low")), _amount(span.get("high")))))
    return _amount(doses[0].get("doseQuantity"))


def _amount(quantity: Any) -> str:
    found = mapping(quantity)
    value = number(found.get("value"))
    return "" if value is None else f"{_plain(value)} {text(found.get('unit')) or unit(found) or ''}".strip()


def _timing(dosage: dict[str, Any]) -> list[str]:
    timing = mapping(dosage.get("timing"))
    repeat = mapping(timing.get("repeat"))
    events = [EVENTS.get(code, "") for code in texts(repeat.get("when"))]
    coded = "" if repeat else words(timing.get("code"))
    return [coded, _how_often(repeat), *events, _how_long(repeat)]


def _how_often(repeat: dict[str, Any]) -> str:
    period, named = number(repeat.get("period")), PERIODS.get(text(repeat.get("periodUnit")))
    if period is None or named is None:
        return ""
    times = number(repeat.get("frequency"))
    if period == 1:
        often = "once" if times in (None, 1) else f"{_plain(times)} times"
        return f"{often} a {named}" if named != "hour" else f"{often} every hour"
    every = f"every {_plain(period)} {named}s"
    return every if times in (None, 1) else f"{_plain(times)} times {every}"


def _how_long(repeat: dict[str, Any]) -> str:
    bounds = mapping(repeat.get("boundsDuration"))
    value, named = number(bounds.get("value")), PERIODS.get(text(bounds.get("code")))
    return f"for {_plain(value)} {named}s" if value is not None and named else ""


def _as_needed(dosage: dict[str, Any]) -> str:
    reason = words(dosage.get("asNeededCodeableConcept"))
    if reason:
        return f"as needed for {reason}"
    return "as needed" if dosage.get("asNeededBoolean") is True else ""


def _unsaid(dosage: dict[str, Any]) -> list[str]:
    repeat = mapping(mapping(dosage.get("timing")).get("repeat"))
    doses = mappings(dosage.get("doseAndRate"))
    rates = [name for each in doses for name in each if name.startswith("rate")]
    several = ["doseAndRate"] if len(doses) > 1 else []
    events = [code for code in texts(repeat.get("when")) if code not in EVENTS]
    return sorted({*(set(dosage) - USED), *(set(repeat) - SAID), *rates, *several, *events})


def _plain(value: Decimal | None) -> str:
    return "" if value is None else f"{value.normalize():f}"
