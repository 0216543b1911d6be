"""A record made ready for the checks: medicines recognised, directions read, kidney function found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property, lru_cache

from brownbag.clinical.assessment.conditions_on_file import ConditionNames, conditions_on_file
from brownbag.clinical.assessment.finding import Fact, NotChecked
from brownbag.clinical.assessment.kidney_on_file import clearance_on_file, kidney_on_file
from brownbag.clinical.assessment.per_day import per_day
from brownbag.clinical.assessment.results_on_file import (
    newest_by_code,
    newest_by_test,
    parted,
    titles_of_tests,
)
from brownbag.clinical.assessment.taken import Taken, gaps_of, given_names, resolved, taken_from
from brownbag.clinical.knowledge.facts import Facts
from brownbag.clinical.person.record import Condition, Observation, Record
from brownbag.clinical.vocabulary import Vocabulary

PREGNANT = Condition("pregnant")


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
    def vaccines(self) -> str:
        """The names among which a vaccine may stand, one a line: what was given, and the medicines."""
        given = [each.name for each in self.record.immunizations]
        listed = [each.name for each in self.record.medications]
        return "\n".join([*given, *listed]).casefold()

    @cached_property
    def listed(self) -> str:
        """The names of what is taken as they stand on the list, one a line."""
        return "\n".join(taken.medication.name for taken in self.taken).casefold()

    @cached_property
    def each_ingredient(self) -> tuple[tuple[str, Taken], ...]:
        """Each ingredient once, with the first product that holds it by name."""
        return _first_products(self.by_name)

    @cached_property
    def each_systemic(self) -> tuple[tuple[str, Taken], ...]:
        """Each ingredient that reaches the whole body, once, with the first such product by name."""
        return _first_products(taken for taken in self.by_name if not taken.is_local)

    def reason_keys(self, text: str) -> frozenset[str]:
        """Return the conditions that the reason of a line names."""
        return self.names.keys_of(text, None) if text.strip() else frozenset()

    def drug_per_day(self, ingredient: str, unit: str) -> Decimal | None:
        """Return how much of an ingredient is taken in a day over all products, or None when one is not known."""
        amount, unknown = self.at_least_per_day(ingredient, unit)
        return None if unknown else amount

    def product_per_day(self, taken: Taken, ingredient: str, unit: str) -> Decimal | None:
        """Return how much of an ingredient one product gives in a day, or None when that is not known."""
        return per_day(taken, ingredient, unit)

    def at_least_per_day(self, ingredient: str, unit: str) -> tuple[Decimal | None, tuple[Taken, ...]]:
        """Return how much of an ingredient is taken in a day as far as is known, and the products of which it is not."""
        holding = [each for each in self.taken if ingredient in each.ingredients and not each.is_local]
        amounts = [(each, per_day(each, ingredient, unit)) for each in holding]
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
    observations = tuple(part for each in record.observations for part in parted(each))
    newest = newest_by_code(observations)
    results = newest_by_test(observations, facts)
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
            each.substance: resolved(vocabulary, each.substance).ingredients for each in record.allergies
        },
        stopped=tuple(taken_from(line, vocabulary, facts) for line in stopped),
        given_names=given_names(lines, vocabulary, facts),
        test_titles=titles_of_tests(facts),
    )


def _first_products(products: Iterable[Taken]) -> tuple[tuple[str, Taken], ...]:
    found: dict[str, Taken] = {}
    for taken in products:
        for ingredient in taken.ingredients:
            found.setdefault(ingredient, taken)
    return tuple(found.items())


def fact_of(observation: Observation) -> Fact:
    """Return a measured value as a fact of a finding."""
    value = observation.said if observation.value is None else f"{observation.value:f}"
    return Fact(observation.name, value, observation.unit, observation.on, observation.origin)


@lru_cache(maxsize=4)
def _names_of(facts: Facts) -> ConditionNames:
    return ConditionNames.of(facts.conditions)


def _conditions(record: Record, facts: Facts) -> dict[str, Condition]:
    found = conditions_on_file(record.conditions, _names_of(facts))
    if record.person.pregnant:
        found.setdefault("pregnancy", PREGNANT)
    return found
