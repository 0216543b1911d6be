"""The NDC directory as openFDA publishes it: one JSON file with `meta` and a long list of `results`."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from brownbag.exchange.drug_lists.entries import Entry, Product, Step, entries_of
from brownbag.exchange.drug_lists.ndc_directory import LEFT_OUT
from brownbag.exchange.reading import UnusableInput

CHUNK = 1 << 20
LARGEST_RESULT = 4 << 20
_DECODER = json.JSONDecoder()


def read(path: Path, start: int = 0) -> Iterator[Step]:
    """Yield the place after each result, in bytes, with the entries it gives; `start` is such a place."""
    for place, result in _results(path, start or _first_result(path)):
        yield Step(place, _entries(result))


def last_updated(path: Path) -> str:
    """Return the day that the file says it was made, or nothing."""
    with path.open("rb") as file:
        found = re.search(rb'"last_updated"\s*:\s*"(\d{4}-\d{2}-\d{2})"', file.read(CHUNK))
    return found[1].decode() if found else ""


def _first_result(path: Path) -> int:
    with path.open("rb") as file:
        beginning = file.read(CHUNK)
    found = re.search(rb'"results"\s*:\s*\[', beginning)
    if beginning[:1] not in b"{\xef \n\r\t" or not found:
        raise UnusableInput(
            f"{path.name}: no list of results; expected the NDC file of openFDA, unzipped JSON."
        )
    return found.end()


def _results(path: Path, start: int) -> Iterator[tuple[int, dict[str, Any]]]:
    """Take one result after the other out of the stream; the whole file never stands in memory."""
    with path.open("rb") as file:
        file.seek(start)
        held, place = b"", start
        while True:
            stripped = held.lstrip(b" \r\n\t,")
            place += len(held) - len(stripped)
            held = stripped
            if held[:1] == b"]":
                return
            size = _size_of_first(held)
            if size:
                yield place + size, _object(path, place, held[:size])
                held, place = held[size:], place + size
                continue
            more = file.read(CHUNK)
            if not more or len(held) > LARGEST_RESULT:
                raise UnusableInput(
                    f"{path.name}: the list of results breaks off at byte {place:,}; fetch it again."
                )
            held += more


_MARKS = re.compile(rb'["\\{}]')


def _size_of_first(held: bytes) -> int:
    """The bytes of the first whole object, or 0 when its end is not there yet."""
    if held[:1] not in (b"", b"{"):
        raise UnusableInput(
            "The list of results holds something that is no object; expected the file of openFDA."
        )
    depth, in_text, place = 0, False, 0
    while found := _MARKS.search(held, place):
        sign, place = found[0], found.end()
        if sign == b"\\":
            place += 1
        elif sign == b'"':
            in_text = not in_text
        elif not in_text:
            depth += 1 if sign == b"{" else -1
            if depth == 0:
                return place
    return 0


def _object(path: Path, place: int, raw: bytes) -> dict[str, Any]:
    try:
        found = _DECODER.decode(raw.decode("utf-8"))
    except (ValueError, RecursionError):
        raise UnusableInput(
            f"{path.name}: the result at byte {place:,} is no JSON; fetch the file again."
        ) from None
    return found if isinstance(found, dict) else {}


def _entries(result: dict[str, Any]) -> tuple[Entry, ...]:
    active = [each for each in _list(result, "active_ingredients") if isinstance(each, dict)]
    kind = _text(result, "product_type")
    if LEFT_OUT.search(f"{_text(result, 'marketing_category')} {kind}"):
        return ()
    open_fda = result.get("openfda")
    codes = _list(open_fda, "rxcui") if isinstance(open_fda, dict) else []
    return entries_of(
        Product(
            brand=_text(result, "brand_name"),
            generic=_text(result, "generic_name"),
            substances=tuple(_text(each, "name") for each in active),
            strengths=tuple(_text(each, "strength") for each in active),
            sold="rx" if "PRESCRIPTION" in kind.upper() else "otc",
            route="; ".join(each for each in _list(result, "route") if isinstance(each, str)),
            form=_text(result, "dosage_form"),
            ndcs=(_text(result, "product_ndc"),),
            rxcui=str(codes[0]) if len(codes) == 1 else "",
        )
    )


def _text(holder: dict[str, Any], name: str) -> str:
    value = holder.get(name)
    return value.strip() if isinstance(value, str) else ""


def _list(holder: dict[str, Any], name: str) -> list[Any]:
    value = holder.get(name)
    return value if isinstance(value, list) else []
