"""The medicine of one order: what was asked for (RXO), what the pharmacy wrote (RXE) and handed over (RXD)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from brownbag.clinical import vocabulary
from brownbag.clinical.directions import read
from brownbag.clinical.person.record import Fill, Medication
from brownbag.exchange.collecting import Collected
from brownbag.exchange.drug_codes import ingredients_of_parts, name_for
from brownbag.exchange.hl7v2.message import Segment
from brownbag.exchange.hl7v2.values import day, number

NAMED_BY = {"RXO": 1, "RXE": 2, "RXD": 2}
TOLD_IN = {"RXO": 7, "RXE": 7, "RXD": 9}
STRENGTH = {"RXO": (18, 19), "RXE": (25, 26), "RXD": (16, 17)}
FORM = {"RXO": 5, "RXE": 6, "RXD": 6}
FORMS = {
    "tablet",
    "capsule",
    "solution",
    "suspension",
    "syrup",
    "cream",
    "ointment",
    "patch",
    "inhaler",
    "suppository",
}
# HL7 table 0119, order control: what ends an order, and what holds it.
STOPPED = {"CA", "OC", "DC", "OD", "CR", "DR", "CM"}
HELD = {"HD", "OH", "HR"}
RXNORM_NAMES = {"RXN", "RXNORM", "2.16.840.1.113883.6.88"}


def medicine(group: list[Segment], parts: list[Segment], on: date, key: str, found: Collected) -> Medication:
    """Return the line of an order; the first of `parts` says most, the others fill what it leaves out."""
    main, *others = parts
    alike = [main, *(each for each in others if same_medicine(each, main))]
    name, ndc, rxcui = _name(main, key, found)
    timing = _first(group, "TQ1")
    start, _ = day(timing.part(7) if timing else main.part(1, 4))
    end, _ = day(timing.part(8) if timing else main.part(1, 5))
    has_strength = any(sign.isdigit() for sign in name)
    return Medication(
        name=name,
        ingredients=ingredients_of_parts(name),
        strength="" if has_strength else _said(alike, _strength),
        form=_said(alike, lambda each: _form(each, name)),
        route=_route(group, main),
        directions=_said(alike, lambda each: _directions(group, each)),
        status=_status(group, end, on),
        start=start or _ordered(group),
        end=end,
        prescriber=_prescriber(group, alike),
        pharmacy=_said(alike, _pharmacy),
        source="rx",
        fills=_fills(main),
        rxcui=rxcui,
        ndc=ndc,
        key=key,
    )


def same_medicine(one: Segment, other: Segment) -> bool:
    """Return whether an order and what the pharmacy made of it are known to be one medicine."""
    names = one.words(NAMED_BY[one.name]), other.words(NAMED_BY[other.name])
    if names[0] == names[1]:
        return True
    known = [vocabulary.load().resolve(name) for name in names]
    return all(each.is_known for each in known) and known[0].ingredients == known[1].ingredients


def named(segment: Segment) -> str:
    """Return the name of the medicine as a segment has it."""
    return segment.words(NAMED_BY[segment.name])


def _name(segment: Segment, key: str, found: Collected) -> tuple[str, str, str]:
    place = NAMED_BY[segment.name]
    code, system = segment.part(place), segment.part(place, 3).upper()
    ndc = code if system == "NDC" else ""
    rxcui = code if system in RXNORM_NAMES else ""
    name = segment.words(place)
    if not name or name == code:
        name = name_for(ndc=ndc, rxcui=rxcui) or name or "a medicine that the message does not name"
        found.warn(f"{key}: the message names the medicine only by its code {code or 'nothing'}.")
    return name, ndc, rxcui


def _said(parts: list[Segment], what: Callable[[Segment], str]) -> str:
    return next(filter(None, map(what, parts)), "")


def _strength(segment: Segment) -> str:
    amount, unit = (segment.part(each) for each in STRENGTH[segment.name])
    return f"{amount} {unit}" if amount and unit else ""


def _first(group: list[Segment], name: str) -> Segment | None:
    return next((each for each in group if each.name == name), None)


def _form(segment: Segment, name: str) -> str:
    said = segment.part(FORM[segment.name], 2).casefold()
    return said if said in FORMS and said not in name.casefold() else ""


def _nearest(group: list[Segment], segment: Segment, name: str) -> Segment | None:
    """Return the first segment of a kind after the medicine's own, else the first of the order."""
    place = next(number for number, each in enumerate(group) if each is segment)
    return _first(group[place:], name) or _first(group, name)


def _route(group: list[Segment], segment: Segment) -> str:
    route = _nearest(group, segment, "RXR")
    return route.words(1).casefold() if route else ""


def _directions(group: list[Segment], segment: Segment) -> str:
    told = [
        next(filter(None, (one[1:2] or [""]) + one[:1]), "") for one in segment.each(TOLD_IN[segment.name])
    ]
    written = " ".join(filter(None, told))
    timing = _nearest(group, segment, "TQ1")
    often = timing.part(3) if timing else segment.part(1, 2)
    if segment.name == "RXD":
        return written if read(written).outcome == "understood" else ""
    if written:
        return written
    amount, high = (
        (segment.part(2), segment.part(3)) if segment.name == "RXO" else (segment.part(3), segment.part(4))
    )
    unit = segment.words(4 if segment.name == "RXO" else 5)
    span = f"{amount} to {high}" if high and high != amount else amount
    return " ".join(filter(None, (span, unit, _route(group, segment), often))) if span and often else ""


def _status(group: list[Segment], end: date | None, on: date) -> str:
    order = _first(group, "ORC")
    codes = {order.part(1), order.part(5)} if order else set()
    if codes & STOPPED or (end is not None and end < on):
        return "stopped"
    return "on_hold" if codes & HELD else "active"


def _ordered(group: list[Segment]) -> date | None:
    order = _first(group, "ORC")
    return day(order.part(9))[0] if order else None


def _prescriber(group: list[Segment], parts: list[Segment]) -> str:
    order = _first(group, "ORC")
    ways = [(order, 12)] if order else []
    ways += [(each, 13) for each in parts if each.name == "RXE"]
    said = (" ".join(filter(None, (each.part(place, 3), each.part(place, 2)))) for each, place in ways)
    return next(filter(None, said), "")


def _pharmacy(segment: Segment) -> str:
    place = {"RXO": 32, "RXE": 40}.get(segment.name)
    return segment.words(place) if place else ""


def _fills(segment: Segment) -> tuple[Fill, ...]:
    if segment.name != "RXD":
        return ()
    handed, _ = day(segment.part(3))
    return (Fill(handed, None, number(segment.part(4))),) if handed else ()
