"""`brownbag import`: what does a document hold, and what of it was not used?"""

import json
from pathlib import Path

import click

from brownbag.command_line.documents import read_document
from brownbag.command_line.errors import Unusable
from brownbag.exchange import patient_file


@click.command(name="import", epilog="Example: brownbag import bundle.json --out eleanor.json")
@click.argument("files", nargs=-1, required=True)
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="The day of reading; today if not given.")
@click.option("--out", type=click.Path(), help="Where the patient file goes; a folder if there are several.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def import_(files, on, out, as_json):
    "Read documents and count what came in, what is kept and what is refused, with reasons."
    day = on.date() if on else None
    found = [(path, read_document(path, on=day)[0]) for path in files]
    if out:
        _write(found, Path(out))
    if as_json:
        return click.echo(json.dumps([_counted(*each) for each in found], ensure_ascii=False, indent=1))
    for path, each in found:
        _print(path, each)
    return None


def _counted(path, found):
    return {
        "file": path,
        "kind": found.kind,
        "in": found.entries,
        "kept": len(found.kept),
        "refused": len(found.refused),
        "reasons": found.refused_by_reason,
        "warnings": list(found.warnings),
        "medications": len(found.record.medications) + len(found.record.proposed),
        "patient": patient_file.as_json(found.record),
    }


def _print(path, found):
    lines = len(found.record.medications) + len(found.record.proposed)
    click.echo(
        f"{path}: {found.kind}, {found.entries} entries in, {len(found.kept)} kept,"
        f" {len(found.refused)} refused; {lines} medicine lines."
    )
    for reason, count in found.refused_by_reason.items():
        click.echo(f"  refused {count}: {reason}")
    for warning in found.warnings:
        click.echo(f"  {warning}")


def _write(found, out):
    targets = [out] if len(found) == 1 else [out / f"{_stem(path)}.json" for path, _ in found]
    if len(set(targets)) < len(targets):
        raise Unusable("Two of the files have the same name; import them into different folders.")
    for target, (_, each) in zip(targets, found, strict=True):
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            shown = json.dumps(patient_file.as_json(each.record), ensure_ascii=False, indent=1)
            target.write_text(shown, encoding="utf-8")
        except OSError as fault:
            raise Unusable(f"{target}: {fault.strerror}.") from None


def _stem(path):
    return Path(path).name.removesuffix(".gz").removesuffix(".json")
