"A claim that names a medicine only by its code: the loaded lists know the name, or nobody does."

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from brownbag.clinical import vocabulary
from brownbag.exchange.drug_lists import load, use_loaded
from brownbag.exchange.tables import read_csv

PUBLISHED = Path(__file__).parent / "published"
AT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
CLAIM = "DML_IND|BENE_ID|SRVC_DT|PROD_SRVC_ID|QTY_DSPNSD_NUM|DAYS_SUPLY_NUM\nINSERT|-1|01-Nov-2026|00006074031|90|90\n"


@pytest.fixture
def _directory_loaded(tmp_path):
    load("ndc", PUBLISHED / "product.txt", tmp_path, at=AT)
    use_loaded(tmp_path)
    yield
    vocabulary.use(None)


def the_line():
    (person,) = read_csv(CLAIM, on=date(2026, 11, 24))
    (line,) = person.record.medications
    return line


@pytest.mark.usefixtures("_directory_loaded")
def test_a_code_in_the_loaded_directory_is_shown_by_its_name():
    line = the_line()
    assert (line.name, line.ndc) == ("simvastatin 20 mg tablet, film coated", "00006074031")
    assert vocabulary.load().resolve(line.name).ingredients == ("simvastatin",)


def test_a_code_that_nobody_knows_stays_a_code_and_it_is_said_why():
    line = the_line()
    assert line.name == "NDC 00006074031"
    answer = vocabulary.load().resolve(line.name)
    assert answer.outcome == "unknown"
    assert answer.why.startswith("It is named only by a code, and no loaded drug list knows the code")
