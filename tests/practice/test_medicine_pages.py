"""What the release knows, as someone of the practice looks it up."""

import pytest
from django.urls import reverse


@pytest.fixture
def look_up(client, staff_of, practice):
    client.force_login(staff_of(practice, "pharmacist"))

    def look(name, **asked):
        answer = client.get(reverse(name, kwargs=asked.pop("path", {})), asked)
        return answer.status_code, answer.content.decode()

    return look


def test_a_medicine_is_found_by_any_of_its_names(look_up):
    status, page = look_up("knowledge", medicine="Coumadin 5 mg tab")
    assert status == 200
    assert 'href="/medicines/warfarin/"' in page


@pytest.mark.parametrize(
    ("typed", "says"), [("a statin", "not one medicine"), ("green capsules", "Nobody knows which medicine")]
)
def test_what_is_no_medicine_says_so(look_up, typed, says):
    assert says in look_up("knowledge", medicine=typed)[1]


def test_every_line_of_a_medicine_names_its_source_and_place(look_up):
    status, page = look_up("medicine", path={"name": "warfarin"})
    assert status == 200
    lines = page.split("<dt>")[1:]
    facts = [line for line in lines if 'class="src"' in line]
    assert len(facts) > 10
    assert "Drafted, not yet checked by a pharmacist" in page
    assert "CYP2C9" in page


def test_interactions_stand_most_urgent_first(look_up):
    page = look_up("medicine", path={"name": "warfarin"})[1]
    marks = [part[0] for part in page.split('class="chip m-')[1:]]
    assert marks[0] == "R"
    assert marks == sorted(marks, key="RAB".index)


def test_a_medicine_without_facts_has_no_page(look_up):
    assert look_up("medicine", path={"name": "green capsules"})[0] == 404


def test_what_must_hold_is_said_in_words_and_no_place_stays_open(look_up):
    _, page = look_up("medicine", path={"name": "codeine"})
    assert "Under 12 years" in page
    assert "sleep apnea or label, reason or person says “tonsil”" in page
    assert "{first}" not in page


def test_a_sign_is_named_beside_what_to_do(look_up):
    _, page = look_up("medicine", path={"name": "topiramate"})
    sign = page.split("Stand up slowly.")[0].rsplit("<dt>", 1)[1]
    assert sign.startswith("Dizzy")
    assert "Stand up slowly. (common; tell us)" in page
