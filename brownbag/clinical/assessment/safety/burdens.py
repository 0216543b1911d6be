"""Weak effects of many medicines that add up."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from brownbag.clinical.assessment.engine import Engine
from brownbag.clinical.assessment.finding import Fact, Finding
from brownbag.clinical.assessment.prepare import Prepared
from brownbag.clinical.assessment.taken import Taken
from brownbag.clinical.assessment.words import cited, finding_of, takes


def burdens(prepared: Prepared, engine: Engine) -> Iterator[Finding]:
    """Yield a finding for each load that adds up to one of its grades over enough medicines."""
    for mechanism in engine.sums:
        when = mechanism["when"]
        carrying = [
            (ingredient, taken, engine.facts.level(when["load"], ingredient))
            for ingredient, taken in prepared.each_systemic
            if not (when["load"] == "anticholinergic" and _is_inhaled(taken))
        ]
        carrying = [each for each in carrying if each[2] >= int(when["from_level"])]
        levels = [level for _, _, level in carrying]
        total = sum(levels)
        grade = _grade(mechanism["grades"], total, max(levels, default=0), prepared.age)
        if grade and len(carrying) >= int(when["medicines"]):
            yield _finding(mechanism, grade, carrying, total, prepared, engine)


def _is_inhaled(taken: Taken) -> bool:
    """Whether it works in the lungs, so that little of it reaches the brain and the bladder."""
    return (taken.medication.route or taken.known.route) == "inhaled"


def _grade(
    grades: list[dict[str, str]], total: int, strongest: int, age: int | None
) -> dict[str, str] | None:
    """Return the first line that the sum, the strongest of the medicines and the age reach."""
    for grade in grades:
        old_enough = "age" not in grade or (age is not None and age >= int(grade["age"]))
        strong_enough = strongest >= int(grade.get("strongest", 0))
        if total >= int(grade["sum"]) and strong_enough and old_enough:
            return grade
    return None


def _finding(
    mechanism: dict[str, Any],
    grade: dict[str, str],
    carrying: list[tuple[str, Taken, int]],
    total: int,
    prepared: Prepared,
    engine: Engine,
) -> Finding:
    load = mechanism["when"]["load"]
    products = list(dict.fromkeys(taken for _, taken, _ in carrying))
    rows = [
        (name, row)
        for name, _, _ in carrying
        for row in engine.facts.of("loads", name)
        if row["load"] == load
    ]
    names = [taken.name for taken in products]
    shown = f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else names[0]
    facts = [*(takes(taken) for taken in products)]
    if "age" in grade:
        facts.append(Fact("age", str(prepared.age), "a"))
    return finding_of(
        mechanism,
        grade,
        {"list": shown, "sum": str(total), "number": str(len(carrying))},
        drugs=[name for name, _, _ in carrying],
        facts=facts,
        sources=[
            cited(row, f"{name}: {load.replace('_', ' ')}, level {row['level']} of 3") for name, row in rows
        ],
        lines=products,
    )
