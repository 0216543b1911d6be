"""The rule files, tried on every fitting set of medicines of a person."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any

from brownbag.clinical.assessment.conditions import CONDITIONS, OF_THE_PERSON, Case, holds
from brownbag.clinical.assessment.finding import Citation, Fact, Finding, NotChecked
from brownbag.clinical.assessment.prepare import Prepared
from brownbag.clinical.assessment.taken import Taken
from brownbag.clinical.assessment.words import finding_id
from brownbag.clinical.knowledge import Knowledge

PARTS = ("takes", "with", "and_with")
# Of someone whose age is not known this is said once, and not for each vaccine.
DUE_BY_AGE = NotChecked("What is due at an age, such as vaccines", "Not known: age.")
MILDER = {"high": "moderate", "moderate": "low", "low": "low"}


@dataclass(frozen=True, slots=True)
class Ready:
    """A rule with its groups spelled out: what must be taken, what must not, and what else must hold."""

    rule: dict[str, Any]
    lists: tuple[frozenset[str], ...]
    without: frozenset[str]
    others: dict[str, Any]
    of_the_person: tuple[tuple[Callable[[Any, Case], bool], Any], ...]
    anywhere: bool

    @classmethod
    def of(cls, rule: dict[str, Any], knowledge: Knowledge) -> Ready:
        """Return a rule made ready."""
        when = rule["when"]
        return cls(
            rule,
            tuple(knowledge.members(when[name]) for name in PARTS if name in when),
            knowledge.members(when.get("without", [])),
            {name: wanted for name, wanted in when.items() if name in CONDITIONS},
            tuple((CONDITIONS[name], wanted) for name, wanted in when.items() if name in OF_THE_PERSON),
            when.get("also_locally") == "yes",
        )

    def fits_person(self, nobody: Case) -> bool:
        """Whether what the rule asks about the person alone holds, whatever the medicines.

        Asked first: most rules end here, before any set of medicines is tried.
        """
        # A loop: all() over a generator takes twice as long, and this is asked of every rule.
        for fits, wanted in self.of_the_person:
            if not fits(wanted, nobody):
                return False
        return True

    def may_speak(self, ingredients: frozenset[str]) -> bool:
        """Whether everything that must be taken is, and nothing that must not."""
        for members in self.lists:
            if members.isdisjoint(ingredients):
                return False
        return self.without.isdisjoint(ingredients)


class RuleFiles:
    """The rules of a release, found by the ingredients that they name."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge
        self._always: list[int] = []
        self._by_member: dict[str, list[int]] = {}
        self._ready = [Ready.of(rule, knowledge) for rule in knowledge.rules]
        for number, ready in enumerate(self._ready):
            if not ready.lists:
                self._always.append(number)
            for member in ready.lists[0] if ready.lists else ():
                self._by_member.setdefault(member, []).append(number)

    def fitting(self, ingredients: frozenset[str]) -> Iterator[Ready]:
        """Yield the rules that may speak about these ingredients, in the order of the release."""
        numbers = {number for name in ingredients for number in self._by_member.get(name, ())}
        for number in sorted(numbers.union(self._always)):
            if self._ready[number].may_speak(ingredients):
                yield self._ready[number]


def rule_findings(prepared: Prepared, rules: RuleFiles, missing: set[NotChecked]) -> Iterator[Finding]:
    """Yield what the rule files find; a fact that alone is missing is noted."""
    ingredients = frozenset(name for taken in prepared.taken for name in taken.ingredients)
    nobody = Case(prepared, ())
    for ready in rules.fitting(ingredients):
        if ready.fits_person(nobody):
            yield from _findings_of(ready, prepared, rules.knowledge, missing)


def _findings_of(
    ready: Ready, prepared: Prepared, knowledge: Knowledge, missing: set[NotChecked]
) -> Iterator[Finding]:
    for matched in _matches(ready, prepared):
        case = Case(prepared, matched)
        if all(holds(name, wanted, case) for name, wanted in ready.others.items()):
            yield _finding(ready.rule, case, knowledge)
            continue
        gaps = _gaps(ready.others, case) if case.missing else []
        if gaps and _is_about_them(ready, case):
            title = _title(ready.rule, _with_condition(ready, case))
            missing.add(NotChecked(title, f"Not known: {', '.join(gaps)}."))
        elif gaps == ["age"]:
            missing.add(DUE_BY_AGE)


def _gaps(others: dict[str, Any], case: Case) -> list[str]:
    """Return the facts whose absence alone decides; none when another condition does not hold."""
    gaps: set[str] = set()
    for name, wanted in others.items():
        tried = Case(case.prepared, case.matched)
        if not holds(name, wanted, tried):
            if not tried.missing:
                return []
            gaps.update(tried.missing)
    return sorted(gaps)


