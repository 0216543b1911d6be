"""The rows of a CSV file or a spreadsheet, read within limits."""

from __future__ import annotations

import csv
import io
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime
from xml.etree.ElementTree import ParseError

import openpyxl
from defusedxml import DefusedXmlException
from openpyxl.utils.exceptions import InvalidFileException

from brownbag.exchange.reading import UnusableInput

MOST_ROWS = 500_000
MOST_COLUMNS = 400
LARGEST_INFLATED = 100 * 1024 * 1024
HIGHEST_RATIO = 200
MOST_MEMBERS = 2_000
SEPARATORS = ",;\t|"

# What the libraries raise over archives and sheets that are not what they say.
DAMAGED = (
    *(zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError, ParseError),
    *(KeyError, IndexError, AttributeError, TypeError, ValueError, DefusedXmlException, InvalidFileException),
)

Rows = list[list[str]]


def rows_of_text(text: str) -> Rows:
    """Return the rows of a CSV text; comma, semicolon, tab and bar are told apart by the first line.

    >>> rows_of_text("drug|sig\\nLasix|1 daily")
    [['drug', 'sig'], ['Lasix', '1 daily']]
    """
    first = next((line for line in text.splitlines() if line.strip()), "")
    separator = max(SEPARATORS, key=first.count)
    if "\x00" in text:
        raise UnusableInput("The file holds zero bytes; expected a table saved as CSV in UTF-8.")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        return [row for row in _limited(reader) if any(cell.strip() for cell in row)]
    except csv.Error as fault:
        raise UnusableInput(f"line {reader.line_num}: {fault}; expected a table saved as CSV.") from None


def sheets_of(content: bytes) -> list[tuple[str, Rows]]:
    """Return the sheets of a spreadsheet by name; formulas stand as the values they had when saved."""
    _refuse_hostile(content)
    try:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        return [(sheet.title, list(_cells(sheet))) for sheet in book.worksheets]
    except DAMAGED:
        raise UnusableInput(
            "The spreadsheet is damaged or of another kind; save it as CSV or as .xlsx again."
        ) from None


def _limited(reader: Iterator[list[str]]) -> Iterator[list[str]]:
    for number, row in enumerate(reader):
        if number > MOST_ROWS:
            raise UnusableInput(f"The table has more than {MOST_ROWS:,} rows; send it in parts.")
        if len(row) > MOST_COLUMNS:
            raise UnusableInput(f"Row {number + 1} has {len(row)} columns; expected at most {MOST_COLUMNS}.")
        yield row


def _cells(sheet: object) -> Iterator[list[str]]:
    for number, row in enumerate(sheet.iter_rows(values_only=True, max_col=MOST_COLUMNS)):  # type: ignore[attr-defined]
        if number > MOST_ROWS:
            raise UnusableInput(f"The sheet has more than {MOST_ROWS:,} rows; send it in parts.")
        cells = [_shown(cell) for cell in row]
        if any(cells):
            yield cells


def _shown(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()


def _refuse_hostile(content: bytes) -> None:
    """Look through the archive before anything reads it: names, sizes when inflated, and document types."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError):
        raise UnusableInput("The spreadsheet is damaged; save it again and send it anew.") from None
    members = archive.infolist()
    if len(members) > MOST_MEMBERS:
        raise UnusableInput(f"The archive holds {len(members)} files; a spreadsheet needs far fewer.")
    for member in members:
        if member.filename.startswith(("/", "\\")) or ".." in member.filename.replace("\\", "/").split("/"):
            raise UnusableInput("The archive holds a file name that leads elsewhere; it was not unpacked.")
        if member.flag_bits & 1:
            raise UnusableInput("The spreadsheet is locked with a password; save it without one.")
    declared = sum(member.file_size for member in members)
    if declared > LARGEST_INFLATED or declared > HIGHEST_RATIO * max(len(content), 1):
        raise UnusableInput("The archive grows far beyond its size when unpacked; it was not unpacked.")
    _refuse_growing(archive, members)


def _refuse_growing(archive: zipfile.ZipFile, members: list[zipfile.ZipInfo]) -> None:
    left = LARGEST_INFLATED
    for member in members:
        try:
            with archive.open(member) as file:
                first = file.read(4096)
                left -= len(first)
                while left >= 0 and (part := file.read(1024 * 1024)):
                    left -= len(part)
        except DAMAGED:
            raise UnusableInput("The spreadsheet is damaged; save it again and send it anew.") from None
        if left < 0:
            raise UnusableInput("The archive grows far beyond its size when unpacked; it was not unpacked.")
        if b"<!DOCTYPE" in first or b"<!ENTITY" in first:
            raise UnusableInput(
                "The spreadsheet holds a document type (DTD), which can hide attacks; save it again."
            )
