"""From the text on a label to what it means.

Every word is used or listed as not used. A direction is "understood" only when
nothing is left over, nothing contradicts itself and the numbers are believable;
otherwise it is understood in part, with the reason, or not at all.
"""

from __future__ import annotations

from brownbag.clinical.directions import phrases
from brownbag.clinical.directions.meaning import Directions
from brownbag.clinical.directions.reading.amounts import with_drug
from brownbag.clinical.directions.reading.assemble import finished
from brownbag.clinical.directions.reading.state import Reading
from brownbag.clinical.directions.reading.walk import walk
from brownbag.clinical.directions.tokens import LONGEST, tokens_of
from brownbag.clinical.vocabulary.medicine import Resolution


def read(text: str, *, medicine: Resolution | None = None) -> Directions:
    """Return what a direction says, and every word of it that played no part.

    >>> directions = read("Take 1 tablet by mouth twice daily for 7 days")
    >>> directions.outcome, directions.amount_per_day, directions.phases[0].days
    ('understood', Decimal('2'), Decimal('7'))
    >>> read("Take 1 tablet twice daily every 8 hours").outcome
    'partly'
    """
    if len(text) > LONGEST:
        return Directions(text[:LONGEST], "not_understood", why=("It is too long to be one direction.",))
    tokens = tokens_of(text)
    reading = walk(tokens, phrases.load()) if tokens else Reading()
    return with_drug(finished(text, reading, medicine), medicine)
