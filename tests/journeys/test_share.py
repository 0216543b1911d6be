"""Share the newest list: the code on a phone, the passcode, the list; and tell the pharmacy until it confirms."""

import json
import re
import urllib.request

import pytest

from tests.practice.health_link_reader import opened, payload_of

pytestmark = pytest.mark.browser


def open_person(page, address, name):
    page.goto(f"{address}people/")
    page.get_by_label("Name, or parts of it").fill(name)
    page.get_by_role("button", name="Find").click()
    page.get_by_role("link", name=f"Open {name}").click()
    page.get_by_role("heading", level=1, name=name).wait_for()


def test_gloria_shares_her_list_and_ends_the_link(signed_in, open_page, address, is_accessible):
    page = signed_in(width=390)
    # given Gloria, whose list was let out yesterday, when she agrees to a link
    open_person(page, address, "Gloria Haynes")
    page.get_by_role("link", name="Link to the list, files to take away").click()
    is_accessible(page)
    page.get_by_role("button", name="Gloria agreed: make the link").click()
    page.get_by_role("img", name="QR code of the link").wait_for()
    is_accessible(page)
    passcode = page.locator(".code").inner_text()
    link = page.locator(".link-box").inner_text()
    assert page.evaluate("document.querySelector('img[alt=\"QR code of the link\"]').naturalWidth") > 60
    share = page.url
    # then someone without an app sees no name before the passcode
    phone = open_page(390)
    phone.goto(link)
    phone.get_by_label("Passcode").wait_for()
    assert "Gloria" not in phone.content()
    is_accessible(phone)
    phone.get_by_label("Passcode").fill("000000" if passcode != "000000" else "111111")
    phone.keyboard.press("Enter")
    phone.get_by_text("You can try 9 more times").wait_for()
    is_accessible(phone)
    phone.get_by_label("Passcode").fill(f"{passcode[:3]} {passcode[3:]}")
    phone.get_by_label(re.compile("Who are you")).fill("Mercy Hospital, night nurse")
    phone.get_by_role("button", name="Open the list").click()
    phone.get_by_text("Gloria Haynes").wait_for()
    is_accessible(phone)
    assert phone.get_by_role("link", name="Open the list to print").is_visible()
    # and Dana sees who opened it
    page.goto(share)
    assert page.get_by_text("Mercy Hospital, night nurse").is_visible()
    assert page.get_by_text("Wrong passcode", exact=True).is_visible()
    is_accessible(page)
    # when she ends it, then it is closed at once
    page.get_by_role("button", name="End the link").click()
    page.get_by_text("The last link was ended by the practice").wait_for()
    phone.reload()
    phone.get_by_role("heading", name="This link is not open").wait_for()
    is_accessible(phone)


def test_an_app_reads_what_the_code_says(signed_in, address):
    page = signed_in()
    open_person(page, address, "Denise Carter")
    page.get_by_role("link", name="Link to the list, files to take away").click()
    page.get_by_role("button", name="Denise agreed: make the link").click()
    page.get_by_role("img", name="QR code of the link").wait_for()
    passcode = page.locator(".code").inner_text()
    # when an app opens the whole link, as it would read it from the code
    with page.expect_download() as download:
        page.get_by_role("link", name="Patient file").click()
    assert json.loads(download.value.path().read_bytes())["schema"] == "brownbag-patient/1"
    payload = payload_of(_scanned(page, address))
    body = json.dumps({"recipient": "An app", "passcode": passcode}).encode()
    asked = urllib.request.Request(
        payload.url.replace("http://127.0.0.1:8000/", address),
        body,
        {"Content-Type": "application/json"},
    )
    with urllib.request.urlopen(asked) as answer:
        files = json.load(answer)["files"]
    summary = json.loads(opened(files[0]["embedded"], payload)[1])
    names = [each["resource"].get("name") for each in summary["entry"]]
    assert [{"family": "Carter", "given": ["Denise"]}] in names


def _scanned(page, address):
    "What a reader of codes sees in the code on the page."
    page.add_script_tag(url=f"{address}static/workspace/vendor/zxing.min.js")
    return page.evaluate(
        """async () => {
            const shown = document.querySelector('img[alt="QR code of the link"]');
            const large = document.createElement("canvas");
            large.width = large.height = 4 * shown.naturalWidth;
            const pen = large.getContext("2d");
            pen.imageSmoothingEnabled = false;
            pen.drawImage(shown, 0, 0, large.width, large.height);
            const light = new ZXing.HTMLCanvasElementLuminanceSource(large);
            const bits = new ZXing.BinaryBitmap(new ZXing.HybridBinarizer(light));
            // Drawn, not photographed: there is no need to look for its corners, which fails for some contents.
            const drawn = new Map([[ZXing.DecodeHintType.PURE_BARCODE, true]]);
            return new ZXing.QRCodeReader().decode(bits, drawn).getText();
        }"""
    )


def test_the_doctor_is_told_until_she_confirms(signed_in, address, is_accessible):
    page = signed_in(width=390)
    # given a finished visit, when Dana makes the notices to those who do not know
    open_person(page, address, "Denise Carter")
    page.locator("section", has=page.get_by_role("heading", name="Visits")).get_by_role("link").first.click()
    page.get_by_role("heading", name="Tell the pharmacies and prescribers").wait_for()
    assert page.get_by_text("New: Robitussin DM").is_visible()
    is_accessible(page)
    page.get_by_role("button", name="Make the notices").click()
    page.get_by_role("heading", name="Notice to Dr. Anil Patel").wait_for()
    is_accessible(page)
    page.get_by_role("link", name="Page of the notice to Dr. Anil Patel").click()
    page.get_by_role("heading", name="Please update your list").wait_for()
    is_accessible(page)
    page.go_back()
    # then it is sent, and confirmed by a name
    page.get_by_role("button", name="Keep how the notice to Dr. Anil Patel was sent").click()
    page.get_by_label("Confirmed by (name)").fill("Sam Ortiz, front desk")
    page.get_by_role("button", name="Confirmed by Dr. Anil Patel").click()
    page.get_by_text("Confirmed by Sam Ortiz, front desk").wait_for()
    is_accessible(page)
    # and a clinic that no list names is told as well
    page.get_by_text("Tell someone else").click()
    is_accessible(page)
    page.get_by_label("Name", exact=True).fill("Heart clinic")
    page.get_by_role("button", name="Make the notice", exact=True).click()
    page.get_by_role("heading", name="Notice to Heart clinic").wait_for()
