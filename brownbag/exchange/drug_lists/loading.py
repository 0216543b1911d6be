"""Load a published list: in steps that survive a kill, all or nothing, the newest edition kept."""

from __future__ import annotations

import hashlib
import re
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import astuple, dataclass
from datetime import UTC, datetime
from pathlib import Path

from brownbag.exchange.drug_lists import ndc_directory, openfda, rxnorm, spl
from brownbag.exchange.drug_lists.entries import Step
from brownbag.exchange.drug_lists.store import connect, location
from brownbag.exchange.reading import UnusableInput

KINDS = ("rxnorm", "ndc", "spl", "openfda")
PACKAGES = "ndc packages"
READERS: dict[str, Callable[[Path, int], Iterator[Step]]] = {
    "rxnorm": rxnorm.read,
    "ndc": ndc_directory.read,
    PACKAGES: ndc_directory.read,
    "spl": spl.read,
    "openfda": openfda.read,
}
STEPS_AT_ONCE = 2000
MOST_REFUSED_NAMED = 20
CHUNK = 1 << 20
STAGING = """
CREATE TABLE IF NOT EXISTS state (identity TEXT PRIMARY KEY, place INTEGER, refused INTEGER);
CREATE TABLE IF NOT EXISTS refusal (sentence TEXT);
"""


@dataclass(frozen=True)
class Loaded:
    """What loading a list did: how many entries are in use, what was refused, and a sentence about it."""

    sentence: str
    entries: int = 0
    refused: tuple[str, ...] = ()
    refused_count: int = 0


def load(
    kind: str,
    path: Path,
    folder: Path,
    *,
    at: datetime,
    edition: str = "",
    progress: Callable[[int], None] = lambda place: None,
) -> Loaded:
    """Load a list into a data folder and say what became of it.

    Raises UnusableInput when the list cannot be used; nothing of it is loaded then.
    """
    if not path.exists():
        raise UnusableInput(f"{path}: there is no such file or folder.")
    if kind == "ndc" and path.is_file() and ndc_directory.holds_packages(path):
        kind = PACKAGES
    identity, edition = _identity(kind, path), edition or edition_of(kind, path)
    folder.mkdir(parents=True, exist_ok=True)
    with_store = connect(location(folder))
    try:
        if told := _nothing_to_do(with_store, kind, path, identity, edition):
            return told
        staging = folder / f"vocabulary-loading-{kind.replace(' ', '-')}.sqlite3"
        refused_count, refused = _stage(kind, path, staging, identity, progress)
        entries = _move(with_store, staging, kind, path, identity, edition, at, refused_count)
    finally:
        with_store.close()
    sentence = f"{path.name}: {entries:,} entries of {kind}, edition {edition}, are in use."
    return Loaded(sentence, entries, refused, refused_count)


def edition_of(kind: str, path: Path) -> str:
    """Return the day a list was made, from the list itself where it says so, else from the file."""
    if kind == "openfda" and (said := openfda.last_updated(path)):
        return said
    files = rxnorm.files_of(path) if kind == "rxnorm" else [path]
    return datetime.fromtimestamp(max(file.stat().st_mtime for file in files), UTC).date().isoformat()


def _identity(kind: str, path: Path) -> str:
    digest = hashlib.sha256(kind.encode())
    for file in _files(kind, path):
        digest.update(file.name.encode())
        with file.open("rb") as content:
            while chunk := content.read(CHUNK):
                digest.update(chunk)
    return digest.hexdigest()


def _files(kind: str, path: Path) -> list[Path]:
    if kind == "rxnorm":
        return rxnorm.files_of(path)
    if path.is_dir() and kind != "spl":
        raise UnusableInput(f"{path}: this is a folder; give the file of the list.")
    return sorted(each for each in path.rglob("*") if each.is_file()) if path.is_dir() else [path]


def _nothing_to_do(
    store: sqlite3.Connection, kind: str, path: Path, identity: str, edition: str
) -> Loaded | None:
    row = store.execute("SELECT identity, edition, entries FROM release WHERE kind = ?", (kind,)).fetchone()
    if row and row[0] == identity:
        return Loaded(f"{path.name}: already loaded, edition {row[1]}; nothing was changed.", row[2])
    if row and kind != "spl" and edition < row[1]:
        return Loaded(
            f"{path.name}: edition {edition} is older than the loaded one of {row[1]}; nothing was changed.",
            row[2],
        )
    return None


