"""A pharmacist opens the demo for the first time, in a real browser."""

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
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM, reason="no Chromium was found; install the package chromium"),
]


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    serve = f"import sys; sys.argv = ['brownbag', 'demo', '--port', '{port}']\nfrom brownbag.command_line.main import main; main()"
    environment = os.environ | {"BROWNBAG_DATA": str(tmp_path_factory.mktemp("demo"))}
    with subprocess.Popen(
        [sys.executable, "-c", serve], env=environment, stdout=subprocess.DEVNULL
    ) as server:
        try:
            _wait_for(f"http://127.0.0.1:{port}/healthz")
            yield f"http://127.0.0.1:{port}/"
        finally:
            server.terminate()


def _wait_for(page):
    for _ in range(120):
        try:
            with urllib.request.urlopen(page, timeout=1):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.5)
    pytest.fail("the demo did not answer within a minute")


@pytest.fixture(params=[1440, 390], ids=["desk", "phone"])
def page(request):
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": request.param, "height": 900})
        yield page
        browser.close()


def test_from_the_sign_in_page_to_the_first_problem(page, address):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    # given the demo practice, when Dana signs in with what the page shows
    page.goto(address)
    assert page.get_by_text("Demo sign-ins").is_visible()
    _is_accessible(page)
    page.get_by_label("Name").fill("dana")
    page.get_by_label("Password").fill("brown-bag-demo")
    page.keyboard.press("Enter")
    # then the most urgent person stands first
    page.get_by_role("heading", name="Do today").wait_for()
    first = page.locator("ol.q li").first
    assert "Eleanor Brooks" in first.inner_text()
    _is_accessible(page)
    # when she opens her with the keyboard, then the first problem shows its reasons
    first.get_by_role("link").focus()
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Medicines").wait_for()
    assert page.get_by_text("Why for this person").first.is_visible()
    assert page.get_by_text("Every rule is a draft").is_visible()
    _is_accessible(page)
    # and what is checked can be read
    page.get_by_role("link", name="What is checked").click()
    page.get_by_role("heading", name="What is checked").wait_for()
    _is_accessible(page)
    # and nothing was asked of any other machine
    assert all(url.startswith(address) for url in asked)


def _is_accessible(page):
    found = Axe().run(page, options={"runOnly": RULES}).response["violations"]
    assert [(rule["id"], rule["nodes"][0]["html"]) for rule in found] == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
