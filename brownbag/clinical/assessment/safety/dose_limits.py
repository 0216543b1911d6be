"""More of one ingredient in a day than the limit, added up over all products."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from brownbag.clinical.assessment.about_one import Row, about, graded
from brownbag.clinical.assessment.engine import Engine
from brownbag.clinical.assessment.finding import Fact, Finding
from brownbag.clinical.assessment.prepare import Prepared
from brownbag.clinical.assessment.taken import Taken

MECHANISM = "dose_above_limit"
ADULT = 18


def dose_limits(prepared: Prepared, engine: Engine) -> Iterator[Finding]:
    """Yield a finding for each ingredient of which more is taken in a day than the limit for this person."""
    for ingredient, taken in prepared.each_systemic:
        row = _limit(ingredient, taken, prepared, engine)
        if row is None:
            continue
        amount, unknown = prepared.at_least_per_day(ingredient, row["unit"])
        if amount is not None and amount > Decimal(row["amount"]):
            missing = [f"how much {ingredient} comes from {each.name}" for each in unknown]
            yield _finding(row, amount, missing, ingredient, taken, prepared, engine)


def _limit(ingredient: str, taken: Taken, prepared: Prepared, engine: Engine) -> Row | None:
    """Return the limit of a day for this age, route and reason; the highest where several reasons fit."""
    groups = _who(prepared.age)
    reasons = prepared.reason_keys(taken.medication.indication)
    route = taken.medication.route or taken.known.route
    fitting = [
        row
        for row in engine.facts.of("limits", ingredient)
        if row["what"] == "max_day"
        and row["who"] in groups
        and (not row.get("route") or not route or row["route"] == route)
        and (not row.get("reason") or row["reason"] in reasons or row["reason"] in prepared.conditions)
    ]
    return min(
        fitting,
        key=lambda row: (groups.index(row["who"]), -Decimal(row["amount"]), row["unit"]),
        default=None,
    )


def _who(age: int | None) -> tuple[str, ...]:
    """Return the groups whose limits hold at an age, the narrowest first; an unknown age is an adult's.

    What is too much for an adult is too much for a child.
    """
    if age is not None and age < ADULT:
        return ("child", "adult")
    older = [name for name, years in (("over_75", 75), ("over_65", 65)) if age is not None and age >= years]
    return (*older, "adult")


def _finding(
    row: Row,
    amount: Decimal,
    missing: list[str],
    ingredient: str,
    taken: Taken,
    prepared: Prepared,
    engine: Engine,
) -> Finding:
    limit = Decimal(row["amount"])
    over = "half" if amount >= limit * Decimal("1.5") else "some"
    narrow = "yes" if engine.facts.of("narrow", ingredient) else "no"
    grade = graded(MECHANISM, engine, over=over, narrow=narrow)
    holding = [each.name for each in prepared.by_name if ingredient in each.ingredients and not each.is_local]
    together = f" It comes from {' and '.join(holding)}." if len(holding) > 1 else ""
    places = {
        "amount": f"{amount.normalize():f} {row['unit']}",
        "limit": f"{limit.normalize():f} {row['unit']}",
        "products": together,
    }
    fact = Fact(f"{ingredient} in a day", f"{amount.normalize():f}", row["unit"])
    return about(MECHANISM, grade, engine, ingredient, taken, row, places, facts=(fact,), missing=missing)
