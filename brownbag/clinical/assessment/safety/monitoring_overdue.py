"""A test that a medicine needs and that is overdue or not on file."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from brownbag.clinical.assessment.about_one import Row, about, graded
from brownbag.clinical.assessment.engine import Engine
from brownbag.clinical.assessment.finding import Fact, Finding
from brownbag.clinical.assessment.prepare import Prepared, fact_of
from brownbag.clinical.assessment.qualifiers import applies
from brownbag.clinical.assessment.taken import Taken
from brownbag.clinical.person.record import Observation

MECHANISM = "monitoring_overdue"
# Appointments slip; a test counts as overdue when a quarter of its interval more has passed.
GRACE = 4
# A test that another one answers: months of blood sugar, and the kidneys.
ANSWERED_BY = {"glucose": "a1c", "creatinine": "egfr", "egfr": "creatinine"}


def monitoring_overdue(prepared: Prepared, engine: Engine) -> Iterator[Finding]:
    """Yield one finding for each ingredient with tests overdue, and one with tests not on file."""
    for ingredient, taken in prepared.each_systemic:
        states: dict[str, list[Row]] = {}
        for row in engine.facts.of("monitoring", ingredient):
            if applies(row, ingredient, taken, prepared, engine):
                state = _state(row, taken, prepared)
                if state and row["test"] not in {each["test"] for each in states.get(state, ())}:
                    states.setdefault(state, []).append(row)
        for state, rows in states.items():
            yield _finding(state, rows, ingredient, taken, prepared, engine)


def _state(row: Row, taken: Taken, prepared: Prepared) -> str:
    result = _newest(row["test"], prepared)
    start = taken.medication.start
    if result is None:
        if row["test"] == "egfr" and prepared.kidney is not None:
            return ""
        due = int(row.get("begin_days") or row.get("every_days") or 0)
        return "none" if start is None or (prepared.on - start).days > due else ""
    if result.on is None or not row.get("every_days"):
        return ""
    interval = int(row["every_days"])
    last_day = result.on + timedelta(days=interval + interval // GRACE)
    return "old" if prepared.on > last_day else ""


def _newest(test: str, prepared: Prepared) -> Observation | None:
    """Return the newest result of a test, or of the one that answers the same question."""
    tests = (test, ANSWERED_BY.get(test, ""))
    known = [prepared.results[each] for each in tests if each in prepared.results]
    return max(known, key=lambda each: each.on or date.min, default=None)


def _finding(
    state: str, rows: list[Row], ingredient: str, taken: Taken, prepared: Prepared, engine: Engine
) -> Finding:
    grade = graded(MECHANISM, engine, state=state)
    tests = ", ".join(engine.test_title(row["test"]) for row in rows)
    known = [prepared.results[row["test"]] for row in rows if row["test"] in prepared.results]
    last = "No result is on file." if state == "none" else "The last result is older than the interval."
    facts: list[Fact] = [fact_of(each) for each in known]
    why = f"{rows[0].get('why', '')} {last}".strip()
    return about(
        MECHANISM,
        grade,
        engine,
        ingredient,
        taken,
        rows[0],
        {"tests": tests, "why": why},
        facts=facts,
        missing=[engine.test_title(row["test"]) for row in rows] if state == "none" else (),
    )
