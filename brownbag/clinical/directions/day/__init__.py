"""A day that works: every medicine at the fewest times of the day, with all rules kept or named."""

from brownbag.clinical.directions.day.complexity import Complexity, complexity_of
from brownbag.clinical.directions.day.plan import DayPlan, DoseAt, Moment, Moved, NotPlaced, plan_day
from brownbag.clinical.directions.day.rules import Apart, FoodRule, Routine, Taking

__all__ = [
    "Apart",
    "Complexity",
    "DayPlan",
    "DoseAt",
    "FoodRule",
    "Moment",
    "Moved",
    "NotPlaced",
    "Routine",
    "Taking",
    "complexity_of",
    "plan_day",
]
