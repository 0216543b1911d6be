"""Strengths as they are written: "800-160", "0.083 %", "100 units/mL", "1 g = 1,000 mg"."""

import re
from dataclasses import dataclass
from decimal import Decimal

# Unit words of labels to UCUM, each with the factor to the unit it is kept in.
UNITS = {
    "mg": ("mg", Decimal(1)),
    "mgs": ("mg", Decimal(1)),
    "milligram": ("mg", Decimal(1)),
    "milligrams": ("mg", Decimal(1)),
    "g": ("mg", Decimal(1000)),
    "gm": ("mg", Decimal(1000)),
    "gram": ("mg", Decimal(1000)),
    "grams": ("mg", Decimal(1000)),
    "mcg": ("ug", Decimal(1)),
    "ug": ("ug", Decimal(1)),
    "µg": ("ug", Decimal(1)),
    "μg": ("ug", Decimal(1)),
    "microgram": ("ug", Decimal(1)),
    "micrograms": ("ug", Decimal(1)),
    "unit": ("[USP'U]", Decimal(1)),
    "units": ("[USP'U]", Decimal(1)),
    "u": ("[USP'U]", Decimal(1)),
    "iu": ("[IU]", Decimal(1)),
    "meq": ("meq", Decimal(1)),
    "mmol": ("mmol", Decimal(1)),
    "%": ("%", Decimal(1)),
}
PER = {
    "ml": ("mL", Decimal(1)),
    "l": ("mL", Decimal(1000)),
    "hr": ("h", Decimal(1)),
    "h": ("h", Decimal(1)),
    "hour": ("h", Decimal(1)),
    "g": ("g", Decimal(1)),
    "gm": ("g", Decimal(1)),
    "24hr": ("h", Decimal(24)),
    "24h": ("h", Decimal(24)),
    "24 hr": ("h", Decimal(24)),
}
_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+"
_UNIT = "|".join(sorted((re.escape(unit) for unit in UNITS), key=len, reverse=True))
_PER = rf"(?:\s*(?:/|per)\s*(?P<per>{_NUMBER})?\s*(?P<per_unit>ml|l|24\s?hr?|hr|hour|h|gm|g)(?![a-z]))?"
_ONE = re.compile(
    rf"(?<![\w.])(?P<amount>{_NUMBER})\s*-?\s*(?P<unit>{_UNIT})(?![a-zµμ]){_PER}",
    re.IGNORECASE,
)
_SEVERAL = re.compile(
    rf"(?<![\w.])(?P<amounts>(?:{_NUMBER})(?:\s*[-/]\s*(?:{_NUMBER})){{1,3}})\s*(?P<unit>{_UNIT})?(?![a-z0-9.]){_PER}",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Written:
    """One amount as written, brought to a common unit; grams become milligrams."""

    amount: Decimal
    unit: str
    per: Decimal = Decimal(1)
    per_unit: str = "1"


def strengths_in(text: str) -> tuple[tuple[Written, ...], str, str]:
    """Return the amounts in a text, how they were written, and the text without them.

    >>> strengths_in("insulin glargine 100 units/mL")[0]
    (Written(amount=Decimal('100'), unit="[USP'U]", per=Decimal('1'), per_unit='mL'),)
    >>> [each.amount for each in strengths_in("Bactrim 800-160 mg")[0]]
    [Decimal('800'), Decimal('160')]
    >>> [(each.amount, each.per) for each in strengths_in("Augmentin 600-42.9 mg/5 mL")[0]]
    [(Decimal('600'), Decimal('5')), (Decimal('42.9'), Decimal('5'))]
    >>> strengths_in("metformin 1 g")[0][0].amount
    Decimal('1000')
    """
    found: list[tuple[int, Written]] = []
    written: list[str] = []
    rest = _SEVERAL.sub(lambda match: _take_several(match, found, written), text)
    rest = _ONE.sub(lambda match: _take_one(match, found, written), rest)
    return tuple(each for _, each in sorted(found, key=lambda item: item[0])), "/".join(written), rest


def plain_number(amount: Decimal) -> str:
    """Return a number as labels should print it: thousands with commas, no trailing zeros.

    >>> plain_number(Decimal("1000")), plain_number(Decimal("0.50"))
    ('1,000', '0.5')
    """
    return f"{amount.normalize():,f}"


def _take_several(match: re.Match[str], found: list[tuple[int, Written]], written: list[str]) -> str:
    unit = match["unit"]
    if unit is None and "/" in match["amounts"] and len(re.findall(_NUMBER, match["amounts"])) > 3:
        return match[0]
    code, factor = UNITS[unit.lower()] if unit else ("", Decimal(1))
    for place, amount in enumerate(re.findall(_NUMBER, match["amounts"])):
        found.append((match.start() + place, Written(_decimal(amount) * factor, code, *_per(match))))
    written.append(match[0].strip())
    return " "


def _take_one(match: re.Match[str], found: list[tuple[int, Written]], written: list[str]) -> str:
    unit, factor = UNITS[match["unit"].lower()]
    found.append((match.start(), Written(_decimal(match["amount"]) * factor, unit, *_per(match))))
    written.append(re.sub(r"\s+", " ", match[0].strip()))
    return " "


def _per(match: re.Match[str]) -> tuple[Decimal, str]:
    """The volume, weight or time that the amount stands for; one piece where none is written."""
    if not match["per_unit"]:
        return Decimal(1), "1"
    per_unit, factor = PER[re.sub(r"\s", "", match["per_unit"].lower())]
    return (_decimal(match["per"]) if match["per"] else Decimal(1)) * factor, per_unit


def _decimal(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))
