"""Directions on a label: read into structure, said in plain words, laid over a day."""

from brownbag.clinical.directions.grid import Grid, daily_grid
from brownbag.clinical.directions.meaning import Amount, Directions, Phase, Timing
from brownbag.clinical.directions.parse import read
from brownbag.clinical.directions.reading.amounts import times_on_an_average_day, total_quantity
from brownbag.clinical.directions.spanish import reason_in_spanish
from brownbag.clinical.directions.wording import Saying, say

__all__ = [
    "Amount",
    "Directions",
    "Grid",
    "Phase",
    "Saying",
    "Timing",
    "daily_grid",
    "read",
    "reason_in_spanish",
    "say",
    "times_on_an_average_day",
    "total_quantity",
]
