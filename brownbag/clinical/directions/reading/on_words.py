"""What all other phrases mean: needs, limits, lengths, steps and notes."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from brownbag.clinical.directions.meaning import Amount
from brownbag.clinical.directions.phrases import Item, Meaning
from brownbag.clinical.directions.reading.doses import DRUG_UNITS
from brownbag.clinical.directions.reading.state import BESIDE, THEN, Reading

# Words for doing that never belong to one medicine.
KINDS_OF_ACTION = {
    "take": "mouth",
    "chew": "mouth",
    "drink": "mouth",
    "inject": "needle",
    "inhale": "breath",
    "instill": "drops",
    "apply": "skin",
    "test": "meter",
    "infuse": "vein",
}
# These say more than "use" or "give".
SPECIFIC = frozenset({"needle", "breath", "drops", "meter"})
WEIGHTS = {"g": Decimal(1000000), "mg": Decimal(1000), "mcg": Decimal(1)}


def on_unsafe(reading: Reading, meaning: Meaning, item: Item) -> None:
    reading.corrections.append(f"“{' '.join(item.words)}” is easily misread; it should be written out.")


def on_unclear(reading: Reading, meaning: Meaning, item: Item) -> None:
    reading.in_reason = False
    reading.unused.extend(item.words)


def on_route(reading: Reading, meaning: Meaning, item: Item) -> None:
    if (
        reading.route
        and reading.route != meaning.value
        and {reading.route, meaning.value} != {"inhaled", "oral"}
    ):
        reading.doubts.append(f"It says both {reading.route} and {meaning.value}.")
    reading.route = reading.route or meaning.value


def on_site(reading: Reading, meaning: Meaning, item: Item) -> None:
    reading.site = reading.site or meaning.value


def on_action(reading: Reading, meaning: Meaning, item: Item) -> None:
    before, now = KINDS_OF_ACTION.get(reading.action), KINDS_OF_ACTION.get(meaning.value)
    if before and now and before != now:
        reading.doubts.append(f"It says both {reading.action} and {meaning.value}.")
    if not reading.action or (now in SPECIFIC and before is None):
        reading.action = meaning.value
    reading.acted = True


def on_prn(reading: Reading, meaning: Meaning, item: Item) -> None:
    if reading.joins and reading.part.has_when:
        reading.doubts.append("It is not said how often more may be taken when it is needed.")
    if reading.part.as_needed and reading.part.reason:
        reading.doubts.append("It says two times when it is needed.")
    reading.part.as_needed = True
    reading.in_reason = True


def on_reason(reading: Reading, meaning: Meaning, item: Item) -> None:
    reading.in_reason = True


def on_reason_or_harmless(reading: Reading, meaning: Meaning, item: Item) -> None:
    reading.in_reason = True


def on_max(reading: Reading, meaning: Meaning, item: Item) -> None:
    """The most in a day, in doses, in what is counted, or in the weight of the drug."""
    low, high = item.filled(meaning)
    if low != high:
        reading.doubts.append("The most in a day is a range.")
    part = reading.part
    unit = part.dose.unit if part.dose else ""
    if item.unit in WEIGHTS and unit in WEIGHTS:
        part.at_most = high * WEIGHTS[item.unit] / WEIGHTS[unit]
        return
    if unit in DRUG_UNITS and not item.unit:
        reading.doubts.append("The most for one day has no unit.")
    if item.unit in DRUG_UNITS and unit != item.unit:
        part.at_most_drug = Amount(high, high, item.unit)
        return
    in_doses = item.unit == "dose" and part.dose is not None and unit != "dose"
    part.total_only = part.dose is None and item.words[0] == "up"
    part.at_most = high * part.dose.high if in_doses and part.dose else high
    part.at_most_unit = unit if in_doses else item.unit or unit


def on_gap(reading: Reading, meaning: Meaning, item: Item) -> None:
    low, _ = item.filled(meaning)
    reading.part.gap = low


def on_length(reading: Reading, meaning: Meaning, item: Item) -> None:
    low, high = item.filled(meaning)
    _set_days(reading, low if low != high else None, high)


def on_uplength(reading: Reading, meaning: Meaning, item: Item) -> None:
    """For up to so many days: no fewer days are named."""
    _set_days(reading, Decimal(0), item.filled(meaning)[1])


def _set_days(reading: Reading, low: Decimal | None, high: Decimal) -> None:
    if reading.part.days is not None and reading.part.days != high:
        reading.doubts.append("It gives two lengths of time.")
    reading.part.days, reading.part.days_low = high, low


def on_daysrange(reading: Reading, meaning: Meaning, item: Item) -> None:
    """Day 1, or days 2 to 5: a step that lasts so long."""
    low, high = item.filled(meaning)
    if reading.part.days is not None:
        reading.begin(BESIDE)
    reading.part.days = high - low + 1
    reading.part.on_days = True


def on_weeksrange(reading: Reading, meaning: Meaning, item: Item) -> None:
    """Week 1, or weeks 3 to 4: a step that lasts so many weeks."""
    low, high = item.filled(meaning)
    if reading.part.days is not None:
        reading.begin(BESIDE)
    reading.part.days = (high - low + 1) * 7


def on_doses(reading: Reading, meaning: Meaning, item: Item) -> None:
    _, high = item.filled(meaning)
    reading.part.doses = high


def on_then(reading: Reading, meaning: Meaning, item: Item) -> None:
    reading.begin(THEN)
    reading.joins = False


def on_from_now_on(reading: Reading, meaning: Meaning, item: Item) -> None:
    reading.part.open_ended = True


def on_stop(reading: Reading, meaning: Meaning, item: Item) -> None:
    reading.notes.append("then stop")


def on_up_to(reading: Reading, meaning: Meaning, item: Item) -> None:
    reading.up_to = True


def on_remark(reading: Reading, meaning: Meaning, item: Item) -> None:
    """A sentence that only explains is kept to its end as it stands."""
    reading.notes.append(meaning.value or " ".join(item.words))
    reading.keeping = True


def on_strength(reading: Reading, meaning: Meaning, item: Item) -> None:
    reading.strength = True


def on_steps_named(reading: Reading, meaning: Meaning, item: Item) -> None:
    reading.steps_named = item.words


def on_together(reading: Reading, meaning: Meaning, item: Item) -> None:
    reading.joins = True
    reading.in_reason = False


def on_directed(reading: Reading, meaning: Meaning, item: Item) -> None:
    reading.directed = True


def on_sliding(reading: Reading, meaning: Meaning, item: Item) -> None:
    reading.sliding = True


def on_note(reading: Reading, meaning: Meaning, item: Item) -> None:
    words = meaning.value
    if "#" in words and item.number:
        words = words.replace("#", item.number.shown)
    reading.notes.append(words)


def on_repeat(reading: Reading, meaning: Meaning, item: Item) -> None:
    assert item.number is not None
    reading.notes.append(f"may repeat after {item.number.shown} hours")
    reading.repeats = True


def on_harmless(reading: Reading, meaning: Meaning, item: Item) -> None:
    return


WORD_HANDLERS: dict[str, Callable[[Reading, Meaning, Item], None]] = {
    "unsafe": on_unsafe,
    "unclear": on_unclear,
    "route": on_route,
    "site": on_site,
    "action": on_action,
    "prn": on_prn,
    "reason": on_reason,
    "reason_or_harmless": on_reason_or_harmless,
    "max": on_max,
    "gap": on_gap,
    "length": on_length,
    "uplength": on_uplength,
    "daysrange": on_daysrange,
    "weeksrange": on_weeksrange,
    "doses": on_doses,
    "then": on_then,
    "from_now_on": on_from_now_on,
    "stop": on_stop,
    "together": on_together,
    "up_to": on_up_to,
    "steps_named": on_steps_named,
    "strength": on_strength,
    "remark": on_remark,
    "directed": on_directed,
    "sliding": on_sliding,
    "note": on_note,
    "repeat": on_repeat,
    "harmless": on_harmless,
}
