"""The loaded drug lists: one SQLite file in the data folder, read by name, by code and by first letters."""

from __future__ import annotations

import sqlite3
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from brownbag.clinical import vocabulary
from brownbag.clinical.vocabulary.names import Named

FILE = "vocabulary.sqlite3"
MOST_SHAPES = 14
TABLES = """
CREATE TABLE IF NOT EXISTS release (
    kind TEXT PRIMARY KEY, file TEXT, edition TEXT, identity TEXT, entries INTEGER, refused INTEGER, loaded_at TEXT
);
CREATE TABLE IF NOT EXISTS unit (kind TEXT, unit TEXT, edition TEXT, PRIMARY KEY (kind, unit)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS entry (
    list TEXT, unit TEXT, key TEXT, name TEXT, kind TEXT, ingredients TEXT, sold TEXT, route TEXT, form TEXT,
    strength TEXT, rxcui TEXT
);
CREATE INDEX IF NOT EXISTS entry_by_key ON entry (key);
CREATE INDEX IF NOT EXISTS entry_by_unit ON entry (list, unit);
"""
CALLED = """
SELECT entry.list, release.edition, entry.kind, entry.ingredients, entry.sold, entry.route, entry.form,
       entry.strength, count(*)
FROM entry JOIN release ON release.kind = entry.list
WHERE entry.key = ? AND entry.kind != 'package' AND (entry.kind = 'product') = ?
GROUP BY entry.list, entry.kind, entry.ingredients, entry.sold, entry.route, entry.form, entry.strength
ORDER BY release.edition DESC, entry.list, count(*) DESC, entry.strength
"""
STARTING = """
SELECT entry.key, entry.kind, entry.ingredients, count(*), entry.list, release.edition, max(entry.sold)
FROM entry JOIN release ON release.kind = entry.list
WHERE entry.key >= ? AND entry.key < ? AND entry.kind NOT IN ('product', 'package')
GROUP BY entry.key, entry.kind, entry.ingredients, entry.list
ORDER BY count(*) DESC, entry.key LIMIT ?
"""


@dataclass(frozen=True, slots=True)
class Release:
    """One loaded list: from which file and when, and how much of it is used."""

    kind: str
    file: str
    edition: str
    identity: str
    entries: int
    refused: int
    loaded_at: str


def location(folder: Path) -> Path:
    """Return where the loaded lists of a data folder are kept."""
    return folder / FILE


def use_loaded(folder: Path) -> bool:
    """Let the vocabulary use what is loaded in a data folder; say whether anything is."""
    path = location(folder)
    vocabulary.use(Store(path) if path.is_file() else None)
    return path.is_file()


class Store:
    """Reads the loaded lists. Where several name the same thing, the newest edition is used and named."""

    def __init__(self, path: Path) -> None:
        self._connection = connect(path)
        self._lock = threading.Lock()

    def releases(self) -> list[Release]:
        """Return the loaded lists, newest edition first."""
        rows = self._rows("SELECT * FROM release ORDER BY edition DESC, kind")
        return [Release(*row) for row in rows]

    def called(self, key: str) -> tuple[Named, ...]:
        """Return what a name stands for in the newest list that has it."""
        return self._named(key, is_product=False)

    def product(self, code: str) -> tuple[Named, ...]:
        """Return the product with these nine digits of labeler and product."""
        return self._named(code, is_product=True)

    def package(self, ndc: str) -> str:
        """Return what the package with these eleven digits holds, in the words of the directory, or nothing."""
        found = self._rows("SELECT name FROM entry WHERE key = ? AND kind = 'package'", (ndc,))
        return str(found[0][0]) if found else ""

    def starting_with(self, letters: str, limit: int) -> list[Named]:
        """Return the most listed names that begin with these letters, in brief: without their products."""
        found = self._rows(STARTING, (letters, letters + "\uffff", limit))
        return [
            Named(key, kind, tuple(parts.split("|")), count, f"{of} {edition}", sold=sold)
            for key, kind, parts, count, of, edition, sold in found
        ]

    def often_written(self) -> list[str]:
        """Return the names that a misspelt one may mean: ingredients and trade names of prescriptions."""
        found = self._rows(
            "SELECT DISTINCT key FROM entry WHERE kind = 'ingredient' OR (kind = 'brand' AND sold != 'otc')"
        )
        return [key for (key,) in found if key.count(" ") < 2]

    def _named(self, key: str, *, is_product: bool) -> tuple[Named, ...]:
        rows = self._rows(CALLED, (key, is_product))
        newest = [row for row in rows if row[:2] == rows[0][:2]]
        meanings: dict[tuple[str, str], list[tuple[str, ...]]] = {}
        for row in newest:
            meanings.setdefault((row[2], row[3]), []).append(row)
        return tuple(_named(key, kind, parts, same) for (kind, parts), same in meanings.items())

    def _rows(self, statement: str, values: tuple[object, ...] = ()) -> list[Any]:
        with self._lock:
            return self._connection.execute(statement, values).fetchall()


def connect(path: Path) -> sqlite3.Connection:
    """Open the file of loaded lists, made if it is not there; it can be used by several threads in turn."""
    connection = sqlite3.connect(path, timeout=10, isolation_level=None, check_same_thread=False)
    connection.executescript(TABLES)
    return connection


def _named(key: str, kind: str, parts: str, rows: list[tuple[str, ...]]) -> Named:
    kind_of_list, edition = rows[0][:2]
    shapes = [
        f"{sold}~{route.lower()}~{form}~{strength}" for _, _, _, _, sold, route, form, strength, _ in rows
    ]
    return Named(
        key,
        "brand" if kind == "product" else kind,
        tuple(parts.split("|")),
        sum(int(row[-1]) for row in rows),
        f"{kind_of_list} {edition}",
        sold=rows[0][4],
        raw_shapes=";;".join(shape for shape in shapes[:MOST_SHAPES] if shape.strip("~")),
    )
