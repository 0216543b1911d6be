"""From a piece of text to the medicine it means, or the plain statement that it is not known."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, replace
from decimal import Decimal

from brownbag.clinical.vocabulary.medicine import Resolution, Strength
from brownbag.clinical.vocabulary.names import FOLDER, Named, Names, Shape, rows_of
from brownbag.clinical.vocabulary.similar import Similar
from brownbag.clinical.vocabulary.strengths import Written, strengths_in
from brownbag.clinical.vocabulary.text import LONGEST, key_of, words_of

# A name stands for one set of ingredients when at least this share of its listings say so.
CLEAR_SHARE = Decimal("0.75")
LONGEST_NAME_IN_WORDS = 7
BETWEEN_PARTS = frozenset({"and", "with", "plus", "w"})
# Leftover words that make another product of the same trade name; never passed over.
CHANGES_PRODUCT = frozenset(
    [
        "pm",
        "dm",
        "d",
        "plus",
        "cold",
        "flu",
        "sinus",
        "nighttime",
        "night",
        "cough",
        "severe",
        "allergy",
        "hct",
        "hctz",
        "complete",
        "dual",
        "multi",
        "symptom",
        "ac",
        "hc",
    ]
)
ROUTE_WORDS = (
    ("ophthalmic", "ophthalmic"),
    ("auricular", "otic"),
    ("inhalation", "inhaled"),
    ("nasal", "nasal"),
    ("transdermal", "transdermal"),
    ("subcutaneous", "subcutaneous"),
    ("percutaneous", "topical"),
    ("topical", "topical"),
    ("cutaneous", "topical"),
    ("vaginal", "vaginal"),
    ("rectal", "rectal"),
    ("sublingual", "sublingual"),
    ("buccal", "buccal"),
    ("intramuscular", "intramuscular"),
    ("intravenous", "intravenous"),
    ("dental", "oral"),
    ("oral", "oral"),
)


@dataclass(frozen=True, slots=True)
class _Found:
    named: tuple[Named, ...]
    first: int
    last: int

    @property
    def ingredients(self) -> tuple[str, ...]:
        return self.named[0].ingredients


class Resolver:
    """Resolves texts against all names. Made once; every call is independent of the others."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self._forms = {
            key_of(row["word"]): (row["form"], row["route"]) for row in rows_of(FOLDER / "forms.csv")
        }
        self._harmless = {row["word"] for row in rows_of(FOLDER / "harmless_words.csv")}
        self._kinds = {key_of(row["words"]): row for row in rows_of(FOLDER / "classes.csv")}
        self._similar = Similar(names)

    def resolve(self, text: str) -> Resolution:
        """Return what a text means; see the class `Resolution` for the outcomes."""
        if len(text) > LONGEST:
            return Resolution(text[:LONGEST], "unknown", why="The text is too long to be one medicine.")
        words = words_of(text)
        if not any(any(sign.isalpha() for sign in word) for word in words):
            return Resolution(text, "unknown", why="There is no name in it.")
        if known := self._not_a_medicine(text, words):
            return known
        amounts, written, rest = strengths_in(_readable(text))
        answer = (
            self._exact(text, words_of(rest) or words)
            or self._exact(text, words)
            or self._fuzzy(text, words_of(rest))
        )
        return self._with_details(answer, amounts, written, rest)

    def _not_a_medicine(self, text: str, words: list[str]) -> Resolution | None:
        key = " ".join(words)
        short = " ".join(word for word in words if word not in ("a", "the", "my", "some", "her", "his"))
        number_free = " ".join(word for word in short.split() if not word[0].isdigit())
        for tried in (key, short, number_free):
            if tried in self._kinds and not self._is_name(tried):
                row = self._kinds[tried]
                named = row["means"] if "means" in row else (row["class"] or "")
                why = (
                    "It names a kind of medicine, not one."
                    if row["kind"] == "class"
                    else "It is not a medicine."
                )
                return Resolution(
                    text, "not_a_medicine", drug_class=named if row["kind"] == "class" else "", why=why
                )
        return None

    def _is_name(self, key: str) -> bool:
        return (
            any(named.source != "fda_unii_names" for named in self.names.called(key))
            and key not in self._kinds
        )

    def _exact(self, text: str, words: list[str]) -> Resolution | None:
        found, unused = self._windows(words)
        if not found:
            return None
        sets = {each.ingredients for each in found}
        left = tuple(
            word
            for word in unused
            if word not in self._harmless and word not in self._forms and not word[0].isdigit()
        )
        if any(each.named[0].error_prone for each in found) or any(self._is_unclear(each) for each in found):
            return self._ambiguous(text, found, left)
        if len(sets) > 1 and not self._is_combination(found, words):
            return self._nested(text, found, left) or self._ambiguous(text, found, left)
        if set(left) & CHANGES_PRODUCT:
            return self._ambiguous(text, found, left)
        ingredients = tuple(sorted({name for each in found for name in each.ingredients}))
        outcome = "matched" if not left else "likely"
        return Resolution(
            text, outcome, ingredients, name=" / ".join(each.named[0].name for each in found), not_used=left
        )

    def _windows(self, words: list[str]) -> tuple[list[_Found], list[str]]:
        """Find the longest names in the words, from the left, each word used once."""
        found, unused, place = [], [], 0
        while place < len(words):
            match = self._longest_from(words, place)
            if match:
                found.append(match)
                place = match.last + 1
            else:
                unused.append(words[place])
                place += 1
        return found, unused

    def _longest_from(self, words: list[str], place: int) -> _Found | None:
        for last in range(min(len(words), place + LONGEST_NAME_IN_WORDS) - 1, place - 1, -1):
            key = " ".join(words[place : last + 1])
            if (
                (len(key) > 2 or key in ("ms",))
                and key not in self._forms
                and key not in self._harmless
                and key in self.names
            ):
                return _Found(self._preferred(key), place, last)
        return None

    def _preferred(self, key: str) -> tuple[Named, ...]:
        return tuple(
            sorted(
                self.names.called(key), key=lambda named: (named.source == "fda_unii_names", -named.listings)
            )
        )

    def _is_unclear(self, found: _Found) -> bool:
        own = [named for named in found.named if named.source not in ("fda_ndc_2019_04", "fda_unii_names")]
        if own or found.named[0].kind == "ingredient":
            return False
        totals: dict[tuple[str, ...], int] = {}
        for named in found.named:
            totals[named.ingredients] = totals.get(named.ingredients, 0) + named.listings
        return totals[found.ingredients] < CLEAR_SHARE * sum(totals.values())

    def _is_combination(self, found: list[_Found], words: list[str]) -> bool:
        """Whether each name stands beside the next, with nothing or "and" between them."""
        for one, other in itertools.pairwise(found):
            between = words[one.last + 1 : other.first]
            if any(
                word not in BETWEEN_PARTS and word not in self._harmless and not word[0].isdigit()
                for word in between
            ):
                return False
        single = all(len(each.ingredients) == 1 for each in found)
        return (
            single
            and len(found) <= 4
            and all(
                each.named[0].kind in ("ingredient", "generic", "other", "abbreviation") for each in found
            )
        )

    def _nested(self, text: str, found: list[_Found], left: tuple[str, ...]) -> Resolution | None:
        """A brand beside its own generic name ("insulin glargine (Lantus)") is one medicine."""
        largest = max(found, key=lambda each: len(each.ingredients))
        if all(set(each.ingredients) <= set(largest.ingredients) for each in found):
            return Resolution(
                text,
                "likely" if left else "matched",
                largest.ingredients,
                name=largest.named[0].name,
                not_used=left,
            )
        return None

    def _ambiguous(self, text: str, found: list[_Found], left: tuple[str, ...]) -> Resolution:
        if found[0].named[0].error_prone:
            named = found[0].named[0]
            why = f"This abbreviation is unsafe ({named.source}): it has been read as another medicine."
            return Resolution(text, "ambiguous", candidates=named.ingredients, not_used=left, why=why)
        candidates = dict.fromkeys("|".join(named.ingredients) for each in found for named in each.named)
        return Resolution(
            text,
            "ambiguous",
            candidates=tuple(candidates)[:6],
            not_used=left,
            why="More than one medicine fits.",
        )

    def _fuzzy(self, text: str, words: list[str]) -> Resolution:
        kept = [
            word
            for word in words
            if word not in self._forms and word not in self._harmless and not word[0].isdigit()
        ]
        near = self._similar.to(" ".join(kept)) if kept else ()
        if not near:
            return Resolution(text, "unknown", not_used=tuple(kept), why="No medicine of this name is known.")
        best = near[0]
        if len(near) == 1:
            why = f"Read as a misspelling of {best.name}."
            return Resolution(text, "likely", best.ingredients, name=best.name, why=why)
        candidates = tuple(dict.fromkeys("|".join(each.ingredients) for each in near))[:6]
        return Resolution(
            text, "ambiguous", candidates=candidates, why="It is close to more than one medicine."
        )

    def _with_details(
        self, answer: Resolution, amounts: tuple[Written, ...], written: str, rest: str
    ) -> Resolution:
        form, route = self._form_and_route(words_of(rest))
        if not answer.is_known:
            return replace(answer, strength=written, form=form, route=route)
        named = self._preferred(answer.name)[0] if answer.name in self.names else None
        shapes = tuple(shape for shape in (named.shapes if named else ()) if shape.form)
        route = route or (named.route if named and named.route else _only_route(shapes))
        form = form or (named.form if named else "")
        sold = (
            named.sold if named and named.sold else _only({shape.sold for shape in shapes})
        ) or self._sold(answer)
        return replace(
            answer,
            strengths=_strengths(answer.ingredients, amounts, shapes, rest),
            strength=written,
            form=form,
            route=route,
            sold=sold,
            rxcui=self._rxcui(answer),
        )

    def _form_and_route(self, words: list[str]) -> tuple[str, str]:
        form = route = ""
        for size in (2, 1):
            for place in range(len(words) - size + 1):
                said = self._forms.get(" ".join(words[place : place + size]))
                if said:
                    form, route = form or said[0], route or said[1]
        return form, route

    def _rxcui(self, answer: Resolution) -> str:
        if len(answer.ingredients) != 1 or answer.ingredients[0] not in self.names.ingredients:
            return ""
        return self.names.ingredients[answer.ingredients[0]].rxcui

    def _sold(self, answer: Resolution) -> str:
        kinds = {
            self.names.ingredients[name].sold for name in answer.ingredients if name in self.names.ingredients
        }
        return "rx" if "rx" in kinds else "otc" if kinds else ""


