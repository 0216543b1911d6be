"""Conditions, allergies, results and vaccines of a Bundle; each either kept or refused with a reason."""

from __future__ import annotations

from typing import Any

from brownbag.clinical.person.record import Allergy, Condition, Immunization, Observation, Person
from brownbag.exchange.fhir.elements import (
    ABSENT,
    CVX,
    ICD10CM,
    LOINC,
    Resource,
    code_in,
    codes,
    codings,
    day,
    first_day,
    mapping,
    mappings,
    number,
    text,
    texts,
    unit,
    words,
)
from brownbag.exchange.fhir.own import fields_of
from brownbag.exchange.reading import Named, NotUsed

# SNOMED CT 716186003 no known allergy, 409137002 no known drug allergy; the others are IPS codes.
NO_KNOWN_ALLERGIES = {"716186003", "409137002", "no-known-allergies", "no-known-medication-allergies"}
NOT_TRUE = {"refuted", "entered-in-error"}
NOT_SETTLED = {"unconfirmed", "provisional"}
PAST = {"inactive", "remission", "resolved"}
SEXES = {"male", "female", "other", "unknown"}


def person(resource: Resource, warnings: list[str]) -> Person:
    """Return who the Bundle is about; a birth date that is no full day is named, never completed."""
    born, said = day(resource.get("birthDate"))
    if born is None:
        given = f"is {said!r}, not a full day" if said else "is missing"
        warnings.append(f"Patient.birthDate {given}; rules about age are not checked.")
    gender = text(resource.get("gender")) or "unknown"
    if gender not in SEXES:
        warnings.append(f"Patient.gender is {gender!r}; expected male, female, other or unknown.")
    if resource.get("deceasedBoolean") is True or resource.get("deceasedDateTime"):
        warnings.append("Patient.deceased: the document says that the person has died.")
    return Person(birth_date=born, sex=gender if gender in SEXES else "unknown")


def named(resource: Resource) -> Named:
    """Return the name, phone and identifiers of a Patient; the official name before any other.

    >>> named({"name": [{"use": "official", "given": ["Ruth", "Ann"], "family": "Hale"}]}).given_name
    'Ruth Ann'
    """
    names = mappings(resource.get("name"))
    name = next((each for each in names if each.get("use") == "official"), next(iter(names), {}))
    phones = [each for each in mappings(resource.get("telecom")) if each.get("system") == "phone"]
    identifiers = [
        (text(each.get("system")), text(each.get("value"))) for each in mappings(resource.get("identifier"))
    ]
    given = " ".join(each for each in texts(name.get("given")) if each.strip())
    return Named(
        given_name=given or text(name.get("text")),
        family_name=text(name.get("family")),
        phone=text(next(iter(phones), {}).get("value")),
        identifiers=tuple(dict.fromkeys(pair for pair in identifiers if all(pair))),
    )


def condition(resource: Resource, warnings: list[str]) -> Condition:
    """Return a condition; what was ruled out or entered in error is refused."""
    name, code = words(resource.get("code")), resource.get("code")
    refuse_none_known(code)
    verified = codes(resource.get("verificationStatus"))
    if verified & NOT_TRUE:
        raise NotUsed("ruled out or entered in error")
    if "differential" in verified:
        raise NotUsed("only considered, not diagnosed")
    if not name:
        raise NotUsed("it names no condition")
    if verified & NOT_SETTLED:
        warnings.append(f"Condition {name!r} is {' '.join(sorted(verified))} in the document.")
    since, said = first_day(resource, "onsetDateTime")
    over = bool(codes(resource.get("clinicalStatus")) & PAST) or any(
        key.startswith("abatement") for key in resource
    )
    return Condition(
        name,
        code_in(code, ICD10CM) or None,
        since,
        said or text(resource.get("onsetString")),
        fields_of(resource).get("status") or ("past" if over else "active"),
    )


def says_no_known_allergies(resource: Resource) -> bool:
    """Return whether an AllergyIntolerance says that no allergy is known."""
    told = codes(resource.get("verificationStatus")) & NOT_TRUE
    return not told and bool(codes(resource.get("code")) & NO_KNOWN_ALLERGIES)


