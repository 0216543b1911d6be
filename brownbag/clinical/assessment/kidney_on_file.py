"""The kidney function of a record: measured, else worked out from creatinine, else the late stage on file."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from brownbag.clinical.person.kidney import creatinine_clearance, egfr_2021
from brownbag.clinical.person.record import Observation, Person, Record

EGFR = frozenset({"33914-3", "48642-3", "48643-1", "62238-1", "69405-9", "77147-7", "88293-6", "98979-8"})
CLEARANCE = frozenset({"2164-2", "35591-7"})
# KDIGO: stage 4 is 15 to 29, stage 5 below 15 mL/min; the highest value of the stage is taken.
STAGES = {"N18.4": Decimal(29), "N18.5": Decimal(14), "N18.6": Decimal(14)}
KILOGRAMS = {"kg": Decimal(1), "[lb_av]": Decimal("0.45359237"), "lb": Decimal("0.45359237")}
MICROMOLES = Decimal("88.4")


def kidney_on_file(
    record: Record, newest: Mapping[str, Observation], results: Mapping[str, Observation], *, on: date
) -> Observation | None:
    """Return the kidney function that the record shows, or None when nothing tells it.

    A measured rate counts, unless a newer creatinine gives another.
    """
    measured = _measured(newest, EGFR | CLEARANCE) or _with_value(results.get("egfr"))
    worked_out = _rate(record.person, results.get("creatinine"), on=on)
    if measured and worked_out and (worked_out.on or date.min) > (measured.on or date.max):
        return worked_out
    return measured or worked_out or _by_stage(record)


def clearance_on_file(
    record: Record, newest: Mapping[str, Observation], results: Mapping[str, Observation], *, on: date
) -> Observation | None:
    """Return the creatinine clearance, by which many labels give their doses, or None when it is not known."""
    measured = _measured(newest, CLEARANCE)
    creatinine, age = results.get("creatinine"), record.person.age_in_years(on=on)
    weight = weight_on_file(record.person, results)
    value = _milligrams(creatinine)
    if measured or creatinine is None or value is None or age is None or weight is None:
        return measured
    cleared = creatinine_clearance(age=age, weight_kg=weight, sex=record.person.sex, creatinine_mg_dl=value)
    return _from_creatinine("creatinine clearance", cleared, "mL/min", creatinine, value)


def _measured(newest: Mapping[str, Observation], codes: frozenset[str]) -> Observation | None:
    known = [newest[code] for code in sorted(codes) if code in newest and newest[code].value is not None]
    return max(known, key=lambda each: (each.on or date.min, each.loinc or ""), default=None)


def _with_value(observation: Observation | None) -> Observation | None:
    return observation if observation is not None and observation.value is not None else None


def _rate(person: Person, creatinine: Observation | None, *, on: date) -> Observation | None:
    value, age = _milligrams(creatinine), person.age_in_years(on=on)
    if creatinine is None or value is None or age is None:
        return None
    rate = egfr_2021(age=age, sex=person.sex, creatinine_mg_dl=value)
    return _from_creatinine("eGFR", rate, "mL/min/{1.73_m2}", creatinine, value)


def _from_creatinine(
    name: str, value: Decimal | None, unit: str, creatinine: Observation, milligrams: Decimal
) -> Observation | None:
    if value is None:
        return None
    named = f"{name}, worked out from creatinine {milligrams.normalize():f} mg/dL"
    return Observation(named, value, unit=unit, on=creatinine.on, origin=creatinine.origin)


def _milligrams(creatinine: Observation | None) -> Decimal | None:
    """Return a creatinine in mg/dL; a unit that is not on file is taken as the usual one where the number can be it."""
    if creatinine is None or creatinine.value is None:
        return None
    unit = (creatinine.unit or "").casefold()
    if unit in ("umol/l", "µmol/l", "μmol/l", "micromol/l"):
        return (creatinine.value / MICROMOLES).quantize(Decimal("0.01"))
    return creatinine.value if unit in ("mg/dl", "") and creatinine.value < 20 else None


def weight_on_file(person: Person, results: Mapping[str, Observation]) -> Decimal | None:
    """Return the weight in kilograms, or None when it is not known or its unit is another."""
    if person.weight_kg is not None:
        return person.weight_kg
    measured = _with_value(results.get("weight"))
    factor = KILOGRAMS.get((measured.unit or "kg").casefold()) if measured else None
    return measured.value * factor if measured and measured.value is not None and factor else None


def _by_stage(record: Record) -> Observation | None:
    """Return the kidney function that a late stage on file stands for."""
    for code in sorted(STAGES, reverse=True):
        for each in record.conditions:
            if each.status == "active" and (each.icd10cm or "").upper() == code:
                return Observation(f"kidney function, stage on file ({code})", STAGES[code], on=each.since)
    return None
