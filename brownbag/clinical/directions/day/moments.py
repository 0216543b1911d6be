"""The moments of a person's day at which medicines can be taken, and the ways to lay a direction over them."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from brownbag.clinical.directions.day.rules import (
    AFTER_A_MEAL,
    BEFORE_A_MEAL,
    MINUTES_IN_A_DAY,
    FoodRule,
    Routine,
    Taking,
    minutes_of,
)
from brownbag.clinical.directions.meaning import Amount, Phase

# How far a dose every so many hours may stray, so that nobody is woken without need (our own judgement).
STRAYS = 60
# Minutes between doses of one medicine that is taken twice, or more often, a day (our own judgement).
LEAST_GAP_OF_TWO, LEAST_GAP = 6 * 60, 3 * 60


@dataclass(frozen=True, slots=True)
class Dose:
    """An amount at a minute of the day."""

    minute: int
    amount: Amount | None


Way = tuple[Dose, ...]


def named_moments(routine: Routine) -> dict[int, str]:
    """Return the moments of a day with their names; where two fall together the meal gives the name."""
    moments = {routine.wakes: "on waking", routine.bedtime: "at bedtime"}
    meals = zip(("breakfast", "lunch", "dinner"), routine.meals, strict=True)
    for meal, minute in meals:
        moments.setdefault((minute - BEFORE_A_MEAL) % MINUTES_IN_A_DAY, f"30 minutes before {meal}")
        moments[minute] = f"with {meal}"
    middle = (routine.lunch + AFTER_A_MEAL + routine.dinner - BEFORE_A_MEAL) // 2
    if routine.lunch + AFTER_A_MEAL <= middle <= routine.dinner - BEFORE_A_MEAL:
        moments.setdefault(middle, "in the afternoon, between meals")
    return moments


def ways_of(taking: Taking, routine: Routine, food: Iterable[FoodRule]) -> list[Way]:
    """Return every way to take a medicine as its directions say, the usual way first."""
    phases = taking.directions.phases if taking.directions.together else taking.directions.phases[:1]
    stomach = _stomach(taking, food)
    each = [_ways_of_phase(phase, routine, stomach or phase.timing.meal) for phase in phases]
    whole: list[Way] = [tuple(itertools.chain.from_iterable(ways)) for ways in itertools.product(*each)]
    return [way for way in whole if len({dose.minute for dose in way}) == len(way)]


def _stomach(taking: Taking, food: Iterable[FoodRule]) -> str:
    """What the facts say of food, where the label itself is silent."""
    told = {phase.timing.meal for phase in taking.directions.phases}
    if told - {""}:
        return ""
    told_of = {(rule.what, rule.action) for rule in food if rule.ingredient in taking.ingredients}
    if told_of & {("food", "take_without"), ("empty_stomach", "take_with")}:
        return "empty"
    return "with" if ("food", "take_with") in told_of else ""


def _ways_of_phase(phase: Phase, routine: Routine, meal: str) -> list[Way]:
    timing = phase.timing
    if timing.clock_times:
        return [tuple(Dose(minutes_of(clock), phase.dose) for clock in timing.clock_times)]
    if timing.times_of_day or timing.each_meal:
        minutes = list(_minutes_of_named(phase, routine, meal))
    elif timing.every_hours:
        minutes = list(_every(timing.every_hours, routine, meal))
    else:
        minutes = list(_spread(int(timing.times_per_day_high or 1), routine, meal))
    return [tuple(Dose(minute, phase.dose) for minute in chosen) for chosen in minutes]


def _minutes_of_named(phase: Phase, routine: Routine, meal: str) -> Iterator[tuple[int, ...]]:
    choices: list[list[int]] = [_near(time, routine, meal) for time in phase.timing.times_of_day]
    if phase.timing.each_meal:
        choices = [[_at_meal(minute, meal)] for minute in routine.meals] + choices
    yield from itertools.product(*choices)


def _near(time: str, routine: Routine, meal: str) -> list[int]:
    """The moments that a named time of day may mean, those that fit the stomach."""
    named = {
        "morning": [routine.breakfast, routine.breakfast - BEFORE_A_MEAL, routine.wakes],
        "noon": [routine.lunch, routine.lunch - BEFORE_A_MEAL],
        "evening": [routine.dinner, routine.dinner - BEFORE_A_MEAL],
        "bedtime": [routine.bedtime],
    }[time]
    if time == "bedtime" and meal in ("before", "after"):
        return named
    fitting = [minute for minute in named if _fits(minute, routine, meal)]
    return fitting or named[:1]


def _at_meal(minute: int, meal: str) -> int:
    return minute - BEFORE_A_MEAL if meal == "before" else minute


def _fits(minute: int, routine: Routine, meal: str) -> bool:
    if meal in ("with", "after"):
        return minute in routine.meals
    if meal == "before":
        return any(0 < m - minute <= 60 for m in routine.meals)
    if meal == "empty":
        return all(
            (m - minute) % MINUTES_IN_A_DAY >= BEFORE_A_MEAL
            and (minute - m) % MINUTES_IN_A_DAY >= AFTER_A_MEAL
            for m in routine.meals
        )
    return True


def _every(hours: Decimal, routine: Routine, meal: str) -> Iterator[tuple[int, ...]]:
    """Evenly through 24 hours, each dose up to an hour off, at moments of the day where that is possible."""
    count = int(Decimal(24) / hours)
    if count < 1 or Decimal(24) % hours:
        return
    longest = int(hours * 60) + STRAYS
    shortest = int(hours * 60) - STRAYS
    moments = [minute for minute in sorted(named_moments(routine)) if _fits(minute, routine, meal)]
    found: list[tuple[int, ...]] = [
        chosen
        for chosen in itertools.combinations(moments, count)
        if all(shortest <= gap <= longest for gap in gaps(chosen))
    ]
    yield from sorted(found, key=lambda chosen: (_at_work(chosen, routine), max(gaps(chosen))))
    step = int(hours * 60)
    for start in moments:
        exact = tuple(sorted((start + step * place) % MINUTES_IN_A_DAY for place in range(count)))
        if all(routine.is_awake(minute) and _fits(minute, routine, meal) for minute in exact):
            yield exact


def _spread(count: int, routine: Routine, meal: str) -> Iterator[tuple[int, ...]]:
    """So many times a day: at meals first, then at any moments that lie far enough apart."""
    moments = [minute for minute in named_moments(routine) if _fits(minute, routine, meal)]
    by_count: dict[int, tuple[int, ...]] = {
        1: (routine.breakfast,),
        2: (routine.breakfast, routine.dinner),
        3: routine.meals,
        4: (*routine.meals, routine.bedtime),
    }
    usual = by_count.get(count, ())
    fits = bool(usual) and all(minute in moments for minute in usual)
    least = LEAST_GAP_OF_TWO if count == 2 else LEAST_GAP
    others = [
        chosen
        for chosen in itertools.combinations(sorted(moments), count)
        if chosen != usual and all(gap >= least for gap in gaps(chosen))
    ]
    yield from [usual] if fits else []
    yield from sorted(others, key=lambda chosen: (_at_work(chosen, routine), max(gaps(chosen), default=0)))


def gaps(minutes: tuple[int, ...]) -> list[int]:
    """Return the minutes from each dose to the next, round the clock.

    >>> gaps((480, 1200))
    [720, 720]
    """
    if len(minutes) < 2:
        return []
    ordered = sorted(minutes)
    return [
        (after - before) % MINUTES_IN_A_DAY
        for before, after in zip(ordered, [*ordered[1:], ordered[0]], strict=True)
    ]


def _at_work(minutes: tuple[int, ...], routine: Routine) -> int:
    return sum(routine.is_at_work(minute) for minute in minutes)
