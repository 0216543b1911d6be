"""Put a person and the facts on file about them into the record."""

from django.db import transaction

from brownbag.practice.people.models import Allergy, Condition, Immunization, Person, Result, Symptom


@transaction.atomic
def register(*, practice, given_name, family_name, record, by, place="", phone="", invented=False):
    "Add a person with the facts of a record that was read in."
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
    _keep_facts(person, record, by)
    return person


def _keep_facts(person, record, by):
    every = {"practice": person.practice, "person": person, "entered_by": by}
    for each in record.conditions:
        _keep(
            Condition, every, name=each.name, icd10cm=each.icd10cm or "", since=each.since, status=each.status
        )
    for each in record.allergies:
        _keep(
            Allergy, every, substance=each.substance, reaction=each.reaction, kind=each.kind, since=each.since
        )
    for each in record.observations:
        measured = {
            "value": each.value,
            "said": each.said,
            "unit": each.unit or "",
            "loinc": each.loinc or "",
        }
        _keep(Result, every, name=each.name, on=each.on, **measured)
    for each in record.immunizations:
        _keep(Immunization, every, name=each.name, cvx=each.cvx or "", on=each.on)
    for words in record.symptoms:
        _keep(Symptom, every, words=words)


def _keep(model, every, **facts):
    model.objects.unscoped().create(**every, **facts)
