"""Before a release is switched on: what would come and go for the people on file, and nothing saved."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import DatabaseError, transaction

from brownbag.clinical import knowledge
from brownbag.clinical.knowledge.overlay import overlay_of
from brownbag.practice.people.models import Person
from brownbag.practice.reviews.actions import assess_again
from brownbag.practice.reviews.models import AssessmentRun, Problem
from brownbag.practice.reviews.queries import is_out_of_date
from brownbag.practice.reviews.replay import against_what_is_on_file, read_only, under_both

ON = date(2026, 11, 24)
RUNNING = knowledge.load()


def _kept():
    return (
        list(Problem.objects.unscoped().order_by("pk").values()),
        list(AssessmentRun.objects.unscoped().values()),
    )


@pytest.fixture
def eleanor(demo):
    return Person.objects.unscoped().get(given_name="Eleanor")


def _without(name):
    return replace(RUNNING, rules=tuple(rule for rule in RUNNING.rules if rule["rule"] != name))


def test_what_a_new_release_no_longer_finds_is_told_by_person_and_nothing_is_saved(eleanor):
    before = _kept()
    rule = "warfarin_with_sulfamethoxazole"
    found = dict(under_both(old=RUNNING, new=_without(rule), on=ON))
    assert [each.rule for each in found[eleanor.pk].goes] == [rule]
    assert len(found) == Person.objects.unscoped().count()
    assert sum(each.is_the_same for each in found.values()) >= 1
    assert _kept() == before


def test_the_same_release_changes_nothing_for_what_was_just_assessed(eleanor):
    assess_again(person=eleanor, on=ON)
    found = dict(against_what_is_on_file(RUNNING, on=ON))
    assert found[eleanor.pk].is_the_same
    assert found[eleanor.pk].stays


def test_what_is_on_file_is_held_against_the_release_that_runs(eleanor):
    assess_again(person=eleanor, on=ON)
    before = _kept()
    rule = "warfarin_with_sulfamethoxazole"
    found = dict(against_what_is_on_file(_without(rule), on=ON))
    assert [each.rule for each in found[eleanor.pk].goes] == [rule]
    assert _kept() == before


def test_the_database_itself_refuses_to_save_meanwhile(eleanor):
    with pytest.raises(DatabaseError), transaction.atomic(), read_only():
        Person.objects.unscoped().filter(pk=eleanor.pk).update(place="Room 1")
    assert Person.objects.unscoped().filter(pk=eleanor.pk).update(place="Room 1") == 1


def test_a_local_change_makes_what_is_on_file_out_of_date(eleanor, tmp_path, monkeypatch):
    assess_again(person=eleanor, on=ON)
    assert not is_out_of_date(eleanor, on=ON)
    (tmp_path / "ours.csv").write_text("change,rule,owner,reason,expires\noff,qt_added,D,R,2027-05-31\n")
    changed = replace(RUNNING, overlay=overlay_of(RUNNING, tmp_path / "ours.csv"))
    monkeypatch.setattr("brownbag.practice.reviews.queries.load_knowledge", lambda: changed)
    assert is_out_of_date(eleanor, on=ON)
