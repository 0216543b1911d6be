"""What has been read of a direction so far: its parts, notes, doubts and words left over."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from brownbag.clinical.directions.meaning import Amount, Timing


@dataclass
class Part:
    """One phase while it is being put together."""

    dose: Amount | None = None
    largest: Decimal | None = None
    timing: Timing = field(default_factory=Timing)
    meals: str = ""
    as_needed: bool = False
    reason: list[str] = field(default_factory=list)
    gap: Decimal | None = None
    at_most: Decimal | None = None
    days: Decimal | None = None
    doses: Decimal | None = None
    other_days: bool = False
    excluding: bool = False
    on_days: bool = False
    open_ended: bool = False

    @property
    def has_when(self) -> bool:
        return self.timing != Timing() or bool(self.meals) or self.on_days


@dataclass
class Reading:
    """Everything collected in one walk over the words."""

    parts: list[Part] = field(default_factory=lambda: [Part()])
    together: bool = False
    in_steps: bool = False
    joins: bool = False
    route: str = ""
    site: str = ""
    action: str = ""
    directed: bool = False
    sliding: bool = False
    repeats: bool = False
    in_reason: bool = False
    notes: list[str] = field(default_factory=list)
    unused: list[str] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    corrections: list[str] = field(default_factory=list)

    @property
    def part(self) -> Part:
        return self.parts[-1]
