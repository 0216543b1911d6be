"""In which order findings are shown: by urgency and severity, then what interrupts, what is newest, what has little room."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from brownbag.clinical.assessment.finding import SEVERITIES, URGENCIES, Finding
from brownbag.clinical.assessment.prepare import Prepared
from brownbag.clinical.knowledge.facts import Facts

Place = tuple[int, int, bool, int, bool, str, tuple[str, ...], str]


def in_order(findings: Iterable[Finding], prepared: Prepared, facts: Facts) -> list[Finding]:
    """Return the findings in the order to act on them.

    Of two that are as urgent and as severe, the one that interrupts goes first, then the one
    about the medicine begun last, then the one with a medicine of narrow range: there the
    effect is nearest. That this order is right is our own judgement.
    """
    begun = {taken.medication.key: taken.medication.start for taken in prepared.taken}

    def place(finding: Finding) -> Place:
        newest = max((begun.get(key) or date.min for key in finding.lines), default=date.min)
        return (
            URGENCIES.index(finding.urgency),
            SEVERITIES.index(finding.severity),
            not finding.interrupts,
            -newest.toordinal(),
            not any(facts.of("narrow", name) for name in finding.drugs),
            finding.rule,
            finding.drugs,
            finding.id,
        )

    return sorted(findings, key=place)
