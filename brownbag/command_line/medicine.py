"""`brownbag medicine`: which medicine does a text mean?"""

import json
import sys

import click

from brownbag.clinical import vocabulary
from brownbag.command_line.errors import Unusable
from brownbag.command_line.files import rows_of, write_rows

ADDED = ("outcome", "ingredients", "strength", "form", "route", "rxcui", "candidates")


@click.command(epilog='Example: brownbag medicine "Coumadin 5 mg tab" HCTZ')
@click.argument("texts", nargs=-1)
@click.option(
    "--file", "source", type=click.Path(), help="CSV with the column query, or - for standard input."
)
@click.option("--out", "target", type=click.Path(), help="Where the CSV with the answers goes.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def medicine(texts, source, target, as_json):
    "Say which medicine each text means, or plainly that it is not known."
    if source:
        return _file(source, target)
    if not texts:
        raise Unusable("No text was given; name a medicine, or use --file.")
    answers = [{"query": text, **_columns(text)} for text in texts]
    if as_json:
        return click.echo(json.dumps(answers, ensure_ascii=False, indent=1))
    for answer in answers:
        what = answer["ingredients"] or answer["candidates"] or answer["why"]
        click.echo(f"{answer['query']}: {answer['outcome'].replace('_', ' ')}: {what}")
    return None


def _file(source, target):
    if not target:
        raise Unusable("--out is missing; say where the answers go.")
    rows, columns = rows_of(source, needs=["query"])
    with click.progressbar(rows, file=sys.stderr) as shown:
        answered = [row | _columns(row["query"] or "") for row in shown]
    write_rows(target, answered, list(dict.fromkeys([*columns, *ADDED])))


def _columns(text):
    answer = vocabulary.load().resolve(text)
    return {
        "outcome": answer.outcome,
        "ingredients": "|".join(answer.ingredients),
        "strength": answer.strength,
        "form": answer.form,
        "route": answer.route,
        "rxcui": answer.rxcui,
        "candidates": "; ".join(answer.candidates),
        "why": f"{answer.why} {answer.drug_class}".strip(),
    }
