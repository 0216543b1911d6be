"""The medicine lines of a Bundle: orders, statements and what the pharmacy handed over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from brownbag.clinical.person.record import Fill, Medication
from brownbag.exchange.drug_codes import ingredients_of_parts, name_for
from brownbag.exchange.fhir.dosage import directions_of
from brownbag.exchange.fhir.elements import (
    NDC,
    RXNORM,
    Resource,
    code_in,
    codes,
    codings,
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
        prescriber=named(
            mapping(resource.get("requester")).get("agent") or resource.get("requester"), around
        ),
        pharmacy=named(supply.get("performer"), around),
    )


def stated(resource: Resource, around: Around, key: str, warnings: list[str]) -> Medication:
    """Return the line of a MedicationStatement."""
    if text(resource.get("status")) == "not-taken" or text(resource.get("taken")) == "n":
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
    performers = [named(each.get("actor"), around) for each in mappings(resource.get("performer"))]
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


def claimed(resource: Resource, around: Around, key: str, warnings: list[str]) -> list[Medication]:
    """Return the lines of a pharmacy claim (ExplanationOfBenefit): what a plan paid for."""
    if "pharmacy" not in codes(resource.get("type")) and not _is_drug_claim(resource):
        raise NotUsed("a claim for something else than medicines")
    if text(resource.get("status")) in ("cancelled", "entered-in-error"):
        raise NotUsed("cancelled or entered in error")
    days = next(
        filter(None, (_days_claimed(each) for each in mappings(resource.get("supportingInfo")))), None
    )
    prescribers = (named(each.get("provider"), around) for each in mappings(resource.get("careTeam")))
    known: dict[str, Any] = {
        "prescriber": next(filter(None, prescribers), ""),
        "pharmacy": text(mapping(resource.get("facility")).get("display")),
    }
    return [_claimed(item, days, around, key, warnings, known) for item in mappings(resource.get("item"))]


def _is_drug_claim(resource: Resource) -> bool:
    return any(code_in(item.get("productOrService"), NDC) for item in mappings(resource.get("item")))


def _days_claimed(info: dict[str, Any]) -> Any:
    return (
        number(mapping(info.get("valueQuantity")).get("value"))
        if "dayssupply" in codes(info.get("category"))
        else None
    )


def _claimed(
    item: dict[str, Any], days: Any, around: Around, key: str, warnings: list[str], known: dict[str, Any]
) -> Medication:
    collected, _ = first_day(item, "servicedDate")
    concept, end = item.get("productOrService"), _supply_ends(collected, days)
    ndc = code_in(concept, NDC)
    shown = next((display for _, _, display in codings(concept) if display), "")
    if not shown:
        warnings.append(f"{key}: the claim names the medicine only by its code {ndc}.")
    ended = end is not None and end < around.on
    return Medication(
        name=shown or name_for(ndc=ndc) or NAMELESS,
        status="stopped" if ended else "active",
        start=collected,
        end=end if ended else None,
        source="rx",
        fills=() if collected is None else (_fill(collected, days, item),),
        rxcui=code_in(concept, RXNORM),
        ndc=ndc,
        key=key,
        **known,
    )


def _line(
    resource: Resource, around: Around, key: str, warnings: list[str], *, dosages: Any, **known: Any
) -> Medication:
    concept, named = _medicine(resource, around)
    refuse_none_known(concept)
    name = words(concept) or named or NAMELESS
    if not _has_words(concept) and name not in (NAMELESS, named):
        name = name_for(ndc=code_in(concept, NDC), rxcui=code_in(concept, RXNORM)) or name
        warnings.append(f"{key}: the medicine is named only by its code {name}.")
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
        ingredients=ingredients_of_parts(name),
        directions=directions,
        as_needed=needed.pop() if len(needed) == 1 and needed <= {True, False} else None,
        route=next(filter(None, (words(each.get("route")) for each in mappings(dosages))), ""),
        indication=", ".join(filter(None, reasons)),
        rxcui=code_in(concept, RXNORM),
        ndc=code_in(concept, NDC),
        key=key,
        **known,
    )


def _has_words(concept: Any) -> bool:
    return bool(text(mapping(concept).get("text"))) or any(display for _, _, display in codings(concept))


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


def named(reference: Any, around: Around) -> str:
    """Return the name of whom a reference means, as shown beside it or in the Bundle."""
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
