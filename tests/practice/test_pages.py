"""Today and a person's page, with the invented people of the demo."""

from datetime import date

import pytest
from django.urls import reverse

from brownbag.practice.accounts.models import Staff
from brownbag.practice.medication_list.actions import add_line, stop_line
from brownbag.practice.medication_list.models import LineVersion, Statement
from brownbag.practice.people.models import Person
from brownbag.practice.reviews.actions import assess_again, start_visit
from brownbag.practice.reviews.models import Problem

ON = date(2026, 11, 24)


@pytest.fixture
def dana(client, demo):
    client.force_login(Staff.objects.get(username="dana"))
    return client


@pytest.fixture
def eleanor(demo):
    return Person.objects.unscoped().get(given_name="Eleanor")


def test_today_shows_the_most_urgent_person_first(dana):
    page = dana.get(reverse("today")).content.decode()
    assert page.index("Do today") < page.index("Eleanor Brooks, 78") < page.index("This week")


def test_today_takes_few_queries(dana, django_assert_max_num_queries):
    with django_assert_max_num_queries(26):
        dana.get(reverse("today"))


def test_eleanors_problem_shows_reasons_sources_and_state(dana, eleanor):
    visit = start_visit(person=eleanor, setting="clinic", on=ON, by=Staff.objects.get(username="dana"))
    problem = Problem.objects.unscoped().get(person=eleanor, rule="warfarin_with_sulfamethoxazole")
    page = dana.get(reverse("visit_assess", args=[visit.pk]) + f"?problem={problem.pk}").content.decode()
    for words in (
        "Bactrim DS raises the effect of Coumadin",
        "Fischer 2010",
        "Other ways",
        "not yet checked",
        "invented",
    ):
        assert words in page


def test_what_a_fact_on_file_takes_care_of_is_shown_quietly(dana, eleanor):
    visit = start_visit(person=eleanor, setting="clinic", on=ON, by=Staff.objects.get(username="dana"))
    page = dana.get(reverse("visit_assess", args=[visit.pk])).content.decode()
    assert "1 taken care of, by what is on file" in page
    assert "Both have been taken for half a year or more, and the INR is in range." in page


def test_a_medicine_nobody_knows_stays_on_the_list_and_says_so(dana):
    irene = Person.objects.unscoped().get(given_name="Irene")
    page = dana.get(reverse("person", args=[irene.pk])).content.decode()
    assert "Green capsules" in page
    assert "Not checked: this does not name a medicine." in page


def test_loading_the_demo_again_changes_nothing(demo):
    from brownbag.practice.demo.load import load_demo

    before = Problem.objects.unscoped().count()
    load_demo(on=ON)
    assert Problem.objects.unscoped().count() == before
    assert Person.objects.unscoped().count() == 12


def test_a_stopped_medicine_ends_its_problems_and_keeps_its_history(eleanor):
    by = Staff.objects.get(username="dana")
    line = LineVersion.objects.unscoped().get(person=eleanor, name="Bactrim DS tablet").line
    stop_line(line=line, expected_version=line.version, why="the doctor agreed", on=date(2026, 11, 23), by=by)
    assess_again(person=eleanor, on=ON)
    problem = Problem.objects.unscoped().get(person=eleanor, rule="warfarin_with_sulfamethoxazole")
    assert problem.gone_on == ON
    assert [version.status for version in line.versions(manager="objects").unscoped().filter(line=line)] == [
        "active",
        "stopped",
    ]


def test_a_medicine_typed_by_hand_keeps_who_said_it(eleanor):
    by = Staff.objects.get(username="luis")
    add_line(person=eleanor, said={"name": "HCTZ 25 mg tab"}, list_name="Phone", said_by="Maya", on=ON, by=by)
    said = Statement.objects.unscoped().get(person=eleanor, name="HCTZ 25 mg tab")
    assert (said.said_by, said.entered_by, said.line.current.ingredients) == (
        "Maya",
        by,
        ["hydrochlorothiazide"],
    )


def test_names_are_printed_as_text(dana, eleanor):
    Person.objects.unscoped().filter(pk=eleanor.pk).update(family_name="<script>alert(1)</script>")
    assert b"<script>alert" not in dana.get(reverse("today")).content


@pytest.mark.django_db
def test_demo_sign_ins_are_shown_in_demo_mode_only(client, settings):
    settings.DEMO = False
    assert b"brown-bag-demo" not in client.get(reverse("sign_in")).content
    settings.DEMO = True
    assert b"brown-bag-demo" in client.get(reverse("sign_in")).content


def test_what_is_checked_names_every_rule_and_that_none_was_reviewed(dana):
    page = dana.get(reverse("coverage")).content.decode()
    assert "warfarin with sulfamethoxazole" in page
    assert "No pharmacist has checked them yet" in page
    assert "lengthen the QT interval" in page
    assert "Whether infusions and injections may be mixed." in page
    assert "Known pairs" in page
    assert "This practice has changed nothing of the release." in page
    assert "{" not in page.split("<h1>")[1]
