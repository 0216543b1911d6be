"""The sentences that say a direction, as pieces that English and Spanish fill in."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from brownbag.clinical.directions.meaning import Amount, Directions, Phase, Timing
from brownbag.clinical.directions.numbers import number

NO_BREAK = "\N{NO-BREAK SPACE}"
MANY = {
    "patch": "patches",
    "suppository": "suppositories",
    "pessary": "pessaries",
    "inch": "inches",
    "box": "boxes",
    "gummy": "gummies",
    "dropperful": "droppers",
    "applicator": "applicators",
    "mL": "mL",
    "L": "L",
    "mg": "mg",
    "mcg": "mcg",
    "g": "g",
    "meq": "mEq",
}
TIMES = {
    "morning": "in the morning",
    "noon": "at noon",
    "evening": "in the evening",
    "bedtime": "at bedtime",
}
MEALS = {
    "before": "before you eat",
    "with": "with food",
    "after": "after you eat",
    "empty": "on an empty stomach",
}
EACH_MEAL = {"before": "before each meal", "with": "with each meal", "after": "after each meal"}
DAYS = {
    "mon": "Monday",
    "tue": "Tuesday",
    "wed": "Wednesday",
    "thu": "Thursday",
    "fri": "Friday",
    "sat": "Saturday",
    "sun": "Sunday",
}
# The verb and the place of each route, in words of one or two syllables.
VERBS = {
    "ophthalmic": ("Put", "in the eye"),
    "otic": ("Put", "in the ear"),
    "nasal": ("Use", "in the nose"),
    "inhaled": ("Breathe in", ""),
    "topical": ("Put", "on your skin"),
    "transdermal": ("Put", "on the skin"),
    "subcutaneous": ("Inject", "under the skin"),
    "intramuscular": ("Inject", "into the muscle"),
    "intravenous": ("Give", "into the vein"),
    "rectal": ("Put", "in the rectum"),
    "vaginal": ("Put", "in the vagina"),
    "sublingual": ("Put", "under the tongue"),
    "buccal": ("Put", "inside the cheek"),
    "enteral": ("Give", "by feeding tube"),
}
VERB_BY_ACTION = {
    "inject": "Inject",
    "inhale": "Breathe in",
    "chew": "Chew",
    "drink": "Drink",
    "use": "Use",
    "apply": "Put",
    "insert": "Put",
    "test": "Test your blood sugar",
    "rinse": "Rinse with",
    "gargle": "Gargle with",
}
INSIDE = frozenset({"ophthalmic", "otic", "nasal", "rectal", "vaginal", "subcutaneous", "intramuscular"})
AS_IT_IS = ("with ", "on ", "mixed ", "until ", "between ")
Group = tuple[str, ...]
Need = tuple[str, str] | None


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: what to do and where, when, in which need, for how long; or a limit, or a note.

    Each group of `when` holds pieces that "and" joins. `doses` are amounts side
    by side, each with its own times. `what` is "[amount]" with its `amounts`, "it", or nothing.
    """

    verb: str = ""
    what: str = ""
    amounts: tuple[Amount, ...] = ()
    doses: tuple[tuple[Amount, tuple[Group, ...], Need], ...] = ()
    place: str = ""
    when: tuple[Group, ...] = ()
    need: Need = None
    lengths: tuple[str, ...] = ()
    limit: str = ""
    note: str = ""


def sentences_of(directions: Directions) -> tuple[Sentence, ...]:
    """Return the sentences that say whole directions; nothing that was read is left out."""
    return (*_doing(directions), *_after(directions))


def _doing(directions: Directions) -> Iterable[Sentence]:
    phases = directions.phases
    if not _says_something(directions):
        return
    if directions.together:
        yield _side_by_side(directions)
        for phase in phases:
            yield from _limits(phase, directions)
        return
    day = Decimal(1)
    for place, phase in enumerate(phases):
        yield _step(directions, phase, first=place == 0, day=day)
        yield from _limits(phase, directions)
        day += phase.days or 0


def _says_something(directions: Directions) -> bool:
    return any(
        phase.dose or phase.timing != Timing() or phase.as_needed or phase.at_most_per_day
        for phase in directions.phases
    )


def _after(directions: Directions) -> Iterable[Sentence]:
    """What follows the doses: what is open, what the label adds."""
    if directions.as_directed:
        said = "also says" if _says_something(directions) else "says"
        yield Sentence(note=f"The label {said}: “as directed”.")
        if not _says_something(directions):
            return
    for sentence in directions.left_open:
        short = sentence.removeprefix("It ").partition(" to take")[0]
        yield Sentence(note=f"The label {short}.")
    yield from (Sentence(note=_note(note)) for note in directions.instructions)


