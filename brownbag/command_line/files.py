"""Read and write the files of commands: `-` is standard input, CSV keeps rows and columns."""

import csv
import sys

from brownbag.command_line.errors import Unusable
from brownbag.exchange.reading import LARGEST


def content_of(path):
    "Return the bytes of a file, or of standard input for `-`."
    try:
        if str(path) == "-":
            return _within_limit(path, sys.stdin.buffer.read(LARGEST + 1))
        with open(path, "rb") as file:
            return _within_limit(path, file.read(LARGEST + 1))
    except OSError as fault:
        raise Unusable(f"{path}: {fault.strerror}.") from None


def _within_limit(path, content):
    if len(content) > LARGEST:
        raise Unusable(f"{path}: the file is larger than {LARGEST // 1024 // 1024} MB; send it in parts.")
    return content


def rows_of(path, *, needs):
    "Return the rows of a CSV file and its columns; a missing column is named."
    try:
        text = content_of(path).decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise Unusable(f"{path}: byte {fault.start} is not UTF-8; save the file as UTF-8.") from None
    reader = csv.DictReader(text.splitlines(keepends=True))
    rows = list(reader)
    columns = list(reader.fieldnames or ())
    missing = [name for name in needs if name not in columns]
    if missing:
        raise Unusable(
            f"{path}: the column “{missing[0]}” is missing; found {', '.join(columns) or 'no header'}."
        )
    return rows, columns


def write_rows(path, rows, columns):
    "Write rows as CSV with a header."
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)
