"""`brownbag restore`: bring back what `brownbag backup` wrote."""

import json
import shutil
import sqlite3
import zipfile
import zlib
from contextlib import closing
from pathlib import Path

import click

from brownbag.command_line.backup import DATABASE, FORMAT, MANIFEST, digest_of, embedded_database
from brownbag.command_line.errors import Unusable
from brownbag.command_line.serving import set_up

LARGEST = 20 * 1024**3


@click.command(epilog="Example: brownbag restore lakeside-2026-11-24.zip")
@click.argument("source", type=click.Path(path_type=Path))
@click.option("--replace", is_flag=True, help="Put aside the database that is there.")
def restore(source, replace):
    "Put the database of a backup in place; the one that was there is kept beside it."
    set_up()
    target = embedded_database()
    if target.exists() and not replace:
        raise Unusable(f"{target} is there already; stop the server and use --replace to put it aside.")
    fresh = target.with_name(target.name + ".restored")
    try:
        _unpack(source, fresh)
        _put_in_place(fresh, target)
    finally:
        fresh.unlink(missing_ok=True)
    click.echo(f"Restored from {source}. Run `brownbag migrate` if this release is newer than the backup.")


def _unpack(source, fresh):
    try:
        with zipfile.ZipFile(source) as packed:
            about = json.loads(packed.read(MANIFEST))
            if about.get("format") != FORMAT:
                raise Unusable(f"{source}: the format is {about.get('format')!r}; expected {FORMAT}.")
            if packed.getinfo(DATABASE).file_size > LARGEST:
                raise Unusable(
                    f"{source}: the database in it is larger than any practice's; nothing was restored."
                )
            with packed.open(DATABASE) as inside, fresh.open("wb") as file:
                shutil.copyfileobj(inside, file)
    except (OSError, zipfile.BadZipFile, zlib.error, KeyError, ValueError) as fault:
        raise Unusable(f"{source} is no backup that can be read ({fault}); nothing was restored.") from None
    if digest_of(fresh) != about["sha256"] or not _is_whole(fresh):
        raise Unusable(f"{source} is damaged: its check sum does not fit; nothing was restored.")


def _is_whole(database):
    with closing(sqlite3.connect(database)) as opened:
        return opened.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def _put_in_place(fresh, target):
    if target.exists():
        _write_out(target)
        target.replace(target.with_name(target.name + ".before-restore"))
    for ending in ("-wal", "-shm"):
        target.with_name(target.name + ending).unlink(missing_ok=True)
    fresh.replace(target)


def _write_out(database):
    "Bring what stands in the write-ahead log into the file, so that the copy put aside is whole."
    with closing(sqlite3.connect(database)) as opened:
        opened.execute("PRAGMA wal_checkpoint(TRUNCATE)")
