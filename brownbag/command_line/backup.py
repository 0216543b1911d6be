"""`brownbag backup`: one file that holds everything the practice keeps, taken while it goes on working."""

import hashlib
import json
import sqlite3
import tempfile
import zipfile
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import click

from brownbag.command_line.errors import Unusable
from brownbag.command_line.serving import refuse_old_tables, set_up

FORMAT = "brownbag-backup/1"
DATABASE, MANIFEST = "brownbag.sqlite3", "manifest.json"
FOR_POSTGRESQL = "The database is PostgreSQL; back it up with pg_dump and bring it back with pg_restore."


@click.command(epilog="Example: brownbag backup lakeside-2026-11-24.zip")
@click.argument("target", type=click.Path(path_type=Path))
def backup(target):
    "Write a copy of the embedded database, with a check sum, to a file that is not there yet."
    set_up()
    source = embedded_database()
    refuse_old_tables()
    if target.exists():
        raise Unusable(f"{target} is there already; name a file that is not.")
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / DATABASE
        _copy(source, copy)
        draft = target.with_name(target.name + ".draft")
        try:
            _pack(copy, draft)
            draft.replace(target)
        except OSError as fault:
            draft.unlink(missing_ok=True)
            raise Unusable(f"{target} cannot be written ({fault.strerror}); name another place.") from None
    click.echo(
        f"{target}: {target.stat().st_size:,} bytes. It holds patients' records and is not encrypted: keep it safe."
    )


def embedded_database():
    "Return the path of the embedded database."
    from django.conf import settings

    about = settings.DATABASES["default"]
    if not about["ENGINE"].endswith("sqlite3"):
        raise Unusable(FOR_POSTGRESQL)
    return Path(about["NAME"])


def digest_of(path):
    "Return the SHA-256 of a file."
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _copy(source, copy):
    "A consistent copy, also while others write."
    with closing(sqlite3.connect(source)) as origin, closing(sqlite3.connect(copy)) as target:
        origin.backup(target)


def _pack(copy, draft):
    about = {
        "format": FORMAT,
        "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "sha256": digest_of(copy),
    }
    with zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(MANIFEST, json.dumps(about, indent=1))
        packed.write(copy, DATABASE)
