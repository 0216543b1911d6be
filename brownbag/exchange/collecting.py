"""Gather what a document holds, entry by entry: each is kept, or refused with its reason, and counted."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TypeVar

from brownbag.clinical.person.record import (
    Allergy,
    Condition,
    Coverage,
    Immunization,
    Medication,
    Observation,
    Person,
    Record,
    Stay,
)
from brownbag.exchange.reading import NOBODY_NAMED, Kept, Named, NotUsed, Read, Refused, UnusableInput

T = TypeVar("T")


@dataclass
class Collected:
    """What was read so far."""

    warnings: list[str] = field(default_factory=list)
    kept: list[Kept] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    person: Person = field(default_factory=Person)
    named: Named = NOBODY_NAMED
    id: str = ""
    conditions: list[Condition] = field(default_factory=list)
    allergies: list[Allergy] = field(default_factory=list)
    observations: list[Observation] = field(default_factory=list)
    immunizations: list[Immunization] = field(default_factory=list)
    medications: list[Medication] = field(default_factory=list)
    coverage: list[Coverage] = field(default_factory=list)
    stays: list[Stay] = field(default_factory=list)
    no_known_allergies: bool | None = None

    @contextmanager
    def entry(self, what: str, external_id: str = "") -> Iterator[None]:
        """Count one entry: kept when the block ends, refused when it raises NotUsed."""
        try:
            yield
        except NotUsed as reason:
            self.refused.append(Refused(what, str(reason), external_id))
        else:
            self.kept.append(Kept(what, external_id))

    def refuse(self, what: str, why: str, external_id: str = "") -> None:
        """Count one entry that is not used."""
        self.refused.append(Refused(what, why, external_id))

    def warn(self, sentence: str) -> None:
        """Say something once."""
        if sentence not in self.warnings:
            self.warnings.append(sentence)

    def read(self, kind: str, *, expected: str) -> Read:
        """Return what the document held.

        Raises UnusableInput where nothing of it can be kept.
        """
        if not self.kept and not self.refused:
            raise UnusableInput(f"There is nothing of a person's record in the file; expected {expected}.")
        if self.no_known_allergies and self.allergies:
            self.warn("The document says “no known allergies” and also names allergies; ask the person.")
            self.no_known_allergies = None
        return Read(
            self._record(), tuple(self.warnings), kind, tuple(self.kept), tuple(self.refused), self.named
        )

    def _record(self) -> Record:
        return Record(
            id=self.id,
            person=self.person,
            conditions=tuple(self.conditions),
            allergies=tuple(self.allergies),
            no_known_allergies=self.no_known_allergies,
            observations=tuple(self.observations),
            immunizations=tuple(self.immunizations),
            medications=tuple(each for each in self.medications if each.status != "proposed"),
            proposed=tuple(each for each in self.medications if each.status == "proposed"),
            coverage=tuple(self.coverage),
            stays=tuple(self.stays),
        )


def once(held: list[T], found: T) -> None:
    """Add what is not there yet; the same thing said twice is refused."""
    if found in held:
        raise NotUsed("the same stands in the document twice")
    held.append(found)
