"""Where two descriptions of one medicine do not say the same."""

from functools import lru_cache

from brownbag.clinical import vocabulary
from brownbag.clinical.directions import read
from brownbag.practice.medication_list.actions import described, full_name
from brownbag.practice.medication_list.models import Status


def differences(now, said):
    """Return in what a statement differs from what holds: strength, directions, status.

    What one of the two does not say is no difference.
    """
    found = []
    if _differ(strength_of(now), strength_of(said)):
        found.append("strength")
    if now.directions and said.directions and not _mean_the_same(now.directions, said.directions):
        found.append("directions")
    if (now.status == Status.STOPPED) != (said.status == Status.STOPPED):
        found.append("status")
    return tuple(found)


def unsettled(line, statements):
    "The newest statement of each list that differs and came after the last decision about the line."
    newest = {each.list_name: each for each in statements}
    later = [each for each in newest.values() if each.pk > line.current.seen_up_to]
    return [each for each in later if differences(line.current, each)]


def strength_of(row):
    "The strength of a statement or a version, as the vocabulary writes it where the row does not say it."
    return row.strength or _resolved_strength(full_name(described(row)))


@lru_cache(maxsize=4096)
def _resolved_strength(name):
    return vocabulary.load().resolve(name).strength


def _differ(one, other):
    return bool(one and other) and _plain(one) != _plain(other)


def _plain(strength):
    return strength.lower().replace(" ", "").replace(",", "").replace("\N{NO-BREAK SPACE}", "")


def _mean_the_same(one, other):
    if one.split() == other.split():
        return True
    return _meaning(one) is not None and _meaning(one) == _meaning(other)


@lru_cache(maxsize=4096)
def _meaning(text):
    "What directions come to in a day, or None where that is not certain."
    found = read(text)
    if found.outcome != "understood" or found.amount_per_day is None:
        return None
    as_needed = tuple(phase.as_needed for phase in found.phases)
    times = tuple(phase.timing for phase in found.phases)
    return found.amount_per_day, found.unit, as_needed, times
