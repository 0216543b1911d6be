"""A prescribed medicine without a reason on file."""

from __future__ import annotations

from collections.abc import Iterator

from brownbag.clinical.assessment.about_one import about
from brownbag.clinical.assessment.engine import Engine
from brownbag.clinical.assessment.finding import Finding
from brownbag.clinical.assessment.prepare import Prepared

MECHANISM = "no_reason_on_file"


def no_reason_on_file(prepared: Prepared, engine: Engine) -> Iterator[Finding]:
    """Yield a quiet finding for each prescription that neither its line nor the conditions on file explain.

    Without any condition on file nothing can be said.
    """
    if not prepared.conditions:
        return
    for ingredient, taken in prepared.each_systemic:
        line = taken.medication
        uses = engine.facts.of("uses", ingredient)
        if line.source not in ("", "rx") or taken.known.sold != "rx" or line.indication.strip() or not uses:
            continue
        if any(phase.as_needed_for for phase in taken.directions.phases):
            continue
        if not any(use["condition"] in prepared.conditions for use in uses):
            grade = engine.words(MECHANISM)["grades"][0]
            missing = [f"what {taken.name} is for"]
            yield about(MECHANISM, grade, engine, ingredient, taken, uses[0], {}, missing=missing)
