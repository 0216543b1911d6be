"""Read the tables of facts: rows for the compiled release, and the sentence for a row that does not fit."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from pathlib import Path

from brownbag.clinical.knowledge.topics import ENDING, QUALIFIER_KINDS, TOPICS, Topic

Row = dict[str, str]


@dataclass(frozen=True)
class Known:
    """The names that a table may use: what it names must stand somewhere else."""

    sources: frozenset[str]
    groups: frozenset[str]
    conditions: frozenset[str]
    tests: frozenset[str]


@dataclass(frozen=True)
class Line:
    """One row of a table, with its place."""

    file: str
    number: int
    row: Row

    @property
    def at(self) -> str:
        """Return where the row stands, as a sentence begins with it."""
        return f"{self.file}, line {self.number}"


def lines_of(path: Path, name: str) -> tuple[list[str], list[Line]]:
    """Return the header and the rows of a commented CSV file, each with its line number."""
    text = path.read_text(encoding="utf-8-sig")
    kept = [(n, line) for n, line in enumerate(text.splitlines(), 1) if line and not line.startswith("#")]
    reader = csv.reader(line for _, line in kept)
    rows = []
    for cells in reader:
        number = kept[reader.line_num - 1][0]
        rows.append((number, cells))
    if not rows:
        return [], []
    header = [cell.strip() for cell in rows[0][1]]
    return header, [Line(name, number, _row(header, cells)) for number, cells in rows[1:]]


def _row(header: list[str], cells: list[str]) -> Row:
    row = {column: cell.strip() for column, cell in zip(header, cells, strict=False)}
    if len(cells) > len(header):
        row["more columns than the header"] = ", ".join(cells[len(header) :])
    return row


def topic_lines(folder: Path, topic: str) -> Iterator[tuple[str, list[str], list[Line]]]:
    """Yield name, header and rows of each file of a topic, in the order of their names."""
    for path in sorted((folder / topic).glob("*.csv")):
        name = f"facts/{topic}/{path.name}"
        header, lines = lines_of(path, name)
        yield name, header, lines


def problems_in_tables(folder: Path, known: Known) -> list[str]:
    """Return a sentence for every folder, column, value and name in the tables that does not fit."""
    found = [
        f"facts/{path.name}/: no topic has this name; the topics are {', '.join(sorted(TOPICS))}."
        for path in sorted(folder.iterdir())
        if path.is_dir() and path.name not in TOPICS
    ]
    for name, topic in TOPICS.items():
        for file, header, lines in topic_lines(folder, name):
            found += _header(file, header, topic) or _rows(lines, topic, known)
    return found


def _header(file: str, header: list[str], topic: Topic) -> list[str]:
    expected = f"expected {','.join(topic.header)}"
    unknown = [column for column in header if column not in topic.header]
    needed = [column for column in topic.columns if column not in topic.qualifiers]
    missing = [column for column in (*needed, "source", "where") if column not in header]
    found = [f"{file}: unknown column “{column}”; {expected}." for column in unknown]
    return found + [f"{file}: the column “{column}” is missing; {expected}." for column in missing]


def _rows(lines: list[Line], topic: Topic, known: Known) -> list[str]:
    found: list[str] = []
    first: dict[tuple[str, ...], int] = {}
    for line in lines:
        found += _values(line, topic) + _names(line, topic, known)
        key = key_of(line.row, topic)
        if key in first:
            said = ", ".join(part for part in key if part)
            found.append(f"{line.at}: {said} stands already in line {first[key]}; keep one row.")
        first.setdefault(key, line.number)
    return found


def key_of(row: Row, topic: Topic) -> tuple[str, ...]:
    """Return what makes a row of a topic the only one; a pair is the same both ways round."""
    key = tuple(row.get(column, "") for column in topic.key)
    return tuple(sorted(key)) if topic.key == ("first", "second") else key


def _values(line: Line, topic: Topic) -> list[str]:
    found = []
    optional = topic.may_be_empty | {"note"}
    for column in (*topic.columns, "source", "where"):
        value = line.row.get(column, "")
        if not value and column not in optional:
            found.append(f"{line.at}: {column} is empty.")
        elif value and column in topic.closed and value not in topic.closed[column]:
            words = ", ".join(sorted(topic.closed[column])[:12])
            found.append(f"{line.at}: {column} is “{value}”; expected one of {words} …")
        elif value and column in topic.numbers and _number(value) is None:
            found.append(f"{line.at}: {column} is “{value}”; expected a number.")
    found += [
        f"{line.at}: {column} is “{line.row[column]}”; no place is filled there, write the name out."
        for column in ("source", "where", "note")
        if "{" in line.row.get(column, "")
    ]
    if "more columns than the header" in line.row:
        found.append(f"{line.at}: more cells than columns; put quotes around a text with a comma.")
    return found


def _number(value: str) -> Decimal | None:
    try:
        number = Decimal(value)
    except InvalidOperation:
        return None
    return number if number.is_finite() and number >= 0 else None


def _names(line: Line, topic: Topic, known: Known) -> list[str]:
    found = []
    row = line.row
    if (source := row.get("source", "")) and source not in known.sources:
        found.append(f"{line.at}: the source “{source}” has no file in sources/.")
    for column in ("ingredient", "first", "second", "from", "with"):
        name = row.get(column, "")
        if name.startswith("@") and column in topic.columns and name[1:] not in known.groups:
            found.append(f"{line.at}: the group “{name}” is not in drug_groups/.")
    if "condition" in topic.columns and row.get("condition", "") not in known.conditions:
        found.append(
            f"{line.at}: the condition “{row.get('condition')}” is not in facts/condition_names.csv."
        )
    if "test" in topic.columns and row.get("test", "") not in known.tests:
        found.append(f"{line.at}: the test “{row.get('test')}” is not in facts/test_names.csv.")
    if "strength" in topic.columns and not _strength_fits(row):
        found.append(f"{line.at}: a {row.get('role')} cannot be “{row.get('strength')}”.")
    for column in topic.qualifiers:
        found += _qualifier(line, column, known)
    return found


def _strength_fits(row: Row) -> bool:
    words = (
        ("sensitive", "major", "minor") if row.get("role") == "substrate" else ("strong", "moderate", "weak")
    )
    return "pathway" not in row or row.get("strength", "") in words


def _qualifier(line: Line, column: str, known: Known) -> list[str]:
    found = []
    for part in re.split(" or | and ", line.row.get(column, "")):
        kind, sign, rest = part.partition(":")
        if not part or (not sign and (kind in known.conditions or kind in known.tests)):
            continue
        if not sign or kind not in QUALIFIER_KINDS or not _rest_fits(kind, rest, known):
            kinds = ", ".join(f"{each}:…" for each in sorted(QUALIFIER_KINDS))
            found.append(f"{line.at}: {column} says “{part}”; expected a condition or one of {kinds}.")
    return found


def _rest_fits(kind: str, rest: str, known: Known) -> bool:
    first, _, others = rest.partition(" ")
    if kind in ("dose_above", "dose_at_most", "dose_not_above"):
        return _number(first) is not None and bool(others)
    if kind in (
        "longer_than_days",
        "begun_within",
        "kidney_at_least",
        "course_at_most",
        "settled",
        "days_a_month_at_most",
        "age_at_least",
    ):
        return rest.isdigit()
    if kind == "in_range":
        numbers = [_number(each) for each in others.split(" ")]
        return first in known.tests and len(numbers) == 3 and None not in numbers
    if kind == "since":
        return first in known.conditions and others.isdigit()
    if kind == "sex":
        return rest in ("female", "male")
    if kind == "form":
        return rest in ("extended_release", "immediate_release")
    if kind in ("with", "holds", "apart"):
        return not rest.startswith("@") or rest[1:] in known.groups
    return rest in known.conditions if kind == "use" else bool(rest)


def disagreements(folder: Path) -> list[str]:
    """Return a sentence for every row that two files hold with different values; the first one counts.

    The same fact entered twice, with the same values, is as it should be.
    """
    found = []
    for name, topic in TOPICS.items():
        first: dict[tuple[str, ...], Line] = {}
        for line in _all_lines(folder, name):
            kept = first.setdefault(key_of(line.row, topic), line)
            differing = [
                f"{column} is “{line.row.get(column, '')}” here and “{kept.row.get(column, '')}” there"
                for column in topic.columns
                if column in topic.closed.keys() | topic.numbers
                and line.row.get(column, "") != kept.row.get(column, "")
            ]
            if differing and kept.file != line.file:
                said = ", ".join(part for part in key_of(line.row, topic) if part)
                found.append(f"{line.at}: {said} stands also in {kept.at}: {'; '.join(differing)}.")
    return found


def unknown_names(folder: Path, groups: Mapping[str, Mapping[str, list[str]]]) -> list[str]:
    """Return a sentence for every ingredient that the vocabulary does not know, once.

    Such a fact does no harm: no name can stand for the ingredient until the vocabulary has it.
    """
    known = vocabulary_names()
    found: dict[str, str] = {}
    for name, topic in TOPICS.items():
        for line in _all_lines(folder, name):
            for column in ("ingredient", "first", "second", "from", "instead"):
                value = line.row.get(column, "")
                if column in topic.columns and not value.startswith("@") and value not in known:
                    found.setdefault(value, f"{line.at}: the vocabulary does not know “{value}”.")
    for group, given in groups.items():
        for member in given["members"]:
            if member not in known:
                found.setdefault(member, f"drug_groups/, {group}: the vocabulary does not know “{member}”.")
    return list(found.values())


def _all_lines(folder: Path, topic: str) -> Iterator[Line]:
    return (line for _, _, lines in topic_lines(folder, topic) for line in lines)


@lru_cache(maxsize=1)
def vocabulary_names() -> frozenset[str]:
    """Return every ingredient that a name of the vocabulary can stand for."""
    folder = Path(__file__).resolve().parents[2] / "knowledge_base" / "vocabulary"
    found = {
        line.split("\t", 1)[0]
        for line in (folder / "ingredients.tsv").read_text(encoding="utf-8").splitlines()
    }
    for file, column in (
        ("supplements.csv", "ingredient"),
        ("additions.csv", "ingredients"),
        ("otc_families.csv", "ingredients"),
        ("abbreviations.csv", "means"),
    ):
        for line in lines_of(folder / file, file)[1]:
            found.update(line.row[column].split("|"))
    return frozenset(found)


def compiled_tables(folder: Path) -> dict[str, dict[str, list[Row]]]:
    """Return each topic as rows by ingredient or @group; of rows that two files hold the first one counts."""
    found: dict[str, dict[str, list[Row]]] = {}
    for name, topic in TOPICS.items():
        by_name: dict[str, list[Row]] = {}
        seen: set[tuple[str, ...]] = set()
        for _, _, lines in topic_lines(folder, name):
            for line in lines:
                key = key_of(line.row, topic)
                if key not in seen:
                    seen.add(key)
                    by_name.setdefault(line.row[topic.columns[0]], []).append(_kept(line.row, topic))
        found[name] = by_name
    return found


def _kept(row: Row, topic: Topic) -> Row:
    return {column: row[column] for column in (*topic.columns[1:], *ENDING) if row.get(column)}
