"""The demo practice, served as a newcomer gets it, and a real browser."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

CHROMIUM = os.environ.get("BROWNBAG_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
RULES = ["wcag2a", "wcag2aa", "wcag2aaa", "wcag21aa", "wcag22aa", "best-practice"]
SERVE = "import sys; sys.argv = ['brownbag', 'demo', '--port', '{port}']\nfrom brownbag.command_line.main import main; main()"


# One product in the layout of openFDA; its UPC is a 3, the ten digits of its NDC and a check digit.
LISTED = {
    "meta": {"last_updated": "2026-11-20"},
    "results": [
        {
            "product_ndc": "0093-2267",
            "generic_name": "Lisinopril",
            "brand_name": "Lisinopril",
            "labeler_name": "Example Labeler",
            "active_ingredients": [{"name": "LISINOPRIL", "strength": "10 mg/1"}],
            "dosage_form": "TABLET",
            "route": ["ORAL"],
            "product_type": "HUMAN PRESCRIPTION DRUG",
            "marketing_category": "ANDA",
            "packaging": [{"package_ndc": "0093-2267-01", "description": "100 TABLET in 1 BOTTLE"}],
            "finished": True,
        }
    ],
}
RUN = "from brownbag.command_line.main import main; main()"


@pytest.fixture(scope="session")
def demo_data(tmp_path_factory):
    "The environment of the demo practice: a data folder of its own, with one list of products loaded."
    folder = tmp_path_factory.mktemp("demo")
    (folder / "drug-ndc.json").write_text(json.dumps(LISTED))
    environment = os.environ | {"BROWNBAG_DATA": str(folder)}
    words = ["vocabulary", "import", "openfda", str(folder / "drug-ndc.json")]
    subprocess.run([sys.executable, "-c", RUN, *words], env=environment, check=True, capture_output=True)
    return environment


@pytest.fixture(scope="session")
def address(demo_data):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-c", SERVE.format(port=port)]
    with subprocess.Popen(command, env=demo_data, stdout=subprocess.DEVNULL) as server:
        try:
            _wait_for(f"http://127.0.0.1:{port}/healthz")
            yield f"http://127.0.0.1:{port}/"
        finally:
            server.terminate()


def _wait_for(page):
    for _ in range(360):
        try:
            with urllib.request.urlopen(page, timeout=1):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.5)
    pytest.fail("the demo did not answer within three minutes")


@pytest.fixture(scope="session")
def launch():
    "Start a browser, with more arguments where a test needs them."
    if not CHROMIUM:
        pytest.skip("no Chromium was found; install the package chromium")
    with sync_playwright() as playwright:
        yield lambda *more: playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", *more])


@pytest.fixture(scope="session")
def browser(launch):
    browser = launch()
    yield browser
    browser.close()


@pytest.fixture
def open_page(browser, address):
    "Open a page of a given width in a browser of its own, and watch what it asks for."
    contexts, asked, faults = [], [], []

    def make(width=1440):
        context = browser.new_context(viewport={"width": width, "height": 900})
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(60_000)
        page.on("request", lambda request: asked.append(request.url))
        page.on("pageerror", lambda fault: faults.append(str(fault)))
        page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
        return page

    yield make
    for context in contexts:
        context.close()
    assert all(url.startswith(address) for url in asked), "a page asked another machine for something"
    assert [fault for fault in faults if "Failed to load resource" not in fault] == []


@pytest.fixture
def signed_in(open_page, address):
    "A page on which someone of the demo practice is signed in."

    def make(name="dana", width=1440):
        page = open_page(width)
        page.goto(address)
        page.get_by_label("Name").fill(name)
        page.get_by_label("Password").fill("brown-bag-demo")
        page.keyboard.press("Enter")
        page.wait_for_url(address)
        return page

    return make


@pytest.fixture
def is_accessible():
    "Check a page with axe, AAA contrast included, and that nothing scrolls sideways."

    def check(page):
        found = Axe().run(page, options={"runOnly": RULES}).response["violations"]
        assert [(page.url, rule["id"], rule["nodes"][0]["html"]) for rule in found] == []
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), page.url

    return check
