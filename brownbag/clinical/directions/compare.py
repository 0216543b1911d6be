"""Two directions side by side: the label and how it is taken, or as prescribed and as dispensed.

A difference is named only where both sides are certain. What a person says is
rarely a whole direction, so it is read twice: as a direction, and for the
phrases of knowledge_base/directions/how_taken.txt.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from importlib.resources import files

from brownbag.clinical.directions.meaning import Directions, Phase, Timing
from brownbag.clinical.directions.parse import read
from brownbag.clinical.directions.reading.amounts import times_on_an_average_day
from brownbag.clinical.directions.reading.outcome import NO_UNIT
from brownbag.clinical.directions.tokens import is_mark, said, tokens_of

FOLDER = files("brownbag.knowledge_base") / "directions"
# A person says "2 pills" of tablets and capsules alike.
SOLID = frozenset({"", "tablet", "capsule", "pill"})
EVERY_DAY = re.compile(r"(?<!once )(?<!one )(?<!1 )\b(?:every|each) day\b")
FILLERS = frozenset(
    [
        "i",
        "she",
        "he",
        "they",
        "her",
        "his",
        "my",
        "it",
        "them",
        "says",
        "usually",
        "always",
        "given",
        "now",
        "save",
        "saves",
        "money",
        "because",
        "since",
        "is",
        "was",
        "be",
        "about",
        "just",
        "and",
        "own",
        "the",
    ]
)
KINDS = (
    "more",
    "less",
    "other_time",
    "other_route",
    "daily_not_as_needed",
    "only_when_needed",
    "stopped_early",
    "not_taken",
    "skips",
    "half_tablets",
    "doubled_after_missed",
    "extra",
)


@dataclass(frozen=True, slots=True)
class Difference:
    """One way in which the second side differs from the first; `share` is how many times as much a day."""

    kind: str
    first: str
    second: str
    share: Decimal | None = None


def compare_labels(prescribed: Directions, dispensed: Directions) -> tuple[Difference, ...]:
    """Return how what was dispensed differs from what was prescribed; nothing where either is not understood.

    >>> compare_labels(read("Take 1 tablet twice daily"), read("Take 1 tablet daily"))[0].kind
    'less'
    """
    if prescribed.outcome != "understood" or dispensed.outcome != "understood":
        return ()
    found = [
        *_amounts(prescribed, dispensed),
        *_times(prescribed, dispensed),
        *_routes(prescribed, dispensed),
    ]
    if prescribed.as_needed and not dispensed.as_needed:
        found.append(_difference("daily_not_as_needed", prescribed, dispensed))
    if dispensed.as_needed and not prescribed.as_needed:
        found.append(_difference("only_when_needed", prescribed, dispensed))
    return tuple(found)


def compare_with_taking(label: Directions, how_taken: str) -> tuple[Difference, ...]:
    """Return how a person's own words differ from the label.

    >>> label = read("Take 1 tablet every 6 hours as needed for pain")
    >>> [each.kind for each in compare_with_taking(label, "2 tablets every night")]
    ['daily_not_as_needed']
    >>> [each.kind for each in compare_with_taking(read("Take 1 tablet daily"), "cuts them in half to save money")]
    ['half_tablets']
    """
    if not how_taken.strip() or label.outcome == "not_understood":
        return ()
    shown = _shown(how_taken)
    taking = _as_label(read(how_taken), label)
    kinds = _kinds_shown(shown, label, taking)
    found = [Difference(kind, label.text, how_taken) for kind in kinds]
    if label.outcome != "understood":
        return tuple(found)
    if taking is None:
        return tuple(found or _by_clause(label, how_taken))
    if "other_route" not in kinds:
        found += _routes(label, taking)
    if not kinds or kinds == ["daily_not_as_needed"]:
        found += [*_amounts(label, taking), *_times(label, taking)]
    return tuple(found)


def _by_clause(label: Directions, how_taken: str) -> list[Difference]:
    """Return the amounts that one clause of a longer story gives: "opens the capsule, once a day"."""
    clauses = [clause.strip() for clause in re.split(r"[,;.]\s", how_taken) if clause.strip()]
    for clause in clauses if len(clauses) > 1 else ():
        taking = _as_label(read(clause), label)
        found = (_amounts(label, taking) or _doses(label, taking)) if taking is not None else []
        if found:
            return [replace(each, second=how_taken) for each in found]
    return []


def _doses(label: Directions, taking: Directions) -> list[Difference]:
    """A dose told without a time, held against the one of the label: "half a tablet"."""
    if len(label.phases) != 1 or len(taking.phases) != 1 or label.as_needed:
        return []
    one, other = label.phases[0].dose, taking.phases[0].dose
    if one is None or other is None or taking.amount_per_day is not None or other.high >= one.low:
        return []
    return [_difference("less", label, taking, share=other.high / one.high)]


def amount_taken(label: Directions, how_taken: str) -> Decimal | None:
    """Return how much a day a person takes by their own words, in the unit of the label; None when it is not clear.

    >>> amount_taken(read("Take 2 tablets every 4 hours as needed"), "three times a day")
    Decimal('6')
    >>> amount_taken(read("Take 2 tablets every 4 hours as needed"), "now and then")
    """
    if not how_taken.strip() or label.outcome != "understood":
        return None
    taking = _as_label(read(how_taken), label)
    return _amount(taking, label) if taking is not None else None


def _as_label(taking: Directions, label: Directions) -> Directions | None:
    """What was said, where it can be held against the label; None where it contradicts itself or says more."""
    same = SOLID if label.unit in SOLID else frozenset({label.unit, ""})
    if any(phase.dose and phase.dose.unit not in same for phase in taking.phases):
        return None
    if set(taking.not_used) - FILLERS:
        return None
    doubts = [
        why for why in taking.why if why != NO_UNIT and why not in taking.left_open and "read" not in why
    ]
    return None if doubts else taking


def _shown(text: str) -> set[str]:
    """What the phrases in a person's words show; the longest phrase of a place counts alone."""
    words = [said(token) for token in tokens_of(text) if not is_mark(token)]
    plain = f" {' '.join(words)} "
    found = set()
    for phrase, kind in _phrases():
        if f" {phrase} " in plain:
            found.add(kind)
            plain = plain.replace(f" {phrase} ", " ")
    return found


