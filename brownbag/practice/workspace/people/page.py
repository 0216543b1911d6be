"""A person's page: the facts on file, the list in short, visits, and what is still open."""

from dataclasses import dataclass

from brownbag.practice.documents.queries import papers_of
from brownbag.practice.follow_up.merging import merges_of
from brownbag.practice.follow_up.stays import stays_of
from brownbag.practice.medication_list.models import Status
from brownbag.practice.medication_list.queries import lines_of
from brownbag.practice.people.models import Condition, Immunization, Result, Symptom
from brownbag.practice.people.queries import (
    allergies_of,
    caregivers_of,
    coverages_of,
    facts_missing,
    pharmacies_of,
)
from brownbag.practice.plans.queries import requests_of
from brownbag.practice.reviews.queries import (
    current_problems,
    decisions_in_force,
    latest_run,
    open_visit_of,
    visits_of,
)
from brownbag.practice.shared_pages.wording import short_date
from brownbag.practice.workspace.documents_shown import ShownDocument, documents_of
from brownbag.practice.workspace.lines import ShownLine, shown_line
from brownbag.practice.workspace.people.forms import FACT_FORMS

RESULTS_AT_MOST = 12


@dataclass(frozen=True)
class ShownFact:
    what: str
    more: str


@dataclass(frozen=True)
class FactList:
    "One kind of fact: what is on file, and the form to add one."

    kind: str
    label: str
    facts: tuple[ShownFact, ...]
    more: int
    form: object
    empty: str


@dataclass(frozen=True)
class ShownVisit:
    pk: int
    words: str
    step: str
    is_open: bool
    papers: tuple[object, ...]


@dataclass(frozen=True)
class PersonPage:
    lines: tuple[ShownLine, ...]
    stopped: int
    undecided: tuple[str, ...]
    fact_lists: tuple[FactList, ...]
    facts_missing: tuple[str, ...]
    visits: tuple[ShownVisit, ...]
    open_visit: object
    requests: tuple[object, ...]
    documents: tuple[ShownDocument, ...]
    stays: tuple[object, ...]
    goals: tuple[str, ...]
    barriers: tuple[str, ...]
    preferences: tuple[str, ...]
    alike: tuple[object, ...]
    merges: tuple[object, ...]
    assessed_on: str
    release: str
    not_checked: tuple[dict, ...]


def person_page(person, *, form=None, kind=None, alike=()):
    "Put together the page of a person; `form` is the one of its kind that could not be kept."
    lines = [line for line in lines_of(person) if line.current]
    decided = decisions_in_force(person)
    run = latest_run(person)
    papers = papers_of(person)
    return PersonPage(
        lines=tuple(shown_line(line) for line in lines if line.current.status != Status.STOPPED),
        stopped=sum(line.current.status == Status.STOPPED for line in lines),
        undecided=tuple(each.title for each in current_problems(person) if each.pk not in decided),
        fact_lists=tuple(_fact_lists(person, form, kind)),
        facts_missing=tuple(facts_missing(person)),
        visits=tuple(_visit(each, papers) for each in visits_of(person)),
        open_visit=open_visit_of(person),
        requests=tuple(each for each in requests_of(person) if each.acted_on_at is None),
        documents=documents_of(person),
        stays=tuple(stays_of(person)),
        goals=tuple(person.goals.splitlines()),
        barriers=tuple(person.barriers.splitlines()),
        preferences=tuple(_preferences(person)),
        alike=tuple(alike),
        merges=tuple(merges_of(person)),
        assessed_on=short_date(run.on) if run else "",
        release=run.knowledge_release if run else "",
        not_checked=tuple(run.not_checked) if run else (),
    )


def _preferences(person):
    if person.language:
        yield f"Speaks {person.language}"
    yield from person.preferences.splitlines()


def _visit(visit, papers):
    state = "finished" if visit.finished_at else f"open, at {visit.get_step_display()}"
    return ShownVisit(
        pk=visit.pk,
        words=f"{short_date(visit.on)}, {visit.get_setting_display().lower()}, {state}",
        step=visit.step,
        is_open=visit.finished_at is None,
        papers=tuple(each for each in papers if each.visit_id == visit.pk),
    )


def _fact_lists(person, form, kind):
    shown = {
        "allergy": ("Allergies", _allergies(person)),
        "condition": ("Conditions", _conditions(person)),
        "result": ("Results", _results(person)),
        "symptom": ("What they feel", _symptoms(person)),
        "caregiver": ("Who helps", _caregivers(person)),
        "immunization": ("Vaccines", _immunizations(person)),
        "pharmacy": ("Pharmacies", _pharmacies(person)),
        "coverage": ("Who pays", _coverages(person)),
    }
    for each, (label, facts) in shown.items():
        yield FactList(
            kind=each,
            label=label,
            facts=tuple(facts[:RESULTS_AT_MOST]),
            more=max(0, len(facts) - RESULTS_AT_MOST),
            form=form if each == kind else FACT_FORMS[each](auto_id=f"{each}_%s"),
            empty=_nothing(person, each),
        )


def _nothing(person, kind):
    if kind == "allergy":
        return "No known allergies" if person.no_known_allergies else "Not asked yet"
    return "None on file"


def _allergies(person):
    return [ShownFact(each.substance, _joined(each.reaction, each.since)) for each in allergies_of(person)]


def _conditions(person):
    rows = Condition.objects.unscoped().filter(person=person).order_by("status", "pk")
    return [
        ShownFact(each.name, _joined("past" if each.status == "past" else "", each.since)) for each in rows
    ]


def _results(person):
    rows = list(Result.objects.unscoped().filter(person=person).order_by("-on", "-pk"))
    return [ShownFact(each.name, _joined(_value(each), each.on)) for each in rows]


def _value(result):
    value = result.said if result.value is None else f"{result.value.normalize():,f}"
    unit = "" if result.unit in ("{INR}", "1") else result.unit.replace("{1.73_m2}", "1.73 m²")
    return " ".join(part for part in (value, unit) if part)


def _symptoms(person):
    rows = Symptom.objects.unscoped().filter(person=person, over_on=None).order_by("pk")
    return [ShownFact(f"“{each.words}”", _joined("", each.said_on)) for each in rows]


def _caregivers(person):
    return [ShownFact(each.name, _joined(each.relation, None, each.phone)) for each in caregivers_of(person)]


def _immunizations(person):
    rows = Immunization.objects.unscoped().filter(person=person).order_by("-on", "-pk")
    return [ShownFact(each.name, _joined("", each.on)) for each in rows]


def _pharmacies(person):
    return [
        ShownFact(each.pharmacy.name, _joined(each.pharmacy.get_kind_display(), None, each.what_for))
        for each in pharmacies_of(person)
    ]


def _coverages(person):
    return [
        ShownFact(each.payer, _joined(each.get_kind_display(), each.since, each.member_number))
        for each in coverages_of(person)
    ]


def _joined(words, day, more=""):
    return ", ".join(part for part in (words, short_date(day) if day else "", more) if part)
