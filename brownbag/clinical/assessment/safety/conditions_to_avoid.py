"""A medicine that makes a condition on file worse."""

from __future__ import annotations

from collections.abc import Iterator

from brownbag.clinical.assessment.about_one import Row, about, graded, line_kind
from brownbag.clinical.assessment.engine import Engine
from brownbag.clinical.assessment.finding import Fact, Finding, NotChecked
from brownbag.clinical.assessment.prepare import Prepared
from brownbag.clinical.assessment.qualifiers import applies, in_words

MECHANISM = "condition_to_avoid"
AFTER_A_FALL = "after_a_fall"
CATEGORY = {"pregnancy": "pregnancy"}


def conditions_to_avoid(prepared: Prepared, engine: Engine) -> Iterator[Finding | NotChecked]:
    """Yield a finding for each ingredient and condition on file that do not go together."""
    if not prepared.conditions:
        return
    for ingredient, taken in prepared.each_systemic:
        rows = engine.facts.of("conditions", ingredient)
        told: set[str] = set()
        for row in rows:
            key = row["condition"]
            if key not in prepared.conditions or key in told or _is_the_reason(row, ingredient, engine):
                continue
            condition = prepared.conditions[key]
            fits = applies(row, ingredient, taken, prepared, engine)
            if fits is None:
                why = f"Not known: {in_words(row['only_if'])}."
                yield NotChecked(f"{taken.name} with {condition.name}", why, taken.medication.key)
            if not fits:
                continue
            told.add(key)
            says = {"action": row["action"], "severity_of": row["severity"], "line": line_kind(taken)}
            yield about(
                MECHANISM,
                graded(MECHANISM, engine, **says),
                engine,
                ingredient,
                taken,
                row,
                {"condition": condition.name, "illness": engine.facts.in_plain_words(key)},
                facts=(Fact("condition", condition.name, None, condition.since),),
                related=(key.replace("_", " "),),
            )


def after_a_fall(prepared: Prepared, engine: Engine) -> Iterator[Finding]:
    """Yield a finding for each ingredient that makes falls more likely, where a fall is on file."""
    fall = prepared.conditions.get("falls")
    if fall is None:
        return
    for ingredient, taken in prepared.each_systemic:
        level = engine.facts.level("falls", ingredient)
        spoken = any(row["condition"] == "falls" for row in engine.facts.of("conditions", ingredient))
        grade = engine.grade(AFTER_A_FALL, level=str(level)) if level and not spoken else None
        if grade:
            row = next(row for row in engine.facts.of("loads", ingredient) if row["load"] == "falls")
            fact = Fact("condition", fall.name, None, fall.since)
            yield about(AFTER_A_FALL, grade, engine, ingredient, taken, row, {}, facts=(fact,))


def _is_the_reason(row: Row, ingredient: str, engine: Engine) -> bool:
    """Whether the ingredient is used for the very condition that it needs care in."""
    uses = {use["condition"] for use in engine.facts.of("uses", ingredient)}
    return row["action"] == "caution" and row["condition"] in uses
