"""Every line of the files about directions, one by one."""

import csv
import re
from decimal import Decimal

import pytest

from brownbag.clinical.directions import phrases, read, say
from brownbag.clinical.directions.reading.walk import HANDLERS
from brownbag.clinical.directions.spanish import FOLDER

# "3 hour" is not English; one of them is meant.
ONE_OF = re.compile(r"3(?= (?:hour|time)\b)")
TURNING = {"steps_named", "unclear", "strength", "sliding", "repeat", "up_to"}
LINES = sorted({phrase: meanings for phrase, meanings in phrases.load()}.items())
UNITS = sorted(phrases.load().units)
# What each abbreviation of a prescription means: times a day, and whether it is one that ISMP lists as error-prone.
ABBREVIATIONS = {
    "qd": ("1", True), "od": ("1", True), "bid": ("2", False), "bd": ("2", False), "tid": ("3", False),
    "tds": ("3", False), "qid": ("4", False), "qds": ("4", False), "qod": ("0.5", True), "qhs": ("1", True),
    "hs": ("1", True), "q.h.s.": ("1", True), "qam": ("1", False), "qpm": ("1", False), "q am": ("1", False),
    "om": ("1", False), "mane": ("1", False), "nocte": ("1", False), "q4h": ("6", False), "q6h": ("4", False),
    "q8h": ("3", False), "q12h": ("2", False), "q24h": ("1", False), "q4-6h": ("6", False), "ac": ("3", False),
    "pc": ("3", False), "ac & hs": ("4", True), "qwk": ("0.1429", False), "biw": ("0.2857", False),
    "tiw": ("0.4286", False), "qiw": ("0.5714", True), "mwf": ("0.4286", False), "tts": ("0.4286", False),
    "q.d.": ("1", True), "b.i.d.": ("2", False), "t.i.d.": ("3", False), "q.i.d.": ("4", False),
    "2x daily": ("2", False), "3x/week": ("0.4286", False), "q3d": ("0.3333", False), "q2w": ("0.0714", False),
}  # fmt: skip
ROUTES = {
    "po": "oral", "sl": "sublingual", "pr": "rectal", "pv": "vaginal", "im": "intramuscular", "iv": "intravenous",
    "sc": "subcutaneous", "sq": "subcutaneous", "subcut": "subcutaneous", "inh": "inhaled", "ou": "ophthalmic",
    "os": "ophthalmic", "au": "otic", "ad": "otic", "en": "nasal",
}  # fmt: skip
SHORT_UNITS = {
    "tab": "tablet", "tabs": "tablet", "cap": "capsule", "gtt": "drop", "gtts": "drop", "supp": "suppository",
    "tsp": "teaspoon", "tbsp": "tablespoon", "cc": "mL", "ml": "mL", "u": "unit", "iu": "unit", "neb": "vial",
}  # fmt: skip
SPANISH = [
    row
    for row in csv.DictReader(
        line for line in (FOLDER / "spanish.csv").read_text("utf-8").splitlines() if not line.startswith("#")
    )
]


def test_every_kind_of_meaning_is_acted_on():
    assert {meaning.kind for _, meanings in LINES for meaning in meanings} <= set(HANDLERS)


def test_every_phrase_is_read_whole():
    turning = [phrase for phrase, meanings in LINES if TURNING & {meaning.kind for meaning in meanings}]
    left = {phrase: _left_over(phrase) for phrase, _ in LINES if phrase not in turning}
    assert {phrase: words for phrase, words in left.items() if words} == {}


def _left_over(phrase):
    """What is not used when a phrase stands beside a dose; a filler alone is nothing to use."""
    text = " ".join(phrase).replace("#", "3")
    found = read(f"{text} 1 dose" if phrase[-1] == "and" else f"1 dose {text}")
    return set(found.not_used) - {"alternating"} - ({phrase[-1]} & {"on", "every", "each"})


