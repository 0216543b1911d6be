"""The small changes that are tried on how a mechanism grades two loads or a pathway, and what notices them.

Of two medicines made up for it every combination of levels is asked. A change that leaves all of
these answers as they were is none; every other one must be noticed by an example of the file.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import product
from typing import Any

from brownbag.clinical.assessment.finding import SEVERITIES, URGENCIES
from brownbag.clinical.assessment.mechanisms import Mechanisms
from brownbag.clinical.knowledge import Knowledge
from brownbag.clinical.knowledge.mechanisms import STRENGTH, SUBSTRATE
from tests.clinical.made_up import facts_row, release

Mechanism = dict[str, Any]
Line = dict[str, str]
LEVELS = {
    "load": {"first": "123", "second": "123"},
    "pathway": {"substrate": [*SUBSTRATE], "by": [*STRENGTH]},
}
GRADED = {"severity": SEVERITIES, "urgency": URGENCIES, "interrupts": ("yes", "no")}
ROLES = {"inhibitor": "inducer", "inducer": "inhibitor"}


class TwoMedicines:
    "Every combination of levels that a mechanism may meet, with the answer it gives to each."

    def __init__(self, mechanism: Mechanism) -> None:
        self.mechanism = mechanism
        self.made, self.cells = _loads(mechanism) if mechanism["kind"] == "load" else _pathway(mechanism)
        self.answers = self.answers_of(mechanism)

    def answers_of(self, mechanism: Mechanism) -> dict[tuple[str, ...], tuple[str, ...]]:
        "Return the severity, urgency and interrupts for each combination; empty when nothing is found."
        alone = Mechanisms(replace(self.made, mechanisms={mechanism["mechanism"]: mechanism}))
        return {cell: _graded(alone, one, other) for cell, (one, other) in self.cells.items()}

    def cell(self, example: dict[str, str]) -> tuple[str, ...]:
        "Return the combination that an example stands for."
        names = ("first", "second") if self.mechanism["kind"] == "load" else ("substrate", "by", "narrow")
        return tuple(example[name] for name in names)

    def unnoticed(self) -> Iterator[str]:
        "Yield each change that alters an answer and that no example notices, and each line that decides nothing."
        for name, mutated in mutants_of(self.mechanism):
            answers = self.answers_of(mutated)
            if answers == self.answers and name.startswith("drop"):
                yield f"{name}: it decides nothing"
            if answers != self.answers and not any(
                differs_from(answers[self.cell(example)], example) for example in self.mechanism["examples"]
            ):
                yield name


def differs_from(answer: tuple[str, ...], example: dict[str, str]) -> bool:
    "Whether an answer is another than the example expects; urgency and interrupts may be left unsaid."
    if not answer or example["expect"] == "not found":
        return bool(answer) == (example["expect"] == "not found")
    expected = (example["expect"], example.get("urgency"), example.get("interrupts"))
    return any(want not in (None, said) for want, said in zip(expected, answer, strict=True))


def mutants_of(mechanism: Mechanism) -> Iterator[tuple[str, Mechanism]]:
    "Yield each small change of the lines of a mechanism and of what it looks at, with a name."
    levels = LEVELS[mechanism["kind"]]
    yield from with_changed_lines(mechanism, lambda line: _lines(line, levels), may_swap=lambda *_: True)
    when = mechanism["when"]
    if "role" in when:
        yield "flip role", {**mechanism, "when": {**when, "role": ROLES[when["role"]]}}


def with_changed_lines(
    mechanism: Mechanism,
    changes: Callable[[Line], Iterator[tuple[str, Line]]],
    *,
    may_swap: Callable[..., bool],
) -> Iterator[tuple[str, Mechanism]]:
    "Yield a mechanism with each line left out, changed places with the next, and changed, with a name."
    grades = mechanism["grades"]
    for number, line in enumerate(grades):
        before, after = grades[:number], grades[number + 1 :]
        yield f"drop line {number + 1}", {**mechanism, "grades": [*before, *after]}
        if after and may_swap(line, after[0]):
            turned = [*before, after[0], line, *after[1:]]
            yield f"swap lines {number + 1} and {number + 2}", {**mechanism, "grades": turned}
        for what, changed in changes(line):
            yield f"line {number + 1}: {what}", {**mechanism, "grades": [*before, changed, *after]}


def other_grades(line: Line) -> Iterator[tuple[str, Line]]:
    "Yield a line with each other severity, urgency and answer to whether it interrupts."
    for heading, words in GRADED.items():
        for word in words:
            if word != line[heading]:
                yield f"{heading} {word}", {**line, heading: word}


def _lines(line: Line, levels: dict[str, Any]) -> Iterator[tuple[str, Line]]:
    for heading, steps in levels.items():
        place = list(steps).index(line[heading])
        for step in (place - 1, place + 1):
            if 0 <= step < len(steps):
                yield f"{heading} {steps[step]}", {**line, heading: steps[step]}
    yield from other_grades(line)
    if "narrow" in line:
        yield "drop narrow", {heading: value for heading, value in line.items() if heading != "narrow"}
    elif "by" in levels:
        yield "narrow only", {**line, "narrow": "yes"}


def _graded(alone: Mechanisms, one: str, other: str) -> tuple[str, ...]:
    found = alone.between(one, other)
    if not found:
        return ()
    grade = found[0].grade
    return (SEVERITIES[grade.severity], URGENCIES[grade.urgency], "no" if grade.calm else "yes")


def _loads(mechanism: Mechanism) -> tuple[Knowledge, dict[tuple[str, ...], tuple[str, str]]]:
    load = mechanism["when"]["load"]
    carried = {"first": load, "second": mechanism["when"].get("with_load", load)}
    rows = {
        f"{name} {level}": [facts_row(load=carried[name], level=level)] for name in carried for level in "123"
    }
    cells = {(one, other): (f"first {one}", f"second {other}") for one, other in product("0123", repeat=2)}
    return release(loads=rows), cells


def _pathway(mechanism: Mechanism) -> tuple[Knowledge, dict[tuple[str, ...], tuple[str, str]]]:
    when = mechanism["when"]
    pathway, effect = when["pathways"][0], when.get("effect", "")
    rows = {f"first {by}": [facts_row(pathway=pathway, role=when["role"], strength=by)] for by in STRENGTH}
    narrow = {}
    for substrate, is_narrow in product(SUBSTRATE, ("yes", "no")):
        name = f"second {substrate} {is_narrow}"
        rows[name] = [facts_row(pathway=pathway, role="substrate", strength=substrate, effect=effect)]
        if is_narrow == "yes":
            narrow[name] = [facts_row()]
    cells = {
        (substrate, by, is_narrow): (f"first {by}", f"second {substrate} {is_narrow}")
        for substrate, by, is_narrow in product(SUBSTRATE, STRENGTH, ("yes", "no"))
    }
    return release(pathways=rows, narrow=narrow), cells
