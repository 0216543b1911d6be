"""Directions in Spanish, from whole sentence patterns only.

The patterns stand in knowledge_base/directions/spanish.csv. Nothing is put
together word by word: a shape without a pattern has no Spanish.
"""

from __future__ import annotations

import csv
from functools import lru_cache
from importlib.resources import files

from brownbag.clinical.directions.meaning import Directions, Phase
from brownbag.clinical.directions.numbers import number

FOLDER = files("brownbag.knowledge_base") / "directions"
UNITS = {
    "tablet": ("tableta", "tabletas"),
    "capsule": ("cápsula", "cápsulas"),
    "mL": ("mL", "mL"),
    "puff": ("inhalación", "inhalaciones"),
    "drop": ("gota", "gotas"),
    "unit": ("unidad", "unidades"),
    "patch": ("parche", "parches"),
}


def say_in_spanish(directions: Directions) -> str:
    """Return the directions in Spanish, or nothing when any part has no reviewed pattern.

    >>> from brownbag.clinical.directions import read
    >>> say_in_spanish(read("Take 1 tablet by mouth twice daily")).replace("\\xa0", " ")
    'Tome 1 tableta 2 veces al día.'
    >>> say_in_spanish(read("Take 1 tablet daily and swish and spit"))
    ''
    """
    if len(directions.phases) != 1 or directions.instructions:
        return ""
    phase = directions.phases[0]
    shape = _shape(directions, phase)
    pattern = _patterns().get(shape)
    if pattern is None or phase.dose is None or phase.dose.low != phase.dose.high:
        return ""
    names = UNITS.get(phase.dose.unit)
    if names is None:
        return ""
    amount = f"{number(phase.dose.high)}\N{NO-BREAK SPACE}{names[phase.dose.high > 1]}"
    times = number(phase.timing.times_per_day) if phase.timing.times_per_day else ""
    hours = number(phase.timing.every_hours) if phase.timing.every_hours else ""
    most = number(phase.at_most_per_day) if phase.at_most_per_day else ""
    days = number(phase.days) if phase.days else ""
    filled = {"amount": amount, "times": times, "hours": hours, "most": most, "days": days}
    for name, value in filled.items():
        pattern = pattern.replace(f"[{name}]", value)
    return pattern


def _shape(directions: Directions, phase: Phase) -> str:
    """The shape of a direction: which parts it has, in a fixed order."""
    timing = phase.timing
    if phase.as_needed_for or timing.clock_times or timing.days_of_week or timing.times_per_week:
        return "no pattern"
    if timing.every_hours_high != timing.every_hours or timing.times_per_day_high != timing.times_per_day:
        return "no pattern"
    often = ""
    if timing.every_days:
        often = "every other day" if timing.every_days == 2 else "no pattern"
    elif timing.times_of_day:
        often = " ".join(timing.times_of_day)
    elif timing.every_hours:
        often = "hours"
    elif timing.times_per_day:
        often = "once" if timing.times_per_day == 1 else "times"
    parts = [directions.route or "oral", often, timing.meal, "as needed" if phase.as_needed else ""]
    parts += ["days" if phase.days else "", "most" if phase.at_most_per_day else ""]
    return " + ".join(part for part in parts if part)


@lru_cache(maxsize=1)
def _patterns() -> dict[str, str]:
    lines = (FOLDER / "spanish.csv").read_text(encoding="utf-8").splitlines()
    rows = csv.DictReader(line for line in lines if not line.startswith("#"))
    return {row["shape"]: row["spanish"] for row in rows}