@pytest.mark.parametrize("short", ABBREVIATIONS)
def test_an_abbreviation_is_known_and_a_dangerous_one_is_named(short):
    amount, unsafe = ABBREVIATIONS[short]
    found = read(f"1 tab po {short}")
    assert found.outcome == "understood", found
    assert round(found.amount_per_day, 4) == Decimal(amount)
    assert any("easily misread" in reason for reason in found.why) == unsafe


@pytest.mark.parametrize("short", ROUTES)
def test_an_abbreviated_route_is_known(short):
    assert read(f"1 dose {short} daily").route == ROUTES[short]


@pytest.mark.parametrize("short", SHORT_UNITS)
def test_an_abbreviated_unit_is_known(short):
    assert read(f"1 {short} daily").unit == SHORT_UNITS[short]


@pytest.mark.parametrize("unit", UNITS)
def test_more_than_can_be_meant_is_doubted(unit):
    known = phrases.load().units[unit]
    at_once = read(f"Inject {known.largest * 2} {unit} daily")
    assert at_once.outcome == "partly"
    assert at_once.amount_per_day is None


@pytest.mark.parametrize("row", SPANISH, ids=lambda row: row["english"])
def test_a_spanish_piece_has_its_numbers_and_places(row):
    english, spanish = row["english"], row["spanish"]
    for place in ("[number]", "[amount]", "[reason]", "[day]"):
        assert english.count(place) == spanish.count(place)
    assert english.endswith(".") == spanish.endswith(".")
    assert not {"once", "diario"} & set(spanish.split())


@pytest.mark.parametrize(
    "row", [row for row in SPANISH if row["kind"] == "when"], ids=lambda row: row["english"]
)
def test_a_spanish_time_is_said_for_its_english(row):
    english = row["english"].replace("[day] to [day]", "Monday to Friday")
    for figure in ("3", "5", "7"):
        english = english.replace("[number]", figure, 1)
    english = ONE_OF.sub("1", english)
    if english.startswith("on day"):
        return
    other = "Take 1 tablet on Monday and 2 tablets on all other days" if "other days" in english else ""
    said = say(read(other or f"Take 1 tablet {english}"), language="es")
    wanted = row["spanish"].replace("[day]", "lunes", 1).replace("[day]", "viernes", 1)
    parts = [part.strip() for part in wanted.split("[number]") if part.strip()]
    assert said.complete, said.text
    assert all(part in said.text.replace("\N{NO-BREAK SPACE}", " ") for part in parts), said.text


@pytest.mark.parametrize(
    "row",
    [row for row in SPANISH if row["kind"] == "unit" and row["english"] != "it"],
    ids=lambda row: row["english"],
)
def test_a_spanish_unit_is_counted(row):
    one, many, _ = row["spanish"].split(";")
    unit = "milliequivalents" if row["english"] == "meq" else row["english"]
    said = {number: say(read(f"Take {number} {unit} daily"), language="es").text for number in (1, 2)}
    assert f"1\N{NO-BREAK SPACE}{one}" in said[1]
    assert f"2\N{NO-BREAK SPACE}{many}" in said[2] or "ring" in unit


@pytest.mark.parametrize(
    "row", [row for row in SPANISH if row["kind"] == "reason"], ids=lambda row: row["english"]
)
def test_a_spanish_reason_is_said(row):
    said = say(read(f"Take 1 tablet daily as needed for {row['english']}"), language="es")
    assert said.complete
    assert f"solo si lo necesita para {row['spanish']}." in said.text


@pytest.mark.parametrize(
    "row",
    [row for row in SPANISH if row["kind"] == "note" and "label" not in row["english"]],
    ids=lambda row: row["english"],
)
def test_a_spanish_note_is_said(row):
    english = row["english"].replace("[number] to [number]", "4 to 8").replace("[number]", "30")
    said = say(read(f"Take 1 tablet daily. {english}"), language="es")
    if "May repeat" in english:
        said = say(read(f"Take 1 tablet daily. {english} No more than 2 tablets in one day."), language="es")
    assert said.complete, said.text
    assert row["spanish"].split("[number]")[0].strip() in said.text.replace("\N{NO-BREAK SPACE}", " ")
