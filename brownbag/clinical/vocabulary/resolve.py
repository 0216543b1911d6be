"""From a piece of text to the medicine it means, or the plain statement that it is not known."""

from __future__ import annotations

import itertools
import re
from decimal import Decimal

from brownbag.clinical.vocabulary.codes import (
    ndc_candidates,
    product_candidates,
    product_of,
    rxcui_key,
    rxcui_of,
)
from brownbag.clinical.vocabulary.details import form_and_route, product_answer, with_details
from brownbag.clinical.vocabulary.medicine import Resolution
from brownbag.clinical.vocabulary.names import FOLDER, Names, rows_of
from brownbag.clinical.vocabulary.similar import Similar
from brownbag.clinical.vocabulary.strengths import strengths_in
from brownbag.clinical.vocabulary.text import LONGEST, key_of, words_of
from brownbag.clinical.vocabulary.windows import Found, Reading, Windows

# Names that only a list of substances has.
RARE = ("fda_unii_names", "rxnorm_unii_2014")
# A name stands for one set of ingredients when at least this share of its listings say so.
CLEAR_SHARE = Decimal("0.75")
# A rare name this close to one of a much listed medicine may well be that one, misspelt.
RARE_NAME_COST, OFTEN_LISTED = 1.0, 25
# Beside words that are not understood a misspelling must be a near one of a long name.
STRAY_COST, STRAY_LETTERS = 1.0, 7
MOST_PARTS = 4
BETWEEN_PARTS = frozenset({"and", "with", "plus", "w"})
OWNERS = frozenset({"a", "the", "my", "some", "her", "his", "their", "an", "any"})
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
# The four letters without meaning that the FDA adds to the name of a biologic.
BIOLOGIC = re.compile(r"(mab|cept|stim|tide|alfa|beta|ase|pept|glargine|aspart|lispro|toxina)$")

ONLY_A_CODE = re.compile(r"(ndc|rxnorm|rxcui)\s*[:#]?\s*[\d-]+", re.IGNORECASE)
# The supplement is told from the word "same" by its capitals alone.
SAME = re.compile(r"\bSAM-?e\b")


