"""Which answers a row offers: what the lists say, each once, and what can be said about any medicine."""

from dataclasses import dataclass

from brownbag.clinical import vocabulary
from brownbag.practice.medication_list.actions import described, full_name
from brownbag.practice.medication_list.differences import differences, strength_of, unsettled
from brownbag.practice.medication_list.models import Status
from brownbag.practice.medication_list.reconciling import NOT_IDENTIFIED, is_known
from brownbag.practice.shared_pages.wording import and_list
from brownbag.practice.workspace.lines import medicine_name

CANDIDATES_AT_MOST = 4
DOES_NOT_TAKE = "not taking it"


@dataclass(frozen=True)
class Choice:
    "One answer that settles a row with one click."

    label: str
    what: str
    value: str


def choices_for(row):
    "The answers of a row, what holds now first."
    taken = [line for line in row.lines if line.current.status == Status.ACTIVE]
    if len(taken) > 1:
        yield from _which_of(taken)
    elif row.group == NOT_IDENTIFIED or not is_known(row.line.current):
        yield from _what_it_is(row.line.current)
    elif others := _others(row):
        yield from _between(row.line.current, others)
    else:
        yield from _is_it_taken(row.line.current)


def _which_of(taken):
    for line in taken:
        yield Choice(f"Only {medicine_name(line.current)}", "only", str(line.pk))
    yield Choice("Takes both" if len(taken) == 2 else "Takes all of them", "keep_all", "")
    yield Choice("Takes none of them" if len(taken) > 2 else "Takes neither", "stop_all", DOES_NOT_TAKE)


def _what_it_is(now):
    found = vocabulary.load().resolve(full_name(described(now)))
    for name in found.candidates[:CANDIDATES_AT_MOST]:
        named = name.replace("|", " and ")
        yield Choice(f"It is {named}", "identify", named)
    yield Choice("Keep, not identified", "keep", "")
    yield Choice("Does not take it", "stop", DOES_NOT_TAKE)


def _is_it_taken(now):
    if now.directions:
        yield Choice("Takes it as the label says", "as_label", "")
    else:
        yield Choice("Takes it", "keep", "")
    yield Choice("Does not take it", "stop", DOES_NOT_TAKE)


def _others(row):
    "What other lists say than what holds now, each saying once with the lists that say so."
    newest = [each for statements in row.said.values() for each in statements]
    waiting = unsettled(row.line, sorted(newest, key=lambda each: each.pk))
    differing = waiting or [each for each in newest if differences(row.line.current, each)]
    sayings = []
    for each in differing:
        same = next((saying for saying in sayings if not differences(saying[0], each)), None)
        if same is None:
            sayings.append([each])
        else:
            same.append(each)
    return sayings


def _between(now, others):
    "What holds now, or what one of the other lists says; only what differs is written on the button."
    first = others[0][0]
    yield Choice(f"Keep {_in_short(now, first)}", "keep", "")
    for saying in others:
        said, lists = saying[0], and_list([each.list_name for each in saying])
        verb = "says" if len(saying) == 1 else "say"
        words = "Stopped" if said.status == Status.STOPPED else _in_short(said, now)
        yield Choice(f"{words}, as {lists} {verb}", "hold", str(said.pk))
    if {"dose", "strength"} & set(differences(now, first)):
        yield Choice("Takes both", "both", str(others[-1][0].pk))
    if now.status != Status.STOPPED:
        yield Choice("Does not take it", "stop", DOES_NOT_TAKE)


def _in_short(row, other):
    "What one of two says, without what both say."
    strength, directions = strength_of(row), row.directions
    parts = []
    if strength and strength != strength_of(other):
        parts.append(strength)
    if directions and directions != other.directions:
        parts.append(f"“{directions}”")
    return ", ".join(parts) or strength or directions or row.name
