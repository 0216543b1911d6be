"""What keeps a sentence for a patient from being read with ease."""

import csv
import re
from functools import cache
from pathlib import Path

from brownbag.clinical.directions.reading_level import grade

PACKAGE = Path(__file__).parents[2] / "brownbag"
KNOWLEDGE = PACKAGE / "knowledge_base"

PASSAGE_GRADE, SENTENCE_GRADE, LONGEST_SENTENCE = 6, 8, 20
# Below this many words the formula measures one word, not a sentence.
FEW_WORDS = 8
SYLLABLES_IN_FEW_WORDS = 4

PLACE = re.compile(r"\{[a-z_]+\}")
JARGON = frozenset(
    re.findall(
        r"\w+",
        """acute administer administered adverse cardiac chronic concomitant contraindicated discontinue
    dosage efficacy elevated gastric gi hepatic hypertension hypoglycemia hypotension
    monitor monitoring orally regimen renal sedation symptom symptoms therapy titrate topical toxicity""",
    )
)
FRIGHTENING = (
    "deadly",
    "fatal",
    "kill",
    "you will die",
    "poison",
    "stop your heart",
    "stop the heart",
    "crash",
)
BLAMING = ("you failed", "your fault", "refuse", "not compliant", "you should have")
SAYS_WHOM_TO_ASK = re.compile(r"\b(us|we|doctor|clinic|team|911|988|hospital|emergency)\b", re.IGNORECASE)
TELLS_TO_STOP = re.compile(
    r"(?:^|[.!:;] )(?:please |it is best to |best )?stop\b(?! tube feeds)", re.IGNORECASE
)


@cache
def names_on_the_bottle():
    "The medicines, plants and illnesses a person knows by name: each counts as one easy word."
    words = set()
    for topic in ("uses", "pairs", "signs", "food"):
        for path in (KNOWLEDGE / "facts" / topic).glob("*.csv"):
            for row in rows_of(path):
                known = " ".join(row.get(place, "") for place in ("ingredient", "first", "second"))
                words |= set(re.findall(r"[a-z']+", known.replace("_", " ").casefold()))
    for row in rows_of(KNOWLEDGE / "facts" / "condition_names.csv"):
        words |= set(re.findall(r"[a-z']+", row["condition"].replace("_", " ").casefold()))
    return (words | {"coumadin", "parkinson's", "grapefruit", "medicine", "medicines"}) - JARGON


def rows_of(path):
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(line for line in file if not line.startswith("#"))


def what_is_hard(text, *, names=()):
    "Say what keeps a passage from being read with ease; nothing when it reads well. The person's own names are easy."
    filled = PLACE.sub("Coumadin", text)
    words = re.findall(r"[a-z']+", filled.casefold())
    found = [f"“{word}” is jargon" for word in words if word in JARGON]
    found += [f"“{word}” frightens or blames" for word in FRIGHTENING + BLAMING if word in filled.casefold()]
    if TELLS_TO_STOP.search(filled) and not SAYS_WHOM_TO_ASK.search(filled):
        found.append("it says to stop and not whom to ask")
    if (level := _level(filled, names)) > PASSAGE_GRADE:
        found.append(f"the passage is of grade {level:.1f}")
    for sentence in re.split(r"(?<=[.!?:])\s+", filled):
        if len(sentence.split()) > LONGEST_SENTENCE:
            found.append(f"“{sentence}” has {len(sentence.split())} words")
        if (level := _level(sentence, names)) > SENTENCE_GRADE:
            found.append(f"“{sentence}” is of grade {level:.1f}")
    return found


def _level(text, names):
    easy = {*_names_in(text), *names}
    if len(text.split()) >= FEW_WORDS:
        return grade(text, ignoring=easy)
    words = (word for word in re.findall(r"[A-Za-z']+", text) if word.casefold() not in easy)
    hardest = max((_syllables(word) for word in words), default=0)
    return 99.0 if hardest > SYLLABLES_IN_FEW_WORDS else 0.0


def _names_in(text):
    return names_on_the_bottle().intersection(re.findall(r"[a-z']+", text.casefold()))


def _syllables(word):
    "Syllables of one word, out of the grade of a sentence that is this word alone."
    return round((grade(word, ignoring=_names_in(word)) + 15.59 - 0.39) / 11.8)


# A long word that every inhaler has on it.
ON_SPANISH_LABELS = frozenset({"inhalaciones"})


def ease_in_spanish(text):
    """How easy a Spanish text is, from 0 to 100: 206.835 - 62.3 x syllables per word - words per sentence.

    Szigriszt-Pazos 1993 (perspicuity); from 55 on it counts as normal, from 65 on as fairly easy
    (INFLESZ, Barrio-Cantalejo et al., An Sist Sanit Navar 2008;31:135-152).
    """
    words = re.findall(r"[a-záéíóúüñ]+", text.casefold())
    sentences = max(1, len(re.findall(r"[.!?:]+(?:\s|$)", text)))
    syllables = sum(1 if word in ON_SPANISH_LABELS else spanish_syllables(word) for word in words)
    return 206.835 - 62.3 * syllables / len(words) - len(words) / sentences


def spanish_syllables(word):
    "Groups of vowels; two open ones, or a closed one with an accent beside an open one, are two."
    word = re.sub(r"(?<=[gq])u(?=[eiéí])", "", word)
    count = 0
    for group in re.findall(r"[aeiouáéíóúü]+", word):
        count += max(1, len(re.findall(r"[aeoáéóíú]", group)))
    return max(1, count)
