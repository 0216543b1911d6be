"""A result out of range, and the medicines on the list that can be behind it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from brownbag.clinical.assessment.about_one import Row
from brownbag.clinical.assessment.engine import Engine
from brownbag.clinical.assessment.finding import Finding
from brownbag.clinical.assessment.prepare import Prepared, fact_of
from brownbag.clinical.assessment.taken import Taken
from brownbag.clinical.assessment.words import finding_of, takes
from brownbag.clinical.person.record import Observation

MECHANISM = "result_may_be_from"
# The level of a load from which a medicine is a clear suspect.
CLEAR = 2
LOW_WORDS = ("low", "decreased", "reduced", "below")
HIGH_WORDS = ("high", "elevated", "raised", "increased", "above")
COUNTED_IN_THOUSANDS = frozenset({"platelets", "neutrophils", "white_cells"})
# An earlier creatinine counts as the usual one for a year.
USUAL_FOR = timedelta(days=365)
# Units of the same size under other names; a value in another unit is not compared.
SAME_UNIT = (
    {"mmol/l", "meq/l"},
    {"10*3/ul", "k/ul", "10*9/l", "x10*3/ul", "10^3/ul", "10e3/ul", "thou/ul", "k/mm3", "/ul", "cells/ul"},
    {"m[iu]/l", "u[iu]/ml", "miu/l", "uiu/ml", "mu/l", "mciu/ml"},
    {"u/l", "iu/l", "[iu]/l"},
    {"mm[hg]", "mmhg"},
    {"/min", "{beats}/min", "bpm", "beats/min", "min-1"},
    {"ms", "msec"},
)


def results_out_of_range(prepared: Prepared, engine: Engine) -> Iterator[Finding]:
    """Yield one finding for each result out of range and the medicines that carry the load behind it."""
    told: set[tuple[str, str]] = set()
    for grade in engine.words(MECHANISM)["grades"]:
        result = _result(grade["test"], prepared)
        if result is None or (grade["test"], grade["load"]) in told or not _is_out(result, grade):
            continue
        behind = _behind(result, grade, prepared, engine)
        if behind:
            told.add((grade["test"], grade["load"]))
            yield _finding(result, grade, behind, engine)


def _result(test: str, prepared: Prepared) -> Observation | None:
    if test == "creatinine_rise":
        return _creatinine_rise(prepared)
    return prepared.results.get(test)


def _creatinine_rise(prepared: Prepared) -> Observation | None:
    """Return how many times the lowest creatinine of the year before the newest one is."""
    newest = prepared.results.get("creatinine")
    if newest is None or newest.value is None or newest.on is None:
        return None
    earlier = [
        each.value
        for each in prepared.record.observations
        if each.on is not None
        and each.value
        and each.loinc == newest.loinc
        and each.name == newest.name
        and each.unit == newest.unit
        and newest.on - USUAL_FOR <= each.on < newest.on
    ]
    if not earlier:
        return None
    times = (newest.value / min(earlier)).quantize(Decimal("0.01"))
    return replace(newest, name="creatinine, times the earlier value", value=times, unit=None)


def _is_out(result: Observation, grade: Row) -> bool:
    if result.value is None:
        said = result.said.casefold()
        words = LOW_WORDS if "below" in grade else HIGH_WORDS
        # Words tell the direction and not how far, so they count for the mildest line only.
        return grade["severity"] != "high" and any(word in said for word in words)
    value = _in_thousands(result.value, grade["test"])
    if "below" in grade:
        return value < Decimal(grade["below"])
    return value > Decimal(grade["above"])


def _in_thousands(value: Decimal, test: str) -> Decimal:
    return value / 1000 if test in COUNTED_IN_THOUSANDS and value >= 1000 else value


def _behind(result: Observation, grade: Row, prepared: Prepared, engine: Engine) -> list[tuple[str, Taken]]:
    """Return the medicines begun before the result that carry enough of the load; weak ones only where none is stronger."""
    if not _comparable(result, grade["test"], engine):
        return []
    found: dict[str, tuple[int, Taken]] = {}
    for taken in prepared.by_name:
        start = taken.medication.start
        began_later = start is not None and result.on is not None and start > result.on
        if taken.is_local or began_later or taken.medication.status == "proposed":
            continue
        for name in taken.ingredients:
            level = engine.facts.level(grade["load"], name)
            if level >= int(grade["from_level"]):
                found.setdefault(name, (level, taken))
    strongest = max((level for level, _ in found.values()), default=0)
    enough = min(strongest, CLEAR)
    return [(name, taken) for name, (level, taken) in sorted(found.items()) if level >= enough]


def _comparable(result: Observation, test: str, engine: Engine) -> bool:
    if result.value is None or not result.unit or test == "creatinine_rise":
        return True
    usual = next(row["unit"] for row in engine.facts.tests if row["test"] == test).casefold()
    unit = result.unit.casefold()
    return unit == usual or any(unit in same and usual in same for same in SAME_UNIT)


def _finding(result: Observation, grade: Row, behind: list[tuple[str, Taken]], engine: Engine) -> Finding:
    lines = list({id(taken): taken for _, taken in behind}.values())
    value = result.said if result.value is None else f"{result.value:f}"
    places = {
        "test": result.name or engine.test_title(grade["test"]),
        "value": value,
        "medicines": " and ".join(taken.name for taken in lines),
    }
    return finding_of(
        engine.words(MECHANISM),
        grade,
        places,
        drugs=[name for name, _ in behind],
        facts=(fact_of(result), *(takes(taken) for taken in lines)),
        sources=(),
        lines=lines,
        related=(grade["means"], engine.test_title(grade["test"])),
    )
