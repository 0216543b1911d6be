"""People with medicines of mind, nerves, pain and sleep: what is told, what stops work, what stays silent."""

import pytest

from brownbag.clinical import knowledge, vocabulary
from brownbag.clinical.assessment import pair_check


@pytest.fixture(scope="module")
def ask():
    return pair_check(knowledge=knowledge.load(), vocabulary=vocabulary.load())


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("phenelzine", "sertraline"),
        ("rasagiline", "meperidine"),
        ("linezolid", "fluoxetine"),
        ("tranylcypromine", "pseudoephedrine"),
        ("naltrexone", "oxycodone"),
        ("alprazolam", "hydrocodone"),
        ("tizanidine", "ciprofloxacin"),
        ("ramelteon", "amiodarone"),
        ("ergotamine", "clarithromycin"),
        ("valproate", "meropenem"),
        ("lithium", "hydrochlorothiazide"),
        ("ziprasidone", "sotalol"),
    ],
)
def test_a_pair_that_a_pharmacist_would_phone_about(ask, first, second):
    assert ask.answer(first, second).interrupts


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("sumatriptan", "sertraline"),
        ("ibuprofen", "metoprolol"),
        ("acetaminophen", "warfarin"),
        ("donepezil", "oxybutynin"),
        ("escitalopram", "aspirin"),
        ("lamotrigine", "ethinyl estradiol"),
    ],
)
def test_a_pair_that_is_told_and_waits(ask, first, second):
    answer = ask.answer(first, second)
    assert (answer.outcome, answer.interrupts) == ("finding", False)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("rasagiline", "levodopa"),
        ("naloxone", "buprenorphine"),
        ("methylnaltrexone", "morphine"),
        ("sumatriptan", "metoprolol"),
        ("sertraline", "metformin"),
        ("gabapentin", "atorvastatin"),
        ("naltrexone", "ethanol"),
    ],
)
def test_a_pair_that_stays_silent(ask, first, second):
    assert ask.answer(first, second).outcome == "none"
