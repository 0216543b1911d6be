"""Names as people write them."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from brownbag.clinical import vocabulary

NAMES = vocabulary.load()


@pytest.mark.parametrize(
    ("written", "ingredients"),
    [
        ("Coumadin 5 mg tab", ("warfarin",)),
        ("HCTZ", ("hydrochlorothiazide",)),
        ("baby aspirin", ("aspirin",)),
        ("paracetamol", ("acetaminophen",)),
        ("zocar", ("simvastatin",)),
        ("the water pill furosamide 40", ("furosemide",)),
        ("Tylenol PM", ("acetaminophen", "diphenhydramine")),
        ("insulin glargine (Lantus)", ("insulin glargine",)),
        ("St. John's Wort", ("st. john's wort",)),
        ("Claritin-D 24 Hour", ("loratadine", "pseudoephedrine")),
    ],
)
def test_a_name_as_people_write_it(written, ingredients):
    assert NAMES.resolve(written).ingredients == ingredients


@pytest.mark.parametrize("written", ["a statin", "water pill", "glucose test strips", "n/a", "oxygen 2L"])
def test_a_class_or_a_thing_is_no_medicine(written):
    assert NAMES.resolve(written).outcome == "not_a_medicine"


@pytest.mark.parametrize("unsafe", ["MS", "MSO4", "MgSO4", "HCT"])
def test_an_unsafe_abbreviation_is_never_settled(unsafe):
    answer = NAMES.resolve(unsafe)
    assert answer.outcome == "ambiguous"
    assert len(answer.candidates) > 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("hydroxyzine", "hydralazine"),
        ("prednisone", "prednisolone"),
        ("Celebrex", "Celexa"),
        ("bupropion", "buspirone"),
    ],
)
def test_look_alikes_are_never_exchanged(one, other):
    assert NAMES.resolve(one).ingredients != NAMES.resolve(other).ingredients


def test_strengths_belong_to_their_ingredients():
    strengths = NAMES.resolve("sulfamethoxazole-trimethoprim 800 mg/160 mg").strengths
    assert {each.ingredient: each.amount for each in strengths} == {
        "sulfamethoxazole": Decimal(800),
        "trimethoprim": Decimal(160),
    }


def test_a_combination_is_the_union_of_its_parts():
    both = NAMES.resolve("lisinopril/hctz").ingredients
    assert set(both) == {*NAMES.resolve("lisinopril").ingredients, *NAMES.resolve("hctz").ingredients}


@pytest.mark.parametrize(
    "text", ["", " ", "12345", "💊💊", "'; DROP TABLE people; --", "\u202eabc\u202c", "\x00\x01", "x" * 10000]
)
def test_nonsense_gets_an_answer(text):
    assert NAMES.resolve(text).outcome in ("unknown", "ambiguous", "not_a_medicine")


@settings(deadline=None)
@given(st.text(max_size=60))
def test_no_text_raises(text):
    assert NAMES.resolve(text).outcome


@given(st.sampled_from(["warfarin 5 mg tablet", "Bactrim DS", "vitamin d3 1000 units"]), st.integers(1, 4))
def test_case_and_spacing_do_not_matter(name, spaces):
    spaced = (" " * spaces).join(name.upper().split(" "))
    assert NAMES.resolve(spaced).ingredients == NAMES.resolve(name).ingredients


def test_every_listed_name_has_a_source_and_ingredients():
    for key in NAMES.names.sorted_keys[::50]:
        assert all(
            named.source and (named.ingredients or named.error_prone) for named in NAMES.names.called(key)
        )


def test_typing_three_letters_suggests_common_medicines_first():
    assert NAMES.suggest("met")[0].ingredients == ("metformin",)
    assert NAMES.suggest("me") == []
