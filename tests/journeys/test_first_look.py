"""A pharmacist opens the demo for the first time."""

import pytest

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("width", [1440, 390], ids=["desk", "phone"])
def test_from_the_sign_in_page_to_the_first_person(open_page, address, is_accessible, width):
    page = open_page(width)
    # given the demo practice, when Dana signs in with what the page shows
    page.goto(address)
    assert page.get_by_text("Demo sign-ins").is_visible()
    is_accessible(page)
    page.get_by_label("Name").fill("dana")
    page.get_by_label("Password").fill("brown-bag-demo")
    page.keyboard.press("Enter")
    # then she is shown how to do her first review, and the most urgent person stands first
    page.get_by_role("heading", name="Do your first review").wait_for()
    assert "Eleanor Brooks" in page.locator("ol.q li").first.inner_text()
    is_accessible(page)
    # and what is checked can be read
    page.get_by_role("link", name="Knowledge").first.click()
    page.get_by_label("A medicine, by any name").fill("coumadin")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="warfarin", exact=True).wait_for()
    is_accessible(page)
    page.get_by_role("link", name="warfarin", exact=True).click()
    page.get_by_role("heading", level=1, name="warfarin").wait_for()
    is_accessible(page)
    page.get_by_role("link", name="What is known").click()
    page.get_by_role("link", name="The rules one by one").click()
    page.get_by_role("heading", name="What is checked").wait_for()
    is_accessible(page)


def test_the_owner_sees_no_patient(signed_in):
    page = signed_in("olga")
    assert page.get_by_text("Your account sees no clinical content").is_visible()
    assert "Eleanor" not in page.content()