def _readable(text: str) -> str:
    return re.sub(r"[\u200b-\u200f\u202a-\u202e\u2066-\u2069]", "", text)


def _only(values: set[str]) -> str:
    return next(iter(values)) if len(values) == 1 else ""


def _only_route(shapes: tuple[Shape, ...]) -> str:
    return _only({plain_route(shape.route) for shape in shapes})


def plain_route(listed: str) -> str:
    """Return our word for a route as FDA listings name it.

    >>> plain_route("respiratory (inhalation)"), plain_route("subcutaneous")
    ('inhaled', 'subcutaneous')
    """
    return next((ours for word, ours in ROUTE_WORDS if word in listed), "other" if listed else "")


def _strengths(
    ingredients: tuple[str, ...], amounts: tuple[Written, ...], shapes: tuple[Shape, ...], rest: str
) -> tuple[Strength, ...]:
    """Give each ingredient its amount: by the listed product with these amounts, else by order of naming."""
    if len(ingredients) == 1 and amounts:
        return (_strength(ingredients[0], amounts[0]),) if amounts[0].unit else ()
    if len(amounts) != len(ingredients) or not amounts:
        return ()
    named = _by_listing(amounts, shapes) or _by_order(ingredients, rest)
    return (
        tuple(_strength(name, amount) for name, amount in zip(named, amounts, strict=True)) if named else ()
    )


def _strength(ingredient: str, written: Written) -> Strength:
    return Strength(ingredient, written.amount, written.unit or "mg", written.per, written.per_unit)


def _by_listing(amounts: tuple[Written, ...], shapes: tuple[Shape, ...]) -> tuple[str, ...]:
    for shape in shapes:
        listed = {
            Decimal(part.partition("=")[2].split()[0]): part.partition("=")[0]
            for part in shape.strength.split("|")
            if part
        }
        if len(listed) == len(amounts) and set(listed) == {each.amount for each in amounts}:
            return tuple(listed[each.amount] for each in amounts)
    return ()


def _by_order(ingredients: tuple[str, ...], rest: str) -> tuple[str, ...]:
    text = rest.casefold()
    places = {name: text.find(name) for name in ingredients}
    return tuple(sorted(ingredients, key=places.__getitem__)) if min(places.values()) >= 0 else ()
