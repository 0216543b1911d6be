"""From a record to ranked findings: rule files, mechanisms and checks, each asked once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from functools import lru_cache

from brownbag.clinical.assessment.checks import CHECKS
from brownbag.clinical.assessment.engine import Engine
from brownbag.clinical.assessment.finding import Assessment, Finding, NotChecked
from brownbag.clinical.assessment.handled import as_handled
from brownbag.clinical.assessment.lists_differ import lists_differ
from brownbag.clinical.assessment.long_standing import calmed
from brownbag.clinical.assessment.one_fix import with_one_fix
from brownbag.clinical.assessment.pair_check import PairCheck
from brownbag.clinical.assessment.prepare import Prepared, prepare
from brownbag.clinical.assessment.ranking import in_order
from brownbag.clinical.assessment.rules import rule_findings
from brownbag.clinical.assessment.told_once import told_once
from brownbag.clinical.knowledge import Knowledge
from brownbag.clinical.knowledge.in_force import in_force
from brownbag.clinical.person.record import Medication, Record
from brownbag.clinical.vocabulary import Vocabulary

UNKNOWN = "Not known: "
PAIR_CATEGORIES = ("drug_interaction", "duplication")
# Of these one medicine may have several, told apart by what they are about.
SEVERAL_OF_ONE = frozenset({"needs_additional_therapy", "adverse_drug_reaction", "adherence"})


@lru_cache(maxsize=4)
def engine_of(knowledge: Knowledge) -> Engine:
    """Return a release made ready for questions; made once for each release."""
    return Engine(knowledge)


def assess(record: Record, *, on: date, knowledge: Knowledge, vocabulary: Vocabulary) -> Assessment:
    """Return the problems of a record on a day, most urgent first, and what could not be checked.

    >>> from brownbag.clinical import knowledge, vocabulary
    >>> from brownbag.clinical.person.record import Medication
    >>> record = Record(medications=(Medication("Coumadin 5 mg tab"), Medication("Bactrim DS")))
    >>> found = assess(record, on=date(2026, 11, 24), knowledge=knowledge.load(), vocabulary=vocabulary.load())
    >>> found.findings[0].title, found.findings[0].urgency
    ('Bactrim DS raises the effect of Coumadin', 'today')
    """
    knowledge = in_force(knowledge, on)
    engine = engine_of(knowledge)
    prepared = prepare(record, on=on, vocabulary=vocabulary, facts=knowledge.facts)
    missing: set[NotChecked] = set()
    found: dict[str, Finding] = {}
    for answer in engine.local.each_settled(rule_findings(prepared, engine.rules, missing)):
        if isinstance(answer, NotChecked):
            missing.add(answer)
        else:
            found[answer.id] = answer
    named = _named(found.values())
    for check in CHECKS:
        for answer in engine.local.each_settled(check(prepared, engine)):
            if isinstance(answer, NotChecked):
                missing.add(answer)
            elif not _is_told(answer, named):
                found.setdefault(answer.id, answer)
    found |= {each.id: each for each in lists_differ(record, on=on, vocabulary=vocabulary)}
    asked, fine = as_handled(found.values(), prepared, engine)
    return Assessment(
        record=record.id,
        on=on,
        knowledge_release=knowledge.release,
        findings=tuple(
            _as_named_by_the_file(each, prepared)
            for each in with_one_fix(
                told_once(in_order((calmed(each, prepared) for each in asked), prepared, engine.facts)),
                prepared,
            )
        ),
        not_checked=(*prepared.not_checked, *_no_facts(prepared, engine), *_gaps(missing)),
        in_order=tuple(sorted(fine, key=lambda each: (each.what, each.why))),
    )


def check_pair(one: str, other: str, *, on: date, knowledge: Knowledge, vocabulary: Vocabulary) -> Assessment:
    """Return the interactions of two medicines named as anyone would write them.

    Nothing is known of a person here, so that what is not known of one is no gap.
    """
    record = Record(medications=(Medication(one), Medication(other)))
    found = assess(record, on=on, knowledge=knowledge, vocabulary=vocabulary)
    both = tuple(finding for finding in found.findings if finding.category in PAIR_CATEGORIES)
    gaps = tuple(gap for gap in found.not_checked if not gap.why.startswith(UNKNOWN))
    return replace(found, findings=both, not_checked=gaps)


def pair_check(*, knowledge: Knowledge, vocabulary: Vocabulary, on: date | None = None) -> PairCheck:
    """Return what answers many pairs of names quickly; without a day no local change is in force.

    >>> from brownbag.clinical import knowledge, vocabulary
    >>> ask = pair_check(knowledge=knowledge.load(), vocabulary=vocabulary.load())
    >>> ask.answer("Coumadin", "Bactrim DS").outcome
    'finding'
    """
    return PairCheck(engine_of(in_force(knowledge, on) if on else knowledge), vocabulary)


def _as_named_by_the_file(finding: Finding, prepared: Prepared) -> Finding:
    """Return the finding with the names of ingredients that the file itself gave."""
    if not prepared.given_names.keys() & set(finding.drugs):
        return finding
    drugs = {prepared.given_names.get(name, name) for name in finding.drugs}
    return replace(finding, drugs=tuple(sorted(drugs)))


def _named(findings: Iterable[Finding]) -> dict[tuple[str, tuple[str, ...]], list[Finding]]:
    named: dict[tuple[str, tuple[str, ...]], list[Finding]] = {}
    for finding in findings:
        named.setdefault((finding.category, finding.drugs), []).append(finding)
    return named


def _is_told(answer: Finding, named: dict[tuple[str, tuple[str, ...]], list[Finding]]) -> bool:
    """Whether a rule file says it already; a medicine may lack two things, or bring two complaints."""
    rules = named.get((answer.category, answer.drugs), ())
    if answer.category not in SEVERAL_OF_ONE:
        return bool(rules)
    return any(set(rule.related) & set(answer.related) for rule in rules)


def _gaps(missing: set[NotChecked]) -> list[NotChecked]:
    return sorted(missing, key=lambda gap: (gap.what, gap.why, gap.line))


def _no_facts(prepared: Prepared, engine: Engine) -> Iterator[NotChecked]:
    """Name each ingredient about which nothing is written, once, with the first line that holds it."""
    first = {name: taken.medication.key for taken in reversed(prepared.taken) for name in taken.ingredients}
    for ingredient in sorted(first):
        if not engine.is_covered(ingredient):
            yield NotChecked(ingredient, "No facts and no rules about it are loaded yet.", first[ingredient])
