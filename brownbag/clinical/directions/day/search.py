"""The search for the fewest moments: sets of moments from small to large, the first that all rules allow."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from dataclasses import dataclass, replace

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
    kept: list[Pair] = []
    broken: list[Pair] = []
    for pair in pairs:
        if _can_all(ways, [*kept, pair]):
            kept.append(pair)
            continue
        broken.append(pair)
        if _can_all(ways, [*kept, by_half := _by_half(pair)]):
            kept.append(by_half)
    return _fewest(ways, _allowed(ways, kept), routine), broken


def are_apart(one: Way, other: Way, rule: Apart) -> bool:
    """Return whether each dose of one is long enough before, and after, each of the other, round the clock."""
    before, after = int(rule.hours_before * 60), int(rule.hours_after * 60)
    return all(
        (theirs.minute - ours.minute) % MINUTES_IN_A_DAY >= before
        and (ours.minute - theirs.minute) % MINUTES_IN_A_DAY >= after
        for ours in one
        for theirs in other
    )


def _by_half(pair: Pair) -> Pair:
    rule = pair.rule
    weaker = replace(rule, hours_before=rule.hours_before / 2, hours_after=rule.hours_after / 2)
    return replace(pair, rule=weaker)


# For two medicines, which way of one goes with which ways of the other, as bits.
Allowed = dict[tuple[int, int], list[int]]


def _allowed(ways: list[list[Way]], pairs: Iterable[Pair]) -> Allowed:
    found: Allowed = {}
    for pair in pairs:
        table = [[are_apart(one, other, pair.rule) for other in ways[pair.other]] for one in ways[pair.one]]
        rows = [sum(fits << place for place, fits in enumerate(row)) for row in table]
        columns = [
            sum(row[at] << place for place, row in enumerate(table)) for at in range(len(ways[pair.other]))
        ]
        for key, bits in (((pair.one, pair.other), rows), ((pair.other, pair.one), columns)):
            found[key] = [before & now for before, now in zip(found.get(key, bits), bits, strict=True)]
    return found


def _can_all(ways: list[list[Way]], pairs: list[Pair]) -> bool:
    everything = [(1 << len(found)) - 1 for found in ways]
    return _agreeing(everything, _allowed(ways, pairs)) is not None


def _agreeing(open_ways: list[int], allowed: Allowed) -> list[int] | None:
    """Return one way for each medicine that all go together; each choice strikes out what it forbids."""
    places = [place for place, bits in enumerate(open_ways) if bits & (bits - 1)]
    if not all(open_ways):
        return None
    bound = {place for pair in allowed for place in pair}
    undecided = [place for place in places if place in bound]
    if not undecided:
        chosen = [bits & -bits for bits in open_ways]
        return chosen if _is_allowed(chosen, allowed) else None
    place = min(undecided, key=lambda each: open_ways[each].bit_count())
    bits = open_ways[place]
    while bits:
        one = bits & -bits
        bits ^= one
        left = list(open_ways)
        left[place] = one
        for (ours, theirs), table in allowed.items():
            if ours == place:
                left[theirs] &= table[one.bit_length() - 1]
        found = _agreeing(left, allowed)
        if found is not None:
            return found
    return None


def _is_allowed(chosen: list[int], allowed: Allowed) -> bool:
    return all(
        table[chosen[ours].bit_length() - 1] & chosen[theirs] for (ours, theirs), table in allowed.items()
    )


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
