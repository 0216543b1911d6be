"""What each label of the tables means, and that none is taken for what it is not."""

import pytest

from brownbag.clinical.directions import read
from tests.spec.directions.label_tables import labels, problems


@pytest.mark.parametrize("label", labels(), ids=lambda label: label.text)
def test_a_label_means_what_the_table_says(label):
    assert problems(label, read(label.text)) == []


def test_there_are_labels_that_nobody_should_act_on():
    assert sum(not label.whole for label in labels()) > 80


def test_a_table_catches_a_wrong_reading():
    label = next(each for each in labels() if each.text == "Take 1 tablet by mouth once daily")
    assert problems(label, read("Take 1 tablet by mouth twice daily")) == ["the amount a day is 2"]
