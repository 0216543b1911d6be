"""Read a patient file; what does not fit is refused in one sentence, what is unknown is named."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any, TypeVar

import yaml

from brownbag.clinical import vocabulary
from brownbag.clinical.person.record import (
    Allergy,
    Condition,
    Coverage,
    Fill,
    Immunization,
    Medication,
    Observation,
    Person,
    Record,
    Stay,
)
from brownbag.exchange.reading import Kept, Read, UnusableInput, broken_json, json_of, text_of, whole_day

SCHEMAS = ("brownbag-patient/1", "mms-vignette/1")
IGNORED = frozenset({"expected", "acceptable", "must_not_flag", "provenance", "demo", "schema", "on"})
FIELDS = {
    "condition": {"name", "icd10cm", "since", "status"},
    "allergy": {"substance", "reaction", "severity", "kind", "since"},
    "observation": {"name", "value", "unit", "loinc", "date", "origin"},
    "immunization": {"name", "cvx", "date"},
    "coverage": {"payer", "plan", "member_id", "start", "end"},
    "stay": {"kind", "place", "reason", "start", "end"},
    "fill": {"date", "days_supply", "quantity"},
}
AGO = re.compile(r"(\d+)\s+(day|week|month|year)s?\s+ago")
DAYS_IN = {"day": 1, "week": 7, "month": 30, "year": 365}
T = TypeVar("T")


def read(content: bytes | str, *, on: date) -> Read:
    """Return the record of a patient file; relative dates count from `on`.

    Raises UnusableInput with one sentence.

    >>> read('{"schema": "brownbag-patient/1", "medications": [{"name": "HCTZ"}]}',
    ...      on=date(2026, 11, 24)).record.medications[0].name
    'HCTZ'
    """
    return _Reader(on).read(_parsed(content))


def read_parsed(given: Any, *, on: date) -> Read:
    """Return the record of a patient file that is already JSON."""
    if not isinstance(given, dict):
        raise UnusableInput("The file holds no headings with values; expected a patient file.")
    return _Reader(on).read(given)


def stated_day(content: bytes | str) -> date | None:
    """Return the day of the review that a patient file states, or None where it states none.

    >>> stated_day('{"on": "2026-11-23"}')
    datetime.date(2026, 11, 23)
    """
    said = _parsed(content).get("on")
    if said in (None, "", "today"):
        return None
    day = whole_day(said) if isinstance(said, str) else None
    if day is None:
        raise UnusableInput(f"on is {said!r}; expected a day such as 2026-11-24.")
    return day


def _parsed(content: bytes | str) -> dict[str, Any]:
    text = text_of(content)
    try:
        found = json_of(text)
    except json.JSONDecodeError as fault:
        found = _yaml(text, fault)
    if not isinstance(found, dict):
        raise UnusableInput("The file holds no patient: expected headings such as patient and medications.")
    return found


def _yaml(text: str, fault: json.JSONDecodeError) -> Any:
    if text.lstrip()[:1] in ("{", "["):
        raise broken_json(fault) from None
    try:
        return yaml.load(text, Loader=_NoAliases)
    except (yaml.YAMLError, RecursionError) as broken:
        mark = getattr(broken, "problem_mark", None)
        where = f"line {mark.line + 1}, column {mark.column + 1}: " if mark else ""
        raise UnusableInput(f"{where}this is neither JSON nor YAML that can be read.") from None


def _kept(record: Record) -> tuple[Kept, ...]:
    lines = (
        ("conditions", record.conditions),
        ("allergies", record.allergies),
        ("observations", record.observations),
        ("immunizations", record.immunizations),
        ("medications", record.medications),
        ("proposed_medications", record.proposed),
        ("coverage", record.coverage),
        ("stays", record.stays),
    )
    return tuple(Kept(name, f"{name}[{place}]") for name, rows in lines for place in range(len(rows)))


class _NoAliases(yaml.BaseLoader):
    """Every value stays text; references are refused, so that a small file cannot grow without end."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.AliasEvent):
            raise yaml.YAMLError("references are not used in patient files")
        return super().compose_node(parent, index)


