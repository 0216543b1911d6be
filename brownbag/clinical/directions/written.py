"""The text of a label in one written form: signs, glued words, clock times and dates."""

from __future__ import annotations

import re
import unicodedata

_FRACTIONS = {"¼": " 1/4", "½": " 1/2", "¾": " 3/4", "⅓": " 1/3", "⅔": " 2/3"}
# Words run together where a table was flattened: "SolutionINHALE 2 PUFFS".
_GLUED = re.compile(r"(?<=[a-z]{3})(?=[A-Z]{3})")
_CLOCK = re.compile(r"\b(1[0-2]|0?[1-9])(?::([0-5]\d))?\s*([ap])\.?m\b\.?")
_DAY_CLOCK = re.compile(r"\b([01]?\d|2[0-3]):([0-5]\d)\b(?!\s*[ap]\.?m)")
_FOUR_DIGITS = re.compile(
    r"\bat\s+((?:[01]\d|2[0-3])[0-5]\d)\b((?:\s*(?:,|and|&)\s*(?:[01]\d|2[0-3])[0-5]\d\b)*)"
)
# How strong the product is ("108 (90 base) mcg/act", "2.5 mg/3 mL") is no dose.
_WEIGHT = r"\b[\d.]+\s*(?:\(\d+ base\)\s*)?(?:mg|mcg|g|units?)\s*/\s*"
_PER_ACTUATION = re.compile(_WEIGHT + r"(?:act|actuat|actuation|inh|puff|spray|hr)\b")
_PER_VOLUME = re.compile(_WEIGHT + r"[\d.]*\s*ml\b")
_WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DAY = r"(mon|tue|wed|thu|fri|sat|sun)[a-z]*"
_DAY_RANGE = re.compile(
    rf"\b{_DAY}\s*(?:-|–|to|thru|through)\s*{_DAY}\b(?!\s*-\s*(?:mon|tue|wed|thu|fri|sat|sun))"
)
_SHORT_DAY = r"(?:m|tu?|w|th|f|sa?|su)"
_SHORT_DAYS = re.compile(rf"\b{_SHORT_DAY}(?:\s*[,/]\s*(?:and\s+)?{_SHORT_DAY}\b)+")
_DAY_OF = {
    "m": "mon",
    "t": "tue",
    "tu": "tue",
    "w": "wed",
    "th": "thu",
    "f": "fri",
    "s": "sat",
    "sa": "sat",
    "su": "sun",
}
_ROMAN = re.compile(r"\b(i{1,3})(?=\s+(?:tab|cap|gtt|drop|puff|pill|supp|spray|tsp|po\b))")
_OF_A_WHOLE = {"quarter": "1/4", "fourth": "1/4", "third": "1/3", "half": "1/2"}
_PARTS = re.compile(
    r"\b(?:(a|an|one|1|two|2|three|3)[\s-]+)?(quarter|fourth|third)s?\b(?!\s+(?:day|dose|week|month|time|night))(?:\s+of(?=\s+an?\b))?(?:\s+an?\b)?"
)
_COUNTS = {"": 1, "a": 1, "an": 1, "one": 1, "1": 1, "two": 2, "2": 2, "three": 3, "3": 3}
_CHANGES = (
    # How strong the pain is ("moderate pain (4-6)") is no amount.
    (
        re.compile(r"\bpain\s*\(\s*(?:pain\s+)?(?:score|scale|level)?\s*(?:of\s*)?\d{1,2}\s*(?:-|to)\s*\d{1,2}\s*\)"),
        "pain",
    ),
    (re.compile(r"\bn/v/d\b"), "nausea or vomiting or diarrhea"),
    (re.compile(r"\bn/v\b"), "nausea or vomiting"),
    (re.compile(r"\bsob\b"), "shortness of breath"),
    (re.compile(r"\b(pain|fever|nausea|cough|wheez\w*|itching|anxiety|breath|pressure|spasms?|sleep)\s*/\s*(?=[a-z]{3})"), r"\1 or "),
    (re.compile(r"#\s*(?=\d)"), " quantity "),
    # "1-1/2" and "one-half" are one number; "1-2" stays a range.
    (re.compile(r"(?<=\d)-(?=\d/\d)|(?<=one)-(?=half)|(?<=and )one[\s-]+(?=half)"), " "),
    (re.compile(r"\bonce (?:or|to) twice\b"), "1 to 2 times"),
    (re.compile(r"\b(\d)\s*x\s*/?\s*(?:per|a|each)?\s*(wk|week|weekly|d|day|daily)\b"), r"\1 times a \2 "),
    (re.compile(r"\A\s*(?:start|begin)\s+(?=\d|one\b|two\b|half\b|a\b)"), "take "),
    (re.compile(r"\bm\s*(?:-|to|thru|through)\s*f\b"), "mon to fri"),
    (re.compile(r"(?<![/\w])w/\s*(?=[a-z]{3})"), "with "),
    (re.compile(r"\bd/c(?:'?e?d)?\b|\bdc'd\b"), "discontinue"),
    (re.compile(r"\bvitamin\s+([bdk])-?\d{1,2}\b|\b[dk][123]\b(?=\s+\d)|\bb-?(?:1|2|6|12)\b(?=\s)|\bcoq10\b|\bomega[\s-]3\b"), " vitamin "),
    (re.compile(r"\bq\.?(\d+)\.?([hdw])\.?(?=\s|$)"), r"q \1 \2 "),
    (re.compile(r"\bq(\d+)(?=h(?:ou)?rs?\b|min)"), r"q \1 "),
    (re.compile(r"\bq\.\s*(?=\d)"), "q "),
    (re.compile(r"(?<=[a-z])\(s\)|\((?:es|s)\)"), " s "),
    (re.compile(r"\b([a-z])\.(?=[a-z]\b)"), r"\1 "),
    (re.compile(r"(?<=\d)\s*x\s*(?=/)"), " x "),
    (re.compile(r"\b\d{1,2}/\d{1,2}/\d{2,4}\b|\b\d{4}-\d{2}-\d{2}\b"), " adate "),
)  # fmt: skip


