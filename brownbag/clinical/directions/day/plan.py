"""The simplest safe day: the fewest moments at which every medicine can be taken as it must be."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from brownbag.clinical.directions.day.complexity import Complexity, complexity_after, complexity_of
from brownbag.clinical.directions.day.moments import Way, named_moments, ways_of
from brownbag.clinical.directions.day.rules import (
    MINUTES_IN_A_DAY,
    Apart,
    FoodRule,
    Routine,
    Taking,
    clock_of,
)
from brownbag.clinical.directions.day.search import Pair, are_apart, choose
from brownbag.clinical.directions.english import and_list
from brownbag.clinical.directions.meaning import Amount, Timing
from brownbag.clinical.directions.reading.amounts import HOURS_IN_A_DAY
from brownbag.clinical.directions.sentences import when_groups

MOST_WAYS = 80


@dataclass(frozen=True, slots=True)
class DoseAt:
    """One medicine at one moment; `days` says on which days where it is not daily, for how long `lasts` days."""

    key: str
    name: str
    amount: Amount | None
    days: str = ""
    timing: Timing = field(default_factory=Timing)
    lasts: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Moment:
    """A time of the day with everything that is taken then."""

    clock: str
    name: str
    doses: tuple[DoseAt, ...]


@dataclass(frozen=True, slots=True)
class Moved:
    """A medicine that stands at another time than it usually would, and why."""

    name: str
    usual: tuple[str, ...]
    now: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True)
class NotPlaced:
    """A medicine that has no fixed place in the day, and why."""

    key: str
    name: str
    why: str


@dataclass(frozen=True, slots=True)
class DayPlan:
    """The day, what was moved, what stays outside it, and what cannot be kept."""

    moments: tuple[Moment, ...]
    moved: tuple[Moved, ...]
    not_placed: tuple[NotPlaced, ...]
    cannot_keep: tuple[str, ...]
    times_before: int
    times_after: int
    complexity_before: Complexity
    complexity_after: Complexity


def plan_day(
    takings: Iterable[Taking],
    *,
    routine: Routine,
    apart: Iterable[Apart] = (),
    food: Iterable[FoodRule] = (),
) -> DayPlan:
    """Return the day with the fewest times to take medicines.

    >>> from brownbag.clinical.directions import read
    >>> routine = Routine.of("06:30", "07:30", "12:30", "18:30", "22:30")
    >>> pills = [
    ...     Taking("1", "levothyroxine", frozenset({"levothyroxine"}), read("1 tablet every morning on an empty stomach")),
    ...     Taking("2", "calcium", frozenset({"calcium"}), read("1 tablet twice daily with food")),
    ... ]
    >>> rule = Apart("levothyroxine", frozenset({"calcium"}), Decimal(4), Decimal(4), "Calcium binds it.")
    >>> [(moment.clock, moment.doses[0].name) for moment in plan_day(pills, routine=routine, apart=[rule]).moments]
    [('07:00', 'levothyroxine'), ('12:30', 'calcium'), ('18:30', 'calcium')]
    """
    takings, food = list(takings), list(food)
    not_placed = [NotPlaced(each.key, each.name, why) for each in takings if (why := _why_not(each))]
    out = {each.key for each in not_placed}
    placed = [each for each in takings if each.key not in out]
    ways = [ways_of(each, routine, food)[:MOST_WAYS] for each in placed]
    for each, found in zip(placed, ways, strict=True):
        if not found:
            not_placed.append(NotPlaced(each.key, each.name, _no_way(each)))
    kept = [(each, found) for each, found in zip(placed, ways, strict=True) if found]
    return _plan(
        [each for each, _ in kept], [found for _, found in kept], takings, not_placed, routine, list(apart)
    )


def _why_not(taking: Taking) -> str:
    """Why a medicine has no fixed place in the day, or nothing."""
    directions = taking.directions
    phases = directions.phases if directions.together else directions.phases[:1]
    if directions.outcome != "understood":
        return "Its directions were not understood whole."
    if directions.left_open or not phases or any(phase.dose is None for phase in phases):
        return "Its label does not say how much or when."
    if any(phase.as_needed for phase in phases):
        return "It is taken only when needed."
    if any(phase.timing.once_only for phase in phases):
        return "It is taken one time only."
    if any(phase.timing.event for phase in phases):
        return f"It is taken {phases[0].timing.event}."
    if any((phase.timing.times_per_day_high or 0) % 1 for phase in phases):
        return "Its times a day are no whole number."
    return ""


def _no_way(taking: Taking) -> str:
    hours = next((p.timing.every_hours for p in taking.directions.phases if p.timing.every_hours), None)
    if hours and hours > HOURS_IN_A_DAY:
        return f"Every {hours.normalize():f} hours is not every day; mark the days on a calendar."
    if hours:
        return f"Every {hours.normalize():f} hours does not fit between waking and bedtime; ask if it may be spread otherwise."
    return "No moment of this day fits its directions."


def _plan(
    placed: list[Taking],
    ways: list[list[Way]],
    takings: list[Taking],
    not_placed: list[NotPlaced],
    routine: Routine,
    apart: list[Apart],
) -> DayPlan:
    pairs = _pairs(placed, apart)
    chosen, broken = choose(ways, pairs, routine)
    usual = [found[0] for found in ways]
    moments = _moments(placed, chosen, routine)
    return DayPlan(
        moments=moments,
        moved=tuple(_moved(placed, usual, chosen, pairs, broken, routine)),
        not_placed=tuple(not_placed),
        cannot_keep=tuple(dict.fromkeys(_said(pair, placed) for pair in broken)),
        times_before=len({dose.minute for way in usual for dose in way}),
        times_after=len(moments),
        complexity_before=complexity_of(takings),
        complexity_after=complexity_after(takings, {each.key for each in placed}),
    )


def _pairs(placed: list[Taking], apart: list[Apart]) -> list[Pair]:
    """Two medicines may stand under several rules; the longest hours of them all hold."""
    found: dict[tuple[int, int], Pair] = {}
    for rule in apart:
        for one, other in itertools.permutations(range(len(placed)), 2):
            if rule.ingredient in placed[one].ingredients and rule.others & placed[other].ingredients:
                before = found.get((one, other))
                found[one, other] = Pair(one, other, _stricter(before.rule, rule) if before else rule)
    return list(found.values())


def _stricter(one: Apart, other: Apart) -> Apart:
    return replace(
        one,
        hours_before=max(one.hours_before, other.hours_before),
        hours_after=max(one.hours_after, other.hours_after),
    )


def _moments(placed: list[Taking], chosen: Sequence[Way], routine: Routine) -> tuple[Moment, ...]:
    names = named_moments(routine)
    at: dict[int, list[DoseAt]] = {}
    for taking, way in zip(placed, chosen, strict=True):
        for dose in way:
            phase = taking.directions.phases[0]
            placed_dose = DoseAt(
                taking.key, taking.name, dose.amount, _days(phase.timing), phase.timing, phase.days
            )
            at.setdefault(dose.minute, []).append(placed_dose)
    order = sorted(at, key=lambda minute: (minute - routine.wakes) % MINUTES_IN_A_DAY)
    return tuple(Moment(clock_of(minute), names.get(minute, ""), tuple(at[minute])) for minute in order)


def _days(timing: Timing) -> str:
    """On which days, in the label's own pieces, where a medicine is not taken daily."""
    only_days = Timing(
        every_days=timing.every_days, times_per_week=timing.times_per_week, days_of_week=timing.days_of_week
    )
    return " ".join(" and ".join(group) for group in when_groups(only_days))


