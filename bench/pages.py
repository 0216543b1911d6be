"""Pages over a practice of 10,000 people, served by two workers; finishing a visit with every paper."""

import os
import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urlencode

from bench.row import Row, measure

PEOPLE = 10_000
MADE = Path(__file__).with_name("many_people.py")
SERVE = (
    "import sys; sys.argv = ['brownbag', 'demo', '--port', '{port}']\n"
    "from brownbag.command_line.main import main; main()"
)


def rows() -> list[Row]:
    "Make the practice, serve it, and measure each page as a browser would ask for it."
    with tempfile.TemporaryDirectory(prefix="brownbag-bench-") as folder:
        environment = os.environ | {"BROWNBAG_DATA": folder, "BROWNBAG_DEMO": "yes"}
        made = subprocess.run(
            [sys.executable, MADE, str(PEOPLE)], env=environment, check=True, capture_output=True, text=True
        )
        visits = [int(number) for number in made.stdout.split()]
        port = _free_port()
        with subprocess.Popen(
            [sys.executable, "-c", SERVE.format(port=port)], env=environment, stdout=subprocess.DEVNULL
        ) as server:
            try:
                return _measure(_Browser(f"http://127.0.0.1:{port}"), visits)
            finally:
                server.terminate()


def _measure(browser: "_Browser", visits: list[int]) -> list[Row]:
    browser.sign_in()
    many = f"{PEOPLE:,} people"
    person = browser.person_of(visits[0])
    assess = f"/visits/{visits[0]}/assess/"
    waiting = iter(visits)
    return [
        measure(f"Today, {many}", lambda: browser.get("/"), aim="150 ms p95", times=40),
        measure(f"Patient, {many}", lambda: browser.get(person), aim="150 ms p95", times=40),
        measure(f"Assess, {many}", lambda: browser.get(assess), aim="150 ms p95", times=40),
        measure("Finish visit, all PDFs", lambda: browser.finish(next(waiting)), aim="2000 ms", times=10),
    ]


class _Browser:
    "Someone signed in, over plain HTTP."

    def __init__(self, address: str) -> None:
        self.address, self.jar = address, CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar))

    def sign_in(self) -> None:
        page = self._when_up("/sign-in")
        self._post("/sign-in", page, {"username": "dana", "password": "brown-bag-demo"})

    def get(self, path: str) -> str:
        with self.opener.open(self.address + path, timeout=60) as answer:
            return answer.read().decode()

    def person_of(self, visit: int) -> str:
        found = re.search(r'<h1><a href="(/people/\d+/)"', self.get(f"/visits/{visit}/collect/"))
        assert found
        return found[1]

    def finish(self, visit: int) -> None:
        page = self.get(f"/visits/{visit}/implement/")
        (version,) = set(re.findall(r'name="version" value="(\d+)"', page))
        done = self._post(f"/visits/{visit}/finish/", page, {"version": version, "reason": "measured"})
        assert "The visit is finished." in done

    def _post(self, path: str, page: str, form: dict[str, str]) -> str:
        for name in ("csrfmiddlewaretoken", "one_use_token"):
            tokens = re.findall(rf'name="{name}" value="([^"]+)"', page)
            form |= {name: tokens[-1]} if tokens else {}
        body = urlencode(form).encode()
        request = urllib.request.Request(self.address + path, body, {"Origin": self.address})
        with self.opener.open(request, timeout=60) as answer:
            return answer.read().decode()

    def _when_up(self, path: str) -> str:
        for _ in range(240):
            try:
                return self.get(path)
            except OSError:
                time.sleep(0.5)
        raise TimeoutError("the server did not answer within two minutes")


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])
