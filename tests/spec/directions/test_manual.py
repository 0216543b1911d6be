"""The reference in docs/ says what the reader does today."""

from tests.spec.directions.manual import TARGET, manual


def test_the_reference_of_directions_is_not_stale():
    told = "Run `python -m tests.spec.directions.manual` and look at what changed."
    assert TARGET.read_text(encoding="utf-8") == manual(), told