def allergy(resource: Resource, warnings: list[str]) -> Allergy:
    """Return an allergy; what was refuted, resolved or entered in error is refused."""
    if codes(resource.get("verificationStatus")) & NOT_TRUE:
        raise NotUsed("refuted or entered in error")
    refuse_none_known(resource.get("code"))
    if codes(resource.get("clinicalStatus")) & PAST:
        raise NotUsed("no longer active")
    reactions = mappings(resource.get("reaction"))
    substance = words(resource.get("code")) or next(
        filter(None, (words(each.get("substance")) for each in reactions)), ""
    )
    if not substance:
        raise NotUsed("it names no substance")
    signs = [words(sign) for each in reactions for sign in mappings(each.get("manifestation"))]
    severities = [text(each.get("severity")) for each in reactions]
    since, _ = first_day(resource, "onsetDateTime")
    return Allergy(
        substance,
        ", ".join(filter(None, signs)),
        next(filter(None, severities), "") or fields_of(resource).get("severity", ""),
        text(resource.get("type")) or fields_of(resource).get("kind") or "allergy",
        since,
    )


def observations(resource: Resource, warnings: list[str]) -> list[Observation]:
    """Return the results of an Observation: its own value and one for each component."""
    if text(resource.get("status")) in ("entered-in-error", "cancelled"):
        raise NotUsed("cancelled or entered in error")
    whole = [resource, *mappings(resource.get("component"))]
    found = [_result(part, resource) for part in whole if _value_key(part)]
    if not found:
        raise NotUsed("it holds no value")
    return found


def immunization(resource: Resource, warnings: list[str]) -> Immunization:
    """Return a vaccine that was given."""
    if text(resource.get("status")) != "completed":
        raise NotUsed("not given, or entered in error")
    refuse_none_known(resource.get("vaccineCode"))
    name = words(resource.get("vaccineCode"))
    if not name:
        raise NotUsed("it names no vaccine")
    given, _ = first_day(resource, "occurrenceDateTime")
    return Immunization(name, code_in(resource.get("vaccineCode"), CVX) or None, given)


def refuse_none_known(concept: Any) -> None:
    """Refuse an entry that says that there is, or that is known, nothing of its kind."""
    if any(system == ABSENT for system, _, _ in codings(concept)):
        raise NotUsed(f"it says: {words(concept) or 'none known'}")


def _value_key(part: dict[str, Any]) -> str:
    return next((key for key in part if key.startswith("value")), "")


def _result(part: dict[str, Any], whole: Resource) -> Observation:
    key = _value_key(part)
    taken, _ = first_day(whole, "effectiveDateTime", "effectiveInstant", "issued")
    if taken is None:
        taken, _ = first_day(mapping(whole.get("effectivePeriod")), "end", "start")
    value, said, measured_in = _value(key, part[key])
    return Observation(
        name=words(part.get("code")) or "a result without a name",
        value=value,
        said=said,
        unit=measured_in or fields_of(part).get("unit"),
        loinc=code_in(part.get("code"), LOINC) or None,
        on=taken,
        origin=fields_of(part).get("origin", ""),
    )


def _value(key: str, found: Any) -> tuple[Any, str, str | None]:
    if key == "valueQuantity":
        return _quantity(mapping(found))
    if key == "valueInteger" and number(found) is not None:
        return found, "", None
    if key == "valueBoolean" and isinstance(found, bool):
        return None, "yes" if found else "no", None
    said = words(found) if isinstance(found, dict) else text(found)
    if not said:
        raise NotUsed(f"its {key} is not read yet")
    return None, said, None


def _quantity(quantity: dict[str, Any]) -> tuple[Any, str, str | None]:
    value, measured_in = number(quantity.get("value")), unit(quantity)
    if value is None:
        raise NotUsed("its quantity has no number")
    comparator = text(quantity.get("comparator"))
    if comparator:
        return None, f"{comparator} {value}", measured_in
    return value, "", measured_in
