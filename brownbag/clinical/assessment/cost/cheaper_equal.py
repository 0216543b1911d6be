"""A costly medicine with an equal that costs less."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from brownbag.clinical.assessment.about_one import about, graded
from brownbag.clinical.assessment.engine import Engine
from brownbag.clinical.assessment.finding import Fact, Finding
from brownbag.clinical.assessment.prepare import Prepared
from brownbag.clinical.vocabulary.text import words_of

MECHANISM = "cheaper_equal"
COST_WORDS = frozenset(
    ["cost", "costs", "price", "expensive", "afford", "money", "copay", "copays", "pricey", "pay", "dollars"]
)
COSTLY_PER_MONTH = Decimal(50)


def cheaper_equal(prepared: Prepared, engine: Engine) -> Iterator[Finding]:
    """Yield a finding where the person says that money is in the way, or where the line is costly."""
    said = next((text for text in prepared.record.barriers if COST_WORDS & set(words_of(text))), "")
    for ingredient, taken in prepared.each_ingredient:
        price = taken.medication.cost_per_month
        own = COST_WORDS & set(words_of(taken.medication.how_taken))
        costly = price is not None and price >= COSTLY_PER_MONTH
        rows = engine.facts.of("cheaper", ingredient)
        if not rows or not (said or own or costly):
            continue
        barrier = said or (taken.medication.how_taken if own else "")
        grade = graded(MECHANISM, engine, barrier="yes" if barrier else "no")
        fact = Fact("says", barrier) if barrier else Fact("costs in a month", f"{price}", "USD")
        told = f"The person says “{barrier}”." if barrier else f"It costs {price} dollars a month."
        places = {"instead": rows[0]["instead"], "told": told}
        yield about(MECHANISM, grade, engine, ingredient, taken, rows[0], places, facts=(fact,))
