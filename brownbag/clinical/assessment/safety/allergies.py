"""A medicine that an allergy on file speaks against, itself or by its group."""

from __future__ import annotations

from collections.abc import Iterator

from brownbag.clinical.assessment.about_one import about, graded
from brownbag.clinical.assessment.engine import Engine
from brownbag.clinical.assessment.finding import Fact, Finding
from brownbag.clinical.assessment.prepare import Prepared
from brownbag.clinical.assessment.side_effect_on_file import is_mild_rash, is_side_effect
from brownbag.clinical.person.record import Allergy
from brownbag.clinical.vocabulary.text import words_of

MECHANISM = "allergy_on_file"
# Words of an allergy that name a whole group, as patients and records write them.
GROUP_WORDS = {
    "penicillin": "penicillins",
    "penicillins": "penicillins",
    "pcn": "penicillins",
    "cephalosporin": "cephalosporins",
    "cephalosporins": "cephalosporins",
    "sulfa": "sulfonamide_antibiotics",
    "sulfas": "sulfonamide_antibiotics",
    "sulfonamide": "sulfonamide_antibiotics",
    "sulfonamides": "sulfonamide_antibiotics",
    "nsaid": "nsaids",
    "nsaids": "nsaids",
    "macrolide": "macrolides",
    "macrolides": "macrolides",
    "quinolone": "fluoroquinolones",
    "quinolones": "fluoroquinolones",
    "fluoroquinolone": "fluoroquinolones",
    "fluoroquinolones": "fluoroquinolones",
    "tetracycline": "tetracyclines",
    "tetracyclines": "tetracyclines",
    "statin": "statins",
    "statins": "statins",
    "opioid": "opioids",
    "opioids": "opioids",
    "opiates": "opioids",
}
# In these a reaction to one member of the first group is a question for the second.
CROSSES = (
    ("penicillins", "cephalosporins"),
    ("cephalosporins", "penicillins"),
    ("penicillins", "carbapenems"),
)


# A stomach upset by one medicine says nothing of another one.
NO_PROBLEM = "another_medicine"


def allergies(prepared: Prepared, engine: Engine) -> Iterator[Finding]:
    """Yield a finding for each ingredient and allergy that concern each other."""
    for allergy in prepared.record.allergies:
        named = prepared.allergens.get(allergy.substance, ())
        groups = {GROUP_WORDS[word] for word in words_of(allergy.substance) if word in GROUP_WORDS}
        for ingredient, taken in prepared.each_ingredient:
            how, group = _relation(ingredient, named, groups, engine)
            if not how:
                continue
            how = _as_told(how, allergy)
            if how == NO_PROBLEM:
                continue
            grade = graded(MECHANISM, engine, how=how, group=group)
            places = _places(allergy, how, group, engine)
            reaction = f" ({allergy.reaction})" if allergy.reaction else ""
            fact = Fact("allergy", f"{allergy.substance}{reaction}", None, allergy.since)
            yield about(MECHANISM, grade, engine, ingredient, taken, None, places, facts=(fact,))


def _as_told(how: str, allergy: Allergy) -> str:
    """Return how a medicine is related, in view of what is told: an intolerance is milder, a side effect the mildest."""
    if is_side_effect(allergy):
        return "same_side_effect" if how == "same" else NO_PROBLEM
    if how == "cross" and is_mild_rash(allergy):
        return "cross_mild"
    if allergy.kind == "intolerance":
        return {"same": "same_intolerance", "group": "group_intolerance"}.get(how, how)
    return how


def _relation(ingredient: str, named: tuple[str, ...], groups: set[str], engine: Engine) -> tuple[str, str]:
    if ingredient in named:
        return "same", ""
    listed = [grade["group"] for grade in engine.words(MECHANISM)["grades"] if "group" in grade]
    own = engine.facts.groups_of(ingredient)
    theirs = groups | {group for name in named for group in engine.facts.groups_of(name)}
    shared = [group for group in listed if group in own and group in theirs]
    if shared:
        return "group", shared[0]
    for one, other in CROSSES:
        if one in theirs and other in own:
            return "cross", other
    return "", ""


def _places(allergy: Allergy, how: str, group: str, engine: Engine) -> dict[str, str]:
    title = engine.knowledge.groups[group]["title"] if group else ""
    relation = {
        "same": "the same medicine",
        "same_intolerance": "the same medicine",
        "same_side_effect": "the same medicine",
        "cross": f"one of the {title}, which some people with this allergy react to as well",
        "cross_mild": f"one of the {title}, which few people with such a rash react to",
    }.get(how, f"of the same kind ({title})")
    return {
        "substance": allergy.substance,
        "kind": "an intolerance" if allergy.kind == "intolerance" else "an allergy",
        "reaction": allergy.reaction or "reaction not on file",
        "relation": relation,
    }
