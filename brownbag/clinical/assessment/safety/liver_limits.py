"""A medicine that a sick liver cannot clear, or that harms it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from brownbag.clinical.assessment.about_one import about
from brownbag.clinical.assessment.engine import Engine
from brownbag.clinical.assessment.finding import Fact, Finding
from brownbag.clinical.assessment.prepare import Prepared
from brownbag.clinical.assessment.safety.kidney_limits import DO

MECHANISM = "liver_limit"
# A stage is only known where cirrhosis is on file; everything else counts as the mildest.
# Cirrhosis that still does its work, Child-Pugh class A.
COMPENSATED = re.compile(r"(?<!de)(?<!non)\bcompensated|child[- ]pugh (?:class )?a\b", re.IGNORECASE)
WELL_COMPENSATED = ("mild", "any")
STAGES = {"liver_disease": ("any", "mild"), "cirrhosis": ("severe", "moderate", "any", "mild")}


def liver_limits(prepared: Prepared, engine: Engine) -> Iterator[Finding]:
    """Yield a finding for each ingredient that a liver disease on file speaks against."""
    key = next((name for name in ("cirrhosis", "liver_disease") if name in prepared.conditions), "")
    if not key:
        return
    condition = prepared.conditions[key]
    stages = WELL_COMPENSATED if COMPENSATED.search(condition.name) else STAGES[key]
    for ingredient, taken in prepared.each_systemic:
        rows = {row["stage"]: row for row in reversed(engine.facts.of("liver", ingredient))}
        row = next((rows[stage] for stage in stages if stage in rows), None)
        grade = engine.grade(MECHANISM, action=row["action"]) if row else None
        if row and grade:
            places = {"condition": condition.name, "action": DO[row["action"]]}
            fact = Fact("condition", condition.name, None, condition.since)
            yield about(MECHANISM, grade, engine, ingredient, taken, row, places, facts=(fact,))
