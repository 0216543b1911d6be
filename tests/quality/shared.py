"""Where the shared reference data lies: beside the repository, or beside the folder that holds it."""

from pathlib import Path

_PLACES = [Path(__file__).resolve().parents[number] / "shared" for number in (3, 4)]
SHARED = next((place for place in _PLACES if place.exists()), _PLACES[0])
