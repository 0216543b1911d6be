"""What a piece of text turned out to mean: the values that `resolve` gives."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

OUTCOMES = ("matched", "likely", "ambiguous", "unknown", "not_a_medicine")


@dataclass(frozen=True, slots=True)
class Strength:
    """The amount of one ingredient in one unit of the product, or in a volume of it.

    "800 mg" is Strength("sulfamethoxazole", Decimal(800), "mg"); "100 units/mL" is
    Strength("insulin glargine", Decimal(100), "[USP'U]", Decimal(1), "mL").
    Units are UCUM.
    """

    ingredient: str
    amount: Decimal
    unit: str
    per: Decimal = Decimal(1)
    per_unit: str = "1"


@dataclass(frozen=True, slots=True)
class Resolution:
    """The answer to "what is this?": never a guess dressed as an answer.

    `ingredients` are lower-case US generic names, sorted, and empty unless the
    outcome is matched or likely. `candidates` are the ingredient sets it could be,
    joined by a vertical bar. `drug_class` is set where the text names a class only.
    """

    text: str
    outcome: str
    ingredients: tuple[str, ...] = ()
    name: str = ""
    strengths: tuple[Strength, ...] = ()
    strength: str = ""
    form: str = ""
    route: str = ""
    rxcui: str = ""
    candidates: tuple[str, ...] = ()
    drug_class: str = ""
    sold: str = ""
    not_used: tuple[str, ...] = ()
    why: str = ""

    @property
    def is_known(self) -> bool:
        """Whether the text is settled enough to be checked against the knowledge base."""
        return self.outcome in ("matched", "likely")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One row of the typeahead: what to show, and what picking it fills in."""

    label: str
    ingredients: tuple[str, ...]
    strength: str = ""
    form: str = ""
    route: str = ""
    sold: str = ""
    warning: str = ""
    taken_before: bool = False
