"""What one line says, in a few words: "5 mg once a day", "stopped on 2026-11-01"."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from brownbag.clinical.directions import Amount, Phase
from brownbag.clinical.directions.wording import NO_BREAK, counted
from brownbag.clinical.person.understood import Understood
from brownbag.clinical.vocabulary.strengths import plain_number

STATUS = {"active": "active", "on_hold": "on hold", "proposed": "proposed, not taken yet"}
PLAIN_UNITS = {"[USP'U]": "units", "[IU]": "units", "ug": "mcg"}
TIMES = {Decimal(1): "once", Decimal(2): "twice"}


def said_dose(line: Understood) -> str:
    """Return the dose and how often: "5 mg once a day"; the words of the list where that is not clear."""
    found = line.directions
    if found is None or found.outcome != "understood" or len(found.phases) != 1:
        return said_whole(line)
    phase = found.phases[0]
    dose = phase.drug_per_dose or phase.dose
    often = _often(phase)
    return f"{_amount(dose)} {often}{_needed(phase)}" if dose and often else said_whole(line)


def said_often(line: Understood) -> str:
    """Return how often and how long, or the directions as written."""
    found = line.directions
    if found is None or found.outcome != "understood" or len(found.phases) != 1:
        return line.medication.directions
    phase = found.phases[0]
    often, days = _often(phase), phase.days
    if not often:
        return line.medication.directions
    length = f" for {plain_number(days)} days" if days is not None else ""
    return f"{often}{_needed(phase)}{length}"


def said_strength(line: Understood) -> str:
    """Return the strength of one tablet, or of one millilitre, as the list has it."""
    return line.known.strength or line.medication.strength


def said_status(line: Understood) -> str:
    """Return active, on hold, proposed, or stopped with the day."""
    if line.status != "stopped":
        return STATUS.get(line.status, line.status)
    ended = line.medication.end
    return f"stopped on {ended.isoformat()}" if ended else "stopped"


def said_whole(line: Understood) -> str:
    """Return name and directions as they stand on the list."""
    told = line.medication.directions
    return f"{line.medication.name}: {told}" if told else line.medication.name


def _often(phase: Phase) -> str:
    timing = phase.timing
    if timing.days_of_week:
        return f"on {', '.join(day.capitalize() for day in timing.days_of_week)}"
    if timing.every_hours is not None:
        return f"every {plain_number(timing.every_hours)} hours"
    if timing.times_of_day:
        return " and ".join(_at(each) for each in timing.times_of_day)
    if timing.times_per_week is not None:
        return f"{_times(timing.times_per_week)} a week"
    if timing.every_days is not None and timing.every_days != 1:
        return f"every {plain_number(timing.every_days)} days"
    if timing.times_per_day is not None:
        return f"{_times(timing.times_per_day)} a day"
    return ""


def _at(time: str) -> str:
    return {"noon": "at noon", "bedtime": "at bedtime"}.get(time, f"in the {time}")


def _times(count: Decimal) -> str:
    return TIMES.get(count) or f"{plain_number(count)} times"


def _needed(phase: Phase) -> str:
    return " when needed" if phase.as_needed else ""


def _amount(dose: Amount) -> str:
    plain = replace(dose, unit=PLAIN_UNITS.get(dose.unit, dose.unit))
    return counted(plain).replace(NO_BREAK, " ")
