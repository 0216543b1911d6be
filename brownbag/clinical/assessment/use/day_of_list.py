"""A day that works for one person's whole list, with the rules of the knowledge base."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from brownbag.clinical.assessment.prepare import Prepared, prepare
from brownbag.clinical.directions.day import Apart, DayPlan, FoodRule, Routine, Taking, plan_day
from brownbag.clinical.knowledge import Knowledge
from brownbag.clinical.person.record import Record
from brownbag.clinical.vocabulary import Vocabulary


def day_of(
    record: Record, *, on: date, routine: Routine, knowledge: Knowledge, vocabulary: Vocabulary
) -> DayPlan:
    """Return the simplest safe day for what a person takes on a day.

    >>> from brownbag.clinical import knowledge, vocabulary
    >>> from brownbag.clinical.person.record import Medication
    >>> pills = (
    ...     Medication("levothyroxine 75 mcg tablet", directions="1 tablet every morning on an empty stomach", key="1"),
    ...     Medication("calcium carbonate 500 mg", directions="1 tablet twice daily with food", key="2"),
    ... )
    >>> routine = Routine.of("06:30", "07:30", "12:30", "18:30", "22:30")
    >>> plan = day_of(
    ...     Record(medications=pills),
    ...     on=date(2026, 11, 24),
    ...     routine=routine,
    ...     knowledge=knowledge.load(),
    ...     vocabulary=vocabulary.load(),
    ... )
    >>> [moment.clock for moment in plan.moments]
    ['07:00', '12:30', '18:30']
    """
    prepared = prepare(record, on=on, vocabulary=vocabulary, facts=knowledge.facts)
    takings = _takings(prepared)
    ingredients = sorted({name for taking in takings for name in taking.ingredients})
    return plan_day(
        takings,
        routine=routine,
        apart=[rule for name in ingredients for rule in _apart(name, knowledge)],
        food=[rule for name in ingredients for rule in _food(name, knowledge)],
    )


def _takings(prepared: Prepared) -> list[Taking]:
    lines = [taken for taken in prepared.taken if taken.medication.status != "proposed"]
    return [
        Taking(
            key=taken.medication.key or str(place),
            name=taken.name,
            ingredients=frozenset() if taken.is_local else frozenset(taken.ingredients),
            directions=taken.directions,
            form=taken.medication.form or taken.known.form,
        )
        for place, taken in enumerate(lines)
    ]


def _apart(ingredient: str, knowledge: Knowledge) -> Iterator[Apart]:
    for row in knowledge.facts.of("spacing", ingredient):
        others = frozenset(knowledge.members([row["from"]])) - {ingredient}
        before, after = Decimal(row["hours_before"] or 0), Decimal(row["hours_after"] or 0)
        yield Apart(
            ingredient, others, before, after, f"{row['why'][:1].upper()}{row['why'][1:]}".rstrip(".") + "."
        )


def _food(ingredient: str, knowledge: Knowledge) -> Iterator[FoodRule]:
    for row in knowledge.facts.of("food", ingredient):
        yield FoodRule(ingredient, row["what"], row["action"], row["say_to_patient"])
