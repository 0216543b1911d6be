"""The pictures of a visit and their twins in words: the map, what if, the timeline."""

from dataclasses import dataclass
from datetime import date

from brownbag.clinical import vocabulary
from brownbag.clinical.assessment.what_if import Change, alternatives, what_if
from brownbag.clinical.directions import read, say
from brownbag.clinical.knowledge import load as load_knowledge
from brownbag.practice.medication_list.queries import clinical_record_of
from brownbag.practice.people.models import Condition, Symptom
from brownbag.practice.reviews.queries import current_problems, decisions_in_force, latest_run
from brownbag.practice.shared_pages.wording import counted
from brownbag.practice.workspace.banner import FIRST_LOOK
from brownbag.practice.workspace.pictures import interaction_map as drawn
from brownbag.practice.workspace.pictures import timeline as line
from brownbag.practice.workspace.problems import GROUPS, shown_problems

TRIED_AT_MOST = 8
# What a line of the map says, where the finding itself names no effect.
SHORT = {
    "drug_interaction": "Interaction",
    "duplication": "Same kind twice",
    "adverse_drug_reaction": "Side effect",
    "drug_condition": "With a condition",
    "age_inappropriate": "At this age",
    "renal_dose": "Kidneys",
    "monitoring_needed": "Test due",
    "prescribing_cascade": "One for the other?",
}


@dataclass(frozen=True)
class TwinGroup:
    label: str
    mark: str
    rows: tuple[object, ...]


@dataclass(frozen=True)
class Try:
    "One change that can be tried, with what it would do."

    key: str
    words: str
    goes: int
    comes: int
    chosen: bool


@dataclass(frozen=True)
class Tried:
    words: str
    goes: tuple[object, ...]
    comes: tuple[object, ...]
    stays: int
    not_checked: tuple[object, ...]
    reason: str
    safer: tuple[object, ...]


@dataclass(frozen=True)
class DatedFact:
    day: date
    what: str


@dataclass(frozen=True)
class PicturesPage:
    map: object
    twin: tuple[TwinGroup, ...]
    quiet: tuple[object, ...]
    medicines: int
    tries: tuple[Try, ...]
    tried: Tried | None
    timeline: object
    facts: tuple[DatedFact, ...]
    release: str


def pictures_page(visit, *, chosen, on):
    "Put the page together; `chosen` is the key of the medicine whose stop is shown in full."
    person = visit.person
    record = clinical_record_of(person)
    taken = [each for each in record.medications if each.is_taken(on=on)]
    problems = shown_problems(
        list(current_problems(person)), decisions_in_force(person), load_knowledge().sources
    )
    loud = [each for each in problems if each.urgency != "note"]
    tries, tried = _tries(record, taken, loud, chosen, on)
    run = latest_run(person)
    return PicturesPage(
        map=drawn.interaction_map([_medicine(each) for each in taken], list(_ties(loud, taken))),
        twin=tuple(group for group in (_twin(*each, loud) for each in GROUPS) if group.rows),
        quiet=tuple(each for each in problems if each.urgency == "note"),
        medicines=len(taken),
        tries=tries,
        tried=tried,
        timeline=line.timeline(_lines(record, on), list(_series(record, on)), _events(person), on=on),
        facts=tuple(_facts(record, person, on)),
        release=run.knowledge_release if run else "",
    )


def _medicine(medication):
    detail = medication.how_taken or (say(read(medication.directions)).text if medication.directions else "")
    return drawn.Medicine(medication.key, medication.name, detail, medication.indication)


def _ties(problems, taken):
    keys = {each.key for each in taken}
    for each in problems:
        about = tuple(dict.fromkeys(key for key in each.finding["lines"] if key in keys))
        if about:
            yield drawn.Tie(each.rank, about, each.mark, _short(each.finding))


def _short(finding):
    related = finding.get("related") or []
    return related[0].capitalize() if related else SHORT.get(finding["category"], "See the list")


def _twin(label, mark, urgencies, problems):
    return TwinGroup(label, mark, tuple(each for each in problems if each.urgency in urgencies))


def _tries(record, taken, problems, chosen, on):
    """What stopping each medicine with a problem would do, and the chosen one in full.

    What needs no prescription stands first: the person can stop it today.
    """
    release = {"on": on, "knowledge": load_knowledge(), "vocabulary": vocabulary.load()}
    in_problem = [key for each in problems for key in each.finding["lines"]]
    candidates = [each for each in taken if each.key in in_problem]
    candidates.sort(key=lambda each: -in_problem.count(each.key))
    found = [(each, what_if(record, [Change(each.key)], **release)) for each in candidates[:TRIED_AT_MOST]]
    found.sort(
        key=lambda pair: (pair[0].source == "rx", len(pair[1].comes) - len(pair[1].goes), pair[0].name)
    )
    if not found:
        return (), None
    shown = next((pair for pair in found if pair[0].key == chosen), found[0])
    tries = tuple(
        Try(each.key, f"Stop {each.name}", len(result.goes), len(result.comes), each is shown[0])
        for each, result in found
    )
    return tries, _in_full(record, *shown, release)


def _in_full(record, medication, result, release):
    return Tried(
        words=f"Stop {medication.name}",
        goes=result.goes,
        comes=result.comes,
        stays=len(result.stays),
        not_checked=result.not_checked,
        reason=medication.indication,
        safer=alternatives(record, medication.key, **release) if medication.indication else (),
    )


def _lines(record, on):
    first = on.replace(year=on.year - 1)
    return [
        line.Taken(
            each.name, each.start, each.end, each.status == "stopped", bool(each.as_needed), _fills(each)
        )
        for each in record.medications
        if each.is_taken(on=on) or (each.end and each.end > first)
    ]


def _fills(medication):
    return tuple((fill.collected_on, fill.days_supply) for fill in medication.fills)


def _series(record, on):
    first = on.toordinal() - line.DAYS_FAR
    for name, codes in FIRST_LOOK:
        rows = sorted(
            (each.on, float(each.value), f"{each.value.normalize():,f}")
            for each in record.observations
            if each.loinc in codes and each.on and each.value is not None and each.on.toordinal() >= first
        )
        if rows:
            yield line.Series(name, tuple(rows))


def _events(person):
    conditions = Condition.objects.unscoped().filter(person=person, since__isnull=False)
    symptoms = Symptom.objects.unscoped().filter(person=person, said_on__isnull=False, over_on=None)
    said = [(row.since, row.name) for row in conditions] + [
        (row.said_on, f"“{row.words}”") for row in symptoms
    ]
    return sorted(said)


def _facts(record, person, on):
    "Every dated fact as a row, newest first: the twin of the timeline."
    rows = [DatedFact(each.start, f"{each.name} begun") for each in record.medications if each.start]
    rows += [
        DatedFact(each.end, f"{each.name} {'ended' if each.end <= on else 'ends'}")
        for each in record.medications
        if each.end
    ]
    rows += [
        DatedFact(fill.collected_on, f"{each.name} filled{_supply(fill)}")
        for each in record.medications
        for fill in each.fills
    ]
    rows += [DatedFact(each.on, f"{each.name} {_value(each)}") for each in record.observations if each.on]
    rows += [DatedFact(day, said) for day, said in _events(person)]
    return sorted(rows, key=lambda row: (-row.day.toordinal(), row.what))


def _supply(fill):
    return f", {counted(fill.days_supply, 'day')}" if fill.days_supply else ""


def _value(observation):
    value = observation.said if observation.value is None else f"{observation.value:f}"
    return f"{value} {observation.unit or ''}".strip()
