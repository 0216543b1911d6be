"""`brownbag import`: what does a document hold, and what of it was not used?"""

import hashlib
import json
import os
import sys
from collections import Counter
from pathlib import Path

import click

from brownbag.command_line.documents import read_documents
from brownbag.command_line.errors import Unusable
from brownbag.command_line.files import content_of
from brownbag.exchange import patient_file

ENDINGS = (".gz", ".json", ".yaml", ".yml", ".xml", ".csv", ".xlsx", ".hl7", ".txt", ".ndjson")
JOURNAL = ".imported.jsonl"


@click.command(name="import", epilog="Example: brownbag import discharge.xml --out eleanor.json")
@click.argument("files", nargs=-1, required=True)
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="The day of reading; today if not given.")
@click.option(
    "--out", type=click.Path(), help="Where the patient file goes; a folder if there are several. Resumable."
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def import_(files, on, out, as_json):
    "Read documents and count what came in, what is kept and what is refused, with reasons."
    day = on.date() if on else None
    paths = list(_expanded(files))
    if len(paths) == 1:
        return _one(paths[0], day, Path(out) if out else None, as_json)
    return _many(paths, day, Path(out) if out else None, as_json)


def _one(path, day, out, as_json):
    found = read_documents(path, on=day)
    if out:
        several = len(found) > 1 or out.is_dir()
        _write(found, _targets(path, found, out, several=several))
    if as_json:
        return click.echo(_shown([_counted(path, each) for each in found]))
    for each in found:
        _print(path, each)
    return None


def _many(paths, day, out, as_json):
    "Read file after file; one that cannot be used is named and the others go on."
    journal = _Journal(out) if out else None
    names = _names(paths)
    counted, faults = [], []
    with click.progressbar(paths, file=sys.stderr, label="Reading") as shown:
        for path in shown:
            try:
                counted += _take(path, day, out, names[path], journal, full=as_json)
            except Unusable as fault:
                faults.append(str(fault))
    if as_json:
        click.echo(_shown(counted))
    else:
        _print_sum(counted, journal)
    for fault in faults:
        click.echo(fault, err=True)
    return 1 if faults else 0


def _take(path, day, out, name, journal, *, full):
    digest = hashlib.sha256(content_of(path)).hexdigest() if journal else ""
    if journal and journal.has(path, digest):
        return []
    found = read_documents(path, on=day)
    if out:
        _write(found, _targets(name, found, out, several=True))
        journal.note(path, digest)
    counted = [_counted(path, each) for each in found]
    return counted if full else [{**each, "patient": None} for each in counted]


class _Journal:
    "Which files were read into a folder before, so that a run that was broken off goes on where it stopped."

    def __init__(self, folder):
        self.skipped = 0
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as fault:
            raise Unusable(f"{folder}: {fault.strerror}; expected a folder for the patient files.") from None
        self._path = folder / JOURNAL
        lines = self._path.read_text(encoding="utf-8").splitlines() if self._path.exists() else []
        self._done = {line for line in lines if line.endswith("}")}

    def has(self, path, digest):
        "Whether a file was read with the same content."
        known = self._line(path, digest) in self._done
        self.skipped += known
        return known

    def note(self, path, digest):
        "Keep that a file was read; written only after its patient files stand."
        with self._path.open("a", encoding="utf-8") as file:
            file.write(f"\n{self._line(path, digest)}\n")

    def _line(self, path, digest):
        return json.dumps({"file": str(path), "sha256": digest})


def _expanded(files):
    for each in files:
        path = Path(each)
        if each != "-" and path.is_dir():
            held = sorted(
                name for name in path.rglob("*") if name.is_file() and not name.name.startswith(".")
            )
            yield from map(str, held)
        else:
            yield each


def _names(paths):
    "A name for what each file gives; where two files share one, a part of the way there is added."
    short = {path: _stem(path) for path in paths}
    often = Counter(short.values())
    return {
        path: name if often[name] == 1 else f"{name}-{hashlib.sha256(path.encode()).hexdigest()[:8]}"
        for path, name in short.items()
    }


def _stem(path):
    name = Path(path).name
    while name.lower().endswith(ENDINGS):
        name = name.rpartition(".")[0]
    return name or "document"


def _targets(name, found, out, *, several):
    if not several:
        return [out]
    stem = _stem(name)
    if len(found) == 1:
        return [out / f"{stem}.json"]
    return [out / f"{stem}-{number:04}.json" for number in range(1, len(found) + 1)]


def _write(found, targets):
    for target, each in zip(targets, found, strict=True):
        shown = json.dumps(patient_file.as_json(each.record), ensure_ascii=False, indent=1)
        draft = target.with_name(f".{target.name}.draft")
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            draft.write_text(shown, encoding="utf-8")
            os.replace(draft, target)
        except OSError as fault:
            raise Unusable(f"{target}: {fault.strerror}.") from None


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


def _shown(counted):
    return json.dumps(counted, ensure_ascii=False, indent=1)


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


def _print_sum(counted, journal):
    came, kept, refused, lines = (
        sum(each[name] for each in counted) for name in ("in", "kept", "refused", "medications")
    )
    files = len({each["file"] for each in counted})
    before = (
        f" {journal.skipped} files were read before and left alone." if journal and journal.skipped else ""
    )
    click.echo(
        f"{files} files about {len(counted)} people: {came} entries in, {kept} kept, {refused} refused;"
        f" {lines} medicine lines.{before}"
    )
