"""Where two descriptions of one medicine do not say the same, and which of them nobody has answered yet."""

from functools import lru_cache

from django.utils import timezone

from brownbag.clinical import vocabulary
from brownbag.clinical.person.differences import differences as differences_between
from brownbag.clinical.person.record import Medication
from brownbag.clinical.person.understood import reader
from brownbag.practice.medication_list.actions import DESCRIBED, described, full_name

COMPARED = ("name", "strength", "form", "route", "directions", "as_needed", "status", "start", "end")


def differences(now, said):
    """Return in what a statement differs from what holds: dose, frequency, status and so on, in one word each.

    What one of the two does not say is no difference.
    """
    on = timezone.localdate()
    held = {"now": (_understood(_facts(now), on),), "said": (_understood(_facts(said), on),)}
    return tuple(each.what for each in differences_between(held))


def unsettled(line, statements):
    "The newest statement of each list that differs, came after the last decision and says something new."
    newest = {each.list_name: each for each in statements}
    later = [each for each in newest.values() if each.pk > line.current.seen_up_to]
    return [
        each
        for each in later
        if differences(line.current, each) and not _was_answered(each, line.current, statements)
    ]


def as_medication(row, *, list_name="", key=""):
    "A statement or a version as the clinical core takes it."
    said = {name: getattr(row, name) for name in DESCRIBED}
    return Medication(**said, list_name=list_name, key=key)


def strength_of(row):
    "The strength of a statement or a version, as the vocabulary writes it where the row does not say it."
    return row.strength or _resolved_strength(full_name(described(row)))


def says_the_same(one, other):
    "Whether two statements say the same in every word."
    return all(getattr(one, name) == getattr(other, name) for name in COMPARED)


def _was_answered(said, now, statements):
    "Whether the same list had said the same before what holds was decided."
    if not now.decided:
        return False
    earlier = [each for each in statements if each.list_name == said.list_name and each.pk <= now.seen_up_to]
    return bool(earlier) and says_the_same(earlier[-1], said)


@lru_cache(maxsize=4096)
def _resolved_strength(name):
    return vocabulary.load().resolve(name).strength


def _facts(row):
    return tuple(getattr(row, name) for name in COMPARED)


@lru_cache(maxsize=4096)
def _understood(facts, on):
    line = Medication(**dict(zip(COMPARED, facts, strict=True)))
    return reader(vocabulary.load())(line, list_name="", position=0, on=on)
