"""A list that an installation loaded itself is answered in our own words, and its codes name products."""

import pytest

from brownbag.clinical import vocabulary
from brownbag.clinical.vocabulary import Named, Vocabulary
from brownbag.clinical.vocabulary.codes import product_candidates, rxcui_key


def product(name, ingredients, shapes=""):
    return Named(name, "brand", ingredients, 5, "our formulary", sold="rx", raw_shapes=shapes)


LISTED = [
    product("salamolex", ("salbutamol",)),
    product("wonderpril", ("lisinopril",)),
    product("zorbinex", ("zorbine",)),
]
PRODUCTS = {
    "000937214": [product("warfarin sodium", ("warfarin",), "rx~oral~tablet~warfarin=5 mg/1")],
    "500900123": [product("wonderpril", ("lisinopril",)), product("other", ("warfarin",))],
    rxcui_key("855332"): [product("warfarin", ("warfarin",))],
}


class OurFormulary:
    "Three names and three codes, as a database would hold them."

    def called(self, key):
        return tuple(each for each in LISTED if each.name == key)

    def product(self, code):
        return tuple(PRODUCTS.get(code, ()))

    def starting_with(self, letters, limit):
        return [each for each in LISTED if each.name.startswith(letters)][:limit]

    def often_written(self):
        return [each.name for each in LISTED]


WITH_LIST = Vocabulary(OurFormulary())


@pytest.mark.parametrize(
    ("written", "ingredients"),
    [
        ("Salamolex inhaler", ("albuterol",)),
        ("Wonderpril 10 mg", ("lisinopril",)),
        ("Zorbinex", ("zorbine",)),
        ("Coumadin 5 mg", ("warfarin",)),
    ],
)
def test_a_loaded_name_means_our_ingredient_where_we_have_it(written, ingredients):
    assert WITH_LIST.resolve(written).ingredients == ingredients


def test_a_product_code_gives_everything_as_the_list_has_it():
    found = WITH_LIST.resolve("0093-7214-01")
    assert (found.outcome, found.ingredients, found.form, found.route) == (
        "matched",
        ("warfarin",),
        "tablet",
        "oral",
    )
    assert [(each.amount, each.unit) for each in found.strengths] == [(5, "mg")]
    assert found.why == "Read from our formulary."


def test_a_product_without_a_listed_shape_has_no_invented_strength():
    found = WITH_LIST.resolve("RxNorm 855332")
    assert (found.ingredients, found.strengths, found.form) == (("warfarin",), (), "")


def test_a_code_of_two_products_is_not_settled():
    found = WITH_LIST.resolve("50090-123")
    assert (found.outcome, found.candidates) == ("ambiguous", ("lisinopril", "warfarin"))


def test_letters_offer_the_loaded_names_too():
    assert {each.ingredients for each in WITH_LIST.suggest("salamol")} == {("albuterol",)}


@pytest.mark.parametrize("text", ["12-34", "0093-7214-01", "A093-7214", "00937214"])
def test_what_is_no_two_part_code_means_no_product(text):
    assert product_candidates(text) == ()


def test_a_list_is_put_into_use_and_taken_out_again():
    try:
        vocabulary.use(OurFormulary())
        assert vocabulary.load().resolve("wonderpril").ingredients == ("lisinopril",)
    finally:
        vocabulary.use(None)
    assert not vocabulary.load().resolve("wonderpril").is_known
