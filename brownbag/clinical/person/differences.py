"""In what several lists differ about one medicine. What a list does not say is no difference."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from brownbag.clinical.directions import Directions, Phase, Timing
from brownbag.clinical.person.said import said_dose, said_often, said_status, said_strength, said_whole
from brownbag.clinical.person.understood import EXTENDED, Contents, Understood

Held = Mapping[str, tuple[Understood, ...]]
NOT_SAID = "not said"
OF_ONE_STEP = frozenset(["dose", "frequency", "day of the week", "time of day", "how long"])
DAYS_OF_A_WEEK = Decimal(7)
ROUNDING = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing in which lists differ, with what each list says, in the order of `lists`."""

    what: str
    values: tuple[str, ...]
    lists: tuple[str, ...]


def differences(held: Held) -> tuple[Difference, ...]:
    """Return in what the lines that hold on each list differ from those of the others."""
    found = [_status(held)]
    taken = {name: _distinct(lines) for name, lines in held.items() if lines[0].status != "stopped"}
    if len(taken) > 1 and _sets_differ(taken):
        if all(len(lines) == 1 for lines in taken.values()):
            found += _between({name: lines[0] for name, lines in taken.items()})
        else:
            found.append(_shown("dose", taken, lambda lines: " and ".join(map(said_whole, lines))))
    return tuple(each for each in found if each is not None)


def _status(held: Held) -> Difference | None:
    if len({lines[0].status for lines in held.values()}) == 1:
        return None
    return _shown("status", held, lambda lines: said_status(lines[-1]))


def _distinct(lines: tuple[Understood, ...]) -> tuple[Understood, ...]:
    """Return the lines of one list that say something new; a refill says the same again."""
    found: list[Understood] = []
    for line in lines:
        if all(tell_apart(line, other) for other in found):
            found.append(line)
    return tuple(found)


def _sets_differ(taken: Held) -> bool:
    """Whether some two lists do not hold the same lines, whatever their order."""
    return any(not _match(one, other) for one, other in itertools.combinations(taken.values(), 2))


def _match(one: tuple[Understood, ...], other: tuple[Understood, ...]) -> bool:
    if len(one) != len(other):
        return False
    left = list(other)
    for line in one:
        twin = next((each for each in left if not tell_apart(line, each)), None)
        if twin is None:
            return False
        left.remove(twin)
    return True


def tell_apart(one: Understood, other: Understood) -> bool:
    """Return whether two lines of one medicine differ in dose, directions or form."""
    return bool(_between({"one": one, "other": other}))


def _between(lines: Mapping[str, Understood]) -> list[Difference]:
    """Return in what single lines differ; the dose first, then how often, how long, where and which form."""
    found = [_dose(lines)]
    found += [_facet(what, lines, value, words) for what, value, words in FACETS]
    found += [_form(lines), _unread(lines)]
    clear = _in_steps(lines, [each for each in found if each is not None])
    telling = [each for each in clear if len(set(each.values)) > 1]
    return telling or clear


def _in_steps(lines: Mapping[str, Understood], found: list[Difference]) -> list[Difference]:
    """Show directions of several steps, such as a taper, as a whole instead of by dose and frequency."""
    steps = any(len(told.phases) > 1 for line in lines.values() if (told := _understood(line)))
    if not steps or not any(each.what in OF_ONE_STEP for each in found):
        return found
    whole = _shown("schedule", lines, lambda line: line.medication.directions or NOT_SAID)
    return [whole, *(each for each in found if each.what not in OF_ONE_STEP)]


def _dose(lines: Mapping[str, Understood]) -> Difference | None:
    pairs = itertools.combinations(lines.values(), 2)
    if not any(_doses_differ(one, other) for one, other in pairs):
        return None
    read = all(line.per_day or _count(line) for line in lines.values())
    return _shown("dose" if read else "strength", lines, said_dose if read else said_strength)


def _doses_differ(one: Understood, other: Understood) -> bool:
    if one.per_day and other.per_day and _units(one.per_day) == _units(other.per_day):
        return not _alike(one.per_day, other.per_day)
    if one.directions is None or other.directions is None:
        return _products_differ(one, other)
    if one.strength and other.strength and not _alike(one.strength, other.strength):
        return _units(one.strength) == _units(other.strength)
    counted, counted_there = _count(one), _count(other)
    if counted is None or counted_there is None:
        return False
    units = {counted[1], counted_there[1]} - {""}
    return counted[0] != counted_there[0] and len(units) < 2


def _products_differ(one: Understood, other: Understood) -> bool:
    """Compare strengths where one list gives no directions; 20 mg at once may be two tablets of 10 mg."""
    if not one.strength or not other.strength or _units(one.strength) != _units(other.strength):
        return False
    ways = itertools.product((one.strength, _at_once(one)), (other.strength, _at_once(other)))
    return not any(_alike(here, there) for here, there in ways if here and there)


def _at_once(line: Understood) -> Contents:
    phases = line.directions.phases if line.directions else ()
    if len(phases) != 1 or phases[0].dose is None:
        return ()
    taken = phases[0].dose.high
    return tuple((amount * taken, unit) for amount, unit in line.strength)


def _alike(one: Contents, other: Contents) -> bool:
    """Whether amounts are the same but for rounding: 0.083 % is sold as 2.5 mg in 3 mL."""
    if _units(one) != _units(other):
        return False
    return all(
        abs(amount - there) <= ROUNDING * max(amount, there)
        for (amount, _), (there, _) in zip(one, other, strict=True)
    )


def _units(contents: Contents) -> tuple[str, ...]:
    return tuple(unit for _, unit in contents)


