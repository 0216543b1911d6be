"""A bottle held in front of the camera."""

import json
import re
import subprocess
import sys

import pytest
from playwright.sync_api import sync_playwright

from tests.journeys.barcode_video import write_video
from tests.journeys.conftest import CHROMIUM

pytestmark = pytest.mark.browser

# Lisinopril 10 mg tablets of the FDA's directory, in the layout of openFDA; its UPC is 3, ten digits and a check digit.
UPC = "300932267015"
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
            "packaging": [
                {"package_ndc": "0093-2267-01", "description": "100 TABLET in 1 BOTTLE (0093-2267-01)"}
            ],
            "finished": True,
        }
    ],
}


@pytest.fixture(scope="module")
def listed(demo_data, tmp_path_factory):
    "The demo practice with one list of products loaded."
    file = tmp_path_factory.mktemp("openfda") / "drug-ndc.json"
    file.write_text(json.dumps(LISTED))
    run = "from brownbag.command_line.main import main; main()"
    subprocess.run(
        [sys.executable, "-c", run, "vocabulary", "import", "openfda", str(file)], env=demo_data, check=True
    )


@pytest.fixture
def camera(address, listed, tmp_path):
    "A page on which Dana is signed in, with a camera that sees the given bars."
    with sync_playwright() as playwright:

        def see(digits):
            video = tmp_path / "bars.y4m"
            write_video(video, digits)
            browser = playwright.chromium.launch(
                executable_path=CHROMIUM,
                args=[
                    "--no-sandbox",
                    "--use-fake-ui-for-media-stream",
                    "--use-fake-device-for-media-stream",
                    f"--use-file-for-fake-video-capture={video}",
                ],
            )
            page = browser.new_page(viewport={"width": 390, "height": 900})
            page.set_default_timeout(60_000)
            page.goto(address)
            page.get_by_label("Name").fill("dana")
            page.get_by_label("Password").fill("brown-bag-demo")
            page.keyboard.press("Enter")
            page.wait_for_url(address)
            return page

        yield see


def _collect(page, address):
    page.goto(f"{address}people/")
    page.get_by_role("link", name="Open Denise Carter").click()
    page.get_by_role("button", name="Start a visit").click()
    page.get_by_role("heading", name="Add a medicine").wait_for()


def test_a_box_in_front_of_the_camera_fills_the_medicine(camera, address, is_accessible):
    page = camera(UPC)
    _collect(page, address)
    page.get_by_role("button", name="Scan the box").click()
    page.get_by_text(re.compile("Read from the box: lisinopril 10 mg", re.IGNORECASE)).wait_for()
    assert "lisinopril" in page.get_by_label("Medicine three letters").input_value().lower()
    is_accessible(page)


def test_a_box_that_no_list_knows_says_so(camera, address):
    page = camera("300010000015")
    _collect(page, address)
    page.get_by_role("button", name="Scan the box").click()
    page.get_by_text("No list of medicines that is loaded knows the number 300010000015").wait_for()
    assert page.get_by_label("Medicine three letters").input_value() == ""


def test_the_number_can_be_typed_where_there_is_no_camera(signed_in, listed, address):
    page = signed_in()
    _collect(page, address)
    page.get_by_role("button", name="Scan the box").click()
    page.get_by_text("There is no camera to use here").wait_for()
    page.get_by_label("Number under the bars").fill("0093-2267-01")
    page.keyboard.press("Enter")
    page.get_by_text(re.compile("Read from the box: lisinopril", re.IGNORECASE)).wait_for()
