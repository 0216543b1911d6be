"""One line of a list made ready to be compared: medicine, strength, way in, release and directions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from brownbag.clinical.directions import Directions, read
from brownbag.clinical.person.record import Medication
from brownbag.clinical.vocabulary import Resolution, Strength, Vocabulary
from brownbag.clinical.vocabulary.details import plain_route
from brownbag.clinical.vocabulary.strengths import Written, strengths_in

# Routes that bring a medicine to one place only; a tablet and a cream of one ingredient are two medicines.
LOCAL = frozenset({"topical", "ophthalmic", "otic", "nasal", "vaginal", "inhaled"})
IN_THE_BODY = "in the body"
# Forms that lists use for each other, by the name they are compared under; what says nothing is left out.
FORMS = {
    "tablet": "tablet",
    "capsule": "capsule",
    "chewable tablet": "chewable tablet",
    "orally disintegrating tablet": "orally disintegrating tablet",
    "gummy": "gummy",
    "lozenge": "lozenge",
    "syrup": "liquid",
    "elixir": "liquid",
    "suspension": "liquid",
    "solution": "liquid",
    "liquid": "liquid",
    "cream": "cream",
    "ointment": "ointment",
    "gel": "gel",
    "lotion": "lotion",
    "patch": "patch",
    "suppository": "suppository",
    "powder": "powder",
    "nebulizer solution": "nebulizer solution",
    "inhaler": "inhaler",
    "spray": "spray",
}
EXTENDED = "extended-release"
SLOW = (EXTENDED, "delayed-release")
COUNTED = frozenset({"tablet", "capsule", "patch", "suppository", "packet", "gummy", "lozenge"})
# Units brought together, so that 0.05 mg and 50 mcg, or 0.083 % and 0.83 mg/mL, are one amount.
SAME_UNIT = {
    "mg": ("ug", Decimal(1000)),
    "ug": ("ug", Decimal(1)),
    "[IU]": ("[USP'U]", Decimal(1)),
    "[iU]": ("[USP'U]", Decimal(1)),
}

# Amounts with their units, smallest first: which of two ingredients an amount belongs to is not always said.
Contents = tuple[tuple[Decimal, str], ...]


@dataclass(frozen=True, slots=True)
class Understood:
    """One line of one list, and what is known of it. Empty or None is "the list does not say"."""

    list_name: str
    position: int
    medication: Medication
    known: Resolution
    ingredients: tuple[str, ...]
    way: str
    route: str
    form: str
    release: str
    strength: Contents
    directions: Directions | None
    status: str

    @property
    def is_local(self) -> bool:
        """Whether the medicine acts where it is put."""
        return self.way in LOCAL

    @property
    def per_day(self) -> Contents:
        """How much of each ingredient is taken in a day at most, or nothing where that is not known."""
        found = self.directions
        if found is None or found.outcome != "understood":
            return ()
        if found.drug_per_day is not None and len(self.ingredients) == 1:
            return (_plain(found.drug_per_day.high, found.drug_per_day.unit),)
        if found.amount_per_day is None or found.unit not in COUNTED:
            return ()
        return tuple((amount * found.amount_per_day, unit) for amount, unit in self.strength)


def reader(vocabulary: Vocabulary) -> Callable[..., Understood]:
    """Return a function that makes lines ready; a text that stands on several lists is looked up once."""
    looked_up: dict[str, Resolution] = {}
    read_before: dict[tuple[str, str], Directions] = {}

    def understand(line: Medication, *, list_name: str, position: int, on: date) -> Understood:
        text = full_name(line)
        if text not in looked_up:
            looked_up[text] = vocabulary.resolve(text)
        known = looked_up[text]
        told = (line.directions, text)
        if line.directions.strip() and told not in read_before:
            read_before[told] = read(line.directions, medicine=known)
        return _understood(
            line, known, read_before.get(told), vocabulary, list_name=list_name, position=position, on=on
        )

    return understand


def full_name(line: Medication) -> str:
    """Return the name with the strength and form that stand beside it, each once.

    >>> full_name(Medication("warfarin 5 mg tablet", strength="5 mg", form="tablet"))
    'warfarin 5 mg tablet'
    >>> full_name(Medication("warfarin", strength="5 mg", form="tablet"))
    'warfarin 5 mg tablet'
    """
    said = line.name
    for part in (line.strength, line.form):
        has_amount = part is line.strength and any(sign.isdigit() for sign in said)
        if part and not has_amount and part.casefold() not in said.casefold():
            said = f"{said} {part}"
    return said


def _understood(
    line: Medication,
    known: Resolution,
    directions: Directions | None,
    vocabulary: Vocabulary,
    *,
    list_name: str,
    position: int,
    on: date,
) -> Understood:
    form = known.form or line.form.casefold()
    route = _route(line, known, directions)
    return Understood(
        list_name=list_name,
        position=position,
        medication=line,
        known=known,
        ingredients=tuple(sorted(line.ingredients)) or known.ingredients,
        way=route if route in LOCAL else IN_THE_BODY if route else "",
        route=route,
        form=FORMS.get(form, ""),
        release=next((slow for slow in SLOW if slow in form), "") or _release(known, vocabulary),
        strength=_contents(known),
        directions=directions,
        status=_status(line, on),
    )


def _route(line: Medication, known: Resolution, directions: Directions | None) -> str:
    """Return the route that someone stated; one that is only usual for the name is no statement."""
    stated = line.route.casefold().strip()
    short = {"by mouth": "oral", "po": "oral", "sl": "sublingual", "sc": "subcutaneous", "iv": "intravenous"}
    usual = plain_route(stated)
    said = directions.route if directions else ""
    written = short.get(stated) or (stated if usual == "other" else usual)
    return written or (known.route if known.form else "") or said


def _release(known: Resolution, vocabulary: Vocabulary) -> str:
    """Return how the products of a name release the drug; "ordinary" where not all of them do it slowly."""
    shapes = {
        shape.form
        for named in vocabulary.names.called(known.name)
        for shape in named.shapes
        if "oral" in shape.route
    }
    slow = [word for word in SLOW if shapes and all(word.replace("-", " ") in form for form in shapes)]
    return slow[0] if slow else "ordinary" if shapes or known.form else ""


def _contents(known: Resolution) -> Contents:
    """Return the amounts in one tablet or millilitre; of an unknown name, the amounts as they are written."""
    given = known.strengths or strengths_in(known.text)[0]
    return tuple(sorted(_amount(each) for each in given))


def _amount(each: Strength | Written) -> tuple[Decimal, str]:
    amount, unit = _plain(each.amount / each.per, each.unit)
    if each.unit == "%":
        return each.amount * 10 * 1000, "ug/mL"
    return amount, unit if each.per_unit == "1" else f"{unit}/{each.per_unit}"


def _plain(amount: Decimal, unit: str) -> tuple[Decimal, str]:
    common, factor = SAME_UNIT.get(unit, (unit, Decimal(1)))
    return amount * factor, common


def _status(line: Medication, on: date) -> str:
    ended = line.status == "active" and line.end is not None and line.end < on
    return "stopped" if ended else line.status
