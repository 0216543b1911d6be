"""The search for the fewest moments: sets of moments from small to large, the first that all rules allow."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from brownbag.clinical.directions.day.moments import Way
from brownbag.clinical.directions.day.rules import MINUTES_IN_A_DAY, Apart, Routine


@dataclass(frozen=True, slots=True)
class Pair:
    """Two medicines that must stay apart, by their places in the list."""

    one: int
    other: int
    rule: Apart


def choose(ways: list[list[Way]], pairs: list[Pair], routine: Routine) -> tuple[list[Way], list[Pair]]:
    """Choose one way for each; a rule that cannot be kept is returned, and kept by half where that is possible."""
    broken: list[Pair] = []
    allowed: Allowed = {}
    everything = [(1 << len(found)) - 1 for found in ways]
    for pair in pairs:
        for tried in (pair, _by_half(pair)):
            more = _with(allowed, tried, ways)
            if _agreeing(everything, more) is not None:
                allowed = more
                break
            if tried is pair:
                broken.append(pair)
    return _fewest(ways, allowed, routine), broken


def are_apart(one: Way, other: Way, rule: Apart) -> bool:
    """Return whether each dose of one is long enough before, and after, each of the other, round the clock."""
    ours, theirs = tuple(dose.minute for dose in one), tuple(dose.minute for dose in other)
    return _far_enough(ours, theirs, int(rule.hours_before * 60), int(rule.hours_after * 60))


def _by_half(pair: Pair) -> Pair:
    rule = pair.rule
    weaker = replace(rule, hours_before=rule.hours_before / 2, hours_after=rule.hours_after / 2)
    return replace(pair, rule=weaker)


# For two medicines, which way of one goes with which ways of the other, as bits.
Allowed = dict[tuple[int, int], list[int]]


def _with(allowed: Allowed, pair: Pair, ways: list[list[Way]]) -> Allowed:
    """Return what is allowed when one more rule is kept."""
    ours = tuple(tuple(dose.minute for dose in way) for way in ways[pair.one])
    theirs = tuple(tuple(dose.minute for dose in way) for way in ways[pair.other])
    before, after = int(pair.rule.hours_before * 60), int(pair.rule.hours_after * 60)
    rows, columns = _tables(ours, theirs, before, after)
    more = dict(allowed)
    for key, bits in (((pair.one, pair.other), rows), ((pair.other, pair.one), columns)):
        more[key] = [one & other for one, other in zip(more.get(key, bits), bits, strict=True)]
    return more


Minutes = tuple[int, ...]


@lru_cache(maxsize=256)
def _tables(
    ours: tuple[Minutes, ...], theirs: tuple[Minutes, ...], before: int, after: int
) -> tuple[list[int], list[int]]:
    """Which ways of two medicines go together, seen from the one and from the other."""
    fits = [[_far_enough(one, other, before, after) for other in theirs] for one in ours]
    rows = [sum(each << place for place, each in enumerate(row)) for row in fits]
    columns = [sum(row[at] << place for place, row in enumerate(fits)) for at in range(len(theirs))]
    return rows, columns


def _far_enough(ours: Minutes, theirs: Minutes, before: int, after: int) -> bool:
    return all(
        (other - one) % MINUTES_IN_A_DAY >= before and (one - other) % MINUTES_IN_A_DAY >= after
        for one in ours
        for other in theirs
    )


def _agreeing(open_ways: list[int], allowed: Allowed) -> list[int] | None:
    """Return one way for each medicine that all go together; what no longer fits is struck out at every step."""
    left = _struck_out(open_ways, allowed)
    if left is None:
        return None
    bound = {place for pair in allowed for place in pair}
    undecided = [place for place in bound if left[place] & (left[place] - 1)]
    if not undecided:
        return [bits & -bits for bits in left]
    place = min(undecided, key=lambda each: (left[each].bit_count(), each))
    bits = left[place]
    while bits:
        one = bits & -bits
        bits ^= one
        found = _agreeing([one if at == place else each for at, each in enumerate(left)], allowed)
        if found is not None:
            return found
    return None


def _struck_out(open_ways: list[int], allowed: Allowed) -> list[int] | None:
    """Strike out each way that goes with none of another medicine, until nothing changes (arc consistency)."""
    left = list(open_ways)
    changed = True
    while changed and all(left):
        changed = False
        for (ours, theirs), table in allowed.items():
            kept = _kept(left[ours], table, left[theirs])
            if kept != left[ours]:
                left[ours], changed = kept, True
    return left if all(left) else None


def _kept(bits: int, table: list[int], theirs: int) -> int:
    kept = 0
    while bits:
        one = bits & -bits
        bits ^= one
        if table[one.bit_length() - 1] & theirs:
            kept |= one
    return kept


def _fewest(ways: list[list[Way]], allowed: Allowed, routine: Routine) -> list[Way]:
    """Return the ways that need the fewest moments; of those the least at work and the least moved."""
    minutes = sorted({dose.minute for found in ways for way in found for dose in way})
    bits = {minute: 1 << place for place, minute in enumerate(minutes)}
    masks = [[sum(bits[dose.minute] for dose in way) for way in found] for found in ways]
    must = 0
    for found in masks:
        must |= found[0] if len(found) == 1 else 0
    free = [bit for bit in bits.values() if not bit & must]
    at_work = sum(bit for minute, bit in bits.items() if routine.is_at_work(minute))
    for size in range(len(free) + 1):
        sets = (must | sum(more) for more in itertools.combinations(free, size))
        if chosen := _best_of(sets, masks, allowed, at_work):
            return [found[one.bit_length() - 1] for found, one in zip(ways, chosen, strict=True)]
    return []


def _best_of(sets: Iterable[int], masks: list[list[int]], allowed: Allowed, at_work: int) -> list[int] | None:
    best: tuple[tuple[int, int], list[int]] | None = None
    for moments in sets:
        outside = ~moments
        if not all(any(not mask & outside for mask in found) for found in masks):
            continue
        fitting = [sum((not mask & outside) << place for place, mask in enumerate(found)) for found in masks]
        chosen = _agreeing(fitting, allowed)
        if chosen is None:
            continue
        cost = ((moments & at_work).bit_count(), sum(one != 1 for one in chosen))
        if best is None or cost < best[0]:
            best = (cost, chosen)
    return best[1] if best else None
