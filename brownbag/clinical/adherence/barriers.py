"""What gets in the way of taking a medicine, heard in the person's own words."""

from __future__ import annotations

from collections.abc import Mapping

# Each barrier with words that give it away; the first that is heard counts, the gravest first.
BARRIERS: Mapping[str, tuple[str, ...]] = {
    "cost": (
        "cost",
        "afford",
        "expensive",
        "price",
        "copay",
        "co-pay",
        "too much money",
        "save money",
        "stretch",
        "ration",
        "make it last",
        "make them last",
        "donut hole",
        "coverage gap",
        "insurance won't",
        "insurance does not",
        "lost insurance",
        "lost his insurance",
        "lost her insurance",
        "pay for",
    ),
    "effects": (
        "side effect",
        "makes me",
        "makes her",
        "makes him",
        "feel sick",
        "feels sick",
        "upset stomach",
        "nausea",
        "dizz",
        "too tired",
        "gives me",
        "gives her",
        "gives him",
        "bathroom",
    ),
    "technique": (
        "hard to use",
        "cannot use",
        "can't use",
        "not sure how to use",
        "does not know how to use",
        "shaky hands",
        "hurts to inject",
        "afraid of needles",
        "needle",
    ),
    "access": (
        "cannot get to",
        "can't get to",
        "no ride",
        "transport",
        "ran out",
        "run out",
        "no refill",
        "back order",
        "backorder",
        "out of stock",
        "cannot open",
        "can't open",
        "hard to open",
        "swallow",
        "never arrived",
        "mail order late",
        "homeless",
        "lives alone",
    ),
    "doubts": (
        "does not think",
        "doesn't think",
        "don't think",
        "don't need",
        "does not need",
        "doesn't need",
        "feels fine",
        "feel fine",
        "feels well",
        "feels better",
        "feeling better",
        "afraid",
        "scared",
        "worried",
        "does not believe",
        "doesn't believe",
        "not sure it",
        "does not help",
        "doesn't help",
        "doesn't work",
        "too many pills",
        "too many medicines",
        "read online",
        "natural",
        "does not like",
        "doesn't like",
        "poison",
        "addict",
    ),
    "forgets": (
        "forget",
        "forgot",
        "miss",
        "slips",
        "remember",
        "busy",
        "shift work",
        "loses track",
        "mixes up",
        "confus",
        "falls asleep",
    ),
}
# A word that takes the hint back.
NOT_SO = (
    "no cost",
    "never miss",
    "does not miss",
    "doesn't miss",
    "no side effect",
    "never forget",
    "can afford",
)


def barrier_in(words: str) -> str:
    """Return the barrier that a sentence speaks of: cost, effects, technique, access, doubts, forgets or nothing.

    >>> barrier_in("Skips the evening dose to make it last"), barrier_in("forgets on weekends"), barrier_in("")
    ('cost', 'forgets', '')
    """
    said = words.casefold().replace("\u2019", "'")
    if not said or any(phrase in said for phrase in NOT_SO):
        return ""
    return next((name for name, hints in BARRIERS.items() if any(hint in said for hint in hints)), "")
