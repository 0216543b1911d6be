"""Put a person and the facts on file about them into the record."""

from django.db import transaction
from django.utils import timezone

from brownbag.clinical.person.record import Record
from brownbag.practice.people.models import (
    Allergy,
    Caregiver,
    Condition,
    Coverage,
    Immunization,
    Person,
    PersonIdentifier,
    PersonPharmacy,
    Pharmacy,
    Prescriber,
    Result,
    Setting,
    Symptom,
)
from brownbag.practice.shared_pages.fitting import fitting

NOTHING_YET = Record()


@transaction.atomic
def register(
    *, practice, given_name, family_name, by, record=NOTHING_YET, place="", phone="", invented=False
):
    "Add a person, with the facts of a record where there is one."
    person = Person.objects.unscoped().create(
        practice=practice,
        given_name=given_name,
        family_name=family_name,
        birth_date=record.person.birth_date,
        sex=record.person.sex,
        weight_kg=record.person.weight_kg,
        height_cm=record.person.height_cm,
        pregnant=record.person.pregnant,
        breastfeeding=record.person.breastfeeding,
        no_known_allergies=record.no_known_allergies,
        phone=phone,
        place=place,
        setting=record.setting or "community",
        goals="\n".join(record.goals),
        barriers="\n".join(record.barriers),
        invented=invented,
    )
    keep_facts(person=person, record=record, by=by)
    return person


@transaction.atomic
def keep_facts(*, person, record, by, said_by="", document=None):
    "Put the facts of a record on file; a fact that is on file already is not put there twice."
    every = {"said_by": said_by, "document": document, "entered_by": by}
    for model, facts in _facts_of(record):
        for fact in facts:
            _keep(model, person, fitting(model, fact), every)
    _fill_in(person, record)


@transaction.atomic
def add_fact(*, model, person, by, said_by, on, **fact):
    "Put one fact on file as someone said it."
    about = {"practice": person.practice, "person": person, "entered_by": by}
    return model.objects.unscoped().create(**about, said_by=said_by, said_on=on, **fact)


@transaction.atomic
def change_person(*, person, expected_version, changes):
    "Change what is known about a person."
    for name, value in changes.items():
        setattr(person, name, value)
    person.save_with_version(expected=expected_version, update_fields=list(changes))


@transaction.atomic
def withdraw_allergy(*, allergy):
    "Take an allergy off that turned out not to be one; it stays in the history."
    allergy.withdrawn_at = timezone.now()
    allergy.save(update_fields=["withdrawn_at"])


@transaction.atomic
def know_prescriber(*, practice, name, clinic="", phone="", fax=""):
    "Return the prescriber of that name and clinic, and keep a number that was not known before."
    found, _ = Prescriber.objects.unscoped().get_or_create(practice=practice, name=name, clinic=clinic)
    _complete(found, phone=phone, fax=fax)
    return found


@transaction.atomic
def know_pharmacy(*, practice, name, kind="local", phone="", fax=""):
    "Return the pharmacy of that name, and keep a number that was not known before."
    found, _ = Pharmacy.objects.unscoped().get_or_create(
        practice=practice, name=name, defaults={"kind": kind}
    )
    _complete(found, phone=phone, fax=fax)
    return found


@transaction.atomic
def use_pharmacy(*, person, name, kind="local", phone="", fax="", what_for=""):
    "Keep that a pharmacy fills for the person."
    pharmacy = know_pharmacy(practice=person.practice, name=name, kind=kind, phone=phone, fax=fax)
    row, _ = PersonPharmacy.objects.unscoped().update_or_create(
        person=person, pharmacy=pharmacy, defaults={"practice": person.practice, "what_for": what_for}
    )
    return row


@transaction.atomic
def add_caregiver(*, person, name, relation="", phone=""):
    "Keep who helps the person."
    about = {"practice": person.practice, "person": person}
    return Caregiver.objects.unscoped().create(**about, name=name, relation=relation, phone=phone)


@transaction.atomic
def keep_identifiers(*, person, identifiers):
    "Keep the numbers by which other systems know the person."
    for system, value in identifiers:
        PersonIdentifier.objects.unscoped().get_or_create(
            practice=person.practice, person=person, system=system[:200], value=value[:200]
        )


def _facts_of(record):
    yield (
        Condition,
        [
            {
                "name": each.name,
                "icd10cm": each.icd10cm or "",
                "since": each.since,
                "since_said": each.since_said,
                "status": each.status,
            }
            for each in record.conditions
        ],
    )
    yield (
        Allergy,
        [
            {
                "substance": each.substance,
                "reaction": each.reaction,
                "severity": each.severity,
                "kind": each.kind,
                "since": each.since,
            }
            for each in record.allergies
        ],
    )
    yield (
        Result,
        [
            {
                "name": each.name,
                "value": each.value,
                "said": each.said or _said_where_too_large(each.value),
                "unit": each.unit or "",
                "loinc": each.loinc or "",
                "on": each.on,
                "origin": each.origin,
            }
            for each in record.observations
        ],
    )
    yield (
        Immunization,
        [{"name": each.name, "cvx": each.cvx or "", "on": each.on} for each in record.immunizations],
    )
    yield Coverage, [_coverage(each) for each in record.coverage if each.payer or each.plan]
    yield Symptom, [{"words": words} for words in record.symptoms]


def _said_where_too_large(value):
    "A number that is too large to be a result is kept in its digits."
    return "" if fitting(Result, {"value": value})["value"] == value else str(value)


def _coverage(each):
    payer = ", ".join(part for part in (each.payer, each.plan) if part)
    backwards = each.start and each.end and each.end < each.start
    return {
        "payer": payer[:200],
        "member_number": each.member_id[:60],
        "since": each.start,
        "until": None if backwards else each.end,
    }


def _keep(model, person, fact, every):
    rows = model.objects.unscoped().filter(person=person)
    if not rows.filter(**fact).exists():
        model.objects.unscoped().create(practice=person.practice, person=person, **every, **fact)


def _fill_in(person, record):
    "Keep what was not known about the person; what is known is never overwritten by a document."
    known = {
        name: getattr(record.person, name)
        for name in ("birth_date", "weight_kg", "height_cm", "pregnant", "breastfeeding")
    } | {"no_known_allergies": record.no_known_allergies}
    new = {
        name: value for name, value in known.items() if value is not None and getattr(person, name) is None
    }
    if person.sex == "unknown" and record.person.sex != "unknown":
        new["sex"] = record.person.sex
    for name in ("goals", "barriers"):
        if getattr(record, name) and not getattr(person, name):
            new[name] = "\n".join(getattr(record, name))
    if record.setting and person.setting == Setting.COMMUNITY:
        new["setting"] = record.setting
    if new:
        change_person(person=person, expected_version=person.version, changes=new)


def _complete(row, **numbers):
    new = {name: value for name, value in numbers.items() if value and not getattr(row, name)}
    for name, value in new.items():
        setattr(row, name, value)
    if new:
        row.save(update_fields=list(new))
