"""Names as people write them."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from brownbag.clinical import vocabulary
from brownbag.clinical.vocabulary.substances import ingredient_name, our_names

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


NAMED = (
    "warfarin",
    "Bactrim DS",
    "vitamin d3",
    "Advair Diskus",
    "insulin glargine",
    "St. John's Wort",
    "Tylenol PM",
)
PARTS = ("10 mg", "tablet", "oral", "ER", "100 units/mL")


@settings(deadline=None)
@given(st.sampled_from(NAMED), st.lists(st.sampled_from(PARTS), unique=True, max_size=3), st.integers(1, 4))
def test_case_spacing_and_the_order_of_strength_and_form_do_not_matter(name, parts, spaces):
    spaced = (" " * spaces).join([name.upper(), *parts])
    turned = " ".join([name, *reversed(parts)])
    assert (
        NAMES.resolve(spaced).ingredients
        == NAMES.resolve(turned).ingredients
        == NAMES.resolve(name).ingredients
    )


@pytest.mark.parametrize(
    ("brand", "generic"),
    [
        ("Coumadin", "warfarin"),
        ("Zocor", "simvastatin"),
        ("Ventolin", "salbutamol"),
        ("Panadol", "paracetamol"),
        ("Entresto", "sacubitril/valsartan"),
        ("Percocet", "oxycodone-acetaminophen"),
        ("Humira", "adalimumab-atto"),
        ("Mounjaro", "tirzepatide"),
        ("Journavx", "suzetrigine"),
        ("Tecfidera", "dimethyl fumarate"),
    ],
)
def test_a_brand_and_its_generic_are_one_medicine(brand, generic):
    assert NAMES.resolve(brand).ingredients == NAMES.resolve(generic).ingredients != ()


SINGLE = ("lisinopril", "hydrochlorothiazide", "metformin", "amlodipine", "aspirin", "simvastatin", "codeine")


@settings(deadline=None)
@given(
    st.lists(st.sampled_from(SINGLE), min_size=2, max_size=4, unique=True),
    st.sampled_from(["/", " / ", "-", " and ", " & ", " + ", " with "]),
)
def test_several_names_together_are_the_union_of_their_parts(parts, sign):
    assert NAMES.resolve(sign.join(parts)).ingredients == tuple(sorted(parts))


@pytest.mark.parametrize(
    ("written", "never"),
    [
        ("clenbuterol", "albuterol"),
        ("digitoxin", "digoxin"),
        ("flucloxacillin", "dicloxacillin"),
        ("metipranolol", "metoprolol"),
        ("interferon beta-1b", "interferon beta-1a"),
        ("hepatitis a vaccine", "hepatitis b vaccine"),
        ("vitamin e", "vitamin d"),
        ("cyclizine", "meclizine"),
    ],
)
def test_a_medicine_of_its_own_is_never_read_as_its_neighbor(written, never):
    answer = NAMES.resolve(written)
    assert answer.is_known
    assert never not in answer.ingredients


@pytest.mark.parametrize("written", ["prednisolne", "Celbrex Celexa"])
def test_between_two_medicines_there_is_no_answer_but_candidates(written):
    answer = NAMES.resolve(written)
    assert answer.outcome == "ambiguous"
    assert len(answer.candidates) > 1


@pytest.mark.parametrize(
    "word",
    ["therapy", "problems", "option", "cancer", "hospital", "referral", "paper", "candidate", "capture"],
)
def test_an_ordinary_word_is_no_misspelt_medicine(word):
    assert not NAMES.resolve(word).is_known


@pytest.mark.parametrize(
    ("written", "strengths"),
    [
        ("Advair 250/50", {"fluticasone": "250 ug", "salmeterol": "50 ug"}),
        ("Symbicort 160-4.5", {"budesonide": "160 ug", "formoterol": "4.5 ug"}),
        ("hydrocodone-apap 10-325 mg", {"hydrocodone": "10 mg", "acetaminophen": "325 mg"}),
        ("levothyroxine 50", {"levothyroxine": "50 ug"}),
        ("metformin 1 g", {"metformin": "1000 mg"}),
        ("metformin 1 g (1,000 mg)", {"metformin": "1000 mg"}),
        ("prednisone 10 mg 5 mg", {}),
        ("Humulin 70/30", {}),
    ],
)
def test_an_amount_gets_the_unit_of_a_listed_product_or_none(written, strengths):
    found = {each.ingredient: f"{each.amount:f} {each.unit}" for each in NAMES.resolve(written).strengths}
    assert found == strengths


@pytest.mark.parametrize(
    ("written", "route"),
    [
        ("timolol eye drops", "ophthalmic"),
        ("clotrimazole vaginal cream", "vaginal"),
        ("hydrocortisone 1% cream", "topical"),
        ("insulin lispro 100 units/mL", "subcutaneous"),
        ("albuterol 0.083 % neb", "inhaled"),
        ("ofloxacin ear drops", "otic"),
    ],
)
def test_the_route_tells_a_drop_or_cream_from_a_tablet(written, route):
    assert NAMES.resolve(written).route == route


@pytest.mark.parametrize(
    "written", ["insuline", "human insulin", "insulin 10 units at bedtime", "statine 20 mg"]
)
def test_a_kind_of_medicine_never_becomes_one_medicine(written):
    assert not NAMES.resolve(written).is_known


@pytest.mark.parametrize(
    ("written", "ingredient"),
    [
        ("teofilina", "theophylline"),
        ("acido ascorbico", "ascorbic acid"),
        ("hidroclorotiazida", "hydrochlorothiazide"),
    ],
)
def test_a_foreign_spelling_is_heard(written, ingredient):
    assert NAMES.resolve(written).ingredients == (ingredient,)


@pytest.mark.parametrize("written", ["mountain cedar", "cat hair", "chicken feathers", "absidia ramosa"])
def test_words_nobody_knows_do_not_become_a_medicine(written):
    assert not NAMES.resolve(written).is_known


def test_two_misspelt_names_do_not_make_a_medicine_that_nobody_sells():
    assert NAMES.resolve("warfarrin metformim").outcome == "ambiguous"


@pytest.mark.parametrize(
    ("written", "ingredients"),
    [
        ("Flonase Allergy Relief", ("fluticasone",)),
        ("Mucinex DM Maximum Strength", ("dextromethorphan", "guaifenesin")),
        ("Senokot Extra Strength", ("senna",)),
        ("Vicks NyQuil Cold & Flu", ("acetaminophen", "dextromethorphan", "doxylamine")),
        ("Children's Benadryl", ("diphenhydramine",)),
    ],
)
def test_words_of_the_box_do_not_hide_the_product(written, ingredients):
    assert NAMES.resolve(written).ingredients == ingredients


@pytest.mark.parametrize("written", ["Tylenol Allergy", "Benadryl Cold", "extra strength", "allergy relief"])
def test_words_that_make_another_product_leave_it_open(written):
    assert not NAMES.resolve(written).is_known


def test_what_was_not_used_is_named():
    answer = NAMES.resolve("warfarin qwxz")
    assert (answer.outcome, answer.not_used) == ("likely", ("qwxz",))


def test_a_second_medicine_in_the_text_is_never_passed_over():
    assert NAMES.resolve("lisinopril and hydroclorothiazid").ingredients == (
        "hydrochlorothiazide",
        "lisinopril",
    )


def test_every_shipped_name_has_a_source_and_ingredients():
    for key in NAMES.names.sorted_keys:
        for named in NAMES.names.called(key):
            assert named.source
            assert named.ingredients or named.error_prone
    assert all(each.source for each in NAMES.names.ingredients.values())


def test_the_vocabulary_is_as_wide_as_promised():
    sold = [each for each in NAMES.names.ingredients.values() if each.sold]
    assert len(sold) >= 1600
    supplements = {named.ingredients for named in NAMES.names.supplements()}
    assert len(supplements) >= 180


def test_typing_three_letters_suggests_common_medicines_first():
    assert NAMES.suggest("met")[0].ingredients == ("metformin",)
    assert NAMES.suggest("me") == []


@pytest.mark.parametrize(
    ("written", "ingredients"),
    [
        ("Nitroglycerin 0.4 MG/ACTUAT Mucosal Spray", ("nitroglycerin",)),
        ("SAMe 400 mg", ("ademetionine",)),
        ("Centrum Silver", ()),
        ("same as before", ()),
        ("Ruth Hale", ()),
    ],
)
def test_a_word_of_the_form_or_a_trade_name_is_no_other_medicine(written, ingredients):
    assert vocabulary.load().resolve(written).ingredients == ingredients


def test_a_supplement_is_swallowed_though_its_one_listing_be_a_plaster():
    assert vocabulary.load().resolve("magnesium").route == ""
    assert vocabulary.load().resolve("magnesium cream").route == "topical"


@pytest.mark.parametrize(
    ("written", "ingredients", "outcome"),
    [
        ("Exforge, amlodipine 5 mg and valsartan 160 mg", ("amlodipine", "valsartan"), "matched"),
        ("amlodipine (Exforge) valsartan", ("amlodipine", "valsartan"), "matched"),
        ("Exforge instead of amlodipine", ("amlodipine", "valsartan"), "likely"),
        ("Lantus replaced insulin glargine", ("insulin glargine",), "likely"),
    ],
)
def test_a_trade_name_beside_what_is_in_it_is_one_medicine(written, ingredients, outcome):
    found = NAMES.resolve(written)
    assert (found.ingredients, found.outcome) == (ingredients, outcome)


def test_a_row_of_four_numbers_is_no_strength_of_one_product():
    assert NAMES.resolve("atorvastatin 10/20/40/80").strengths == ()


def test_a_list_of_suggestions_may_be_shorter_than_asked_for():
    found = NAMES.suggest("coumad", limit=50)
    assert {each.ingredients for each in found} == {("warfarin",)}


@pytest.mark.parametrize(
    ("registered", "ours"),
    [
        ("DIVALPROEX SODIUM", "valproate"),
        ("VALPROIC ACID", "valproate"),
        ("METOPROLOL SUCCINATE", "metoprolol"),
        ("SODIUM CHLORIDE", "sodium chloride"),
    ],
)
def test_a_registered_substance_has_our_name(registered, ours):
    assert ingredient_name(registered, our_names()) == ours


@pytest.mark.parametrize(
    "written",
    [
        "hydrocodone-acetaminophen 7.5-325 mg/15 mL",
        "hydrocodone 7.5 mg/acetaminophen 325 mg per 15 mL",
        "Hydrocodone Bitartrate and Acetaminophen Oral Solution 7.5 mg/325 mg per 15 mL",
    ],
)
def test_the_volume_of_a_liquid_of_two_holds_for_both(written):
    found = {
        each.ingredient: (each.amount, each.per, each.per_unit) for each in NAMES.resolve(written).strengths
    }
    assert found == {
        "hydrocodone": (Decimal("7.5"), Decimal(15), "mL"),
        "acetaminophen": (Decimal(325), Decimal(15), "mL"),
    }


def test_isosorbide_alone_asks_which_of_the_two_is_meant():
    found = NAMES.resolve("isosorbide 30 mg")
    assert found.outcome == "ambiguous"
    assert NAMES.resolve("isosorbide mononitrate 30 mg").ingredients == ("isosorbide mononitrate",)


def test_a_bare_code_that_no_list_knows_asks_for_the_name_on_the_bottle():
    found = NAMES.resolve("NDC 00093-1234-01")
    assert found.outcome == "unknown"
    assert "read the name on the bottle" in found.why
