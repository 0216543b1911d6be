"""Lists that do not agree become findings: before someone decided, and afterwards for who must be told."""

from datetime import date

from brownbag.clinical import vocabulary
from brownbag.clinical.assessment.lists_differ import lists_differ
from brownbag.clinical.person.record import Medication, MedicationList, Record

ON = date(2026, 11, 24)
WARFARIN = Medication("warfarin 5 mg tablet", directions="1 tablet every evening", key="1")
HALF = Medication("Coumadin 2.5 mg", directions="1 tablet every evening", key="1")
BACTRIM = Medication("Bactrim DS", directions="1 tablet twice daily", key="2")
STOPPED = Medication("hydrochlorothiazide 25 mg", status="stopped", key="3")
GOING = Medication("hydrochlorothiazide 25 mg", key="3")


def found(*lists, holds=(), settled=(), to_tell=("Mail order", "Mercy", "Lakeside")):
    record = Record(
        medications=tuple(holds),
        lists=tuple(MedicationList(name, lines) for name, lines in lists),
        settled=frozenset(settled),
        to_tell=frozenset(to_tell),
    )
    return lists_differ(record, on=ON, vocabulary=vocabulary.load())


def test_one_list_or_two_that_agree_are_no_finding():
    assert found(("Mail order", (WARFARIN,)), holds=[WARFARIN]) == ()
    assert found(("Mail order", (WARFARIN,)), ("Mercy", (WARFARIN,)), holds=[WARFARIN]) == ()


def test_two_doses_are_to_be_decided_and_both_lists_named():
    (finding,) = found(("Mail order", (WARFARIN,)), ("Mercy", (HALF,)), holds=[WARFARIN])
    assert finding.category == "reconciliation_discrepancy"
    assert finding.title == "The lists differ about warfarin"
    assert finding.drugs == ("warfarin",)
    assert "Then tell Mail order and Mercy what holds." in finding.recommend
    assert {fact.origin for fact in finding.facts_used} == {"Mail order", "Mercy"}


def test_once_decided_only_who_has_another_dose_is_to_be_told():
    (finding,) = found(("Mail order", (WARFARIN,)), ("Mercy", (HALF,)), holds=[WARFARIN], settled=["1"])
    assert finding.title == "Mercy does not have the warfarin that holds"
    assert finding.recommend[0].startswith("Tell Mercy: dose: 2.5 mg")


def test_what_was_stopped_is_told_to_who_still_has_it():
    (finding,) = found(("Mail order", (GOING,)), ("Mercy", (STOPPED,)), holds=[STOPPED], settled=["3"])
    assert finding.title == "Mail order does not have the hydrochlorothiazide that holds"
    assert "status" in finding.why


def test_a_pharmacy_that_does_not_know_of_a_medicine_is_to_be_told():
    findings = found(("Mail order", (WARFARIN,)), ("Lakeside", (BACTRIM,)), holds=[WARFARIN, BACTRIM])
    assert {each.why for each in findings} == {
        "Lakeside does not know about the warfarin.",
        "Mail order does not know about the sulfamethoxazole with trimethoprim.",
    }
    assert {each.severity for each in findings} == {"low"}


def test_the_persons_own_list_is_nobody_to_tell():
    findings = found(
        ("Her bag", (WARFARIN,)), ("Lakeside", (BACTRIM,)), holds=[WARFARIN, BACTRIM], to_tell=["Lakeside"]
    )
    assert [each.title for each in findings] == ["Lakeside does not know about 1 medicine"]


def test_of_a_medicine_that_was_stopped_nobody_has_to_know():
    assert found(("Mail order", (STOPPED,)), ("Mercy", ()), holds=[STOPPED], settled=["3"]) == ()


def test_the_order_of_lists_changes_nothing():
    lists = [("Mail order", (WARFARIN, GOING)), ("Mercy", (HALF, STOPPED)), ("Lakeside", (BACTRIM,))]
    one = found(*lists, holds=[WARFARIN, GOING, BACTRIM])
    other = found(*reversed(lists), holds=[BACTRIM, GOING, WARFARIN])
    assert {each.title for each in one} == {each.title for each in other}
