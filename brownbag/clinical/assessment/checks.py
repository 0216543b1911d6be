"""The checks that an assessment asks, one a file, in one table."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from brownbag.clinical.assessment.as_needed_daily import as_needed_daily
from brownbag.clinical.assessment.engine import Engine
from brownbag.clinical.assessment.finding import Finding
from brownbag.clinical.assessment.prepare import Prepared
from brownbag.clinical.assessment.safety.interactions import interactions
from brownbag.clinical.assessment.safety.same_group_twice import same_group_twice
from brownbag.clinical.assessment.same_ingredient_twice import same_ingredient_twice

CHECKS: tuple[Callable[[Prepared, Engine], Iterable[Finding]], ...] = (
    same_ingredient_twice,
    as_needed_daily,
    interactions,
    same_group_twice,
)