def _note(note: str) -> str:
    said = f"Take it {note}." if note.startswith(AS_IT_IS) else f"{note[0].upper()}{note[1:]}."
    return _kept_together(said)


def _kept_together(text: str) -> str:
    """Keep a number and the word that it counts on one line."""
    return re.sub(r"(?<=\d) (?=[A-Za-z])", NO_BREAK, text)


def _side_by_side(directions: Directions) -> Sentence:
    phases = directions.phases
    lengths = (_length(phases[0]),) if phases[0].days else ()
    verb, place = verb_of(directions), place_of(directions)
    if _takes_turns(phases):
        amounts = tuple(phase.dose for phase in phases if phase.dose)
        turns = "[amount] one day and [amount] the next day"
        when = when_groups(_without_days(phases[0].timing))
        return Sentence(verb, turns, amounts, place=place, when=when, lengths=lengths)
    rest = _rest_of_the_week(phases)
    doses = tuple(
        (
            phase.dose,
            (("on all other days",),) if phase is rest else when_groups(phase.timing, needed=phase.as_needed),
            _need(phase) if phase.as_needed else None,
        )
        for phase in sorted(phases, key=lambda phase: phase is rest)
        if phase.dose
    )
    return Sentence(verb, "[amount]", doses=doses, place=place, lengths=lengths)


def _rest_of_the_week(phases: tuple[Phase, ...]) -> Phase | None:
    """The phase for "all other days": the most of a week that is named whole, with nothing else told of it."""
    named = [day for phase in phases for day in phase.timing.days_of_week]
    most = max(phases, key=lambda phase: len(phase.timing.days_of_week))
    only_days = most.timing == Timing(days_of_week=most.timing.days_of_week)
    whole_week = sorted(named) == sorted(DAYS)
    return most if whole_week and only_days and len(most.timing.days_of_week) > 3 else None


def _takes_turns(phases: tuple[Phase, ...]) -> bool:
    return len(phases) == 2 and all(phase.timing.every_days == 2 and phase.dose for phase in phases)


def _without_days(timing: Timing) -> Timing:
    return Timing(times_of_day=timing.times_of_day, clock_times=timing.clock_times, meal=timing.meal)


def _step(directions: Directions, phase: Phase, *, first: bool, day: Decimal) -> Sentence:
    verb = verb_of(directions)
    told = phase.timing != Timing() or phase.as_needed or phase.at_most_per_day
    by_number = bool(phase.days) and not told
    lengths = []
    if phase.days and not by_number:
        lengths.append(_length(phase))
    if phase.doses_in_all:
        lengths.append(f"for {_count_of(phase.doses_in_all, 'dose')}")
    what, amounts = _what(directions, phase)
    return Sentence(
        verb=verb if first else f"Then {verb[0].lower()}{verb[1:]}",
        what=what,
        amounts=amounts,
        place=place_of(directions),
        when=((_numbered(day, phase.days or Decimal(1)),),)
        if by_number
        else when_groups(phase.timing, needed=phase.as_needed),
        need=_need(phase),
        lengths=tuple(lengths),
    )


def _length(phase: Phase) -> str:
    days = phase.days or Decimal(0)
    if phase.days_low is None:
        return f"for {_count_of(days, 'day')}"
    if phase.days_low == 0:
        return f"for up to {_count_of(days, 'day')}"
    return f"for {number(phase.days_low)} to {_count_of(days, 'day')}"


def _numbered(day: Decimal, days: Decimal) -> str:
    last = day + days - 1
    if last == day:
        return f"on day{NO_BREAK}{number(day)}"
    return f"on days{NO_BREAK}{number(day)} to {number(last)}"


def _what(directions: Directions, phase: Phase) -> tuple[str, tuple[Amount, ...]]:
    if phase.dose:
        return "[amount]", (phase.dose,)
    most = phase.at_most_per_day
    if most and phase.timing == Timing() and not phase.as_needed:
        return "up to [amount] in a day", (Amount(most, most, directions.unit),)
    return ("" if directions.action == "test" else "it"), ()


def _need(phase: Phase) -> Need:
    if phase.as_needed:
        reason = " for [reason]" if phase.as_needed_for else ""
        return f"only when you need it{reason}", phase.as_needed_for
    return ("for [reason]", phase.as_needed_for) if phase.as_needed_for else None


def verb_of(directions: Directions) -> str:
    """Return the verb of a direction."""
    own_verb = directions.route in ("nasal", "inhaled", "sublingual", "buccal")
    if directions.action in VERB_BY_ACTION and not (directions.action in ("use", "insert") and own_verb):
        return VERB_BY_ACTION[directions.action]
    return VERBS.get(directions.route, ("Take", ""))[0]


