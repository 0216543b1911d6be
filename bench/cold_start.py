"""From nothing to an answer: `brownbag check` in a new process."""

import os
import subprocess
import sys
from pathlib import Path

from bench.row import Row, measure

COMMAND = [Path(sys.executable).with_name("brownbag"), "check", "warfarin", "naproxen"]


def rows() -> list[Row]:
    "Measure the whole command, Python's own start included."
    return [measure("cold start of brownbag check", _check, aim="500 ms", times=10)]


def _check() -> None:
    # An installed program has its compiled modules beside it, whatever this shell does.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    subprocess.run(COMMAND, check=True, capture_output=True, env=environment)
