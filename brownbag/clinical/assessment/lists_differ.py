"""Lists that do not agree: a finding for what differs, and for each place that does not know of a medicine.

Before someone decided what holds, the finding asks to decide; afterwards it
names who still has something else and must be told.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from brownbag.clinical.assessment.finding import Citation, Fact, Finding
from brownbag.clinical.person.differences import differences
from brownbag.clinical.person.reconcile import Group, reconcile
from brownbag.clinical.person.record import Medication, Record
from brownbag.clinical.person.understood import Understood, reader
from brownbag.clinical.vocabulary import Vocabulary

RULE = "lists_differ"
HOLDS = "What holds"
DIFFERING = ("different", "stopped_here_active_there")
NAMED_AT_MOST = 5
OURS = ("That every list should say the same, and how soon, is our own judgement.",)


def lists_differ(record: Record, *, on: date, vocabulary: Vocabulary) -> tuple[Finding, ...]:
    """Return what the lists of a record do not agree about, and who must be told.

    >>> from brownbag.clinical import vocabulary
    >>> from brownbag.clinical.person.record import MedicationList
    >>> mail = MedicationList("Mail order", (Medication("warfarin 5 mg", directions="1 daily", key="1"),))
    >>> mercy = MedicationList("Mercy", (Medication("Coumadin 2 mg", directions="1 daily", key="1"),))
    >>> found = lists_differ(Record(lists=(mail, mercy)), on=date(2026, 11, 24), vocabulary=vocabulary.load())
    >>> found[0].title
    'The lists differ about warfarin'
    """
    if len(record.lists) < 2:
        return ()
    groups = reconcile(record.lists, on=on, vocabulary=vocabulary, duplicates={})
    understand = reader(vocabulary)
    now = {line.key: understand(line, list_name=HOLDS, position=0, on=on) for line in record.medications}
    said = {
        (each.name, position): understand(line, list_name=each.name, position=position, on=on)
        for each in record.lists
        for position, line in enumerate(each.lines)
    }
    found = [_about(group, record, now, said) for group in groups if group.group in DIFFERING]
    return (*(each for each in found if each), *_not_known(groups, record, now))


def _about(
    group: Group,
    record: Record,
    now: dict[str, Understood],
    said: dict[tuple[str, int], Understood],
) -> Finding | None:
    keys = tuple(sorted({place.medication.key for place in group.lines}))
    holds = tuple(now[key] for key in keys if key in now)
    if not holds or not set(keys) <= record.settled:
        return _to_decide(group, keys, record.to_tell)
    wrong: dict[str, str] = {}
    for place in group.lines:
        there = said[place.list_name, place.position]
        others = [differences({HOLDS: (each,), place.list_name: (there,)}) for each in holds]
        if all(others) and place.list_name in record.to_tell:
            wrong[place.list_name] = "; ".join(
                f"{each.what}: {each.values[1]}, not {each.values[0]}" for each in others[0]
            )
    return _to_tell(group, keys, wrong) if wrong else None


def _to_decide(group: Group, keys: tuple[str, ...], to_tell: frozenset[str]) -> Finding:
    lists = sorted({place.list_name for place in group.lines} & to_tell)
    return replace(
        _finding(group.medicine, keys, group.why, facts=_facts(group)),
        title=f"The lists differ about {group.medicine}",
        severity_reason="One of the lists is wrong, and someone may act on it.",
        recommend=(
            "Ask how it is really taken, and settle the row on the Collect page.",
            *((f"Then tell {_and(lists)} what holds.",) if lists else ()),
        ),
        ask_prescriber=f"Which is meant for {group.medicine}? {group.why}",
        say_to_patient=f"Your lists do not say the same about {group.medicine}. We will find out which is right.",
    )


def _to_tell(group: Group, keys: tuple[str, ...], wrong: dict[str, str]) -> Finding:
    why = " ".join(f"{name} has another {what}." for name, what in wrong.items())
    verb = "does" if len(wrong) == 1 else "do"
    return replace(
        _finding(group.medicine, keys, why, facts=_facts(group)),
        title=f"{_and(list(wrong))} {verb} not have the {group.medicine} that holds",
        severity_reason="What holds is decided, but the next fill or order may follow the old list.",
        recommend=tuple(f"Tell {name}: {what}." for name, what in wrong.items()),
        say_to_patient=f"We will tell {_and(list(wrong))} what you take now.",
    )


def _not_known(groups: Iterable[Group], record: Record, now: dict[str, Understood]) -> Iterator[Finding]:
    """Yield one finding for each place that has to be told of medicines it does not have."""
    missing: dict[str, list[Group]] = {}
    for group in groups:
        lines = [now[place.medication.key] for place in group.lines if place.medication.key in now]
        if lines and all(line.status != "active" for line in lines):
            continue
        for name in group.not_known_to:
            missing.setdefault(name, []).append(group)
    for name, unknown in missing.items():
        if name in record.to_tell:
            yield _tell_of(name, unknown)


def _tell_of(name: str, unknown: list[Group]) -> Finding:
    names = [group.medicine for group in unknown]
    keys = tuple(sorted({place.medication.key for group in unknown for place in group.lines}))
    shown = _and(names[:NAMED_AT_MOST])
    more = f" and {len(names) - NAMED_AT_MOST} more" if len(names) > NAMED_AT_MOST else ""
    found = _finding(name, keys, f"{name} does not know about the {shown}{more}.", facts=())
    count = "1 medicine" if len(names) == 1 else f"{len(names)} medicines"
    return replace(
        found,
        severity="low",
        severity_reason="Who does not know of a medicine cannot check what goes with it.",
        urgency="next_visit",
        drugs=tuple(sorted({part for each in names for part in each.split(" with ")})),
        title=f"{name} does not know about {count}",
        recommend=(f"Send {name} the whole list.",),
        say_to_patient=f"We will send {name} your whole list, if you agree.",
    )


def _finding(medicine: str, keys: tuple[str, ...], why: str, *, facts: tuple[Fact, ...]) -> Finding:
    told = f"{medicine}|{why}|{'|'.join(keys)}"
    return Finding(
        id=f"{RULE}-{hashlib.sha256(told.encode()).hexdigest()[:12]}",
        rule=RULE,
        category="reconciliation_discrepancy",
        severity="moderate",
        urgency="this_week",
        interrupts=False,
        drugs=tuple(sorted(medicine.split(" with "))),
        title="",
        why=why,
        facts_used=facts,
        sources=(Citation("own_judgement", "lists that do not agree"),),
        our_own_judgement=OURS,
        lines=keys,
    )


def _facts(group: Group) -> tuple[Fact, ...]:
    return tuple(
        Fact("on the list", _written(place.medication), None, place.medication.start, place.list_name)
        for place in group.lines
    )


def _written(line: Medication) -> str:
    status = "" if line.status == "active" else f" ({line.status.replace('_', ' ')})"
    return f"{line.name}{': ' if line.directions else ''}{line.directions}{status}"


def _and(names: list[str]) -> str:
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
