"""Read results as people paste them from a portal: a name, a value, a unit and a day on each line.

Whatever stands beside these is named, and a line that is not understood is
refused with its words. A day that stands alone holds for the lines below it.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from brownbag.clinical.person.record import Observation
from brownbag.exchange.collecting import Collected, once
from brownbag.exchange.reading import NotUsed, Read, UnusableInput

MOST_LINES = 300
LONGEST_LINE = 200
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
AMERICAN = re.compile(r"(?<!\d)(\d{1,2})/(\d{1,2})/(\d{4}|\d{2})(?!\d)")
ISO = re.compile(r"(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)")
WRITTEN = re.compile(rf"\b({'|'.join(MONTHS)})[a-z]*\.? (\d{{1,2}}),? (\d{{4}})\b", re.IGNORECASE)
CLOCK = re.compile(r"\b(?:at )?\d{1,2}:\d{2}(?::\d{2})?\s*(?:am|pm)?\b", re.IGNORECASE)
RANGE = re.compile(
    r"\(?\b(?:(?:reference|normal|standard|ref\.?|goal|target)\s*(?:range|interval|value)?\s*:?\s*)?"
    r"(?:[<>]=?\s*[\d.,]+|\d[\d.,]*\s*(?:-|–|to)\s*\d[\d.,]*)\s*[^\s()]*\)?",
    re.IGNORECASE,
)
PRESSURE = re.compile(
    r"^(blood pressure|bp)\b[:\s]*(\d{2,3})\s*/\s*(\d{2,3})\b(?:\s*mm\s*\[?Hg\]?)?(.*)$", re.IGNORECASE
)
VALUE = re.compile(
    r"^(?P<name>(?:25[- ])?[A-Za-z].*?)(?:\s*[:=|]\s*|\t+|\s+)(?P<sign>[<>]=?|≤|≥)?\s*(?P<value>\d[\d,]*(?:\.\d+)?|\.\d+)(?![\d/])"
    r"(?:\s*(?P<unit>%|[A-Za-zµμ{\[][^\s,;()]*))?(?P<rest>.*)$"
)
FLAGS = {
    *(
        "h",
        "l",
        "hh",
        "ll",
        "high",
        "low",
        "normal",
        "abnormal",
        "a",
        "n",
        "critical",
        "flag",
        "final",
        "result",
    ),
    *(
        "in",
        "range",
        "out",
        "of",
        "on",
        "collected",
        "date",
        "value",
        "standard",
        "reference",
        "above",
        "below",
        "*",
    ),
}
LABELS = re.compile(
    r"^(collected|collection date|date|resulted|drawn|specimen collected)( on)?\s*:?\s*$", re.IGNORECASE
)
UNITS = {
    "mmhg": "mm[Hg]",
    "ml/min/1.73m2": "mL/min/{1.73_m2}",
    "ml/min/1.73m²": "mL/min/{1.73_m2}",
    "ml/min/1.73": "mL/min/{1.73_m2}",
}
# Codes of names that mean one test and no other, so that the result joins those from elsewhere.
CODES = {
    "inr": "6301-6",
    "potassium": "2823-3",
    "sodium": "2951-2",
    "creatinine": "2160-0",
    "egfr": "33914-3",
    "hemoglobin a1c": "4548-4",
    "a1c": "4548-4",
    "hba1c": "4548-4",
    "digoxin": "10535-3",
    "tsh": "3016-3",
}


def read_results(text: str, *, on: date) -> Read:
    """Return the results of a text copied from a portal.

    Raises UnusableInput where no line holds a result.

    >>> found = read_results("Potassium 5.3 mmol/L 11/20/2026", on=date(2026, 11, 24))
    >>> found.record.observations[0].value, found.record.observations[0].on
    (Decimal('5.3'), datetime.date(2026, 11, 20))
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) > MOST_LINES:
        raise UnusableInput(f"The text has {len(lines):,} lines; expected at most {MOST_LINES} results.")
    found, day = Collected(), None
    for number, line in enumerate(lines, start=1):
        if alone := _day_alone(line):
            day = alone
            continue
        with found.entry("line", f"line {number}"):
            _take(line, day, f"line {number}", found, on)
    if not found.observations:
        raise UnusableInput(
            "No line holds a result; expected a test, a value, its unit and a day: Potassium 5.3 mmol/L 11/20/2026."
        )
    return found.read("pasted results", expected="one result a line")


