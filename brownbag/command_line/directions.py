"""`brownbag directions`: what does a label say?"""

import json
import sys
from dataclasses import asdict

import click

from brownbag.clinical import vocabulary
from brownbag.clinical.directions import read, say, times_on_an_average_day, total_quantity
from brownbag.command_line.errors import Unusable
from brownbag.command_line.files import rows_of, write_rows

ADDED = (
    "outcome",
    "per_dose",
    "unit",
    "times_per_day",
    "amount_per_day",
    "days",
    "total_quantity",
    "as_needed",
    "phases",
    "plain_english",
    "plain_spanish",
    "not_used",
)


@click.command(epilog='Example: brownbag directions "1 tab po bid prn" --language es')
@click.argument("texts", nargs=-1)
@click.option("--medicine", default="", help="The medicine, for the amount of drug.")
@click.option("--language", type=click.Choice(["en", "es"]), default="en")
@click.option("--file", "source", type=click.Path(), help="CSV with the column directions, or -.")
@click.option("--out", "target", type=click.Path(), help="Where the CSV with the answers goes.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def directions(texts, medicine, language, source, target, as_json):
    "Read directions: structure, plain words, and every word that was not understood."
    if source:
        return _file(source, target)
    if not texts:
        raise Unusable("No directions were given; write them in quotes, or use --file.")
    if as_json:
        answers = [{"directions": text, **_columns(text, medicine)} for text in texts]
        return click.echo(json.dumps(answers, ensure_ascii=False, indent=1))
    for text in texts:
        _print(text, medicine, language)
    return None


def _print(text, medicine, language):
    found = read(text, medicine=_known(medicine))
    click.echo(f"{found.outcome.replace('_', ' ')}: {say(found, language=language).text}")
    for doubt in found.why:
        click.echo(f"  {doubt}")
    if found.not_used:
        click.echo(f"  Not used: {', '.join(found.not_used)}")


def _file(source, target):
    if not target:
        raise Unusable("--out is missing; say where the answers go.")
    rows, columns = rows_of(source, needs=["directions"])
    with click.progressbar(rows, file=sys.stderr) as shown:
        answered = [row | _columns(row["directions"] or "", row.get("medicine") or "") for row in shown]
    write_rows(target, answered, list(dict.fromkeys([*columns, *ADDED])))


def _known(medicine):
    return vocabulary.load().resolve(medicine) if medicine else None


def _columns(text, medicine):
    found = read(text, medicine=_known(medicine))
    first = found.phases[0] if found.phases else None
    return {
        "outcome": found.outcome,
        "per_dose": _number(first.dose.high) if first and first.dose else "",
        "unit": found.unit,
        "times_per_day": _number(_times(found)),
        "amount_per_day": _number(found.amount_per_day),
        "days": _number(found.days),
        "total_quantity": _number(total_quantity(found)),
        "as_needed": "yes" if found.as_needed else "no",
        "phases": json.dumps([_phase(phase) for phase in found.phases], default=_number),
        "plain_english": say(found).text,
        "plain_spanish": say(found, language="es").text,
        "not_used": " ".join(found.not_used),
    }


def _phase(phase):
    "A phase as it was read, with the plain columns first."
    return {
        "per_dose": phase.dose.high if phase.dose else None,
        "unit": phase.dose.unit if phase.dose else None,
        "times_per_day": times_on_an_average_day(phase.timing),
        "amount_per_day": phase.amount_per_day,
        "days": phase.days,
    } | asdict(phase)


def _times(found):
    if not found.phases or (len(found.phases) > 1 and not found.together):
        return None
    times = [times_on_an_average_day(phase.timing) for phase in found.phases]
    return None if None in times else sum(times)


def _number(amount):
    return "" if amount is None else f"{round(amount, 4).normalize():f}"
