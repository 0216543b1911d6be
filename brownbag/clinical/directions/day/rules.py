"""What a day has to respect: the person's own times, food, and what must stay apart."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from brownbag.clinical.directions.meaning import Directions

MINUTES_IN_A_DAY = 24 * 60
# A tablet before food or on an empty stomach is taken so long before a meal, and so long after one.
# Half an hour and two hours are the usual words of US labels ("30 minutes before", "2 hours after").
BEFORE_A_MEAL = 30
AFTER_A_MEAL = 120


@dataclass(frozen=True, slots=True)
class Routine:
    """A person's day in minutes after midnight; work is a span in which doses are not wanted.

    >>> Routine.of("06:30", "07:15", "12:30", "18:30", "22:30").breakfast
    435
    """

    wakes: int
    breakfast: int
    lunch: int
    dinner: int
    bedtime: int
    work: tuple[int, int] | None = None

    @staticmethod
    def of(
        wakes: str,
        breakfast: str,
        lunch: str,
        dinner: str,
        bedtime: str,
        *,
        work: tuple[str, str] | None = None,
    ) -> Routine:
        """Return a routine from clock times such as "07:15"; every time is the person's own, none is guessed."""
        at_work = (minutes_of(work[0]), minutes_of(work[1])) if work else None
        return Routine(
            minutes_of(wakes),
            minutes_of(breakfast),
            minutes_of(lunch),
            minutes_of(dinner),
            minutes_of(bedtime),
            at_work,
        )

    @property
    def meals(self) -> tuple[int, int, int]:
        """Return the times of the three meals."""
        return self.breakfast, self.lunch, self.dinner

    def is_at_work(self, minute: int) -> bool:
        """Return whether the person is at work then."""
        return (
            self.work is not None
            and (minute - self.work[0]) % MINUTES_IN_A_DAY < (self.work[1] - self.work[0]) % MINUTES_IN_A_DAY
        )

    def is_awake(self, minute: int) -> bool:
        """Return whether the person is up then, bedtime itself included."""
        return (minute - self.wakes) % MINUTES_IN_A_DAY <= (self.bedtime - self.wakes) % MINUTES_IN_A_DAY


@dataclass(frozen=True, slots=True)
class Taking:
    """One medicine of the list: its name, what is in it, and its directions."""

    key: str
    name: str
    ingredients: frozenset[str]
    directions: Directions
    form: str = ""


@dataclass(frozen=True, slots=True)
class Apart:
    """Take `ingredient` so many hours before, and so many hours after, any of `others`."""

    ingredient: str
    others: frozenset[str]
    hours_before: Decimal
    hours_after: Decimal
    why: str = ""


@dataclass(frozen=True, slots=True)
class FoodRule:
    """How an ingredient stands to food: take_with, take_without, or another action of the facts."""

    ingredient: str
    what: str
    action: str
    say: str = ""


def minutes_of(clock: str) -> int:
    """Return the minutes after midnight of a clock time.

    >>> minutes_of("07:15")
    435
    """
    hour, _, minute = clock.partition(":")
    return int(hour) * 60 + int(minute or 0)


def clock_of(minute: int) -> str:
    """Return a clock time of 24 hours.

    >>> clock_of(435), clock_of(1500)
    ('07:15', '01:00')
    """
    return f"{minute // 60 % 24:02}:{minute % 60:02}"
