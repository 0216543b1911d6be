"""One change that a practice makes to a release: off, graded otherwise, or a pair of its own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

OFF, GRADE, ADD = "off", "grade", "add_pair"
GRADED = ("severity", "urgency", "interrupts")


@dataclass(frozen=True, slots=True)
class LocalChange:
    """One change. It holds through the day `expires`; `at` is the file and line it stands in."""

    at: str
    change: str
    owner: str
    reason: str
    expires: date
    rule: str = ""
    first: str = ""
    second: str = ""
    given: tuple[tuple[str, str], ...] = ()

    @property
    def values(self) -> dict[str, str]:
        """Return the grade and the words that the change gives."""
        return dict(self.given)

    @property
    def about(self) -> str:
        """Return what is changed, as a page names it."""
        return self.rule or f"{self.first} with {self.second}"

    @property
    def said(self) -> str:
        """Return the sentence that every finding carries which the change touches."""
        verb = {OFF: "Switched off", GRADE: "Changed", ADD: "Added"}[self.change]
        graded = ", ".join(
            f"{name} {value.replace('_', ' ')}" for name, value in self.given if name in GRADED
        )
        what = f" ({graded})" if self.change == GRADE else ""
        return f"{verb} here by {self.owner} until {self.expires}{what}: {self.reason.rstrip('.')}."
