"""`brownbag knowledge differences`: facts entered twice, and what has to be looked up."""

import csv
import json
import sys
from collections import Counter
from dataclasses import asdict, fields
from pathlib import Path

import click

from brownbag.clinical.knowledge.authored import names_known
from brownbag.clinical.knowledge.entered_twice import Disagreement, differences_in, problems_in_second
from brownbag.clinical.knowledge.loaded import BASE
from brownbag.command_line.errors import Unusable
from brownbag.command_line.files import write_rows

COLUMNS = [field.name for field in fields(Disagreement)]


@click.command(epilog="Example: brownbag knowledge differences --with second/facts --out to_look_up.csv")
@click.option("--with", "second", required=True, type=click.Path(), help="The second folder of tables.")
@click.option("--out", type=click.Path(dir_okay=False), help="Write the CSV to this file.")
@click.option(
    "--whole", is_flag=True, help="Also list rows on ingredients that only one folder speaks about."
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def differences(second, out, whole, as_json):
    "Compare the facts with a second folder entered independently, and list by ingredient what disagrees."
    there = _facts_in(Path(second))
    problems = problems_in_second(there, names_known())
    if problems:
        raise Unusable("\n".join(problems))
    rows = [asdict(each) for each in differences_in(BASE / "facts", there, whole=whole)]
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
    elif out:
        _write(out, rows)
    else:
        _print(rows)
    click.echo(_summary(rows), err=True)


def _facts_in(folder):
    if not folder.is_dir():
        raise Unusable(f"{folder}: no such folder; expected one with tables by topic.")
    return folder / "facts" if (folder / "facts").is_dir() else folder


def _write(out, rows):
    try:
        write_rows(out, rows, COLUMNS)
    except OSError as fault:
        raise Unusable(f"{out}: the CSV cannot be written ({fault.strerror}).") from None


def _print(rows):
    writer = csv.DictWriter(sys.stdout, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)


def _summary(rows):
    if not rows:
        return "Where both speak about an ingredient, they agree."
    count = Counter(row["outcome"] for row in rows)
    told = f"{count['differs']} values differ, {count['only_here']} rows stand only here, "
    people = len({row["ingredient"] for row in rows})
    return f"{told}{count['only_there']} only there; {people} ingredients and groups to look up."
