"""The conditions that a row of a table may add: `only_if` and `unless`. Each holds, does not, or cannot be told."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal

from brownbag.clinical.assessment.engine import Engine
from brownbag.clinical.assessment.hours_apart import are_taken_apart
from brownbag.clinical.assessment.prepare import Prepared
from brownbag.clinical.assessment.taken import Taken
from brownbag.clinical.directions.how_often import days_a_month
from brownbag.clinical.vocabulary.text import words_of

OF_THE_VESSELS = frozenset({"coronary_disease", "heart_attack", "stroke_tia", "peripheral_artery"})
LONG_ACTING = frozenset(
    ["er", "xr", "xl", "sr", "cr", "la", "cd", "cc", "dr", "ec", "retard", "extended", "sustained", "osmotic"]
)


def holds(text: str, ingredient: str, taken: Taken, prepared: Prepared, engine: Engine) -> bool | None:
    """Return whether one of the conditions joined by "or" holds; None when that hangs on something unknown."""
    found = [_one(part, ingredient, taken, prepared, engine) for part in text.split(" or ")]
    if any(found):
        return True
    return None if None in found else False


def applies(
    row: Mapping[str, str], ingredient: str, taken: Taken, prepared: Prepared, engine: Engine
) -> bool | None:
    """Return whether a row with `only_if` and `unless` speaks about this medicine of this person."""
    only_if, unless = row.get("only_if", ""), row.get("unless", "")
    if unless and holds(unless, ingredient, taken, prepared, engine):
        return False
    return holds(only_if, ingredient, taken, prepared, engine) if only_if else True


def in_words(qualifier: str) -> str:
    """Return what a qualifier asks, to be said where it is not known.

    >>> in_words("dose_above:325 mg"), in_words("sex:female or since:heart_attack 183")
    ('if the dose is above 325 mg', 'the sex or how long ago heart attack was')
    """
    return " or ".join(_asked(part) for part in qualifier.split(" or "))


def _asked(part: str) -> str:
    kind, _, rest = part.partition(":")
    words = {
        "dose_above": f"if the dose is above {rest}",
        "longer_than_days": f"if it is taken for more than {rest} days",
        "form": f"if it is {rest.replace('_', ' ')}",
        "sex": "the sex",
        "age_at_least": "the age",
        "since": f"how long ago {rest.split(' ')[0].replace('_', ' ')} was",
    }
    return words.get(kind, part.replace("_", " "))


def _one(part: str, ingredient: str, taken: Taken, prepared: Prepared, engine: Engine) -> bool | None:
    kind, sign, rest = part.partition(":")
    if not sign:
        return kind in prepared.conditions
    return _KINDS[kind](rest, ingredient, taken, prepared, engine)


def _dose_above(rest: str, ingredient: str, taken: Taken, prepared: Prepared, engine: Engine) -> bool | None:
    number, _, unit = rest.partition(" ")
    amount = prepared.drug_per_day(ingredient, unit.removesuffix("/day"))
    return None if amount is None else amount > Decimal(number)


def _dose_at_most(
    rest: str, ingredient: str, taken: Taken, prepared: Prepared, engine: Engine
) -> bool | None:
    above = _dose_above(rest, ingredient, taken, prepared, engine)
    return None if above is None else not above


def _dose_not_above(
    rest: str, ingredient: str, taken: Taken, prepared: Prepared, engine: Engine
) -> bool | None:
    """Whether nothing says that more is taken in a day; a dose that is not known does not."""
    return not _dose_above(rest, ingredient, taken, prepared, engine)


def _course_at_most(
    rest: str, ingredient: str, taken: Taken, prepared: Prepared, engine: Engine
) -> bool | None:
    """Whether the label ends it after so many days, a single dose after one, and the course is not over."""
    directions, start = taken.directions, taken.medication.start
    is_once = directions.phases and all(phase.timing.once_only for phase in directions.phases)
    days = 1 if is_once else directions.days
    if days is None:
        return None
    return days <= int(rest) and (start is None or (prepared.on - start).days <= int(rest))


def _begun_within(
    rest: str, ingredient: str, taken: Taken, prepared: Prepared, engine: Engine
) -> bool | None:
    start = taken.medication.start
    return None if start is None else 0 <= (prepared.on - start).days <= int(rest)


def _in_range(rest: str, ingredient: str, taken: Taken, prepared: Prepared, engine: Engine) -> bool | None:
    """Whether the newest result of a test lies between two numbers and is at most so many days old."""
    test, low, high, days = rest.split(" ")
    newest = prepared.results.get(test)
    if newest is None or newest.value is None or newest.on is None:
        return None
    recent = (prepared.on - newest.on).days <= int(days)
    return recent and Decimal(low) <= newest.value <= Decimal(high)


def _kidney_at_least(
    rest: str, ingredient: str, taken: Taken, prepared: Prepared, engine: Engine
) -> bool | None:
    kidney = prepared.kidney
    return None if kidney is None or kidney.value is None else kidney.value >= Decimal(rest)


def _since(rest: str, ingredient: str, taken: Taken, prepared: Prepared, engine: Engine) -> bool | None:
    """Whether any entry that stands for a condition began at most so many days ago; unknown where one has no date."""
    key, days = rest.split(" ")
    entries = [
        each for each in prepared.record.conditions if key in prepared.names.keys_of(each.name, each.icd10cm)
    ]
    if any(each.since and 0 <= (prepared.on - each.since).days <= int(days) for each in entries):
        return True
    return None if any(each.since is None for each in entries) else False


def _says(rest: str, ingredient: str, taken: Taken, prepared: Prepared, engine: Engine) -> bool | None:
    """Whether the label, the reason or what the person says holds the words."""
    line = taken.medication
    return rest in f"{line.directions} {line.how_taken} {line.indication}".casefold()


def _days_a_month_at_most(
    rest: str, ingredient: str, taken: Taken, prepared: Prepared, engine: Engine
) -> bool | None:
    """Whether the person says that it is taken on at most so many days of a month."""
    days = days_a_month(taken.medication.how_taken)
    return None if days is None else days[1] <= int(rest)


def _longer_than(rest: str, ingredient: str, taken: Taken, prepared: Prepared, engine: Engine) -> bool | None:
    start = taken.medication.start
    return None if start is None else (prepared.on - start).days > int(rest)


def _form(rest: str, ingredient: str, taken: Taken, prepared: Prepared, engine: Engine) -> bool | None:
    line = taken.medication
    words = set(words_of(f"{line.name} {line.form} {taken.known.form}"))
    is_long = bool(words & LONG_ACTING)
    if rest == "extended_release":
        return is_long
    if "immediate" in words or "ir" in words:
        return True
    if is_long:
        return False
    return True if words & {"tablet", "tab", "capsule", "cap", "solution"} else None


def _use(rest: str, ingredient: str, taken: Taken, prepared: Prepared, engine: Engine) -> bool | None:
    """Whether the line is for a condition, by its reason, else by what is on file; to prevent a stroke is not to have had one."""
    said = taken.medication.indication
    is_first = rest in OF_THE_VESSELS and "prevent" in said.casefold() and "second" not in said.casefold()
    if said.strip() and not is_first:
        return rest in prepared.reason_keys(said)
    return rest in prepared.conditions


def _with(rest: str, ingredient: str, taken: Taken, prepared: Prepared, engine: Engine) -> bool | None:
    members = engine.knowledge.members([rest])
    others = (name for each in prepared.taken if each is not taken for name in each.ingredients)
    return any(name in members for name in others)


def _holds_as_well(
    rest: str, ingredient: str, taken: Taken, prepared: Prepared, engine: Engine
) -> bool | None:
    """Whether the same product holds another ingredient too, or one of a group."""
    return not engine.knowledge.members([rest]).isdisjoint(taken.ingredients)


def _apart(rest: str, ingredient: str, taken: Taken, prepared: Prepared, engine: Engine) -> bool | None:
    """Whether a medicine is taken hours apart from all medicines of a group, by what label and person say."""
    members = engine.knowledge.members([rest])
    others = [each for each in prepared.taken if each is not taken and members & set(each.ingredients)]
    return all(are_taken_apart(taken, each) for each in others)


def _sex(rest: str, ingredient: str, taken: Taken, prepared: Prepared, engine: Engine) -> bool | None:
    said = prepared.record.person.sex
    return said == rest if said in ("female", "male") else None


def _age_at_least(
    rest: str, ingredient: str, taken: Taken, prepared: Prepared, engine: Engine
) -> bool | None:
    return None if prepared.age is None else prepared.age >= int(rest)


_KINDS: dict[str, Callable[[str, str, Taken, Prepared, Engine], bool | None]] = {
    "dose_above": _dose_above,
    "dose_at_most": _dose_at_most,
    "dose_not_above": _dose_not_above,
    "course_at_most": _course_at_most,
    "begun_within": _begun_within,
    "in_range": _in_range,
    "kidney_at_least": _kidney_at_least,
    "since": _since,
    "says": _says,
    "longer_than_days": _longer_than,
    "days_a_month_at_most": _days_a_month_at_most,
    "form": _form,
    "use": _use,
    "with": _with,
    "holds": _holds_as_well,
    "apart": _apart,
    "sex": _sex,
    "age_at_least": _age_at_least,
}
