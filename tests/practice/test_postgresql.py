"""The tests of the application once more, on PostgreSQL."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.practice.both_databases import PROGRAMS, postgresql

HERE = Path(__file__).parent


@pytest.mark.postgresql
@pytest.mark.skipif(not PROGRAMS, reason="no PostgreSQL server was found; install the package postgresql")
def test_everything_holds_on_postgresql_too():
    names = (
        "foundations",
        "pages",
        "visit",
        "imports",
        "sharing",
        "reconcile_lists",
        "stays",
        "bag",
        "merging",
    )
    files = [HERE / f"test_{name}.py" for name in names]
    with postgresql() as address:
        done = subprocess.run(
            [
                sys.executable,
                "-m",
                "pytest",
                "-q",
                "-p",
                "no:xdist",
                "-p",
                "no:cacheprovider",
                "-m",
                "not slow",
                *files,
            ],
            cwd=HERE.parents[1],
            env=_plain_environment() | {"BROWNBAG_DATABASE_URL": address},
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]


def _plain_environment():
    return {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "COV_"))}
