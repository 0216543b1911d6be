"""People whose medicines look like a problem and are none: nothing above a quiet note is said of them."""

from pathlib import Path

import pytest
import yaml

from brownbag.clinical.assessment import assess
from tests.clinical.everyone import HELD
from tests.clinical.examples import record_of

PEOPLE = yaml.load(
    Path(__file__).with_name("well_managed.yaml").read_text(encoding="utf-8"), yaml.CBaseLoader
)


@pytest.mark.parametrize("person", PEOPLE, ids=lambda person: person["person"])
def test_nothing_is_made_of_what_is_in_order(person):
    found = assess(record_of(person), **HELD).findings
    assert [(each.severity, each.title) for each in found if each.severity != "low"] == []
