"""The person of an example in a rule file, as a record."""

from datetime import date, timedelta
from decimal import Decimal, InvalidOperation

from brownbag.clinical.person.record import (
    Allergy,
    Condition,
    Immunization,
    Medication,
    Observation,
    Person,
    Record,
)

ON = date(2026, 11, 24)


def record_of(example):
    return Record(
        setting=example.get("setting", ""),
        person=Person(
            age=None if example.get("age") == "not known" else Decimal(example.get("age", 60)),
            sex=example.get("sex", "unknown"),
            pregnant=True if example.get("pregnant") == "yes" else None,
        ),
        medications=tuple(medication(given) for given in example["takes"]),
        conditions=tuple(Condition(name) for name in example.get("conditions", ())),
        symptoms=tuple(example.get("symptoms", ())),
        immunizations=tuple(Immunization(name) for name in example.get("immunizations", ())),
        barriers=tuple(example.get("barriers", ())),
        allergies=tuple(
            Allergy(given) if isinstance(given, str) else Allergy(*given)
            for given in example.get("allergies", ())
        ),
        observations=tuple(observation(*given) for given in example.get("results", ())),
    )


def medication(given):
    if isinstance(given, str):
        return Medication(given)
    ago = given.get("days_ago")
    return Medication(
        given["medicine"],
        directions=given.get("directions", ""),
        how_taken=given.get("how_taken", ""),
        indication=given.get("reason", ""),
        start=ON - timedelta(days=int(ago)) if ago else None,
        as_needed=True if given.get("as_needed") == "yes" else None,
        route=given.get("route", ""),
    )


def observation(loinc, value):
    try:
        return Observation("result", Decimal(value), loinc=loinc, on=ON)
    except InvalidOperation:
        return Observation("result", said=value, loinc=loinc, on=ON)
