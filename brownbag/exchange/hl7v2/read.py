"""Read HL7 v2 messages about one person: ADT, orders, dispenses and results."""

from __future__ import annotations

from datetime import date

from brownbag.clinical.person.record import (
    Allergy,
    Condition,
    Coverage,
    Immunization,
    Observation,
    Person,
    Stay,
)
from brownbag.exchange.collecting import Collected, once
from brownbag.exchange.hl7v2 import medicines
from brownbag.exchange.hl7v2.message import Segment, messages_of
from brownbag.exchange.hl7v2.values import day, number
from brownbag.exchange.reading import Named, NotUsed, Read, UnusableInput

SEXES = {"M": "male", "F": "female", "O": "other", "A": "other", "X": "other"}
# HL7 table 0004, patient class.
KINDS = {"I": "inpatient", "E": "emergency", "O": "office", "P": "planned admission", "R": "recurring"}
SEVERITIES = {"SV": "severe", "MO": "moderate", "MI": "mild"}
ORDERED = ("RXO", "RXE", "RXD")
NOT_READ = {
    "PR1": "procedures are not read yet",
    "FT1": "charges are not read",
    "NK1": "relatives are not read yet",
    "RXG": "single doses given are not lines of the list",
    "TXA": "letters are not read",
}
NO_RESULT = {
    "X": "no result could be had",
    "D": "deleted",
    "W": "entered for the wrong person",
    "I": "still awaited",
}
NOT_VALUES = {"ED", "RP", "HD", "AD", "TM"}


def read_messages(content: bytes, *, on: date) -> tuple[Read, ...]:
    """Return what the messages of a file hold, one answer for each person, in the order of their first message.

    Raises UnusableInput with one sentence.
    """
    people: dict[str, _Person] = {}
    for message in messages_of(content):
        who = _identity(message)
        people.setdefault(who, _Person(on)).take(message)
    return tuple(each.read() for each in people.values())


def _identity(message: list[Segment]) -> str:
    patients = [each for each in message if each.name == "PID"]
    if not patients:
        kind = message[0].part(9) or "unknown"
        raise UnusableInput(f"The {kind} message names no patient (PID); expected ADT, RDE, RDS, ORM or ORU.")
    found = {f"{each.part(3)} {each.part(5)} {each.part(7)[:8]}" for each in patients}
    if len(found) > 1:
        raise UnusableInput(f"One message is about {len(found)} people; expected one.")
    return found.pop()


