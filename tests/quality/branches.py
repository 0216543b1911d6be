"""How much of the clinical core the tests reach, by the last `make coverage`."""

from io import StringIO
from pathlib import Path

from coverage import Coverage
from coverage.exceptions import CoverageException

ROOT = Path(__file__).parents[2]


def main():
    "Print the share of lines and branches, or that it was not measured."
    measured = Coverage(data_file=ROOT / ".coverage", config_file=ROOT / "pyproject.toml")
    try:
        measured.load()
        share = measured.report(file=StringIO())
    except CoverageException:
        return print("branches of the clinical core: not measured; `make coverage` does it")
    return print(f"branches of the clinical core: {share:.1f} % reached by tests")