def place_of(directions: Directions) -> str:
    """Return where on the body, in words."""
    site = directions.site
    if not site:
        return VERBS.get(directions.route, ("", ""))[1]
    joins = "in" if directions.route in INSIDE else "on"
    return f"{joins} {site}" if site.startswith(("both", "each", "one ")) else f"{joins} the {site}"


def when_groups(timing: Timing, *, needed: bool = False) -> tuple[Group, ...]:
    """Return when doses are taken, in groups of pieces that "and" joins.

    >>> when_groups(Timing(times_of_day=("morning", "bedtime"), meal="with"))
    (('in the morning', 'at bedtime'), ('with food',))
    """
    often = "one time only" if timing.once_only else _per_day(timing, needed=needed)
    groups = [(often,), (_every_hours(timing),), (_every_days(timing),), _at_times(timing), _days(timing)]
    groups += [
        ("" if _is_each_meal(timing) else MEALS.get(timing.meal, ""),),
        (_kept_together(timing.event),),
    ]
    return tuple(group for group in groups if group and group[0])


def _per_day(timing: Timing, *, needed: bool) -> str:
    low, high = timing.times_per_day, timing.times_per_day_high
    if not low or not high:
        return ""
    if needed and low == 1 and high > 1:
        return f"up to {number(high)} times a day"
    return f"{_range(low, high)} {'time' if high == 1 else 'times'} a day"


def _every_hours(timing: Timing) -> str:
    if not timing.every_hours:
        return ""
    hours = _range(timing.every_hours, timing.every_hours_high)
    return f"every {hours}{NO_BREAK}{'hour' if hours == '1' else 'hours'}"


def _every_days(timing: Timing) -> str:
    days, longest = timing.every_days, timing.every_days_high
    if days and longest:
        return f"every {number(days)} to {_count_of(longest, 'day')}"
    if days == 2:
        return "every other day"
    if days and days > 1:
        monthly = days % 30 == 0 and days > 30
        return f"every {_count_of(days / 30, 'month') if monthly else _count_of(days, 'day')}"
    if timing.times_per_week:
        weekly, least = timing.times_per_week, timing.times_per_week_low
        if least:
            return f"{number(least)} to {number(weekly)} days a week"
        return "1 time a week" if weekly == 1 else f"{number(weekly)} days a week"
    return ""


def _count_of(amount: Decimal, thing: str) -> str:
    return f"{number(amount)}{NO_BREAK}{thing if amount == 1 else f'{thing}s'}"


def _range(low: Decimal, high: Decimal | None) -> str:
    return number(low) if high is None or high == low else f"{number(low)} to {number(high)}"


def _at_times(timing: Timing) -> Group:
    named = [TIMES[time] for time in timing.times_of_day]
    if timing.clock_times:
        named = [f"at {_clock(time)}" for time in timing.clock_times]
    if _is_each_meal(timing):
        named.insert(0, EACH_MEAL[timing.meal])
    return tuple(named)


def _is_each_meal(timing: Timing) -> bool:
    """Whether each meal is meant; "twice a day with meals" is with two of three."""
    return timing.each_meal and timing.meal in EACH_MEAL and not timing.times_per_day


def _clock(time: str) -> str:
    hour, minute = int(time[:2]), time[3:]
    said = f"{hour % 12 or 12}" + (f":{minute}" if minute != "00" else "")
    return f"{said}{NO_BREAK}{'am' if hour < 12 else 'pm'}"


def _days(timing: Timing) -> Group:
    """Days of the week: a run of three or more as a range, six of seven by the one left out."""
    places = [list(DAYS).index(day) for day in timing.days_of_week]
    names = list(DAYS.values())
    if len(places) == 6:
        return (f"every day except {names[({*range(7)} - {*places}).pop()]}",)
    if len(places) > 2 and places == list(range(places[0], places[-1] + 1)):
        return (f"{names[places[0]]} to {names[places[-1]]}",)
    return tuple(f"on {names[place]}" for place in places)


def _limits(phase: Phase, directions: Directions) -> Iterable[Sentence]:
    if phase.minimum_gap_hours and not phase.timing.every_hours:
        yield Sentence(limit=f"Wait at least {_count_of(phase.minimum_gap_hours, 'hour')} between doses.")
    total_only = phase.dose is None and phase.timing == Timing() and not phase.as_needed
    if phase.at_most_per_day is not None and not total_only:
        unit = phase.dose.unit if phase.dose else directions.unit
        most = Amount(phase.at_most_per_day, phase.at_most_per_day, unit)
        yield Sentence(limit="No more than [amount] in one day.", amounts=(most,))
    if phase.at_most_drug_per_day:
        yield Sentence(limit="No more than [amount] in one day.", amounts=(phase.at_most_drug_per_day,))
