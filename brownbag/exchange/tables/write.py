"""Write the medicines of a record as a CSV table that is safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
from datetime import date

from brownbag.clinical.person.record import Medication, Record

# What a spreadsheet would take as the beginning of a formula, in wide letters too.
BEGINS_A_FORMULA = tuple("=+-@\t\r\n＝＋－＠")
COLUMNS = {
    "medication": "name",
    "strength": "strength",
    "form": "form",
    "route": "route",
    "directions": "directions",
    "how taken": "how_taken",
    "as needed": "as_needed",
    "indication": "indication",
    "status": "status",
    "start date": "start",
    "end date": "end",
    "prescriber": "prescriber",
    "pharmacy": "pharmacy",
}


def as_table(record: Record) -> str:
    """Return the medicines as CSV: a row of headings, then one row a medicine.

    >>> from brownbag.clinical.person.record import Medication
    >>> as_table(Record(medications=(Medication("=HYPERLINK(1)"),))).splitlines()[1]
    "'=HYPERLINK(1),,,,,,,,active,,,,"
    """
    out = io.StringIO()
    rows = csv.writer(out)
    rows.writerow(COLUMNS)
    rows.writerows(_row(line) for line in (*record.medications, *record.proposed))
    return out.getvalue()


def _row(line: Medication) -> list[str]:
    return [_safe(_words(getattr(line, name))) for name in COLUMNS.values()]


def _words(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value.isoformat() if isinstance(value, date) else str(value or "")


def _safe(cell: str) -> str:
    return f"'{cell}" if cell.startswith(BEGINS_A_FORMULA) else cell
