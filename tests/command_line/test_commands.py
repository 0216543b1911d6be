"""The commands as someone types them."""

import json
import subprocess
import sys

import pytest


def brownbag(*words, **options):
    return subprocess.run(
        [sys.executable, "-c", "from brownbag.command_line.main import main; main()", *words],
        capture_output=True,
        text=True,
        check=False,
        **options,
    )


def test_medicine_says_what_it_is():
    answer = json.loads(brownbag("medicine", "zocar", "water pill", "--json").stdout)
    assert [each["outcome"] for each in answer] == ["likely", "not_a_medicine"]


def test_medicine_reads_and_writes_csv(tmp_path):
    (tmp_path / "in.csv").write_text(
        "\ufeffquery,note\nHCTZ,mine\nGreen capsules,\nflurbl,\n", encoding="utf-8"
    )
    done = brownbag("medicine", "--file", "in.csv", "--out", "out.csv", cwd=tmp_path)
    assert done.returncode == 0
    lines = (tmp_path / "out.csv").read_text().splitlines()
    assert lines[0].startswith("query,note,outcome,ingredients")
    assert lines[1].startswith("HCTZ,mine,matched,hydrochlorothiazide")
    assert lines[2].startswith("Green capsules,,not_a_medicine")
    assert lines[3].startswith("flurbl,,unknown")


def test_directions_in_plain_words():
    assert "2 times a day" in brownbag("directions", "1 tab po bid").stdout


def test_directions_from_csv(tmp_path):
    (tmp_path / "in.csv").write_text("directions\n1 tab po bid x 10 days\nas directed\n", encoding="utf-8")
    brownbag("directions", "--file", "in.csv", "--out", "out.csv", cwd=tmp_path)
    lines = (tmp_path / "out.csv").read_text().splitlines()
    assert lines[1].startswith("1 tab po bid x 10 days,understood,1,tablet,2,2,10,20,no")
    assert lines[2].startswith("as directed,understood,,,,,,,no")


def test_check_finds_the_pair_and_names_what_it_cannot_check():
    shown = brownbag("check", "Coumadin 5 mg", "Bactrim", "Green capsules").stdout
    assert "raises the effect of Coumadin" in shown
    assert "Not checked: Green capsules" in shown


def test_assess_writes_one_file_per_patient(tmp_path):
    (tmp_path / "a.yaml").write_text("id: ruth\nmedications:\n- name: warfarin\n- name: naproxen\n")
    done = brownbag("assess", "a.yaml", "--on", "2026-11-24", "--out", "found", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    found = json.loads((tmp_path / "found" / "ruth.json").read_text())
    assert found["findings"][0]["rule"] == "anticoagulant_with_nsaid"


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("assess", "nowhere.json"), "nowhere.json"),
        (("check", "warfarin"), "at least two"),
        (("medicine",), "No text was given"),
        (("medicine", "--file", "nowhere.csv", "--out", "x.csv"), "nowhere.csv"),
        (("nothing",), "No such command"),
        (("knowledge", "explain", "nothing"), "No rule is called"),
    ],
)
def test_unusable_input_gets_one_sentence_and_status_2(words, says, tmp_path):
    done = brownbag(*words, cwd=tmp_path)
    assert done.returncode == 2
    assert says in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("command", ["assess", "check", "directions", "medicine"])
def test_help_shows_an_example(command):
    assert "Example: brownbag" in brownbag(command, "--help").stdout


def test_nothing_asks_for_a_network(tmp_path):
    guard = "import socket\ndef no(*a, **k): raise OSError('no network')\nsocket.socket.connect = no\n"
    run = f"{guard}import sys; sys.argv = ['brownbag', 'check', 'warfarin', 'naproxen']\nfrom brownbag.command_line.main import main; main()"
    done = subprocess.run([sys.executable, "-c", run], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
