"""Importing and assessing documents from the command line."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from brownbag.command_line.errors import Unusable
from brownbag.command_line.main import brownbag

RUTH = {
    "resourceType": "Bundle",
    "entry": [
        {"resource": {"resourceType": "Patient", "id": "ruth", "birthDate": "1948-02-11"}},
        {"resource": {"resourceType": "Encounter", "id": "visit"}},
        *(
            {
                "resource": {
                    "resourceType": "MedicationStatement",
                    "id": name,
                    "status": "active",
                    "medicationCodeableConcept": {"text": name},
                }
            }
            for name in ("warfarin 5 mg tablet", "naproxen 220 mg tablet")
        ),
    ],
}


def run(*words, **options):
    return CliRunner().invoke(brownbag, words, standalone_mode=False, catch_exceptions=True, **options)


@pytest.fixture
def ruths_bundle(tmp_path):
    path = tmp_path / "ruth.json"
    path.write_text(json.dumps(RUTH), encoding="utf-8")
    return str(path)


def test_import_counts_what_came_in_and_what_was_refused(ruths_bundle):
    (counted,) = json.loads(run("import", ruths_bundle, "--json").stdout)
    assert (counted["in"], counted["kept"], counted["refused"]) == (4, 3, 1)
    assert "Encounter" in next(iter(counted["reasons"]))


def test_an_imported_bundle_is_assessed_like_the_patient_file_made_from_it(ruths_bundle, tmp_path):
    made = str(tmp_path / "made.json")
    run("import", ruths_bundle, "--out", made)
    rules = [
        [each["rule"] for each in json.loads(run("assess", path, "--on", "2026-11-24").stdout)["findings"]]
        for path in (ruths_bundle, made)
    ]
    assert "anticoagulant_with_nsaid" in rules[0]
    assert rules[0] == rules[1]


def test_assess_says_which_entries_were_not_used(ruths_bundle):
    assert "Encounter" in run("assess", ruths_bundle, "--on", "2026-11-24").stderr


def test_the_day_in_a_patient_file_counts_unless_one_is_given():
    file = '{"on": "2026-11-01", "medications": [{"name": "warfarin"}]}'
    assert json.loads(run("assess", "-", input=file).stdout)["on"] == "2026-11-01"
    assert json.loads(run("assess", "-", "--on", "2026-11-24", input=file).stdout)["on"] == "2026-11-24"


def test_two_files_of_one_person_do_not_overwrite_each_other(ruths_bundle, tmp_path):
    fault = run("assess", ruths_bundle, ruths_bundle, "--out", str(tmp_path / "found")).exception
    assert isinstance(fault, Unusable)
    assert not (tmp_path / "found").exists()


def test_broken_json_is_refused_with_its_place():
    fault = run("import", "-", input='{"resourceType": "Bundle", ').exception
    assert isinstance(fault, Unusable)
    assert "line 1, column" in str(fault)


def test_a_fault_of_the_program_is_one_sentence(monkeypatch, capsys):
    from brownbag.command_line import main

    monkeypatch.setattr(main, "brownbag", lambda **options: 1 / 0)
    with pytest.raises(SystemExit, match="3"):
        main.main()
    assert "ZeroDivisionError" in capsys.readouterr().err


def test_problems_that_are_named_end_with_status_1(monkeypatch):
    from brownbag.command_line import main

    monkeypatch.setattr("sys.argv", ["brownbag", "doctor"])
    monkeypatch.setattr("brownbag.command_line.doctor.CHECKS", {"Python": lambda: "Install a newer one."})
    with pytest.raises(SystemExit, match="1"):
        main.main()


@pytest.mark.django_db
def test_doctor_answers_every_check():
    answers = json.loads(run("doctor", "--json").stdout)
    assert [answer["what"] for answer in answers if answer["to_do"]] == []


def test_migrate_makes_a_database_that_doctor_finds_in_order(tmp_path):
    there = {"env": os.environ | {"BROWNBAG_DATA": str(tmp_path), "BROWNBAG_DATABASE_URL": ""}}
    before = command("doctor", **there)
    made = command("migrate", **there)
    after = command("doctor", **there)
    assert (before.returncode, made.returncode, after.returncode) == (1, 0, 0), made.stderr + after.stdout
    assert "run `brownbag migrate`" in before.stdout


def command(*words, **options):
    program = "from brownbag.command_line.main import main; main()"
    return subprocess.run(
        [sys.executable, "-c", program, *words], capture_output=True, text=True, check=False, **options
    )


def test_many_files_are_read_into_a_folder_and_a_broken_run_goes_on_where_it_stopped(tmp_path, ruths_bundle):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "list.txt").write_text("Lasix 20 mg daily\nwarfarin 5 mg\n")
    (tmp_path / "in" / "broken.xml").write_text("<ClinicalDocument>")
    words = ("import", str(tmp_path / "in"), ruths_bundle, "--out", str(tmp_path / "out"))
    first = run(*words)
    assert first.return_value == 1
    assert "2 files about 2 people" in first.stdout
    assert "broken.xml: line 1" in first.stderr
    made = sorted(path.name for path in (tmp_path / "out").glob("*.json"))
    assert made == ["list.json", "ruth.json"]
    (tmp_path / "out" / ".list.json.draft").write_text("what a broken run leaves")
    assert "2 files were read before and left alone" in run(*words).stdout
    assert sorted(path.name for path in (tmp_path / "out").glob("*.json")) == made


def test_a_file_that_changed_is_read_again(tmp_path):
    for name, medicine in (("a.txt", "Lasix 20 mg"), ("b.txt", "warfarin 5 mg")):
        (tmp_path / name).write_text(medicine)
    words = ("import", str(tmp_path / "a.txt"), str(tmp_path / "b.txt"), "--out", str(tmp_path / "out"))
    run(*words)
    (tmp_path / "a.txt").write_text("Lasix 40 mg")
    run(*words)
    assert "Lasix 40 mg" in (tmp_path / "out" / "a.json").read_text()


def test_files_of_one_name_in_two_folders_both_stand(tmp_path):
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "list.txt").write_text("Lasix 20 mg")
    run("import", str(tmp_path / "one"), str(tmp_path / "two"), "--out", str(tmp_path / "out"))
    assert len(list((tmp_path / "out").glob("list-*.json"))) == 2


def test_a_file_about_several_people_gives_a_patient_file_for_each(tmp_path):
    claims = tmp_path / "claims.csv"
    claims.write_text(
        "person_id,drug_name,dispensing_date\nruth,Lasix 20 mg,2026-11-01\ntom,warfarin 5 mg,2026-11-02\n"
    )
    counted = json.loads(run("import", str(claims), "--json", "--out", str(tmp_path / "out")).stdout)
    assert [each["kept"] for each in counted] == [1, 1]
    assert len(list((tmp_path / "out").glob("claims-*.json"))) == 2


def test_a_run_that_was_killed_goes_on_without_loss_or_repeat(tmp_path):
    (tmp_path / "in").mkdir()
    for number in range(300):
        (tmp_path / "in" / f"list-{number:03}.txt").write_text(f"Lasix {number + 1} mg\n")
    words = [Path(sys.executable).with_name("brownbag"), "import", tmp_path / "in", "--out", tmp_path / "out"]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as first:
        journal = tmp_path / "out" / ".imported.jsonl"
        while first.poll() is None and not (journal.exists() and journal.stat().st_size > 1000):
            time.sleep(0.002)
        first.kill()
    before = len(list((tmp_path / "out").glob("*.json")))
    again = subprocess.run(words, check=True, capture_output=True, text=True)
    made = sorted((tmp_path / "out").glob("*.json"))
    assert 0 < before < 300, "the run was to be broken off in its middle"
    assert "were read before and left alone" in again.stdout
    assert len(made) == 300
    assert len({json.loads(path.read_text())["medications"][0]["name"] for path in made}) == 300


@pytest.mark.parametrize("kind", ["fhir", "summary", "patient"])
def test_an_exported_record_imports_as_the_same_patient_file(ruths_bundle, tmp_path, kind):
    out, made, first = (str(tmp_path / name) for name in ("out.json", "made.json", "first.json"))
    run("export", ruths_bundle, "--as", kind, "--on", "2026-11-24", "--out", out)
    run("import", ruths_bundle, "--out", first)
    run("import", out, "--out", made)
    assert json.loads(Path(made).read_text()) == json.loads(Path(first).read_text())