def _moved(
    placed: list[Taking],
    usual: list[Way],
    chosen: Sequence[Way],
    pairs: list[Pair],
    broken: list[Pair],
    routine: Routine,
) -> Iterator[Moved]:
    names = named_moments(routine)
    for place, taking in enumerate(placed):
        was = sorted(dose.minute for dose in usual[place])
        now = sorted(dose.minute for dose in chosen[place])
        if was != now:
            why = _why_moved(place, usual, placed, pairs, broken)
            yield Moved(taking.name, _told(was, names), _told(now, names), why)


def _told(minutes: list[int], names: dict[int, str]) -> tuple[str, ...]:
    return tuple(f"{clock_of(minute)} {names.get(minute, '')}".strip() for minute in minutes)


def _why_moved(
    place: int, usual: list[Way], placed: list[Taking], pairs: list[Pair], broken: list[Pair]
) -> str:
    strained = [
        pair
        for pair in pairs
        if place in (pair.one, pair.other)
        and pair not in broken
        and not are_apart(usual[pair.one], usual[pair.other], pair.rule)
    ]
    if not strained:
        return "So that there are fewer times to take medicines."
    partners = sorted({pair.other if place == pair.one else pair.one for pair in strained})
    others = [placed[partner].name for partner in partners]
    return (
        f"So that it stays apart from {and_list(list(dict.fromkeys(others)))}. {strained[0].rule.why}".strip()
    )


def _said(pair: Pair, placed: list[Taking]) -> str:
    rule = pair.rule
    hours = max(rule.hours_before, rule.hours_after)
    one, other = placed[pair.one].name, placed[pair.other].name
    return (
        f"{one} cannot be kept {hours.normalize():f} hours apart from {other} on this day. {rule.why}".strip()
    )
