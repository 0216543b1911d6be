"""The pictures of a visit: what acts on what, what a change would do, what came first."""

from datetime import date

import pytest
from django.urls import reverse

from brownbag.practice.accounts.models import Staff
from brownbag.practice.medication_list.models import MedicationLine
from brownbag.practice.people.models import Person
from brownbag.practice.reviews.actions import start_visit
from brownbag.practice.workspace.pictures.interaction_map import Medicine, Tie, interaction_map
from brownbag.practice.workspace.pictures.timeline import Series, Taken, covered, timeline

ON = date(2026, 11, 24)


@pytest.fixture
def eleanors_pictures(demo, client):
    "Eleanor's pictures as Dana sees them; `stop` names a medicine to try without."
    dana = Staff.objects.get(username="dana")
    client.force_login(dana)
    eleanor = Person.objects.unscoped().get(given_name="Eleanor")
    visit = start_visit(person=eleanor, setting="clinic", on=ON, by=dana)

    def show(stop=""):
        lines = MedicationLine.objects.unscoped().filter(person=eleanor, current__name__startswith=stop)
        address = reverse("visit_pictures", args=[visit.pk])
        return client.get(f"{address}?stop={lines[0].pk}" if stop else address).content.decode()

    return show


def test_every_problem_of_the_map_is_a_link_beside_it(eleanors_pictures):
    page = eleanors_pictures()
    assert "Bactrim DS raises the effect of Coumadin</a>" in page
    assert "Map of the medicines and the problems between them" in page
    assert "drafted, not yet checked by a pharmacist" in page


def test_stopping_the_antibiotic_removes_its_problems_and_changes_nothing(eleanors_pictures):
    page = eleanors_pictures(stop="Bactrim")
    tried = page[page.index('id="what-if"') :]
    assert "Stop Bactrim DS" in tried
    assert "<li>Bactrim DS raises the effect of Coumadin</li>" in tried
    assert "Nothing is changed" in tried
    assert "Bactrim DS raises the effect of Coumadin</a>" in eleanors_pictures()


def test_what_is_asked_for_and_not_there_shows_the_first_choice(eleanors_pictures):
    assert "What if?" in eleanors_pictures(stop="")


def ties(count, mark="A"):
    return [Tie(number, ("0", str(number)), mark, "Bleeding") for number in range(1, count + 1)]


def medicines(count):
    return [Medicine(str(number), f"medicine {number}", "", f"reason {number}") for number in range(count)]


def test_the_busiest_medicine_stands_on_top_and_no_box_covers_another():
    drawn = interaction_map(medicines(8), ties(7))
    assert min(drawn.boxes, key=lambda box: box.y).name == "medicine 0"
    for place, one in enumerate(drawn.boxes):
        for other in drawn.boxes[place + 1 :]:
            apart = abs(one.x - other.x) >= one.width or abs(one.y - other.y) >= one.height
            assert apart, (one, other)


def test_more_lines_than_can_be_read_are_counted_and_not_drawn():
    drawn = interaction_map(medicines(12), [*ties(4), *ties(11, mark="B")[4:]])
    assert len(drawn.lines) == 4
    assert drawn.left_out == 7


def test_three_medicines_together_are_one_shape():
    drawn = interaction_map(medicines(3), [Tie(1, ("0", "1", "2"), "R", "Kidneys")])
    assert len(drawn.areas) == 1
    assert drawn.lines == ()


def test_two_medicines_for_one_reason_carry_the_number_instead_of_a_line():
    pair = [Medicine("0", "naproxen", "", "pain"), Medicine("1", "ibuprofen", "", "pain")]
    drawn = interaction_map(pair, [Tie(1, ("0", "1"), "R", "Twice")])
    assert drawn.lines == ()
    assert [len(box.badges) for box in drawn.boxes] == [1, 1]


def test_a_list_without_problems_is_drawn_too():
    assert interaction_map([], []).boxes == ()
    assert len(interaction_map(medicines(5), []).boxes) == 5


def test_days_without_medicine_are_shown_and_early_fills_are_used_up():
    january, february, may = date(2026, 1, 1), date(2026, 1, 25), date(2026, 5, 1)
    stretches = covered([(january, 30), (february, 30), (may, 30)], last=date(2026, 5, 20))
    assert [has for _, _, has in stretches] == [True, True, False, True]
    assert stretches[1][0] == date(2026, 1, 31)


def test_a_fill_without_days_of_supply_covers_nothing():
    assert covered([(date(2026, 1, 1), None)], last=ON) == []


def test_a_new_medicine_gets_a_letter_and_a_single_value_a_dot():
    new = Taken("Bactrim DS", date(2026, 11, 21), None, stopped=False, as_needed=False)
    old = Taken("warfarin", date(2019, 4, 10), None, stopped=False, as_needed=False)
    drawn = timeline([old, new], [Series("INR", ((ON, 3.4, "3.4"),))], [], on=ON)
    assert [(letter, name) for letter, name, _ in drawn.letters] == [("A", "Bactrim DS")]
    assert len(drawn.curves[0].dots) == 1


def test_nothing_known_makes_an_empty_timeline():
    assert timeline([], [], [], on=ON).bars == ()
