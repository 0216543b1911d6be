"""The head of every page about a person: who, allergies, and the results that matter most."""

from dataclasses import dataclass
from datetime import date

from brownbag.clinical.person.kidney import creatinine_clearance
from brownbag.practice.people.models import Allergy, Result
from brownbag.practice.reviews.queries import current_problems
from brownbag.practice.shared_pages.wording import NO_BREAK, short_date, years_old

# LOINC codes of the results a pharmacist looks at first, in the order shown.
FIRST_LOOK = (
    ("INR", ("6301-6", "34714-6")),
    ("Potassium", ("2823-3", "6298-4")),
    ("eGFR", ("33914-3", "48642-3", "48643-1", "62238-1", "69405-9", "77147-7", "88293-6", "98979-8")),
    ("Creatinine", ("2160-0", "38483-4")),
    ("A1c", ("4548-4", "17856-6")),
    ("Digoxin", ("10535-3",)),
    ("BP", ("8480-6",)),
)
DIASTOLIC = "8462-4"
CREATININE = "Creatinine"
SHOWN_AT_MOST = 6
MARKS = {"today": "stop", "this_week": "soon"}


@dataclass(frozen=True)
class ShownResult:
    """A result with its day and the value before it.

    `mark` says how urgent the problem is in which it counts, if it counts in one.
    """

    name: str
    value: str
    note: str
    mark: str = ""


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
    rows, counts = _by_code(person), _in_problems(person)
    for name, codes in FIRST_LOOK:
        found = sorted((row for code in codes for row in rows.get(code, ())), key=_when)
        if not found:
            continue
        second = rows.get(DIASTOLIC, [None])[-1] if name == "BP" else None
        shown = _shown(name, found, second, counts, on=on)
        yield (_clearance(person, found[-1], shown, on=on) if name == CREATININE else None) or shown


def _by_code(person):
    wanted = [code for _, codes in FIRST_LOOK for code in codes] + [DIASTOLIC]
    rows = {}
    for row in sorted(Result.objects.unscoped().filter(person=person, loinc__in=wanted), key=_when):
        rows.setdefault(row.loinc, []).append(row)
    return rows


def _when(row):
    return (row.on or date.min, row.pk)


def _in_problems(person):
    "The most urgent problem in which a value of a day counts."
    found = {}
    for problem in current_problems(person).only("urgency", "finding"):
        for fact in problem.finding["facts_used"]:
            found.setdefault((fact["what"], fact["date"]), problem.urgency)
    return found


def _shown(name, found, second, counts, *, on):
    newest = found[-1]
    value = _value(newest)
    if second is not None and second.value is not None:
        value = f"{value}/{second.value.normalize():f}"
    urgency = counts.get((newest.name, newest.on.isoformat() if newest.on else None))
    return ShownResult(name, value, _note(found, on=on), MARKS.get(urgency, ""))


def _value(row):
    return row.said if row.value is None else f"{row.value.normalize():,f}"


def _note(found, *, on):
    newest = found[-1]
    if newest.on is None:
        return "day not known"
    day = "today" if newest.on == on else short_date(newest.on, on=on)
    earlier = [row for row in found if row.on and row.on < newest.on and _value(row) != _value(newest)]
    return f"{day}, was {_value(earlier[-1])}" if earlier else day


def _clearance(person, creatinine, shown, *, on):
    "The clearance worked out from the newest creatinine, where everything it needs is on file."
    age = years_old(person.birth_date, on=on)
    if None in (age, person.weight_kg, creatinine.value) or creatinine.unit != "mg/dL":
        return None
    value = creatinine_clearance(
        age=age, weight_kg=person.weight_kg, sex=person.sex, creatinine_mg_dl=creatinine.value
    )
    if value is None:
        return None
    return ShownResult("CrCl", f"{value:f}", f"creatinine {shown.value}", shown.mark)
