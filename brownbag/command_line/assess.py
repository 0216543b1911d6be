"""`brownbag assess`: what would a careful pharmacist ask about this list?"""

import json
import sys
from pathlib import Path

import click

from brownbag.clinical import assessment as assessing
from brownbag.clinical import knowledge, vocabulary
from brownbag.command_line.documents import name_warnings, read_document
from brownbag.command_line.errors import Unusable
from brownbag.exchange import findings


@click.command(epilog="Example: brownbag assess eleanor.yaml --on 2026-11-24")
@click.argument("files", nargs=-1, required=True)
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="The day of the review; today if not given.")
@click.option("--out", type=click.Path(file_okay=False), help="Folder for one findings file per patient.")
def assess(files, on, out):
    "Assess patient files or FHIR Bundles and print the findings with their reasons."
    if len(files) > 1 and not out:
        raise Unusable("More than one file was given; say with --out DIR where the findings go.")
    day = on.date() if on else None
    with click.progressbar(files, file=sys.stderr, hidden=len(files) < 10) as shown:
        answers = [_assessed(path, day) for path in shown]
    named = [_name(path, answer) for path, answer in zip(files, answers, strict=True)]
    if len(set(named)) < len(named):
        raise Unusable("Two of the files have the same id; one would overwrite the findings of the other.")
    if not out:
        return click.echo(json.dumps(answers[0], ensure_ascii=False, indent=1))
    Path(out).mkdir(parents=True, exist_ok=True)
    for name, answer in zip(named, answers, strict=True):
        (Path(out) / f"{name}.json").write_text(
            json.dumps(answer, ensure_ascii=False, indent=1), encoding="utf-8"
        )
    return None


def _name(path, answer):
    return Path(answer["patient"] or Path(path).stem).name


def _assessed(path, on):
    found, day = read_document(path, on=on)
    name_warnings(path, found)
    answer = assessing.assess(found.record, on=day, knowledge=knowledge.load(), vocabulary=vocabulary.load())
    return findings.as_json(answer)
