"""From the text on a label to what it means.

Every word is used or listed as not used. A direction is "understood" only when
nothing is left over, nothing contradicts itself and the numbers are believable;
otherwise it is understood in part, with the reason, or not at all.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field, replace
from decimal import Decimal

from brownbag.clinical import vocabulary
from brownbag.clinical.directions import phrases
from brownbag.clinical.directions.meaning import Amount, Directions, Phase, Timing
from brownbag.clinical.directions.phrases import Item, Meaning, Phrases, Unit
from brownbag.clinical.directions.tokens import (
    LONGEST,
    Number,
    Token,
    is_clock,
    is_mark,
    said,
    tokens_of,
)
from brownbag.clinical.vocabulary.medicine import Resolution

SMALLEST_QUANTITY = Decimal(14)
HOURS_IN_A_DAY = Decimal(24)
MEALS_A_DAY = Decimal(3)
WEIGHTS = {"g": Decimal(1000000), "mg": Decimal(1000), "mcg": Decimal(1)}
DRUG_UNITS = frozenset({"mg", "mcg", "g", "meq"})
# The household measures in millilitres (USP chapter 17: a teaspoon is 5 mL, a tablespoon 15 mL).
SPOONS = {"mL": Decimal(1), "teaspoon": Decimal(5), "tablespoon": Decimal(15)}
WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
# From which hour on a clock time counts as which time of day; hours after midnight are the night.
CLOCK_HOURS = ((20, "bedtime"), (15, "evening"), (11, "noon"), (4, "morning"), (0, "bedtime"))


def read(text: str, *, medicine: Resolution | None = None) -> Directions:
    """Return what a direction says, and every word of it that played no part.

    >>> directions = read("Take 1 tablet by mouth twice daily for 7 days")
    >>> directions.outcome, directions.amount_per_day, directions.phases[0].days
    ('understood', Decimal('2'), Decimal('7'))
    >>> read("Take 1 tablet twice daily every 8 hours").outcome
    'partly'
    """
    if len(text) > LONGEST:
        return Directions(text[:LONGEST], "not_understood", why=("It is too long to be one direction.",))
    reader = _Reader(phrases.load())
    reader.use(tokens_of(text))
    return _with_drug(_finished(text, reader), medicine)


@dataclass
class _Part:
    """One phase while it is being put together."""

    dose: Amount | None = None
    largest: Decimal | None = None
    timing: Timing = field(default_factory=Timing)
    meals: str = ""
    as_needed: bool = False
    reason: list[str] = field(default_factory=list)
    gap: Decimal | None = None
    at_most: Decimal | None = None
    days: Decimal | None = None
    doses: Decimal | None = None
    other_days: bool = False
    excluding: bool = False
    on_days: bool = False
    open_ended: bool = False

    @property
    def has_when(self) -> bool:
        return self.timing != Timing() or bool(self.meals) or self.on_days


class _Reader:
    """Walks once over the words and collects parts, notes, reasons for doubt and unused words."""

    def __init__(self, known: Phrases) -> None:
        self.known = known
        self.parts = [_Part()]
        self.together = self.in_steps = False
        self.joins = False
        self.route = self.site = self.action = ""
        self.directed = self.sliding = False
        self.notes: list[str] = []
        self.unused: list[str] = []
        self.repeats = False
        self.doubts: list[str] = []
        self.corrections: list[str] = []
        self.in_reason = False

    @property
    def part(self) -> _Part:
        return self.parts[-1]

    def use(self, tokens: list[Token]) -> None:
        place = 0
        tokens = self._corrected(tokens)
        while place < len(tokens):
            place += self._use_at(tokens, place)

    def _corrected(self, tokens: list[Token]) -> list[Token]:
        return [self._one_corrected(token) if isinstance(token, str) else token for token in tokens]

    def _one_corrected(self, word: str) -> Token:
        better = self.known.corrected(word)
        if better is None or vocabulary.load().names.called(word):
            return word
        self.corrections.append(f"“{word}” was read as “{better}”.")
        return tokens_of(better)[0]

    def _use_at(self, tokens: list[Token], place: int) -> int:
        token = tokens[place]
        if is_mark(token):
            self.in_reason = False
            return 1
        if isinstance(token, str) and is_clock(token):
            self._on_clock(token)
            return 1
        dose = self._dose_at(tokens, place)
        item = self.known.longest_at(tokens, place)
        if item and len(item.words) > (dose[2] if dose else 0):
            self._apply(item)
            return len(item.words)
        if dose:
            self._take_dose(dose[0], dose[1])
            return dose[2]
        return self._unknown(tokens, place)

    def _dose_at(self, tokens: list[Token], place: int) -> tuple[Number, Unit | None, int] | None:
        number = tokens[place]
        strong = self._strength_between(tokens, place)
        if strong and isinstance(number, Number):
            unit, size = self.known.unit_at(tokens, place + strong)
            return number, unit, strong + size
        if isinstance(number, str):
            if number in ("a", "an", "another"):
                unit, size = self.known.unit_at(tokens, place + 1)
                return (Number(Decimal(1), Decimal(1), number), unit, size + 1) if unit else None
            return None
        skipped = 1
        while place + skipped < len(tokens) and tokens[place + skipped] in ("of", "a", "full", "more"):
            skipped += 1
        unit, size = self.known.unit_at(tokens, place + skipped)
        if unit:
            return number, unit, skipped + size
        return number, None, 1

    def _strength_between(self, tokens: list[Token], place: int) -> int:
        """Where the counted unit stands in "two 500 mg tablets", as a distance from the number; 0 if none."""
        if place + 3 >= len(tokens) or not all(
            isinstance(each, Number) for each in tokens[place : place + 2]
        ):
            return 0
        strength, size = self.known.unit_at(tokens, place + 2)
        counted, _ = self.known.unit_at(tokens, place + 2 + size)
        if not strength or not counted:
            return 0
        return 2 + size if strength.name in DRUG_UNITS and counted.name not in DRUG_UNITS else 0

    def _take_dose(self, number: Number, unit: Unit | None) -> None:
        self.in_reason = False
        if self._is_strength_beside_dose(number, unit):
            return
        if self.part.dose:
            self._begin_another()
        if self.part.dose is None:
            self.part.dose = Amount(number.low, number.high, unit.name if unit else "")
            self.part.largest = unit.largest if unit else None
            self.joins = False
            if unit and unit.unsafe:
                self.corrections.append("The unit is written so that it is easily misread.")

    def _is_strength_beside_dose(self, number: Number, unit: Unit | None) -> bool:
        """Whether "500 mg" only says how strong the tablet beside it is ("30 mg = 1 tab")."""
        dose = self.part.dose
        if dose is None or unit is None or self.joins or self.part.has_when or self.part.as_needed:
            return False
        spoons = [
            SPOONS.get(each.unit, Decimal(0)) * each.high
            for each in (dose, Amount(number.low, number.high, unit.name))
        ]
        if spoons[0] and spoons[0] == spoons[1] and unit.name != dose.unit:
            return True
        is_drug, was_drug = unit.name in DRUG_UNITS, dose.unit in DRUG_UNITS
        if is_drug and not was_drug:
            return True
        if was_drug and not is_drug:
            self.part.dose, self.part.largest = Amount(number.low, number.high, unit.name), unit.largest
            return True
        return False

    def _begin_another(self) -> None:
        if not self.part.has_when and not self.part.as_needed and not self.joins:
            self.doubts.append("It names two amounts, and only one of them can be meant.")
        if not self.in_steps:
            self.together = True
        self.parts.append(_Part())

    def _apply(self, item: Item) -> None:
        for meaning in item.meanings:
            self.in_reason = (
                False if meaning.kind not in ("harmless", "reason_or_harmless") else self.in_reason
            )
            if self.in_reason and meaning.kind == "harmless":
                self.part.reason.extend(item.words)
                continue
            handler = getattr(self, f"_on_{meaning.kind}")
            handler(meaning, item)

    def _when(self, item: Item, **changes: object) -> None:
        """Set when doses are taken; after "and" a second dose-less time belongs to the same dose."""
        for name, value in changes.items():
            before = getattr(self.part.timing, name)
            if before not in (None, (), "", False) and before != value and not isinstance(value, tuple):
                self.doubts.append("It says how often in two ways that do not agree.")
        self.part.timing = replace(self.part.timing, **changes)  # type: ignore[arg-type]

    def _on_times(self, meaning: Meaning, item: Item) -> None:
        low, high = _filled(meaning, item)
        if (
            meaning.value == "1"
            and item.words in (("a", "day"), ("per", "day"))
            and self.part.at_most is not None
        ):
            return
        self._when(item, times_per_day=low, times_per_day_high=high)

    def _on_uptimes(self, meaning: Meaning, item: Item) -> None:
        _, high = _filled(meaning, item)
        self._when(item, times_per_day=Decimal(1), times_per_day_high=high)
        self.part.as_needed = True

    def _on_hours(self, meaning: Meaning, item: Item) -> None:
        low, high = _filled(meaning, item)
        if not 0 < low <= 72:
            self.doubts.append("The hours between doses are not believable.")
        self._when(item, every_hours=low, every_hours_high=high)

    def _on_days(self, meaning: Meaning, item: Item) -> None:
        if meaning.value[:1].isalpha():
            named = (*self.part.timing.days_of_week, *meaning.value.split())
            self._when(item, days_of_week=tuple(day for day in WEEK if day in named))
            return
        low, _ = _filled(meaning, item)
        self._when(item, every_days=low)

    def _on_weekly(self, meaning: Meaning, item: Item) -> None:
        _, high = _filled(meaning, item)
        if high > 7:
            self.doubts.append("More than seven times a week is written.")
        self._when(item, times_per_week=high)

    def _on_monthly(self, meaning: Meaning, item: Item) -> None:
        low, _ = _filled(meaning, item)
        self._when(item, every_days=Decimal(30) / low)

    def _on_months(self, meaning: Meaning, item: Item) -> None:
        low, _ = _filled(meaning, item)
        self._when(item, every_days=Decimal(30) * low)

    def _on_once(self, meaning: Meaning, item: Item) -> None:
        self._when(item, once_only=True)

    def _on_time(self, meaning: Meaning, item: Item) -> None:
        if self.part.dose is None and len(self.parts) > 1 and self.part.timing == Timing():
            self.doubts.append("A time stands there without an amount.")
        times = self.part.timing.times_of_day
        if self.joins and not times and self.part.timing.times_per_day:
            self.doubts.append("It is not said whether the named time is one more dose.")
        if meaning.value not in times:
            self._when(item, times_of_day=(*times, meaning.value))

    def _on_clock(self, token: str) -> None:
        hour = int(token[5:7])
        named = next(name for first, name in CLOCK_HOURS if hour >= first)
        clock = f"{token[5:7]}:{token[7:]}"
        timing = self.part.timing
        self.part.timing = replace(
            timing, times_of_day=(*timing.times_of_day, named), clock_times=(*timing.clock_times, clock)
        )

    def _on_except(self, meaning: Meaning, item: Item) -> None:
        self.part.excluding = True

    def _on_start(self, meaning: Meaning, item: Item) -> None:
        self.notes.append("begins on a date that the label names")

    def _on_od(self, meaning: Meaning, item: Item) -> None:
        """Once daily in Britain; the right eye where drops are counted."""
        if (self.part.dose and self.part.dose.unit == "drop") or self.route == "ophthalmic":
            self.route, self.site = "ophthalmic", self.site or "right eye"
            return
        self._on_times(Meaning("times", "1"), item)

    def _on_unsafe(self, meaning: Meaning, item: Item) -> None:
        self.corrections.append(f"“{' '.join(item.words)}” is easily misread; it should be written out.")

    def _on_unclear(self, meaning: Meaning, item: Item) -> None:
        self.in_reason = False
        self.unused.extend(item.words)

    def _on_meal(self, meaning: Meaning, item: Item) -> None:
        before = self.part.timing.meal
        if before and before != meaning.value and {before, meaning.value} != {"empty", "before"}:
            self.doubts.append("It names meals in two ways that do not agree.")
        self.part.timing = replace(self.part.timing, meal=before or meaning.value)

    def _on_meals(self, meaning: Meaning, item: Item) -> None:
        self.part.meals = meaning.value
        self.part.timing = replace(self.part.timing, meal=meaning.value, each_meal=True)

    def _on_day(self, meaning: Meaning, item: Item) -> None:
        days = self.part.timing.days_of_week or (WEEK if self.part.excluding else ())
        if self.part.excluding:
            kept = tuple(day for day in days if day != meaning.value)
            self.part.timing = replace(
                self.part.timing, days_of_week=kept, times_per_day=None, times_per_day_high=None
            )
            return
        if meaning.value not in days:
            self._when(item, days_of_week=tuple(day for day in WEEK if day in (*days, meaning.value)))

    def _on_other_days(self, meaning: Meaning, item: Item) -> None:
        self.part.other_days = True

    def _on_route(self, meaning: Meaning, item: Item) -> None:
        if self.route and self.route != meaning.value and {self.route, meaning.value} != {"inhaled", "oral"}:
            self.doubts.append(f"It says both {self.route} and {meaning.value}.")
        self.route = self.route or meaning.value

    def _on_site(self, meaning: Meaning, item: Item) -> None:
        self.site = self.site or meaning.value

    def _on_action(self, meaning: Meaning, item: Item) -> None:
        self.action = self.action or meaning.value

    def _on_prn(self, meaning: Meaning, item: Item) -> None:
        self.part.as_needed = True
        self.in_reason = True

    def _on_reason(self, meaning: Meaning, item: Item) -> None:
        self.in_reason = True

    def _on_reason_or_harmless(self, meaning: Meaning, item: Item) -> None:
        self.in_reason = True

    def _on_max(self, meaning: Meaning, item: Item) -> None:
        _, high = _filled(meaning, item)
        dose_unit = self.part.dose.unit if self.part.dose else ""
        if item.unit in WEIGHTS and dose_unit in WEIGHTS:
            self.part.at_most = high * WEIGHTS[item.unit] / WEIGHTS[dose_unit]
            return
        if dose_unit in DRUG_UNITS and not item.unit:
            self.doubts.append("The most for one day has no unit.")
        if item.unit in DRUG_UNITS and dose_unit != item.unit:
            self.notes.append(f"no more than {high} {item.unit} in a day")
            return
        in_doses = item.unit == "dose" and self.part.dose is not None and self.part.dose.unit != "dose"
        self.part.at_most = high * self.part.dose.high if in_doses and self.part.dose else high

    def _on_gap(self, meaning: Meaning, item: Item) -> None:
        low, _ = _filled(meaning, item)
        self.part.gap = low

    def _on_length(self, meaning: Meaning, item: Item) -> None:
        _, high = _filled(meaning, item)
        if self.part.days is not None and self.part.days != high:
            self.doubts.append("It gives two lengths of time.")
        self.part.days = high

    def _on_daysrange(self, meaning: Meaning, item: Item) -> None:
        assert item.number is not None
        if self.part.days is not None:
            self.parts.append(_Part())
        self.in_steps, self.together = True, False
        self.part.days = item.number.high - item.number.low + 1
        self.part.on_days = True

    def _on_doses(self, meaning: Meaning, item: Item) -> None:
        _, high = _filled(meaning, item)
        self.part.doses = high

    def _on_then(self, meaning: Meaning, item: Item) -> None:
        if self.together and len(self.parts) > 1:
            self.doubts.append("It mixes doses of one day with steps over time.")
        self.in_steps = True
        self.parts.append(_Part())
        self.joins = False

    def _on_from_now_on(self, meaning: Meaning, item: Item) -> None:
        self.part.open_ended = True

    def _on_stop(self, meaning: Meaning, item: Item) -> None:
        self.notes.append("then stop")

    def _on_together(self, meaning: Meaning, item: Item) -> None:
        self.joins = True
        self.in_reason = False

    def _on_directed(self, meaning: Meaning, item: Item) -> None:
        self.directed = True

    def _on_sliding(self, meaning: Meaning, item: Item) -> None:
        self.sliding = True

    def _on_note(self, meaning: Meaning, item: Item) -> None:
        words = meaning.value
        if "#" in words and item.number:
            words = words.replace("#", item.number.said)
        self.notes.append(words)

    def _on_repeat(self, meaning: Meaning, item: Item) -> None:
        assert item.number is not None
        self.notes.append(f"may repeat after {item.number.said} hours")
        self.repeats = True

    def _on_harmless(self, meaning: Meaning, item: Item) -> None:
        return

    def _unknown(self, tokens: list[Token], place: int) -> int:
        token = tokens[place]
        if self.in_reason and isinstance(token, str):
            self.part.reason.append(token)
            return 1
        unit, size = self.known.unit_at(tokens, place)
        size = size if unit else _medicine_at(tokens, place)
        if size:
            return size
        self.unused.append(said(token))
        return 1


def _medicine_at(tokens: list[Token], place: int) -> int:
    """Return how many words at a place name a medicine exactly."""
    for size in (3, 2, 1):
        words = [token for token in tokens[place : place + size] if isinstance(token, str)]
        if len(words) == size and len("".join(words)) > 3 and " ".join(words) in vocabulary.load().names:
            return size
    return 0


def _filled(meaning: Meaning, item: Item) -> tuple[Decimal, Decimal]:
    """Return the number of a meaning, low and high; `7*#` multiplies what was written."""
    if "#" not in meaning.value:
        return Decimal(meaning.value), Decimal(meaning.value)
    assert item.number is not None
    factor = Decimal(meaning.value.partition("*")[0]) if "*" in meaning.value else Decimal(1)
    return item.number.low * factor, item.number.high * factor


def _finished(text: str, reader: _Reader) -> Directions:
    parts = _inherited(reader)
    doubts = [*reader.doubts, *(doubt for part in parts for doubt in _doubts(part))]
    phases = tuple(_at_each_site(_phase(part), reader) for part in parts)
    if reader.repeats and all(part.at_most is None for part in parts):
        doubts.append("A repeat is allowed and no limit is given.")
    if reader.sliding:
        doubts.append("A sliding scale is kept as text; its doses are not worked out.")
    if reader.together and any(part.other_days for part in parts):
        phases = _rest_of_the_week(phases, parts)
    outcome = _outcome(reader, parts, doubts)
    unit = next((phase.dose.unit for phase in phases if phase.dose and phase.dose.unit), "")
    contradicts = bool(doubts)
    return Directions(
        text=text,
        outcome=outcome,
        phases=phases if outcome != "not_understood" else (),
        together=reader.together and not reader.in_steps,
        route=reader.route,
        site=reader.site,
        action=reader.action,
        unit=unit,
        amount_per_day=None if contradicts else _amount_per_day(phases, reader),
        as_directed=reader.directed,
        sliding_scale=reader.sliding,
        instructions=tuple(reader.notes),
        not_used=tuple(reader.unused),
        why=(*dict.fromkeys(doubts), *reader.corrections, *_missing(parts, reader)),
    )


def _at_each_site(phase: Phase, reader: _Reader) -> Phase:
    """Two eyes, ears or nostrils each get the amount, so a day holds twice as much."""
    if phase.amount_per_day is None or not reader.site.startswith(("both", "each")):
        return phase
    return replace(phase, amount_per_day=phase.amount_per_day * 2)


def _inherited(reader: _Reader) -> list[_Part]:
    """Later steps keep unit and frequency of the step before when they name none."""
    _set_quantity_aside(reader)
    parts = [
        part
        for part in reader.parts
        if part.dose or part.has_when or part.as_needed or part.days is not None or part.at_most
    ]
    _put_one_day_together(reader, parts)
    for before, part in itertools.pairwise(parts):
        if part.dose and not part.dose.unit and before.dose:
            part.dose = Amount(part.dose.low, part.dose.high, before.dose.unit)
            part.largest = before.largest
        if part.dose is None and before.dose and reader.in_steps:
            part.dose, part.largest = before.dose, before.largest
        if not part.has_when and reader.in_steps:
            part.timing, part.meals = before.timing, before.meals
    if reader.together and len({part.days for part in parts if part.days is not None}) > 1:
        reader.doubts.append(
            "Its amounts are for different lengths of time, and it is not said which comes first."
        )
    if reader.together and len(parts) > 1 and all(part.days is None for part in parts[:-1]):
        for part in parts:
            part.days = parts[-1].days
    if reader.together and len(parts) > 1 and not _tell_apart(parts):
        reader.doubts.append("It holds two directions, and it is not said which of them is meant when.")
    return parts or [_Part()]


def _put_one_day_together(reader: _Reader, parts: list[_Part]) -> None:
    """Put "2 in the morning, then 1 at night" side by side: "then" is said of one day there."""
    lasting = any(part.days or part.doses or part.open_ended or part.timing.once_only for part in parts)
    times = [part.timing.times_of_day for part in parts]
    if reader.in_steps and not lasting and len(parts) > 1 and all(times) and len(set(times)) == len(times):
        reader.in_steps, reader.together = False, True


def _set_quantity_aside(reader: _Reader) -> None:
    """The number to dispense often stands last ("1 tab, BID, 60 tab"): more than anyone takes at once."""
    if len(reader.parts) < 2 or reader.in_steps:
        return
    *_, before, last = reader.parts
    told_when = before.dose and (before.has_when or before.as_needed)
    bare = last.dose and not (last.has_when or last.as_needed or last.days or last.at_most)
    if told_when and bare and last.dose and _is_quantity(before, last.dose):
        reader.parts.pop()
        reader.together = len(reader.parts) > 1


def _is_quantity(before: _Part, amount: Amount) -> bool:
    """Whether an amount is what is dispensed; where the days are known too, it must last exactly so long."""
    daily = _phase_amount(before)
    if before.days is not None and daily is not None and before.dose and before.dose.unit == amount.unit:
        return amount.high == daily * before.days
    return amount.high >= SMALLEST_QUANTITY


def _tell_apart(parts: list[_Part]) -> bool:
    """Whether amounts side by side belong to different times of the day, days of the week, or needs."""
    by_time = all(part.timing.times_of_day or part.meals for part in parts)
    by_day = all(part.timing.days_of_week or part.timing.times_per_week or part.other_days for part in parts)
    scheduled = [part for part in parts if not part.as_needed]
    by_need = len(scheduled) == 1 and all(part.has_when for part in parts)
    return by_time or by_day or by_need


def _doubts(part: _Part) -> list[str]:
    found = []
    timing = part.timing
    if part.dose and part.largest is not None and part.dose.high > part.largest:
        found.append(f"{part.dose.high} {part.dose.unit} at once is more than can be meant.")
    if part.dose and part.dose.high <= 0:
        found.append("The amount is nothing.")
    if timing.times_per_day and timing.every_hours and not _agree(timing):
        found.append("The times a day and the hours between doses do not agree.")
    high = timing.times_per_day_high
    if (
        high
        and timing.times_of_day
        and not part.meals
        and high != len(timing.times_of_day)
        and timing.times_per_day != len(timing.times_of_day)
    ):
        found.append("The times a day and the named times do not agree.")
    if high and high > 24:
        found.append("That many times a day cannot be meant.")
    if timing.times_per_week and timing.times_per_day and timing.times_per_day > 1:
        found.append("It says both times a day and times a week.")
    if timing.times_per_week and timing.times_per_day == 1:
        found.append("It says both daily and a number of times a week.")
    if timing.times_per_week and timing.days_of_week and timing.times_per_week != len(timing.days_of_week):
        found.append("The times a week and the named days do not agree.")
    if timing.once_only and (timing.times_per_day or timing.every_hours or timing.times_per_week):
        found.append("It says both once only and again.")
    if timing.times_per_week and timing.every_hours:
        found.append("It says both hours between doses and times a week.")
    if timing.every_days and timing.every_days > 1 and timing.times_per_day == 1:
        found.append("It says both daily and every so many days.")
    if part.meals and timing.times_of_day and high == MEALS_A_DAY:
        found.append("It is not said whether the named time is one more dose beside those at meals.")
    if part.meals and high and high > 1 and high > MEALS_A_DAY + len(timing.times_of_day):
        found.append("There are not that many meals in a day.")
    return found


def _agree(timing: Timing) -> bool:
    assert timing.every_hours
    assert timing.times_per_day
    lowest = timing.every_hours_high or timing.every_hours
    fewest, most = HOURS_IN_A_DAY / lowest, HOURS_IN_A_DAY / timing.every_hours
    top = timing.times_per_day_high or timing.times_per_day
    return fewest <= top <= most


def _phase(part: _Part) -> Phase:
    phase = Phase(
        dose=part.dose,
        timing=part.timing,
        as_needed=part.as_needed,
        as_needed_for=_reason(part),
        minimum_gap_hours=part.gap or (part.timing.every_hours if part.as_needed else None),
        at_most_per_day=part.at_most,
        days=part.days,
        doses_in_all=part.doses,
    )
    return replace(phase, amount_per_day=_phase_amount(part))


def _reason(part: _Part) -> str:
    words = list(part.reason)
    while words and words[-1] in ("and", "or", "of", "a", "the"):
        words.pop()
    return " ".join(words)


def _phase_amount(part: _Part) -> Decimal | None:
    """The most that may be taken on an average day of this phase."""
    if part.dose is None:
        return None
    per_day = _times_per_day(part)
    most = None if per_day is None else part.dose.high * per_day
    if part.at_most is not None:
        return part.at_most if most is None else min(most, part.at_most)
    return most


def _times_per_day(part: _Part) -> Decimal | None:
    timing = part.timing
    if timing.once_only:
        return None
    daily = _times_on_a_day(part)
    if part.on_days and daily is None:
        return Decimal(1)
    if timing.days_of_week:
        return (daily or 1) * Decimal(len(timing.days_of_week)) / 7
    if timing.times_per_week:
        return (daily or 1) * timing.times_per_week / 7
    if timing.every_days:
        return (daily or 1) / timing.every_days
    return daily


def _times_on_a_day(part: _Part) -> Decimal | None:
    timing = part.timing
    if timing.times_per_day_high:
        return timing.times_per_day_high
    if timing.every_hours:
        return HOURS_IN_A_DAY / timing.every_hours
    named = Decimal(len(timing.times_of_day))
    if part.meals:
        return MEALS_A_DAY + named
    return named or None


def _rest_of_the_week(phases: tuple[Phase, ...], parts: list[_Part]) -> tuple[Phase, ...]:
    named = {day for part in parts for day in part.timing.days_of_week}
    rest = tuple(day for day in WEEK if day not in named)
    return tuple(_on_rest(phase, part, rest) for phase, part in zip(phases, parts, strict=True))


def _on_rest(phase: Phase, part: _Part, rest: tuple[str, ...]) -> Phase:
    if not part.other_days or part.dose is None:
        return phase
    part.timing = replace(part.timing, days_of_week=rest)
    return replace(phase, timing=part.timing, amount_per_day=_phase_amount(part))


def _amount_per_day(phases: tuple[Phase, ...], reader: _Reader) -> Decimal | None:
    if reader.sliding or not phases:
        return None
    if len(phases) == 1:
        return phases[0].amount_per_day
    amounts = [phase.amount_per_day for phase in phases]
    units = {phase.dose.unit for phase in phases if phase.dose}
    if not reader.together or reader.in_steps or len(units) != 1 or any(amount is None for amount in amounts):
        return None
    return sum((amount for amount in amounts if amount is not None), Decimal(0))


def _outcome(reader: _Reader, parts: list[_Part], doubts: list[str]) -> str:
    has_dose = any(part.dose for part in parts) or _needs_no_amount(reader)
    has_when = any(part.has_when or part.as_needed for part in parts)
    if not has_dose and not has_when and not reader.directed and not reader.sliding:
        return "not_understood"
    if "not in English" in " ".join(doubts) or (len(reader.unused) > 6 and not (has_dose and has_when)):
        return "not_understood"
    whole = has_dose and has_when and not reader.unused and not doubts and not _missing(parts, reader)
    return "understood" if whole else "partly"


def _needs_no_amount(reader: _Reader) -> bool:
    """Creams are applied without an amount being written; that is how they are labelled."""
    return reader.action == "apply" and reader.route == "topical"


def _missing(parts: list[_Part], reader: _Reader) -> list[str]:
    found = []
    if not any(part.dose for part in parts):
        if not _needs_no_amount(reader):
            found.append("It does not say how much to take.")
    elif any(part.dose and not part.dose.unit for part in parts):
        found.append("It does not say what is counted: tablets, drops, puffs.")
    if not any(part.has_when or part.as_needed for part in parts):
        found.append("It does not say when to take it.")
    return found


def _with_drug(directions: Directions, medicine: Resolution | None) -> Directions:
    """Add the amount of drug for each dose and day when the strength of one unit is known."""
    phases = tuple(_phase_with_drug(phase, medicine) for phase in directions.phases)
    total = _drug_per_day(directions, phases, medicine)
    return replace(directions, phases=phases, drug_per_day=total)


def _phase_with_drug(phase: Phase, medicine: Resolution | None) -> Phase:
    if phase.dose is None:
        return phase
    factor = _drug_in_one(phase.dose.unit, medicine)
    if factor is None:
        return phase
    amount, unit = factor
    per_dose = Amount(phase.dose.low * amount, phase.dose.high * amount, unit)
    per_day = None
    if phase.amount_per_day is not None:
        per_day = Amount(phase.amount_per_day * amount, phase.amount_per_day * amount, unit)
    return replace(phase, drug_per_dose=per_dose, drug_per_day=per_day)


def _drug_in_one(unit: str, medicine: Resolution | None) -> tuple[Decimal, str] | None:
    """How much of the drug is in one tablet, puff or millilitre, for a single ingredient."""
    if unit in ("mg", "mcg", "g"):
        return (Decimal(1000), "mg") if unit == "g" else (Decimal(1), "ug" if unit == "mcg" else "mg")
    if medicine is None or len(medicine.strengths) != 1:
        return None
    strength = medicine.strengths[0]
    if strength.per_unit == "1" and unit in (
        "tablet",
        "capsule",
        "puff",
        "patch",
        "suppository",
        "packet",
        "spray",
        "gummy",
        "lozenge",
    ):
        return strength.amount, strength.unit
    if strength.per_unit == "mL" and unit == "mL":
        return strength.amount / strength.per, strength.unit
    return None


def _drug_per_day(
    directions: Directions, phases: tuple[Phase, ...], medicine: Resolution | None
) -> Amount | None:
    if directions.amount_per_day is None:
        return None
    factor = _drug_in_one(directions.unit, medicine)
    if factor is None:
        return None
    total = directions.amount_per_day * factor[0]
    return Amount(total, total, factor[1])
