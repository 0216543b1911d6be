"""Two medicines of one kind, where one is rarely needed beside the other."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from brownbag.clinical.assessment.engine import Engine
from brownbag.clinical.assessment.finding import Finding
from brownbag.clinical.assessment.prepare import Prepared
from brownbag.clinical.assessment.taken import Taken
from brownbag.clinical.assessment.words import filled, finding_of, takes

MECHANISM = "same_group_twice"


def same_group_twice(prepared: Prepared, engine: Engine) -> Iterator[Finding]:
    """Yield a finding for each two different ingredients of one listed group, from different products."""
    products = [each for each in prepared.by_name if not each.is_local]
    # Two that one product holds are meant together: two strengths of Adderall are not two kinds of amphetamine.
    seen = {frozenset(pair) for each in products for pair in combinations(each.ingredients, 2)}
    for one, other in combinations(products, 2):
        for first in one.ingredients:
            for second in other.ingredients:
                pair = frozenset((first, second))
                grade = engine.one_kind(first, second)
                if grade and pair not in seen:
                    seen.add(pair)
                    yield _finding(grade, (first, second), (one, other), engine)


def why_one_kind(grade: dict[str, str], names: tuple[str, str], engine: Engine) -> str:
    """Return the reason of such a finding for two names on a list."""
    return filled(engine.words(MECHANISM)["finding"]["why"], _places(grade, names, engine))


def _finding(
    grade: dict[str, str], drugs: tuple[str, str], products: tuple[Taken, Taken], engine: Engine
) -> Finding:
    return finding_of(
        engine.words(MECHANISM),
        grade,
        _places(grade, (products[0].name, products[1].name), engine),
        drugs=drugs,
        facts=[takes(each) for each in products],
        sources=(),
        lines=products,
    )


def _places(grade: dict[str, str], names: tuple[str, str], engine: Engine) -> dict[str, str]:
    title = engine.knowledge.groups[grade["group"]]["title"]
    return {"first": names[0], "second": names[1], "group": title}
