"""A PostgreSQL server of the tests' own, on a free port of this machine, gone afterwards."""

import os
import shutil
import socket
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path

PROGRAMS = sorted(Path("/usr/lib/postgresql").glob("*/bin")) + [
    Path(found).parent for found in [shutil.which("initdb")] if found
]


@contextmanager
def postgresql():
    "Start a server and give the address of a database on it."
    programs, folder = PROGRAMS[-1], Path(tempfile.mkdtemp(prefix="brownbag-pg-"))
    data, port = folder / "data", _free_port()
    as_root = os.geteuid() == 0
    if as_root:
        shutil.chown(folder, "postgres")
    try:
        _run([programs / "initdb", "-D", data, "-A", "trust", "-U", "postgres"], as_root)
        options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1"
        _run(
            [programs / "pg_ctl", "-D", data, "-o", f"'{options}'", "-w", "-l", folder / "log", "start"],
            as_root,
        )
        try:
            yield f"postgresql://postgres@127.0.0.1:{port}/brownbag"
        finally:
            _run([programs / "pg_ctl", "-D", data, "-m", "fast", "stop"], as_root)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _run(command, as_root):
    "Run a program of the server; it refuses to run as root."
    line = " ".join(str(part) for part in command)
    words = ["su", "postgres", "-c", line] if as_root else ["sh", "-c", line]
    subprocess.run(words, check=True, stdout=subprocess.DEVNULL, cwd="/")


def _free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]
