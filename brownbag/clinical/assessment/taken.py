"""One line of a person's list, recognised as far as it can be: what is in it, and what its label says."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from brownbag.clinical.assessment.finding import NotChecked
from brownbag.clinical.directions import Directions, read
from brownbag.clinical.knowledge.facts import Facts
from brownbag.clinical.person.record import Medication
from brownbag.clinical.vocabulary import Resolution, Vocabulary

FORM_WORDS = frozenset(
    {"tablet", "tablets", "tab", "capsule", "capsules", "cap", "inhaler", "pen", "syringe"}
)
LOCAL_ROUTES = frozenset({"topical", "ophthalmic", "otic", "nasal", "vaginal"})
# The groups of what reaches the whole body by a way that is else for one place.
ABSORBED = {"nasal": "absorbed_in_the_nose", "topical": "absorbed_through_the_skin"}
# A number that begins a word: where the strength begins.
_AMOUNT = re.compile(r"(?<![A-Za-z0-9])[0-9]")
# Between two parts of a combination of which each has its own strength.
_OF_EACH = re.compile(r"(?<=[a-z%])\s*/\s*(?=[A-Za-z]{4,}[^/]*\s[0-9.]+ ?(?:mg|mcg|g|units?)\b)")
_IRON = re.compile(r"\bferr(?:ous|ic) [a-z]+ate\b|\biron\b")


@dataclass(frozen=True, slots=True)
class Taken:
    """One medicine the person takes, recognised as far as it can be.

    `name` is the name as it stands on the person's list, without strength and form.
    """

    medication: Medication
    ingredients: tuple[str, ...]
    known: Resolution
    directions: Directions
    is_local: bool
    name: str


def taken_from(line: Medication, vocabulary: Vocabulary, facts: Facts) -> Taken:
    """Recognise one line of a medication list."""
    text = " ".join(part for part in (line.name, line.strength, line.form) if part)
    known = resolved(vocabulary, text)
    ingredients = _given(line, vocabulary, facts) or known.ingredients or _by_facts(line.name, facts)
    route = line.route or known.route
    absorbed = any(ABSORBED.get(route) in facts.groups_of(name) for name in ingredients)
    is_local = route in LOCAL_ROUTES and not absorbed
    # A bare ingredient name says nothing of a cream or drops, whatever most listed products are.
    if not line.route and text.casefold() in ingredients:
        is_local = False
    return Taken(line, ingredients, known, _read(line.directions, known), is_local, _short(line.name))


def given_names(lines: Iterable[Medication], vocabulary: Vocabulary, facts: Facts) -> dict[str, str]:
    """Return by the name of the tables the other name that the file itself gave an ingredient."""
    return {
        usual: name
        for line in lines
        for name in line.ingredients or _iron_as_written(line.name)
        if (usual := _usual_name(name, vocabulary, facts)) != name
    }


def gaps_of(taken: Taken) -> list[NotChecked]:
    """Return what of a line could not be understood."""
    line = taken.medication
    if not taken.ingredients:
        why = taken.known.why or "It is not known what is in it."
        return [NotChecked(line.name, why, line.key)]
    if line.directions and (taken.directions.outcome != "understood" or taken.directions.left_open):
        why = "; ".join(taken.directions.why) or "Words were left over that could not be read."
        return [NotChecked(f"{line.name}: the directions “{line.directions}”", why, line.key)]
    return []


def _given(line: Medication, vocabulary: Vocabulary, facts: Facts) -> tuple[str, ...]:
    """Return the ingredients that the line gives, under the names that the tables use for them."""
    return tuple(sorted(_usual_name(name, vocabulary, facts) for name in line.ingredients))


def _usual_name(name: str, vocabulary: Vocabulary, facts: Facts) -> str:
    """Return the name of the tables for a salt or another name of one ingredient; an unknown one stays as it is."""
    if facts.knows(name):
        return name
    known = resolved(vocabulary, name)
    return known.ingredients[0] if known.outcome == "matched" and len(known.ingredients) == 1 else name


def _iron_as_written(name: str) -> tuple[str, ...]:
    """Return the iron of a list by the name it has there: "ferrous" alone is nobody's word for it."""
    found = _IRON.search(name.casefold())
    return (found[0],) if found else ()


def _by_facts(name: str, facts: Facts) -> tuple[str, ...]:
    """Return an ingredient that no list of names has and that the tables call just so, as grapefruit."""
    plain = name.strip().casefold()
    return (plain,) if facts.knows(plain) else ()


@lru_cache(maxsize=20_000)
def _short(shown: str) -> str:
    """Return a name without strength and form; of a combination, the names of all its parts.

    >>> _short("Coumadin 5 mg tab"), _short("vitamin B12 tablet"), _short("5-hydroxytryptophan")
    ('Coumadin', 'vitamin B12', '5-hydroxytryptophan')
    >>> _short("perindopril 5 mg/indapamide 1.5 mg tablet")
    'perindopril/indapamide'
    """
    parts = _OF_EACH.split(shown)
    if len(parts) > 1:
        return "/".join(_short(part.strip()) for part in parts)
    found = _AMOUNT.search(shown, 3)
    words = (shown[: found.start() if found else None].strip(" ,-") or shown).split()
    while len(words) > 1 and words[-1].casefold() in FORM_WORDS:
        words.pop()
    return " ".join(words)


@lru_cache(maxsize=20_000)
def resolved(vocabulary: Vocabulary, text: str) -> Resolution:
    """Return what a text means, worked out once for each text."""
    return vocabulary.resolve(text)


@lru_cache(maxsize=20_000)
def _read(directions: str, known: Resolution) -> Directions:
    return read(directions, medicine=known)