class _Person:
    def __init__(self, on: date) -> None:
        self.on = on
        self.found = Collected()
        self.kinds: list[str] = []
        self.place = 0

    def read(self) -> Read:
        kinds = ", ".join(dict.fromkeys(self.kinds))
        return self.found.read(
            f"HL7 v2 message ({kinds})", expected="a patient with orders, allergies or results"
        )

    def take(self, message: list[Segment]) -> None:
        self.kinds.append(message[0].part(9))
        self._whom(next(each for each in message if each.name == "PID"))
        taken = ""
        for segment in message:
            taken = segment.part(7) or taken if segment.name == "OBR" else taken
            self._simple(segment, taken)
        for group in _orders(message):
            self._order(group)

    def _whom(self, segment: Segment) -> None:
        key = segment.part(3)
        if self.found.id == key and self.found.kept:
            return
        born, said = day(segment.part(7))
        if born is None:
            given = f"is {said!r}, not a full day" if said else "is missing"
            self.found.warn(f"PID-7 (birth date) {given}; rules about age are not checked.")
        if segment.part(30) == "Y":
            self.found.warn("PID-30: the message says that the person has died.")
        self.found.id = key
        with self.found.entry("PID", key):
            self.found.person = Person(birth_date=born, sex=SEXES.get(segment.part(8), "unknown"))
            numbers = [(f"urn:hl7:{one[3]}", one[0]) for one in segment.each(3) if len(one) > 3 and one[3]]
            self.found.named = Named(
                " ".join(filter(None, (segment.part(5, 2), segment.part(5, 3)))),
                segment.part(5),
                _phone(segment),
                tuple(numbers),
            )

    def _simple(self, segment: Segment, taken: str) -> None:
        readers = {"AL1": self._allergy, "IAM": self._allergy, "DG1": self._condition, "RXA": self._vaccine}
        if segment.name in ("PV1", "IN1"):
            with self.found.entry(segment.name, self._key(segment)):
                self._care(segment)
        elif segment.name == "OBX":
            with self.found.entry("OBX", self._key(segment)):
                once(self.found.observations, _result(segment, taken))
        elif segment.name in readers:
            with self.found.entry(segment.name, self._key(segment)):
                readers[segment.name](segment)
        elif segment.name in NOT_READ:
            self.found.refuse(segment.name, NOT_READ[segment.name], self._key(segment))

    def _care(self, segment: Segment) -> None:
        if segment.name == "IN1":
            payer = segment.part(4) or segment.words(2)
            if not payer:
                raise NotUsed("it names nobody who pays")
            plan, number = segment.part(2, 2), segment.part(36) or segment.part(49)
            span = day(segment.part(12))[0], day(segment.part(13))[0]
            return once(self.found.coverage, Coverage(payer, plan if plan != payer else "", number, *span))
        kind = KINDS.get(segment.part(2), "")
        admitted, left = day(segment.part(44))[0], day(segment.part(45))[0]
        if not kind:
            raise NotUsed("it does not say what kind of contact it was")
        return once(self.found.stays, Stay(kind, segment.part(3, 4) or segment.part(3), "", admitted, left))

    def _allergy(self, segment: Segment) -> None:
        name = segment.words(3)
        if segment.name == "IAM" and segment.part(6) == "D":
            raise NotUsed("the message asks to delete it")
        if name.casefold().startswith(("no known", "nka", "nkda")):
            self.found.no_known_allergies = True
            return
        if not name:
            raise NotUsed("it names no substance")
        signs = ", ".join(filter(None, (next(filter(None, reversed(one)), "") for one in segment.each(5))))
        since = day(segment.part(6))[0] if segment.name == "AL1" else None
        severity = SEVERITIES.get(segment.part(4), "")
        once(self.found.allergies, Allergy(name, signs, severity, "allergy", since))

    def _condition(self, segment: Segment) -> None:
        if segment.part(21) == "D":
            raise NotUsed("the message asks to delete it")
        name = segment.part(3, 2) or segment.part(4) or segment.part(3)
        if not name:
            raise NotUsed("it names no condition")
        coded = (
            segment.part(3) if segment.part(3, 3).upper() in ("I10", "I10C", "ICD10", "ICD-10-CM") else None
        )
        since, said = day(segment.part(5))
        once(self.found.conditions, Condition(name, coded, since, said))

    def _vaccine(self, segment: Segment) -> None:
        if segment.part(20) in ("RE", "NA") or segment.part(21) == "D":
            raise NotUsed("not given, or refused by the person")
        name = segment.words(5)
        if not name:
            raise NotUsed("it names no vaccine")
        coded = segment.part(5) if segment.part(5, 3).upper() == "CVX" else None
        once(self.found.immunizations, Immunization(name, coded, day(segment.part(3))[0]))

    def _order(self, group: list[Segment]) -> None:
        parts = [each for each in group if each.name in ORDERED]
        if not parts:
            return
        # What was handed over says most, then what the pharmacy wrote, then what was asked for.
        parts.sort(key=lambda each: ORDERED.index(each.name), reverse=True)
        main, *others = parts
        for each in others:
            key = self._key(each)
            self.found.refuse(each.name, f"the {main.name} after it says what became of the order", key)
            if not medicines.same_medicine(each, main):
                asked, made = medicines.named(each), medicines.named(main)
                self.found.warn(f"{key} asks for {asked!r}, {main.name} has {made!r}; ask which is right.")
        key = self._key(main)
        with self.found.entry(main.name, key):
            self.found.medications.append(medicines.medicine(group, parts, self.on, key, self.found))

    def _key(self, segment: Segment) -> str:
        self.place += 1
        return f"{segment.name} {self.place}"


def _phone(segment: Segment) -> str:
    whole = segment.part(13) or segment.part(13, 12)
    return whole if len(whole) > 6 else "".join((segment.part(13, 6), segment.part(13, 7)))


def _orders(message: list[Segment]) -> list[list[Segment]]:
    """Part a message into its orders; each begins with ORC, or with the first medicine where there is none."""
    groups: list[list[Segment]] = []
    for segment in message:
        held = {each.name for each in groups[-1]} if groups else set()
        again = segment.name in ORDERED and segment.name in held
        if segment.name == "ORC" or again or (not groups and segment.name in ORDERED):
            groups.append([])
        if groups:
            groups[-1].append(segment)
    return groups


def _result(segment: Segment, taken: str) -> Observation:
    status, kind = segment.part(11), segment.part(2)
    if status in NO_RESULT:
        raise NotUsed(NO_RESULT[status])
    if kind in NOT_VALUES:
        raise NotUsed("a picture or a file, not a value")
    said = [next(filter(None, (one[8:9] + one[1:2] + one[:1])), "") for one in segment.each(5)]
    if not any(said):
        raise NotUsed("it holds no value")
    value = number(said[0]) if len(said) == 1 else None
    system = segment.part(3, 3).upper()
    return Observation(
        name=segment.part(3, 2) or segment.part(3) or "a result without a name",
        value=value,
        said="" if value is not None else " and ".join(filter(None, said)),
        unit=segment.part(6) or None,
        loinc=segment.part(3) if system == "LN" else None,
        on=day(segment.part(14) or taken)[0],
    )
