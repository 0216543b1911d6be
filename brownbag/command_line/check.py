"""`brownbag check`: do these medicines go together?"""

import json
import sys
from datetime import date
from itertools import combinations

import click

from brownbag.clinical import knowledge, vocabulary
from brownbag.clinical.assessment import check_pair, pair_check
from brownbag.command_line.errors import Unusable
from brownbag.command_line.files import rows_of, write_rows
from brownbag.exchange import findings

ADDED = ("outcome", "severity", "interrupts", "rule", "why", "sources")


@click.command(epilog='Example: brownbag check "Coumadin 5 mg" Bactrim')
@click.argument("medicines", nargs=-1)
@click.option("--pairs", "source", type=click.Path(), help="CSV with the columns drug_a and drug_b.")
@click.option("--out", "target", type=click.Path(), help="Where the CSV with the answers goes.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def check(medicines, source, target, as_json):
    "Say which of the medicines do not go together, and what could not be checked."
    if source:
        return _file(source, target)
    if len(medicines) < 2:
        raise Unusable("Name at least two medicines, each in quotes if it has more than one word.")
    answers = [_pair(*pair) for pair in combinations(medicines, 2)]
    if as_json:
        return click.echo(json.dumps([findings.as_json(answer) for answer in answers], indent=1))
    _print_how_read(medicines)
    for pair, answer in zip(combinations(medicines, 2), answers, strict=True):
        _print(pair, answer)
    click.echo("Age, kidneys, illnesses and doses were not looked at; `brownbag assess` does that.")
    return None


def _pair(one, other):
    return check_pair(one, other, on=date.today(), knowledge=knowledge.load(), vocabulary=vocabulary.load())


def _print(pair, answer):
    for finding in answer.findings:
        click.echo(f"{finding.title} ({finding.severity}): {finding.why}")
        click.echo(f"  What to do: {' '.join(finding.recommend)}")
    for gap in answer.not_checked:
        click.echo(f"Not checked: {gap.what}. {gap.why}")
    if not answer.findings and not answer.not_checked:
        click.echo(f"{' and '.join(pair)}: no rule of this release speaks against the pair.")


def _print_how_read(medicines):
    for name in medicines:
        read = vocabulary.load().resolve(name)
        if read.outcome == "likely":
            click.echo(f"“{name}” was read as {' with '.join(read.ingredients)}. Please check the spelling.")


def _file(source, target):
    if not target:
        raise Unusable("--out is missing; say where the answers go.")
    rows, columns = rows_of(source, needs=["drug_a", "drug_b"])
    ask = pair_check(knowledge=knowledge.load(), vocabulary=vocabulary.load(), on=date.today())
    with click.progressbar(rows, file=sys.stderr, update_min_steps=1000) as shown:
        for row in shown:
            row.update(_columns(ask, row["drug_a"] or "", row["drug_b"] or ""))
    write_rows(target, rows, list(dict.fromkeys([*columns, *ADDED])))


def _columns(ask, one, other):
    answer = ask.answer(one, other)
    return {
        "outcome": answer.outcome,
        "severity": answer.severity,
        "interrupts": "yes" if answer.interrupts else "no",
        "rule": answer.rule,
        "why": answer.why,
        "sources": answer.sources,
    }
