"""What several rules or ingredients say alike is said once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from brownbag.clinical.assessment.finding import Finding

ONE_A_PAIR = "prescribing_cascade"
OF_A_DIAGNOSIS = frozenset({"age_inappropriate", "drug_condition"})


def told_once(ranked: Iterable[Finding]) -> list[Finding]:
    """Return the findings in their order, with one cascade for the same medicines and one for the same title.

    Two ingredients of one product that may not go with alcohol are one problem;
    whether the second of two medicines answers the first is one question; what a
    medicine does in one illness is said once, though age makes it worse.
    """
    ranked = list(ranked)
    doubled = {frozenset(each.drugs) for each in ranked if each.category == "duplication"}
    kept: list[Finding] = []
    cascades: set[tuple[str, ...]] = set()
    place: dict[tuple[str, str], int] = {}
    for finding in ranked:
        if finding.category == ONE_A_PAIR:
            if finding.drugs in cascades:
                continue
            cascades.add(finding.drugs)
        stronger = _said_of_the_same_two(finding, kept)
        if stronger is None:
            stronger = _said_of_the_same_diagnosis(finding, kept)
        if stronger is not None:
            kept[stronger] = _with_sources(kept[stronger], finding)
            continue
        if _is_said_more_exactly(finding, kept) or _is_of_a_double(finding, doubled):
            continue
        alike = (finding.rule, finding.title)
        if alike in place and finding.lines == kept[place[alike]].lines:
            kept[place[alike]] = _joined(kept[place[alike]], finding)
            continue
        place.setdefault(alike, len(kept))
        kept.append(finding)
    return kept


def _said_of_the_same_two(finding: Finding, kept: list[Finding]) -> int | None:
    """Return the place of a stronger interaction of the same two products with the same effect, if there is one."""
    if finding.category != "drug_interaction" or len(set(finding.lines)) != 2 or not all(finding.lines):
        return None
    for place, other in enumerate(kept):
        same_two = other.category == finding.category and set(other.lines) == set(finding.lines)
        if same_two and set(other.related) & set(finding.related):
            return place
    return None


def _said_of_the_same_diagnosis(finding: Finding, kept: list[Finding]) -> int | None:
    """Return the place of a graver finding about the same product and the same diagnosis, if there is one."""
    if finding.category not in OF_A_DIAGNOSIS or len(finding.lines) != 1:
        return None
    diagnoses = _diagnoses(finding)
    for place, other in enumerate(kept):
        same_line = other.category in OF_A_DIAGNOSIS and other.lines == finding.lines
        if same_line and not diagnoses.isdisjoint(_diagnoses(other)):
            return place
    return None


def _diagnoses(finding: Finding) -> set[str]:
    return {fact.value for fact in finding.facts_used if fact.what == "condition"}


def _is_of_a_double(finding: Finding, doubled: set[frozenset[str]]) -> bool:
    """Whether it is an interaction of two medicines of which one should go: the doubling says it."""
    return (
        finding.category == "drug_interaction"
        and finding.severity != "high"
        and frozenset(finding.drugs) in doubled
    )


def _is_said_more_exactly(finding: Finding, kept: list[Finding]) -> bool:
    """Whether it is said already which of several unneeded medicines may stop."""
    return finding.category == "unnecessary_therapy" and any(
        other.category == finding.category and set(other.drugs) < set(finding.drugs) for other in kept
    )


def _with_sources(first: Finding, second: Finding) -> Finding:
    return replace(first, sources=tuple(dict.fromkeys((*first.sources, *second.sources))))


def _joined(first: Finding, second: Finding) -> Finding:
    return replace(
        first,
        drugs=tuple(sorted({*first.drugs, *second.drugs})),
        facts_used=tuple(dict.fromkeys((*first.facts_used, *second.facts_used))),
        sources=tuple(dict.fromkeys((*first.sources, *second.sources))),
        facts_missing=tuple(sorted({*first.facts_missing, *second.facts_missing})),
        related=tuple(dict.fromkeys((*first.related, *second.related))),
    )
