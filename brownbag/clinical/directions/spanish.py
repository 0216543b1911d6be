"""Directions in Spanish, from whole pieces only.

The pieces stand in knowledge_base/directions/spanish.csv: what to do and
where, when, as needed, how long, limits, notes. Nothing is translated word by
word: a direction with a piece that is not there has no complete Spanish.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import lru_cache
from importlib.resources import files

from brownbag.clinical.directions.meaning import Amount, Directions
from brownbag.clinical.directions.numbers import number
from brownbag.clinical.directions.sentences import DAYS, NO_BREAK, Group, Need, Sentence, sentences_of

FOLDER = files("brownbag.knowledge_base") / "directions"
_NUMBER = re.compile(r"\d[\d.,:]*")


class _NoPieceError(Exception):
    """A piece of the direction has no Spanish."""


def in_spanish(directions: Directions) -> tuple[str, bool]:
    """Return the directions in Spanish as far as there are pieces, and whether nothing is missing.

    >>> from brownbag.clinical.directions import read
    >>> in_spanish(read("Take 1 tablet by mouth twice daily"))[0].replace("\\xa0", " ")
    'Tome 1 tableta 2 veces al día.'
    >>> in_spanish(read("Take 1 tablet daily for bees"))
    ('', False)
    """
    said, complete = [], True
    for sentence in sentences_of(directions):
        try:
            said.append(_sentence(sentence))
        except _NoPieceError:
            complete = False
    return " ".join(said), complete and bool(said)


def reason_in_spanish(reason: str) -> str:
    """Return the Spanish of a reason as it stands after "para", or nothing where there is none.

    >>> reason_in_spanish("pain"), reason_in_spanish("bees")
    ('el dolor', '')
    """
    return _table()["reason"].get(reason.strip().lower(), "")


def _sentence(sentence: Sentence) -> str:
    if sentence.note:
        return _piece("note", sentence.note)
    if sentence.limit:
        return _amount_in(_piece("limit", sentence.limit), sentence.amounts)
    pieces = (sentence.verb, "[amount]" if sentence.what else "", sentence.place)
    doing = _piece("do", " ".join(part for part in pieces if part))
    what = _what(sentence)
    words = [doing.replace("[amount]", what), *_when(sentence.when)]
    told = " ".join(word for word in words if word)
    extra = [*_need(sentence.need), *(_piece("length", length) for length in sentence.lengths)]
    return f"{', '.join([told, *extra])}."


def _what(sentence: Sentence) -> str:
    if sentence.what == "it":
        return _table()["unit"]["it"].split(";")[0]
    if not sentence.doses:
        spanish = sentence.what if sentence.what in ("", "[amount]") else _piece("turns", sentence.what)
        return _amount_in(spanish, sentence.amounts)
    parts = [" ".join([_amount(amount), *_when(when), *_need(need)]) for amount, when, need in sentence.doses]
    return f"{', '.join(parts[:-1])} y {parts[-1]}" if len(parts) > 1 else parts[0]


def _when(when: Iterable[Group]) -> list[str]:
    """Each group is a list of pieces that belong together: "in the morning and at bedtime"."""
    said = []
    for group in when:
        pieces = [_day_range(each) or _piece("when", each) for each in group]
        said.append(f"{', '.join(pieces[:-1])} y {pieces[-1]}" if len(pieces) > 1 else pieces[0])
    return said


def _day_range(english: str) -> str:
    first, _, last = english.partition(" to ")
    days = _table()["day"]
    if first not in days or last not in days:
        return ""
    pattern = _table()["when"]["[day] to [day]"]
    return pattern.replace("[day]", days[first], 1).replace("[day]", days[last], 1)


def _need(need: Need) -> list[str]:
    if need is None:
        return []
    pattern, reason = need
    told = _piece("need", pattern)
    return [told.replace("[reason]", _piece("reason", reason)) if reason else told]


def _piece(kind: str, english: str) -> str:
    """Return the Spanish of a piece; its numbers go back where they stood."""
    plain = english.replace(NO_BREAK, " ")
    table = _table()[kind]
    if plain in table:
        return table[plain]
    numbers = _NUMBER.findall(plain.rstrip("."))
    pattern = _NUMBER.sub("[number]", plain.rstrip(".")) + ("." if plain.endswith(".") else "")
    spanish = table.get(pattern)
    if spanish is None:
        raise _NoPieceError(english)
    for each in numbers:
        spanish = spanish.replace("[number]", each, 1)
    return re.sub(r"(?<=\d) (?=\w)", NO_BREAK, spanish)


def _amount_in(spanish: str, amounts: tuple[Amount, ...]) -> str:
    for amount in amounts:
        spanish = spanish.replace("[amount]", _amount(amount), 1)
    return spanish


def _amount(amount: Amount) -> str:
    names = _table()["unit"].get(amount.unit)
    if names is None:
        raise _NoPieceError(amount.unit)
    one, many, gender = names.split(";")
    half = "media" if gender == "f" else "medio"
    if amount.low == amount.high and amount.high == Decimal("0.5") and one != many:
        return f"{half} {one}"
    if amount.low == amount.high and amount.high % 1 == Decimal("0.5") and one != many:
        whole = amount.high - Decimal("0.5")
        return f"{number(whole)}{NO_BREAK}{one if whole == 1 else many} y {half}"
    said = number(amount.high)
    if amount.low == 0:
        said = f"hasta{NO_BREAK}{said}"
    elif amount.low != amount.high:
        said = f"{number(amount.low)}{NO_BREAK}a{NO_BREAK}{said}"
    return f"{said}{NO_BREAK}{many if amount.high > 1 else one}"


@lru_cache(maxsize=1)
def _table() -> Mapping[str, dict[str, str]]:
    lines = (FOLDER / "spanish.csv").read_text(encoding="utf-8").splitlines()
    table: dict[str, dict[str, str]] = {}
    for row in csv.DictReader(line for line in lines if not line.startswith("#")):
        table.setdefault(row["kind"], {})[row["english"]] = row["spanish"]
    assert set(DAYS.values()) <= set(table["day"])
    return table
