"""What an assessment says: findings with their reasons, and what could not be checked."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

CATEGORIES = (
    "unnecessary_therapy",
    "duplication",
    "needs_additional_therapy",
    "ineffective_drug",
    "dose_too_low",
    "dose_too_high",
    "adverse_drug_reaction",
    "drug_interaction",
    "drug_condition",
    "age_inappropriate",
    "renal_dose",
    "monitoring_needed",
    "adherence",
    "cost",
    "wrong_directions",
    "technique",
    "prn_overuse",
    "prescribing_cascade",
    "reconciliation_discrepancy",
    "allergy",
    "pregnancy",
)
SEVERITIES = ("high", "moderate", "low")
URGENCIES = ("today", "this_week", "next_visit", "note")


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact of this person that a finding rests on, with its day and where it comes from."""

    what: str
    value: str
    unit: str | None = None
    on: date | None = None
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Citation:
    """A published source, the place in it, and what it supports (and what it does not)."""

    source: str
    where: str
    supports: str = ""
    does_not_support: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One problem for one person, with everything needed to judge it independently.

    `id` stays the same across runs while the facts are the same. `severity_reason`
    says why it is high, moderate or low. `same_fix_as` names the finding whose
    recommendation also settles this one.
    """

    id: str
    rule: str
    category: str
    severity: str
    urgency: str
    interrupts: bool
    drugs: tuple[str, ...]
    title: str
    why: str
    related: tuple[str, ...] = ()
    severity_reason: str = ""
    recommend: tuple[str, ...] = ()
    alternatives: tuple[str, ...] = ()
    ask_prescriber: str = ""
    say_to_patient: str = ""
    facts_used: tuple[Fact, ...] = ()
    facts_missing: tuple[str, ...] = ()
    sources: tuple[Citation, ...] = ()
    our_own_judgement: tuple[str, ...] = ()
    review: str = "drafted"
    same_fix_as: str | None = None
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NotChecked:
    """Something the assessment could not use, and why."""

    what: str
    why: str
    line: str = ""


@dataclass(frozen=True, slots=True)
class InOrder:
    """Something that was looked at and is in order, because a fact on file shows that it is taken care of."""

    what: str
    why: str
    sources: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class Assessment:
    """The findings for one record on one day, ranked, what could not be checked, and what is in order."""

    record: str
    on: date
    knowledge_release: str
    findings: tuple[Finding, ...] = ()
    not_checked: tuple[NotChecked, ...] = field(default=())
    in_order: tuple[InOrder, ...] = ()
