"""What reading a document gives, and the limits that every document is read within."""

from __future__ import annotations

import json
import zlib
from collections import Counter
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from brownbag.clinical.person.record import Record

LARGEST = 50 * 1024 * 1024
GZIP = b"\x1f\x8b"


class UnusableInput(ValueError):
    """A file cannot be used; the message is one sentence with place, found and expected."""


class NotUsed(Exception):
    """An entry stays off the record; the message says why."""


@dataclass(frozen=True)
class Refused:
    """An entry of a document that is not on the record, and why."""

    what: str
    why: str
    external_id: str = ""


@dataclass(frozen=True)
class Kept:
    """An entry of a document that is on the record, and what the document calls it."""

    what: str
    external_id: str = ""


@dataclass(frozen=True)
class Named:
    """Who a document is about: the name, and the numbers by which other systems know the person."""

    given_name: str = ""
    family_name: str = ""
    phone: str = ""
    identifiers: tuple[tuple[str, str], ...] = ()


NOBODY_NAMED = Named()


@dataclass(frozen=True)
class Read:
    """What a file held: the record, and a sentence for everything that was not used."""

    record: Record
    warnings: tuple[str, ...] = ()
    kind: str = "patient file"
    kept: tuple[Kept, ...] = ()
    refused: tuple[Refused, ...] = ()
    named: Named = NOBODY_NAMED

    @property
    def entries(self) -> int:
        """How many entries came in: those kept and those refused."""
        return len(self.kept) + len(self.refused)

    @property
    def refused_by_reason(self) -> dict[str, int]:
        """How many entries were refused for each reason, in words."""
        return dict(Counter(f"{each.what}: {each.why}" for each in self.refused))


def text_of(content: bytes | str) -> str:
    """Return the text of a document; gzip and a byte order mark are accepted, other encodings refused."""
    if isinstance(content, str):
        _refuse_larger(len(content))
        return content.removeprefix("\ufeff")
    plain = plain_bytes(content)
    try:
        return plain.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise UnusableInput(f"Byte {fault.start} is not UTF-8; save the file as UTF-8.") from None


def plain_bytes(content: bytes) -> bytes:
    """Return the bytes of a document, inflated where it is gzip, within the limit of size."""
    _refuse_larger(len(content))
    return _inflated(content) if content[:2] == GZIP else content


def json_of(text: str) -> Any:
    """Return a JSON value with exact numbers; a repeated name or NaN is refused.

    Raises json.JSONDecodeError where the text is no JSON.

    >>> json_of('{"value": 7.40}')
    {'value': Decimal('7.40')}
    """
    try:
        return json.loads(
            text,
            parse_float=Decimal,
            parse_int=Decimal,
            parse_constant=_no_constant,
            object_pairs_hook=_named_once,
        )
    except RecursionError:
        raise UnusableInput("The file is nested too deeply to be read.") from None


def broken_json(fault: json.JSONDecodeError) -> UnusableInput:
    """Return the sentence for JSON that breaks off or is malformed, with its place."""
    return UnusableInput(f"line {fault.lineno}, column {fault.colno}: {fault.msg}; expected JSON.")


def whole_day(text: str) -> date | None:
    """Return the day of a date or time, or None where a year or month is all that is given.

    >>> whole_day("2010-03-24T20:16:51+00:00")
    datetime.date(2010, 3, 24)
    >>> whole_day("2010-03") is None
    True
    """
    if len(text) < 10 or (len(text) > 10 and text[10] != "T"):
        return None
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def _refuse_larger(size: int) -> None:
    if size > LARGEST:
        raise UnusableInput(
            f"The file is larger than {LARGEST // 1024 // 1024} MB; send one person's record."
        )


def _inflated(content: bytes) -> bytes:
    inflate = zlib.decompressobj(wbits=31)
    try:
        plain = inflate.decompress(content, LARGEST + 1)
    except zlib.error:
        raise UnusableInput("The gzip file is damaged; send it again.") from None
    _refuse_larger(len(plain))
    if not inflate.eof:
        raise UnusableInput("The gzip file breaks off before its end; send it again.")
    return plain


def _no_constant(name: str) -> None:
    raise UnusableInput(f"{name} is no number that can be used.")


def _named_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        twice = next(name for name, count in Counter(name for name, _ in pairs).items() if count > 1)
        raise UnusableInput(f"The name {twice!r} stands twice in one object; expected it once.")
    return found
