"""What the checks about one ingredient and the person have in common."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from brownbag.clinical.assessment.engine import Engine
from brownbag.clinical.assessment.finding import Fact, Finding
from brownbag.clinical.assessment.taken import Taken
from brownbag.clinical.assessment.words import cited, finding_of, takes

Row = Mapping[str, str]


def about(
    mechanism: str,
    grade: Row,
    engine: Engine,
    ingredient: str,
    taken: Taken,
    row: Row | None,
    places: Mapping[str, str],
    *,
    facts: Sequence[Fact] = (),
    missing: Sequence[str] = (),
    related: Sequence[str] = (),
) -> Finding:
    """Return a finding about one ingredient: the words of a mechanism, the fact with its source, the person's facts."""
    every = {"first": taken.name, "ingredient": ingredient, "why": (row or {}).get("why", ""), **places}
    return finding_of(
        engine.words(mechanism),
        grade,
        every,
        drugs=(ingredient,),
        facts=(takes(taken), *facts),
        sources=(cited(row, row.get("why", "")),) if row else (),
        lines=(taken,),
        missing=missing,
        related=related,
    )


def graded(mechanism: str, engine: Engine, **row: str) -> Row:
    """Return the grade of a fact; a mechanism has one for everything that its table may say."""
    grade = engine.grade(mechanism, **row)
    assert grade is not None, f"{mechanism} has no grade for {row}."
    return grade


def line_kind(taken: Taken) -> str:
    """Return whether a line is taken or only proposed."""
    return "proposed" if taken.medication.status == "proposed" else "taken"
