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
DAYS = {
    "mon": "Monday",
    "tue": "Tuesday",
    "wed": "Wednesday",
    "thu": "Thursday",
    "fri": "Friday",
    "sat": "Saturday",
    "sun": "Sunday",
}
SAID = {
    "frequency",
    "frequencyMax",
    "period",
    "periodMax",
    "periodUnit",
    "when",
    "dayOfWeek",
    "timeOfDay",
    "count",
    "boundsDuration",
    "boundsRange",
    "boundsPeriod",
}
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
    "site",
    "method",
    "doseAndRate",
    "maxDosePerPeriod",
}


def directions_of(dosages: Any) -> tuple[str, tuple[str, ...]]:
    """Return the directions in words, and the names of the parts that no words were found for.

    >>> directions_of([{"doseAndRate": [{"doseQuantity": {"value": Decimal(1), "unit": "tablet"}}],
    ...     "timing": {"repeat": {"frequency": Decimal(2), "period": Decimal(1), "periodUnit": "d"}}}])
    ('1 tablet 2 times a day', ())
    """
    each = mappings(dosages)
    unsaid = [name for dosage in each if not text(dosage.get("text")) for name in _unsaid(dosage)]
    return _joined(each), tuple(dict.fromkeys(unsaid))


def _joined(dosages: list[dict[str, Any]]) -> str:
    """Put steps after each other with "then", what has the same sequence side by side; other lists stay lists."""
    said = [(number(dosage.get("sequence")), _said(dosage)) for dosage in dosages]
    said = [(place, told) for place, told in said if told]
    places = [place for place, _ in said]
    if len(said) < 2 or None in places or any(text(dosage.get("text")) for dosage in dosages[1:]):
        return "; ".join(told for _, told in said)
    if text(dosages[0].get("text")):
        return said[0][1]
    whole = said[0][1]
    for before, (place, told) in zip(places, said[1:], strict=False):
        whole += f", then {told}" if place != before else f" and {told}"
    return whole


def _said(dosage: dict[str, Any]) -> str:
    given = text(dosage.get("text"))
    more = [text(dosage.get("patientInstruction"))]
    if given:
        return given
    extra = [words(each) for each in mappings(dosage.get("additionalInstruction"))]
    dose = _dose(dosage)
    most = _most(dosage)
    if most and not dose and "timing" not in dosage:
        dose, most = most[0].replace("No more than", "up to").replace("one day", "a day"), []
    parts = [words(dosage.get("method")), dose, *_where(dosage), *_timing(dosage)]
    parts += [_as_needed(dosage), *_length(dosage)]
    told = " ".join(part for part in parts if part)
    return ". ".join(part for part in (told, *most, *extra, *more) if part)


def _where(dosage: dict[str, Any]) -> list[str]:
    site = words(dosage.get("site"))
    route = words(dosage.get("route"))
    if not site:
        return [route]
    joins = "in" if route in ("ophthalmic", "otic", "nasal", "subcutaneous") else "on"
    return [f"{joins} {site}" if site.startswith(("both", "each", "one ")) else f"{joins} the {site}"]


def _most(dosage: dict[str, Any]) -> list[str]:
    most = mapping(dosage.get("maxDosePerPeriod"))
    period = mapping(most.get("denominator"))
    amount = _amount(most.get("numerator"))
    days = number(period.get("value"))
    if not amount or days is None:
        return []
    per_day = (text(period.get("code")), days) in (("d", Decimal(1)), ("h", Decimal(24)))
    return [
        f"No more than {amount} in one day"
        if per_day
        else f"no more than {amount} per {days} {text(period.get('unit'))}"
    ]


def _dose(dosage: dict[str, Any]) -> str:
    doses = mappings(dosage.get("doseAndRate")) or [dosage]  # STU3 has the dose in the dosage itself
    if len(doses) != 1:
        return ""
    span = mapping(doses[0].get("doseRange"))
    if span and not span.get("low"):
        return f"up to {_amount(span.get('high'))}" if _amount(span.get("high")) else ""
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
    return [coded, _how_often(repeat), _on_days(repeat), *_at_times(repeat, events)]


def _length(dosage: dict[str, Any]) -> list[str]:
    repeat = mapping(mapping(dosage.get("timing")).get("repeat"))
    count = number(repeat.get("count"))
    if count == 1 and number(repeat.get("period")) is None:
        return ["one time only", _how_long(repeat)]
    return [f"for {_plain(count)} doses" if count else "", _how_long(repeat)]


def _on_days(repeat: dict[str, Any]) -> str:
    days = [DAYS.get(day, "") for day in texts(repeat.get("dayOfWeek"))]
    return " ".join(f"on {day}" for day in days if day)


def _at_times(repeat: dict[str, Any], events: list[str]) -> list[str]:
    clocks = [f"at {clock[:5]}" for clock in texts(repeat.get("timeOfDay"))]
    return [" and ".join(each for each in events if each), " and ".join(clocks)]


def _how_often(repeat: dict[str, Any]) -> str:
    period, named = number(repeat.get("period")), PERIODS.get(text(repeat.get("periodUnit")))
    if period is None or named is None:
        return ""
    times = number(repeat.get("frequency"))
    if number(repeat.get("frequencyMax")) or number(repeat.get("periodMax")):
        return _how_often_at_most(repeat, times, period, named)
    if period == 1 and named == "week" and times and times > 1:
        return f"{_plain(times)} days a week"
    if period == 1:
        often = "once" if times in (None, 1) else f"{_plain(times)} times"
        return f"{often} a {named}" if named != "hour" else f"{often} every hour"
    every = f"every {_plain(period)} {named}s"
    return every if times in (None, 1) else f"{_plain(times)} times {every}"


def _how_often_at_most(repeat: dict[str, Any], times: Decimal | None, period: Decimal, named: str) -> str:
    """Say a range of times ("1 to 3 times a day") or of periods ("every 4 to 6 hours")."""
    most, longest = number(repeat.get("frequencyMax")), number(repeat.get("periodMax"))
    if longest and times in (None, 1) and not most:
        return f"every {_plain(period)} to {_plain(longest)} {named}s"
    if most and not longest and period == 1:
        return f"{_plain(times or Decimal(1))} to {_plain(most)} times a {named}"
    return f"{_plain(times)} to {_plain(most)} times in {_plain(period)} to {_plain(longest)} {named}s"


def _how_long(repeat: dict[str, Any]) -> str:
    span = mapping(repeat.get("boundsRange"))
    if span:
        return _how_long_at_most(span)
    bounds = mapping(repeat.get("boundsDuration"))
    value, named = number(bounds.get("value")), PERIODS.get(text(bounds.get("code")))
    return f"for {_plain(value)} {named}s" if value is not None and named else ""


def _how_long_at_most(span: dict[str, Any]) -> str:
    low, high = mapping(span.get("low")), mapping(span.get("high"))
    most, named = number(high.get("value")), PERIODS.get(text(high.get("code")))
    if most is None or named is None:
        return ""
    least = number(low.get("value"))
    return (
        f"for {_plain(least)} to {_plain(most)} {named}s" if least else f"for up to {_plain(most)} {named}s"
    )


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
