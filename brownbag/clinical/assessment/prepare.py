"""A record made ready for the checks: medicines recognised, directions read, kidney function found."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import cached_property, lru_cache

from brownbag.clinical.assessment.conditions_on_file import ConditionNames, conditions_on_file
from brownbag.clinical.assessment.finding import Fact, NotChecked
from brownbag.clinical.assessment.kidney_on_file import clearance_on_file, kidney_on_file
from brownbag.clinical.directions import Directions, read
from brownbag.clinical.directions.compare import amount_taken
from brownbag.clinical.directions.reading.amounts import drug_in, drug_in_one
from brownbag.clinical.knowledge.facts import Facts
from brownbag.clinical.person.record import Condition, Medication, Observation, Record
from brownbag.clinical.vocabulary import Resolution, Vocabulary
from brownbag.clinical.vocabulary.text import words_of

FORM_WORDS = frozenset(
    {"tablet", "tablets", "tab", "capsule", "capsules", "cap", "inhaler", "pen", "syringe"}
)
LOCAL_ROUTES = frozenset({"topical", "ophthalmic", "otic", "nasal", "vaginal"})
# By these sprays the medicine reaches the whole body.
ABSORBED_IN_THE_NOSE = frozenset(
    [
        "sumatriptan",
        "zolmitriptan",
        "dihydroergotamine",
        "desmopressin",
        "butorphanol",
        "fentanyl",
        "ketorolac",
        "esketamine",
        "midazolam",
        "diazepam",
        "calcitonin",
        "nicotine",
        "glucagon",
        "oxytocin",
        "nafarelin",
        "metoclopramide",
    ]
)
# A number that begins a word: where the strength begins.
_AMOUNT = re.compile(r"(?<![A-Za-z0-9])[0-9]")
_IRON = re.compile(r"\bferr(?:ous|ic) [a-z]+ate\b|\biron\b")
_PRESSURE = re.compile(r"(\d{2,3})\s*/\s*(\d{2,3})(?:\s*mm\s?\[?Hg\]?)?", re.IGNORECASE)
PREGNANT = Condition("pregnant")


@dataclass(frozen=True, slots=True)
class Taken:
    """One medicine the person takes, recognised as far as it can be.

    `name` is the name as it stands on the person's list, without strength and form.
    """

    medication: Medication
    ingredients: tuple[str, ...]
    known: Resolution
    directions: Directions
    is_local: bool
    name: str


@dataclass(frozen=True)
class Prepared:
    """Everything the checks look at, worked out once.

    `by_name` is what is taken, in an order that does not depend on the list's;
    `given_names` are other names for ingredients that the file itself gave; `test_titles` are
    the words for a test by its LOINC code and by its name in the tables (`key:sodium`).
    """

    record: Record
    on: date
    age: int | None
    taken: tuple[Taken, ...]
    kidney: Observation | None
    newest: dict[str, Observation]
    not_checked: tuple[NotChecked, ...]
    conditions: dict[str, Condition]
    results: dict[str, Observation]
    names: ConditionNames
    allergens: dict[str, tuple[str, ...]]
    by_name: tuple[Taken, ...]
    stopped: tuple[Taken, ...] = ()
    clearance: Observation | None = None
    given_names: Mapping[str, str] = field(default_factory=dict)
    test_titles: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def diagnoses(self) -> tuple[tuple[str, Condition], ...]:
        """Each diagnosis on file with its name in small letters, as the rules ask for it, in an order of their own."""
        every = ((each.name.casefold(), each) for each in self.record.conditions)
        return tuple(sorted(every, key=lambda named: (named[0], str(named[1].since))))

    @cached_property
    def vaccines(self) -> tuple[str, ...]:
        """The names among which a vaccine may stand: what was given, and the medicines."""
        given = [each.name for each in self.record.immunizations]
        listed = [each.name for each in self.record.medications]
        return tuple(name.casefold() for name in (*given, *listed))

    def reason_keys(self, text: str) -> frozenset[str]:
        """Return the conditions that the reason of a line names."""
        return self.names.keys_of(text, None) if text.strip() else frozenset()

    def drug_per_day(self, ingredient: str, unit: str) -> Decimal | None:
        """Return how much of an ingredient is taken in a day over all products, or None when one is not known."""
        amount, unknown = self.at_least_per_day(ingredient, unit)
        return None if unknown else amount

    def product_per_day(self, taken: Taken, ingredient: str, unit: str) -> Decimal | None:
        """Return how much of an ingredient one product gives in a day, or None when that is not known."""
        return _per_day(taken, ingredient, unit)

    def at_least_per_day(self, ingredient: str, unit: str) -> tuple[Decimal | None, tuple[Taken, ...]]:
        """Return how much of an ingredient is taken in a day as far as is known, and the products of which it is not."""
        holding = [each for each in self.taken if ingredient in each.ingredients and not each.is_local]
        amounts = [(each, _per_day(each, ingredient, unit)) for each in holding]
        known = [amount for _, amount in amounts if amount is not None]
        unknown = tuple(each for each, amount in amounts if amount is None)
        return (sum(known, Decimal(0)) if known else None), unknown


def prepare(record: Record, *, on: date, vocabulary: Vocabulary, facts: Facts) -> Prepared:
    """Recognise the medicines of a record, and find its conditions and newest results."""
    lines = [
        line
        for line in (*record.medications, *record.proposed)
        if line.is_taken(on=on) or line in record.proposed
    ]
    stopped = [line for line in record.medications if line not in lines and line.status == "stopped"]
    taken = tuple(taken_from(line, vocabulary, facts) for line in lines)
    by_name = tuple(sorted(taken, key=lambda each: (each.medication.name, each.medication.key)))
    observations = tuple(part for each in record.observations for part in _apart(each))
    newest = _newest(observations)
    results = _results(observations, facts)
    return Prepared(
        record=record,
        on=on,
        age=record.person.age_in_years(on=on),
        taken=taken,
        by_name=by_name,
        kidney=kidney_on_file(record, newest, results, on=on),
        clearance=clearance_on_file(record, newest, results, on=on),
        newest=newest,
        not_checked=tuple(gap for each in by_name for gap in gaps_of(each)),
        conditions=_conditions(record, facts),
        results=results,
        names=_names_of(facts),
        allergens={
            each.substance: _resolved(vocabulary, each.substance).ingredients for each in record.allergies
        },
        stopped=tuple(taken_from(line, vocabulary, facts) for line in stopped),
        given_names={
            usual: name
            for line in lines
            for name in line.ingredients or _iron_as_written(line.name)
            if (usual := _usual_name(name, vocabulary, facts)) != name
        },
        test_titles=_titles_of(facts),
    )


def fact_of(observation: Observation) -> Fact:
    """Return a measured value as a fact of a finding."""
    value = observation.said if observation.value is None else f"{observation.value:f}"
    return Fact(observation.name, value, observation.unit, observation.on, observation.origin)


def taken_from(line: Medication, vocabulary: Vocabulary, facts: Facts) -> Taken:
    """Recognise one line of a medication list."""
    text = " ".join(part for part in (line.name, line.strength, line.form) if part)
    known = _resolved(vocabulary, text)
    ingredients = _given(line, vocabulary, facts) or known.ingredients or _by_facts(line.name, facts)
    route = line.route or known.route
    is_local = route in LOCAL_ROUTES and not (route == "nasal" and ABSORBED_IN_THE_NOSE & set(ingredients))
    # A bare ingredient name says nothing of a cream or drops, whatever most listed products are.
    if not line.route and text.casefold() in ingredients:
        is_local = False
    return Taken(line, ingredients, known, _read(line.directions, known), is_local, _short(line.name))


def _given(line: Medication, vocabulary: Vocabulary, facts: Facts) -> tuple[str, ...]:
    """Return the ingredients that the line gives, under the names that the tables use for them."""
    return tuple(sorted(_usual_name(name, vocabulary, facts) for name in line.ingredients))


def _usual_name(name: str, vocabulary: Vocabulary, facts: Facts) -> str:
    """Return the name of the tables for a salt or another name of one ingredient; an unknown one stays as it is."""
    if facts.knows(name):
        return name
    known = _resolved(vocabulary, name)
    return known.ingredients[0] if known.outcome == "matched" and len(known.ingredients) == 1 else name


def _iron_as_written(name: str) -> tuple[str, ...]:
    """Return the iron of a list by the name it has there: "ferrous" alone is nobody's word for it."""
    found = _IRON.search(name.casefold())
    return (found[0],) if found else ()


