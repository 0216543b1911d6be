"""Habits of the repository, held by the machine."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent


def tracked():
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [ROOT / name for name in listed.splitlines()]


@pytest.mark.parametrize(
    "command",
    [["ruff", "format", "--check", "."], ["ruff", "check", "."], ["mypy"], ["lint-imports"]],
    ids=lambda command: " ".join(command),
)
def test_the_checks_pass(command):
    done = subprocess.run(
        [BIN / command[0], *command[1:]], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("name", ["run.lock", "test.lock"])
def test_locks_pin_with_hashes_and_name_no_host_or_path(name):
    text = (ROOT / "requirements" / name).read_text()
    assert not re.search(r"https?://|file:|index-url|find-links|@ ", text)
    pins = re.findall(r"^([A-Za-z0-9._-]+(?:\[[a-z]+\])?)==", text, re.MULTILINE)
    assert len(pins) > 10
    assert text.count("--hash=sha256:") >= len(pins)


def test_no_file_names_a_path_of_a_machine():
    machine = re.compile(r"/(?:work|home|root|Users)/[a-z]")
    for path in tracked():
        if path.suffix in (".py", ".md", ".yaml", ".toml", ".txt", ".csv", ".lock") and path != Path(
            __file__
        ):
            assert not machine.search(path.read_text(encoding="utf-8")), path
