"""Whether a direction was understood, and what it leaves open."""

from __future__ import annotations

from brownbag.clinical.directions.reading.state import Part, Reading


def outcome_of(reading: Reading, parts: list[Part], doubts: list[str]) -> str:
    has_dose = any(part.dose for part in parts) or _needs_no_amount(reading)
    has_when = any(part.has_when or part.as_needed for part in parts)
    if not has_dose and not has_when and not reading.directed and not reading.sliding:
        return "not_understood"
    if "not in English" in " ".join(doubts) or (len(reading.unused) > 6 and not (has_dose and has_when)):
        return "not_understood"
    whole = has_dose and has_when and not reading.unused and not doubts and not missing(parts, reading)
    return "understood" if whole else "partly"


def _needs_no_amount(reading: Reading) -> bool:
    """Creams are applied without an amount being written; that is how they are labelled."""
    return reading.action == "apply" and reading.route == "topical"


def missing(parts: list[Part], reading: Reading) -> list[str]:
    found = []
    if not any(part.dose for part in parts):
        if not _needs_no_amount(reading):
            found.append("It does not say how much to take.")
    elif any(part.dose and not part.dose.unit for part in parts):
        found.append("It does not say what is counted: tablets, drops, puffs.")
    if not any(part.has_when or part.as_needed for part in parts):
        found.append("It does not say when to take it.")
    return found