def _with_condition(ready: Ready, case: Case) -> Case:
    """Return the case with the condition on file that the rule asks for, which an unknown fact may have kept from being looked at."""
    asked = Case(case.prepared, case.matched)
    if "has_condition" in ready.others:
        holds("has_condition", ready.others["has_condition"], asked)
    return asked


def _is_about_them(ready: Ready, case: Case) -> bool:
    """Whether a medicine or a diagnosis of this person raises the question.

    A rule that only looks at a result has no question for those who were never tested.
    """
    return bool(case.matched) or "has_condition" in ready.others


def _matches(ready: Ready, prepared: Prepared) -> Iterator[tuple[Taken, ...]]:
    if not ready.lists:
        yield ()
        return
    lists = ready.lists
    fitting = [_fitting(prepared.by_name, members, anywhere=ready.anywhere) for members in lists]
    if len(lists) == 1:
        yield from zip(*fitting, strict=True)
        return
    seen: set[frozenset[int]] = set()
    for chosen in product(*fitting):
        products = frozenset(id(taken) for taken in chosen)
        if products not in seen and _stand_apart(chosen, lists):
            seen.add(products)
            yield tuple(chosen)


def _stand_apart(chosen: tuple[Taken, ...], lists: tuple[frozenset[str], ...]) -> bool:
    """Whether each part of a rule has an ingredient of its own, and not all of them stand in one product.

    Lisinopril with hydrochlorothiazide in one tablet, and ibuprofen, are three medicines;
    warfarin in two strengths is one.
    """
    products = {id(taken) for taken in chosen}
    parts = [members & set(taken.ingredients) for taken, members in zip(chosen, lists, strict=True)]
    return min(len(products), 2) == min(len(chosen), 2) and len(frozenset().union(*parts)) >= len(chosen)


def _fitting(taken: Iterable[Taken], members: frozenset[str], *, anywhere: bool) -> list[Taken]:
    return [
        each for each in taken if (anywhere or not each.is_local) and not members.isdisjoint(each.ingredients)
    ]


def _finding(rule: dict[str, Any], case: Case, knowledge: Knowledge) -> Finding:
    says = rule["finding"]
    drugs = _drugs(rule, case, knowledge)
    facts = (*_medicine_facts(case), *case.facts)
    return Finding(
        id=finding_id(rule["rule"], drugs, facts),
        rule=rule["rule"],
        category=says["category"],
        severity=_severity(rule, case),
        urgency=says["urgency"],
        interrupts=says["interrupts"] == "yes",
        drugs=drugs,
        related=tuple(says.get("related", ())),
        title=_title(rule, case),
        why=_filled(says["why"], case),
        severity_reason=says["severity_reason"],
        recommend=tuple(_filled(each, case) for each in says["suggest"]),
        alternatives=tuple(_filled(each, case) for each in says["alternatives"]),
        ask_prescriber=_filled(says["ask_prescriber"], case),
        say_to_patient=_filled(says["say_to_patient"], case),
        facts_used=facts,
        facts_missing=tuple(sorted(set(case.missing))),
        sources=tuple(_citation(each) for each in rule["sources"]),
        our_own_judgement=tuple(rule.get("our_own_judgement", ())),
        review=rule["review"]["status"],
        lines=tuple(taken.medication.key for taken in case.matched),
    )


def _severity(rule: dict[str, Any], case: Case) -> str:
    """Return the severity of the file; a question about an order that nobody knows is one step milder."""
    severity: str = rule["finding"]["severity"]
    when = rule["when"]
    if "begun_in_order" not in when or "has_symptom" in when or not case.missing:
        return severity
    return MILDER[severity]


def _drugs(rule: dict[str, Any], case: Case, knowledge: Knowledge) -> tuple[str, ...]:
    named: set[str] = set()
    for part, taken in zip(PARTS, case.matched, strict=False):
        named |= knowledge.members(rule["when"][part]) & set(taken.ingredients)
    return tuple(sorted(named))


def _medicine_facts(case: Case) -> tuple[Fact, ...]:
    return tuple(
        Fact("takes", taken.medication.name, None, taken.medication.start, taken.medication.list_name)
        for taken in case.matched
    )


def _title(rule: dict[str, Any], case: Case) -> str:
    title = _filled(rule["title"], case)
    return title[:1].upper() + title[1:]


def _filled(text: str, case: Case) -> str:
    """Put the names on the person's list, and the condition on file, into the words; the places are a closed set."""
    for place, taken in zip(("{first}", "{second}", "{third}"), case.matched, strict=False):
        text = text.replace(place, taken.name)
    if "{condition}" not in text:
        return text
    return text.replace("{condition}", next(fact.value for fact in case.facts if fact.what == "condition"))


def _citation(given: dict[str, str]) -> Citation:
    return Citation(
        given["source"], given["where"], given.get("supports", ""), given.get("does_not_support", "")
    )
