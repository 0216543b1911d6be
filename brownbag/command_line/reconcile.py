"""`brownbag reconcile`: where do several lists of one person differ?"""

import json
from datetime import date
from pathlib import Path

import click

from brownbag.clinical import vocabulary
from brownbag.clinical.knowledge.kinds import rarely_two
from brownbag.clinical.person import reconcile as several_lists
from brownbag.command_line.documents import name_warnings, read_document
from brownbag.command_line.errors import Unusable
from brownbag.exchange import reconciliation

SUFFIXES = {".gz", ".json", ".yaml", ".yml", ".xml", ".csv", ".xlsx", ".hl7", ".txt", ".ndjson"}
TITLES = {
    "stopped_here_active_there": "Stopped here, active there",
    "different": "Different",
    "only_in": "Only on one list",
    "same_class": "Two of one kind",
    "same": "The same",
}


@click.command(epilog="Example: brownbag reconcile lakeside.json mercy-discharge.json --out merged.json")
@click.argument("lists", nargs=-1, required=True)
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="The day of comparing; today if not given.")
@click.option("--out", type=click.Path(), help="Where the JSON goes.")
@click.option(
    "--json", "as_json", is_flag=True, help="Print JSON; this is done as well when no --out is given."
)
@click.option("--words", is_flag=True, help="Print sentences instead of JSON.")
def reconcile(lists, on, out, as_json, words):
    "Compare medication lists: what is the same, what differs, who does not know what."
    day = on.date() if on else date.today()
    held = [each for path in lists for each in _lists_in(path, day)]
    if len(held) < 2:
        raise Unusable(f"{lists[0]}: there is one list in it; expected at least two lists to compare.")
    groups = several_lists.reconcile(held, on=day, vocabulary=vocabulary.load(), duplicates=rarely_two())
    shown = json.dumps(reconciliation.as_json(groups), ensure_ascii=False, indent=1)
    if out:
        _write(Path(out), shown)
    if words:
        _print(groups)
    elif as_json or not out:
        click.echo(shown)


def _lists_in(path, day):
    found, _ = read_document(path, on=day)
    name_warnings(path, found)
    return reconciliation.lists_of(found.record, name=_name(path))


def _name(path):
    name = Path(path)
    while name.suffix.lower() in SUFFIXES:
        name = name.with_suffix("")
    return name.name if path != "-" else "standard input"


def _write(target, shown):
    try:
        target.write_text(shown + "\n", encoding="utf-8")
    except OSError as fault:
        raise Unusable(f"{target}: {fault.strerror}.") from None


def _print(groups):
    for kind, title in TITLES.items():
        members = [each for each in groups if each.group == kind]
        if members:
            click.echo(f"{title}:")
        for each in members:
            click.echo(f"  {each.medicine}: {each.why}")
