"""Tables: CSV files, spreadsheets, pharmacy claims and Part D events in, clinical records out."""

from brownbag.exchange.tables.columns import HEADINGS, plain_heading
from brownbag.exchange.tables.read import read_csv, read_spreadsheet
from brownbag.exchange.tables.rows import SEPARATORS

__all__ = ["HEADINGS", "SEPARATORS", "plain_heading", "read_csv", "read_spreadsheet"]
