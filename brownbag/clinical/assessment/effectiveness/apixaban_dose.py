"""Apixaban in atrial fibrillation: is the dose the one for this age, weight and creatinine?"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from brownbag.clinical.assessment.about_one import about, graded
from brownbag.clinical.assessment.engine import Engine
from brownbag.clinical.assessment.finding import Fact, Finding, NotChecked
from brownbag.clinical.assessment.prepare import Prepared, fact_of
from brownbag.clinical.assessment.taken import Taken

MECHANISM = "apixaban_dose"
FULL, LOWER = Decimal(10), Decimal(5)
NEEDED = 2
OLD, LIGHT, HIGH_CREATININE = 80, Decimal(60), Decimal("1.5")
MG_PER_DL = ("", "mg/dl")


def apixaban_dose(prepared: Prepared, engine: Engine) -> Iterator[Finding | NotChecked]:
    """Yield a finding when the dose is not the label's for two of three: age, weight, creatinine."""
    taken = next((each for each in prepared.by_name if "apixaban" in each.ingredients), None)
    if taken is None or "atrial_fibrillation" not in prepared.conditions:
        return
    amount = prepared.drug_per_day("apixaban", "mg")
    reasons = _reasons(prepared)
    met, unknown = (
        list(reasons.values()).count(True),
        [name for name, holds in reasons.items() if holds is None],
    )
    if amount not in (FULL, LOWER):
        return
    if amount == LOWER and met + len(unknown) < NEEDED:
        yield _finding(taken, "too little", amount, met, prepared, engine)
    elif amount == FULL and met >= NEEDED:
        yield _finding(taken, "too much", amount, met, prepared, engine)
    elif unknown and met < NEEDED <= met + len(unknown):
        yield NotChecked(
            f"The dose of {taken.name}", f"Not known: {', '.join(unknown)}.", taken.medication.key
        )


def _reasons(prepared: Prepared) -> dict[str, bool | None]:
    weight = prepared.record.person.weight_kg
    creatinine = _creatinine(prepared)
    return {
        "age": None if prepared.age is None else prepared.age >= OLD,
        "weight": None if weight is None else weight <= LIGHT,
        "creatinine": None if creatinine is None else creatinine >= HIGH_CREATININE,
    }


def _creatinine(prepared: Prepared) -> Decimal | None:
    found = prepared.results.get("creatinine")
    return found.value if found is not None and (found.unit or "").casefold() in MG_PER_DL else None


def _finding(
    taken: Taken, side: str, amount: Decimal, met: int, prepared: Prepared, engine: Engine
) -> Finding:
    grade = graded(MECHANISM, engine, side=side)
    facts = [Fact("apixaban in a day", f"{amount:f}", "mg")]
    if prepared.age is not None:
        facts.append(Fact("age", str(prepared.age), "a"))
    if prepared.record.person.weight_kg is not None:
        facts.append(Fact("weight", f"{prepared.record.person.weight_kg:f}", "kg"))
    if _creatinine(prepared) is not None:
        facts.append(fact_of(prepared.results["creatinine"]))
    right = "5" if side == "too little" else "2.5"
    places = {"amount": f"{amount:f}", "side": side, "met": str(met), "right": right}
    return about(MECHANISM, grade, engine, "apixaban", taken, None, places, facts=facts)
