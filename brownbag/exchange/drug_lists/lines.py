"""Read large text files line by line, from a place in the middle if need be, and say how far one is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from brownbag.exchange.reading import UnusableInput

LONGEST_LINE = 200_000


def lines_of(path: Path, start: int, *, encoding: str = "utf-8-sig") -> Iterator[tuple[int, int, str]]:
    """Yield the number, the place after it in bytes, and the text of each line that begins at or after a place.

    The number counts from the beginning of the file only when reading begins there.
    """
    with path.open("rb") as file:
        file.seek(start)
        number = 0
        while raw := file.readline(LONGEST_LINE + 1):
            number += 1
            if len(raw) > LONGEST_LINE:
                raise UnusableInput(f"{path.name}, line {number}: longer than {LONGEST_LINE:,} bytes.")
            yield number, file.tell(), _decoded(path, number, raw, encoding).rstrip("\r\n")


def _decoded(path: Path, number: int, raw: bytes, encoding: str) -> str:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError:
        raise UnusableInput(
            f"{path.name}, line {number}: not {encoding.removesuffix('-sig').upper()}; expected the file as published."
        ) from None
