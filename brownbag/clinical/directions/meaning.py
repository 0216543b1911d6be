"""What directions mean: the values that `read` gives and `say` and `schedule` take."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

OUTCOMES = ("understood", "partly", "not_understood")
TIMES_OF_DAY = ("morning", "noon", "evening", "bedtime")


@dataclass(frozen=True, slots=True)
class Amount:
    """How much is taken at once, as a range: "1 to 2 tablets" is Amount(1, 2, "tablet")."""

    low: Decimal
    high: Decimal
    unit: str


@dataclass(frozen=True, slots=True)
class Timing:
    """When doses are taken. Times a day and an interval in hours are different things.

    `times_of_day` names morning, noon, evening or bedtime where the text does;
    `times_per_day` counts; `every_hours` is a gap (low and high the same unless a
    range is written); `every_days` is 2 for every other day; `days_of_week` uses
    mon … sun. `every_days_high` and `times_per_week_low` stand only where a range
    is written. Nothing here is ever filled in by default.
    """

    times_per_day: Decimal | None = None
    times_per_day_high: Decimal | None = None
    every_hours: Decimal | None = None
    every_hours_high: Decimal | None = None
    every_days: Decimal | None = None
    every_days_high: Decimal | None = None
    times_per_week: Decimal | None = None
    times_per_week_low: Decimal | None = None
    days_of_week: tuple[str, ...] = ()
    times_of_day: tuple[str, ...] = ()
    clock_times: tuple[str, ...] = ()
    meal: str = ""
    once_only: bool = False
    each_meal: bool = False
    event: str = ""


@dataclass(frozen=True, slots=True)
class Phase:
    """One stretch of a direction: a dose, when, and for how long. A taper has several.

    `days_low` stands only where a range is written: 7 to 10 days; 0 for "up to 10 days".
    """

    dose: Amount | None = None
    timing: Timing = Timing()
    as_needed: bool = False
    as_needed_for: str = ""
    minimum_gap_hours: Decimal | None = None
    at_most_per_day: Decimal | None = None
    at_most_drug_per_day: Amount | None = None
    days: Decimal | None = None
    days_low: Decimal | None = None
    doses_in_all: Decimal | None = None
    amount_per_day: Decimal | None = None
    drug_per_dose: Amount | None = None
    drug_per_day: Amount | None = None


@dataclass(frozen=True, slots=True)
class Directions:
    """What a direction text means, and every word of it that played no part.

    `amount_per_day` is the most that may be taken on an average day, in `unit`;
    None whenever that cannot be said with certainty. `together` is True where the
    phases run side by side (1 in the morning and 2 at night) and not one after
    the other.
    """

    text: str
    outcome: str
    phases: tuple[Phase, ...] = ()
    together: bool = False
    route: str = ""
    site: str = ""
    action: str = ""
    unit: str = ""
    amount_per_day: Decimal | None = None
    drug_per_day: Amount | None = None
    as_directed: bool = False
    sliding_scale: bool = False
    instructions: tuple[str, ...] = ()
    left_open: tuple[str, ...] = ()
    not_used: tuple[str, ...] = ()
    why: tuple[str, ...] = ()

    @property
    def days(self) -> Decimal | None:
        """Return for how many days in all, or None where the label leaves the end open."""
        days = [phase.days for phase in self.phases if phase.days is not None]
        if not days or len(days) < len(self.phases):
            return None
        return max(days) if self.together else sum(days, Decimal(0))

    @property
    def as_needed(self) -> bool:
        """Return whether any part of it is taken only when needed."""
        return any(phase.as_needed for phase in self.phases)
