"""The small changes that are tried on how a mechanism grades a person's facts, and what notices them.

The examples of such a mechanism are people. Each is asked of the checks that speak by this mechanism; a
change of a line must alter what is said of at least one of them.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from brownbag.clinical.assessment.checks import CHECKS
from brownbag.clinical.assessment.engine import Engine
from brownbag.clinical.assessment.finding import CATEGORIES, SEVERITIES, URGENCIES, Finding, NotChecked
from brownbag.clinical.person.record import Record
from tests.clinical.examples import record_of
from tests.clinical.mutation.mechanisms import GRADED, Line, Mechanism, other_grades, with_changed_lines
from tests.clinical.mutation.mutants import stepped
from tests.clinical.mutation.run import KNOWLEDGE, equivalents, prepared_from

# These words of a line are its answer, and no condition.
ANSWER = (*GRADED, "category", "means")
# These lines are about different things whenever their words differ; the others compare a number.
STEPPED = frozenset(
    [
        "sum",
        "strongest",
        "age",
        "below",
        "above",
        "from",
        "from_age",
        "below_age",
        "from_level",
        "medicines",
        "settles_days",
        "readings",
        "past",
        "days",
        "days_without",
        "share_below",
        "share",
        "fills",
    ]
)
# What a line may ask for besides, so that a line without it is wider.
OPTIONAL = frozenset(
    {"narrow", "line", "strongest", "age", "from_age", "below_age", "room", "readings", "settles_days"}
)
LEVELS = ("1", "2", "3")


class WholePeople:
    "A mechanism with the people of its examples, and what it says of each."

    def __init__(self, mechanism: Mechanism) -> None:
        self.mechanism = mechanism
        self.people = [(record_of(example), example) for example in mechanism["examples"]]
        self._checks = [check for check in CHECKS if self._speaks(check)]

    def _speaks(self, check: Any) -> bool:
        engine = engine_with(self.mechanism)
        return any(
            _rule_of(self.mechanism, example) == said.rule
            for record, example in self.people
            for said in check(prepared_from(record), engine)
            if isinstance(said, Finding)
        )

    def wrong(self) -> list[str]:
        "Return the examples that the mechanism as it stands does not fulfil, with what it says."
        engine = engine_with(self.mechanism)
        return [
            f"{example['person']}: {self._said(record, example, engine)}"
            for record, example in self.people
            if self._differs(record, example, engine)
            or example.get("missing", "") not in self._missing(record, engine)
        ]

    def unnoticed(self) -> Iterator[str]:
        "Yield each change that no example notices and that is not listed as changing nothing."
        for name, mutated in mutants_of(self.mechanism):
            if self._is_listed(name):
                continue
            engine = engine_with(mutated)
            if not any(self._differs(record, example, engine) for record, example in self.people):
                yield name

    @property
    def listed(self) -> int:
        "How many changes are listed as changing nothing."
        return sum(self._is_listed(name) for name, _ in mutants_of(self.mechanism))

    def _is_listed(self, name: str) -> bool:
        "Whether a change, or every change of its line, is listed."
        listed = equivalents().get(self.mechanism["mechanism"], {})
        return any(name in (each, f"drop {each}") or name.startswith(f"{each}: ") for each in listed)

    def _differs(self, record: Record, example: dict[str, Any], engine: Engine) -> bool:
        try:
            said = self._said(record, example, engine)
        except (AssertionError, LookupError, ValueError):  # a fact of the tables is left without a grade
            return True
        if example["expect"] == "not found":
            return bool(said)
        expected = (example["expect"], example["urgency"], example.get("interrupts", "no"))
        return said != (*expected, example.get("category", self.mechanism["finding"]["category"]))

    def _missing(self, record: Record, engine: Engine) -> str:
        "Return the facts that were missing, as the findings or “not checked” say."
        prepared = prepared_from(record)
        said = [each for check in CHECKS for each in check(prepared, engine)]
        facts = [fact for each in said if isinstance(each, Finding) for fact in each.facts_missing]
        return "; ".join([*facts, *(each.why for each in said if isinstance(each, NotChecked))])

    def _said(self, record: Record, example: dict[str, Any], engine: Engine) -> tuple[str, ...]:
        "Return the gravest that is said of a person: severity, urgency, interrupts, category; empty when nothing is."
        prepared = prepared_from(record)
        found = [
            said
            for check in self._checks
            for said in check(prepared, engine)
            if isinstance(said, Finding) and said.rule == _rule_of(self.mechanism, example)
        ]
        if not found:
            return ()
        worst = min(
            found, key=lambda each: (SEVERITIES.index(each.severity), URGENCIES.index(each.urgency), each.id)
        )
        return (worst.severity, worst.urgency, "yes" if worst.interrupts else "no", worst.category)


def _rule_of(mechanism: Mechanism, example: dict[str, Any]) -> str:
    "Return the name under which a mechanism speaks; a pair of the table speaks under its own."
    rule: str = example.get("rule", mechanism["mechanism"])
    return rule


def engine_with(mechanism: Mechanism) -> Engine:
    "Return the release without rule files, and with one mechanism as given."
    mechanisms = {**KNOWLEDGE.mechanisms, mechanism["mechanism"]: mechanism}
    return Engine(replace(KNOWLEDGE, rules=(), mechanisms=mechanisms))


def mutants_of(mechanism: Mechanism) -> Iterator[tuple[str, Mechanism]]:
    "Yield each small change of the lines of a mechanism and of the numbers that it looks at, with a name."
    yield from with_changed_lines(mechanism, lambda line: _lines(line, mechanism), may_swap=_overlap)
    when = mechanism["when"] or {}
    for heading in STEPPED & when.keys():
        for step in _steps(heading, when[heading]):
            yield f"when {heading} {step}", {**mechanism, "when": {**when, heading: step}}


def _overlap(line: Line, following: Line) -> bool:
    "Whether a person may fit both lines, so that their order decides."
    words = (line.keys() & following.keys()) - {*ANSWER, *STEPPED}
    return all(line[heading] == following[heading] for heading in words)


def _lines(line: Line, mechanism: Mechanism) -> Iterator[tuple[str, Line]]:
    for heading in STEPPED & line.keys():
        for step in _steps(heading, line[heading]):
            yield f"{heading} {step}", {**line, heading: step}
    for heading in OPTIONAL & line.keys():
        yield f"drop {heading}", {each: value for each, value in line.items() if each != heading}
    yield from other_grades(line)
    usual = mechanism["finding"]["category"]
    for category in {CATEGORIES[0], CATEGORIES[1]} - {line.get("category", usual)}:
        yield f"category {category}", {**line, "category": category}


def _steps(heading: str, value: str) -> tuple[str, ...]:
    if not value.replace(".", "").isdigit():  # a line may name its medicines under the same heading
        return ()
    if heading == "from_level":
        place = LEVELS.index(value)
        return tuple(LEVELS[step] for step in (place - 1, place + 1) if 0 <= step < len(LEVELS))
    return stepped(value)
