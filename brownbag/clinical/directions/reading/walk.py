"""One walk over the words of a direction: every word is used, or listed as not used."""

from __future__ import annotations

from brownbag.clinical import vocabulary
from brownbag.clinical.directions.phrases import Item, Phrases
from brownbag.clinical.directions.reading.doses import DRUG_UNITS, dose_at, take_dose
from brownbag.clinical.directions.reading.on_timing import TIMING_HANDLERS, on_clock
from brownbag.clinical.directions.reading.on_words import WORD_HANDLERS
from brownbag.clinical.directions.reading.state import Reading
from brownbag.clinical.directions.tokens import Number, Token, is_clock, is_mark, said, tokens_of

HANDLERS = TIMING_HANDLERS | WORD_HANDLERS
INSIDE_A_REASON = frozenset({"harmless", "reason_or_harmless"})
# After these, "and" no longer joins what comes next to what stood before it.
CLOSES = frozenset(TIMING_HANDLERS)
LONGEST_REASON = 14
# Alone at the end, "on" is no filler: in Britain it is every night.
NEEDS_MORE = frozenset({"on", "every", "each"})


def walk(tokens: list[Token], known: Phrases) -> Reading:
    """Return what the words say; nothing is judged yet."""
    reading = Reading()
    tokens = [_corrected(token, reading, known) for token in tokens]
    place = 0
    while place < len(tokens):
        place += _use_at(tokens, place, reading, known)
    return reading


def _corrected(token: Token, reading: Reading, known: Phrases) -> Token:
    if not isinstance(token, str):
        return token
    better = known.corrected(token)
    if better is None or vocabulary.load().names.called(token):
        return token
    reading.corrections.append(f"“{token}” was read as “{better}”.")
    return tokens_of(better)[0]


def _use_at(tokens: list[Token], place: int, reading: Reading, known: Phrases) -> int:
    """Use what begins at a place, and return how many words it took."""
    token = tokens[place]
    if reading.keeping:
        return _keep(tokens, place, reading)
    item = known.longest_at(tokens, place)
    if is_mark(token) and not item:
        _on_mark(reading, token)
        return 1
    if isinstance(token, str) and is_clock(token):
        on_clock(reading, token)
        return 1
    if _goes_on(tokens, place, reading, known):
        reading.part.reason.append("and")
        return 1
    dose = dose_at(tokens, place, known)
    if item and len(item.words) > (dose[2] if dose else 0):
        _apply(reading, item)
        if item.words[-1] in NEEDS_MORE and _ends(tokens, place + len(item.words)):
            reading.unused.append(item.words[-1])
        return len(item.words)
    if dose:
        behind = tokens[place + dose[2]] if place + dose[2] < len(tokens) else ""
        inside = place > 0 and tokens[place - 1] in ("in", "with")
        take_dose(reading, dose[0], dose[1], is_total=behind == "total", stands_apart=inside)
        reading.new_sentence = False
        return dose[2]
    return _unknown(tokens, place, reading, known)


def _goes_on(tokens: list[Token], place: int, reading: Reading, known: Phrases) -> bool:
    """Whether "and" joins two reasons ("nausea and vomiting") and not two directions."""
    if tokens[place] != "and" or not reading.in_reason or not reading.part.reason:
        return False
    if _ends(tokens, place + 1) or dose_at(tokens, place + 1, known):
        return False
    return isinstance(tokens[place + 1], str) and known.longest_at(tokens, place + 1) is None


def _ends(tokens: list[Token], place: int) -> bool:
    return place >= len(tokens) or is_mark(tokens[place])


def _on_mark(reading: Reading, mark: Token) -> None:
    """A full stop ends a reason; a comma does not where the reason is still to come or goes on."""
    if mark != "," or not reading.part.as_needed:
        reading.in_reason = False
    elif reading.in_reason and reading.part.reason:
        reading.part.reason.append("or")
    reading.new_sentence = mark != ","


def _keep(tokens: list[Token], place: int, reading: Reading) -> int:
    """Keep the rest of a sentence that only explains, word for word; an amount in it ends that."""
    token = tokens[place]
    if token == "." or isinstance(token, Number):
        reading.keeping = False
        return 1 if token == "." else 0
    reading.notes[-1] += f" {token}" if not is_mark(token) else f"{token}"
    return 1


def _apply(reading: Reading, item: Item) -> None:
    if reading.in_reason and all(meaning.kind in INSIDE_A_REASON for meaning in item.meanings):
        if reading.part.reason or item.meanings[0].kind == "harmless":
            reading.part.reason.extend(item.words)
        return
    for meaning in item.meanings:
        if meaning.kind not in INSIDE_A_REASON:
            reading.in_reason = False
        HANDLERS[meaning.kind](reading, meaning, item)
        if meaning.kind in CLOSES:
            reading.joins = reading.new_sentence = False


def _unknown(tokens: list[Token], place: int, reading: Reading, known: Phrases) -> int:
    token = tokens[place]
    if reading.in_reason and isinstance(token, str) and len(reading.part.reason) < LONGEST_REASON:
        reading.part.reason.append(token)
        return 1
    unit, size = known.unit_at(tokens, place)
    if unit and unit.name in DRUG_UNITS:
        reading.unused.append(said(token))
        return size
    size = size if unit else _medicine_at(tokens, place)
    if size:
        return size
    if place == 0 and _is_misspelt_medicine(tokens, reading, known):
        return 1
    reading.unused.append(said(token))
    return 1


def _medicine_at(tokens: list[Token], place: int) -> int:
    """Return how many words at a place name a medicine exactly."""
    for size in (3, 2, 1):
        words = [token for token in tokens[place : place + size] if isinstance(token, str)]
        if len(words) == size and len("".join(words)) > 3 and " ".join(words) in vocabulary.load().names:
            return size
    return 0


def _is_misspelt_medicine(tokens: list[Token], reading: Reading, known: Phrases) -> bool:
    """Whether the text begins with what can only be a medicine before its strength ("gliburide - 2.5 mg")."""
    word = tokens[0]
    unit, _ = known.unit_at(tokens, 2)
    if (
        not isinstance(word, str)
        or not unit
        or unit.name not in DRUG_UNITS
        or not isinstance(tokens[1], Number)
    ):
        return False
    found = vocabulary.load().resolve(word)
    if not found.is_known:
        return False
    reading.corrections.append(f"“{word}” was taken for {' and '.join(found.ingredients)}.")
    return True
