"""What a fact on file shows to be taken care of is said quietly, or not as a problem at all.

Potassium in range three weeks ago answers the question that lisinopril with
spironolactone raises; a stomach protector answers the one of two platelet inhibitors
after a stent. What answers what stands in facts/handled.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from brownbag.clinical.assessment.engine import Engine
from brownbag.clinical.assessment.finding import SEVERITIES, Finding, InOrder
from brownbag.clinical.assessment.prepare import Prepared
from brownbag.clinical.assessment.qualifiers import holds
from brownbag.clinical.assessment.taken import Taken
from brownbag.clinical.assessment.words import cited

Row = Mapping[str, str]
SILENT = "silent"
SETTLED = "settled:"


def as_handled(
    findings: Iterable[Finding], prepared: Prepared, engine: Engine
) -> tuple[list[Finding], list[InOrder]]:
    """Return the findings that still ask something, the handled ones milder, and what is in order."""
    held_by = {name: taken for taken in prepared.by_name for name in taken.ingredients}
    kept: list[Finding] = []
    fine: dict[InOrder, None] = {}
    for finding in findings:
        row = _answer(finding, held_by, prepared, engine)
        if row is None:
            kept.append(finding)
        elif row["how"] == SILENT:
            fine.setdefault(InOrder(finding.title, row["why"], (cited(row),)))
        else:
            kept.append(_milder(finding, row))
    return kept, list(fine)


def _answer(finding: Finding, held_by: Mapping[str, Taken], prepared: Prepared, engine: Engine) -> Row | None:
    """Return the row that quiets a finding the most, if there is one; `held_by` tells what holds an ingredient."""
    fitting = [
        row
        for name in finding.drugs
        for row in engine.facts.of("handled", name)
        if row["about"] == finding.category
        and name in held_by
        and _is_about(row, name, finding, engine)
        and _is_newer_than_the_medicines(row["when"], finding, prepared)
        and _is_settled(row["when"], finding, prepared)
        and _all_hold(row["when"], name, held_by[name], prepared, engine)
    ]
    order = (SILENT, "low", "moderate")
    return min(fitting, key=lambda row: order.index(row["how"]), default=None)


def _is_about(row: Row, name: str, finding: Finding, engine: Engine) -> bool:
    """Whether a row speaks about the other medicines, or the condition, of a finding."""
    other = row.get("with", "")
    if not other:
        return True
    if other.replace("_", " ") in finding.related:
        return True
    rest = set(finding.drugs) - {name}
    return bool(rest) and rest <= engine.knowledge.members([other])


def _is_newer_than_the_medicines(when: str, finding: Finding, prepared: Prepared) -> bool:
    """Whether each result that a row rests on was measured after the medicines of a finding were begun."""
    tests = [part.split(":")[1].split(" ")[0] for part in when.split(" and ") if part.startswith("in_range:")]
    starts = [
        taken.medication.start
        for taken in prepared.taken
        if taken.medication.key in finding.lines and taken.medication.start
    ]
    measured = [prepared.results[test].on for test in tests if test in prepared.results]
    return all(on is not None and on > start for on in measured for start in starts)


def _is_settled(when: str, finding: Finding, prepared: Prepared) -> bool:
    """Whether all medicines of a finding were begun longer ago than a row asks for, by the starts on file."""
    days = [int(part.removeprefix(SETTLED)) for part in when.split(" and ") if part.startswith(SETTLED)]
    if not days:
        return True
    starts = {each.medication.key: each.medication.start for each in prepared.taken}
    begun = [starts.get(key) for key in finding.lines]
    return bool(begun) and all(
        start is not None and (prepared.on - start).days > max(days) for start in begun
    )


def _all_hold(when: str, name: str, taken: Taken, prepared: Prepared, engine: Engine) -> bool:
    parts = [part for part in when.split(" and ") if not part.startswith(SETTLED)]
    return all(holds(part, name, taken, prepared, engine) for part in parts)


def _milder(finding: Finding, row: Row) -> Finding:
    severity = max(finding.severity, row["how"], key=SEVERITIES.index)
    return replace(
        finding,
        severity=severity,
        severity_reason=row["why"],
        urgency="note" if severity == "low" else finding.urgency,
        interrupts=False,
        sources=tuple(dict.fromkeys((*finding.sources, cited(row)))),
    )
