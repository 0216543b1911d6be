"""Every sentence written for a patient: short, plain, kind, and clear about whom to ask."""

import ast
import csv
import html
import re
from functools import cache
from pathlib import Path

import pytest
import yaml

from brownbag.clinical.directions.reading_level import grade

PACKAGE = Path(__file__).parents[2] / "brownbag"
KNOWLEDGE = PACKAGE / "knowledge_base"
CHECKS = PACKAGE / "clinical" / "assessment"

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

PATIENT_PAPERS = ("medication_list", "notice", "questions", "to_do", "wallet_card")
IN_TEMPLATES = [
    (re.compile(r"\{#.*?#\}|<(script|style).*?</\1>", re.DOTALL), ""),
    (re.compile(r"\{\{[^}]*pluralize[^}]*\}\}"), ""),
    (re.compile(r"\{\{.*?\}\}"), "{value}"),
    (re.compile(r"\{%\s*(else|elif).*?%\}"), "\n\n"),
    (re.compile(r"\{%.*?%\}|</?(a|b|em|span|strong|time)\b[^>]*>"), ""),
    (re.compile(r"<[^>]+>"), "\n\n"),
]


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


def written_in_rules():
    for folder in ("cautions", "interactions", "mechanisms"):
        for path in sorted((KNOWLEDGE / folder).glob("*.yaml")):
            rule = yaml.load(path.read_text(encoding="utf-8"), yaml.CBaseLoader)
            yield path, [rule["finding"]["say_to_patient"]]


def written_in_tables():
    for topic in ("pairs", "signs", "food"):
        for path in sorted((KNOWLEDGE / "facts" / topic).glob("*.csv")):
            yield path, sorted({row["say_to_patient"] for row in rows_of(path)} - {""})


def written_in_checks():
    for path in sorted(CHECKS.rglob("*.py")):
        said = [
            text
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.keyword) and node.arg == "say_to_patient"
            for text in [_text_of(node.value)]
            if text
        ]
        if said:
            yield path, said


def written_in_device_steps():
    for path in sorted((KNOWLEDGE / "devices").glob("*.yaml")):
        device = yaml.load(path.read_text(encoding="utf-8"), yaml.CBaseLoader)
        yield path, [*device["steps"], *([device["after_use"]] if device.get("after_use") else [])]


def written_on_pages_and_papers():
    pages = sorted((PACKAGE / "practice" / "patient_pages" / "templates").rglob("*.html"))
    papers = PACKAGE / "practice" / "papers" / "templates" / "papers"
    for path in (*pages, *(papers / f"{name}.html" for name in PATIENT_PAPERS)):
        yield path, [text for text in _paragraphs(path.read_text(encoding="utf-8")) if len(text.split()) > 3]


def _paragraphs(template):
    "The words of a template as they stand between its tags, each value in it as a place."
    for pattern, instead in IN_TEMPLATES:
        template = pattern.sub(instead, template)
    return [" ".join(text.split()) for text in re.split(r"\n\s*\n", html.unescape(template))]


def _text_of(node):
    "The words of a string in code, each value in it as a place."
    if isinstance(node, ast.Constant):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(part.value if isinstance(part, ast.Constant) else "{name}" for part in node.values)
    return ""


WRITTEN = [
    *written_in_rules(),
    *written_in_tables(),
    *written_in_checks(),
    *written_in_device_steps(),
    *written_on_pages_and_papers(),
]


def what_is_hard(text):
    "Say what keeps a passage from being read with ease; nothing when it reads well."
    filled = PLACE.sub("Coumadin", text)
    words = re.findall(r"[a-z']+", filled.casefold())
    found = [f"“{word}” is jargon" for word in words if word in JARGON]
    found += [f"“{word}” frightens or blames" for word in FRIGHTENING + BLAMING if word in filled.casefold()]
    if TELLS_TO_STOP.search(filled) and not SAYS_WHOM_TO_ASK.search(filled):
        found.append("it says to stop and not whom to ask")
    if (level := _level(filled)) > PASSAGE_GRADE:
        found.append(f"the passage is of grade {level:.1f}")
    for sentence in re.split(r"(?<=[.!?:])\s+", filled):
        if len(sentence.split()) > LONGEST_SENTENCE:
            found.append(f"“{sentence}” has {len(sentence.split())} words")
        if (level := _level(sentence)) > SENTENCE_GRADE:
            found.append(f"“{sentence}” is of grade {level:.1f}")
    return found


def _level(text):
    if len(text.split()) >= FEW_WORDS:
        return grade(text, ignoring=_names_in(text))
    hardest = max((_syllables(word) for word in re.findall(r"[A-Za-z']+", text)), default=0)
    return 99.0 if hardest > SYLLABLES_IN_FEW_WORDS else 0.0


def _names_in(text):
    return names_on_the_bottle().intersection(re.findall(r"[a-z']+", text.casefold()))


def _syllables(word):
    "Syllables of one word, out of the grade of a sentence that is this word alone."
    return round((grade(word, ignoring=_names_in(word)) + 15.59 - 0.39) / 11.8)


@pytest.mark.parametrize(
    ("path", "said"), WRITTEN, ids=lambda each: each.stem if isinstance(each, Path) else ""
)
def test_what_a_patient_reads_is_easy_to_read(path, said):
    hard = {text: found for text in said if (found := what_is_hard(text))}
    assert hard == {}, f"{path.relative_to(PACKAGE)}: say it in shorter words"


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("Your renal function is low.", "“renal” is jargon"),
        ("These two together can be deadly.", "“deadly” frightens or blames"),
        ("This pill can hurt you. Stop it.", "it says to stop and not whom to ask"),
        ("It can significantly complicate your anticipated rehabilitation considerably afterwards.", "grade"),
        ("Take " + "it now and " * 7 + "rest.", "has 23 words"),
    ],
)
def test_a_hard_sentence_is_named_with_its_reason(said, why):
    assert any(why in each for each in what_is_hard(said))


def test_a_sign_that_cannot_wait_says_whom_to_call():
    "“Call 911” names 911, 988 or the emergency room; “call us” says call."
    silent = []
    for path in sorted((KNOWLEDGE / "facts" / "signs").glob("*.csv")):
        for row in rows_of(path):
            wanted = {"call_911": r"911|988|emergency", "call_now": r"call|911|988|emergency"}
            wanted["call_today"] = wanted["call_now"]
            pattern = wanted.get(row["what_to_do"])
            if pattern and not re.search(pattern, row["say_to_patient"], re.IGNORECASE):
                silent.append(f"{path.name}: {row['ingredient']}, {row['sign']}: {row['say_to_patient']}")
    assert silent == []


def test_what_a_medicine_is_for_is_said_without_jargon():
    "“for high blood pressure”, never “for hypertension”."
    hard = [
        f"{path.name}: {row['ingredient']}: {row['say_to_patient']}"
        for path in sorted((KNOWLEDGE / "facts" / "uses").glob("*.csv"))
        for row in rows_of(path)
        if JARGON.intersection(re.findall(r"[a-z']+", row["say_to_patient"].casefold()))
    ]
    assert hard == []


def test_a_medicine_on_the_bottle_is_not_a_hard_word_and_jargon_stays_one():
    assert "hydrochlorothiazide" in names_on_the_bottle()
    assert "hypertension" not in names_on_the_bottle()
