"""What must hold for everyone: relations between two assessments, over people by whom every rule speaks."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from brownbag.clinical import knowledge, vocabulary
from brownbag.clinical.assessment import assess
from brownbag.clinical.person.record import Medication, Observation, Record
from brownbag.exchange import findings
from brownbag.exchange.fhir import as_bundle, as_text, read_bundle
from tests.clinical.everyone import UNDER_OTHER_NAMES, assessed, everyone, fired, names_of_the_release
from tests.clinical.examples import ON

WEEK = timedelta(days=7)


def told(record, on=ON):
    return assess(record, on=on, knowledge=knowledge.load(), vocabulary=vocabulary.load())


def named(answer):
    return sorted((each.rule, each.drugs, each.severity) for each in answer.findings)


def those_who_differ(changed):
    "Everyone of whom something else is found once the record is changed, by their rules."
    return [
        (sorted(set(named(answer)) ^ set(named(told(other)))))
        for record, answer in assessed()
        if (other := changed(record)) is not None and named(told(other)) != named(answer)
    ]


def test_by_someone_every_rule_mechanism_and_check_speaks():
    spoken = set().union(*({each.rule for each in answer.findings} for _, answer in assessed()))
    assert names_of_the_release() - spoken == set()
    assert spoken.isdisjoint(UNDER_OTHER_NAMES)


def test_the_order_of_lists_conditions_and_results_changes_nothing():
    for record, answer in assessed():
        turned = replace(
            record.with_medications(*reversed(record.medications)),
            conditions=tuple(reversed(record.conditions)),
            observations=tuple(reversed(record.observations)),
            allergies=tuple(reversed(record.allergies)),
        )
        assert findings.as_json(told(turned)) == findings.as_json(answer), record.medications


def test_a_medicine_nobody_knows_takes_no_finding_away_and_is_named():
    unknown = Medication("Green capsules", key="green")

    def with_it(record):
        return record.with_medications(*record.medications, unknown)

    assert those_who_differ(with_it) == []
    assert all(
        any(gap.what == "Green capsules" for gap in told(with_it(record)).not_checked)
        for record in everyone()[:20]
    )


def test_a_medicine_stopped_years_ago_changes_nothing():
    stopped = Medication("allopurinol 100 mg tablet", status="stopped", end=date(2015, 1, 1), key="old")
    assert those_who_differ(lambda record: record.with_medications(*record.medications, stopped)) == []


def test_a_title_and_a_goal_change_nothing():
    assert those_who_differ(lambda record: replace(record, title="Another", goals=("See the sea",))) == []


def _later(day):
    return day + WEEK if day else day


def _a_week_later(record):
    lines = (
        replace(
            line,
            start=_later(line.start),
            end=_later(line.end),
            fills=tuple(replace(fill, collected_on=_later(fill.collected_on)) for fill in line.fills),
        )
        for line in record.medications
    )
    return replace(
        record.with_medications(*lines),
        person=replace(record.person, birth_date=_later(record.person.birth_date)),
        conditions=tuple(replace(each, since=_later(each.since)) for each in record.conditions),
        observations=tuple(replace(each, on=_later(each.on)) for each in record.observations),
        immunizations=tuple(replace(each, on=_later(each.on)) for each in record.immunizations),
    )


def test_the_same_a_week_later_is_the_same():
    for record, answer in assessed():
        assert named(told(_a_week_later(record), ON + WEEK)) == named(answer), record.medications


def test_half_a_gram_is_five_hundred_milligrams():
    def in_grams(record):
        lines = [replace(line, name=line.name.replace(" 500 mg", " 0.5 g")) for line in record.medications]
        return record.with_medications(*lines)

    assert those_who_differ(in_grams) == []


def test_weaker_kidneys_keep_what_is_too_much_for_the_kidneys():
    worst = Observation("eGFR", Decimal(8), loinc="98979-8", on=ON)
    for record, answer in assessed():
        kidney = {drug for each in answer.findings if each.category == "renal_dose" for drug in each.drugs}
        if kidney:
            weaker = replace(record, observations=(*record.observations, worst))
            still = {
                drug
                for each in told(weaker).findings
                if each.category in ("renal_dose", "drug_condition")
                for drug in each.drugs
            }
            assert kidney <= still, (kidney - still, record.medications)


def test_a_later_birthday_keeps_what_harms_the_old():
    for record, answer in assessed():
        age = record.person.age_in_years(on=ON)
        if age is not None and 65 <= age < 90:
            older = replace(record, person=replace(record.person, birth_date=None, age=Decimal(95)))
            harmed = {each.drugs for each in answer.findings if each.category == "age_inappropriate"}
            assert harmed <= {each.drugs for each in told(older).findings}, record.medications


def test_a_file_of_fhir_brings_the_same_findings():
    for record, answer in assessed():
        again = read_bundle(as_text(as_bundle(record)), on=ON).record
        assert _rules(told(again)) == _rules(answer), record.medications


def _rules(answer):
    return sorted((each.rule, each.severity) for each in answer.findings)


def test_nothing_is_found_of_nobody():
    assert fired(Record()) == set()
