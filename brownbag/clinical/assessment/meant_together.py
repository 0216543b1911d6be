"""Two products with one ingredient that belong together: a dose from two strengths, a base and a rescue."""

from __future__ import annotations

import re

from brownbag.clinical.assessment.engine import Engine
from brownbag.clinical.assessment.qualifiers import LONG_ACTING
from brownbag.clinical.assessment.taken import Taken
from brownbag.clinical.vocabulary.text import words_of

# Often taken as two products (a base insulin and a meal insulin differ in name).
USUAL_TWICE = frozenset({"insulin regular", "insulin nph", "levothyroxine", "warfarin"})
# One works all day, the other is for when it is needed.
BASE_AND_RESCUE = frozenset({"nicotine", "nitroglycerin"})
LONG_AND_SHORT = frozenset(
    ["carbidopa", "levodopa", "methylphenidate", "dexmethylphenidate", "amphetamine", "dextroamphetamine"]
)
# The same rescue medicine as a spray and for the nebulizer.
TWO_DEVICES = frozenset({"albuterol", "levalbuterol", "ipratropium"})
# Trade names of long-acting opioids say it without a word such as ER.
LONG_FORMS = LONG_ACTING | {
    "patch",
    "contin",
    "oxycontin",
    "kadian",
    "xtampza",
    "hysingla",
    "zohydro",
    "belbuca",
    "butrans",
    "duragesic",
}
SAYS_SO = re.compile(
    r"\b(for a total|total of|total dose|together with|along with|in addition to|plus|alternat\w+|combined)\b"
    r"|\bwith (?:a |one |the |1 )?[0-9.]+ ?(?:mg|mcg|units?|tablet|tab)\b"
)


def meant_together(ingredient: str, one: Taken, other: Taken, engine: Engine) -> bool:
    """Return whether two products with one ingredient are meant to be taken side by side, as far as the lines show."""
    split = one.name.casefold() == other.name.casefold() and _at_two_times(one, other)
    side_by_side = split or _differ_in_kind(ingredient, one, other, engine)
    if _same_strength(one, other) and not side_by_side:
        return False
    if any(SAYS_SO.search(_text(each)) for each in (one, other)):
        return True
    if _from_two_places(one, other):
        return False
    return (
        ingredient in USUAL_TWICE
        or side_by_side
        or "proposed" in (one.medication.status, other.medication.status)
    )


def _same_strength(one: Taken, other: Taken) -> bool:
    known = [_strengths(each) for each in (one, other)]
    return known[0] == known[1]


def _strengths(taken: Taken) -> tuple[str, ...]:
    strengths = taken.known.strengths
    if strengths:
        return tuple(f"{each.ingredient} {each.amount.normalize():f} {each.unit}" for each in strengths)
    return (taken.medication.strength.casefold().strip(),)


def _differ_in_kind(ingredient: str, one: Taken, other: Taken, engine: Engine) -> bool:
    """Whether one is the base and the other the rescue, or both are the rescue by two devices."""
    if ingredient in TWO_DEVICES:
        return True
    if ingredient in BASE_AND_RESCUE:
        return _as_needed(one) != _as_needed(other) or _route(one) != _route(other)
    if ingredient in LONG_AND_SHORT or "opioids" in engine.facts.groups_of(ingredient):
        return _is_long(one) != _is_long(other)
    return False


def _from_two_places(one: Taken, other: Taken) -> bool:
    """Whether two pharmacies, prescribers or lists gave them, so that neither may know of the other."""
    first, second = one.medication, other.medication
    return any(
        getattr(first, part) and getattr(second, part) and getattr(first, part) != getattr(second, part)
        for part in ("pharmacy", "prescriber", "list_name")
    )


def _at_two_times(one: Taken, other: Taken) -> bool:
    """Whether each names times of the day and none in common: one in the morning, one at bedtime."""
    first, second = _times(one), _times(other)
    return bool(first and second and not first & second)


def _times(taken: Taken) -> set[str]:
    return {time for phase in taken.directions.phases for time in phase.timing.times_of_day}


def _as_needed(taken: Taken) -> bool:
    return taken.medication.as_needed is True or taken.directions.as_needed


def _route(taken: Taken) -> str:
    return taken.medication.route or taken.known.route


def _is_long(taken: Taken) -> bool:
    line = taken.medication
    return bool(LONG_FORMS & set(words_of(f"{line.name} {line.form} {taken.known.form}")))


def _text(taken: Taken) -> str:
    line = taken.medication
    return f"{line.directions} {line.how_taken} {line.indication}".casefold()
