"""A practice of one's own: make the tables, give a sign-in, serve."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

import pytest

RUN = "from brownbag.command_line.main import main; main()"


@pytest.fixture
def environment(tmp_path):
    return os.environ | {"BROWNBAG_DATA": str(tmp_path), "BROWNBAG_DATABASE_URL": "", "BROWNBAG_DEMO": ""}


@pytest.fixture
def brownbag(environment):
    def run(*words, typed=""):
        return subprocess.run(
            [sys.executable, "-c", RUN, *words],
            env=environment,
            input=typed,
            capture_output=True,
            text=True,
            check=False,
        )

    return run


def _free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def _answer(address):
    for _ in range(60):
        try:
            with urllib.request.urlopen(address, timeout=2) as page:
                return page.read().decode()
        except (urllib.error.URLError, OSError):
            time.sleep(0.5)
    return pytest.fail("the server did not answer within half a minute")


STAFF = ("staff", "ruth", "--practice", "Harbor Review", "--role", "pharmacist")


def test_a_new_practice_is_served_and_shows_no_demo_sign_ins(brownbag, environment):
    assert brownbag("migrate").returncode == 0
    made = brownbag(*STAFF, typed="correct horse battery\n")
    assert made.stdout == "ruth can sign in as pharmacist of Harbor Review.\n"
    port = _free_port()
    served = environment | {"BROWNBAG_URL": f"http://127.0.0.1:{port}"}
    with subprocess.Popen(
        [sys.executable, "-c", RUN, "serve", "--port", str(port), "--workers", "1"],
        env=served,
        stdout=subprocess.DEVNULL,
    ) as server:
        try:
            assert '"ready": true' in _answer(f"http://127.0.0.1:{port}/readyz")
            assert "brown-bag-demo" not in _answer(f"http://127.0.0.1:{port}/sign-in")
        finally:
            server.terminate()


def test_a_database_of_another_release_is_not_served(brownbag):
    done = brownbag("serve", "--port", str(_free_port()))
    assert done.returncode == 2
    assert done.stderr == "The database does not fit this release; run `brownbag migrate` first.\n"


def test_a_port_in_use_is_named(brownbag):
    brownbag("migrate")
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        done = brownbag("serve", "--port", str(port))
    assert done.returncode == 2
    assert f"Port {port} of 127.0.0.1 is used by another program" in done.stderr


def test_a_setting_that_cannot_be_used_is_named(brownbag, environment):
    environment["BROWNBAG_URL"] = "meds.example.org"
    done = brownbag("serve")
    assert done.returncode == 2
    assert "BROWNBAG_URL is 'meds.example.org'; expected scheme and host only" in done.stderr


@pytest.mark.parametrize(
    ("password", "says"),
    [("short", "at least 12 characters"), ("password1234", "too common")],
)
def test_a_weak_password_makes_no_sign_in(brownbag, password, says):
    brownbag("migrate")
    done = brownbag(*STAFF, typed=f"{password}\n")
    assert done.returncode == 2
    assert says in done.stderr


def test_a_name_is_given_once(brownbag):
    brownbag("migrate")
    brownbag(*STAFF, typed="correct horse battery\n")
    again = brownbag("staff", "Ruth", *STAFF[2:], typed="correct horse battery\n")
    assert again.returncode == 2
    assert "has a sign-in already" in again.stderr


def test_a_backup_brings_the_practice_back(brownbag, tmp_path):
    brownbag("migrate")
    brownbag(*STAFF, typed="correct horse battery\n")
    assert brownbag("backup", str(tmp_path / "kept.zip")).returncode == 0
    (tmp_path / "brownbag.sqlite3").unlink()
    done = brownbag("restore", str(tmp_path / "kept.zip"))
    assert done.returncode == 0, done.stderr
    again = brownbag(*STAFF, typed="correct horse battery\n")
    assert "has a sign-in already" in again.stderr


def test_a_damaged_backup_restores_nothing(brownbag, tmp_path):
    brownbag("migrate")
    kept = tmp_path / "kept.zip"
    brownbag("backup", str(kept))
    content = bytearray(kept.read_bytes())
    content[len(content) // 2] ^= 0xFF
    kept.write_bytes(content)
    before = (tmp_path / "brownbag.sqlite3").read_bytes()
    done = brownbag("restore", str(kept), "--replace")
    assert done.returncode == 2
    assert "nothing was restored" in done.stderr
    assert (tmp_path / "brownbag.sqlite3").read_bytes() == before


def test_a_backup_and_a_database_are_never_overwritten(brownbag, tmp_path):
    brownbag("migrate")
    kept = tmp_path / "kept.zip"
    brownbag("backup", str(kept))
    assert "is there already" in brownbag("backup", str(kept)).stderr
    assert "is there already" in brownbag("restore", str(kept)).stderr
