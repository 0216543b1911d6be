"""The tables of labels beside this file: what stands on each, and what it must be read as."""

from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

FOLDER = Path(__file__).parent / "labels"
TOLERANCE = Decimal("0.001")


@dataclass(frozen=True)
class Label:
    "One label with what it means; `steps` are pairs of the amount a day and the days."

    text: str
    title: str
    amount: Decimal | None
    unit: str
    days: Decimal | None
    as_needed: bool | None
    steps: tuple[tuple[Decimal | None, Decimal | None], ...]
    whole: bool


def labels():
    "Return every label of every table, in order."
    return [label for path in sorted(FOLDER.glob("*.txt")) for label in _labels_in(path)]


def _labels_in(path):
    title, *lines = path.read_text(encoding="utf-8").splitlines()
    return [_label(line, title.removeprefix("# ")) for line in lines if line.strip()]


def _label(line, title):
    text, amount, unit, days, needed, last = [*(part.strip() for part in line.split("|")), *[""] * 5][:6]
    refused = last in ("partly", "not_understood")
    return Label(
        text=text,
        title=title,
        amount=_number(amount),
        unit=unit,
        days=_number(days),
        as_needed={"": False, "no": False, "yes": True, "?": None}[needed],
        steps=() if refused else tuple(_step(step) for step in last.split()),
        whole=not refused,
    )


def _step(step):
    amount, _, days = step.partition("x")
    if not days and amount == "?":
        return None, None
    return _number(amount), _number(days)


def _number(text):
    if text in ("", "?"):
        return None
    over, _, under = text.partition("/")
    return Decimal(over) / Decimal(under or 1)


def problems(label, found):
    "Return in what the reading differs from the table; nothing is fine."
    if not label.whole:
        return ["it was understood"] if found.outcome == "understood" else []
    differ = []
    if found.outcome != "understood":
        differ.append(f"it was {found.outcome}: {found.why} {found.not_used}")
    if not same(found.amount_per_day, label.amount):
        differ.append(f"the amount a day is {found.amount_per_day}")
    if found.unit != label.unit:
        differ.append(f"the unit is {found.unit}")
    if not same(found.days, label.days):
        differ.append(f"the days are {found.days}")
    if label.as_needed is not None and found.as_needed != label.as_needed:
        differ.append("as needed differs")
    steps = [(phase.amount_per_day, phase.days) for phase in found.phases]
    if label.steps and not _same_steps(steps, label.steps):
        differ.append(f"the steps are {[(str(amount), str(days)) for amount, days in steps]}")
    return differ


def _same_steps(found, expected):
    return len(found) == len(expected) and all(
        same(one[0], other[0]) and same(one[1], other[1]) for one, other in zip(found, expected, strict=True)
    )


def same(one, other):
    "Return whether two amounts are the same, or both unknown."
    if one is None or other is None:
        return one is other
    return abs(one - other) <= TOLERANCE
