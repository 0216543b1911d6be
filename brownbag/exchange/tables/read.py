"""Read tables: a list of medicines, pharmacy claims or Part D events, one answer for each person."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from time import strptime

from brownbag.clinical.person.record import Fill, Medication, Person
from brownbag.exchange.collecting import Collected
from brownbag.exchange.drug_codes import ingredients_of_parts, name_for
from brownbag.exchange.reading import Named, NotUsed, Read, UnusableInput
from brownbag.exchange.tables.columns import Columns, columns_of
from brownbag.exchange.tables.rows import Rows, rows_of_text, sheets_of

DAYS = ("%Y-%m-%d", "%m/%d/%Y", "%m/%d/%y", "%d-%b-%Y", "%Y%m%d", "%b %d, %Y", "%B %d, %Y", "%m-%d-%Y")
STATUSES = {
    "active": "active", "current": "active", "taking": "active", "yes": "active", "true": "active", "y": "active",
    "stopped": "stopped", "discontinued": "stopped", "inactive": "stopped", "completed": "stopped", "no": "stopped",
    "not taking": "stopped", "ended": "stopped", "cancelled": "stopped", "expired": "stopped", "false": "stopped", "n": "stopped",
    "on hold": "on_hold", "hold": "on_hold", "on_hold": "on_hold", "held": "on_hold",
    "proposed": "proposed", "draft": "proposed", "planned": "proposed",
}  # fmt: skip
PERIODS = {"h": "hour", "d": "day", "wk": "week", "mo": "month", "hour": "hour", "day": "day", "week": "week"}
SEXES = {
    "m": "male",
    "male": "male",
    "1": "male",
    "f": "female",
    "female": "female",
    "2": "female",
    "other": "other",
}
AMOUNT = re.compile(r"^[\d.,/ -]+\s*(mg|mcg|g|gm|ug|units?|iu|meq|ml|%|mg/ml)\b[^a-z]*$", re.IGNORECASE)


def read_csv(text: str, *, on: date) -> tuple[Read, ...]:
    """Return what a CSV text holds, one answer for each person it names.

    Raises UnusableInput with one sentence.
    """
    return _read(rows_of_text(text), on, "table")


def read_spreadsheet(content: bytes, *, on: date) -> tuple[Read, ...]:
    """Return what the first sheet with medicines holds; the others are named.

    Raises UnusableInput with one sentence.
    """
    faults = []
    sheets = sheets_of(content)
    for title, rows in sheets:
        try:
            found = _read(rows, on, "spreadsheet")
        except UnusableInput as fault:
            faults.append(str(fault))
            continue
        others = [name for name, held in sheets if name != title and held]
        said = (f"Read the sheet “{title}”; not read: {', '.join(others)}.",) if others else ()
        return (replace(found[0], warnings=(*said, *found[0].warnings)), *found[1:])
    raise UnusableInput(
        faults[0] if faults else "The spreadsheet has no rows; expected a table with headings."
    )


def _read(rows: Rows, on: date, kind: str) -> tuple[Read, ...]:
    if len(rows) < 2:
        raise UnusableInput("The table has no rows under its headings; expected one row for each medicine.")
    headings, *body = rows
    columns = columns_of(headings, body)
    people: dict[str, _Person] = {}
    for number, row in enumerate(body, start=2):
        cells = _Row(row, columns, number)
        people.setdefault(cells("person"), _Person(on)).take(cells)
    found = [each.read(kind) for each in people.values()]
    first = replace(found[0], warnings=(*columns.said(), *found[0].warnings))
    return (first, *found[1:])


class _Row:
    """One row of a table, by what its columns hold."""

    def __init__(self, cells: list[str], columns: Columns, number: int) -> None:
        self.number = number
        self._cells, self._places = cells, columns.places

    def __call__(self, what: str) -> str:
        place = self._places.get(what)
        return self._cells[place].strip() if place is not None and place < len(self._cells) else ""

    def has(self, what: str) -> bool:
        return what in self._places


class _Person:
    def __init__(self, on: date) -> None:
        self.on = on
        self.found = Collected()
        self.lines: dict[tuple[str, ...], Medication] = {}

    def read(self, kind: str) -> Read:
        self.found.medications = [self._with_supply(line) for line in self.lines.values()]
        return self.found.read(kind, expected="rows with medicines")

    def take(self, row: _Row) -> None:
        self._whom(row)
        with self.found.entry("row", f"row {row.number}"):
            self._medicine(row)

    def _whom(self, row: _Row) -> None:
        self.found.id = self.found.id or row("person")
        born, sex = self._day(row, "birth_date"), SEXES.get(row("sex").casefold(), "unknown")
        known = self.found.person
        if born is not None and known.birth_date not in (None, born):
            raise UnusableInput(
                f"Row {row.number} gives another birth date for {row('person')!r} than the rows before it."
            )
        self.found.person = Person(
            birth_date=born or known.birth_date, sex=sex if sex != "unknown" else known.sex
        )
        if row("person") and self.found.named == Named():
            self.found.named = Named(identifiers=(("urn:table:person", row("person")),))

    def _medicine(self, row: _Row) -> None:
        if row("deleted").upper() == "D":
            raise NotUsed("a claim that was taken back")
        name = row("name") or name_for(ndc=row("ndc"), rxcui=row("rxcui"))
        if not name:
            if row.has("name") or row.has("ndc"):
                raise NotUsed("it names no medicine")
            return
        line = self._line(row, name)
        alone = "" if line.fills else str(row.number)
        key = (
            line.name.casefold(),
            line.strength,
            line.ndc,
            line.list_name,
            line.directions,
            line.status,
            alone,
        )
        before = self.lines.get(key)
        self.lines[key] = line if before is None else replace(before, fills=(*before.fills, *line.fills))

    def _line(self, row: _Row, name: str) -> Medication:
        if not row("name"):
            self.found.warn("The table names medicines only by their codes.")
        dose, sig = row("dose"), row("directions")
        strength = row("strength") or (dose if AMOUNT.match(dose) and not any(map(str.isdigit, name)) else "")
        told = sig or _told("" if strength == dose else dose, row)
        filled, start = self._day(row, "filled"), self._day(row, "start")
        return Medication(
            name=name,
            ingredients=ingredients_of_parts(name),
            strength=strength,
            form=row("form"),
            route=row("route"),
            directions=told,
            how_taken=row("how_taken"),
            as_needed={"yes": True, "true": True, "y": True, "no": False, "false": False}.get(
                row("as_needed").casefold()
            ),
            status=self._status(row),
            start=start,
            end=self._day(row, "end"),
            prescriber=row("prescriber"),
            pharmacy=row("pharmacy"),
            indication=row("indication"),
            source="rx" if filled else "",
            list_name=row("list"),
            fills=()
            if filled is None
            else (Fill(filled, _whole(row("days_supply")), _decimal(row("quantity"))),),
            rxcui=row("rxcui"),
            ndc=row("ndc"),
            key=f"row {row.number}",
        )

    def _status(self, row: _Row) -> str:
        said = row("status").casefold()
        if said and said not in STATUSES:
            self.found.warn(
                f"Row {row.number}: the status is {row('status')!r}; it stands as active, ask the person."
            )
        return STATUSES.get(said, "active")

    def _day(self, row: _Row, what: str) -> date | None:
        said = row(what)
        found = day_of(said)
        if said and found is None:
            self.found.warn(
                f"Row {row.number}: {said!r} is no day that can be read; expected 2026-11-24 or 11/24/2026."
            )
        return found

    def _with_supply(self, line: Medication) -> Medication:
        """Say that a medicine is over when the last supply has run out; without days of supply it is not known."""
        if not line.fills or line.status != "active":
            return line
        first = line.start or min(fill.collected_on for fill in line.fills)
        last = max(line.fills, key=lambda fill: fill.collected_on)
        if last.days_supply is None:
            self.found.warn(f"{line.name}: how long the supply lasts is not given; it stands as active, ask.")
            return replace(line, start=first)
        end = last.collected_on + timedelta(days=max(last.days_supply, 1) - 1)
        over = end < self.on
        return replace(
            line, start=first, status="stopped" if over else "active", end=end if over else line.end
        )


def _told(dose: str, row: _Row) -> str:
    """Return dose and frequency side by side; bare numbers mean something only with their period."""
    often, period, unit = row("often"), row("period"), PERIODS.get(row("period_unit").casefold(), "")
    if often.replace(".", "").isdigit():
        each = unit if period in ("", "1", "1.0") else f"{period} {unit}s"
        often = f"{often} times every {each}" if unit else ""
    parts = [dose if any(map(str.isalpha, dose)) or often else "", often]
    return " ".join(filter(None, parts))


def day_of(text: str) -> date | None:
    """Return the day a cell of a table means; the month comes first, as in the United States.

    >>> day_of("01-Mar-2015"), day_of("3/1/2015"), day_of("soon")
    (datetime.date(2015, 3, 1), datetime.date(2015, 3, 1), None)
    """
    plain = text.split("T")[0].split(" 00:00")[0].strip()
    for shape in DAYS:
        try:
            return date(*strptime(plain, shape)[:3])
        except ValueError:
            continue
    return None


def _whole(text: str) -> int | None:
    found = _decimal(text)
    return int(found) if found is not None and 0 <= found < 3660 else None


def _decimal(text: str) -> Decimal | None:
    try:
        found = Decimal(text.replace(",", ""))
    except InvalidOperation:
        return None
    return found if found.is_finite() else None
