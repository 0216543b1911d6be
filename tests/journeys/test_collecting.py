"""One true list: two pharmacies that do not know of each other, and a discharge that disagrees with the kitchen table."""

import re
from datetime import date, timedelta

import pytest

from tests.practice.test_reconcile_lists import MAIL, MERCY

pytestmark = pytest.mark.browser

AT_MOST = 6
KITCHEN = "lisinopril 10 mg tablet - 1 tablet daily\nomeprazole 20 mg capsule - 1 capsule daily\ntamsulosin 0.4 mg - 1 daily"
DISCHARGE = (
    "Prinivil 20 mg tablet - 1 tablet daily\npantoprazole 40 mg tablet - 1 tablet daily\n"
    "metformin 500 mg tablet - 1 tablet twice daily"
)
# The smallest picture that is one: a PNG of one white point.
PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8ffff3f0005fe02fe"
    "dccc59e70000000049454e44ae426082"
)


def add_person(page, address, given, family):
    page.goto(f"{address}people/new/")
    page.get_by_label("First name").fill(given)
    page.get_by_label("Last name").fill(family)
    page.get_by_label("Birth date").fill("1948-02-11")
    page.get_by_role("button", name=re.compile("Add")).first.click()
    page.get_by_role("heading", name="Facts on file").wait_for()
    return page.url


def paste(page, person, text, list_name):
    page.goto(f"{person}import/")
    page.get_by_label("Or paste a list").fill(text)
    page.get_by_label(re.compile("Which list is it")).fill(list_name)
    page.get_by_role("button", name="Read").click()
    page.get_by_role("heading", name="New because of it").wait_for()


def test_two_lists_of_twelve_become_one_in_at_most_six_clicks(signed_in, address, is_accessible):
    page = signed_in()
    # given Nell, whose mail order and hospital lists differ in four places
    person = add_person(page, address, "Nell", "Harker")
    page.goto(f"{person}import/")
    is_accessible(page)
    paste(page, person, MAIL, "Mail order")
    is_accessible(page)
    paste(page, person, MERCY, "Mercy Hospital")
    page.goto(person)
    page.get_by_role("button", name="Start a visit").click()
    page.get_by_text("4 need you").wait_for()
    is_accessible(page)
    # then each difference says why, and what both say alike is one closed line
    page.get_by_text("Mail order does not know about the clopidogrel.").first.wait_for()
    page.get_by_text("Same on every list that has it: 9, no click needed.").wait_for()
    # when the pharmacist answers one row, is called away and comes back, then the next row waits with the focus
    page.locator("[data-choice]").first.click()
    page.wait_for_load_state()
    page.goto(person)
    page.get_by_role("button", name="Resume the visit").click()
    page.get_by_text("3 need you").wait_for()
    page.locator("[data-row]:focus [data-choice]").first.wait_for()
    assert page.locator("[data-row]:focus").bounding_box()["y"] >= 0
    # when each of the others is answered with one click, then all is settled
    clicks = 1
    while page.locator("[data-choice]").count():
        page.locator("[data-choice]").first.click()
        clicks += 1
        page.wait_for_load_state()
    assert clicks <= AT_MOST
    page.get_by_text("every row is settled").wait_for()
    is_accessible(page)
    # and the last answer can be taken back and given again on the same row
    page.keyboard.press("z")
    page.get_by_text("1 needs you").wait_for()
    page.get_by_role("button", name=re.compile("Redo")).first.click()
    page.get_by_text("every row is settled").wait_for()
    # and who must be told stands among the problems
    page.get_by_role("link", name=re.compile("Go to Assess")).click()
    page.get_by_text(re.compile("does not have the|does not know about")).first.wait_for()


def test_a_list_is_photographed_and_typed_beside_the_picture_on_a_phone(signed_in, address, is_accessible):
    page = signed_in(width=390)
    person = add_person(page, address, "Olive", "Hart")
    page.goto(person)
    page.get_by_role("button", name="Start a visit").click()
    page.get_by_text("Keep a photographed list").click()
    page.get_by_label(re.compile("Photograph or scan")).set_input_files(
        {"name": "fridge.png", "mimeType": "image/png", "buffer": PICTURE}
    )
    page.get_by_label("Which list is it?").fill("Fridge door")
    page.get_by_role("button", name="Keep it").click()
    page.get_by_role("img", name="Fridge door, photographed").wait_for()
    is_accessible(page)
    page.get_by_label(re.compile("Medicine three letters")).fill("Aleve")
    page.get_by_role("button", name="Add to the list").click()
    page.get_by_role("img", name="Fridge door, photographed").wait_for()
    page.get_by_role("heading", name="Aleve").first.wait_for()


