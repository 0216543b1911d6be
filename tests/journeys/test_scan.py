"""A bottle held in front of the camera."""

import re

import pytest

from tests.journeys.barcode_video import write_video

pytestmark = pytest.mark.browser

UPC = "300932267015"
UNKNOWN = "300010000015"


@pytest.fixture
def camera(address, launch, tmp_path):
    "A page on which Dana is signed in, with a camera that sees the given bars."
    browsers = []

    def see(digits):
        video = tmp_path / "bars.y4m"
        write_video(video, digits)
        browsers.append(
            launch(
                "--use-fake-ui-for-media-stream",
                "--use-fake-device-for-media-stream",
                f"--use-file-for-fake-video-capture={video}",
            )
        )
        page = browsers[-1].new_page(viewport={"width": 390, "height": 900})
        page.set_default_timeout(60_000)
        page.goto(address)
        page.get_by_label("Name").fill("dana")
        page.get_by_label("Password").fill("brown-bag-demo")
        page.keyboard.press("Enter")
        page.wait_for_url(address)
        return page

    yield see
    for browser in browsers:
        browser.close()


def _collect(page, address, person):
    page.goto(f"{address}people/")
    page.get_by_role("link", name=f"Open {person}").click()
    page.get_by_role("button", name="Start a visit").click()
    page.get_by_role("heading", name="Add a medicine").wait_for()


def test_a_box_in_front_of_the_camera_fills_the_medicine(camera, address, is_accessible):
    page = camera(UPC)
    _collect(page, address, "Beatriz Soto")
    page.get_by_role("button", name="Scan the box").click()
    page.get_by_text(re.compile("Read from the box: lisinopril 10 mg", re.IGNORECASE)).wait_for()
    assert "lisinopril" in page.get_by_label("Medicine three letters").input_value().lower()
    is_accessible(page)


def test_a_box_that_no_list_knows_says_so(camera, address):
    page = camera(UNKNOWN)
    _collect(page, address, "James Porter")
    page.get_by_role("button", name="Scan the box").click()
    page.get_by_text(f"No list of medicines that is loaded knows the number {UNKNOWN}").wait_for()
    assert page.get_by_label("Medicine three letters").input_value() == ""


def test_the_number_can_be_typed_where_there_is_no_camera(signed_in, address):
    page = signed_in()
    _collect(page, address, "Walter Jennings")
    page.get_by_role("button", name="Scan the box").click()
    page.get_by_text("There is no camera to use here").wait_for()
    page.get_by_label("Number under the bars").fill("0093-2267-01")
    page.keyboard.press("Enter")
    page.get_by_text(re.compile("Read from the box: lisinopril", re.IGNORECASE)).wait_for()
