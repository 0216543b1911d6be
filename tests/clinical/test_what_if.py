"""What if Ruth stopped one, added one, or took another for the same reason: only the copy of her list changes."""

from datetime import date
from decimal import Decimal

import pytest

from brownbag.clinical import knowledge, vocabulary
from brownbag.clinical.assessment.what_if import Change, NotOnTheList, alternatives, what_if
from brownbag.clinical.person.record import Medication, Person, Record

ON = date(2026, 11, 24)
RELEASE = {"on": ON, "knowledge": knowledge.load(), "vocabulary": vocabulary.load()}
WARFARIN = Medication("warfarin 5 mg tablet", key="b", directions="1 tablet daily")


def ruth(reason="osteoarthritis"):
    naproxen = Medication(
        "naproxen 500 mg tablet", key="a", indication=reason, directions="1 tablet twice daily"
    )
    return Record(person=Person(age=Decimal(78)), medications=(naproxen, WARFARIN))


def rules(findings):
    return {each.rule for each in findings}


def test_without_the_naproxen_the_bleeding_risk_goes_and_nothing_comes():
    tried = what_if(ruth(), [Change("a")], **RELEASE)
    assert "anticoagulant_with_nsaid" in rules(tried.goes)
    assert (tried.comes, tried.is_safer) == ((), True)


def test_one_more_of_the_kind_brings_what_needs_care_today():
    tried = what_if(ruth(), [Change(medicine=Medication("ibuprofen 200 mg", key="c"))], **RELEASE)
    assert "same_group_twice" in rules(tried.urgent_comes)
    assert set(tried.urgent_comes) <= set(tried.comes)
    assert not tried.is_safer


def test_a_change_to_what_nobody_knows_is_never_called_safer():
    tried = what_if(ruth(), [Change("a", Medication("zqxv", key="c"))], **RELEASE)
    assert "anticoagulant_with_nsaid" in rules(tried.goes)
    assert [gap.what for gap in tried.not_checked] == ["zqxv"]
    assert not tried.is_safer


def test_alternatives_are_for_the_same_reason_and_safer_with_their_source():
    found = alternatives(ruth(), "a", **RELEASE)
    assert 0 < len(found) <= 5
    for each in found:
        assert each.condition == "osteoarthritis"
        assert each.source in knowledge.load().sources
        assert each.where
        assert each.result.is_safer
        assert each.ingredient not in ("naproxen", "warfarin")
    comes = [len(each.result.comes) for each in found]
    assert comes == sorted(comes)


def test_without_a_reason_there_is_nothing_to_compare_by():
    assert alternatives(ruth(reason=""), "a", **RELEASE) == ()


def test_what_only_makes_it_worse_is_no_alternative():
    "Every other strong NSAID would bleed as much beside warfarin."
    assert not {"ibuprofen", "diclofenac", "meloxicam"} & {
        each.ingredient for each in alternatives(ruth(), "a", **RELEASE)
    }


def test_a_line_that_is_not_on_the_list_is_named():
    with pytest.raises(NotOnTheList, match="No line “x” is on the list"):
        alternatives(ruth(), "x", **RELEASE)
