"""`brownbag day`: Ruth's list at the fewest times of her own day."""

import json
import subprocess
import sys

import pytest

RUTH = {
    "schema": "brownbag-patient/1",
    "id": "ruth",
    "on": "2026-03-07",
    "patient": {"birth_date": "1948-02-11", "sex": "female"},
    "medications": [
        {"name": "levothyroxine 75 mcg tablet", "directions": "1 tablet every morning on an empty stomach"},
        {"name": "calcium carbonate 500 mg tablet", "directions": "1 tablet twice daily with food"},
        {
            "name": "doxycycline 100 mg capsule",
            "directions": "1 capsule daily for 7 days",
            "start": "2026-03-05",
        },
        {"name": "acetaminophen 500 mg tablet", "directions": "1 tablet every 6 hours as needed for pain"},
    ],
}
TIMES = (
    "--wakes",
    "06:30",
    "--breakfast",
    "07:15",
    "--lunch",
    "12:30",
    "--dinner",
    "18:30",
    "--bedtime",
    "22:30",
)


def day(folder, *words):
    (folder / "ruth.json").write_text(json.dumps(RUTH), encoding="utf-8")
    run = "from brownbag.command_line.main import main; main()"
    command = [sys.executable, "-c", run, "day", "ruth.json", *words]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=folder)


def test_the_day_is_shown_with_what_was_moved_and_what_has_no_place(tmp_path):
    shown = day(tmp_path, *TIMES).stdout
    assert "Moved: calcium carbonate from 07:15 with breakfast, 18:30 with dinner" in shown
    assert "So that it stays apart from levothyroxine and doxycycline." in shown
    assert "No fixed time: acetaminophen. It is taken only when needed." in shown
    assert "Regimen complexity (MRCI):" in shown


def test_the_calendar_ends_a_course_and_keeps_the_wall_clock(tmp_path):
    done = day(tmp_path, *TIMES, "--calendar", "ruth.ics", "--zone", "America/New_York", "--days", "10")
    assert done.returncode == 0
    text = (tmp_path / "ruth.ics").read_bytes().decode()
    assert text.count("doxycycline") == 5
    assert "DTSTART:20260307T" in text
    assert text.endswith("END:VCALENDAR\r\n")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--wakes", "six", *TIMES[2:]), "--wakes: found 'six'"),
        (TIMES[:8], "Missing option '--bedtime'"),
        ((*TIMES, "--work", "all day"), "--work: found 'all day'"),
        ((*TIMES, "--calendar", "x.ics", "--zone", "Mars/Base"), "--zone: found 'Mars/Base'"),
    ],
)
def test_a_time_is_never_guessed(words, says, tmp_path):
    done = day(tmp_path, *words)
    assert done.returncode == 2
    assert says in done.stderr
    assert "Traceback" not in done.stderr
