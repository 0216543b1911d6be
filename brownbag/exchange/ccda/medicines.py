"""The medicine lines of a C-CDA: name, directions, dates and status, from codes and from the narrative."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from xml.etree.ElementTree import Element

from brownbag.clinical import vocabulary
from brownbag.clinical.directions import read
from brownbag.clinical.person.record import Fill, Medication
from brownbag.exchange.ccda import dosing
from brownbag.exchange.ccda.elements import (
    NDC,
    RXNORM,
    attribute,
    code_in,
    codings,
    day_of,
    is_negated,
    number,
    period,
    person_name,
    said,
    status_said,
)
from brownbag.exchange.ccda.narrative import NAME, STATUS, STRENGTH, Narrative, column, directions_in, text_of
from brownbag.exchange.collecting import Collected
from brownbag.exchange.drug_codes import ingredients_of_parts
from brownbag.exchange.reading import NotUsed

NAMELESS = "a medicine that the document does not name"
NOTHING_TAKEN = re.compile(
    r"^(no|not|none|denies)\b.*\b(medication|medicine|drug|data|information|known|recorded|applicable)",
    re.IGNORECASE,
)
# SNOMED CT 55561003 active, 421139008 on hold, 73425007 no longer active, 392521001 prior history.
SAID_STATUS = (
    ("no longer", "stopped"),
    ("inactive", "stopped"),
    ("discontinued", "stopped"),
    ("expired", "stopped"),
    ("completed", "stopped"),
    ("stopped", "stopped"),
    ("on hold", "on_hold"),
    ("suspended", "on_hold"),
    ("73425007", "stopped"),
    ("392521001", "stopped"),
    ("55561003", "active"),
    ("active", "active"),
    ("ordered", "active"),
)
ACT_STATUS = {
    "active": "active",
    "ordered": "active",
    "new": "active",
    "suspended": "on_hold",
    "held": "on_hold",
    "aborted": "stopped",
    "cancelled": "stopped",
    "completed": "",
}
FREE_TEXT_SIG = {"76662-6"}
FREE_TEXT_SIG_TEMPLATE = "2.16.840.1.113883.10.20.22.4.147"
INSTRUCTION_TEMPLATE = "2.16.840.1.113883.10.20.22.4.20"


@dataclass(frozen=True)
class Around:
    """What an entry is read with: the narrative, the day of reading, and the title of its section."""

    narrative: Narrative
    on: date
    section: str
    planned: bool = False


def medicine(entry: Element, around: Around, key: str, found: Collected) -> Medication:
    """Return the line of a substanceAdministration; what is refused or not taken is no line."""
    product = entry.find("consumable/manufacturedProduct/manufacturedMaterial")
    code = product.find("code") if product is not None else None
    row = _row(entry, code, around.narrative)
    name = _name(product, code, row, around.narrative)
    _refuse_nothing(entry, name, around)
    if not name:
        found.warn(f"{key}: the medicine is not named; it stays on the list and is not checked.")
    _name_disagreement(key, product, code, row, around.narrative, found)
    line = Medication(
        name=name or NAMELESS,
        ingredients=ingredients_of_parts(name),
        strength="" if any(sign.isdigit() for sign in name) else column(row, STRENGTH),
        route=dosing.route(entry, around.narrative),
        directions=_directions(entry, code, row, name, around, key, found),
        as_needed=True if entry.find("precondition") is not None else None,
        indication=_indication(entry, around.narrative),
        prescriber=_prescriber(entry),
        source="rx" if attribute(entry, "moodCode") == "INT" else "",
        fills=_fills(entry),
        rxcui=code_in(code, RXNORM),
        ndc=code_in(code, NDC),
        key=key,
    )
    return _with_dates_and_status(line, entry, row, around, found)


def from_row(row: dict[str, str], key: str, found: Collected) -> Medication:
    """Return the line of a row that no entry stands behind; only its words are known."""
    name = column(row, NAME) or next(filter(None, map(said, row.values())), "")
    if NOTHING_TAKEN.match(name):
        raise NotUsed(f"it says: {name}")
    told = column(row, STATUS).casefold()
    found.warn(f"{key}: {name!r} stands only in the text of the document, without codes.")
    status = next((meaning for word, meaning in SAID_STATUS if word in told), "active")
    return Medication(
        name=name, strength=column(row, STRENGTH), directions=directions_in(row), status=status, key=key
    )


def _refuse_nothing(entry: Element, name: str, around: Around) -> None:
    if is_negated(entry):
        raise NotUsed("the document says that it is not taken or was not given")
    if NOTHING_TAKEN.match(name):
        raise NotUsed(f"it says: {name}")
    if attribute(entry, "nullFlavor") and not name:
        raise NotUsed("the document says that nothing is known here")
    if attribute(entry.find("statusCode"), "code") == "nullified":
        raise NotUsed("entered in error")


def _row(entry: Element, code: Element | None, narrative: Narrative) -> dict[str, str]:
    original = code.find("originalText") if code is not None else None
    rows = (narrative.row(narrative.referred(each)) for each in (original, entry.find("text")))
    return next(filter(None, rows), {})


def _name(product: Element | None, code: Element | None, row: dict[str, str], narrative: Narrative) -> str:
    """Return the name as coded, as written or as in the row; one that holds a strength comes first."""
    shown = [display for system, _, display in codings(code) if display]
    original = narrative.words(code.find("originalText")) if code is not None else ""
    named = said(product.findtext("name")) if product is not None else ""
    found = [name for name in (*shown, original, named, column(row, NAME)) if name]
    with_strength = [name for name in found if any(sign.isdigit() for sign in name) and len(name) < 200]
    return next(iter(with_strength or found), "")


def _name_disagreement(
    key: str,
    product: Element | None,
    code: Element | None,
    row: dict[str, str],
    narrative: Narrative,
    found: Collected,
) -> None:
    shown = next((display for _, _, display in codings(code) if display), "")
    original = narrative.words(code.find("originalText")) if code is not None else ""
    named = said(product.findtext("name")) if product is not None else ""
    words = vocabulary.load()
    coded = words.resolve(shown)
    for text in dict.fromkeys(filter(None, (original, column(row, NAME), named))):
        written = words.resolve(re.split(r"\s[-–]\s", text)[0])
        known = coded.is_known and written.is_known
        if known and set(coded.ingredients) != set(written.ingredients):
            found.warn(f"{key}: the code says {shown!r}, the text says {text!r}; ask which is right.")


def _directions(
    entry: Element,
    code: Element | None,
    row: dict[str, str],
    name: str,
    around: Around,
    key: str,
    found: Collected,
) -> str:
    coded = dosing.structured(entry, around.narrative)
    written = _written(entry, code, row, name, around.narrative)
    if coded and written:
        _directions_disagreement(key, coded, written, found)
        if not any(phase.dose for phase in read(written).phases) and read(coded).outcome == "understood":
            found.warn(f"{key}: the text says {written!r}, the codes say {coded!r}; the codes are shown.")
            written = coded
    instructions = [each for each in _instructions(entry, around.narrative) if each not in written]
    if not written and not coded:
        return "; ".join(instructions)
    for each in instructions:
        found.warn(f"{key}: the document also says of {name}: {each}.")
    return written or coded


def _instructions(entry: Element, narrative: Narrative) -> list[str]:
    acts = entry.findall("entryRelationship/act")
    meant = [
        each
        for each in acts
        if any(part.get("root") == INSTRUCTION_TEMPLATE for part in each.findall("templateId"))
    ]
    return list(filter(None, (narrative.words(each.find("text")) for each in meant)))


def _written(
    entry: Element, code: Element | None, row: dict[str, str], name: str, narrative: Narrative
) -> str:
    original = narrative.referred(code.find("originalText")) if code is not None else None
    text = entry.find("text")
    referred = narrative.referred(text)
    ways: tuple[Callable[[], str], ...] = (
        lambda: _free_text_sig(entry, narrative),
        lambda: directions_in(row),
        lambda: _own_words(narrative.words(text) if referred is not original else "", name),
        lambda: said("".join(_inline(text))),
        lambda: narrative.beside(original),
        lambda: _after_name(text_of(referred) if referred is not None and not row else "", name),
    )
    return next((found for way in ways if (found := way())), "")


def _free_text_sig(entry: Element, narrative: Narrative) -> str:
    for inner in entry.findall("entryRelationship/substanceAdministration"):
        templates = {each.get("root") for each in inner.findall("templateId")}
        if attribute(inner.find("code"), "code") in FREE_TEXT_SIG or FREE_TEXT_SIG_TEMPLATE in templates:
            return narrative.words(inner.find("text"))
    return ""


def _inline(text: Element | None) -> list[str]:
    return [] if text is None else [text.text or "", *(child.tail or "" for child in text)]


def _own_words(text: str, name: str) -> str:
    same = text.casefold().startswith(name.casefold())
    return _after_name(text, name) if same else _after_name(text, name) or text


def _after_name(text: str, name: str) -> str:
    """Return what follows the name in "Lisinopril - 20mg by mouth once daily"."""
    first = re.match(r"[A-Za-z]+", name)
    if text.casefold().startswith(name.casefold()):
        return text[len(name) :].strip(" -:,;[]") if "RxNorm" not in text[len(name) :] else ""
    parts = re.split(r"\s[-–:]\s", text, maxsplit=1)
    if first and len(parts) == 2 and len(parts[0].split()) <= 4:
        return parts[1].strip()
    return ""


def _directions_disagreement(key: str, coded: str, written: str, found: Collected) -> None:
    one, other = read(coded), read(written)
    both = one.outcome == other.outcome == "understood"
    amounts = one.amount_per_day, other.amount_per_day
    if both and one.unit == other.unit and None not in amounts and amounts[0] != amounts[1]:
        found.warn(f"{key}: the codes say {coded!r}, the text says {written!r}; ask which is right.")


def _indication(entry: Element, narrative: Narrative) -> str:
    reasons = []
    for related in entry.findall("entryRelationship"):
        observation = related.find("observation")
        if related.get("typeCode") == "RSON" and observation is not None:
            value = observation.find("value")
            shown = next((display for _, _, display in codings(value) if display), "")
            original = narrative.words(value.find("originalText")) if value is not None else ""
            reasons.append(shown or original or narrative.words(observation.find("text")))
    return ", ".join(filter(None, reasons))


def _prescriber(entry: Element) -> str:
    for author in (*entry.findall("author"), *entry.findall("entryRelationship/supply/author")):
        given, family = person_name(author.find("assignedAuthor/assignedPerson/name"))
        if given or family:
            return f"{given} {family}".strip()
    return ""


def _fills(entry: Element) -> tuple[Fill, ...]:
    found = []
    for supply in entry.findall("entryRelationship/supply"):
        handed, _ = day_of(period(supply)[0])
        if attribute(supply, "moodCode") == "EVN" and handed is not None:
            found.append(Fill(handed, None, number(attribute(supply.find("quantity"), "value"))))
    return tuple(found)


def _with_dates_and_status(
    line: Medication, entry: Element, row: dict[str, str], around: Around, found: Collected
) -> Medication:
    first, last = period(entry)
    (start, start_said), (end, end_said) = day_of(first), day_of(last)
    dated = replace(line, start=start, start_said=start_said, end=end, end_said=end_said)
    return replace(dated, status=_status(dated, entry, row, around, found))


def _status(line: Medication, entry: Element, row: dict[str, str], around: Around, found: Collected) -> str:
    if around.planned:
        return "proposed"
    told = status_said(entry) or column(row, STATUS).casefold()
    meant = next((meaning for word, meaning in SAID_STATUS if word in told), "")
    given = attribute(entry.find("statusCode"), "code").casefold()
    ended = line.end is not None and line.end < around.on
    if meant == "active" and ended and line.end is not None:
        found.warn(
            f"{line.key}: {line.name} is called active, and ended on {line.end}; it stands as stopped."
        )
        return "stopped"
    if meant or ended:
        return meant or "stopped"
    if not ACT_STATUS.get(given):
        found.warn(f"{line.key}: whether {line.name} is still taken is not said; it stands as active, ask.")
    return ACT_STATUS.get(given) or "active"
