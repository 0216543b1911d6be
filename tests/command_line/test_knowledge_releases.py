"""Releases, local changes and facts entered twice, as someone types the commands."""

import csv
import json
import shutil
import subprocess
import sys

import pytest
from click.testing import CliRunner

from brownbag.clinical.knowledge import KnowledgeError
from brownbag.clinical.knowledge.load import use_overlay
from brownbag.clinical.knowledge.loaded import BASE
from brownbag.command_line import doctor as doctor_file
from brownbag.command_line.errors import Unusable
from brownbag.command_line.knowledge import knowledge

RUTH = "id: ruth\non: 2026-11-24\npatient: {age: 70, sex: female}\nmedications:\n- name: warfarin\n- name: naproxen\n"
OURS = "change,rule,severity,owner,reason,expires\n"


def run(*words):
    "Run a command of the group and return what it printed; a refusal is raised."
    done = CliRunner().invoke(knowledge, [str(word) for word in words], standalone_mode=False)
    if done.exception:
        raise done.exception
    return done


@pytest.fixture(scope="module")
def two_releases(tmp_path_factory):
    "The running release as a file, and a checkout of the next one, in which a rule and a fact are other."
    folder = tmp_path_factory.mktemp("releases")
    new = folder / "checkout" / "brownbag" / "knowledge_base"
    shutil.copytree(BASE, new, ignore=shutil.ignore_patterns("compiled", "vocabulary"))
    (new / "release.txt").write_text("2026.12.1\n")
    (new / "interactions" / "anticoagulant_with_nsaid.yaml").unlink()
    table = new / "facts" / "loads" / "heart.csv"
    text = table.read_text(encoding="utf-8")
    assert "\nwarfarin,bleeding,3," in text
    table.write_text(text.replace("\nwarfarin,bleeding,3,", "\nwarfarin,bleeding,2,"), encoding="utf-8")
    said = run("compile", "--out", folder / "old.json").output
    assert "Content " in said
    (folder / "ruth.yaml").write_text(RUTH)
    return folder / "old.json", folder / "checkout", folder / "ruth.yaml"


@pytest.fixture
def overlay(tmp_path):
    "Let the release be changed by a CSV file for one test."

    def make(*rows):
        path = tmp_path / "ours.csv"
        path.write_text(OURS + "\n".join(rows) + "\n", encoding="utf-8")
        use_overlay(path)

    yield make
    use_overlay(None)


def test_compare_tells_by_medicine_what_is_otherwise_and_what_changes_for_a_patient(two_releases):
    old, new, ruth = two_releases
    said = run("compare", old, new, "--patients", ruth).output
    assert "\nwarfarin\n  In loads, warfarin, bleeding: level was “3”, is now “2”.\n" in said
    assert "\n@nsaids\n  The rule anticoagulant_with_nsaid is gone" in said
    assert "1 of 1 people would see a change" in said
    assert "  Goes: Naproxen with warfarin: bleeding (high, today, interrupts)" in said


def test_compare_as_json_holds_counts_sentences_and_patients(two_releases):
    old, new, ruth = two_releases
    shown = json.loads(run("compare", old, new, "--json", "--patients", ruth, ruth).output)
    assert (shown["old"]["release"][:5], shown["new"]["release"]) == ("2026.", "2026.12.1")
    assert shown["counts"] == {"rule": {"removed": 1}, "loads": {"changed": 1}}
    assert [each["patient"] for each in shown["patients"]] == ["ruth", "ruth"]
    assert [each["rule"] for each in shown["patients"][0]["goes"]] == ["anticoagulant_with_nsaid"]


def test_compare_of_the_same_release_says_so(two_releases):
    assert "Both say the same." in run("compare", two_releases[0], two_releases[0]).output