def _by_facts(name: str, facts: Facts) -> tuple[str, ...]:
    """Return an ingredient that no list of names has and that the tables call just so, as grapefruit."""
    plain = name.strip().casefold()
    return (plain,) if facts.knows(plain) else ()


@lru_cache(maxsize=20_000)
def _short(shown: str) -> str:
    """Return a name without strength and form.

    >>> _short("Coumadin 5 mg tab"), _short("vitamin B12 tablet"), _short("5-hydroxytryptophan")
    ('Coumadin', 'vitamin B12', '5-hydroxytryptophan')
    """
    found = _AMOUNT.search(shown, 3)
    words = (shown[: found.start() if found else None].strip(" ,-") or shown).split()
    while len(words) > 1 and words[-1].casefold() in FORM_WORDS:
        words.pop()
    return " ".join(words)


@lru_cache(maxsize=20_000)
def _resolved(vocabulary: Vocabulary, text: str) -> Resolution:
    return vocabulary.resolve(text)


@lru_cache(maxsize=20_000)
def _read(directions: str, known: Resolution) -> Directions:
    return read(directions, medicine=known)


@lru_cache(maxsize=4)
def _names_of(facts: Facts) -> ConditionNames:
    return ConditionNames.of(facts.conditions)


def _conditions(record: Record, facts: Facts) -> dict[str, Condition]:
    found = conditions_on_file(record.conditions, _names_of(facts))
    if record.person.pregnant:
        found.setdefault("pregnancy", PREGNANT)
    return found


