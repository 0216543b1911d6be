"""Reading directions: one label after another, everything loaded."""

from itertools import cycle

from bench.row import Row, measure
from brownbag.clinical.directions import read

LABELS = cycle(
    (
        "Take 1 tablet by mouth twice daily",
        "Take 1 to 2 tablets every 4 to 6 hours as needed for pain. Max 8 tablets in 24 hours",
        "Take 2 tablets on day 1, then 1 tablet daily for 4 days",
        "Inhale 2 puffs four times daily as needed for wheezing",
        "Inject 10 units under the skin before breakfast and 12 units before dinner",
        "Take 7.5 mg on Mon, Wed, Fri and 5 mg all other days",
    )
)


def rows() -> list[Row]:
    "Measure reading with the phrases loaded, as a running server has them."
    return [measure("read one label", lambda: read(next(LABELS)), aim="0.5 ms", times=1200)]
