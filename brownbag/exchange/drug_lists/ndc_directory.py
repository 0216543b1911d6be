"""The NDC directory of the FDA: product.txt, and package.txt beside it when it is there."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from brownbag.clinical.vocabulary.codes import ndc_candidates
from brownbag.exchange.drug_lists.entries import LONGEST_NAME, Entry, Product, Step, entries_of
from brownbag.exchange.drug_lists.lines import lines_of
from brownbag.exchange.reading import UnusableInput

NEEDED = (
    "PRODUCTNDC",
    "PRODUCTTYPENAME",
    "PROPRIETARYNAME",
    "NONPROPRIETARYNAME",
    "DOSAGEFORMNAME",
    "ROUTENAME",
    "SUBSTANCENAME",
    "ACTIVE_NUMERATOR_STRENGTH",
    "ACTIVE_INGRED_UNIT",
)
# The directory is published in this encoding, not in UTF-8.
ENCODING = "cp1252"
LEFT_OUT = re.compile(r"homeopathic|allergenic|cellular therapy", re.IGNORECASE)


PACKAGES = ("PRODUCTNDC", "NDCPACKAGECODE", "PACKAGEDESCRIPTION")


def read(path: Path, start: int = 0) -> Iterator[Step]:
    """Yield the place after each line with the entries it gives; `start` is such a place."""
    if zipfile.is_zipfile(path):
        raise UnusableInput(f"{path.name}: this is a ZIP; unpack it and give product.txt.")
    header = _header(path)
    for number, place, line in lines_of(path, start, encoding=ENCODING):
        if start == 0 and number == 1:
            continue
        fields = line.split("\t")
        if len(fields) != len(header):
            where = f"line {number}" if start == 0 else f"line {number} after byte {start:,}"
            raise UnusableInput(
                f"{path.name}, {where}: {len(fields)} fields, expected {len(header)}; the file may be cut off."
            )
        row = dict(zip(header, fields, strict=True))
        yield Step(place, _package(row) if "NDCPACKAGECODE" in row else _product(row))


def holds_packages(path: Path) -> bool:
    """Whether this is package.txt, which stands beside the products and does not replace them."""
    _, _, line = next(lines_of(path, 0, encoding=ENCODING), (0, 0, ""))
    return "NDCPACKAGECODE" in line.split("\t")


def _header(path: Path) -> list[str]:
    _, _, line = next(lines_of(path, 0, encoding=ENCODING), (0, 0, ""))
    header = line.removeprefix("\ufeff").removeprefix("ï»¿").split("\t")
    needed = PACKAGES if "NDCPACKAGECODE" in header else NEEDED
    missing = [name for name in needed if name not in header]
    if missing:
        raise UnusableInput(
            f"{path.name}, line 1: the column {missing[0]} is missing; expected product.txt of the NDC directory."
        )
    return header


def _package(row: dict[str, str]) -> tuple[Entry, ...]:
    codes = ndc_candidates(row["NDCPACKAGECODE"])
    name = row["PACKAGEDESCRIPTION"][:LONGEST_NAME]
    return tuple(Entry(code, name, "package", "") for code in codes[:1])


def _product(row: dict[str, str]) -> tuple[Entry, ...]:
    if LEFT_OUT.search(f"{row.get('MARKETINGCATEGORYNAME', '')} {row['PRODUCTTYPENAME']}"):
        return ()
    brand = " ".join(filter(None, (row["PROPRIETARYNAME"], row.get("PROPRIETARYNAMESUFFIX", "")))).strip()
    amounts = [each.strip() for each in row["ACTIVE_NUMERATOR_STRENGTH"].split(";")]
    units = [each.strip() for each in row["ACTIVE_INGRED_UNIT"].split(";")]
    pairs = zip(amounts, units, strict=True) if len(amounts) == len(units) else ()
    return entries_of(
        Product(
            brand=brand,
            generic=row["NONPROPRIETARYNAME"].strip(),
            substances=tuple(each.strip() for each in row["SUBSTANCENAME"].split(";") if each.strip()),
            strengths=tuple(f"{amount} {unit}" for amount, unit in pairs),
            sold="rx" if "PRESCRIPTION" in row["PRODUCTTYPENAME"].upper() else "otc",
            route=row["ROUTENAME"],
            form=row["DOSAGEFORMNAME"],
            ndcs=(row["PRODUCTNDC"],),
        )
    )
