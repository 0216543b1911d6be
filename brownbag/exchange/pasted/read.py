"""Read a list as people type it: one medicine a line, with whatever follows the name."""

from __future__ import annotations

import re
from datetime import date

from brownbag.clinical import vocabulary
from brownbag.clinical.person.record import Allergy, Medication
from brownbag.exchange.collecting import Collected
from brownbag.exchange.reading import NotUsed, Read, UnusableInput

MOST_LINES = 500
LONGEST_LINE = 300
LONGEST_NAME = 6
SAMPLE = 40
# A text of which fewer lines than this share are medicines is no list of medicines.
FEWEST = 0.34
HEADING = re.compile(
    r"^(my |current |home |active )?(medications?|medicines?|meds|drugs?|pills?|prescriptions?|supplements?|vitamins"
    r"|over.the.counter|otc)( list)?( as of .*)?\s*:?$",
    re.IGNORECASE,
)
ALLERGIES = re.compile(r"^(?:allerg(?:ies|y|ic to))\s*[:\-–]?\s*(.*)$", re.IGNORECASE)
NONE_KNOWN = re.compile(r"^(none|no known.*|nkda|nka)\.?$", re.IGNORECASE)
BULLET = re.compile(r"^\s*(?:[-–*•·>]+|\(?\d{1,3}[.)])\s+")
STOPPED = re.compile(r"\b(stopped|discontinued|no longer (?:taking|takes)|d/c(?:'?d)?)\b", re.IGNORECASE)
# Where the name ends and the directions begin.
BEGINS = re.compile(
    r"(?:\s[-–:]\s|[,;:]\s|\t)|\s(?=(?:take|takes|inhale|inject|apply|use|instill|place|put|chew|dissolve|swallow"
    r"|one|two|three|half|once|twice|three times|daily|nightly|weekly|monthly|every|each|at bedtime|at night|in the"
    r"|as needed|as directed|when needed|po|by mouth|q\d|qd|qhs|qam|qpm|bid|tid|qid|prn|od|hs"
    r"|\d+(?:\.\d+)?(?:\s?-\s?\d+)?\s*(?:x|tabs?|tablets?|caps?|capsules?|pills?|puffs?|drops?|sprays?|units?|ml|times)\b)"
    r"(?:\b|\s|$))",
    re.IGNORECASE,
)


def read_list(text: str, *, on: date) -> Read:
    """Return the medicines of a list typed or pasted by someone.

    Raises UnusableInput where no line names a medicine.

    >>> found = read_list("Lisinopril 20 mg - 1 tablet daily", on=date(2026, 11, 24))
    >>> found.record.medications[0].directions
    '1 tablet daily'
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) > MOST_LINES:
        raise UnusableInput(f"The text has {len(lines):,} lines; expected a list of medicines, one a line.")
    if len(lines) > SAMPLE and not any(map(_names_a_medicine, lines[:SAMPLE])):
        raise UnusableInput(
            f"None of the first {SAMPLE} lines names a medicine; expected a list, one medicine a line."
        )
    found = Collected()
    for number, line in enumerate(lines, start=1):
        with found.entry("line", f"line {number}"):
            _take(line, f"line {number}", found)
    known = sum(_is_certain(line.name) for line in found.medications)
    if known < len(found.medications) * FEWEST or not (known or found.allergies or found.no_known_allergies):
        raise UnusableInput(
            f"Of {len(lines)} lines, {known} name a medicine that is known; expected a list, one medicine a line."
        )
    return found.read("pasted list", expected="one medicine a line")


def _names_a_medicine(line: str) -> bool:
    plain = BULLET.sub("", line).strip()
    return len(plain) <= LONGEST_LINE and _is_certain(_parts(plain)[0])


def _is_certain(name: str) -> bool:
    return vocabulary.load().resolve(name).outcome == "matched"


def _take(line: str, key: str, found: Collected) -> None:
    plain = BULLET.sub("", line).strip()
    if HEADING.match(plain):
        raise NotUsed("a heading")
    if len(plain) > LONGEST_LINE:
        raise NotUsed(f"no medicine was found in it: {plain[:77]}…")
    if allergies := ALLERGIES.match(plain):
        return _allergies(allergies[1], found)
    name, told = _parts(plain)
    known = vocabulary.load().resolve(name)
    if not known.is_known:
        _refuse_prose(name, plain)
        found.warn(f"{key}: {name!r} is no medicine that is known; it stands as written and is not checked.")
    elif known.outcome == "likely" and known.why:
        found.warn(f"{key}: {known.why} Please check {name!r}.")
    status = "stopped" if STOPPED.search(plain) else "active"
    found.medications.append(Medication(name=name, directions=told, status=status, key=key))
    return None


def _refuse_prose(name: str, line: str) -> None:
    words = name.split()
    if len(words) > LONGEST_NAME or not re.search(r"[^\W\d_]{3}", name):
        raise NotUsed(f"no medicine was found in it: {line if len(line) < 80 else line[:77] + '…'}")


def _parts(line: str) -> tuple[str, str]:
    """Part a line into name with strength, and directions; the first word is always the name's."""
    first = len(line.split()[0]) if line.split() else 0
    cut = BEGINS.search(line, first)
    while cut and not _is_split(line, cut):
        cut = BEGINS.search(line, cut.end())
    if cut is None:
        return line.strip(" ,;:-–"), ""
    return line[: cut.start()].strip(" ,;:-–"), line[cut.end() :].strip(" ,;:-–")


def _is_split(line: str, cut: re.Match[str]) -> bool:
    """A comma before a strength belongs to the name: "Lasix, 20 mg"."""
    return not re.match(
        r"\d[\d.,]*\s*(?:mg|mcg|g|gm|meq|%|mg/ml|iu)\b(?!\s*(?:once|twice|daily|by|po))",
        line[cut.end() :],
        re.IGNORECASE,
    )


def _allergies(text: str, found: Collected) -> None:
    if NONE_KNOWN.match(text.strip()):
        found.no_known_allergies = True
        return
    named = [each.strip(" .") for each in re.split(r"[,;]| and ", text) if each.strip(" .")]
    if not named:
        raise NotUsed("a heading")
    for each in named:
        parts = re.match(r"([^(]+?)\s*(?:\(([^)]*)\))?$", each)
        if parts:
            found.allergies.append(Allergy(parts[1], (parts[2] or "").strip()))
