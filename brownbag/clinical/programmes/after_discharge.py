"""What is due after a discharge, and by when.

The call and the visits are those of Medicare's Transitional Care Management
(CMS, Medicare Learning Network booklet MLN908628): contact within two business
days, Monday to Friday without holidays; a visit within 7 days (99496) or within
14 days (99495). The list is the measure Medication Reconciliation
Post-Discharge (NCQA HEDIS, in Transitions of Care): from the day of discharge
through 30 days after it, 31 days in all.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from brownbag.clinical.programmes.federal_holidays import is_working_day

CALL_WITHIN_WORKING_DAYS = 2
LIST_WITHIN_DAYS = 30


@dataclass(frozen=True, slots=True)
class Due:
    """One thing that is due after a discharge."""

    what: str
    by: date


def due_after_discharge(discharged_on: date) -> tuple[Due, ...]:
    """Return the call, the visits and the list with their last days.

    >>> [due.by.isoformat() for due in due_after_discharge(date(2026, 11, 20))]
    ['2026-11-24', '2026-11-27', '2026-12-04', '2026-12-20']
    """
    return (
        Due("call", _working_days_after(discharged_on, CALL_WITHIN_WORKING_DAYS)),
        Due("visit_7", discharged_on + timedelta(days=7)),
        Due("visit_14", discharged_on + timedelta(days=14)),
        Due("list", discharged_on + timedelta(days=LIST_WITHIN_DAYS)),
    )


def _working_days_after(day: date, count: int) -> date:
    while count:
        day += timedelta(days=1)
        count -= is_working_day(day)
    return day
