"""`brownbag assess`: what would a careful pharmacist ask about this list?"""

import json
from datetime import date
from pathlib import Path

import click

from brownbag.clinical import assessment as assessing
from brownbag.clinical import knowledge, vocabulary
from brownbag.command_line.errors import Unusable
from brownbag.command_line.files import content_of
from brownbag.exchange import findings, patient_file


@click.command(epilog="Example: brownbag assess eleanor.yaml --on 2026-11-24")
@click.argument("files", nargs=-1, required=True)
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="The day of the review; today if not given.")
@click.option("--out", type=click.Path(file_okay=False), help="Folder for one findings file per patient.")
def assess(files, on, out):
    "Assess patient files and print the findings with their reasons."
    if len(files) > 1 and not out:
        raise Unusable("More than one file was given; say with --out DIR where the findings go.")
    day = on.date() if on else None
    answers = [_assessed(path, day) for path in files]
    if not out:
        return click.echo(json.dumps(answers[0], ensure_ascii=False, indent=1))
    Path(out).mkdir(parents=True, exist_ok=True)
    for path, answer in zip(files, answers, strict=True):
        name = Path(answer["patient"] or Path(path).stem).name
        (Path(out) / f"{name}.json").write_text(
            json.dumps(answer, ensure_ascii=False, indent=1), encoding="utf-8"
        )
    return None


def _assessed(path, on):
    day = on or date.today()
    try:
        found = patient_file.read(content_of(path), on=day)
    except patient_file.UnusableInput as fault:
        raise Unusable(f"{path}: {fault}") from None
    for warning in found.warnings:
        click.echo(f"{path}: {warning}", err=True)
    answer = assessing.assess(found.record, on=day, knowledge=knowledge.load(), vocabulary=vocabulary.load())
    return findings.as_json(answer)
