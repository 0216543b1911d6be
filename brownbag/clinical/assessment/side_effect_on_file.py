"""An entry among the allergies that names a side effect: it upset the stomach, and was no allergy."""

from __future__ import annotations

from brownbag.clinical.person.record import Allergy

SIDE_EFFECTS = (
    "nausea",
    "nauseous",
    "vomiting",
    "queasy",
    "upset stomach",
    "stomach upset",
    "stomach ache",
    "stomach pain",
    "gi upset",
    "gastrointestinal",
    "diarrhea",
    "constipation",
    "heartburn",
    "headache",
    "bad taste",
    "yeast infection",
)
MAY_BE_ALLERGY = (
    "rash",
    "hive",
    "itch",
    "swell",
    "anaphyl",
    "breath",
    "wheez",
    "throat",
    "blister",
    "peel",
    "shock",
    "angioedema",
)


def is_side_effect(allergy: Allergy) -> bool:
    """Whether an entry is no allergy by what is told of it.

    >>> is_side_effect(Allergy("penicillin", reaction="nausea", kind="intolerance"))
    True
    >>> is_side_effect(Allergy("penicillin", reaction="nausea and hives", kind="intolerance"))
    False
    >>> is_side_effect(Allergy("penicillin", kind="intolerance"))
    False
    """
    told = allergy.reaction.casefold()
    if any(word in told for word in MAY_BE_ALLERGY):
        return False
    return any(word in told for word in SIDE_EFFECTS)
