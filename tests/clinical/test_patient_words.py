"""Every sentence written for a patient: short, plain, kind, and clear about whom to ask."""

import ast
import html
import re
from pathlib import Path

import pytest
import yaml

from tests.clinical.reading import JARGON, KNOWLEDGE, PACKAGE, names_on_the_bottle, rows_of, what_is_hard

CHECKS = PACKAGE / "clinical" / "assessment"
PATIENT_PAPERS = ("medication_list", "notice", "questions", "to_do", "wallet_card")
IN_TEMPLATES = [
    (re.compile(r"\{#.*?#\}|<(script|style).*?</\1>", re.DOTALL), ""),
    (re.compile(r"\{\{[^}]*pluralize[^}]*\}\}"), ""),
    (re.compile(r"\{\{.*?\}\}"), "{value}"),
    (re.compile(r"\{%\s*(else|elif).*?%\}"), "\n\n"),
    (re.compile(r"\{%.*?%\}|</?(a|b|em|span|strong|time)\b[^>]*>"), ""),
    (re.compile(r"<[^>]+>"), "\n\n"),
]


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
