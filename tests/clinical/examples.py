"""The person of an example in the file of a rule or a mechanism, as a record."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation

from brownbag.clinical import knowledge
from brownbag.clinical.person.record import (
    Allergy,
    Condition,
    Fill,
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
            breastfeeding=True if example.get("breastfeeding") == "yes" else None,
            pregnancy_weeks=int(example["weeks"]) if "weeks" in example else None,
            weight_kg=Decimal(example["weight"]) if "weight" in example else None,
        ),
        medications=tuple(medication(given) for given in example.get("takes", ())),
        proposed=tuple(
            replace(medication(given), status="proposed") for given in example.get("proposed", ())
        ),
        conditions=tuple(condition(given) for given in example.get("conditions", ())),
        symptoms=tuple(example.get("symptoms", ())),
        immunizations=tuple(Immunization(name) for name in example.get("immunizations", ())),
        barriers=tuple(example.get("barriers", ())),
        allergies=tuple(
            Allergy(given) if isinstance(given, str) else Allergy(*given)
            for given in example.get("allergies", ())
        ),
        observations=tuple(observation(*given) for given in example.get("results", ())),
    )


def condition(given):
    return Condition(given) if isinstance(given, str) else Condition(given[0], since=_ago(given[1]))


def medication(given):
    if isinstance(given, str):
        return Medication(given)
    end = _ago(given.get("ended_days_ago"))
    return Medication(
        given["medicine"],
        directions=given.get("directions", ""),
        how_taken=given.get("how_taken", ""),
        indication=given.get("reason", ""),
        status="stopped" if end else given.get("status", "active"),
        start=_ago(given.get("days_ago")),
        end=end,
        as_needed=True if given.get("as_needed") == "yes" else None,
        route=given.get("route", ""),
        cost_per_month=Decimal(given["cost"]) if "cost" in given else None,
        fills=tuple(
            Fill(_ago(days), *(int(each) for each in supply)) for days, *supply in given.get("fills", ())
        ),
    )


def _ago(days):
    return ON - timedelta(days=int(days)) if days else None


def observation(test, value, days_ago=None, unit=None):
    """A result under a LOINC code, or under the name that a test has in test_names.csv ("key:sodium")."""
    more = {"loinc": _loinc(test), "on": _ago(days_ago) or ON, "unit": unit}
    try:
        return Observation("result", Decimal(value), **more)
    except InvalidOperation:
        return Observation("result", said=value, **more)


def _loinc(test):
    if not test.startswith("key:"):
        return test
    return next(
        row["loincs"].split(";")[0] for row in knowledge.load().facts.tests if row["test"] == test[4:]
    )
