"""All opioids of a day, added up as milligrams of morphine by mouth (MME)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from brownbag.clinical.assessment.about_one import Row
from brownbag.clinical.assessment.engine import Engine
from brownbag.clinical.assessment.finding import Citation, Fact, Finding, NotChecked
from brownbag.clinical.assessment.prepare import Prepared
from brownbag.clinical.assessment.taken import Taken
from brownbag.clinical.assessment.words import cited, finding_of, takes

TOTAL = "opioid_total"
NALOXONE = "naloxone_at_high_dose"
TREATS_DEPENDENCE = frozenset({"methadone", "buprenorphine"})
REVERSES = frozenset({"naloxone", "nalmefene"})
# Buprenorphine with naloxone in one tablet is no naloxone at hand.
ONE_PATCH = Decimal(1)


@dataclass(frozen=True)
class Share:
    """What one opioid adds to the sum of a day."""

    ingredient: str
    taken: Taken
    amount: Decimal
    unit: str
    row: Row

    @property
    def morphine(self) -> Decimal:
        """Return the share as milligrams of morphine by mouth."""
        return self.amount * Decimal(self.row["factor"])

    def __str__(self) -> str:
        return f"{self.taken.name} {_plain(self.amount)} {self.unit} x {self.row['factor']} = {_plain(self.morphine)}"


def opioid_total(prepared: Prepared, engine: Engine) -> Iterator[Finding | NotChecked]:
    """Yield a finding when all opioids of a day reach 50 MME or more, and one for naloxone that is not there."""
    shares, unknown = _shares(prepared, engine)
    if unknown:
        names = ", ".join(sorted({taken.name for taken in unknown}))
        yield NotChecked("All opioids of a day together", f"Not known: how much {names} is taken in a day.")
    if not shares:
        return
    total = sum((share.morphine for share in shares), Decimal(0))
    missing = [f"how much {taken.name} is taken in a day" for taken in unknown]
    wanted = [TOTAL] if _has_naloxone(prepared) else [TOTAL, NALOXONE]
    for mechanism in wanted:
        grade = _grade(mechanism, total, engine)
        if grade:
            yield _finding(mechanism, grade, total, shares, missing, engine)


def _shares(prepared: Prepared, engine: Engine) -> tuple[list[Share], list[Taken]]:
    shares: list[Share] = []
    unknown: list[Taken] = []
    for taken in prepared.by_name:
        for ingredient in taken.ingredients:
            row = _row(ingredient, taken, engine)
            if row is None or _treats_dependence(ingredient, taken, prepared):
                continue
            amount = _amount(ingredient, taken, row, prepared)
            if amount is None:
                unknown.append(taken)
            else:
                shares.append(Share(ingredient, taken, amount, row["unit"], row))
    return shares, unknown


def _treats_dependence(ingredient: str, taken: Taken, prepared: Prepared) -> bool:
    """Whether it is taken for opioid use disorder: totals in morphine are not meant for that (CDC 2022)."""
    reasons = prepared.reason_keys(taken.medication.indication) or prepared.conditions.keys()
    return ingredient in TREATS_DEPENDENCE and "opioid_use_disorder" in reasons


def _row(ingredient: str, taken: Taken, engine: Engine) -> Row | None:
    """Return the factor for this way of taking it; an unknown way is by mouth, unless it is a patch."""
    route = taken.medication.route or taken.known.route or "oral"
    if "patch" in f"{taken.medication.name} {taken.known.form} {taken.medication.form}".casefold():
        route = "transdermal"
    rows = engine.facts.of("opioid_equivalents", ingredient)
    return next((row for row in rows if row["route"] == route), None)


def _amount(ingredient: str, taken: Taken, row: Row, prepared: Prepared) -> Decimal | None:
    if row["unit"] == "ug/h":
        strengths = (each for each in taken.known.strengths if each.ingredient == ingredient)
        return next((each.amount * ONE_PATCH for each in strengths if each.per_unit == "h"), None)
    return prepared.product_per_day(taken, ingredient, row["unit"])


def _has_naloxone(prepared: Prepared) -> bool:
    return any(REVERSES & set(taken.ingredients) and len(taken.ingredients) == 1 for taken in prepared.taken)


def _grade(mechanism: str, total: Decimal, engine: Engine) -> Row | None:
    grades = engine.words(mechanism)["grades"]
    return next((grade for grade in grades if total >= Decimal(grade["from"])), None)


def _finding(
    mechanism: str, grade: Row, total: Decimal, shares: list[Share], missing: list[str], engine: Engine
) -> Finding:
    places = {"total": _plain(total), "sum": "; ".join(str(share) for share in shares)}
    day = [
        Fact(
            f"{share.ingredient} in a day",
            _plain(share.amount),
            share.unit,
            None,
            share.taken.medication.list_name,
        )
        for share in shares
    ]
    cites: list[Citation] = [
        cited(share.row, f"factor {share.row['factor']} of {share.ingredient}") for share in shares
    ]
    return finding_of(
        engine.words(mechanism),
        grade,
        places,
        drugs=[share.ingredient for share in shares],
        facts=(*(takes(share.taken) for share in shares), *day),
        sources=cites,
        lines=[share.taken for share in shares],
        missing=missing,
    )


def _plain(amount: Decimal) -> str:
    return f"{amount.quantize(Decimal('0.1')).normalize():f}"