@dataclass
class _Reader:
    on: date
    warnings: list[str] = field(default_factory=list)

    def read(self, given: dict[str, Any]) -> Read:
        schema = given.get("schema", SCHEMAS[0])
        if schema not in SCHEMAS:
            raise UnusableInput(f"schema is {schema!r}; expected brownbag-patient/1.")
        if "resourceType" in given:
            raise UnusableInput("This is a FHIR resource, not a patient file.")
        held = set(Record.__dataclass_fields__) - {"person", "proposed"}
        known = held | {"patient", "proposed_medications"} | IGNORED
        self._name_unknown(given, known, "")
        record = Record(
            id=self._text(given, "id", ""),
            title=self._text(given, "title", ""),
            setting=self._text(given, "setting", ""),
            person=self._person(self._mapping(given, "patient")),
            conditions=self._each(given, "conditions", self._condition),
            allergies=self._each(given, "allergies", self._allergy),
            no_known_allergies=self._yes_no(given, "no_known_allergies", ""),
            observations=self._each(given, "observations", self._observation),
            immunizations=self._each(given, "immunizations", self._immunization),
            symptoms=self._texts(given, "symptoms"),
            goals=self._texts(given, "goals"),
            barriers=self._texts(given, "barriers"),
            medications=self._each(given, "medications", self._medication),
            proposed=self._each(given, "proposed_medications", self._medication),
            coverage=self._each(given, "coverage", self._coverage),
            stays=self._each(given, "stays", self._stay),
        )
        self._check_ingredients(record)
        return Read(record, tuple(self.warnings), kept=_kept(record))

    def _check_ingredients(self, record: Record) -> None:
        for line in (*record.medications, *record.proposed):
            if not line.ingredients:
                continue
            named = vocabulary.load().resolve(line.name)
            if named.is_known and set(named.ingredients) != set(line.ingredients):
                self.warnings.append(
                    f"{line.key}: ingredients are {', '.join(line.ingredients)}, but the name"
                    f" {line.name!r} means {', '.join(named.ingredients)}; ask which is right."
                )

    def _person(self, given: dict[str, Any]) -> Person:
        self._name_unknown(given, set(Person.__dataclass_fields__), "patient.")
        if all(given.get(name) in (None, "") for name in ("birth_date", "age")):
            self.warnings.append(
                "patient: neither birth_date nor age is given; rules about age are not checked."
            )
        return Person(
            birth_date=self._date(given, "birth_date", "patient."),
            age=self._decimal(given, "age", "patient."),
            age_unit=self._text(given, "age_unit", "patient.") or "a",
            sex=self._text(given, "sex", "patient.") or "unknown",
            weight_kg=self._decimal(given, "weight_kg", "patient."),
            height_cm=self._decimal(given, "height_cm", "patient."),
            pregnant=self._yes_no(given, "pregnant", "patient."),
            breastfeeding=self._yes_no(given, "breastfeeding", "patient."),
            pregnancy_weeks=self._whole(given, "pregnancy_weeks", "patient."),
        )

    def _condition(self, given: dict[str, Any], where: str) -> Condition:
        self._name_unknown(given, FIELDS["condition"], where)
        since, said = self._loose_date(given, "since", where)
        return Condition(
            self._needed(given, "name", where),
            self._text(given, "icd10cm", where) or None,
            since,
            said,
            self._text(given, "status", where) or "active",
        )

    def _allergy(self, given: dict[str, Any], where: str) -> Allergy:
        self._name_unknown(given, FIELDS["allergy"], where)
        return Allergy(
            self._needed(given, "substance", where),
            self._text(given, "reaction", where),
            self._text(given, "severity", where),
            self._text(given, "kind", where) or "allergy",
            self._date(given, "since", where),
        )

    def _observation(self, given: dict[str, Any], where: str) -> Observation:
        self._name_unknown(given, FIELDS["observation"], where)
        value, said = self._value(given.get("value"), f"{where}value")
        return Observation(
            name=self._needed(given, "name", where),
            value=value,
            said=said,
            unit=self._text(given, "unit", where) or None,
            loinc=self._text(given, "loinc", where) or None,
            on=self._date(given, "date", where),
            origin=self._text(given, "origin", where),
        )

    def _immunization(self, given: dict[str, Any], where: str) -> Immunization:
        self._name_unknown(given, FIELDS["immunization"], where)
        name = self._needed(given, "name", where)
        return Immunization(name, self._text(given, "cvx", where) or None, self._date(given, "date", where))

    def _coverage(self, given: dict[str, Any], where: str) -> Coverage:
        self._name_unknown(given, FIELDS["coverage"], where)
        plan, number = self._text(given, "plan", where), self._text(given, "member_id", where)
        return Coverage(self._needed(given, "payer", where), plan, number, *self._span(given, where))

    def _stay(self, given: dict[str, Any], where: str) -> Stay:
        self._name_unknown(given, FIELDS["stay"], where)
        place, reason = self._text(given, "place", where), self._text(given, "reason", where)
        return Stay(self._needed(given, "kind", where), place, reason, *self._span(given, where))

    def _span(self, given: dict[str, Any], where: str) -> tuple[date | None, date | None]:
        return self._date(given, "start", where), self._date(given, "end", where)

    def _medication(self, given: dict[str, Any], where: str) -> Medication:
        unread = {"how_taken", "list_name", "start_said", "end_said", "position", "key"}
        names = {"how_patient_takes_it", "list"}
        self._name_unknown(given, set(Medication.__dataclass_fields__) - unread | names, where)
        start, start_said = self._loose_date(given, "start", where)
        end, end_said = self._loose_date(given, "end", where)
        return Medication(
            name=self._needed(given, "name", where),
            ingredients=tuple(name.casefold() for name in self._texts(given, "ingredients", where)),
            how_taken=self._text(given, "how_patient_takes_it", where),
            as_needed=self._yes_no(given, "as_needed", where),
            status=self._text(given, "status", where) or "active",
            start=start,
            start_said=start_said,
            end=end,
            end_said=end_said,
            list_name=self._text(given, "list", where),
            fills=self._each(given, "fills", self._fill, where),
            cost_per_month=self._decimal(given, "cost_per_month", where),
            key=where.rstrip("."),
            strength=self._text(given, "strength", where),
            form=self._text(given, "form", where),
            route=self._text(given, "route", where),
            directions=self._text(given, "directions", where),
            indication=self._text(given, "indication", where),
            source=self._text(given, "source", where),
            prescriber=self._text(given, "prescriber", where),
            pharmacy=self._text(given, "pharmacy", where),
            rxcui=self._text(given, "rxcui", where),
            ndc=self._text(given, "ndc", where),
        )

    def _fill(self, given: dict[str, Any], where: str) -> Fill:
        self._name_unknown(given, FIELDS["fill"], where)
        collected = self._date(given, "date", where)
        if collected is None:
            raise UnusableInput(f"{where}date is missing; expected the day of the fill.")
        days = self._whole(given, "days_supply", where)
        return Fill(collected, days, self._decimal(given, "quantity", where))

    def _name_unknown(self, given: dict[str, Any], known: set[str], where: str) -> None:
        self.warnings += [
            f"{where}{name} is not a field of patient files and was not used."
            for name in given
            if name not in known
        ]

    def _each(
        self, given: dict[str, Any], name: str, make: Callable[[dict[str, Any], str], T], where: str = ""
    ) -> tuple[T, ...]:
        rows = given.get(name) or []
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            raise UnusableInput(
                f"{where}{name} is not a list of entries; expected a list with names and values."
            )
        return tuple(make(row, f"{where}{name}[{place}].") for place, row in enumerate(rows))

    def _texts(self, given: dict[str, Any], name: str, where: str = "") -> tuple[str, ...]:
        rows = given.get(name) or []
        if not isinstance(rows, list) or not all(isinstance(row, str) for row in rows):
            raise UnusableInput(f"{where}{name} is not a list of texts.")
        return tuple(rows)

    def _mapping(self, given: dict[str, Any], name: str) -> dict[str, Any]:
        found = given.get(name) or {}
        if not isinstance(found, dict):
            raise UnusableInput(
                f"{name} holds {type(found).__name__}; expected one person with fields such as birth_date."
            )
        return found

    def _text(self, given: dict[str, Any], name: str, where: str) -> str:
        found = given.get(name)
        if found is None:
            return ""
        if isinstance(found, (str, Decimal)):
            return str(found)
        raise UnusableInput(f"{where}{name} is {found!r}; expected text.")

    def _needed(self, given: dict[str, Any], name: str, where: str) -> str:
        found = self._text(given, name, where).strip()
        if not found:
            raise UnusableInput(f"{where}{name} is empty; expected a name.")
        return found

    def _decimal(self, given: dict[str, Any], name: str, where: str) -> Decimal | None:
        found = given.get(name)
        if found in (None, ""):
            return None
        value, _ = self._value(found, f"{where}{name}")
        if value is None:
            raise UnusableInput(f"{where}{name} is {found!r}; expected a number.")
        return value

    def _whole(self, given: dict[str, Any], name: str, where: str) -> int | None:
        found = self._decimal(given, name, where)
        if found is not None and not 0 <= found < 100_000:
            raise UnusableInput(f"{where}{name} is {found}; expected a whole number that is possible.")
        return None if found is None else int(found)

    def _value(self, found: Any, where: str) -> tuple[Decimal | None, str]:
        if found is None:
            return None, ""
        if isinstance(found, bool) or not isinstance(found, (str, Decimal)):
            raise UnusableInput(f"{where} is {found!r}; expected a number or words.")
        try:
            value = Decimal(found)
        except InvalidOperation:
            return None, str(found)
        return (value, "") if value.is_finite() else (None, str(found))

    def _yes_no(self, given: dict[str, Any], name: str, where: str) -> bool | None:
        found = given.get(name)
        if found is None or isinstance(found, bool):
            return found
        if str(found).lower() in ("true", "yes", "false", "no"):
            return str(found).lower() in ("true", "yes")
        raise UnusableInput(f"{where}{name} is {found!r}; expected true or false.")

    def _date(self, given: dict[str, Any], name: str, where: str) -> date | None:
        found, said = self._loose_date(given, name, where)
        if said and found is None:
            raise UnusableInput(
                f"{where}{name} is {said!r}; expected a day such as 2026-11-24, today or -30d."
            )
        return found

    def _loose_date(self, given: dict[str, Any], name: str, where: str) -> tuple[date | None, str]:
        """Return the day, and the words when only words are known; "9 months ago" gives both."""
        text = self._text(given, name, where).strip()
        if not text:
            return None, ""
        try:
            return self._day(text), ""
        except (ValueError, OverflowError):
            ago = AGO.search(text)
            if ago is None or len(ago[1]) > 4:
                return None, text
            return self.on - timedelta(days=int(ago[1]) * DAYS_IN[ago[2]]), text

    def _day(self, text: str) -> date:
        if text == "today":
            return self.on
        if re.fullmatch(r"[+-]\d{1,5}d", text):
            return self.on + timedelta(days=int(text[:-1]))
        return date.fromisoformat(text)