def _stage(
    kind: str, path: Path, staging: Path, identity: str, progress: Callable[[int], None]
) -> tuple[int, tuple[str, ...]]:
    """Read the list into a file of its own, from where an earlier run was stopped."""
    connection = _staging_for(staging, identity)
    try:
        place = connection.execute("SELECT place FROM state").fetchone()[0]
        batch: list[Step] = []
        for step in READERS[kind](path, place):
            batch.append(step)
            if len(batch) == STEPS_AT_ONCE:
                _keep(connection, kind, batch)
                progress(batch[-1].place)
                batch = []
        _keep(connection, kind, batch)
        count = connection.execute("SELECT refused FROM state").fetchone()[0]
        named = connection.execute("SELECT sentence FROM refusal LIMIT ?", (MOST_REFUSED_NAMED,)).fetchall()
        return count, tuple(sentence for (sentence,) in named)
    except UnusableInput:
        connection.close()
        staging.unlink(missing_ok=True)
        raise
    finally:
        connection.close()


def _staging_for(staging: Path, identity: str) -> sqlite3.Connection:
    try:
        return _opened(staging, identity)
    except sqlite3.DatabaseError:
        staging.unlink(missing_ok=True)
        return _opened(staging, identity)


def _opened(staging: Path, identity: str) -> sqlite3.Connection:
    connection = connect(staging)
    connection.executescript(STAGING)
    if not connection.execute("SELECT 1 FROM state WHERE identity = ?", (identity,)).fetchone():
        connection.executescript(
            "DELETE FROM entry; DELETE FROM unit; DELETE FROM refusal; DELETE FROM state;"
        )
        connection.execute("INSERT INTO state VALUES (?, 0, 0)", (identity,))
    return connection


def _keep(connection: sqlite3.Connection, kind: str, batch: list[Step]) -> None:
    """Keep a batch and the place after it together, so that a kill loses neither and doubles nothing."""
    if not batch:
        return
    refused = [(step.refused,) for step in batch if step.refused]
    rows = [(kind, step.unit, *astuple(entry)) for step in batch for entry in step.entries]
    connection.execute("BEGIN")
    connection.executemany("INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
    connection.executemany(
        "INSERT OR REPLACE INTO unit VALUES (?, ?, ?)",
        [(kind, step.unit, step.edition) for step in batch if step.unit],
    )
    connection.executemany("INSERT INTO refusal VALUES (?)", refused)
    connection.execute("UPDATE state SET place = ?, refused = refused + ?", (batch[-1].place, len(refused)))
    connection.execute("COMMIT")


def _move(
    store: sqlite3.Connection,
    staging: Path,
    kind: str,
    path: Path,
    identity: str,
    edition: str,
    at: datetime,
    refused: int,
) -> int:
    """Put what was read in the place of what was loaded before, in one transaction."""
    store.execute("ATTACH ? AS incoming", (str(staging),))
    try:
        store.execute("BEGIN IMMEDIATE")
        read = store.execute("SELECT count(*) FROM incoming.entry").fetchone()[0]
        if not read:
            raise UnusableInput(f"{path.name}: nothing in it could be used; nothing was loaded.")
        _replace(store, kind)
        entries = store.execute("SELECT count(*) FROM entry WHERE list = ?", (kind,)).fetchone()[0]
        edition = _newest_unit(store, kind) or edition
        row = (kind, path.name, edition, identity, entries, refused, at.isoformat(timespec="seconds"))
        store.execute("INSERT OR REPLACE INTO release VALUES (?, ?, ?, ?, ?, ?, ?)", row)
        store.execute("COMMIT")
    except BaseException:
        store.execute("ROLLBACK")
        raise
    finally:
        store.execute("DETACH incoming")
        staging.unlink(missing_ok=True)
    return int(entries)


def _replace(store: sqlite3.Connection, kind: str) -> None:
    """A whole list replaces the one before; of labels each replaces only its own older edition."""
    if kind != "spl":
        store.execute("DELETE FROM entry WHERE list = ?", (kind,))
        store.execute("INSERT INTO entry SELECT * FROM incoming.entry")
        return
    store.execute(
        "DELETE FROM incoming.unit WHERE EXISTS (SELECT 1 FROM main.unit AS held WHERE held.kind = incoming.unit.kind"
        " AND held.unit = incoming.unit.unit AND held.edition > incoming.unit.edition)"
    )
    store.execute("DELETE FROM entry WHERE list = 'spl' AND unit IN (SELECT unit FROM incoming.unit)")
    store.execute(
        "INSERT INTO entry SELECT * FROM incoming.entry WHERE unit IN (SELECT unit FROM incoming.unit)"
    )
    store.execute("INSERT OR REPLACE INTO unit SELECT * FROM incoming.unit")


def _newest_unit(store: sqlite3.Connection, kind: str) -> str:
    newest = store.execute("SELECT max(edition) FROM unit WHERE kind = ?", (kind,)).fetchone()[0] or ""
    return "-".join((newest[:4], newest[4:6], newest[6:])) if re.fullmatch(r"\d{8}", newest) else newest
