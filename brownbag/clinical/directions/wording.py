"""Directions in plain words that a person can act on, in English and in Spanish.

English is made from short sentences: what to do, then when to wait, then the
most in one day. Spanish comes from whole sentence patterns only; a part
without a pattern is printed in English beside it and the saying is flagged.
Directions that were understood only in part are never reworded as if whole.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from brownbag.clinical.directions.meaning import Amount, Directions, Phase, Timing
from brownbag.clinical.directions.numbers import number
from brownbag.clinical.directions.spanish import say_in_spanish

NO_BREAK = "\N{NO-BREAK SPACE}"
MANY = {
    "patch": "patches",
    "suppository": "suppositories",
    "inch": "inches",
    "gummy": "gummies",
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
MEALS = {"before": "before food", "with": "with food", "after": "after food", "empty": "on an empty stomach"}
DAYS = {
    "mon": "Monday",
    "tue": "Tuesday",
    "wed": "Wednesday",
    "thu": "Thursday",
    "fri": "Friday",
    "sat": "Saturday",
    "sun": "Sunday",
}
VERBS = {
    "ophthalmic": ("Put", "in the eye"),
    "otic": ("Put", "in the ear"),
    "nasal": ("Spray", "in the nose"),
    "inhaled": ("Breathe in", ""),
    "topical": ("Put", "on the skin"),
    "transdermal": ("Put", "on the skin"),
    "subcutaneous": ("Inject", "under the skin"),
    "intramuscular": ("Inject", "into the muscle"),
    "rectal": ("Put", "in the rectum"),
    "vaginal": ("Put", "in the vagina"),
    "sublingual": ("Put", "under the tongue"),
    "buccal": ("Put", "inside the cheek"),
}
VERB_BY_ACTION = {"inject": "Inject", "inhale": "Breathe in", "chew": "Chew", "drink": "Drink", "use": "Use"}


@dataclass(frozen=True, slots=True)
class Saying:
    """Directions in plain words; `complete` is False where the label's own words had to be kept."""

    text: str
    language: str
    complete: bool


def say(directions: Directions, *, language: str = "en") -> Saying:
    """Return directions in plain words.

    >>> from brownbag.clinical.directions import read
    >>> say(read("1 tab po bid prn pain, max 6 a day")).text.replace(NO_BREAK, " ")
    'Take 1 tablet 2 times a day, only when you need it for pain. No more than 6 tablets in one day.'
    >>> say(read("as directed")).text
    'The label says: “as directed”.'
    """
    if directions.outcome != "understood":
        return Saying(_as_written(directions), language, complete=False)
    if language == "es":
        spanish = say_in_spanish(directions)
        english = _english(directions)
        return Saying(spanish or f"{english} (No revisado en español.)", "es", complete=bool(spanish))
    return Saying(_english(directions), "en", complete=True)


def counted(amount: Amount) -> str:
    """Return an amount with its unit, which never stand on different lines.

    >>> counted(Amount(Decimal(1), Decimal(2), "tablet")).replace(NO_BREAK, " ")
    '1 or 2 tablets'
    """
    said = number(amount.high)
    if amount.low != amount.high:
        joins = "or" if amount.high - amount.low == 1 else "to"
        said = f"{number(amount.low)}{NO_BREAK}{joins}{NO_BREAK}{said}"
    return f"{said}{NO_BREAK}{unit_word(amount.unit, amount.high)}".strip()


def unit_word(unit: str, amount: Decimal) -> str:
    """Return the word for a unit, one or many.

    >>> unit_word("patch", Decimal(2)), unit_word("tablet", Decimal("0.5")), unit_word("unit", Decimal(10))
    ('patches', 'tablet', 'units')
    """
    if amount <= 1 and unit not in MANY:
        return unit
    return MANY.get(unit, f"{unit}s" if unit else "") if amount > 1 or MANY.get(unit) == unit else unit


def _as_written(directions: Directions) -> str:
    text = " ".join(directions.text.split())
    return f"The label says: “{text}”." if text else "No directions are known."


def _english(directions: Directions) -> str:
    notes = [f"{note[0].upper()}{note[1:]}." for note in directions.instructions if not _is_technical(note)]
    if directions.together:
        return " ".join([_together(directions), *notes])
    sentences = [_phase(directions, phase, first=place == 0) for place, phase in enumerate(directions.phases)]
    return " ".join([*sentences, *notes])


def _is_technical(note: str) -> bool:
    return note.startswith("begins on a date")


