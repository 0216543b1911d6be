"""People by whom every rule, mechanism and check of the release speaks at least once.

They come from the examples of the rule files and of the mechanisms about a person, from the people of the demo and
of `tests/quality`, and from the tables: for each mechanism of two medicines a pair that it speaks about. Whoever is
still missing is written out.
"""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

import brownbag
from brownbag.clinical import knowledge, vocabulary
from brownbag.clinical.assessment import assess
from brownbag.clinical.assessment.assess import engine_of
from brownbag.clinical.assessment.finding import Assessment
from brownbag.clinical.knowledge.authored import checks
from brownbag.clinical.person.record import Allergy, Medication, Person, Record
from brownbag.exchange import patient_file
from tests.clinical.examples import ON, record_of

HELD = {"on": ON, "knowledge": knowledge.load(), "vocabulary": vocabulary.load()}
DEMO = Path(brownbag.__file__).parent / "practice" / "demo" / "people"
OWN = Path(__file__).parents[1] / "quality" / "own_vignettes"
# Of each table so many ingredients are tried for a pair that a mechanism speaks about.
TRIED = 40


# A known pair speaks under its own name. Of the others every pair that the facts give is a known pair already.
UNDER_OTHER_NAMES = frozenset(
    {"known_pair", "dopamine_blocked_twice", "methemoglobin_added", "pressure_in_head", "urine_held"}
)


def names_of_the_release() -> frozenset[str]:
    "Every rule, mechanism and check that may speak under its own name."
    kept = HELD["knowledge"]
    rules = {rule["rule"] for rule in kept.rules}
    every = rules | kept.mechanisms.keys() | {line.row["check"] for line in checks()}
    return frozenset(every - UNDER_OTHER_NAMES)


@cache
def everyone() -> tuple[Record, ...]:
    "All of them, each with lines that have a key of their own."
    made = (*from_rules(), *from_mechanisms(), *from_files(), *from_tables(), *WRITTEN)
    return tuple(_keyed(record) for record in made)


@cache
def assessed() -> tuple[tuple[Record, Assessment], ...]:
    "Each of them with what is found, worked out once."
    return tuple((record, assess(record, **HELD)) for record in everyone())


def from_rules() -> Iterator[Record]:
    "The first person of each rule file who is found."
    for rule in HELD["knowledge"].rules:
        yield record_of(next(each for each in rule["examples"] if each["expect"] == "found"))


def from_mechanisms() -> Iterator[Record]:
    "The first person of each mechanism about a person of whom it speaks."
    for mechanism in HELD["knowledge"].mechanisms.values():
        if mechanism["kind"] not in ("load", "pathway"):
            yield record_of(next(each for each in mechanism["examples"] if each["expect"] != "not found"))


def from_files() -> Iterator[Record]:
    "The people of the demo, and those by whom quality is measured."
    for path in sorted(DEMO.glob("*.yaml")):
        yield patient_file.read(path.read_bytes(), on=ON).record
    for path in sorted(OWN.glob("*.json")):
        content = path.read_bytes()
        yield patient_file.read(content, on=date.fromisoformat(json.loads(content)["on"])).record


def from_tables() -> Iterator[Record]:
    "For each mechanism of two medicines the first pair of ingredients that it alone speaks about."
    mechanisms = engine_of(HELD["knowledge"]).mechanisms
    for name, given in HELD["knowledge"].mechanisms.items():
        for one, other in _pairs_for(given):
            matches = mechanisms.between(one, other)
            if matches and matches[0].rule == name and name in fired(record := _taking(one, other)):
                yield record
                break


def _pairs_for(mechanism: dict[str, Any]) -> Iterator[tuple[str, str]]:
    when = mechanism["when"]
    if mechanism["kind"] == "load":
        worst = mechanism["grades"][-1]
        first = _carrying(when["load"], int(worst["first"]))
        yield from _some(first, _carrying(when.get("with_load", when["load"]), int(worst["second"])))
    elif mechanism["kind"] == "pathway":
        for pathway in when["pathways"]:
            yield from _some(_with_role(pathway, when["role"]), _with_role(pathway, "substrate"))


def _carrying(load: str, level: int) -> list[str]:
    facts = HELD["knowledge"].facts
    return [name for name in sorted(facts.ingredients) if facts.level(load, name) >= level]


def _with_role(pathway: str, role: str) -> list[str]:
    facts = HELD["knowledge"].facts
    wanted = {"pathway": pathway, "role": role}
    return [
        name
        for name in sorted(facts.ingredients)
        if any(wanted.items() <= row.items() for row in facts.of("pathways", name))
    ]


def _some(firsts: list[str], seconds: list[str]) -> Iterator[tuple[str, str]]:
    spread = [names[:: max(1, len(names) // TRIED)] for names in (firsts, seconds)]
    return ((one, other) for one, other in product(*spread) if one != other)


def _taking(*names: str) -> Record:
    return Record(medications=tuple(Medication(name, ingredients=(name,)) for name in names))


def fired(record: Record) -> set[str]:
    "The rules by which something is found."
    return {finding.rule for finding in assess(record, **HELD).findings}


def _keyed(record: Record) -> Record:
    lines = (replace(line, key=f"line {number}") for number, line in enumerate(record.medications))
    return record.with_medications(*lines)


def _someone(line: Medication, **more: Any) -> Record:
    return Record(person=Person(age=Decimal(60), sex="female"), medications=(line,), **more)


def _taken_so(how: str) -> Medication:
    return Medication("lisinopril 10 mg tablet", directions="Take 1 tablet daily", how_taken=how)


WRITTEN: tuple[Record, ...] = (
    _someone(Medication("metformin 500 mg tablet"), allergies=(Allergy("metformin"),)),
    _someone(_taken_so("cuts them in half to save money")),
    _someone(_taken_so("doubles up after a missed day")),
    _someone(_taken_so("does not take it")),
)
