"""`brownbag export`: a document of any kind as FHIR, as an International Patient Summary or as a patient file."""

import json
from datetime import date
from pathlib import Path

import click

from brownbag.command_line.documents import name_warnings, read_document
from brownbag.command_line.errors import Unusable
from brownbag.exchange import fhir, patient_file

KINDS = ("fhir", "summary", "patient")


@click.command(
    epilog="Example: brownbag export eleanor.json --as summary --author 'Lakeside Review' --out ips.json"
)
@click.argument("file")
@click.option(
    "--as", "kind", type=click.Choice(KINDS), default="summary", help="What to write; a summary if not given."
)
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="The day of writing; today if not given.")
@click.option("--author", default="Brownbag", help="Who writes the summary.")
@click.option("--out", type=click.Path(), help="Where it goes; standard output if not given.")
def export(file, kind, on, author, out):
    "Write what a document holds in a form that other systems read."
    day = on.date() if on else date.today()
    found, _ = read_document(file, on=day)
    name_warnings(file, found)
    text = _text(found, kind, day, author)
    if not out:
        return click.echo(text)
    try:
        Path(out).write_text(text + "\n", encoding="utf-8")
    except OSError as fault:
        raise Unusable(f"{out}: {fault.strerror}.") from None
    return None


def _text(found, kind, day, author):
    if kind == "patient":
        return json.dumps(patient_file.as_json(found.record), ensure_ascii=False, indent=1)
    if kind == "fhir":
        return fhir.as_text(fhir.as_bundle(found.record, named=found.named))
    return fhir.as_text(fhir.as_summary(found.record, on=day, author=author, named=found.named))
