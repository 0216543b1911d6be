"""How hard a list is to follow: the Medication Regimen Complexity Index.

George J, Phun YT, Bailey MJ, Kong DC, Stewart K. Ann Pharmacother 2004;38(9):1369-76.
Section A counts each kind of dosage form once, B the frequency of each
medicine, C its further directions. Weights as published; a direction that was
not understood whole adds nothing to B and C, and is named.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from brownbag.clinical.directions.day.rules import Taking
from brownbag.clinical.directions.meaning import Directions, Phase, Timing
from brownbag.clinical.directions.reading.amounts import HOURS_IN_A_DAY

# Section A: the weight of each kind of dosage form.
FORMS = {
    "tablet or capsule": Decimal(1),
    "mouthwash": Decimal(2),
    "lozenge or gum": Decimal(2),
    "liquid": Decimal(2),
    "powder": Decimal(2),
    "under the tongue": Decimal(2),
    "cream": Decimal(2),
    "patch": Decimal(2),
    "nasal spray": Decimal(2),
    "enema": Decimal(2),
    "suppository": Decimal(2),
    "vaginal cream": Decimal(2),
    "pessary": Decimal(3),
    "ear drops": Decimal(3),
    "eye drops": Decimal(3),
    "dry powder inhaler": Decimal(3),
    "prefilled injection": Decimal(3),
    "metered dose inhaler": Decimal(4),
    "injection from a vial": Decimal(4),
    "nebulizer": Decimal(5),
}
BY_UNIT = {
    "tablet": "tablet or capsule",
    "capsule": "tablet or capsule",
    "pill": "tablet or capsule",
    "lozenge": "lozenge or gum",
    "piece": "lozenge or gum",
    "patch": "patch",
    "puff": "metered dose inhaler",
    "packet": "powder",
    "scoop": "powder",
    "capful": "powder",
    "suppository": "suppository",
    "enema": "enema",
    "pessary": "pessary",
    "pen": "prefilled injection",
    "syringe": "prefilled injection",
    "mL": "liquid",
    "teaspoon": "liquid",
    "tablespoon": "liquid",
}
BY_ROUTE = {
    "ophthalmic": "eye drops",
    "otic": "ear drops",
    "nasal": "nasal spray",
    "topical": "cream",
    "transdermal": "patch",
    "subcutaneous": "prefilled injection",
    "intramuscular": "injection from a vial",
    "sublingual": "under the tongue",
    "vaginal": "vaginal cream",
    "rectal": "suppository",
}
# Section B: times a day, and every so many hours; as needed is listed with weights of its own.
TIMES = {1: Decimal(1), 2: Decimal(2), 3: Decimal(3), 4: Decimal(4)}
TIMES_AS_NEEDED = {1: Decimal("0.5"), 2: Decimal(1), 3: Decimal("1.5"), 4: Decimal(2)}
HOURS = {12: Decimal("2.5"), 8: Decimal("3.5"), 6: Decimal("4.5"), 4: Decimal("6.5"), 2: Decimal("12.5")}
HOURS_AS_NEEDED = {12: Decimal("1.5"), 8: Decimal(2), 6: Decimal("2.5"), 4: Decimal("3.5"), 2: Decimal("6.5")}
AS_NEEDED = Decimal("0.5")
NOT_EVERY_DAY = Decimal(2)
# Section C: one for each kind of further direction, two for the last four kinds.
ONE, TWO = Decimal(1), Decimal(2)


@dataclass(frozen=True, slots=True)
class Complexity:
    """The index and its three sections, and the medicines it could not count whole."""

    forms: Decimal
    frequencies: Decimal
    directions: Decimal
    not_counted: tuple[str, ...] = ()

    @property
    def total(self) -> Decimal:
        """Return the index."""
        return self.forms + self.frequencies + self.directions


def complexity_of(takings: Iterable[Taking]) -> Complexity:
    """Return the index of a list as its labels say it.

    >>> from brownbag.clinical.directions import read
    >>> complexity_of([Taking("1", "warfarin", frozenset(), read("Take 1 tablet daily"))]).total
    Decimal('2')
    """
    return _complexity(list(takings), set())


def complexity_after(takings: Iterable[Taking], placed: set[str]) -> Complexity:
    """Return the index when what has a place in the day is taken at the named moments, not by the hour."""
    return _complexity(list(takings), placed)


def _complexity(takings: list[Taking], placed: set[str]) -> Complexity:
    forms = {form for each in takings if (form := form_of(each))}
    whole = [each for each in takings if each.directions.outcome == "understood" and each.directions.phases]
    return Complexity(
        forms=sum((FORMS[form] for form in forms), Decimal(0)),
        frequencies=sum((_frequency(each, by_hour=each.key not in placed) for each in whole), Decimal(0)),
        directions=sum((_further(each.directions) for each in whole), Decimal(0)),
        not_counted=tuple(each.name for each in takings if each not in whole or not form_of(each)),
    )


def form_of(taking: Taking) -> str:
    """Return the kind of dosage form, or nothing where neither form, unit nor route tells it."""
    told = taking.form.casefold()
    directions = taking.directions
    is_inhaled = directions.route == "inhaled" or directions.action == "inhale"
    if "nebul" in told or (directions.unit == "vial" and is_inhaled):
        return "nebulizer"
    if "powder" in told and is_inhaled:
        return "dry powder inhaler"
    if directions.route in BY_ROUTE:
        return BY_ROUTE[directions.route]
    if directions.action in ("rinse", "gargle"):
        return "mouthwash"
    if directions.action == "inject":
        return "prefilled injection"
    if directions.unit in BY_UNIT:
        return BY_UNIT[directions.unit]
    words = ("tablet", "capsule")
    return "tablet or capsule" if any(word in told for word in words) else ""


def _frequency(taking: Taking, *, by_hour: bool) -> Decimal:
    phases = taking.directions.phases
    if taking.directions.together:
        return _weight_of_times(_times_together(phases), any(phase.as_needed for phase in phases))
    phase = phases[0]
    timing = phase.timing
    hours = timing.every_hours or Decimal(0)
    if timing.every_days or timing.times_per_week or timing.days_of_week or hours > HOURS_IN_A_DAY:
        return NOT_EVERY_DAY
    table = HOURS_AS_NEEDED if phase.as_needed else HOURS
    if hours in table and (by_hour or phase.as_needed):
        return table[int(hours)]
    return _weight_of_times(_times(timing), phase.as_needed)


def _times_together(phases: tuple[Phase, ...]) -> int:
    if any(phase.timing.days_of_week or phase.timing.every_days for phase in phases):
        return 1
    return sum(_times(phase.timing) for phase in phases)


def _times(timing: Timing) -> int:
    if timing.times_per_day_high:
        return int(timing.times_per_day_high)
    if timing.every_hours:
        return max(1, int(HOURS_IN_A_DAY / timing.every_hours))
    return len(timing.times_of_day) + (3 if timing.each_meal else 0)


def _weight_of_times(times: int, as_needed: bool) -> Decimal:
    """More than four times a day is not in the published list; it counts as its number (our own judgement)."""
    if as_needed:
        return TIMES_AS_NEEDED.get(times, AS_NEEDED * times if times else AS_NEEDED)
    return TIMES.get(times, Decimal(times))


def _further(directions: Directions) -> Decimal:
    phases = directions.phases
    solid = directions.unit in ("tablet", "capsule", "pill", "puff", "spray", "drop")
    doses = [phase.dose for phase in phases if phase.dose]
    notes = " ".join(directions.instructions)
    meals = any(phase.timing.meal for phase in phases)
    turns = directions.together and any(p.timing.every_days or p.timing.days_of_week for p in phases)
    counted = [
        (ONE, solid and any(dose.high % 1 for dose in doses)),
        (ONE, "mixed" in notes),
        (ONE, solid and any(dose.high > 1 for dose in doses)),
        (ONE, any(dose.low != dose.high for dose in doses)),
        (ONE, any(phase.timing.times_of_day or phase.timing.clock_times for phase in phases)),
        (ONE, meals or "food" in notes),
        (ONE, any(word in notes for word in ("with a full glass", "with plenty", "with juice", "with milk"))),
        (TWO, directions.as_directed),
        (TWO, len(phases) > 1 and not directions.together),
        (TWO, turns),
    ]
    return sum((weight for weight, holds in counted if holds), Decimal(0))
