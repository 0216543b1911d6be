"""A long-acting opioid alone, where pain between the doses is to be expected."""

from __future__ import annotations

from collections.abc import Iterator

from brownbag.clinical.assessment.about_one import about
from brownbag.clinical.assessment.engine import Engine
from brownbag.clinical.assessment.finding import Fact, Finding
from brownbag.clinical.assessment.prepare import Prepared
from brownbag.clinical.assessment.qualifiers import LONG_ACTING
from brownbag.clinical.assessment.taken import Taken
from brownbag.clinical.vocabulary.text import words_of

MECHANISM = "breakthrough_pain"
LONG_FORMS = LONG_ACTING | {"patch", "contin", "oxycontin"}
ENDING_LIFE = ("palliative", "hospice", "end of life", "terminal")


def breakthrough_pain(prepared: Prepared, engine: Engine) -> Iterator[Finding]:
    """Yield a finding for a long-acting opioid without a short-acting one in cancer or at the end of life."""
    reason = _reason(prepared)
    if reason is None:
        return
    opioids = engine.knowledge.members(["@opioids"])
    taken = [each for each in prepared.by_name if opioids & set(each.ingredients)]
    if not taken or not all(_is_long_acting(each) for each in taken):
        return
    first = taken[0]
    ingredient = next(name for name in first.ingredients if name in opioids)
    grade = engine.words(MECHANISM)["grades"][0]
    yield about(MECHANISM, grade, engine, ingredient, first, None, {}, facts=(Fact("condition", reason),))


def _reason(prepared: Prepared) -> str | None:
    if "cancer" in prepared.conditions:
        return prepared.conditions["cancer"].name or "cancer"
    named = (each.name for each in prepared.record.conditions if each.status == "active")
    return next((name for name in named if any(words in name.casefold() for words in ENDING_LIFE)), None)


def _is_long_acting(taken: Taken) -> bool:
    line = taken.medication
    words = set(words_of(f"{line.name} {line.form} {taken.known.form}"))
    return bool(words & LONG_FORMS) or "methadone" in taken.ingredients
