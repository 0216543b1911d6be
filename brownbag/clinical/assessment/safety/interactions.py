"""Two medicines that do not go together, worked out from the facts about each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations, product

from brownbag.clinical.assessment.engine import Engine
from brownbag.clinical.assessment.finding import SEVERITIES, URGENCIES, Citation, Finding, NotChecked
from brownbag.clinical.assessment.mechanisms import Match, Mechanisms
from brownbag.clinical.assessment.prepare import Prepared
from brownbag.clinical.assessment.taken import Taken
from brownbag.clinical.assessment.words import cited, filled, finding_of, takes


def interactions(prepared: Prepared, engine: Engine) -> Iterator[Finding | NotChecked]:
    """Yield one finding for each two ingredients that do something to each other, from different products.

    What is switched off here is settled as a finding of its own, which names it as not checked.
    """
    mechanisms = engine.mechanisms
    products = [each for each in prepared.by_name if not each.is_local]
    together = {frozenset(pair) for each in products for pair in combinations(each.ingredients, 2)}
    seen: set[frozenset[str]] = set()
    for one, other in combinations(products, 2):
        for first, second in product(one.ingredients, other.ingredients):
            found, off = mechanisms.between(first, second), mechanisms.switched_off(first, second)
            if not (found or off):
                continue
            pair = frozenset((first, second))
            if pair in seen or pair in together:
                continue
            seen.add(pair)
            held_by = {first: one, second: other}
            if found:
                yield finding_for(found, held_by, mechanisms)
            for match in off:
                yield engine.local.settled(finding_for([match], held_by, mechanisms))


def finding_for(matches: list[Match], held_by: Mapping[str, Taken], mechanisms: Mechanisms) -> Finding:
    """Return one finding for a pair: the worst mechanism gives the words, the others are named in why."""
    worst = matches[0]
    by, on = held_by[worst.first], held_by[worst.second]
    places = {"first": by.name, "second": on.name, "pathway": worst.pathway}
    return finding_of(
        mechanisms.words_of(worst),
        grade_of(worst),
        places,
        drugs=(worst.first, worst.second),
        facts=[takes(each) for each in sorted((by, on), key=_by_name)],
        sources=tuple(source for match in matches for source in sources_of(match)),
        lines=(by, on),
        rule=worst.rule,
        why=why_of(matches, held_by, mechanisms),
    )


def why_of(matches: list[Match], held_by: Mapping[str, Taken], mechanisms: Mechanisms) -> str:
    """Return why a pair matters: the worst mechanism in full, then the others in short."""
    worst = matches[0]
    places = {
        "first": held_by[worst.first].name,
        "second": held_by[worst.second].name,
        "pathway": worst.pathway,
    }
    why = filled(mechanisms.words_of(worst)["finding"]["why"], places)
    also = also_words(matches, held_by, mechanisms)
    return f"{why} {also}" if also else why


def grade_of(match: Match) -> dict[str, str]:
    """Return the grade of a match in words."""
    calm, severity, urgency = match.grade
    return {
        "severity": SEVERITIES[severity],
        "urgency": URGENCIES[urgency],
        "interrupts": "no" if calm else "yes",
    }


def sources_of(match: Match) -> Iterator[Citation]:
    """Yield the sources of the facts that a match rests on."""
    names = (match.first, match.second)
    for (topic, row), name in zip(match.rows, names, strict=False):
        supports = {
            "pathways": f"{name}: {row.get('pathway')} {row.get('role')}, {row.get('strength')}",
            "loads": f"{name}: {row.get('load', '').replace('_', ' ')}, level {row.get('level')} of 3",
            "pairs": "the two together",
        }[topic]
        yield cited(row, supports)


def also_words(matches: list[Match], held_by: Mapping[str, Taken], mechanisms: Mechanisms) -> str:
    """Return a sentence that names the weaker mechanisms of a pair."""
    told = []
    for match in matches[1:]:
        short = (match.pair or {}).get("why", "").rstrip(".") or mechanisms.words_of(match)["short"]
        places = {
            "first": held_by[match.first].name,
            "second": held_by[match.second].name,
            "pathway": match.pathway,
        }
        told.append(filled(short, places))
    return f"Also: {'; '.join(dict.fromkeys(told))}." if told else ""


def _by_name(taken: Taken) -> tuple[str, str]:
    return (taken.medication.name, taken.medication.key)
