"""`brownbag vocabulary`: load published drug lists beside the names that ship, and say what is loaded."""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from brownbag.clinical import vocabulary as names
from brownbag.command_line.data_folder import data_folder
from brownbag.command_line.errors import Unusable
from brownbag.exchange.drug_lists import KINDS, Store, load, location
from brownbag.exchange.reading import UnusableInput


@click.group()
def vocabulary():
    "The names of medicines that this installation knows."


@vocabulary.command(name="import", epilog="Example: brownbag vocabulary import ndc product.txt")
@click.argument("kind", type=click.Choice(KINDS))
@click.argument("path", type=click.Path(path_type=Path))
@click.option(
    "--edition", type=click.DateTime(["%Y-%m-%d"]), help="The day the list was made, if it is not said in it."
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def import_(kind, path, edition, as_json):
    "Load RxNorm (the folder), the NDC directory, SPL labels or the NDC file of openFDA."
    with _Progress(path) as shown:
        try:
            done = load(
                kind,
                path,
                data_folder(),
                at=datetime.now(UTC),
                edition=edition.date().isoformat() if edition else "",
                progress=shown,
            )
        except UnusableInput as fault:
            raise Unusable(str(fault)) from None
        except OSError as fault:
            raise Unusable(f"{fault.filename or path}: {fault.strerror}.") from None
    if as_json:
        click.echo(
            json.dumps({"said": done.sentence, "entries": done.entries, "refused": done.refused_count})
        )
    else:
        click.echo(done.sentence)
    return _refused(done)


@vocabulary.command(epilog="Example: brownbag vocabulary status")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def status(as_json):
    "Say which lists the names come from and when each was made."
    rows = [_shipped()]
    if location(data_folder()).is_file():
        rows += [_row(release) for release in Store(location(data_folder())).releases()]
    if as_json:
        return click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
    for row in rows:
        click.echo(f"{row['list']}: edition {row['edition']}, {row['entries']:,} entries, {row['from']}")
    click.echo("Where lists disagree, the newest edition is used; our own entries go before all lists.")
    return None


def _refused(done):
    for sentence in done.refused:
        click.echo(sentence, err=True)
    if done.refused_count > len(done.refused):
        click.echo(f"and {done.refused_count - len(done.refused):,} more were refused.", err=True)
    if done.refused_count:
        raise click.exceptions.Exit(1)


def _shipped():
    known = names.load()
    return {
        "list": "shipped",
        "edition": known.release,
        "entries": len(known.names.sorted_keys),
        "from": "FDA NDC directory of April 2019, UNII names, RxNorm-UNII map, and our own additions",
    }


def _row(release):
    return {
        "list": release.kind,
        "edition": release.edition,
        "entries": release.entries,
        "refused": release.refused,
        "from": f"{release.file}, loaded {release.loaded_at}",
    }


class _Progress:
    "A bar on standard error over the bytes of a file; of folders and archives it counts the documents."

    def __init__(self, path):
        self._size = path.stat().st_size if path.is_file() and path.suffix.lower() != ".zip" else None
        self._at = 0

    def __enter__(self):
        bar = click.progressbar(length=self._size, file=sys.stderr) if self._size else None
        self._bar = bar.__enter__() if bar else None
        return self

    def __exit__(self, *fault):
        if self._bar:
            self._bar.__exit__(*fault)

    def __call__(self, place):
        if self._bar:
            self._bar.update(place - self._at)
        elif sys.stderr.isatty():
            click.echo(f"\r{place:,} read", nl=False, err=True)
        self._at = place
