"""Directions as FHIR Dosage: one for each step, and for each amount side by side.

FHIR R4 Dosage and Timing (http://hl7.org/fhir/R4/dosage.html). What has no
element of its own goes as text into `additionalInstruction`, so that nothing
is lost. Directions that were not understood whole give their text only.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from brownbag.clinical.directions import Directions, Phase, Timing, say
from brownbag.clinical.directions.sentences import EACH_MEAL, MEALS, NO_BREAK, sentences_of, when_groups

SNOMED = "http://snomed.info/sct"
# SNOMED CT codes of the value set http://hl7.org/fhir/ValueSet/route-codes.
ROUTES = {
    "oral": ("26643006", "Oral route"),
    "sublingual": ("37839007", "Sublingual route"),
    "buccal": ("54471007", "Buccal route"),
    "inhaled": ("447694001", "Respiratory tract route"),
    "nasal": ("46713006", "Nasal route"),
    "ophthalmic": ("54485002", "Ophthalmic route"),
    "otic": ("10547007", "Otic route"),
    "topical": ("6064005", "Topical route"),
    "transdermal": ("45890007", "Transdermal route"),
    "subcutaneous": ("34206005", "Subcutaneous route"),
    "intramuscular": ("78421000", "Intramuscular route"),
    "intravenous": ("47625008", "Intravenous route"),
    "rectal": ("37161004", "Per rectum"),
    "vaginal": ("16857009", "Per vagina"),
    "enteral": ("417985001", "Enteral route"),
}
# EventTiming by time of day and meal, http://hl7.org/fhir/R4/valueset-event-timing.html.
TIMES = {"morning": "MORN", "noon": "NOON", "evening": "EVE", "bedtime": "HS"}
AT_MEALS = {"morning": "M", "noon": "D", "evening": "V"}
MEAL_CODES = {"before": "AC", "with": "C", "after": "PC"}
UCUM = {"mg": "mg", "mcg": "ug", "g": "g", "mL": "mL", "L": "L", "meq": "meq"}
# More units than this are counted as international units, of a vitamin for example.
LARGEST_INSULIN = 300
Element = dict[str, Any]


def dosages_of(directions: Directions) -> list[Element]:
    """Return directions as a list of Dosage elements.

    >>> from brownbag.clinical.directions import read
    >>> dosages_of(read("Take 1 tablet twice daily"))[0]["timing"]
    {'repeat': {'frequency': 2, 'period': 1, 'periodUnit': 'd'}}
    """
    if directions.outcome != "understood" or directions.sliding_scale:
        return [{"text": directions.text}] if directions.text.strip() else []
    steps = [
        _dosage(directions, phase, place if directions.together else place + 1)
        for place, phase in enumerate(directions.phases)
    ]
    if directions.together:
        for step in steps:
            step["sequence"] = 1
        if all(phase.timing.every_days == 2 for phase in directions.phases):
            steps[-1]["additionalInstruction"] = [_words("alternating")]
    if not steps:
        return [{"text": directions.text}]
    steps[0]["text"] = directions.text
    steps[0]["patientInstruction"] = say(directions).text.replace(NO_BREAK, " ")
    notes = [_words(each.note.rstrip(".")) for each in sentences_of(directions) if each.note]
    if notes:
        steps[-1]["additionalInstruction"] = [*steps[-1].get("additionalInstruction", []), *notes]
    return steps


def _dosage(directions: Directions, phase: Phase, sequence: int) -> Element:
    said = _said_beside(phase)
    return _without_empty(
        {
            "sequence": sequence,
            "additionalInstruction": [_words(text) for text in said],
            "timing": _timing(phase),
            **_as_needed(phase),
            "site": _words(directions.site) if directions.site else None,
            "route": _route(directions.route),
            "method": _words(directions.action) if directions.action else None,
            "doseAndRate": _dose(phase),
            "maxDosePerPeriod": _most(phase, directions.unit),
        }
    )


def _without_empty(element: Element) -> Element:
    return {name: value for name, value in element.items() if value not in (None, [], {}, "")}


def _words(text: str) -> Element:
    return {"text": text.replace(NO_BREAK, " ")}


def _said_beside(phase: Phase) -> list[str]:
    """What Timing has no element for."""
    timing = phase.timing
    said = [timing.event]
    if timing.meal and not timing.each_meal and not _has_meal_code(timing):
        said.append(MEALS[timing.meal])
    if timing.each_meal and not _only_times(timing):
        said.append(EACH_MEAL.get(timing.meal, ""))
    if phase.as_needed_for and not phase.as_needed:
        said.append(f"for {phase.as_needed_for}")
    if phase.minimum_gap_hours and not timing.every_hours:
        said.append(f"wait at least {phase.minimum_gap_hours.normalize():f} hours between doses")
    limit = phase.at_most_drug_per_day
    if limit:
        said.append(f"no more than {limit.high.normalize():f} {limit.unit} in one day")
    if timing.every_hours and timing.times_per_day:
        said.append(
            " ".join(
                when_groups(Timing(every_hours=timing.every_hours, every_hours_high=timing.every_hours_high))[
                    0
                ]
            )
        )
    return [text for text in said if text]


def _only_times(timing: Timing) -> bool:
    """Whether Timing.when can hold the times: FHIR joins each of them with the frequency."""
    counted = timing.times_per_day or timing.every_hours or timing.every_days or timing.times_per_week
    return not counted and not timing.clock_times


def _has_meal_code(timing: Timing) -> bool:
    named = bool(timing.times_of_day) and not timing.clock_times
    return named and timing.meal in MEAL_CODES and all(time in AT_MEALS for time in timing.times_of_day)


def _timing(phase: Phase) -> Element | None:
    timing = phase.timing
    repeat: Element = {}
    if timing.once_only or phase.doses_in_all:
        repeat["count"] = 1 if timing.once_only else _number(phase.doses_in_all)
    if phase.days and phase.days_low is not None:
        low = {"low": _days(phase.days_low)} if phase.days_low else {}
        repeat["boundsRange"] = {**low, "high": _days(phase.days)}
    elif phase.days:
        repeat["boundsDuration"] = _days(phase.days)
    repeat |= _frequency(timing)
    if phase.days and phase.dose and timing == Timing() and not phase.as_needed:
        repeat |= {"frequency": 1, "period": 1, "periodUnit": "d"}
    if timing.days_of_week:
        repeat["dayOfWeek"] = list(timing.days_of_week)
    if timing.clock_times:
        repeat["timeOfDay"] = [f"{clock}:00" for clock in timing.clock_times]
    elif when := _when(timing):
        repeat["when"] = when
    return {"repeat": repeat} if repeat else None


def _days(days: Decimal) -> Element:
    return {"value": _number(days), "unit": "days", "system": "http://unitsofmeasure.org", "code": "d"}


def _frequency(timing: Timing) -> Element:
    if timing.times_per_day:
        high = timing.times_per_day_high
        more = {"frequencyMax": _number(high)} if high and high != timing.times_per_day else {}
        return {"frequency": _number(timing.times_per_day), **more, "period": 1, "periodUnit": "d"}
    if timing.every_hours:
        high = timing.every_hours_high
        more = {"periodMax": _number(high)} if high and high != timing.every_hours else {}
        return {"frequency": 1, "period": _number(timing.every_hours), **more, "periodUnit": "h"}
    if timing.every_days:
        longest = timing.every_days_high
        more = {"periodMax": _number(longest)} if longest else {}
        return {"frequency": 1, "period": _number(timing.every_days), **more, "periodUnit": "d"}
    if timing.times_per_week:
        least = timing.times_per_week_low
        most = {"frequencyMax": _number(timing.times_per_week)} if least else {}
        return {"frequency": _number(least or timing.times_per_week), **most, "period": 1, "periodUnit": "wk"}
    return {}


def _when(timing: Timing) -> list[str]:
    if timing.each_meal:
        meals = [MEAL_CODES[timing.meal]] if timing.meal in MEAL_CODES and _only_times(timing) else []
        return [*meals, *(TIMES[time] for time in timing.times_of_day)]
    if _has_meal_code(timing):
        return [f"{MEAL_CODES[timing.meal]}{AT_MEALS[time]}" for time in timing.times_of_day]
    return [TIMES[time] for time in timing.times_of_day]


def _as_needed(phase: Phase) -> Element:
    if not phase.as_needed:
        return {}
    if phase.as_needed_for:
        return {"asNeededCodeableConcept": {"text": phase.as_needed_for}}
    return {"asNeededBoolean": True}


def _route(route: str) -> Element | None:
    if route not in ROUTES:
        return None
    code, display = ROUTES[route]
    return {"coding": [{"system": SNOMED, "code": code, "display": display}], "text": route}


def _dose(phase: Phase) -> list[Element]:
    dose = phase.dose
    if dose is None:
        return []
    if dose.low == dose.high:
        return [{"doseQuantity": _quantity(dose.high, dose.unit)}]
    low = {} if dose.low == 0 else {"low": _quantity(dose.low, dose.unit)}
    return [{"doseRange": {**low, "high": _quantity(dose.high, dose.unit)}}]


def _quantity(amount: Decimal, unit: str) -> Element:
    if unit == "unit" and amount > LARGEST_INSULIN:
        unit = "IU"
    coded = {"system": "http://unitsofmeasure.org", "code": UCUM[unit]} if unit in UCUM else {}
    return {"value": _number(amount), **({"unit": unit} if unit else {}), **coded}


def _most(phase: Phase, unit: str) -> Element | None:
    if phase.at_most_per_day is None:
        return None
    counted = phase.dose.unit if phase.dose else unit
    return {
        "numerator": _quantity(phase.at_most_per_day, counted),
        "denominator": {"value": 1, "unit": "day", "system": "http://unitsofmeasure.org", "code": "d"},
    }


def _number(amount: Decimal | None) -> int | Decimal | None:
    """Return a whole number as such; FHIR wants positive integers for counts."""
    if amount is None:
        return None
    return int(amount) if amount == amount.to_integral_value() else amount.normalize()
