"""The number under the bars of a box, looked up in the lists that are loaded."""

import json
from datetime import UTC, datetime

import pytest

from brownbag.clinical import vocabulary
from brownbag.exchange.drug_lists import load, use_loaded
from brownbag.practice.workspace.collect.scanning import Product, scanned
from tests.journeys.conftest import LISTED


@pytest.fixture
def listed(tmp_path):
    "One product of openFDA loaded."
    file = tmp_path / "drug-ndc.json"
    file.write_text(json.dumps(LISTED))
    load("openfda", file, tmp_path, at=datetime(2026, 11, 24, tzinfo=UTC))
    use_loaded(tmp_path)
    yield
    vocabulary.use(None)


@pytest.mark.parametrize("code", ["300932267015", "0093-2267-01", "00093226701"])
def test_a_known_number_names_the_product(listed, code):
    assert scanned(code)["found"] == [Product("lisinopril 10 mg tablet", "rx")]


@pytest.mark.parametrize(
    ("code", "is_code"), [("300010000015", True), ("036000291452", False), ("hello", False), ("", False)]
)
def test_what_nobody_knows_is_said_to_be_unknown(listed, code, is_code):
    found = scanned(code)
    assert found["found"] == []
    assert found["is_code"] is is_code
