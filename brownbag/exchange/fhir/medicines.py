"""The medicine lines of a Bundle: orders, statements and what the pharmacy handed over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from brownbag.clinical.person.record import Fill, Medication
from brownbag.exchange.fhir.dosage import directions_of
from brownbag.exchange.fhir.elements import (
    NDC,
    RXNORM,
    Resource,
    code_in,
    first_day,
    mapping,
    mappings,
    number,
    tail,
    text,
    words,
)
from brownbag.exchange.fhir.entries import refuse_none_known
from brownbag.exchange.reading import NotUsed

ORDERS = {
    "active": "active",
    "on-hold": "on_hold",
    "cancelled": "stopped",
    "completed": "stopped",
    "stopped": "stopped",
    "draft": "proposed",
}
STATEMENTS = {
    "active": "active",
    "completed": "stopped",
    "intended": "proposed",
    "stopped": "stopped",
    "on-hold": "on_hold",
}
NAMELESS = "a medicine that the document does not name"


@dataclass(frozen=True)
class Around:
    """What a medicine line may refer to: the other resources of the Bundle, and the day of reading."""

    by_reference: Mapping[str, Resource]
    on: date


def ordered(resource: Resource, around: Around, key: str, warnings: list[str]) -> Medication:
    """Return the line of a MedicationRequest; plans and proposals are proposed, not taken."""
    if resource.get("doNotPerform") is True:
        raise NotUsed("an instruction not to give the medicine")
    status = _status(resource, ORDERS, warnings)
    intent = text(resource.get("intent"))
    reported = resource.get("reportedBoolean") is True or bool(resource.get("reportedReference"))
    if intent in ("proposal", "option") or (intent == "plan" and not reported):
        status = "proposed" if status == "active" else status
    supply = mapping(resource.get("dispenseRequest"))
    start, start_said = first_day(resource, "authoredOn")
    end, end_said = (
        first_day(mapping(supply.get("validityPeriod")), "end") if status == "stopped" else (None, "")
    )
    return _line(
        resource,
        around,
        key,
        warnings,
        dosages=resource.get("dosageInstruction"),
        status=status,
        start=start,
        start_said=start_said,
        end=end,
        end_said=end_said,
        source="rx",
        prescriber=_named(resource.get("requester"), around),
        pharmacy=_named(supply.get("performer"), around),
    )


def stated(resource: Resource, around: Around, key: str, warnings: list[str]) -> Medication:
    """Return the line of a MedicationStatement."""
    if text(resource.get("status")) == "not-taken":
        raise NotUsed("the document says that it is not taken")
    period = mapping(resource.get("effectivePeriod")) or {"start": resource.get("effectiveDateTime")}
    start, start_said = first_day(period, "start")
    end, end_said = first_day(period, "end")
    return _line(
        resource,
        around,
        key,
        warnings,
        dosages=resource.get("dosage"),
        status=_status(resource, STATEMENTS, warnings),
        start=start,
        start_said=start_said,
        end=end,
        end_said=end_said,
    )


def handed_over(resource: Resource, around: Around, key: str, warnings: list[str]) -> Medication:
    """Return the line of a MedicationDispense; it counts as taken while the supply lasts."""
    if text(resource.get("status")) != "completed":
        raise NotUsed("not handed over")
    collected, _ = first_day(resource, "whenHandedOver", "whenPrepared")
    days = number(mapping(resource.get("daysSupply")).get("value"))
    fills = () if collected is None else (_fill(collected, days, resource),)
    end = _supply_ends(collected, days)
    if end is None:
        warnings.append(f"{key}: how long the supply lasts is not given; it stands as active.")
    performers = [_named(each.get("actor"), around) for each in mappings(resource.get("performer"))]
    return _line(
        resource,
        around,
        key,
        warnings,
        dosages=resource.get("dosageInstruction"),
        status="active" if end is None or end >= around.on else "stopped",
        start=collected,
        end=end if end is not None and end < around.on else None,
        source="rx",
        pharmacy=next(filter(None, performers), ""),
        fills=fills,
    )


def _line(
    resource: Resource, around: Around, key: str, warnings: list[str], *, dosages: Any, **known: Any
) -> Medication:
    concept, named = _medicine(resource, around)
    refuse_none_known(concept)
    name = words(concept) or named or NAMELESS
    if name == NAMELESS:
        warnings.append(f"{key}: the medicine is not named; it stays on the list and is not checked.")
    directions, unsaid = directions_of(dosages)
    if unsaid:
        warnings.append(f"{key}: the directions of {name} also hold {', '.join(unsaid)}, not put into words.")
    needed = {each.get("asNeededBoolean") for each in mappings(dosages)}
    reasons = [words(each) for each in mappings(resource.get("reasonCode"))]
    reasons += [_reason(each, around) for each in mappings(resource.get("reasonReference"))]
    return Medication(
        name=name,
        directions=directions,
        as_needed=needed.pop() if len(needed) == 1 and needed <= {True, False} else None,
        route=next(filter(None, (words(each.get("route")) for each in mappings(dosages))), ""),
        indication=", ".join(filter(None, reasons)),
        rxcui=code_in(concept, RXNORM),
        ndc=code_in(concept, NDC),
        key=key,
        **known,
    )


def _medicine(resource: Resource, around: Around) -> tuple[Any, str]:
    if resource.get("medicationCodeableConcept"):
        return resource["medicationCodeableConcept"], ""
    reference = mapping(resource.get("medicationReference"))
    found = _referred(reference, around, resource)
    parts = [words(each.get("itemCodeableConcept")) for each in mappings(found.get("ingredient"))]
    return found.get("code"), text(reference.get("display")) or " / ".join(filter(None, parts))


def _referred(reference: Any, around: Around, inside: Resource) -> Resource:
    target = text(mapping(reference).get("reference"))
    if target.startswith("#"):
        held = mappings(inside.get("contained"))
        return next((each for each in held if each.get("id") == target[1:]), {})
    return around.by_reference.get(tail(target), {})


def _named(reference: Any, around: Around) -> str:
    shown = text(mapping(reference).get("display"))
    if shown:
        return shown
    found = _referred(reference, around, {})
    name = found.get("name")
    if isinstance(name, str):
        return name
    first = next(iter(mappings(name)), {})
    given = first.get("given")
    parts = [*(given if isinstance(given, list) else []), first.get("family")]
    return text(first.get("text")) or " ".join(filter(None, map(text, parts)))


def _reason(reference: dict[str, Any], around: Around) -> str:
    return words(_referred(reference, around, {}).get("code")) or text(reference.get("display"))


def _status(resource: Resource, known: Mapping[str, str], warnings: list[str]) -> str:
    given = text(resource.get("status"))
    if given == "entered-in-error":
        raise NotUsed("entered in error")
    if given not in known:
        place = f"{resource.get('resourceType')}/{resource.get('id')}"
        warnings.append(f"{place}: status is {given or 'missing'}; it stands as active, ask the person.")
    return known.get(given, "active")


def _fill(collected: date, days: Any, resource: Resource) -> Fill:
    return Fill(
        collected, None if days is None else int(days), number(mapping(resource.get("quantity")).get("value"))
    )


def _supply_ends(collected: date | None, days: Any) -> date | None:
    if collected is None or days is None or not 0 < days < 3660:
        return None
    return collected + timedelta(days=int(days) - 1)
