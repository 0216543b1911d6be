"""Try each change of a rule on the rule's own examples, and on the people made from them."""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import yaml

from brownbag.clinical import knowledge, vocabulary
from brownbag.clinical.assessment.finding import Finding, NotChecked
from brownbag.clinical.assessment.prepare import Prepared, prepare
from brownbag.clinical.assessment.rules import RuleFiles, rule_findings
from brownbag.clinical.knowledge.schema import problems_in_rule
from brownbag.clinical.person.record import Record
from tests.clinical.examples import ON, record_of
from tests.clinical.mutation.mutants import Mutant, Rule, mutants_of
from tests.clinical.mutation.people import Maker

HERE = Path(__file__).parent
KNOWLEDGE = knowledge.load()
SILENCING = {"without", "has_no_condition", "not_immunized", "list_does_not_say", "reason_does_not_say"}
NEEDED = (
    "age_at_least",
    "age_below",
    "kidney_function_below",
    "kidney_function_at_least",
    "result_above",
    "result_below",
    "amount_per_day_above",
    "taken_longer_than_days",
    "taken_at_most_days",
    "begun_in_order",
    "with_begun_within_days",
)
GRADE = ("category", "severity", "urgency", "interrupts", "title")


@cache
def prepared_from(record: Record) -> Prepared:
    "Return a record made ready for the rules."
    return prepare(record, on=ON, vocabulary=vocabulary.load(), facts=KNOWLEDGE.facts)


@dataclass(frozen=True)
class Answer:
    "What one rule alone says of one person."

    findings: tuple[Finding, ...]
    gaps: frozenset[NotChecked]

    @property
    def expect(self) -> str:
        return "found" if self.findings else "not found"

    @property
    def missing(self) -> str:
        "The facts that were missing, as the finding or “not checked” says."
        said = {fact for each in self.findings for fact in each.facts_missing}
        return "; ".join(sorted(said | {gap.why for gap in self.gaps}))


def answer(rule: Rule, record: Record) -> Answer:
    "Return what one rule alone says of one person."
    gaps: set[NotChecked] = set()
    rules = RuleFiles(replace(KNOWLEDGE, rules=(rule,)))
    findings = tuple(rule_findings(prepared_from(record), rules, gaps))
    return Answer(findings, frozenset(gaps))


@dataclass(frozen=True)
class Outcome:
    "What noticed a change: “example”, “grade”, “alternative”, “refused”; empty when nothing did."

    mutant: Mutant
    killed_by: str


class Trial:
    "One rule with its examples, ready to try changes on."

    def __init__(self, rule: Rule) -> None:
        self.rule = rule
        self.examples = [(record_of(example), example) for example in rule["examples"]]
        self.makers = [
            Maker(rule, record, KNOWLEDGE, prepared_from)
            for record, example in self.examples
            if example["expect"] == "found"
        ]

    def wrong(self) -> list[str]:
        "Return the examples that the rule as it stands does not fulfil."
        return [example["person"] for record, example in self.examples if differs(self.rule, record, example)]

    def outcomes(self) -> Iterator[Outcome]:
        "Yield what noticed each change of the rule."
        for mutant in mutants_of(self.rule):
            yield Outcome(mutant, self._killed_by(mutant))

    def _killed_by(self, mutant: Mutant) -> str:
        if problems_in_rule("", mutant.rule, set(KNOWLEDGE.sources)):
            return "refused"
        if any(differs(mutant.rule, record, example) for record, example in self.examples):
            return "example"
        if grade_of(mutant.rule) != grades().get(self.rule["rule"]):
            return "grade"
        if mutant.kind == "drop" and mutant.item and self._alternative_noticed(mutant):
            return "alternative"
        return ""

    def _alternative_noticed(self, mutant: Mutant) -> bool:
        expect = "not found" if mutant.heading in SILENCING else "found"
        return any(
            answer(self.rule, person).expect == expect != answer(mutant.rule, person).expect
            for maker in self.makers
            for person in maker.with_instead(mutant.heading, mutant.item)
        )

    def idle(self, heading: str, item: str) -> bool:
        "Whether no person can be made of whom this item of a list decides as the rule says."
        expect = "not found" if heading in SILENCING else "found"
        return not any(
            answer(self.rule, person).expect == expect
            for maker in self.makers
            for person in maker.with_instead(heading, item)
        )

    def silent_without(self) -> Iterator[str]:
        "Yield each fact that the rule needs and whose absence it passes over in silence."
        when = self.rule["when"]
        asks = {"takes", "has_condition", "age_at_least", "age_below"} & when.keys()
        for heading in NEEDED if asks else ():  # a result alone asks nothing of who was never tested
            if heading in when and not any(self._says_so(heading, maker) for maker in self.makers):
                yield heading

    def _says_so(self, heading: str, maker: Maker) -> bool:
        person = maker.without_the_fact(heading)
        return person is not None and bool(answer(self.rule, person).missing)


def differs(rule: Rule, record: Record, example: dict[str, Any]) -> bool:
    "Whether a changed rule says another thing about an example than the example expects."
    try:
        said = answer(rule, record)
    except (ValueError, IndexError):  # a condition about a second medicine, and no second one
        return True
    return said.expect != example["expect"] or example.get("missing", "") not in said.missing


def grade_of(rule: Rule) -> tuple[str, ...]:
    "Return how grave a rule calls the first person it finds without a doubt, and under which title."
    for example in rule["examples"]:
        said = answer(rule, record_of(example)) if example["expect"] == "found" else None
        for each in said.findings if said else ():
            if not each.facts_missing:
                interrupts = "yes" if each.interrupts else "no"
                return (each.category, each.severity, each.urgency, interrupts, each.title)
    return ()


@lru_cache(maxsize=1)
def grades() -> dict[str, tuple[str, ...]]:
    "Return the grades as they were last agreed: who changes one in a rule changes it there as well."
    with (HERE / "grades.csv").open(encoding="utf-8", newline="") as file:
        return {row["rule"]: tuple(row[name] for name in GRADE) for row in csv.DictReader(file)}


def write_grades(rules: Iterable[Rule]) -> None:
    "Write the grades of all rules as they are now; the difference is what a reviewer reads."
    with (HERE / "grades.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(["rule", *GRADE])
        table.writerows(
            [rule["rule"], *grade_of(rule)] for rule in sorted(rules, key=lambda rule: rule["rule"])
        )


@lru_cache(maxsize=1)
def equivalents() -> dict[str, dict[str, str]]:
    "Return the changes that change nothing, by rule, each with the reason."
    found = yaml.safe_load((HERE / "equivalents.yaml").read_text(encoding="utf-8"))
    return found or {}
