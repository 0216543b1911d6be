"""A short course that has run out and still stands on the list."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from brownbag.clinical.assessment.about_one import about
from brownbag.clinical.assessment.engine import Engine
from brownbag.clinical.assessment.finding import Fact, Finding
from brownbag.clinical.assessment.prepare import Prepared
from brownbag.clinical.assessment.taken import Taken

MECHANISM = "course_over"
ANTI_INFECTIVES = (
    "@penicillins",
    "@cephalosporins",
    "@macrolides",
    "@fluoroquinolones",
    "@tetracyclines_by_mouth",
    "@sulfonamide_antibiotics",
    "@nitroimidazoles",
    "@oxazolidinones",
    "@influenza_antivirals",
    "nitrofurantoin",
    "clindamycin",
    "fosfomycin",
    "cefdinir",
)
# For these a long course may be meant.
MEANT_LONG = (
    "prevent",
    "prophyla",
    "suppress",
    "acne",
    "rosacea",
    "bone",
    "valve",
    "chronic",
    "h pylori",
    "copd",
)


def course_over(prepared: Prepared, engine: Engine) -> Iterator[Finding]:
    """Yield a finding for each line whose course, by its label or by its kind, is over."""
    for taken in prepared.by_name:
        line = taken.medication
        if line.start is None or line.status != "active" or line.end is not None or not taken.ingredients:
            continue
        days = (prepared.on - line.start).days
        why, number = _why(taken, days, prepared, engine)
        if why:
            grade = engine.words(MECHANISM)["grades"][number]
            facts = (_begun(taken, line.start), Fact("the label says", line.directions))
            yield about(
                MECHANISM, grade, engine, taken.ingredients[0], taken, None, {"why": why}, facts=facts
            )


def _why(taken: Taken, days: int, prepared: Prepared, engine: Engine) -> tuple[str, int]:
    by_label, by_kind = engine.words(MECHANISM)["grades"][:2]
    course = taken.directions.days
    if course is not None:
        over = days - int(course)
        past = over > int(by_label["past"])
        return (f"The label names {int(course)} days; it was begun {days} days ago." if past else ""), 0
    if days > int(by_kind["days"]) and _is_short(taken, engine):
        return f"It is mostly given for days; it was begun {days} days ago.", 1
    return "", 0


def _is_short(taken: Taken, engine: Engine) -> bool:
    """Whether it is against an infection, by mouth, and neither reason nor label speak of a long course."""
    line = taken.medication
    said = f"{line.indication} {line.directions}".casefold()
    kinds = engine.knowledge.members(list(ANTI_INFECTIVES))
    return (
        not taken.is_local
        and bool(kinds & set(taken.ingredients))
        and not any(word in said for word in MEANT_LONG)
    )


def _begun(taken: Taken, start: date) -> Fact:
    return Fact(f"{taken.name} begun", start.isoformat(), None, start)
