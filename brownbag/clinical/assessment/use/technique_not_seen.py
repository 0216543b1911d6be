"""The treatment does not work yet, and nobody knows how the device is used."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from brownbag.clinical.assessment.about_one import about
from brownbag.clinical.assessment.engine import Engine
from brownbag.clinical.assessment.finding import Citation, Fact, Finding
from brownbag.clinical.assessment.prepare import Prepared, fact_of
from brownbag.clinical.assessment.taken import Taken
from brownbag.clinical.vocabulary.text import words_of

MECHANISM = "technique_not_seen"
INHALED = frozenset(
    ["spray_inhaler", "diskus", "ellipta", "handihaler", "respimat", "turbuhaler", "respiclick", "nebulizer"]
)
INJECTED = frozenset({"insulin_pen", "insulin_syringe"})
BREATHING_WORDS = (
    "wheez",
    "short of breath",
    "breath",
    "tight chest",
    "chest tight",
    "cough",
    "night waking",
)
HIGH_A1C = Decimal("7.9")


def technique_not_seen(prepared: Prepared, engine: Engine) -> Iterator[Finding]:
    """Yield a quiet finding for each inhaler or injection that seems not to work and whose use is not on file."""
    signs = {"inhaled": _breathing(prepared), "injected": _sugar(prepared)}
    if not any(signs.values()):
        return
    for taken in prepared.by_name:
        device = device_of(taken, engine)
        kind = "inhaled" if device in INHALED else "injected" if device in INJECTED else ""
        sign = signs.get(kind)
        if device and sign and not taken.medication.how_taken.strip():
            yield _finding(taken, device, kind, sign, engine)


def device_of(taken: Taken, engine: Engine) -> str:
    """Return the name of the device file that a line fits, by its words, else by its route and ingredient."""
    line = taken.medication
    said = f" {' '.join(words_of(f'{line.name} {line.form} {taken.known.form}'))} "
    by_route = ""
    for name, device in sorted(engine.knowledge.devices.items()):
        found_by = device["found_by"]
        if _has(said, found_by.get("not_words", ())):
            continue
        if _has(said, found_by.get("words", ())) and _holds(taken, found_by, engine):
            return name
        route = line.route or taken.known.route
        if not by_route and route in found_by.get("routes", ()) and _holds(taken, found_by, engine):
            by_route = name
    return by_route


def _has(said: str, phrases: Any) -> bool:
    return any(f" {' '.join(words_of(phrase))} " in said for phrase in phrases)


def _holds(taken: Taken, found_by: Mapping[str, Any], engine: Engine) -> bool:
    """Whether the line holds an ingredient of the device; one known by its way of use may hold any."""
    names = list(found_by.get("ingredients", ()))
    if "routes" in found_by or not names:
        return True
    return bool(engine.knowledge.members(names) & set(taken.ingredients))


def _breathing(prepared: Prepared) -> Fact | None:
    if not {"asthma", "copd"} & prepared.conditions.keys():
        return None
    said = (
        each for each in prepared.record.symptoms if any(word in each.casefold() for word in BREATHING_WORDS)
    )
    words = next(said, None)
    return Fact("says", words) if words else None


def _sugar(prepared: Prepared) -> Fact | None:
    result = prepared.results.get("a1c")
    too_high = result is not None and result.value is not None and result.value > HIGH_A1C
    return fact_of(result) if result is not None and too_high else None


def _finding(taken: Taken, device: str, kind: str, sign: Fact, engine: Engine) -> Finding:
    given = engine.knowledge.devices[device]
    grade = engine.grade(MECHANISM, devices=kind)
    assert grade is not None
    ingredient = min(taken.ingredients) if taken.ingredients else taken.name
    places = {
        "device": given["title"],
        "errors": "; ".join(error["error"] for error in given["common_errors"][:3]),
        "steps": " ".join(given["steps"]),
        "sign": f"{sign.what[:1].upper()}{sign.what[1:]} “{sign.value}”",
    }
    found = about(MECHANISM, grade, engine, ingredient, taken, None, places, facts=(sign,))
    return _with_sources(found, given)


def _with_sources(found: Finding, device: Mapping[str, Any]) -> Finding:
    cited = tuple(
        Citation(each["source"], each["where"], each.get("supports", "")) for each in device["sources"]
    )
    return replace(found, sources=(*cited, *found.sources))
