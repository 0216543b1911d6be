"""Which column of a table holds what: by its heading, and by what stands in it; always said, never silent."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from brownbag.clinical import vocabulary
from brownbag.exchange.reading import UnusableInput

# Headings in small letters without signs, for each thing we know; the first that fits wins.
HEADINGS: dict[str, tuple[str, ...]] = {
    "name": (
        "medication name",
        "medicine name",
        "drug name",
        "medication",
        "medicine",
        "drug",
        "med",
        "meds",
        "medications",
        "product name",
        "label name",
        "drug description",
        "ndc description",
        "product",
        "generic name",
        "brand name",
        "prescription",
        "rx",
        "item",
        "description",
        "name",
    ),
    "strength": ("strength", "drug strength", "product strength", "potency"),
    "dose": ("dose", "dosage", "amount"),
    "directions": (
        "directions",
        "sig",
        "instructions",
        "label directions",
        "how to take",
        "dosage instructions",
        "use",
    ),
    "often": ("frequency", "how often", "freq", "schedule", "times"),
    "period": ("period",),
    "period_unit": ("period unit",),
    "how_taken": ("how patient takes it", "how taken", "actually takes", "patient says"),
    "form": ("form", "dosage form", "dose form"),
    "route": ("route", "route of administration"),
    "status": ("status", "request status", "medication status", "active"),
    "start": (
        "start",
        "start date",
        "started",
        "date started",
        "begin date",
        "since",
        "prescribed",
        "date prescribed",
    ),
    "end": ("end", "end date", "stop date", "stopped", "discontinued", "date stopped", "discontinued date"),
    "filled": (
        "dispensing date",
        "date filled",
        "fill date",
        "filled",
        "last filled",
        "last fill",
        "date dispensed",
        "srvc dt",
        "dispensed",
        "service date",
        "claim date",
        "date of service",
        "fill dt",
        "last fill date",
    ),
    "days_supply": ("days supply", "day supply", "days suply num", "days", "ds"),
    "quantity": ("quantity", "qty", "qty dspnsd num", "quantity dispensed", "qty dispensed", "count"),
    "ndc": ("ndc", "ndc code", "prod srvc id", "ndc number", "product service id", "national drug code"),
    "rxcui": ("rxcui", "rxnorm", "rxnorm code", "rx cui"),
    "prescriber": (
        "prescriber",
        "prescribed by",
        "doctor",
        "provider",
        "physician",
        "prescriber name",
        "ordering provider",
    ),
    "pharmacy": ("pharmacy", "pharmacy name", "dispensed by", "filled at", "store"),
    "indication": (
        "indication",
        "reason",
        "for",
        "diagnosis",
        "condition",
        "used for",
        "purpose",
        "reason for taking",
    ),
    "list": ("list", "source list"),
    "as_needed": ("as needed", "prn"),
    "person": (
        "person id",
        "patient id",
        "bene id",
        "member id",
        "patient",
        "patient name",
        "mrn",
        "beneficiary id",
        "person",
    ),
    "birth_date": ("birth date", "dob", "date of birth", "bene birth dt", "birthdate"),
    "sex": ("sex", "gender", "bene sex ident cd"),
    "deleted": ("adjstmt dltn cd",),
}
SAMPLE = 25
MOSTLY = 0.6
MOST_GUESSED = 12


@dataclass(frozen=True)
class Columns:
    """The columns of a table: what was found under which heading, and what is not used."""

    places: dict[str, int]
    headings: tuple[str, ...]
    guessed: tuple[str, ...] = ()

    def said(self) -> tuple[str, ...]:
        """Return the sentences that say which column was taken as what."""
        used = [f"“{self.headings[place]}” as {WORDS.get(what, what)}" for what, place in self.places.items()]
        unused = [
            name for place, name in enumerate(self.headings) if place not in self.places.values() and name
        ]
        sentences = [f"Columns: {', '.join(used)}."]
        if unused:
            more = f" and {len(unused) - 12} more" if len(unused) > 12 else ""
            sentences.append(f"Columns not used: {', '.join(unused[:12])}{more}.")
        return (*sentences, *self.guessed)


WORDS = {
    "name": "the medicine",
    "often": "how often",
    "how_taken": "how it is taken",
    "filled": "the day of filling",
    "days_supply": "days of supply",
    "as_needed": "as needed",
    "birth_date": "the birth date",
    "ndc": "the NDC code",
    "rxcui": "the RxNorm code",
    "person": "whom the row is about",
    "deleted": "deleted or not",
    "indication": "the reason",
}


def columns_of(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> Columns:
    """Return what each column holds.

    Raises UnusableInput where no column names a medicine or a person.

    >>> columns_of(["Drug", "SIG"], [["Lasix 20 mg", "1 daily"]]).places
    {'name': 0, 'directions': 1}
    """
    plain = [plain_heading(heading) for heading in headings]
    places: dict[str, int] = {}
    for what, known in HEADINGS.items():
        found = next(
            (
                plain.index(name)
                for name in known
                if name in plain and plain.index(name) not in places.values()
            ),
            None,
        )
        if found is not None:
            places[what] = found
    guessed = _check_name(places, headings, rows)
    if not places.keys() & {"name", "ndc", "rxcui"} and not places.keys() >= {"person", "birth_date"}:
        shown = ", ".join(filter(None, headings[:8])) or "none"
        raise UnusableInput(
            f"No column was found with the names of medicines; the headings are {shown}. Name one “medication”."
        )
    return Columns(dict(sorted(places.items(), key=lambda item: item[1])), tuple(headings), guessed)


def _has_words(rows: Sequence[Sequence[str]], place: int) -> bool:
    """Whether most values of a column could be names: at least four letters side by side."""
    values = [row[place] for row in rows[:SAMPLE] if place < len(row) and row[place].strip()]
    return bool(values) and sum(bool(re.search(r"[A-Za-z]{4}", each)) for each in values) >= MOSTLY * len(
        values
    )


def known_share(rows: Sequence[Sequence[str]], place: int) -> float:
    """Return how many of the values of a column are medicines that the vocabulary knows, from 0 to 1."""
    values = [row[place] for row in rows[:SAMPLE] if place < len(row) and row[place].strip()]
    known = sum(vocabulary.load().resolve(value).is_known for value in values)
    return known / len(values) if values else 0.0


def _check_name(
    places: dict[str, int], headings: Sequence[str], rows: Sequence[Sequence[str]]
) -> tuple[str, ...]:
    """Look at what stands under the name; a column that holds medicines is believed before its heading."""
    if "name" in places and known_share(rows, places["name"]) >= MOSTLY / 2:
        return ()
    free = [
        place for place in range(len(headings)) if place not in places.values() and _has_words(rows, place)
    ]
    free = free[:MOST_GUESSED]
    best = max(free, key=lambda place: known_share(rows, place), default=None)
    if best is not None and known_share(rows, best) >= MOSTLY:
        places["name"] = best
        return (
            f"The column “{headings[best]}” holds names of medicines and was taken as the medicine; please check.",
        )
    if "name" in places and not places.keys() & {"ndc", "rxcui"}:
        return (f"Few of the names under “{headings[places['name']]}” are known medicines; please check.",)
    return ()


def plain_heading(heading: str) -> str:
    """Return a heading in small letters without signs.

    >>> plain_heading("Drug_Name"), plain_heading("FillDate")
    ('drug name', 'fill date')
    """
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", heading)
    return " ".join(re.findall(r"[a-z0-9]+", spaced.casefold()))
