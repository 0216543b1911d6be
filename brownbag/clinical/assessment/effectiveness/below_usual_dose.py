"""Less than the usual dose for months: does it work, or was it forgotten to raise it?"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from brownbag.clinical.assessment.about_one import about
from brownbag.clinical.assessment.engine import Engine
from brownbag.clinical.assessment.finding import Fact, Finding
from brownbag.clinical.assessment.prepare import Prepared

MECHANISM = "below_usual_dose"
LONG_ENOUGH_DAYS = 60
TOO_OLD_TO_ASK = 75
WEAK_KIDNEYS = Decimal(60)


def below_usual_dose(prepared: Prepared, engine: Engine) -> Iterator[Finding]:
    """Yield a quiet finding for each daily medicine below the usual dose for more than two months."""
    if not _is_asked(prepared):
        return
    for ingredient, taken in prepared.each_systemic:
        start = taken.medication.start
        if start is None or (prepared.on - start).days <= LONG_ENOUGH_DAYS or taken.directions.as_needed:
            continue
        rows = [row for row in engine.facts.of("limits", ingredient) if row["what"] == "usual_day_low"]
        row = next((row for row in rows if row["who"] == "adult" and not row.get("reason")), None)
        amount = prepared.drug_per_day(ingredient, row["unit"]) if row else None
        if row and amount is not None and 0 < amount < Decimal(row["amount"]):
            places = {"amount": f"{amount.normalize():f}", "unit": row["unit"], "usual": row["amount"]}
            facts = (
                Fact(f"{ingredient} in a day", places["amount"], row["unit"]),
                Fact(f"{taken.name} begun", start.isoformat(), None, start),
            )
            grade = engine.words(MECHANISM)["grades"][0]
            yield about(MECHANISM, grade, engine, ingredient, taken, row, places, facts=facts)


def _is_asked(prepared: Prepared) -> bool:
    """Whether a small dose is not simply meant: grown up, not very old, and with working kidneys and liver."""
    kidney = prepared.kidney.value if prepared.kidney is not None else None
    weak = kidney is not None and kidney < WEAK_KIDNEYS
    if weak or {"kidney_disease", "liver_disease", "cirrhosis"} & prepared.conditions.keys():
        return False
    return prepared.age is not None and 18 <= prepared.age < TOO_OLD_TO_ASK