def test_home_from_the_hospital(signed_in, address, is_accessible):
    page = signed_in()
    # given Hugo with a kitchen-table list and a discharge list
    person = add_person(page, address, "Hugo", "Lamb")
    paste(page, person, KITCHEN, "Kitchen table")
    paste(page, person, DISCHARGE, "Mercy discharge")
    page.goto(person)
    page.get_by_role("link", name="Hugo came home from a hospital").click()
    page.get_by_label("Hospital", exact=True).fill("Mercy Hospital")
    page.get_by_label("Home since").fill((date.today() - timedelta(days=1)).isoformat())
    page.get_by_label("List from before").select_option("Kitchen table")
    page.get_by_label("Discharge list").select_option("Mercy discharge")
    is_accessible(page)
    page.get_by_role("button", name="Record the stay").click()
    # then left out, replaced, changed and new stand apart, each waiting for its reason
    for group in ("Left out", "Replaced", "Changed", "New"):
        page.get_by_role("heading", name=re.compile(f"^{group}")).wait_for()
    is_accessible(page)
    page.locator("summary", has_text="Write the reason of lisinopril").click()
    page.get_by_label("Why", exact=True).locator("visible=true").fill("Pressure was 160")
    page.get_by_role("button", name="Keep the reason").locator("visible=true").click()
    page.get_by_text("Pressure was 160").wait_for()
    # and the call is done, which Today shows
    page.get_by_role("button", name=re.compile("Done today.*Call")).click()
    page.get_by_role("button", name=re.compile("Undo.*Call")).wait_for()
    page.goto(f"{address}?kind=discharge")
    row = page.locator("ol.q > li", has_text="Hugo Lamb")
    row.get_by_text("31 days · list").wait_for()
    assert "done" in row.locator(".clocks li").first.inner_text()
    is_accessible(page)


def test_the_bag_bottle_by_bottle_on_a_phone(signed_in, address, is_accessible):
    page = signed_in(width=390)
    # given Ida, whose clinic list is on file, and her bag on the kitchen table
    person = add_person(page, address, "Ida", "Moss")
    paste(page, person, KITCHEN, "Clinic")
    page.goto(person)
    page.get_by_role("button", name="Start a visit").click()
    page.get_by_role("link", name="The bag, bottle by bottle").click()
    page.get_by_text("3 from other lists").wait_for()
    is_accessible(page)
    # when the technician looks at the lisinopril, which she put away
    page.get_by_role("link", name=re.compile("Ask about lisinopril")).click()
    page.get_by_label("How many are left").fill("30")
    page.get_by_label("Expired").check()
    page.get_by_label("Not at all").check()
    page.get_by_label("In their words").fill("I put them away")
    is_accessible(page)
    page.get_by_role("button", name="Save, next bottle").click()
    # then it is done, and the pharmacist's list asks which holds
    page.get_by_text("“I put them away”").wait_for()
    page.get_by_text("2 from other lists").wait_for()
    is_accessible(page)
    page.get_by_role("link", name="The whole list").click()
    page.get_by_text("Stopped here, active there").wait_for()
    is_accessible(page)


def test_two_records_of_one_person_are_merged_and_taken_apart(signed_in, address, is_accessible):
    page = signed_in()
    add_person(page, address, "Vera", "Twinning")
    page.goto(f"{address}people/new/")
    page.get_by_label("First name").fill("V.")
    page.get_by_label("Last name").fill("Twinning")
    page.get_by_label("Birth date").fill("1948-02-11")
    page.get_by_role("button", name=re.compile("Add")).first.click()
    page.get_by_label("This is another person").check()
    page.get_by_role("button", name=re.compile("Add")).first.click()
    page.get_by_role("button", name="Merge Vera Twinning into this record").wait_for()
    is_accessible(page)
    page.get_by_role("button", name="Merge Vera Twinning into this record").click()
    page.get_by_role("button", name="Undo the merge with Vera Twinning").wait_for()
    is_accessible(page)
    page.get_by_role("button", name="Undo the merge with Vera Twinning").click()
    page.get_by_role("button", name="Merge Vera Twinning into this record").wait_for()