@lru_cache(maxsize=4)
def _tests_of(facts: Facts) -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
    """Return the tests by code and by name: one count of the blood may stand for several."""
    by_code: dict[str, list[str]] = {}
    by_name: dict[str, list[str]] = {}
    for row in facts.tests:
        for code in row["loincs"].split(";"):
            by_code.setdefault(code.strip(), []).append(row["test"])
        for name in row["words"].split(";"):
            by_name.setdefault(" ".join(words_of(name)), []).append(row["test"])
    return (
        {code: tuple(tests) for code, tests in by_code.items()},
        {name: tuple(tests) for name, tests in by_name.items()},
    )


@lru_cache(maxsize=4)
def _titles_of(facts: Facts) -> dict[str, str]:
    """Return the words for a test, by code and by name; a code of several tests is called by the narrowest."""
    found: dict[str, str] = {}
    for row in sorted(facts.tests, key=lambda row: -len(row["loincs"])):
        title = row["words"].split(";")[0].strip()
        found |= {code.strip(): title for code in row["loincs"].split(";")} | {f"key:{row['test']}": title}
    return found


def _results(observations: Iterable[Observation], facts: Facts) -> dict[str, Observation]:
    """Return the newest result of each test, found by its code, else by words of its name."""
    by_code, by_name = _tests_of(facts)
    found: dict[str, Observation] = {}
    for each in sorted(observations, key=_oldest_first):
        for test in by_code.get(each.loinc or "") or _tests_named(each.name, by_name):
            found[test] = each
    return found


def _tests_named(name: str, by_name: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    words = words_of(name)
    for size in range(min(len(words), 4), 0, -1):
        for first in range(len(words) - size + 1):
            tests = by_name.get(" ".join(words[first : first + size]))
            if tests:
                return tests
    return ()


def _oldest_first(each: Observation) -> tuple[date, str, str, str]:
    return (each.on or date.min, each.name, str(each.value), each.said)


def _apart(each: Observation) -> tuple[Observation, ...]:
    """Return a blood pressure written as "162/94" as its two values; everything else as it is."""
    found = _PRESSURE.fullmatch(each.said.strip()) if each.value is None else None
    if found is None:
        return (each,)
    return tuple(
        replace(each, name=name, value=Decimal(value), said="", loinc=code, unit="mm[Hg]")
        for name, value, code in (
            ("Systolic blood pressure", found[1], "8480-6"),
            ("Diastolic blood pressure", found[2], "8462-4"),
        )
    )


def _newest(observations: tuple[Observation, ...]) -> dict[str, Observation]:
    found: dict[str, Observation] = {}
    for each in sorted(observations, key=_oldest_first):
        if each.loinc:
            found[each.loinc] = each
    return found


def gaps_of(taken: Taken) -> list[NotChecked]:
    """Return what of a line could not be understood."""
    line = taken.medication
    if not taken.ingredients:
        why = taken.known.why or "It is not known what is in it."
        return [NotChecked(line.name, why, line.key)]
    if line.directions and (taken.directions.outcome != "understood" or taken.directions.left_open):
        why = "; ".join(taken.directions.why) or "Words were left over that could not be read."
        return [NotChecked(f"{line.name}: the directions “{line.directions}”", why, line.key)]
    return []


def _per_day(taken: Taken, ingredient: str, unit: str) -> Decimal | None:
    """Return how much of an ingredient a line gives in a day: the most its label allows; as needed, what is said."""
    most = _most_per_day(taken, ingredient, unit)
    allowed = taken.directions.amount_per_day
    if most is None or not allowed or not taken.directions.as_needed:
        return most
    said = amount_taken(taken.directions, taken.medication.how_taken)
    return most if said is None else most * said / allowed


def _most_per_day(taken: Taken, ingredient: str, unit: str) -> Decimal | None:
    directions = taken.directions
    if len(taken.ingredients) > 1:
        strength = next((each for each in taken.known.strengths if each.ingredient == ingredient), None)
        in_one = drug_in_one(directions.unit, strength, taken.known) if strength else None
        if in_one is None or directions.amount_per_day is None:
            return None
        return _in_unit(drug_in(directions.amount_per_day, in_one[0]), in_one[1], unit)
    amount = directions.drug_per_day
    return None if amount is None else _in_unit(amount.high, amount.unit, unit)


_MILLIGRAMS = {"ug": Decimal("0.001"), "mg": Decimal(1), "g": Decimal(1000)}


def _in_unit(amount: Decimal, unit: str, wanted: str) -> Decimal | None:
    """Return an amount in another unit of weight; None where the two cannot be compared."""
    if unit == wanted:
        return amount
    if unit in _MILLIGRAMS and wanted in _MILLIGRAMS:
        return amount * _MILLIGRAMS[unit] / _MILLIGRAMS[wanted]
    return None
