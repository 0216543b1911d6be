"""Whether a direction was understood, and what it leaves open.

Understood means that every word was read and nothing contradicts itself. A
label may still leave something open ("take as needed"): that is said in
`left_open`, and nothing is filled in. A number without its unit is never
understood whole, because a reader would fill in a unit without noticing.
"""

from __future__ import annotations

from brownbag.clinical.directions.reading.state import Part, Reading

NO_AMOUNT = "It does not say how much to take."
NO_TIME = "It does not say when to take it."
NO_UNIT = "It does not say what is counted: tablets, drops, puffs."
MANY_WORDS = 6


def outcome_of(reading: Reading, parts: list[Part], doubts: list[str]) -> str:
    """Return understood, partly or not_understood."""
    has_dose = any(part.dose or part.at_most for part in parts) or _needs_no_amount(reading)
    has_when = any(part.has_when or part.as_needed for part in parts)
    if not has_dose and not has_when and not reading.directed and not reading.sliding:
        return "not_understood"
    if len(reading.unused) > MANY_WORDS and not (has_dose and has_when):
        return "not_understood"
    whole = not reading.unused and not doubts and not without_unit(parts)
    return "understood" if whole else "partly"


def left_open(parts: list[Part], reading: Reading) -> tuple[str, ...]:
    """Return in sentences what the label does not say."""
    found = []
    if not any(part.dose for part in parts) and not _needs_no_amount(reading):
        found.append(NO_AMOUNT)
    if not any(part.has_when or part.as_needed for part in parts):
        found.append(NO_TIME)
    return tuple(found)


def without_unit(parts: list[Part]) -> tuple[str, ...]:
    """Return the sentence for an amount of nothing in particular."""
    return (NO_UNIT,) if any(part.dose and not part.dose.unit for part in parts) else ()


def _needs_no_amount(reading: Reading) -> bool:
    """Creams are applied without an amount being written; that is how they are labelled."""
    return reading.action == "apply" or reading.action == "test"
