"""HL7 v2 in the pipe form: segments, fields, repetitions and components, with escapes undone."""

from __future__ import annotations

import re
from dataclasses import dataclass

from brownbag.exchange.reading import UnusableInput, plain_bytes

MOST_SEGMENTS = 50_000
ENCODINGS = {"8859/1": "latin-1", "8859/15": "iso-8859-15", "ISO IR100": "latin-1"}
ESCAPES = {"F": "|", "S": "^", "T": "&", "R": "~", "E": "\\", ".br": " ", "H": "", "N": ""}


@dataclass(frozen=True)
class Marks:
    """The signs that part fields, components, repetitions and subcomponents."""

    field: str = "|"
    component: str = "^"
    repetition: str = "~"
    subcomponent: str = "&"


@dataclass(frozen=True)
class Segment:
    """One line of a message; fields count from 1 as in the standard."""

    name: str
    fields: tuple[str, ...]
    marks: Marks

    def raw(self, place: int) -> str:
        """Return a field as it was sent."""
        return self.fields[place - 1] if place <= len(self.fields) else ""

    def each(self, place: int) -> list[list[str]]:
        """Return the repetitions of a field, each as its components in plain text."""
        held = self.raw(place).split(self.marks.repetition)
        return [[self._plain(part) for part in one.split(self.marks.component)] for one in held if one]

    def part(self, place: int, component: int = 1) -> str:
        """Return one component of the first repetition, in plain text."""
        first = next(iter(self.each(place)), [])
        return first[component - 1] if component <= len(first) else ""

    def words(self, place: int) -> str:
        """Return what a coded field says: its text, its original text, or its code."""
        return next(filter(None, (self.part(place, 9), self.part(place, 2), self.part(place))), "")

    def _plain(self, text: str) -> str:
        first = text.split(self.marks.subcomponent)[0].strip()
        return "" if first == '""' else re.sub(r"\\([^\\]*)\\", _unescaped, first)


def messages_of(content: bytes) -> list[list[Segment]]:
    """Return the messages of a file, each as its segments.

    Raises UnusableInput with one sentence.

    >>> messages_of(b"MSH|^~\\\\&|A|B\\rPID|1||7||Hale^Ruth")[0][1].part(5, 2)
    'Ruth'
    """
    text = _text(plain_bytes(content))
    lines = [line.strip("\x0b\x1c ") for line in re.split(r"[\r\n]+", text)]
    found: list[list[Segment]] = []
    marks = Marks()
    for number, line in enumerate(filter(None, lines), start=1):
        if line.startswith("MSH"):
            marks = _marks(line)
            found.append([])
        if number > MOST_SEGMENTS:
            raise UnusableInput(f"The file holds more than {MOST_SEGMENTS:,} segments; send it in parts.")
        if line[:3] in ("FHS", "BHS", "BTS", "FTS"):
            continue
        if not found:
            raise UnusableInput(f"The file begins with {line[:12]!r}; expected an HL7 message with MSH.")
        found[-1].append(_segment(line, marks, number))
    if not found:
        raise UnusableInput("The file is empty; expected an HL7 message that begins with MSH.")
    return found


def _text(content: bytes) -> str:
    named = content[:600].split(b"\r")[0].split(b"\n")[0].split(b"|")
    given = named[17].decode("ascii", "replace").split("~")[0] if len(named) > 17 else ""
    try:
        return content.decode(ENCODINGS.get(given, "utf-8-sig"))
    except UnicodeDecodeError as fault:
        raise UnusableInput(f"Byte {fault.start} is not UTF-8; send the message as UTF-8.") from None


def _marks(line: str) -> Marks:
    if len(line) < 8:
        raise UnusableInput("The MSH segment breaks off; send the message again.")
    return Marks(line[3], line[4], line[5], line[7])


def _segment(line: str, marks: Marks, number: int) -> Segment:
    name, *fields = line.split(marks.field)
    if not re.fullmatch(r"[A-Z][A-Z0-9]{2}(_IND)?", name):
        raise UnusableInput(
            f"Line {number} begins with {line[:12]!r}; expected a segment such as PID or RXE."
        )
    return Segment(name, (marks.field, *fields) if name == "MSH" else tuple(fields), marks)


def _unescaped(match: re.Match[str]) -> str:
    code = match[1]
    if code.startswith("X") and re.fullmatch(r"X(?:[0-9A-Fa-f]{2})+", code):
        return bytes.fromhex(code[1:]).decode("latin-1")
    return ESCAPES.get(code, "")
