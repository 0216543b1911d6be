"""`brownbag reconcile`: files in, groups out, one sentence for what cannot be used."""

import json

import pytest
from click.testing import CliRunner

from brownbag.command_line.errors import Unusable
from brownbag.command_line.main import brownbag

WARFARIN = {"name": "Coumadin 5 mg tab", "directions": "1 tab daily"}
LESS_WARFARIN = {"name": "warfarin 2.5 mg tablet", "directions": "1 tablet daily"}


def run(*words):
    return CliRunner().invoke(brownbag, ["reconcile", *words], standalone_mode=False)


@pytest.fixture
def patient_file(tmp_path):
    def write(name, *lines):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps({"schema": "brownbag-patient/1", "medications": lines}), encoding="utf-8")
        return str(path)

    return write


def test_lines_carry_the_list_they_came_from_and_their_place_there(patient_file):
    lakeside = patient_file(
        "one.json", *({**WARFARIN, "list": name} for name in ("Lakeside", "Mercy", "Lakeside"))
    )
    found = json.loads(run(lakeside, patient_file("mail.json", LESS_WARFARIN), "--on", "2026-11-24").stdout)
    assert found["schema"] == "brownbag-reconciliation/1"
    (group,) = found["groups"]
    assert group["group"] == "different"
    assert [(line["list"], line["line"]) for line in group["lines"]] == [
        ("Lakeside", 0),
        ("Lakeside", 1),
        ("Mercy", 0),
        ("mail", 0),
    ]


def test_files_of_one_name_are_told_apart(patient_file):
    found = json.loads(
        run(patient_file("a/list.json", WARFARIN), patient_file("b/list.json", WARFARIN)).stdout
    )
    assert [line["list"] for line in found["groups"][0]["lines"]] == ["list", "list (2)"]


def test_the_answer_goes_to_a_file_or_into_sentences(patient_file, tmp_path):
    files = patient_file("lakeside.json", WARFARIN), patient_file("mercy.json", LESS_WARFARIN)
    said = run(*files, "--out", str(tmp_path / "out.json"), "--words").stdout
    assert "lakeside: 5 mg once a day; mercy: 2.5 mg once a day" in said
    assert json.loads((tmp_path / "out.json").read_text())["groups"][0]["group"] == "different"


def test_one_list_is_not_enough(patient_file):
    fault = run(patient_file("alone.json", WARFARIN)).exception
    assert isinstance(fault, Unusable)
    assert "at least two lists" in str(fault)