class Resolver:
    """Resolves texts against all names. Made once; every call is independent of the others."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self._similar = Similar(names)
        self._windows = Windows(names, self._similar)
        self._kinds = {key_of(row["words"]): row for row in rows_of(FOLDER / "classes.csv")}

    def resolve(self, text: str) -> Resolution:
        """Return what a text means; see the class `Resolution` for the outcomes."""
        if len(text) > LONGEST:
            return Resolution(text[:LONGEST], "unknown", why="The text is too long to be one medicine.")
        if product := self._by_code(text):
            return product
        if ONLY_A_CODE.fullmatch(text.strip()):
            why = "It is named only by a code, and no loaded drug list knows the code; read the name on the bottle."
            return Resolution(text, "unknown", why=why)
        words = key_of(SAME.sub("ademetionine", text)).split()
        if not any(any(sign.isalpha() for sign in word) for word in words):
            return Resolution(text, "unknown", why="There is no name in it.")
        if known := self._not_a_medicine(text, words):
            return known
        amounts, written, rest = strengths_in(_readable(SAME.sub("ademetionine", text)))
        plain = _acids_in_english(self._words_to_read(words, key_of(rest).split()))
        answer = self._answer(text, plain)
        return with_details(
            answer,
            named=self._windows.preferred(answer.name)[0] if answer.name in self.names else None,
            names=self.names,
            amounts=amounts,
            written=written,
            said=form_and_route(words_of(rest), self._windows.forms),
            rest=rest,
        )

    def _by_code(self, text: str) -> Resolution | None:
        """The product of a National Drug Code, where a list with codes is loaded."""
        if not any(sign.isdigit() for sign in text):
            return None
        codes = {*product_candidates(text), *(product_of(each) for each in ndc_candidates(text))}
        codes |= {rxcui_key(code) for code in [rxcui_of(text)] if code}
        found = [named for code in sorted(codes) for named in self.names.product(code)]
        meanings = sorted({"|".join(named.ingredients) for named in found})
        if len(meanings) != 1:
            why = "The code fits more than one product; write it with its hyphens."
            return Resolution(text, "ambiguous", candidates=tuple(meanings), why=why) if found else None
        return product_answer(text, found[0])

    def _not_a_medicine(self, text: str, words: list[str]) -> Resolution | None:
        short = " ".join(itertools.dropwhile(OWNERS.__contains__, words))
        number_free = " ".join(word for word in short.split() if not word[0].isdigit())
        for tried in (" ".join(words), short, number_free):
            if tried in self._kinds:
                row = self._kinds[tried]
                if row["kind"] == "class":
                    why = "It names a kind of medicine, not one."
                    return Resolution(text, "not_a_medicine", drug_class=row["class"], why=why)
                return Resolution(text, "not_a_medicine", why="It is not a medicine.")
        return None

    def _words_to_read(self, words: list[str], rest: list[str]) -> list[str]:
        """The words without strengths, unless a number belongs to the name ("Humulin 70/30")."""
        numbered = any(
            any(word[0].isdigit() for word in words[each.first : each.last + 1])
            for each in self._windows.exact(words)
        )
        return words if numbered or not rest else rest

    def _answer(self, text: str, words: list[str]) -> Resolution:
        reading = self._windows.read(words)
        found = reading.found
        left = self._left_over(reading, words)
        if not found:
            return self._not_found(text, reading, left)
        found, described = self._without_descriptions(found)
        turned = self._changes_product(found, (*left, *described))
        if (
            reading.unsure
            or turned
            or (left and self._is_guess(found))
            or any(self._is_unclear(each) for each in found)
        ):
            return self._ambiguous(text, reading, left)
        if len({each.ingredients for each in found}) > 1:
            found = self._as_one(found, words)
            if not found or self._is_invented(found):
                return self._ambiguous(text, reading, left)
        return self._settled(text, found, left)

    def _without_descriptions(self, found: tuple[Found, ...]) -> tuple[tuple[Found, ...], tuple[str, ...]]:
        """Leave out names that only describe beside a real one: shops sell products called "Extra Strength"."""
        weak = [each for each in found if self._is_description(each)]
        if not weak or len(weak) == len(found):
            return found, ()
        words = tuple(word for each in weak for word in each.named[0].name.split())
        return tuple(each for each in found if each not in weak), words

    def _is_guess(self, found: tuple[Found, ...]) -> bool:
        """Whether, among words nobody knows, the only name is a far or short misspelling: "mountain cedar"."""
        far = any(each.slips > STRAY_COST or len(each.named[0].name) < STRAY_LETTERS for each in found)
        return far and all(each.misspelt for each in found)

    def _is_description(self, found: Found) -> bool:
        best = found.named[0]
        return best.kind == "brand" and not best.ours and self._windows.only_describes(best.name)

    def _changes_product(self, found: tuple[Found, ...], words: tuple[str, ...]) -> bool:
        """Whether words beside a trade name make another product of its family ("Tylenol Cold")."""
        if not set(words) & CHANGES_PRODUCT:
            return False
        return any(self._family_varies(each) for each in found)

    def _family_varies(self, found: Found) -> bool:
        first = found.named[0].name.split()[0]
        family = (named for named in self.names.starting_with(f"{first} ") if named.kind == "brand")
        return any(named.ingredients != found.ingredients for named in family)

    def _is_invented(self, found: tuple[Found, ...]) -> bool:
        """Whether two misspelt names would make a medicine that nobody sells."""
        parts = tuple(sorted({name for each in found for name in each.ingredients}))
        return sum(each.misspelt for each in found) > 1 and not self.names.are_sold_together(parts)

    def _left_over(self, reading: Reading, words: list[str]) -> tuple[str, ...]:
        biologic = {each.last + 1 for each in reading.found if BIOLOGIC.search(words[each.last])}
        suffixes = {words[place] for place in biologic if place < len(words) and len(words[place]) == 4}
        return tuple(word for word in reading.left if word not in suffixes)

    def _settled(self, text: str, found: tuple[Found, ...], left: tuple[str, ...]) -> Resolution:
        ingredients = tuple(sorted({name for each in found for name in each.ingredients}))
        misspelt = [each for each in found if each.misspelt]
        why = f"Read as a misspelling of {misspelt[0].named[0].name}." if misspelt else ""
        if not why and len(found) > 1 and not self.names.are_sold_together(ingredients):
            why = "It names several medicines that are not listed together as one product."
        name = " / ".join(dict.fromkeys(each.named[0].name for each in found))
        outcome = "likely" if why or left else "matched"
        return Resolution(text, outcome, ingredients, name=name, not_used=left, why=why)

    def _is_unclear(self, found: Found) -> bool:
        best = found.named[0]
        if best.error_prone or self._is_description(found):
            return True
        if best.kind == "ingredient" or any(named.ours for named in found.named):
            return False
        if best.source in RARE:
            return self._is_rare_beside_common(found)
        totals: dict[tuple[str, ...], int] = {}
        for named in found.named:
            totals[named.ingredients] = totals.get(named.ingredients, 0) + named.listings
        return totals[found.ingredients] < CLEAR_SHARE * sum(totals.values())

    def _is_rare_beside_common(self, found: Found) -> bool:
        near = self._similar.to(found.named[0].name)
        common = [
            each
            for each in near
            if 0 < each.cost <= RARE_NAME_COST
            and each.ingredients != found.ingredients
            and max(named.listings for named in self.names.called(each.name)) >= OFTEN_LISTED
        ]
        return bool(common)

    def _as_one(self, found: tuple[Found, ...], words: list[str]) -> tuple[Found, ...]:
        """The names that make one medicine: a brand with its generics, or generics side by side; else none."""
        if not self._stand_together(found, words):
            return self._containing_all(found)
        brands = [each for each in found if _is_trade_name(each)]
        generics = [each for each in found if not _is_trade_name(each)]
        union = {name for each in generics for name in each.ingredients}
        if not brands and len(union) <= MOST_PARTS:
            return found
        if generics and brands and all(set(each.ingredients) <= union for each in brands):
            return tuple(generics)
        return self._containing_all(found)

    def _containing_all(self, found: tuple[Found, ...]) -> tuple[Found, ...]:
        """A brand beside its own generic name ("insulin glargine (Lantus)") is one medicine."""
        largest = max(found, key=lambda each: len(each.ingredients))
        within = all(set(each.ingredients) <= set(largest.ingredients) for each in found)
        return (largest,) if within else ()

    def _stand_together(self, found: tuple[Found, ...], words: list[str]) -> bool:
        between = (words[one.last + 1 : other.first] for one, other in itertools.pairwise(found))
        return all(word in BETWEEN_PARTS or self._windows.is_plain(word) for part in between for word in part)

    def _ambiguous(self, text: str, reading: Reading, left: tuple[str, ...]) -> Resolution:
        unsafe = [each.named[0] for each in reading.found if each.named[0].error_prone]
        if unsafe:
            why = f"This abbreviation is unsafe ({unsafe[0].source}): it has been read as another medicine."
            return Resolution(text, "ambiguous", candidates=unsafe[0].ingredients, not_used=left, why=why)
        meanings = ["|".join(named.ingredients) for each in reading.found for named in each.named]
        near = [
            "|".join(other.ingredients)
            for each in reading.found
            for other in self._similar.to(each.named[0].name)
        ]
        unsure = ["|".join(each.ingredients) for each in reading.unsure]
        candidates = tuple(dict.fromkeys([*meanings, *unsure, *near]))[:6]
        return Resolution(
            text, "ambiguous", candidates=candidates, not_used=left, why="More than one medicine fits."
        )

    def _not_found(self, text: str, reading: Reading, left: tuple[str, ...]) -> Resolution:
        if not reading.unsure and not left:
            return Resolution(text, "not_a_medicine", why="It describes a medicine but does not name one.")
        kind = next((self._kinds[word] for word in left if word in self._kinds), None)
        if not reading.unsure and kind and kind["kind"] == "class":
            why = "It names a kind of medicine, not one."
            return Resolution(text, "not_a_medicine", drug_class=kind["class"], not_used=left, why=why)
        if not reading.unsure:
            return Resolution(text, "unknown", not_used=left, why="No medicine of this name is known.")
        candidates = tuple(dict.fromkeys("|".join(each.ingredients) for each in reading.unsure))[:6]
        return Resolution(
            text, "ambiguous", candidates=candidates, why="It is close to more than one medicine."
        )


def _acids_in_english(words: list[str]) -> list[str]:
    """An acid as other languages name it: "acido ascorbico" is ascorbic acid."""
    turned = list(words)
    for place, word in enumerate(words[:-1]):
        stem = re.sub(r"(?<=.{3})i(?:co|que|cum)$", "ic", words[place + 1])
        if word in ("acido", "acide", "acidum") and stem != words[place + 1]:
            turned[place : place + 2] = [stem, "acid"]
    return turned


def _is_trade_name(found: Found) -> bool:
    """Whether the name hides what is in it; some labelers list plain ingredient names as trade names."""
    best = found.named[0]
    words = best.name.split()
    return best.kind == "brand" and not all(key_of(each).split()[0] in words for each in best.ingredients)


def _readable(text: str) -> str:
    return re.sub(r"[\u200b-\u200f\u202a-\u202e\u2066-\u2069]", "", text)
