"""Read a document of any kind that is known, by what it holds and not by what it is called."""

from __future__ import annotations

import csv
import json
from datetime import date

from brownbag.exchange import ccda, fhir, hl7v2, pasted, patient_file, tables
from brownbag.exchange.fhir.from_xml import json_value
from brownbag.exchange.reading import (
    GZIP,
    Read,
    UnusableInput,
    broken_json,
    json_of,
    plain_bytes,
    text_of,
)
from brownbag.exchange.xml_tree import tree_of

ZIP = b"PK\x03\x04"
CANNOT_READ = {
    b"%PDF": "The file is a PDF, which is kept but not read; type its medicines or paste them as text.",
    b"\xff\xd8\xff": "The file is a picture, which is kept but not read; type its medicines.",
    b"\x89PNG": "The file is a picture, which is kept but not read; type its medicines.",
    b"{\\rtf": "The file is rich text; save it as plain text.",
    b"\xd0\xcf\x11\xe0": "The file is an old Office file; save it as .xlsx, CSV or plain text.",
    b"PAR1": "The file is Parquet; save it as CSV.",
}
FHIR_ROOTS = fhir.READ_ALONE | {"Bundle", "Composition", "List"}


def read_document(content: bytes, *, on: date) -> Read:
    """Return what a document about one person holds, whatever its kind.

    Raises UnusableInput with one sentence, also where it is about several people.
    """
    found = read_documents(content, on=on)
    if len(found) > 1:
        raise UnusableInput(f"The file is about {len(found)} people; expected one, import each on their own.")
    return found[0]


def read_documents(content: bytes, *, on: date) -> tuple[Read, ...]:
    """Return what a file holds, one answer for each person it is about.

    Raises UnusableInput with one sentence.
    """
    start = content[:8]
    for sign, sentence in CANNOT_READ.items():
        if start.startswith(sign):
            raise UnusableInput(sentence)
    if start.startswith(ZIP):
        return _archive(content, on)
    plain = plain_bytes(content) if content[:2] == GZIP else content
    head = plain[:4096].removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n\t \x0b")
    if not head:
        raise UnusableInput("The file is empty; expected a document with a person's medicines.")
    if head.startswith((b"<", b"\xff\xfe<", b"\xfe\xff\x00<")):
        return (_xml(plain, on),)
    if head.startswith((b"MSH|", b"FHS|", b"BHS|")):
        return hl7v2.read_messages(plain, on=on)
    if head.startswith((b"{", b"[")):
        return _json(plain, on)
    return _text(text_of(plain), on)


def stated_day(content: bytes) -> date | None:
    """Return the day of the review that a patient file states, or None for every other document."""
    plain = plain_bytes(content) if content[:2] == GZIP else content
    head = plain[:4096].removeprefix(b"\xef\xbb\xbf").lstrip()
    if head.startswith((b"<", b"MSH|", b"FHS|", b"BHS|", b"[", ZIP)) or b'"resourceType"' in plain[:100_000]:
        return None
    try:
        text = text_of(plain)
        return patient_file.stated_day(text) if head.startswith(b"{") or _is_patient_file(text) else None
    except UnusableInput:
        return None  # the same fault is said where the document is read


def _archive(content: bytes, on: date) -> tuple[Read, ...]:
    if b"xl/" not in content:
        raise UnusableInput("The file is an archive; unpack it and send the documents one by one.")
    return tables.read_spreadsheet(content, on=on)


def _xml(content: bytes, on: date) -> Read:
    notes: list[str] = []
    root = tree_of(content, notes)
    if root.tag in FHIR_ROOTS:
        return fhir.read_parsed(json_value(root), on=on)
    return ccda.read_tree(root, on=on, notes=notes)


def _json(content: bytes, on: date) -> tuple[Read, ...]:
    text = text_of(content)
    try:
        parsed = json_of(text)
    except json.JSONDecodeError as fault:
        if fault.msg == "Extra data":
            return _lines_of_json(text, on)
        raise broken_json(fault) from None
    if isinstance(parsed, list):
        return fhir.read_resources(parsed, on=on)
    if "resourceType" in parsed:
        return (fhir.read_parsed(parsed, on=on),)
    return (patient_file.read_parsed(parsed, on=on),)


def _lines_of_json(text: str, on: date) -> tuple[Read, ...]:
    resources = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            resources.append(json_of(line))
        except json.JSONDecodeError as fault:
            raise UnusableInput(
                f"line {number}, column {fault.colno}: {fault.msg}; expected one FHIR resource a line."
            ) from None
    return fhir.read_resources(resources, on=on)


def _text(text: str, on: date) -> tuple[Read, ...]:
    if _is_patient_file(text):
        return (patient_file.read(text, on=on),)
    if _has_headings(text):
        return tables.read_csv(text, on=on)
    return (pasted.read_list(text, on=on),)


def _is_patient_file(text: str) -> bool:
    keys = {
        line.partition(":")[0].strip()
        for line in text.splitlines()[:200]
        if line[:1].isalpha() and ":" in line
    }
    return bool(keys & {"schema", "patient", "proposed_medications"}) or "\nmedications:\n" in f"\n{text}"


def _has_headings(text: str) -> bool:
    """Whether a text is a table: a heading that we know, or the same many columns in its first lines."""
    lines = [line for line in text.splitlines()[:20] if line.strip()][:3]
    separator = max(tables.SEPARATORS, key=lines[0].count) if lines else ","
    rows = list(csv.reader(lines, delimiter=separator))
    known = {name for names in tables.HEADINGS.values() for name in names}
    fits = sum(tables.plain_heading(cell) in known for cell in rows[0]) if rows else 0
    even = len(rows) > 1 and len({len(row) for row in rows}) == 1 and len(rows[0]) >= 4
    return fits >= 2 or (fits == 1 and len(rows[0]) == 1) or even
