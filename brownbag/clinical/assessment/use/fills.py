"""What the fills say: too few, too many at home, or an as-needed medicine filled like a daily one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal

from brownbag.clinical.adherence.fills import LOOKED_BACK, Supply, supply_of
from brownbag.clinical.assessment.about_one import Row
from brownbag.clinical.assessment.engine import Engine
from brownbag.clinical.assessment.finding import Fact, Finding
from brownbag.clinical.assessment.prepare import Prepared
from brownbag.clinical.assessment.taken import Taken
from brownbag.clinical.assessment.words import finding_of, takes
from brownbag.clinical.person.record import Fill

BEHIND = "fills_behind"
LEFT_OVER = "left_over"
LIKE_DAILY = "filled_like_daily"
# A gap in these is dangerous by itself.
CRITICAL = (
    "@controller_inhalers",
    "@inhaled_steroids",
    "@oral_anticoagulants",
    "@p2y12_blockers",
    "@insulins",
    "@antiepileptics",
    "@antipsychotics",
    "@hiv_integrase_inhibitors",
    "@hiv_nnrtis",
    "@hiv_nrtis",
    "@hiv_protease_inhibitors",
    "@transplant_medicines_with_levels",
    "@cytotoxics",
    "@aromatase_inhibitors",
    "@beta_blockers",
    "lithium",
    "levodopa",
    "buprenorphine",
    "tamoxifen",
    "mycophenolate",
    "clonidine",
)
RESCUE = ("@rescue_inhalers",)
# Sooner nothing can be told from fills.
SHORTEST_DAYS = 60
SHORTEST_AS_NEEDED = 90


def fills(prepared: Prepared, engine: Engine) -> Iterator[Finding]:
    """Yield a finding for each line whose fills do not fit the way it is to be taken."""
    for taken in prepared.by_name:
        line = taken.medication
        if not line.fills or not taken.ingredients or line.status != "active":
            continue
        found = supply_of(line.fills, on=prepared.on)
        if _is_as_needed(taken):
            yield from _like_daily(taken, found, prepared, engine)
        elif found is not None:
            yield from _behind(taken, found, engine)
            yield from _left_over(taken, found, engine)


def _is_as_needed(taken: Taken) -> bool:
    return bool(taken.medication.as_needed) or taken.directions.as_needed


def _is_one_of(taken: Taken, names: tuple[str, ...], engine: Engine) -> str:
    return "yes" if engine.knowledge.members(list(names)) & set(taken.ingredients) else "no"


def _behind(taken: Taken, found: Supply, engine: Engine) -> Iterator[Finding]:
    critical = _is_one_of(taken, CRITICAL, engine)
    for grade in engine.words(BEHIND)["grades"]:
        if grade["critical"] == critical and _is_behind(found, grade):
            percent = f"{found.share * 100:.0f}"
            gap = f"None for the last {found.days_without} days." if found.days_without else ""
            places = {
                "percent": percent,
                "fills": str(found.fills),
                "since": found.first_day.isoformat(),
                "covered": str(found.days_covered),
                "days": str(found.days),
                "gap": gap or f"The longest gap was {found.longest_gap} days.",
            }
            yield _finding(BEHIND, grade, taken, places, engine)
            return


def _is_behind(found: Supply, grade: Row) -> bool:
    if "share_below" in grade:
        return found.days >= SHORTEST_DAYS and found.share < Decimal(grade["share_below"])
    return found.days_without >= int(grade["days_without"])


def _left_over(taken: Taken, found: Supply, engine: Engine) -> Iterator[Finding]:
    grade = engine.words(LEFT_OVER)["grades"][0]
    if found.carried_over >= int(grade["days"]):
        yield _finding(LEFT_OVER, grade, taken, {"days": str(found.carried_over)}, engine)


def _like_daily(taken: Taken, found: Supply | None, prepared: Prepared, engine: Engine) -> Iterator[Finding]:
    rescue = _is_one_of(taken, RESCUE, engine)
    first = prepared.on - LOOKED_BACK
    count = sum(
        first <= each.collected_on < prepared.on + timedelta(days=1) for each in taken.medication.fills
    )
    for grade in engine.words(LIKE_DAILY)["grades"]:
        if grade["rescue"] != rescue:
            continue
        if "fills" in grade and count >= int(grade["fills"]):
            why = f"{count} inhalers in a year: one holds about 200 puffs."
        elif "share" in grade and _covers(found, grade):
            why = "The fills cover nearly every day, so it is likely taken every day."
        else:
            continue
        yield _finding(LIKE_DAILY, grade, taken, {"fills": str(count), "why": why}, engine)
        return


def _covers(found: Supply | None, grade: Row) -> bool:
    return (
        found is not None
        and found.fills > 1
        and found.days >= SHORTEST_AS_NEEDED
        and found.share >= Decimal(grade["share"])
    )


def _finding(mechanism: str, grade: Row, taken: Taken, places: dict[str, str], engine: Engine) -> Finding:
    return finding_of(
        engine.words(mechanism),
        grade,
        {"first": taken.name, **places},
        drugs=taken.ingredients,
        facts=(takes(taken), *(_fill(each) for each in taken.medication.fills)),
        sources=(),
        lines=(taken,),
    )


def _fill(each: Fill) -> Fact:
    days = "" if each.days_supply is None else f"{each.days_supply} days"
    amount = "" if each.quantity is None else f"{each.quantity:f} pieces"
    return Fact("filled", days or amount or "amount not on file", None, each.collected_on)
