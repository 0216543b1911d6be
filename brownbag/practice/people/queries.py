"""Facts about a person as pages and papers need them, and how people are found."""

from django.db.models import Q

from brownbag.practice.people.models import (
    Allergy,
    Caregiver,
    Coverage,
    Person,
    PersonPharmacy,
    Prescriber,
    Result,
)

# LOINC codes of creatinine and of estimated filtration rates.
KIDNEY = (
    "2160-0",
    "38483-4",
    "33914-3",
    "48642-3",
    "48643-1",
    "62238-1",
    "69405-9",
    "77147-7",
    "88293-6",
    "98979-8",
)


def allergies_of(person):
    "The allergies on file that were not withdrawn, oldest first."
    return list(Allergy.objects.unscoped().filter(person=person, withdrawn_at=None).order_by("pk"))


def caregivers_of(person):
    "Who helps the person."
    return Caregiver.objects.unscoped().filter(person=person).order_by("pk")


def prescribers_of(practice):
    "Everyone the practice writes to, by name."
    return Prescriber.objects.unscoped().filter(practice=practice).order_by("name", "pk")


def records_of(person):
    "The keys of the person's record and of every record that was merged into it."
    found, newest = [person.pk], [person.pk]
    while newest:
        merged = Person.objects.unscoped().filter(merged_into__in=newest)
        newest = list(merged.values_list("pk", flat=True))
        found += newest
    return found


def people_found(user, *, words="", born=None):
    "The people the user may see whose names hold all words and who were born on the day, by name."
    found = Person.objects.visible_to(user).filter(merged_into=None)
    for word in words.split():
        found = found.filter(Q(given_name__icontains=word) | Q(family_name__icontains=word))
    if born:
        found = found.filter(birth_date=born)
    return found.order_by("family_name", "given_name", "pk")


def people_like(user, *, family_name, birth_date):
    "People the user may see who could be the same person: same family name and birth date."
    if birth_date is None:
        return Person.objects.visible_to(user).none()
    like = {"family_name__iexact": family_name, "birth_date": birth_date, "merged_into": None}
    return Person.objects.visible_to(user).filter(**like)


def coverages_of(person):
    "Who pays for the person's medicines, newest first."
    return Coverage.objects.unscoped().filter(person=person).order_by("-since", "-pk")


def pharmacies_of(person):
    "The pharmacies that fill for the person."
    rows = PersonPharmacy.objects.unscoped().filter(person=person)
    return rows.select_related("pharmacy").order_by("pharmacy__name", "pk")


def facts_missing(person):
    "What an assessment would need and nobody has put on file, in words."
    results = set(Result.objects.unscoped().filter(person=person).values_list("loinc", flat=True))
    if person.birth_date is None:
        yield "birth date: rules about age are not checked"
    if person.sex == "unknown":
        yield "sex"
    if not results & set(KIDNEY):
        yield "kidney function: doses by kidney function are not checked"
    if person.weight_kg is None:
        yield "weight"
    if person.no_known_allergies is None and not allergies_of(person):
        yield "allergies: not asked"
