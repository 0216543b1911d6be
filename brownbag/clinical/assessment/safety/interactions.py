"""Two medicines that do not go together, worked out from the facts about each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import combinations
from typing import Any

from brownbag.clinical.assessment.engine import Engine
from brownbag.clinical.assessment.finding import SEVERITIES, URGENCIES, Citation, Finding
from brownbag.clinical.assessment.mechanisms import Match, Mechanisms, mechanisms_of_effect
from brownbag.clinical.assessment.prepare import Prepared, Taken
from brownbag.clinical.assessment.words import cited, filled, finding_of, takes

# The mechanism files say that the first acts on the second; in these rows the second acts on the first.
TURNED = frozenset({"level_up_first", "level_down_first", "less_effect_first"})
OWN_WORDS = ("why", "ask_prescriber", "say_to_patient")


def interactions(prepared: Prepared, engine: Engine) -> Iterator[Finding]:
    """Yield one finding for each two ingredients that do something to each other, from different products."""
    mechanisms = engine.mechanisms
    products = sorted((each for each in prepared.taken if not each.is_local), key=_by_name)
    together = {frozenset(pair) for each in products for pair in combinations(each.ingredients, 2)}
    seen: set[frozenset[str]] = set()
    for one, other in combinations(products, 2):
        for first in one.ingredients:
            for second in other.ingredients:
                pair = frozenset((first, second))
                if len(pair) == 2 and pair not in seen and pair not in together:
                    seen.add(pair)
                    found = mechanisms.between(first, second)
                    if found:
                        yield finding_for(found, {first: one, second: other}, mechanisms)


def finding_for(matches: list[Match], held_by: Mapping[str, Taken], mechanisms: Mechanisms) -> Finding:
    """Return one finding for a pair: the worst mechanism gives the words, the others are named in why."""
    worst = matches[0]
    by, on = held_by[worst.first], held_by[worst.second]
    places = {"first": by.name, "second": on.name, "pathway": worst.pathway}
    finding = finding_of(
        words_of(worst, mechanisms),
        grade_of(worst),
        places,
        drugs=(worst.first, worst.second),
        facts=[takes(each) for each in sorted((by, on), key=_by_name)],
        sources=tuple(source for match in matches for source in sources_of(match)),
        lines=(by, on),
        rule=worst.rule,
    )
    return replace(finding, why=why_of(matches, held_by, mechanisms))


def why_of(matches: list[Match], held_by: Mapping[str, Taken], mechanisms: Mechanisms) -> str:
    """Return why a pair matters: the worst mechanism in full, then the others in short."""
    worst = matches[0]
    places = {
        "first": held_by[worst.first].name,
        "second": held_by[worst.second].name,
        "pathway": worst.pathway,
    }
    why = filled(words_of(worst, mechanisms)["finding"]["why"], places)
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


def words_of(match: Match, mechanisms: Mechanisms) -> dict[str, Any]:
    """Return the mechanism whose words a match uses; a known pair brings its own and borrows the rest."""
    every = mechanisms.knowledge.mechanisms
    if match.pair is None:
        return every[match.rule]
    row = match.pair
    borrowed = next(mechanisms_of_effect(row["effect"], every), "known_pair")
    told = _told(every[borrowed], turned=row["effect"] in TURNED)
    says = told["finding"]
    for part in OWN_WORDS:
        if row.get(part):
            says[part] = row[part]
    for part, column in (("suggest", "suggest"), ("alternatives", "alternatives")):
        if row.get(column):
            says[part] = [row[column]]
    told["sources"] = []
    return told


def _told(mechanism: Mapping[str, Any], *, turned: bool) -> dict[str, Any]:
    """Return a copy of a mechanism's words; where the second acts on the first, the two change places."""
    swap = {"first": "{second}", "second": "{first}"} if turned else {}
    says = {
        part: [_swapped(each, swap) for each in text] if isinstance(text, list) else _swapped(text, swap)
        for part, text in mechanism["finding"].items()
    }
    return {**mechanism, "title": _swapped(mechanism["title"], swap), "finding": says}


def _swapped(text: str, swap: Mapping[str, str]) -> str:
    if not swap:
        return text.replace(" ({pathway})", "")
    kept = text.replace("{first}", "{1}").replace("{second}", "{2}")
    return kept.replace("{1}", "{second}").replace("{2}", "{first}").replace(" ({pathway})", "")


def also_words(matches: list[Match], held_by: Mapping[str, Taken], mechanisms: Mechanisms) -> str:
    """Return a sentence that names the weaker mechanisms of a pair."""
    told = []
    for match in matches[1:]:
        short = (match.pair or {}).get("why", "").rstrip(".") or words_of(match, mechanisms)["short"]
        places = {
            "first": held_by[match.first].name,
            "second": held_by[match.second].name,
            "pathway": match.pathway,
        }
        told.append(filled(short, places))
    return f"Also: {'; '.join(dict.fromkeys(told))}." if told else ""


def _by_name(taken: Taken) -> tuple[str, str]:
    return (taken.medication.name, taken.medication.key)
