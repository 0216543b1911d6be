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
    "swollen",
    "anaphyl",
    "breath",
    "wheez",
    "throat",
    "blister",
    "peel",
    "shock",
    "angioedema",
)


MILD_RASH = ("rash", "itch")
SEVERE = frozenset(MAY_BE_ALLERGY) - {"rash", "itch"}


def is_mild_rash(allergy: Allergy) -> bool:
    """Whether all that is told of an allergy is a rash or an itch, and nobody called it severe.

    >>> is_mild_rash(Allergy("penicillin", reaction="mild rash as a child"))
    True
    >>> is_mild_rash(Allergy("penicillin", reaction="rash and swollen lips")), is_mild_rash(Allergy("penicillin"))
    (False, False)
    """
    told = f"{allergy.reaction} {allergy.severity}".casefold()
    is_severe = any(word in told for word in (*SEVERE, "severe", "stevens", "dress", "hospital"))
    return not is_severe and any(word in told for word in MILD_RASH)


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
