"""The bag, bottle by bottle."""

import uuid

import pytest
from django.urls import reverse

from brownbag.practice.medication_list.models import Bottle, MedicationLine, Statement
from brownbag.practice.medication_list.reconciling import merged
from brownbag.practice.reviews.actions import start_visit
from brownbag.practice.shared_pages.once import FIELD
from tests.practice.samples import ON, add_ruth


@pytest.fixture
def dana(practice, staff_of):
    return staff_of(practice, "technician", "luis")


@pytest.fixture
def desk(client, dana):
    client.force_login(dana)
    return client


@pytest.fixture
def ruth(practice, dana):
    return add_ruth(practice, dana)[0]


@pytest.fixture
def visit(ruth, dana):
    return start_visit(person=ruth, setting="home", on=ON, by=dana)


def save(desk, visit, **changed):
    form = {"name": "warfarin 5 mg", "seen": "yes", "label_date": "good", "takes": "label"}
    return desk.post(reverse("visit_bag", args=[visit.pk]), {FIELD: uuid.uuid4(), **form, **changed})


def page_of(desk, visit, **query):
    return desk.get(reverse("visit_bag", args=[visit.pk]), query).content.decode()


def test_a_bottle_of_a_known_medicine_joins_its_line(desk, ruth, visit):
    save(
        desk,
        visit,
        left=20,
        filled_on="2026-10-01",
        quantity=90,
        directions="1 tablet daily",
        words="1 at night",
    )
    assert MedicationLine.objects.unscoped().filter(person=ruth).count() == 2
    said = Statement.objects.unscoped().get(list_name="Ruth's bag")
    assert (said.line.current.ingredients, said.how_taken) == (["warfarin"], "1 at night")
    page = page_of(desk, visit)
    assert "1 bottle" in page
    assert "20 left, filled" in page
    assert "more was taken, or some are elsewhere" in page


def test_what_is_not_taken_any_more_asks_the_pharmacist(desk, ruth, visit):
    save(desk, visit, takes="not", words="I put it away", label_date="expired", knows_why="false")
    (row,) = [each for each in merged(ruth, on=ON).rows if each.group == "stopped_here_active_there"]
    assert row.needs_answer
    page = page_of(desk, visit)
    assert "Not at all. “I put it away”" in page
    assert "Expired." in page
    assert "Does not know what it is for." in page


def test_bottles_that_other_lists_name_are_listed_until_they_are_seen(desk, ruth, visit):
    assert "2 from other lists" in page_of(desk, visit)
    line = MedicationLine.objects.unscoped().get(person=ruth, current__ingredients=["warfarin"])
    assert 'value="warfarin 5 mg tablet"' in page_of(desk, visit, line=line.pk)
    save(desk, visit, line=line.pk, seen="no")
    page = page_of(desk, visit)
    assert "1 from other lists" in page
    assert "Told of, not seen." in page
    assert Bottle.objects.unscoped().get().statement.line == line


def test_a_jar_without_label_is_kept_as_it_looks(desk, ruth, visit):
    save(desk, visit, name="green capsules, jar without label", label_date="none", takes="sometimes")
    assert MedicationLine.objects.unscoped().filter(person=ruth).count() == 3


def test_a_bottle_looked_at_again_is_shown_once(desk, ruth, visit):
    save(desk, visit, left=30)
    save(desk, visit, left=29)
    page = page_of(desk, visit)
    assert "1 bottle<" in page
    assert "29 left" in page
    assert Bottle.objects.unscoped().count() == 2, "what was said before stays on file"


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"name": ""}, "Write the name on the bottle"),
        ({"takes": ""}, "Choose how it is taken."),
        ({"left": -1}, "greater than or equal to 0"),
        ({"filled_on": "soon"}, "Write the day as 2026-11-23."),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_kept(desk, visit, changed, sentence):
    answer = save(desk, visit, **changed)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not Bottle.objects.unscoped().exists()


def test_the_line_of_someone_else_is_not_there(desk, ruth, visit, practice, dana):
    from brownbag.practice.medication_list.actions import add_line
    from brownbag.practice.people.actions import register

    other = register(practice=practice, given_name="Other", family_name="Person", by=dana)
    about = {"list_name": "x", "said_by": "", "on": ON, "by": dana}
    line = add_line(person=other, said={"name": "aspirin"}, **about)
    assert save(desk, visit, line=line.pk).status_code == 404
