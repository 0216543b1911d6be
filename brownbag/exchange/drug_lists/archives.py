"""Documents in folders and ZIP archives from strangers, also ZIPs within ZIPs: checked before they are inflated."""

from __future__ import annotations

import io
import stat
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from brownbag.exchange.reading import UnusableInput

# A label with its pictures stays far below these; what is above was made to fill a disk.
LARGEST_MEMBER = 20 << 20
LARGEST_INNER_ZIP = 200 << 20
MOST_MEMBERS = 400_000
LARGEST_RATIO, RATIO_COUNTS_FROM = 200, 1 << 20
DEEPEST = 2


def documents_of(path: Path, suffix: str) -> Iterator[tuple[str, bytes]]:
    """Yield the name and content of each document of a file, a folder, or a ZIP, in a fixed order.

    A hostile ZIP is refused as a whole, with one sentence, before anything of it is inflated.
    """
    for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
        if file.is_file() and file.suffix.lower() == ".zip":
            with zipfile.ZipFile(_checked_zip(file)) as archive:
                yield from _documents_in(archive, file.name, suffix, 1)
        elif file.is_file() and file.suffix.lower() == suffix:
            yield file.name, _content(file)


def _content(file: Path) -> bytes:
    if file.stat().st_size > LARGEST_MEMBER:
        raise UnusableInput(f"{file.name}: larger than {LARGEST_MEMBER >> 20} MB; no label is.")
    return file.read_bytes()


def _checked_zip(file: Path) -> Path:
    if not zipfile.is_zipfile(file):
        raise UnusableInput(f"{file.name}: this is no ZIP, or it breaks off; fetch it again.")
    return file


def _documents_in(
    archive: zipfile.ZipFile, name: str, suffix: str, depth: int
) -> Iterator[tuple[str, bytes]]:
    members = _checked(archive, name)
    for member in members:
        inside = f"{name}: {member.filename}"
        lower = member.filename.lower()
        if lower.endswith(suffix):
            yield inside, _inflated(archive, member, LARGEST_MEMBER, inside)
        elif lower.endswith(".zip"):
            if depth == DEEPEST:
                raise UnusableInput(f"{inside}: a ZIP within a ZIP within a ZIP; no published list has that.")
            yield from _inner(_inflated(archive, member, LARGEST_INNER_ZIP, inside), inside, suffix, depth)


def _inner(content: bytes, name: str, suffix: str, depth: int) -> Iterator[tuple[str, bytes]]:
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except zipfile.BadZipFile:
        raise UnusableInput(f"{name}: this is no ZIP, or it breaks off; fetch it again.") from None
    with archive:
        yield from _documents_in(archive, name, suffix, depth + 1)


def _checked(archive: zipfile.ZipFile, name: str) -> list[zipfile.ZipInfo]:
    members = archive.infolist()
    if len(members) > MOST_MEMBERS:
        raise UnusableInput(f"{name}: {len(members):,} files; expected at most {MOST_MEMBERS:,}.")
    for member in members:
        _check(member, f"{name}: {member.filename}")
    return sorted(members, key=lambda each: each.filename)


def _check(member: zipfile.ZipInfo, inside: str) -> None:
    place = PurePosixPath(member.filename.replace("\\", "/"))
    if place.is_absolute() or ".." in place.parts or ":" in place.parts[0:1]:
        raise UnusableInput(f"{inside}: the name leads out of the archive; the whole archive is refused.")
    if stat.S_ISLNK(member.external_attr >> 16):
        raise UnusableInput(f"{inside}: a link, not a file; the whole archive is refused.")
    too_dense = member.file_size > RATIO_COUNTS_FROM and member.file_size > LARGEST_RATIO * max(
        member.compress_size, 1
    )
    if too_dense:
        raise UnusableInput(
            f"{inside}: inflates more than {LARGEST_RATIO} times; the whole archive is refused."
        )


def _inflated(archive: zipfile.ZipFile, member: zipfile.ZipInfo, most: int, inside: str) -> bytes:
    """Inflate with a cap that holds whatever size the archive declares."""
    try:
        with archive.open(member) as file:
            content = file.read(most + 1)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, OSError, ValueError):
        raise UnusableInput(f"{inside}: damaged or locked; fetch the archive again.") from None
    if len(content) > most:
        raise UnusableInput(f"{inside}: larger than {most >> 20} MB; the whole archive is refused.")
    return content
