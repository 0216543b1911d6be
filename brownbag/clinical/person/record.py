"""One person's record, as it is handed to the assessment: frozen values, nothing worked out yet.

Text that a person or a document gave is kept as it was given. A date is a
`date` or None; where only words are known ("after the fall"), they are kept
in the field that ends in `_said`.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

SETTINGS = (
    "community",
    "call_center",
    "clinic",
    "hospital",
    "nursing_home",
    "home",
    "telehealth",
    "independent",
)
SOURCES = ("rx", "otc", "supplement", "borrowed", "sample")
STATUSES = ("active", "stopped", "on_hold", "proposed")


@dataclass(frozen=True, slots=True)
class Person:
    """Who the record is about. Age comes from the birth date, or is given as it was said."""

    birth_date: date | None = None
    age: Decimal | None = None
    age_unit: str = "a"
    sex: str = "unknown"
    weight_kg: Decimal | None = None
    height_cm: Decimal | None = None
    pregnant: bool | None = None
    breastfeeding: bool | None = None
    pregnancy_weeks: int | None = None

    def age_in_years(self, *, on: date) -> int | None:
        """Return the age in full years on a day, or None when it is not known.

        >>> Person(birth_date=date(1948, 2, 11)).age_in_years(on=date(2026, 2, 10))
        77
        >>> Person(age=Decimal(18), age_unit="mo").age_in_years(on=date(2026, 2, 10))
        1
        """
        if self.birth_date is not None:
            had_birthday = (on.month, on.day) >= (self.birth_date.month, self.birth_date.day)
            return on.year - self.birth_date.year - (not had_birthday)
        if self.age is None:
            return None
        return int(self.age / 12) if self.age_unit == "mo" else int(self.age)

    def exact_age(self, *, on: date) -> Decimal | None:
        """Return the age in years and parts of a year, as doses of small children need it.

        >>> Person(age=Decimal(18), age_unit="mo").exact_age(on=date(2026, 2, 10))
        Decimal('1.5')
        """
        if self.birth_date is not None:
            months = (on.year - self.birth_date.year) * 12 + on.month - self.birth_date.month
            return Decimal(months - (on.day < self.birth_date.day)) / 12
        if self.age is None:
            return None
        return self.age / 12 if self.age_unit == "mo" else self.age


def age_in_words(years: Decimal) -> str:
    """Return an age in words: months for the first two years.

    >>> age_in_words(Decimal("1.5")), age_in_words(Decimal("4.9"))
    ('18 months', '4 years')
    """
    return f"{int(years * 12)} months" if years < 2 else f"{int(years)} years"


@dataclass(frozen=True, slots=True)
class Condition:
    """A diagnosis or long-term problem on file."""

    name: str
    icd10cm: str | None = None
    since: date | None = None
    since_said: str = ""
    status: str = "active"


@dataclass(frozen=True, slots=True)
class Allergy:
    """An allergy or intolerance; an empty substance is never 'no known allergies'."""

    substance: str
    reaction: str = ""
    severity: str = ""
    kind: str = "allergy"
    since: date | None = None


@dataclass(frozen=True, slots=True)
class Observation:
    """A measured value. `value` is None where only words are known ("low"), which `said` keeps."""

    name: str
    value: Decimal | None = None
    said: str = ""
    unit: str | None = None
    loinc: str | None = None
    on: date | None = None
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Immunization:
    name: str
    cvx: str | None = None
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Coverage:
    """Who pays: the plan, the number by which it knows the person, and from when until when."""

    payer: str
    plan: str = ""
    member_id: str = ""
    start: date | None = None
    end: date | None = None


@dataclass(frozen=True, slots=True)
class Stay:
    """A stay in a hospital, or a contact with a practice or emergency room, as another system tells it."""

    kind: str
    place: str = ""
    reason: str = ""
    start: date | None = None
    end: date | None = None


@dataclass(frozen=True, slots=True)
class Fill:
    """One trip to the pharmacy."""

    collected_on: date
    days_supply: int | None = None
    quantity: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Medication:
    """One line of a medication list, as it was written or said."""

    name: str
    ingredients: tuple[str, ...] = ()
    strength: str = ""
    form: str = ""
    route: str = ""
    directions: str = ""
    how_taken: str = ""
    as_needed: bool | None = None
    indication: str = ""
    source: str = ""
    status: str = "active"
    start: date | None = None
    start_said: str = ""
    end: date | None = None
    end_said: str = ""
    prescriber: str = ""
    pharmacy: str = ""
    list_name: str = ""
    position: int | None = None
    fills: tuple[Fill, ...] = ()
    cost_per_month: Decimal | None = None
    rxcui: str = ""
    ndc: str = ""
    key: str = ""

    def is_taken(self, *, on: date) -> bool:
        """Return whether the line counts as taken on a day: active, begun and not ended."""
        if self.status != "active":
            return False
        begun = self.start is None or self.start <= on
        return begun and (self.end is None or self.end >= on)


@dataclass(frozen=True, slots=True)
class MedicationList:
    """What one source says is taken: a pharmacy, a hospital, the person."""

    name: str
    lines: tuple[Medication, ...]


@dataclass(frozen=True, slots=True)
class Record:
    """Everything known about one person that an assessment may use.

    `lists` holds what each source says, where several were collected; a line of a
    list has the key of the medicine it speaks about. `settled` names the keys of
    which someone decided what holds, `to_tell` the lists of people and places who
    should have what holds.
    """

    id: str = ""
    title: str = ""
    setting: str = ""
    person: Person = field(default_factory=Person)
    conditions: tuple[Condition, ...] = ()
    allergies: tuple[Allergy, ...] = ()
    no_known_allergies: bool | None = None
    observations: tuple[Observation, ...] = ()
    immunizations: tuple[Immunization, ...] = ()
    symptoms: tuple[str, ...] = ()
    goals: tuple[str, ...] = ()
    barriers: tuple[str, ...] = ()
    medications: tuple[Medication, ...] = ()
    proposed: tuple[Medication, ...] = ()
    coverage: tuple[Coverage, ...] = ()
    stays: tuple[Stay, ...] = ()
    lists: tuple[MedicationList, ...] = ()
    settled: frozenset[str] = frozenset()
    to_tell: frozenset[str] = frozenset()

    def with_medications(self, *medications: Medication) -> Record:
        """Return the same record with another medication list."""
        return replace(self, medications=tuple(medications))
