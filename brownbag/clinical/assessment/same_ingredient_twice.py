"""The same ingredient in two products: easily missed behind trade names."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from itertools import combinations

from brownbag.clinical.assessment.engine import Engine
from brownbag.clinical.assessment.finding import Citation, Fact, Finding
from brownbag.clinical.assessment.meant_together import meant_together
from brownbag.clinical.assessment.prepare import Prepared
from brownbag.clinical.assessment.taken import Taken


def same_ingredient_twice(prepared: Prepared, engine: Engine) -> Iterator[Finding]:
    """Yield a finding for each ingredient that comes from two products that do not belong together."""
    systemic = [each for each in prepared.taken if not each.is_local]
    for ingredient in sorted({name for each in systemic for name in each.ingredients}):
        products = [each for each in systemic if ingredient in each.ingredients]
        apart = [pair for pair in combinations(products, 2) if not meant_together(ingredient, *pair, engine)]
        if apart:
            yield _finding(ingredient, [each for each in products if any(each in pair for pair in apart)])


def why_twice(names: list[str]) -> str:
    """Return the reason of such a finding for the names of the products, in order."""
    return f"{' and '.join(names)} hold the same ingredient, so the amounts add up."


def cited_twice() -> Citation:
    """Return the source of such a finding."""
    return Citation("own_judgement", "same ingredient in two products")


def _finding(ingredient: str, products: list[Taken]) -> Finding:
    names = sorted(each.name for each in products)
    shown = " and ".join(names)
    facts = tuple(
        Fact("takes", each.medication.name, None, each.medication.start)
        for each in sorted(products, key=lambda each: each.medication.name)
    )
    told = "\n".join(f"{fact.value}|{fact.on}" for fact in facts)
    return Finding(
        id=f"same_ingredient_twice-{hashlib.sha256(f'{ingredient} {told}'.encode()).hexdigest()[:12]}",
        rule="same_ingredient_twice",
        category="duplication",
        severity="moderate",
        severity_reason="The amounts add up, and the person may not know.",
        urgency="this_week",
        interrupts=False,
        drugs=(ingredient,),
        title=f"{ingredient.capitalize()} from two products",
        why=why_twice(names),
        recommend=("Find out if both are meant; keep one.", "Add up the amount in a day."),
        alternatives=("Keep both if the sum is within the limit and the person knows.",),
        ask_prescriber=f"Are both meant: {shown}?",
        say_to_patient=f"{shown} have the same medicine in them. Do not take both until we have talked.",
        facts_used=facts,
        sources=(cited_twice(),),
        our_own_judgement=("That two products with one ingredient need a question is our own judgement.",),
        lines=tuple(sorted(each.medication.key for each in products)),
    )
