"""A dose that these kidneys cannot clear."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from brownbag.clinical.assessment.about_one import Row, about, graded, line_kind
from brownbag.clinical.assessment.engine import Engine
from brownbag.clinical.assessment.finding import Finding, NotChecked
from brownbag.clinical.assessment.prepare import Prepared, fact_of
from brownbag.clinical.assessment.qualifiers import applies, in_words
from brownbag.clinical.assessment.taken import Taken
from brownbag.clinical.person.record import Observation

MECHANISM = "kidney_limit"
# Such directions are made for these kidneys already.
AFTER_DIALYSIS = re.compile(
    r"\b(?:after|post|following|each|on)\W+(?:\w+\W+){0,2}(?:dialysis|hemodialysis|hd)\b"
)
# How far above a limit a clearance counts as near it; our own judgement.
NEAR = Decimal("1.25")
# What a title says of a medicine, by what is to be done.
VERDICTS = {
    "avoid": "not for these kidneys",
    "above": "too much for these kidneys",
    "reduce": "is the dose lowered for these kidneys?",
    "watch": "to be watched with these kidneys",
}
DO = {"avoid": "Stop or replace", "reduce": "Lower", "watch": "Watch"}


def kidney_limits(prepared: Prepared, engine: Engine) -> Iterator[Finding | NotChecked]:
    """Yield a finding for each ingredient whose limit by kidney function is passed."""
    for ingredient, taken in prepared.each_systemic:
        fits = [
            (row, applies(row, ingredient, taken, prepared, engine))
            for row in engine.facts.of("kidney", ingredient)
        ]
        for row in (row for row, does in fits if does is None and _below(row, prepared)):
            yield NotChecked(ingredient, f"Not known: {in_words(row['only_if'])}.", taken.medication.key)
        rows = [row for row, does in fits if does]
        if not rows:
            continue
        if prepared.kidney is None and prepared.clearance is None:
            if any(row["action"] != "watch" for row in rows):
                yield NotChecked(ingredient, "Not known: kidney function.", taken.medication.key)
            continue
        passed = [(row, value) for row in rows if (value := _below(row, prepared))]
        if passed:
            row, value = min(passed, key=lambda each: Decimal(each[0]["below"]))
            yield from _finding(row, value, ingredient, taken, prepared, engine)


def _below(row: Row, prepared: Prepared) -> Observation | None:
    """Return the value that is below the limit of a row, if one is.

    A row that asks for the clearance goes by it; a clearance that is barely above the
    limit, as it is in heavy people, does not quiet a rate that is below.
    """
    limit, rate, clearance = Decimal(row["below"]), _value(prepared.kidney), _value(prepared.clearance)
    if row["measure"] != "crcl" or clearance is None:
        return prepared.kidney if rate is not None and rate < limit else None
    if clearance < limit:
        return prepared.clearance
    near = clearance < limit * NEAR and rate is not None and rate < limit
    return prepared.kidney if near else None


def _value(observation: Observation | None) -> Decimal | None:
    return observation.value if observation is not None else None


def _finding(
    row: Row, kidney: Observation, ingredient: str, taken: Taken, prepared: Prepared, engine: Engine
) -> Iterator[Finding]:
    action, missing = row["action"], []
    if action != "avoid" and AFTER_DIALYSIS.search(taken.medication.directions.casefold()):
        return
    limit = f"below {row['below']} mL/min: {action}"
    if action == "reduce" and row.get("max_per_day"):
        amount = prepared.drug_per_day(ingredient, row.get("unit", "mg"))
        limit = f"at most {row['max_per_day']} {row.get('unit', 'mg')} in a day"
        if amount is None:
            missing.append(f"the amount of {ingredient} in a day")
        elif amount <= Decimal(row["max_per_day"]):
            return
        else:
            action = "above"
    grade = graded(MECHANISM, engine, action=action, line=line_kind(taken))
    places = {
        "value": f"{kidney.value:f} mL/min",
        "below": row["below"],
        "limit": limit,
        "action": DO[row["action"]],
        "verdict": VERDICTS[action],
    }
    facts = (fact_of(kidney),)
    yield about(MECHANISM, grade, engine, ingredient, taken, row, places, facts=facts, missing=missing)
