"""Two names, one answer, many times over: the same as an assessment of the two, without making one.

A file of pairs asks the same names again and again, so what a name stands for is kept.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from brownbag.clinical.assessment.engine import Engine
from brownbag.clinical.assessment.finding import SEVERITIES, URGENCIES, Citation
from brownbag.clinical.assessment.meant_together import USUAL_TWICE
from brownbag.clinical.assessment.mechanisms import Match
from brownbag.clinical.assessment.safety.interactions import sources_of, why_of
from brownbag.clinical.assessment.safety.same_group_twice import MECHANISM as ONE_KIND
from brownbag.clinical.assessment.safety.same_group_twice import why_one_kind
from brownbag.clinical.assessment.same_ingredient_twice import cited_twice, why_twice
from brownbag.clinical.assessment.taken import Taken, gaps_of, taken_from
from brownbag.clinical.assessment.words import citations_of, filled
from brownbag.clinical.knowledge import Knowledge
from brownbag.clinical.knowledge.local_change import OFF, LocalChange
from brownbag.clinical.person.record import Medication
from brownbag.clinical.vocabulary import Vocabulary

# Of the conditions of a rule these hold for someone of whom nothing is known; the others cannot.
HOLD_FOR_ANYONE = frozenset({"has_no_condition", "no_reason_on_file"})
PARTS = frozenset({"takes", "with", "without", "also_locally"})
PAIR_CATEGORIES = frozenset({"drug_interaction", "duplication"})


@dataclass(frozen=True, slots=True)
class PairAnswer:
    """The worst finding of a pair, or why there is none."""

    outcome: str
    severity: str = ""
    interrupts: bool = False
    rule: str = ""
    why: str = ""
    sources: str = ""


class _Named(NamedTuple):
    taken: Taken
    gaps: str


class _Candidate(NamedTuple):
    """One finding in the making; the smallest is the most urgent."""

    urgency: int
    severity: int
    rule: str
    drugs: tuple[str, ...]
    interrupts: bool
    made_of: Any


class PairCheck:
    """Answers pairs of names under one release."""

    def __init__(self, engine: Engine, vocabulary: Vocabulary) -> None:
        self.engine = engine
        self.vocabulary = vocabulary
        self._named: dict[str, _Named] = {}
        self._rules = _pair_rules(engine.knowledge)

    def answer(self, one: str, other: str) -> PairAnswer:
        """Return the worst that an assessment of the two would find."""
        a, b = self._name(one), self._name(other)
        found, off = self._settled(a.taken, b.taken)
        if not found:
            gaps = "; ".join(part for part in dict.fromkeys((a.gaps, b.gaps, *off)) if part)
            return PairAnswer("not_checked", why=gaps) if gaps else PairAnswer("none")
        worst = min(found, key=lambda each: each[:4])
        why, sources = self._words(worst, a.taken, b.taken)
        return PairAnswer(
            "finding",
            SEVERITIES[worst.severity],
            any(each.interrupts for each in found),
            worst.rule,
            why,
            "; ".join(f"{each.source}, {each.where}" for each in sources),
        )

    def _name(self, text: str) -> _Named:
        found = self._named.get(text)
        if found is None:
            taken = taken_from(Medication(text), self.vocabulary, self.engine.facts)
            gaps = [f"{gap.what}: {gap.why}" for gap in gaps_of(taken)]
            for name in taken.ingredients:
                if not self.engine.is_covered(name):
                    gaps.append(f"{name}: No facts and no rules about it are loaded yet.")
            found = self._named[text] = _Named(taken, "; ".join(gaps))
        return found

    def _settled(self, a: Taken, b: Taken) -> tuple[list[_Candidate], list[str]]:
        """Return what is found as this practice grades it, and what it switched off."""
        if not self.engine.local:
            return self._candidates(a, b), []
        kept = []
        off = [
            said
            for first in a.ingredients
            for second in b.ingredients
            for match in self.engine.mechanisms.switched_off(first, second)
            for said in self._said(match.rule, (first, second))
        ]
        for each in self._candidates(a, b):
            changes = self.engine.local.about(each.rule, self._category(each), each.drugs)
            if any(change.change == OFF for change in changes):
                off += [change.said for change in changes if change.change == OFF]
            else:
                kept.append(_regraded(each, changes))
        return kept, list(dict.fromkeys(off))

    def _said(self, rule: str, drugs: tuple[str, ...]) -> list[str]:
        return [change.said for change in self.engine.local.about(rule, "drug_interaction", drugs)]

    def _category(self, each: _Candidate) -> str:
        if isinstance(each.made_of, list):
            return "drug_interaction"
        if each.rule in (ONE_KIND, "same_ingredient_twice"):
            return "duplication"
        category: str = each.made_of["finding"]["category"]
        return category

    def _candidates(self, a: Taken, b: Taken) -> list[_Candidate]:
        found: list[_Candidate] = []
        told: set[tuple[str, tuple[str, ...]]] = set()
        for rule in self._rules_of(a, b):
            found.append(rule)
            if rule.rule not in self.engine.local.rules_off:
                told.add((rule.made_of["finding"]["category"], rule.drugs))
        if a.is_local or b.is_local:
            return found
        for first in a.ingredients:
            for second in b.ingredients:
                if first == second:
                    if first not in USUAL_TWICE:
                        found.append(_Candidate(1, 1, "same_ingredient_twice", (first,), False, first))
                    continue
                if (first in b.ingredients and second in b.ingredients) or (
                    first in a.ingredients and second in a.ingredients
                ):
                    continue
                drugs = (first, second) if first < second else (second, first)
                matches = self.engine.mechanisms.work_out(first, second)
                if matches and ("drug_interaction", drugs) not in told:
                    calm, severity, urgency = matches[0].grade
                    found.append(_Candidate(urgency, severity, matches[0].rule, drugs, not calm, matches))
                grade = self.engine.one_kind(first, second)
                if grade and ("duplication", drugs) not in told:
                    found.append(_graded(grade, ONE_KIND, drugs, grade))
        return found

    def _rules_of(self, a: Taken, b: Taken) -> list[_Candidate]:
        numbers: set[int] = set()
        for first in a.ingredients:
            for second in b.ingredients:
                numbers.update(self._rules.get((first, second), ()))
                numbers.update(self._rules.get((second, first), ()))
        if not numbers:
            return []
        return [
            made
            for number in sorted(numbers)
            for made in [self._rule(self.engine.rules.knowledge.rules[number], a, b)]
            if made
        ]

    def _rule(self, rule: dict[str, Any], a: Taken, b: Taken) -> _Candidate | None:
        when, members = rule["when"], self.engine.knowledge.members
        if "without" in when and members(when["without"]) & {*a.ingredients, *b.ingredients}:
            return None
        if when.get("also_locally") != "yes" and (a.is_local or b.is_local):
            return None
        takes, with_ = members(when["takes"]), members(when["with"])
        if not (takes & set(a.ingredients) and with_ & set(b.ingredients)):
            a, b = b, a
        drugs = tuple(sorted((takes & set(a.ingredients)) | (with_ & set(b.ingredients))))
        return _graded(rule["finding"], rule["rule"], drugs, rule)

    def _words(self, worst: _Candidate, a: Taken, b: Taken) -> tuple[str, list[Citation]]:
        made = worst.made_of
        if worst.rule == "same_ingredient_twice":
            return why_twice(sorted((a.name, b.name))), [cited_twice()]
        if isinstance(made, list):
            return self._matched(made, a, b)
        if worst.rule == ONE_KIND:
            one, other = sorted((a, b), key=lambda each: each.medication.name)
            words = self.engine.words(ONE_KIND)
            return why_one_kind(made, (one.name, other.name), self.engine), list(citations_of(words))
        takes = self.engine.knowledge.members(made["when"]["takes"])
        with_ = self.engine.knowledge.members(made["when"]["with"])
        if not (takes & set(a.ingredients) and with_ & set(b.ingredients)):
            a, b = b, a
        return filled(made["finding"]["why"], {"first": a.name, "second": b.name}), list(citations_of(made))

    def _matched(self, matches: list[Match], a: Taken, b: Taken) -> tuple[str, list[Citation]]:
        worst = matches[0]
        by, on = (a, b) if worst.first in a.ingredients and worst.second in b.ingredients else (b, a)
        held_by = {worst.first: by, worst.second: on}
        own = [] if worst.pair else citations_of(self.engine.words(worst.rule))
        told = [source for match in matches for source in sources_of(match)]
        return why_of(matches, held_by, self.engine.mechanisms), list(dict.fromkeys([*told, *own]))


def _regraded(each: _Candidate, changes: Iterable[LocalChange]) -> _Candidate:
    for change in changes:
        given = change.values
        each = each._replace(
            urgency=URGENCIES.index(given.get("urgency", URGENCIES[each.urgency])),
            severity=SEVERITIES.index(given.get("severity", SEVERITIES[each.severity])),
            interrupts=given.get("interrupts", "yes" if each.interrupts else "no") == "yes",
        )
    return each


def _graded(given: dict[str, str], rule: str, drugs: tuple[str, ...], made_of: Any) -> _Candidate:
    return _Candidate(
        URGENCIES.index(given["urgency"]),
        SEVERITIES.index(given["severity"]),
        rule,
        drugs,
        given["interrupts"] == "yes",
        made_of,
    )


def _pair_rules(knowledge: Knowledge) -> dict[tuple[str, str], list[int]]:
    """Return the rule files that can speak about two medicines of someone of whom nothing else is known."""
    found: dict[tuple[str, str], list[int]] = {}
    for number, rule in enumerate(knowledge.rules):
        when = rule["when"]
        others = when.keys() - PARTS - HOLD_FOR_ANYONE
        if {"takes", "with"} <= when.keys() and not others and rule["finding"]["category"] in PAIR_CATEGORIES:
            for first in knowledge.members(when["takes"]):
                for second in knowledge.members(when["with"]):
                    found.setdefault((first, second), []).append(number)
    return found
