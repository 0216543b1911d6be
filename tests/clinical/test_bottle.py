"""Tablets left in a bottle, beside its label."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from brownbag.clinical.person.bottle import compare_count

ON = date(2026, 11, 20)


def meaning(left, *, days_ago=30, quantity=90, directions="Take 1 tablet daily"):
    filled_on = ON - timedelta(days=days_ago) if days_ago is not None else None
    amount = Decimal(quantity) if quantity else None
    return compare_count(left, filled_on=filled_on, quantity=amount, directions=directions, on=ON).meaning


@pytest.mark.parametrize(
    ("left", "said"),
    [(90, "untouched"), (65, "more"), (64, "fits"), (60, "fits"), (56, "fits"), (55, "fewer"), (0, "fewer")],
)
def test_a_count_is_compared_with_what_the_label_would_leave(left, said):
    assert meaning(left) == said


def test_a_bottle_filled_two_days_ago_is_not_called_untouched():
    assert meaning(90, days_ago=2) == "fits"


def test_an_empty_bottle_that_ran_out_fits():
    assert meaning(0, days_ago=200) == "fits"


@pytest.mark.parametrize(
    "unknown",
    [
        {"days_ago": None},
        {"quantity": None},
        {"days_ago": -1},
        {"directions": ""},
        {"directions": "as directed"},
        {"directions": "Take 1 tablet every 6 hours as needed for pain"},
    ],
)
def test_where_the_label_does_not_say_enough_nothing_is_claimed(unknown):
    assert meaning(30, **unknown) == "unknown"
