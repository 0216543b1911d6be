"""The sentence that says why lines stand in a group, and who does not know."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from brownbag.clinical.person.differences import Difference
from brownbag.clinical.person.said import said_status
from brownbag.clinical.person.understood import Understood

Held = Mapping[str, tuple[Understood, ...]]


DIFFERS = {
    "as needed": "",
    "how long": "How long it is taken differs.",
    "place": "Where it is used differs.",
    "time of day": "The time of day differs.",
    "frequency": "How often it is taken differs.",
}


def explained(
    kind: str, medicine: str, held: Held, found: Sequence[Difference], unknown_to: Sequence[str]
) -> str:
    """Return why lines stand in a group, in one to three sentences."""
    said = SENTENCES[kind](medicine, held, found)
    more = "" if kind == "only_in" else _unknown(unknown_to, medicine)
    if kind == "only_in" and unknown_to:
        more = _unknown(unknown_to, medicine)
    if not next(iter(held.values()))[0].ingredients:
        more += " The name was not recognised, so only the words were compared."
    return f"{said}{more}"


def _counted(held: Held) -> set[str]:
    """In what the directions count: two puffs and a vial cannot be held against each other."""
    told = {line.directions.unit for lines in held.values() for line in lines if line.directions}
    return {"tablet" if unit == "pill" else unit for unit in told if unit}


def _same(medicine: str, held: Held, found: Sequence[Difference]) -> str:
    products = {line.strength for lines in held.values() for line in lines if line.strength}
    stopped = all(lines[0].status == "stopped" for lines in held.values())
    if stopped:
        return f"{_and(list(held))} agree that {medicine} was stopped."
    if len({tuple(unit for _, unit in each) for each in products}) > 1 or len(_counted(held)) > 1:
        return f"{_and(list(held))} say the same about {medicine}, as far as it can be compared."
    if len(products) > 1:
        return f"{_and(list(held))} give the same amount of {medicine} in another strength."
    return f"{_and(list(held))} say the same about {medicine}."


def _different(medicine: str, held: Held, found: Sequence[Difference]) -> str:
    return " ".join(_difference(each) for each in found)


def _difference(found: Difference) -> str:
    said = "; ".join(f"{name}: {value}" for name, value in zip(found.lists, found.values, strict=True))
    if found.what == "directions":
        return f"The directions are in other words and could not be compared. {said}."
    return f"{DIFFERS.get(found.what, f'The {found.what} differs.')} {said}.".strip()


def _only_in(medicine: str, held: Held, found: Sequence[Difference]) -> str:
    (name, lines), *_ = held.items()
    status = "" if lines[0].status == "active" else f" as {said_status(lines[-1])}"
    written = lines[0].medication.name
    shown = medicine if medicine.casefold() in written.casefold() else f"{medicine} ({written})"
    return f"Only {name} lists {shown}{status}."


def _stopped(medicine: str, held: Held, found: Sequence[Difference]) -> str:
    ended = [f"{name} has {medicine} as {_ended(lines)}" for name, lines in held.items() if _is_over(lines)]
    going = [name for name, lines in held.items() if not _is_over(lines)]
    active = all(held[name][0].status == "active" for name in going)
    still = "still active" if active else said_status(held[going[0]][0])
    others = [each for each in found if each.what != "status"]
    return " ".join([f"{_and(ended)}, and {_and(going)} as {still}.", *map(_difference, others)])


def _is_over(lines: tuple[Understood, ...]) -> bool:
    return lines[0].status == "stopped"


def _ended(lines: tuple[Understood, ...]) -> str:
    days = [line for line in lines if line.medication.end is not None]
    latest = max(days, key=lambda line: str(line.medication.end)) if days else lines[-1]
    return said_status(latest)


def _unknown(names: Sequence[str], medicine: str) -> str:
    if not names:
        return ""
    verb = "does" if len(names) == 1 else "do"
    return f" {_and(list(names))} {verb} not know about the {medicine}."


def _and(names: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))


SENTENCES = {
    "same": _same,
    "different": _different,
    "only_in": _only_in,
    "stopped_here_active_there": _stopped,
}
