"""What the person says gets in the way, tied to the medicines it is about."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from brownbag.clinical.adherence.barriers import barrier_in
from brownbag.clinical.adherence.fills import supply_of
from brownbag.clinical.assessment.engine import Engine
from brownbag.clinical.assessment.finding import Fact, Finding
from brownbag.clinical.assessment.prepare import Prepared
from brownbag.clinical.assessment.taken import Taken
from brownbag.clinical.assessment.words import finding_of, takes
from brownbag.clinical.vocabulary.text import words_of

MECHANISM = "barrier_named"
# The share of days from which the measures of adherence call a medicine taken.
IN_TIME = Decimal("0.8")
HELP = {
    "cost": "Look for a generic, a cheaper equal, a discount or a help programme; never let insulin or a blood thinner be stretched.",
    "effects": "Ask which complaint, since when, and after which dose; the hour, the dose or the medicine may be changed.",
    "technique": "Watch one use, teach, and watch again; a spacer, pen or other device may be easier.",
    "access": "Set one refill day, mail or delivery; easy-open caps; a liquid where swallowing is hard.",
    "doubts": "Ask what the person expects and fears; say what it is for and what happens without it.",
    "forgets": "Tie the dose to a habit; a pill box, an alarm, once a day where that is possible.",
}


def barriers(prepared: Prepared, engine: Engine) -> Iterator[Finding]:
    """Yield a finding for each barrier the person names, and for each line taken otherwise because of cost."""
    for words in prepared.record.barriers:
        barrier = barrier_in(words)
        if barrier:
            yield _finding(words, barrier, _lines_about(words, barrier, prepared), engine)
    for taken in prepared.by_name:
        said = taken.medication.how_taken
        if taken.ingredients and barrier_in(said) == "cost":
            yield _finding(said, "cost", [taken], engine)


def _lines_about(words: str, barrier: str, prepared: Prepared) -> list[Taken]:
    """Return the lines that the words name; else the costliest for cost; else all that are for every day."""
    said = set(words_of(words))
    named = [taken for taken in prepared.by_name if said & _names(taken)]
    if named:
        return named
    daily = [taken for taken in prepared.by_name if taken.ingredients and not taken.medication.as_needed]
    daily = [taken for taken in daily if not _filled_in_time(taken, prepared)] or daily
    if barrier == "cost":
        costs = [each.medication.cost_per_month or 0 for each in daily]
        if any(costs):
            return [taken for taken, cost in zip(daily, costs, strict=True) if cost == max(costs)]
    return daily


def _filled_in_time(taken: Taken, prepared: Prepared) -> bool:
    """Whether the fills show that hardly a day was without it, and the person tells of no other way of taking it."""
    found = supply_of(taken.medication.fills, on=prepared.on) if taken.medication.fills else None
    return found is not None and found.share >= IN_TIME and not taken.medication.how_taken.strip()


def _names(taken: Taken) -> set[str]:
    every = " ".join((taken.name, *taken.ingredients))
    return {word for word in words_of(every) if len(word) > 4 or word == "insulin"}


def _finding(words: str, barrier: str, lines: list[Taken], engine: Engine) -> Finding:
    grade = engine.grade(MECHANISM, barrier=barrier)
    assert grade is not None
    return finding_of(
        engine.words(MECHANISM),
        grade,
        {"words": words, "barrier": barrier, "help": HELP[barrier]},
        drugs=[name for taken in lines for name in taken.ingredients],
        facts=(Fact("says", words), *(takes(taken) for taken in lines)),
        sources=(),
        lines=lines,
        related=(barrier,),
    )
