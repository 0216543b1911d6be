"""Findings in the shape brownbag-findings/1."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any

from brownbag.clinical.assessment.finding import Assessment, Fact, Finding


def as_json(assessment: Assessment) -> dict[str, Any]:
    """Return an assessment as a document that `json` can write."""
    return {
        "schema": "brownbag-findings/1",
        "patient": assessment.record,
        "on": assessment.on.isoformat(),
        "knowledge_release": assessment.knowledge_release,
        "findings": [_finding(finding) for finding in assessment.findings],
        "not_checked": [asdict(gap) for gap in assessment.not_checked],
        "in_order": [asdict(each) for each in assessment.in_order],
    }


def _finding(finding: Finding) -> dict[str, Any]:
    shown = asdict(finding)
    shown["facts_used"] = [_fact(fact) for fact in finding.facts_used]
    return shown


def _fact(fact: Fact) -> dict[str, Any]:
    return {
        "what": fact.what,
        "value": fact.value,
        "unit": fact.unit,
        "date": _day(fact.on),
        "from": fact.origin,
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
