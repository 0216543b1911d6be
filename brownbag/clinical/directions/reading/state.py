"""What has been read of a direction so far: its parts, notes, doubts and words left over."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from brownbag.clinical.directions.meaning import Amount, Timing

THEN, AND, BESIDE = "then", "and", "beside"


@dataclass
class Part:
    """One phase while it is being put together; `link` is how it follows the part before."""

    link: str = ""
    dose: Amount | None = None
    largest: Decimal | None = None
    drug: Amount | None = None
    timing: Timing = field(default_factory=Timing)
    meals: str = ""
    as_needed: bool = False
    reason: list[str] = field(default_factory=list)
    gap: Decimal | None = None
    at_most: Decimal | None = None
    at_most_unit: str = ""
    at_most_drug: Amount | None = None
    days: Decimal | None = None
    days_low: Decimal | None = None
    doses: Decimal | None = None
    other_days: bool = False
    excluding: bool = False
    one_day_of_two: bool = False
    on_days: bool = False
    open_ended: bool = False
    total_only: bool = False

    @property
    def has_when(self) -> bool:
        """Whether anything says when or how often."""
        return self.timing != Timing() or bool(self.meals) or self.on_days or self.total_only

    @property
    def is_blank(self) -> bool:
        """Whether nothing that makes a phase has been read yet."""
        told = self.dose or self.has_when or self.as_needed or self.at_most or self.at_most_drug
        return not told and self.days is None


@dataclass
class Reading:
    """Everything collected in one walk over the words."""

    parts: list[Part] = field(default_factory=lambda: [Part()])
    together: bool = False
    in_steps: bool = False
    joins: bool = False
    alternating: bool = False
    up_to: bool = False
    steps_named: tuple[str, ...] = ()
    new_sentence: bool = False
    acted: bool = False
    route: str = ""
    site: str = ""
    action: str = ""
    directed: bool = False
    strength: bool = False
    sliding: bool = False
    repeats: bool = False
    in_reason: bool = False
    keeping: bool = False
    notes: list[str] = field(default_factory=list)
    unused: list[str] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    corrections: list[str] = field(default_factory=list)

    @property
    def part(self) -> Part:
        """The part that is being read."""
        return self.parts[-1]

    def begin(self, link: str) -> None:
        """Begin another part; where nothing was read since the last one, that one goes on."""
        if self.part.is_blank:
            self.part.link = link
        else:
            self.parts.append(Part(link=link))