def plain(text: str) -> str:
    """Return a text in small letters and one spelling, with clock times and dates marked.

    >>> plain("Take ½ tab at 8:30 PM q6h").split()
    ['take', '1/2', 'tab', 'at', 'clock2030', 'q', '6', 'h']
    """
    for sign, written in _FRACTIONS.items():
        text = text.replace(sign, written)
    text = _GLUED.sub(" ", unicodedata.normalize("NFKC", text)).casefold()
    text = text.replace("&", " and ").replace("@", " at ")
    for pattern, written in _CHANGES:
        text = pattern.sub(written, text)
    text = _PER_VOLUME.sub(" astrength ", _PER_ACTUATION.sub(" ", text))
    text = _PARTS.sub(_part_of_one, _ROMAN.sub(lambda match: str(len(match[1])), text))
    text = _FOUR_DIGITS.sub(_four_digits, _CLOCK.sub(_clock, text))
    text = _DAY_CLOCK.sub(lambda match: f" clock{int(match[1]):02}{match[2]} ", text)
    text = _SHORT_DAYS.sub(_short_days, text)
    text = _DAY_RANGE.sub(_named_days, text)
    return re.sub(r"(\d)\.(?=\s|$)", r"\1 . ", text)


def _part_of_one(match: re.Match[str]) -> str:
    """Write "three-fourths of a" and "a quarter" as 3/4 and 1/4."""
    return f" {_COUNTS[match[1] or '']}/{_OF_A_WHOLE[match[2]][-1]} "


def _clock(match: re.Match[str]) -> str:
    hour = int(match[1]) % 12 + (12 if match[3] == "p" else 0)
    return f" clock{hour:02}{match[2] or '00'} "


def _four_digits(match: re.Match[str]) -> str:
    times = [match[1], *re.findall(r"\d{4}", match[2])]
    return f" at {' and '.join(f'clock{time}' for time in times)} "


def _short_days(match: re.Match[str]) -> str:
    """Write out "T,Th,Sa" day by day; "s/s" alone is no list of days."""
    letters = re.findall(r"[a-z]+", match[0].replace("and", " "))
    return " ".join(_DAY_OF[each] for each in letters) if set(letters) != {"s"} else match[0]


def _named_days(match: re.Match[str]) -> str:
    """Write out "Monday through Friday" day by day; "Friday to Monday" goes over the weekend."""
    first, last = _WEEK.index(match[1]), _WEEK.index(match[2])
    return " ".join(_WEEK[(first + step) % 7] for step in range((last - first) % 7 + 1))
