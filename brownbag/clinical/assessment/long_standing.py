"""Two medicines taken together for a year need care, and no call in the middle of someone's work."""

from __future__ import annotations

from dataclasses import replace

from brownbag.clinical.assessment.finding import Finding
from brownbag.clinical.assessment.prepare import Prepared

LONG_DAYS = 365


def calmed(finding: Finding, prepared: Prepared) -> Finding:
    """Return an interaction of medicines that were all begun over a year ago as one for this week.

    How bad it is stays as it was; only what would have happened in the first weeks no longer presses.
    """
    if finding.category != "drug_interaction" or not finding.interrupts:
        return finding
    starts = {
        taken.medication.key: taken.medication.start
        for taken in prepared.taken
        if taken.medication.status == "active"
    }
    begun = [starts.get(key) for key in finding.lines]
    if not begun or any(start is None or (prepared.on - start).days <= LONG_DAYS for start in begun):
        return finding
    urgency = "this_week" if finding.urgency == "today" else finding.urgency
    return replace(finding, interrupts=False, urgency=urgency)
