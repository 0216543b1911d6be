"""The head of every page about a person: who, allergies, and the results that matter most."""

from dataclasses import dataclass
from datetime import date

from brownbag.practice.people.models import Allergy, Result
from brownbag.practice.shared_pages.wording import NO_BREAK, short_date, years_old

# LOINC codes of the results a pharmacist looks at first, in the order shown.
FIRST_LOOK = (
    ("INR", ("6301-6", "34714-6")),
    ("Potassium", ("2823-3", "6298-4")),
    ("eGFR", ("33914-3", "48642-3", "48643-1", "62238-1", "69405-9", "77147-7", "88293-6", "98979-8")),
    ("Creatinine", ("2160-0", "38483-4")),
    ("A1c", ("4548-4", "17856-6")),
    ("Digoxin", ("10535-3",)),
    ("Blood pressure", ("8480-6",)),
)
DIASTOLIC = "8462-4"
SHOWN_AT_MOST = 6


@dataclass(frozen=True)
class ShownResult:
    name: str
    value: str
    note: str


@dataclass(frozen=True)
class Banner:
    "What the head of the page says about a person."

    person: object
    sub: str
    allergies: tuple[str, ...]
    allergies_note: str
    results: tuple[ShownResult, ...]


def banner_of(person, *, on, visit=None):
    "Put together the head of a page about a person."
    allergies = Allergy.objects.unscoped().filter(person=person, withdrawn_at=None).order_by("pk")
    shown = tuple(_allergy_words(allergy) for allergy in allergies)
    return Banner(
        person=person,
        sub=" · ".join(part for part in _sub(person, on, visit) if part),
        allergies=shown,
        allergies_note="" if shown else _no_allergies(person),
        results=tuple(_results(person, on=on))[:SHOWN_AT_MOST],
    )


def _sub(person, on, visit):
    age = years_old(person.birth_date, on=on)
    yield f"{age} years" if age is not None else "age not known"
    if person.birth_date:
        yield f"born {short_date(person.birth_date)}"
    if person.sex != "unknown":
        yield person.get_sex_display()
    if person.weight_kg:
        yield f"{person.weight_kg.normalize():f}{NO_BREAK}kg"
    yield person.place
    if visit:
        yield visit.get_setting_display() + (f" with {visit.with_whom}" if visit.with_whom else "")


def _allergy_words(allergy):
    words = f"{allergy.substance}: {allergy.reaction}" if allergy.reaction else allergy.substance
    return f"{words}, {allergy.since.year}" if allergy.since else words


def _no_allergies(person):
    return "No known allergies" if person.no_known_allergies else "Not asked yet"


def _results(person, *, on):
    rows = _latest_by_code(person)
    for name, codes in FIRST_LOOK:
        found = [rows[code] for code in codes if code in rows]
        if found:
            newest = max(found, key=_when)
            yield _shown(name, newest, rows.get(DIASTOLIC) if name == "Blood pressure" else None, on=on)


def _latest_by_code(person):
    wanted = [code for _, codes in FIRST_LOOK for code in codes] + [DIASTOLIC]
    rows = Result.objects.unscoped().filter(person=person, loinc__in=wanted)
    return {row.loinc: row for row in sorted(rows, key=_when)}


def _when(row):
    return (row.on or date.min, row.pk)


def _shown(name, row, second, *, on):
    value = row.said if row.value is None else f"{row.value.normalize():,f}"
    if second is not None and second.value is not None:
        value = f"{value}/{second.value.normalize():f}"
    if row.on is None:
        return ShownResult(name, value, "day not known")
    return ShownResult(name, value, "today" if row.on == on else short_date(row.on))