def _day_alone(line: str) -> date | None:
    rest, day = _without_day(line)
    return day if day and (not rest.strip(" :,-") or LABELS.match(rest.strip(" ,-"))) else None


def _take(line: str, day: date | None, key: str, found: Collected, on: date) -> None:
    if len(line) > LONGEST_LINE:
        raise NotUsed(f"too long for one result: {line[:60]}…")
    rest, own_day = _without_day(line)
    said_on = own_day or day
    if said_on and said_on > on:
        raise NotUsed(f"the day lies ahead: {line}")
    if pressure := PRESSURE.match(rest.strip()):
        return _pressure(pressure, said_on, key, found)
    parts = VALUE.match(rest.strip())
    if parts is None:
        raise NotUsed(f"no value was found in it: {line}")
    name = parts["name"].strip(" :-=|\t")
    unit, spare = _unit(parts["unit"] or ""), RANGE.sub(" ", parts["rest"])
    amount = Decimal(parts["value"].replace(",", ""))
    signed = f"{parts['sign']}{parts['value']}" if parts["sign"] else ""
    _keep(
        Observation(
            name=name,
            value=None if signed else amount,
            said=signed,
            unit=unit or None,
            loinc=CODES.get(name.lower()),
            on=said_on,
            origin="portal",
        ),
        found,
    )
    _name_what_is_left(spare, key, found)
    if said_on is None:
        found.warn(f"{key}: no day stands beside {name}.")
    if not unit and name.lower() != "inr":
        found.warn(f"{key}: no unit stands beside {name}.")
    return None


def _pressure(parts: re.Match[str], day: date | None, key: str, found: Collected) -> None:
    for name, value, code in (("Systolic", parts[2], "8480-6"), ("Diastolic", parts[3], "8462-4")):
        said = Observation(f"{name} blood pressure", Decimal(value), "", "mm[Hg]", code, day, "portal")
        _keep(said, found)
    _name_what_is_left(RANGE.sub(" ", parts[4]), key, found)
    if day is None:
        found.warn(f"{key}: no day stands beside the blood pressure.")


def _keep(result: Observation, found: Collected) -> None:
    once(found.observations, result)


def _unit(written: str) -> str:
    plain = written.rstrip(".,;")
    return "" if plain.lower() in FLAGS else UNITS.get(plain.lower(), plain)


def _name_what_is_left(rest: str, key: str, found: Collected) -> None:
    words = [word.strip("()[]:;,.|*") for word in rest.split()]
    left = [word for word in words if word and word.lower() not in FLAGS and word not in "-–"]
    if left:
        found.warn(f"{key}: not used: {' '.join(left)}.")


def _without_day(line: str) -> tuple[str, date | None]:
    """Return a line without the first day in it, and the day; month first, as in the United States."""
    for pattern, read in ((ISO, _iso), (AMERICAN, _american), (WRITTEN, _written)):
        for match in pattern.finditer(line):
            day = read(match)
            if day is not None:
                left = f"{line[: match.start()]} {line[match.end() :]}"
                return CLOCK.sub(" ", left), day
    return line, None


def _iso(match: re.Match[str]) -> date | None:
    return _date(int(match[1]), int(match[2]), int(match[3]))


def _american(match: re.Match[str]) -> date | None:
    year = int(match[3])
    return _date(year + 2000 if year < 100 else year, int(match[1]), int(match[2]))


def _written(match: re.Match[str]) -> date | None:
    return _date(int(match[3]), MONTHS.index(match[1].lower()) + 1, int(match[2]))


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
