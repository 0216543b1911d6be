"""Problems, allergies, results and vaccines of a C-CDA; each either kept or refused with a reason."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from xml.etree.ElementTree import Element

from brownbag.clinical.person.record import Allergy, Condition, Coverage, Immunization, Observation, Stay
from brownbag.exchange.ccda.elements import (
    CVX,
    ICD10CM,
    LOINC,
    attribute,
    code_in,
    codes,
    codings,
    day_of,
    is_negated,
    number,
    period,
    said,
    status_said,
)
from brownbag.exchange.ccda.narrative import PROBLEM, REACTION, SEVERITY, STATUS, SUBSTANCE, Narrative, column
from brownbag.exchange.reading import NotUsed

# SNOMED CT: no known allergy, no known drug allergy, no known food, environmental, latex allergy.
NO_KNOWN_ALLERGY = {"716186003", "160244002", "409137002"}
NO_KNOWN_OF_A_KIND = {"429625007", "428607008", "428197003", "716184000"}
# Values that name a kind of allergy and no substance.
ANY_ALLERGY = {
    "419199007",
    "416098002",
    "420134006",
    "418038007",
    "419511003",
    "59037007",
    "414285001",
    "418471000",
}
OVER = ("inactive", "resolved", "no longer", "73425007", "413322009", "inactif")
NO_SUBSTANCE = ("no known", "substance", "drug or medicament", "medication", "propensity", "allergy to")
NOTHING = ("no known problem", "no problems", "no active problem", "none known", "no data", "no information")
# How a row begins that names nothing, or says that something is not there.
NOT_THERE = ("no ", "none", "not ", "denies", "negative for", "see ", "unknown", "n/a", "nil")


def condition_of_row(row: dict[str, str]) -> Condition:
    """Return the problem that a row of text names; what it does not clearly name is refused with its words."""
    return Condition(_named_in_row(row, PROBLEM), status="past" if _is_over(row) else "active")


def allergy_of_row(row: dict[str, str]) -> Allergy:
    """Return the allergy that a row of text names; how severe it is only where the row says so in one word."""
    substance = _named_in_row(row, SUBSTANCE)
    if _is_over(row):
        raise NotUsed(f"no longer active: {_words(row)}")
    severity = column(row, SEVERITY).casefold()
    return Allergy(
        substance, column(row, REACTION), severity if severity in ("mild", "moderate", "severe") else ""
    )


def _named_in_row(row: dict[str, str], heading: re.Pattern[str]) -> str:
    name = column(row, heading)
    if not name:
        raise NotUsed(f"no column of the text is known to hold its name: {_words(row)}")
    if f"{name.casefold()} ".startswith(NOT_THERE):
        raise NotUsed(f"it says: {_words(row)}")
    return name


def _is_over(row: dict[str, str]) -> bool:
    return any(word in column(row, STATUS).casefold() for word in OVER)


def _words(row: dict[str, str]) -> str:
    return ", ".join(filter(None, row.values()))


def condition(observation: Element, narrative: Narrative, *, on: date) -> Condition:
    """Return a problem; what is negated or says that there is none is refused."""
    value = observation.find("value")
    name = _named(value, narrative) or narrative.words(observation.find("text"))
    if is_negated(observation) or "160245001" in codes(value) or name.casefold().startswith(NOTHING):
        raise NotUsed(f"it says that there is none: {name}" if name else "it says that there is none")
    if not name:
        raise NotUsed("it names no condition")
    first, last = period(observation)
    since, since_said = day_of(first)
    ended, _ = day_of(last)
    told = status_said(observation)
    over = any(word in told for word in OVER) or (ended is not None and ended <= on)
    return Condition(name, code_in(value, ICD10CM) or None, since, since_said, "past" if over else "active")


def says_no_known_allergies(observation: Element, narrative: Narrative) -> bool:
    """Return whether an allergy entry says that no allergy at all, or none to medicines, is known."""
    value, substance = observation.find("value"), _substance_code(observation)
    found = codes(value) | codes(substance)
    if found & NO_KNOWN_ALLERGY and not is_negated(observation):
        return True
    words = _substance(observation, narrative).casefold()
    unnamed = not words or words.startswith(NO_SUBSTANCE)
    negated = is_negated(observation) and unnamed and bool(codes(value) & ANY_ALLERGY or not codes(value))
    return negated or words.startswith(("no known allerg", "no known drug", "no known medic", "nkda", "nka"))


def allergy(observation: Element, narrative: Narrative) -> Allergy:
    """Return an allergy; what is negated, resolved or of no substance is refused."""
    value = observation.find("value")
    substance = _substance(observation, narrative)
    if codes(value) & NO_KNOWN_OF_A_KIND:
        raise NotUsed(f"it says: {_named(value, narrative) or 'no known allergy of this kind'}")
    if is_negated(observation):
        raise NotUsed(f"the document says that there is no allergy to {substance or 'it'}")
    told = status_said(observation)
    if any(word in told for word in OVER):
        raise NotUsed("no longer active")
    if not substance or substance.casefold().startswith(("no information", "no data", "no allergy data")):
        raise NotUsed(f"it names no substance{f': {substance}' if substance else ''}")
    kind = "intolerance" if "intolerance" in _named(value, narrative).casefold() else "allergy"
    since, _ = day_of(period(observation)[0])
    return Allergy(
        substance, _reactions(observation, narrative), _severity(observation, narrative), kind, since
    )


def result(observation: Element, narrative: Narrative, taken: str) -> Observation:
    """Return a result or vital sign; `taken` is the time of its panel where it has none itself."""
    if attribute(observation.find("statusCode"), "code") in ("cancelled", "aborted", "nullified"):
        raise NotUsed("cancelled or entered in error")
    if is_negated(observation):
        raise NotUsed("the document says that it was not found")
    value, words, unit = _value(observation.find("value"), narrative)
    code = observation.find("code")
    day, _ = day_of(period(observation)[0] or taken)
    return Observation(
        name=_named(code, narrative)
        or narrative.words(observation.find("text"))
        or "a result without a name",
        value=value,
        said=words,
        unit=unit,
        loinc=code_in(code, LOINC) or None,
        on=day,
    )


def immunization(entry: Element, narrative: Narrative) -> Immunization:
    """Return a vaccine that was given."""
    code = entry.find("consumable/manufacturedProduct/manufacturedMaterial/code")
    name = _named(code, narrative) or narrative.words(entry.find("text"))
    if is_negated(entry):
        raise NotUsed("not given, or refused by the person")
    if not name or name.casefold().startswith("no "):
        raise NotUsed(f"it says: {name}" if name else "it names no vaccine")
    if attribute(entry, "moodCode") != "EVN":
        raise NotUsed("planned, not given")
    given, _ = day_of(period(entry)[0])
    return Immunization(name, code_in(code, *CVX) or None, given)


def coverage(policy: Element, narrative: Narrative) -> Coverage:
    """Return who pays by a policy of the payers section, and the number by which the payer knows the person."""
    if is_negated(policy) or attribute(policy.find("statusCode"), "code") in ("aborted", "nullified"):
        raise NotUsed("set aside, or entered in error")
    payers = [
        said(each.findtext("assignedEntity/representedOrganization/name"))
        for each in policy.findall("performer")
        if attribute(each.find("assignedEntity/code"), "code") in ("PAYOR", "")
    ]
    payer = next(filter(None, payers), "") or _named(policy.find("code"), narrative)
    if not payer:
        raise NotUsed("it names nobody who pays")
    covered = next(
        (each for each in policy.findall("participant") if attribute(each, "typeCode") == "COV"), None
    )
    member = attribute(covered.find("participantRole/id"), "extension") if covered is not None else ""
    first, last = (
        attribute(covered.find(f"time/{end}") if covered is not None else None, "value")
        for end in ("low", "high")
    )
    return Coverage(payer, "", member, day_of(first)[0], day_of(last)[0])


def stay(encounter: Element, narrative: Narrative) -> Stay:
    """Return a stay or contact that took place."""
    if attribute(encounter, "moodCode") not in ("", "EVN"):
        raise NotUsed("it is planned, or only asked for")
    first, last = period(encounter)
    start, end = day_of(first)[0], day_of(last)[0]
    kind = _named(encounter.find("code"), narrative) or narrative.words(encounter.find("text"))
    if not kind and start is None:
        raise NotUsed("it says neither what it was nor when")
    if kind.casefold().startswith("no encounter"):
        raise NotUsed(f"it says: {kind}")
    places = (
        encounter.findtext("participant/participantRole/playingEntity/name"),
        encounter.findtext("location/healthCareFacility/location/name"),
        encounter.findtext("location/healthCareFacility/serviceProviderOrganization/name"),
    )
    return Stay(kind or "contact", next(filter(None, map(said, places)), ""), "", start, end)


def _named(code: Element | None, narrative: Narrative) -> str:
    """Return what a code means in words: its display, its original text, or a translation's display."""
    if code is None:
        return ""
    own = said(code.get("displayName"))
    original = narrative.words(code.find("originalText"))
    return own or original or next((display for _, _, display in codings(code) if display), "")


