"""A record made ready for the checks: medicines recognised, directions read, kidney function found."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from brownbag.clinical.assessment.finding import Fact, NotChecked
from brownbag.clinical.directions import Directions, read
from brownbag.clinical.person.record import Medication, Observation, Record
from brownbag.clinical.vocabulary import Resolution, Vocabulary

FORM_WORDS = frozenset(
    {"tablet", "tablets", "tab", "capsule", "capsules", "cap", "inhaler", "pen", "syringe"}
)
LOCAL_ROUTES = frozenset({"topical", "ophthalmic", "otic", "nasal", "vaginal"})
EGFR = frozenset({"33914-3", "48642-3", "48643-1", "62238-1", "69405-9", "77147-7", "88293-6", "98979-8"})
CLEARANCE = frozenset({"2164-2", "35591-7"})


@dataclass(frozen=True, slots=True)
class Taken:
    """One medicine the person takes, recognised as far as it can be."""

    medication: Medication
    ingredients: tuple[str, ...]
    known: Resolution
    directions: Directions
    is_local: bool

    @property
    def name(self) -> str:
        """Return the name as it stands on the person's list, without strength and form."""
        shown = self.medication.name
        cut = next((place for place, sign in enumerate(shown) if sign.isdigit() and place > 2), len(shown))
        words = (shown[:cut].strip(" ,-") or shown).split()
        while len(words) > 1 and words[-1].casefold() in FORM_WORDS:
            words.pop()
        return " ".join(words)


@dataclass(frozen=True, slots=True)
class Prepared:
    """Everything the checks look at, worked out once."""

    record: Record
    on: date
    age: int | None
    taken: tuple[Taken, ...]
    kidney: Observation | None
    newest: dict[str, Observation]
    not_checked: tuple[NotChecked, ...]

    def drug_per_day(self, ingredient: str, unit: str) -> Decimal | None:
        """Return how much of an ingredient is taken in a day over all products, or None when one is not known."""
        amounts = [_per_day(each, unit) for each in self.taken if ingredient in each.ingredients]
        if not amounts or any(amount is None for amount in amounts):
            return None
        return sum((amount for amount in amounts if amount is not None), Decimal(0))


def prepare(record: Record, *, on: date, vocabulary: Vocabulary) -> Prepared:
    """Recognise the medicines of a record and find the newest results."""
    lines = [
        line
        for line in (*record.medications, *record.proposed)
        if line.is_taken(on=on) or line in record.proposed
    ]
    taken = tuple(_taken(line, vocabulary) for line in lines)
    newest = _newest(record.observations)
    return Prepared(
        record=record,
        on=on,
        age=record.person.age_in_years(on=on),
        taken=taken,
        kidney=_kidney(newest),
        newest=newest,
        not_checked=tuple(gap for each in taken for gap in _gaps(each)),
    )


def fact_of(observation: Observation) -> Fact:
    """Return a measured value as a fact of a finding."""
    value = observation.said if observation.value is None else f"{observation.value:f}"
    return Fact(observation.name, value, observation.unit, observation.on, observation.origin)


def _taken(line: Medication, vocabulary: Vocabulary) -> Taken:
    text = " ".join(part for part in (line.name, line.strength, line.form) if part)
    known = vocabulary.resolve(text)
    ingredients = tuple(sorted(line.ingredients)) or known.ingredients
    route = line.route or known.route
    return Taken(line, ingredients, known, read(line.directions, medicine=known), route in LOCAL_ROUTES)


def _newest(observations: tuple[Observation, ...]) -> dict[str, Observation]:
    found: dict[str, Observation] = {}
    for each in sorted(
        observations, key=lambda each: (each.on or date.min, each.name, str(each.value), each.said)
    ):
        if each.loinc:
            found[each.loinc] = each
    return found


def _kidney(newest: dict[str, Observation]) -> Observation | None:
    measured = [newest[code] for code in sorted(EGFR | CLEARANCE) if code in newest]
    known = [each for each in measured if each.value is not None]
    return max(known, key=lambda each: (each.on or date.min, each.loinc or "")) if known else None


def _gaps(taken: Taken) -> list[NotChecked]:
    line = taken.medication
    if not taken.ingredients:
        why = taken.known.why or "It is not known what is in it."
        return [NotChecked(line.name, why, line.key)]
    if line.directions and (taken.directions.outcome != "understood" or taken.directions.left_open):
        why = "; ".join(taken.directions.why) or "Words were left over that could not be read."
        return [NotChecked(f"{line.name}: the directions “{line.directions}”", why, line.key)]
    return []


def _per_day(taken: Taken, unit: str) -> Decimal | None:
    amount = taken.directions.drug_per_day
    if amount is None or len(taken.ingredients) != 1:
        return None
    if amount.unit == unit:
        return amount.high
    return amount.high / 1000 if (amount.unit, unit) == ("ug", "mg") else None
