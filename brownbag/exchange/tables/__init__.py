"""Tables: CSV files, spreadsheets, pharmacy claims and Part D events in, clinical records out, and medicines as CSV."""

from brownbag.exchange.tables.columns import HEADINGS, plain_heading
from brownbag.exchange.tables.read import read_csv, read_spreadsheet
from brownbag.exchange.tables.rows import SEPARATORS
from brownbag.exchange.tables.write import as_table

__all__ = ["HEADINGS", "SEPARATORS", "as_table", "plain_heading", "read_csv", "read_spreadsheet"]