def _substance_code(observation: Element) -> Element | None:
    return observation.find("participant/participantRole/playingEntity/code")


def _substance(observation: Element, narrative: Narrative) -> str:
    entity = observation.find("participant/participantRole/playingEntity")
    named = said(entity.findtext("name")) if entity is not None else ""
    return _named(_substance_code(observation), narrative) or named


def _reactions(observation: Element, narrative: Narrative) -> str:
    found = []
    for related in observation.findall("entryRelationship"):
        sign = related.find("observation")
        if related.get("typeCode") == "MFST" and sign is not None:
            found.append(_named(sign.find("value"), narrative) or narrative.words(sign.find("text")))
    return ", ".join(dict.fromkeys(filter(None, found)))


def _severity(observation: Element, narrative: Narrative) -> str:
    for inner in observation.iter("observation"):
        if attribute(inner.find("code"), "code") == "SEV":
            told = (_named(inner.find("value"), narrative) or narrative.words(inner.find("text"))).casefold()
            return next((word for word in ("severe", "moderate", "mild") if word in told), "")
    return ""


def _value(value: Element | None, narrative: Narrative) -> tuple[Decimal | None, str, str | None]:
    if value is None:
        raise NotUsed("it holds no value")
    unit = said(value.get("unit")) or None
    exact = number(attribute(value, "value"))
    if exact is not None:
        return exact, "", None if unit == "1" else unit
    low, high = value.find("low"), value.find("high")
    ends = [
        f"{sign} {attribute(end, 'value')}"
        for sign, end in ((">", low), ("<", high))
        if attribute(end, "value")
    ]
    if ends:
        return None, " and ".join(ends), said(attribute(low, "unit") or attribute(high, "unit")) or None
    words = _named(value, narrative) or said("".join(value.itertext())) or attribute(value, "value")
    if not words:
        raise NotUsed("it holds no value")
    return None, words, unit