def test_two_releases_of_one_number_that_differ_are_named(two_releases):
    old, new, _ = two_releases
    (new / "brownbag" / "knowledge_base" / "release.txt").write_text((BASE / "release.txt").read_text())
    assert "raise the one in release.txt" in run("compare", old, new).output
    (new / "brownbag" / "knowledge_base" / "release.txt").write_text("2026.12.1\n")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("compare", "nowhere.json", "nowhere.json"), "nowhere.json: No such file"),
        (("compare", BASE / "release.txt", BASE), "release.txt: not a compiled release"),
        (("differences", "--with", "nowhere"), "nowhere: no such folder"),
        (("differences", "--with", BASE / "sources"), "no table stands here"),
        (("compile", "--out", "no/such/folder/a.json"), "no/such/folder is no folder"),
    ],
)
def test_what_cannot_be_used_is_refused_in_a_sentence(words, says):
    with pytest.raises(Unusable, match=says):
        run(*words)


def test_facts_entered_twice_are_listed_as_csv(two_releases, tmp_path):
    out = tmp_path / "to_look_up.csv"
    second = two_releases[1] / "brownbag" / "knowledge_base"
    run("differences", "--with", second, "--out", out)
    (row,) = csv.DictReader(out.read_text(encoding="utf-8").splitlines())
    assert (row["ingredient"], row["column"], row["here"], row["there"]) == ("warfarin", "level", "3", "2")
    assert row["there_at"].startswith("facts/loads/heart.csv, line ")


def test_coverage_says_what_is_checked_what_is_not_and_what_is_changed_here(overlay):
    overlay(
        "grade,qt_added,low,Dana Ruiz,ECG is read,2999-01-01",
        "off,bleeding_added,,Dana Ruiz,A trial,2001-01-01",
    )
    said = run("coverage").output
    assert "are checked by a pharmacist" in said
    assert "Whether infusions and injections may be mixed." in said
    assert (
        "qt_added: Changed here by Dana Ruiz until 2999-01-01 (severity low): ECG is read. (ours.csv, line 2)"
        in said
    )
    assert "bleeding_added: expired on 2001-01-01 and ignored (ours.csv, line 3)" in said
    assert "Read: from general knowledge" in said
    assert "  nitrate_with_pde5: rule, drug_interaction, drafted" in said


def test_check_tries_the_local_changes_as_well(overlay):
    overlay("off,qt_added,,Dana Ruiz,ECG is read,2999-01-01")
    assert "1 local change fits it" in run("check").output
    overlay("off,qt_aded,,Dana Ruiz,ECG is read,2999-01-01")
    with pytest.raises(KnowledgeError, match=r"ours\.csv, line 2: no rule"):
        run("check")


def test_coverage_as_json_names_every_ingredient_without_facts():
    shown = json.loads(run("coverage", "--json").output)
    assert shown["checked"] + shown["drafted"] == len(shown["speaking"])
    assert shown["without_facts"]
    assert {each["topic"] for each in shown["tables"]} >= {"loads", "pairs"}


def test_doctor_names_what_is_changed_here_and_what_has_expired(overlay):
    overlay(
        "off,qt_added,,Dana Ruiz,ECG is read,2999-01-01", "off,bleeding_added,,Dana Ruiz,A trial,2001-01-01"
    )
    shown = json.loads(CliRunner().invoke(doctor_file.doctor, ["--json"]).stdout)
    (answer,) = [each for each in shown if each["what"] == "Local changes"]
    assert answer["to_do"] == (
        "Expired and ignored: ours.csv, line 3, bleeding_added, on 2001-01-01. Renew or remove."
    )
    assert answer["holds"] == ["qt_added: Switched off here by Dana Ruiz until 2999-01-01: ECG is read."]


@pytest.mark.parametrize(
    ("rows", "status", "says"),
    [
        ("off,anticoagulant_with_nsaid,,Dana Ruiz,A trial,2999-01-01\n", 0, "Switched off here by Dana Ruiz"),
        (
            "off,nothing,,Dana Ruiz,A trial,2999-01-01\n",
            2,
            "ours.csv, line 2: no rule, mechanism or known pair",
        ),
    ],
)
def test_the_setting_reaches_every_command_and_a_wrong_file_is_refused(
    tmp_path, monkeypatch, rows, status, says
):
    (tmp_path / "ours.csv").write_text(OURS + rows)
    monkeypatch.setenv("BROWNBAG_OVERLAY", str(tmp_path / "ours.csv"))
    command = "from brownbag.command_line.main import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", command, "check", "warfarin", "naproxen"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == status, done.stderr
    assert says in done.stdout + done.stderr
    assert "Traceback" not in done.stderr