def _count(line: Understood) -> tuple[Decimal, str] | None:
    found = _understood(line)
    return None if found is None or found.amount_per_day is None else (found.amount_per_day, found.unit)


def _facet(
    what: str,
    lines: Mapping[str, Understood],
    value: Callable[[Understood], Hashable],
    words: Callable[[Understood], str],
) -> Difference | None:
    known = {value(line) for line in lines.values()} - {None, ""}
    return _shown(what, lines, words) if len(known) > 1 else None


def _understood(line: Understood) -> Directions | None:
    """Return directions that can be compared; "1 daily" can, although it does not say one of what."""
    found = line.directions
    if found is None or found.outcome == "not_understood":
        return None
    unit_is_missing = not found.unit and not found.not_used and all(phase.dose for phase in found.phases)
    return found if found.outcome == "understood" or (unit_is_missing and found.phases) else None


def _often(line: Understood) -> Hashable:
    """How many doses a day, for each stretch of the directions; every 12 hours is twice a day."""
    found = _understood(line)
    if found is None or _needed(line):
        return None
    if _is_one_day(found):
        return (sum(filter(None, map(_doses_a_day, found.phases)), Decimal(0)),)
    return tuple(_doses_a_day(phase) for phase in found.phases)


def _is_one_day(found: Directions) -> bool:
    """Whether the parts of the directions are the times of one day, "1 in the morning and 1 at bedtime", not steps."""
    doses = {phase.dose for phase in found.phases}
    (dose, *others) = doses or {None}
    often = [_doses_a_day(phase) for phase in found.phases]
    if (
        others
        or dose is None
        or dose.low != dose.high
        or any(phase.days is not None for phase in found.phases)
    ):
        return False
    return None not in often and found.amount_per_day == sum(filter(None, often), Decimal(0)) * dose.high


def _doses_a_day(phase: Phase) -> Decimal | None:
    timing, dose = phase.timing, phase.dose
    if timing.days_of_week:
        return (Decimal(len(set(timing.days_of_week))) / DAYS_OF_A_WEEK).normalize()
    times = _times_a_day(timing)
    if times is not None:
        return (times / (timing.every_days or 1)).normalize()
    if timing.times_per_week:
        return (timing.times_per_week / DAYS_OF_A_WEEK).normalize()
    if phase.amount_per_day is not None and dose is not None and dose.high:
        return (phase.amount_per_day / dose.high).normalize()
    return None


def _times_a_day(timing: Timing) -> Decimal | None:
    if timing.times_per_day is not None:
        return timing.times_per_day
    if timing.every_hours:
        return Decimal(24) / timing.every_hours
    named = len(timing.times_of_day) or len(timing.clock_times)
    return Decimal(named) if named else Decimal(1) if timing.every_days else None


def _needed(line: Understood) -> bool | None:
    """Whether the line is for when it is needed, or None where the list does not say."""
    found = _understood(line)
    if found is not None and any(phase.as_needed for phase in found.phases):
        return True
    if line.medication.as_needed is not None:
        return line.medication.as_needed
    return False if found is not None else None


def _days_of_the_week(line: Understood) -> Hashable:
    """The days that are named; "once a week" leaves the day to the person."""
    found = _understood(line)
    days = tuple(tuple(sorted(phase.timing.days_of_week)) for phase in found.phases) if found else ()
    return days if any(days) else None


def _time_of_day(line: Understood) -> Hashable:
    found = _understood(line)
    if found is None or len(found.phases) != 1:
        return None
    return tuple(sorted(found.phases[0].timing.times_of_day)) or None


def _how_long(line: Understood) -> Hashable:
    found = _understood(line)
    if found is None:
        return None
    if _is_one_day(found):
        return (Decimal(-1),)
    return tuple(phase.days if phase.days is not None else Decimal(-1) for phase in found.phases)


def _site(line: Understood) -> Hashable:
    return line.directions.site if line.directions else None


def _form(lines: Mapping[str, Understood]) -> Difference | None:
    """Extended release beside anything else is another form; delayed release is often left out of a name."""
    released = {line.release for line in lines.values()} - {""}
    if EXTENDED in released and len(released) > 1:
        return _shown(
            "form",
            lines,
            lambda line: line.release if line.release != "ordinary" else line.form or "ordinary",
        )
    return _facet("form", lines, lambda line: line.form or None, lambda line: line.form)


def _unread(lines: Mapping[str, Understood]) -> Difference | None:
    """Where directions were not read on some list, the same words are the same; others are shown."""
    told = [line for line in lines.values() if line.directions is not None]
    if len(told) < 2 or all(_understood(line) for line in told):
        return None
    if len({_bare(line.medication.directions) for line in told}) == 1:
        return None
    return _shown("directions", lines, lambda line: line.medication.directions or NOT_SAID)


def _bare(text: str) -> str:
    words = (word.strip("./") for word in re.findall(r"[\w.%/]+", text.casefold()))
    return " ".join(word for word in words if word)


def _shown(what: str, held: Mapping[str, object], words: Callable[..., str]) -> Difference:
    return Difference(what, tuple(words(said) or NOT_SAID for said in held.values()), tuple(held))


FACETS: tuple[tuple[str, Callable[[Understood], Hashable], Callable[[Understood], str]], ...] = (
    ("frequency", _often, said_often),
    ("day of the week", _days_of_the_week, said_often),
    ("as needed", _needed, lambda line: "only when needed" if _needed(line) else "every day"),
    ("time of day", _time_of_day, said_often),
    ("how long", _how_long, said_often),
    ("route", lambda line: line.route or None, lambda line: line.route),
    ("place", _site, lambda line: str(_site(line) or "")),
)
