"""Findings that one change settles are tied to the most urgent of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from brownbag.clinical.assessment.finding import Finding
from brownbag.clinical.assessment.prepare import Prepared
from brownbag.clinical.assessment.taken import Taken

# The medicines that are easiest to change, first; a long-term prescription is changed last.
EASIEST_FIRST = ("proposed", "supplement", "borrowed", "otc", "sample")
ONE_CHANGE = frozenset(
    {"drug_interaction", "duplication", "age_inappropriate", "drug_condition", "prescribing_cascade"}
)


def with_one_fix(findings: Iterable[Finding], prepared: Prepared) -> tuple[Finding, ...]:
    """Return the findings in their order; one that a more urgent one settles as well names it.

    Stopping the naproxen settles what it does to the warfarin and to the kidneys.
    """
    easy: dict[str, int] = {}
    for taken in prepared.taken:
        for name in taken.ingredients:
            easy[name] = min(_ease(taken), easy.get(name, len(EASIEST_FIRST)))
    first: dict[str, str] = {}
    found = []
    for finding in findings:
        change = _change(finding, easy)
        if change in first:
            finding = replace(finding, same_fix_as=first[change])
        elif change:
            first[change] = finding.id
        found.append(finding)
    return tuple(_not_needed_once_stopped(found))


def _not_needed_once_stopped(findings: list[Finding]) -> Iterator[Finding]:
    """Yield the findings; a stomach protector missing for two medicines waits for the answer whether both are needed."""
    asked: dict[tuple[str, ...], Finding] = {}
    for finding in findings:
        if finding.category == "drug_interaction" and finding.severity != "low":
            asked.setdefault(finding.drugs, finding)
    for finding in findings:
        first = asked.get(finding.drugs) if finding.category == "needs_additional_therapy" else None
        yield replace(finding, severity="low", same_fix_as=first.id) if first else finding


def _change(finding: Finding, easy: dict[str, int]) -> str:
    """Return the ingredient that would be changed, when it is clear which one."""
    if finding.category not in ONE_CHANGE or not finding.drugs:
        return ""
    ranked = sorted((easy.get(name, len(EASIEST_FIRST)), name) for name in finding.drugs)
    clear = len(ranked) == 1 or ranked[0][0] < ranked[1][0]
    return ranked[0][1] if clear else ""


def _ease(taken: Taken) -> int:
    line = taken.medication
    kind = "proposed" if line.status == "proposed" else line.source or taken.known.sold
    place = EASIEST_FIRST.index(kind) if kind in EASIEST_FIRST else len(EASIEST_FIRST)
    return min(place, 3) if line.as_needed else place
