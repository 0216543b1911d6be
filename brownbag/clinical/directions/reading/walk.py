"""One walk over the words of a direction: every word is used, or listed as not used."""

from __future__ import annotations

from brownbag.clinical import vocabulary
from brownbag.clinical.directions.phrases import Item, Phrases
from brownbag.clinical.directions.reading.doses import dose_at, take_dose
from brownbag.clinical.directions.reading.on_timing import TIMING_HANDLERS, on_clock
from brownbag.clinical.directions.reading.on_words import WORD_HANDLERS
from brownbag.clinical.directions.reading.state import Reading
from brownbag.clinical.directions.tokens import Token, is_clock, is_mark, said, tokens_of

HANDLERS = TIMING_HANDLERS | WORD_HANDLERS
INSIDE_A_REASON = frozenset({"harmless", "reason_or_harmless"})


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
    if is_mark(token):
        reading.in_reason = False
        return 1
    if isinstance(token, str) and is_clock(token):
        on_clock(reading, token)
        return 1
    dose = dose_at(tokens, place, known)
    item = known.longest_at(tokens, place)
    if item and len(item.words) > (dose[2] if dose else 0):
        _apply(reading, item)
        return len(item.words)
    if dose:
        take_dose(reading, dose[0], dose[1])
        return dose[2]
    return _unknown(tokens, place, reading, known)


def _apply(reading: Reading, item: Item) -> None:
    for meaning in item.meanings:
        if meaning.kind not in INSIDE_A_REASON:
            reading.in_reason = False
        if reading.in_reason and meaning.kind == "harmless":
            reading.part.reason.extend(item.words)
            continue
        HANDLERS[meaning.kind](reading, meaning, item)


def _unknown(tokens: list[Token], place: int, reading: Reading, known: Phrases) -> int:
    token = tokens[place]
    if reading.in_reason and isinstance(token, str):
        reading.part.reason.append(token)
        return 1
    unit, size = known.unit_at(tokens, place)
    size = size if unit else _medicine_at(tokens, place)
    if size:
        return size
    reading.unused.append(said(token))
    return 1


def _medicine_at(tokens: list[Token], place: int) -> int:
    """Return how many words at a place name a medicine exactly."""
    for size in (3, 2, 1):
        words = [token for token in tokens[place : place + size] if isinstance(token, str)]
        if len(words) == size and len("".join(words)) > 3 and " ".join(words) in vocabulary.load().names:
            return size
    return 0
