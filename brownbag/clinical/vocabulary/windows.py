"""The names that stand in a row of words: first as they are spelled, then what is left over as a misspelling."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from rapidfuzz import process
from rapidfuzz.distance import OSA

from brownbag.clinical.vocabulary.names import FOLDER, Named, Names, rows_of
from brownbag.clinical.vocabulary.similar import Near, Similar
from brownbag.clinical.vocabulary.text import key_of

LONGEST_NAME_IN_WORDS = 7
# More words than this are a story, not a name; only so many are tried as misspellings.
PIECES_TRIED, PIECES_IN_ONE_NAME = 8, 3
# Beside a name that is spelled right, another word is taken for a second one only when it is this close.
SECOND_NAME_COST, SECOND_NAME_LETTERS = 1.3, 6
# Words that are mostly part of a salt or a description, but also stand for a medicine when nothing else is named;
# not beside a word for medicines in general: "thyroid medicine" names none.
PLAIN_NAMES = frozenset(["calcium", "magnesium", "potassium", "zinc", "thyroid"])
ANY_MEDICINE = frozenset(
    ["pill", "pills", "med", "meds", "medicine", "medicines", "medication", "medications", "drug", "drugs"]
)
# Words that describe a product and are trade names of some shop as well.
DESCRIBING = frozenset(
    [
        "allergy",
        "cold",
        "flu",
        "cough",
        "sinus",
        "night",
        "severe",
        "sleep",
        "aid",
        "strength",
        "hour",
        "redness",
    ]
)
# A trade name that so few labelers list and that is an everyday word is the word.
SELDOM_LISTED = 3
# Endings of ordinary words: "controlled" and "controls" are "control".
ENDINGS = ("s", "es", "ed", "d", "ing", "ly", "er", "ers", "al")
# Two letters are too few for a name, except where an unsafe abbreviation must be caught.
SHORT_NAMES = frozenset(["ms", "b6", "d3", "t3", "t4"])


@dataclass(frozen=True, slots=True)
class Found:
    """A name in the text: what it stands for, from which word to which, and whether it was misspelt."""

    named: tuple[Named, ...]
    first: int
    last: int
    misspelt: bool = False
    slips: float = 0

    @property
    def ingredients(self) -> tuple[str, ...]:
        """What the likeliest meaning of the name contains."""
        return self.named[0].ingredients


@dataclass(frozen=True, slots=True)
class Reading:
    """All names found in a text, the words left over, and the names it is too close to call between."""

    found: tuple[Found, ...] = ()
    left: tuple[str, ...] = ()
    unsure: tuple[Near, ...] = ()


@dataclass(frozen=True, slots=True)
class _Piece:
    """A name, or a word that may belong to one: as it stands, or because it is misspelt."""

    text: str
    first: int
    last: int
    found: Found | None = None
    plain: bool = False
    misspelt: bool = False


class Windows:
    """Reads names out of words. It knows which words are plain: forms, routes and words that mean nothing here."""

    def __init__(self, names: Names, similar: Similar) -> None:
        self._names = names
        self._similar = similar
        self.forms = {
            key_of(row["word"]): (row["form"], row["route"]) for row in rows_of(FOLDER / "forms.csv")
        }
        self.harmless = {row["word"] for row in rows_of(FOLDER / "harmless_words.csv")}
        kinds = {key_of(row["words"]) for row in rows_of(FOLDER / "classes.csv")}
        self._kinds = sorted(kind for kind in kinds if len(kind) > 5 and " " not in kind)
        self._ordinary = {row["word"] for row in rows_of(FOLDER / "ordinary_words.csv")} | kinds
        self._plain = sorted(word for word in self.harmless | self.forms.keys() if len(word) > 4)

    def read(self, words: list[str]) -> Reading:
        """Return the names in the words; a word spelled like a plain one is a name only if nothing else is."""
        exact = self.exact(words)
        pieces = self._pieces(words, exact)
        if exact and not any(piece.misspelt for piece in pieces):
            return Reading(tuple(exact))
        reading = self._corrected(pieces, bool(exact))
        if reading.found or reading.unsure or reading.left:
            return reading
        return Reading(tuple(self._plain_name(words)))

    def _plain_name(self, words: list[str]) -> list[Found]:
        """A name spelled like a plain word ("calcium", "thyroid"), where it is all that the text says."""
        found = [each for each in self.exact(words, plain_too=True) if words[each.first] in PLAIN_NAMES]
        general = ANY_MEDICINE & set(words) and "thyroid" in words
        return found if len(found) == 1 and not general else []

    def exact(self, words: list[str], *, plain_too: bool = False) -> list[Found]:
        """Return the longest names as they are spelled, from the left, each word used once."""
        found, place = [], 0
        while place < len(words):
            match = self._longest_from(words, place, plain_too)
            if match:
                found.append(match)
            place = match.last + 1 if match else place + 1
        return found

    def is_plain(self, word: str) -> bool:
        """Whether a word says nothing about which medicine it is."""
        return word in self.harmless or word in self.forms or word[0].isdigit()

    def only_describes(self, name: str) -> bool:
        """Whether a name is made of ordinary words only ("extra strength", "allergy relief")."""
        return all(
            self.is_plain(word) or word in self._ordinary or word in DESCRIBING for word in name.split()
        )

    def preferred(self, key: str) -> tuple[Named, ...]:
        """Return the meanings of a name, the most usual first."""
        return tuple(
            sorted(
                self._names.called(key),
                key=lambda named: (named.source == "fda_unii_names", -named.listings),
            )
        )

    def _longest_from(self, words: list[str], place: int, plain_too: bool) -> Found | None:
        for last in range(min(len(words), place + LONGEST_NAME_IN_WORDS) - 1, place - 1, -1):
            key = " ".join(words[place : last + 1])
            long_enough = len(key) > 2 or key in SHORT_NAMES
            is_plain = not plain_too and (key in self.forms or key in self.harmless)
            if long_enough and not is_plain and key in self._names and not self._is_chance_name(key):
                return Found(self.preferred(key), place, last)
        return None

    def _is_chance_name(self, key: str) -> bool:
        """An everyday word that some list also gives as a name ("paper", "hair") is not one here."""
        return key in self._ordinary and all(
            named.source == "fda_unii_names" or (named.kind == "brand" and named.listings <= SELDOM_LISTED)
            for named in self._names.called(key)
        )

    def _is_ordinary(self, word: str) -> bool:
        stems = (
            word,
            *(word.removesuffix(end) for end in ENDINGS),
            *(f"{word.removesuffix(end)}e" for end in ENDINGS),
        )
        if any(stem in self._ordinary for stem in stems):
            return True
        # "insuline" is the kind insulin, misspelt, and must never become inulin.
        return process.extractOne(word, self._kinds, scorer=OSA.distance, score_cutoff=1) is not None

    def _pieces(self, words: list[str], exact: list[Found]) -> list[_Piece]:
        starts = {each.first: each for each in exact}
        pieces, place = [], 0
        while place < len(words):
            each = starts.get(place)
            last = each.last if each else place
            if piece := self._piece(words, place, last, each):
                pieces.append(piece)
            place = last + 1
        return pieces

    def _piece(self, words: list[str], first: int, last: int, found: Found | None) -> _Piece | None:
        text = " ".join(words[first : last + 1])
        if found:
            return _Piece(text, first, last, found)
        if not self.is_plain(text):
            return _Piece(text, first, last, plain=self._nearly_plain(text), misspelt=True)
        return _Piece(text, first, last, plain=True) if text in self._parts_of_names else None

    def _nearly_plain(self, word: str) -> bool:
        if len(word) < 5 or word in self._names:
            return False
        return process.extractOne(word, self._plain, scorer=OSA.distance, score_cutoff=1) is not None

    @cached_property
    def _parts_of_names(self) -> frozenset[str]:
        """Plain words that are part of some name: sodium, acid, vitamin, oil."""
        words = {word for name in self._names.ingredients for word in key_of(name).split()}
        return frozenset(self.harmless & words) - {"of", "and", "with", "for", "to", "in"}

    def _corrected(self, pieces: list[_Piece], beside_exact: bool) -> Reading:
        found: list[Found] = []
        left: list[str] = []
        unsure: tuple[Near, ...] = ()
        place = 0
        while place < len(pieces):
            size, near = self._nearest_from(pieces, place, beside_exact) if place < PIECES_TRIED else (1, ())
            if len(near) == 1:
                first, last = pieces[place].first, pieces[place + size - 1].last
                found.append(
                    Found(self.preferred(near[0].name), first, last, misspelt=True, slips=near[0].cost)
                )
            elif each := pieces[place].found:
                found.append(each)
            elif not pieces[place].plain:
                left.append(pieces[place].text)
            unsure = unsure or (near if len(near) > 1 else ())
            place += size if len(near) == 1 else 1
        return Reading(tuple(found), tuple(left), unsure)

    def _nearest_from(
        self, pieces: list[_Piece], place: int, beside_exact: bool
    ) -> tuple[int, tuple[Near, ...]]:
        unsure: tuple[Near, ...] = ()
        for size in range(min(PIECES_IN_ONE_NAME, len(pieces) - place), 0, -1):
            tried = pieces[place : place + size]
            if not any(piece.misspelt for piece in tried):
                continue
            if size == 1 and self._is_ordinary(tried[0].text):
                continue
            near = self._similar.to(" ".join(piece.text for piece in tried))
            if size == 1 and near and (beside_exact or tried[0].plain):
                near = near if self._is_second_name(tried[0].text, near[0]) else ()
            if len(near) == 1:
                return size, near
            unsure = near or unsure
        return 1, unsure

    def _is_second_name(self, text: str, near: Near) -> bool:
        return len(text) >= SECOND_NAME_LETTERS and near.cost <= SECOND_NAME_COST
