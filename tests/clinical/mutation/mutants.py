"""The small changes that are tried on a rule: flip, step, drop, swap, and another grade."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from brownbag.clinical.assessment.finding import CATEGORIES, SEVERITIES, URGENCIES

Rule = dict[str, Any]
NUMBERS = {
    "age_at_least",
    "age_below",
    "kidney_function_below",
    "kidney_function_at_least",
    "taken_longer_than_days",
    "taken_at_most_days",
    "with_begun_within_days",
}
# The number stands second, after what is measured.
MEASURED = {"result_above", "result_below", "and_result_above", "and_result_below", "amount_per_day_above"}
LISTS = {
    "takes",
    "with",
    "and_with",
    "without",
    "has_condition",
    "and_has_condition",
    "has_no_condition",
    "has_symptom",
    "barrier_says",
    "reason_says",
    "reason_does_not_say",
    "how_taken_says",
    "label_says",
    "name_says",
    "allergic_to",
    "allergy_reaction_says",
    "not_immunized",
    "list_does_not_say",
    "sex",
    "setting",
}
OPPOSITE = {
    "takes": "without",
    "age_at_least": "age_below",
    "kidney_function_at_least": "kidney_function_below",
    "result_above": "result_below",
    "and_result_above": "and_result_below",
    "taken_longer_than_days": "taken_at_most_days",
    "has_condition": "has_no_condition",
    "reason_says": "reason_does_not_say",
}
FLIPPED = (
    OPPOSITE
    | {after: before for before, after in OPPOSITE.items()}
    | {"and_has_condition": "has_no_condition"}
)
# These speak of the second medicine, and fall with it.
ABOUT_THE_SECOND = ("begun_in_order", "with_begun_within_days")


@dataclass(frozen=True)
class Mutant:
    "A rule changed in one place: the kind of change, the heading, and what was changed there."

    kind: str
    heading: str
    item: str
    rule: Rule

    @property
    def name(self) -> str:
        "How the change is called in the list of equivalents."
        return f"{self.kind} {self.heading} {self.item}".strip()


def mutants_of(rule: Rule) -> Iterator[Mutant]:
    "Yield each small change of what a rule asks for and of how grave it calls it."
    for change in (_flips, _steps, _drops, _swaps, _other_grades):
        yield from change(rule)


def _changed(kind: str, rule: Rule, heading: str, item: str, when: dict[str, Any]) -> Mutant:
    return Mutant(kind, heading, item, {**rule, "when": when})


def _flips(rule: Rule) -> Iterator[Mutant]:
    when = rule["when"]
    for heading, wanted in when.items():
        if heading in FLIPPED:
            yield _changed("flip", rule, heading, "", _exchanged(when, heading, FLIPPED[heading]))
        elif wanted in ("yes", "no"):
            other = "no" if wanted == "yes" else "yes"
            yield _changed("flip", rule, heading, other, {**when, heading: other})


def _exchanged(when: dict[str, Any], one: str, other: str) -> dict[str, Any]:
    names = {one: other, other: one}
    return _in_order({names.get(heading, heading): wanted for heading, wanted in when.items()})


def _in_order(when: dict[str, Any]) -> dict[str, Any]:
    "Return conditions in which the parts follow each other: where nothing is first, the second becomes it."
    for one, other in (("takes", "with"), ("with", "and_with")):
        if one not in when and other in when:
            when = {(one if each == other else each): wanted for each, wanted in when.items()}
    if "with" not in when:
        return {each: wanted for each, wanted in when.items() if each not in ABOUT_THE_SECOND}
    return when


def _steps(rule: Rule) -> Iterator[Mutant]:
    when = rule["when"]
    for heading, wanted in when.items():
        if heading in NUMBERS:
            for step in stepped(wanted):
                yield _changed("step", rule, heading, step, {**when, heading: step})
        if heading in MEASURED:
            for step in _halves(wanted[1]) if heading == "amount_per_day_above" else stepped(wanted[1]):
                mutated = [wanted[0], step, *wanted[2:]]
                yield _changed("step", rule, heading, step, {**when, heading: mutated})


def stepped(number: str) -> tuple[str, str]:
    "Return a number one lower and one higher in its last place."
    given = Decimal(number)
    step = Decimal(1).scaleb(int(given.as_tuple().exponent))
    return str(given - step), str(given + step)


def _halves(number: str) -> tuple[str, str]:
    "Return an amount a half lower and a half higher: doses of a day come in coarse steps."
    return str(Decimal(number) / 2), str(Decimal(number) * 3 / 2)


def _drops(rule: Rule) -> Iterator[Mutant]:
    when = rule["when"]
    for heading, wanted in when.items():
        left = {each: kept for each, kept in when.items() if each != heading}
        yield _changed("drop", rule, heading, "", _in_order(left))
        if heading in LISTS and len(wanted) > 1:
            for item in wanted:
                rest = [each for each in wanted if each != item]
                yield _changed("drop", rule, heading, item, {**when, heading: rest})


def _swaps(rule: Rule) -> Iterator[Mutant]:
    when = rule["when"]
    if "with" in when and when["takes"] != when["with"]:
        yield _changed("swap", rule, "takes", "with", _exchanged(when, "takes", "with"))


def _other_grades(rule: Rule) -> Iterator[Mutant]:
    says = rule["finding"]
    others = {
        "severity": SEVERITIES,
        "urgency": URGENCIES,
        "interrupts": ("yes", "no"),
        "category": (_next(CATEGORIES, says["category"]),),
    }
    for heading, words in others.items():
        for word in words:
            if word != says[heading]:
                yield Mutant("grade", heading, word, {**rule, "finding": {**says, heading: word}})


def _next(words: Sequence[str], word: str) -> str:
    return words[(words.index(word) + 1) % len(words)]