def _kinds_shown(shown: set[str], label: Directions, taking: Directions | None) -> list[str]:
    found = []
    if "not_taken" in shown:
        return ["not_taken"]
    if "swallowed" in shown and (label.route not in ("", "oral") or label.action == "inhale"):
        found.append("other_route")
    if "half" in shown and not _says_half(label):
        found.append("half_tablets")
    if "doubled" in shown:
        found.append("doubled_after_missed")
    if "stopped" in shown:
        found.append("stopped_early")
    if "when_needed" in shown and not label.as_needed:
        found.append("only_when_needed")
    elif "skips" in shown and not label.as_needed:
        found.append("skips")
    if "extra" in shown:
        found.append("extra")
    daily = taking is not None and not taking.as_needed and _is_daily(taking)
    if label.as_needed and ("every_day" in shown or daily) and "when_needed" not in shown:
        found.append("daily_not_as_needed")
    return found


def _says_half(label: Directions) -> bool:
    return any(phase.dose and phase.dose.high < 1 for phase in label.phases)


def _is_daily(directions: Directions) -> bool:
    times = [times_on_an_average_day(phase.timing) for phase in directions.phases]
    return bool(times) and all(each is not None and each >= 1 for each in times)


def _amounts(first: Directions, second: Directions) -> list[Difference]:
    one, other = first.amount_per_day, _amount(second, first)
    if one is None or other is None or not one:
        return []
    if other > one:
        return [_difference("more", first, second, share=other / one)]
    if other < one and not first.as_needed and not _is_range(first):
        return [_difference("less", first, second, share=other / one)]
    return []


def _amount(second: Directions, first: Directions) -> Decimal | None:
    """The amount a day; "takes it once a day" keeps the amount of the label's dose.

    "Every day" alone says that none is left out, not how often on a day.
    """
    if EVERY_DAY.search(second.text.casefold()) and not any(phase.dose for phase in second.phases):
        return None
    if second.amount_per_day is not None:
        return second.amount_per_day
    doses = {phase.dose for phase in first.phases}
    times = [times_on_an_average_day(phase.timing) for phase in second.phases if phase.dose is None]
    if len(doses) != 1 or len(times) != 1 or times[0] is None or len(second.phases) != 1:
        return None
    dose = doses.pop()
    return dose.high * times[0] if dose else None


def _is_range(directions: Directions) -> bool:
    return any(_has_range(phase) for phase in directions.phases)


def _has_range(phase: Phase) -> bool:
    timing = phase.timing
    ranged = (
        timing.times_per_day != timing.times_per_day_high or timing.every_hours != timing.every_hours_high
    )
    return ranged or (phase.dose is not None and phase.dose.low != phase.dose.high)


def _times(first: Directions, second: Directions) -> list[Difference]:
    """Another time of the day: both sides name times, as many, and none in common."""
    one, other = _named_times(first), _named_times(second)
    if one and other and len(one) == len(other) and not one & other:
        return [_difference("other_time", first, second)]
    return []


def _named_times(directions: Directions) -> set[str]:
    timings: list[Timing] = [phase.timing for phase in directions.phases]
    if any(timing.times_per_day or timing.every_hours for timing in timings):
        return set()
    return {time for timing in timings for time in timing.times_of_day}


def _routes(first: Directions, second: Directions) -> list[Difference]:
    if first.route and second.route and first.route != second.route:
        return [_difference("other_route", first, second)]
    return []


def _difference(
    kind: str, first: Directions, second: Directions, *, share: Decimal | None = None
) -> Difference:
    return Difference(kind, first.text, second.text, share)


@lru_cache(maxsize=1)
def _phrases() -> tuple[tuple[str, str], ...]:
    lines = (FOLDER / "how_taken.txt").read_text(encoding="utf-8").splitlines()
    told = [line.partition(";")[0].partition(" = ") for line in lines if " = " in line.partition(";")[0]]
    pairs = [(phrase.strip(), kind.strip()) for phrase, _, kind in told]
    return tuple(sorted(pairs, key=lambda pair: -len(pair[0])))