def _together(directions: Directions) -> str:
    parts = [f"{counted(phase.dose)} {_when(phase)}".strip() for phase in directions.phases if phase.dose]
    tail = f" {_place(directions)}" if _place(directions) else ""
    needs = " ".join(_limits(phase) for phase in directions.phases if _limits(phase))
    return f"{_verb(directions)} {', '.join(parts[:-1])} and {parts[-1]}{tail}. {needs}".strip()


def _phase(directions: Directions, phase: Phase, *, first: bool) -> str:
    dose = counted(phase.dose) if phase.dose else "a thin layer"
    words = [_verb(directions) if first else f"Then {_verb(directions).lower()}", dose]
    words += [_place(directions), _when(phase)]
    sentence = " ".join(word for word in words if word)
    if phase.as_needed:
        reason = f" for {phase.as_needed_for}" if phase.as_needed_for else ""
        sentence += f", only when you need it{reason}"
    elif phase.as_needed_for:
        sentence += f", for {phase.as_needed_for}"
    if phase.days:
        sentence += f", for {number(phase.days)}{NO_BREAK}{'day' if phase.days == 1 else 'days'}"
    return f"{sentence}. {_limits(phase)}".strip()


def _verb(directions: Directions) -> str:
    if directions.action in VERB_BY_ACTION:
        return VERB_BY_ACTION[directions.action]
    return VERBS.get(directions.route, ("Take", ""))[0]


def _place(directions: Directions) -> str:
    if directions.site:
        return f"in {directions.site}" if directions.route in ("nasal",) else _site(directions)
    return VERBS.get(directions.route, ("", ""))[1]


def _site(directions: Directions) -> str:
    inside = directions.route in ("ophthalmic", "otic")
    return f"{'in' if inside else 'on'} {'' if directions.site.startswith(('both', 'each')) else 'the '}{directions.site}"


def _when(phase: Phase) -> str:
    timing = phase.timing
    parts = [_often(timing), _named_times(timing), _days(timing), _meal(timing)]
    return " ".join(part for part in parts if part)


def _often(timing: Timing) -> str:
    if timing.once_only:
        return "one time only"
    if timing.every_hours and not phase_has_times(timing):
        return f"every {_range(timing.every_hours, timing.every_hours_high)}{NO_BREAK}hours"
    if timing.every_days and timing.every_days > 1:
        return (
            "every other day"
            if timing.every_days == 2
            else f"every {number(timing.every_days)}{NO_BREAK}days"
        )
    if timing.times_per_week and not timing.days_of_week:
        return (
            "1 time a week" if timing.times_per_week == 1 else f"{number(timing.times_per_week)} days a week"
        )
    if timing.times_of_day or (timing.days_of_week and timing.times_per_day in (None, 1)):
        return ""
    if timing.times_per_day:
        low, high = timing.times_per_day, timing.times_per_day_high or timing.times_per_day
        return f"{_range(low, high)} {'time' if high == 1 else 'times'} a day"
    return ""


def phase_has_times(timing: Timing) -> bool:
    """Return whether times a day are written beside the hours; then the hours only explain them."""
    return timing.times_per_day is not None


def _range(low: Decimal, high: Decimal | None) -> str:
    if high is None or high == low:
        return number(low)
    return f"{number(low)} to {number(high)}"


def _named_times(timing: Timing) -> str:
    if timing.clock_times:
        return f"at {_and([_clock(time) for time in timing.clock_times])}"
    return _and([TIMES[time] for time in timing.times_of_day])


def _clock(time: str) -> str:
    hour, minute = int(time[:2]), time[3:]
    said = f"{hour % 12 or 12}" + (f":{minute}" if minute != "00" else "")
    return f"{said}{NO_BREAK}{'am' if hour < 12 else 'pm'}"


def _days(timing: Timing) -> str:
    if not timing.days_of_week:
        return ""
    return f"on {_and([DAYS[day] for day in timing.days_of_week])}"


def _meal(timing: Timing) -> str:
    said = MEALS.get(timing.meal, "")
    return said.replace("food", "each meal") if timing.each_meal else said


def _and(words: list[str]) -> str:
    *first, last = words or [""]
    return f"{', '.join(first)} and {last}" if first else last


def _limits(phase: Phase) -> str:
    sentences = []
    if phase.as_needed and phase.minimum_gap_hours and not phase.timing.every_hours:
        sentences.append(f"Wait at least {number(phase.minimum_gap_hours)}{NO_BREAK}hours.")
    if phase.at_most_per_day is not None and phase.dose:
        most = Amount(phase.at_most_per_day, phase.at_most_per_day, phase.dose.unit)
        sentences.append(f"No more than {counted(most)} in one day.")
    return " ".join(sentences)
