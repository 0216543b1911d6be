"""Two records of one person become one and are taken apart again; what is pasted and kept about a person."""

import uuid
from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from brownbag.exchange import documents
from brownbag.practice.documents.actions import finish_visit
from brownbag.practice.documents.queries import papers_of
from brownbag.practice.follow_up.merging import CannotMerge, merge, undo_merge
from brownbag.practice.follow_up.queries import problems_to_ask_about
from brownbag.practice.medication_list.bottles import keep_bottle
from brownbag.practice.medication_list.imports import import_document
from brownbag.practice.medication_list.models import Bottle, LineVersion, MedicationLine, Statement
from brownbag.practice.medication_list.reconciling import merged
from brownbag.practice.people.actions import add_fact, know_prescriber, register
from brownbag.practice.people.models import Allergy, Coverage, Merge, PersonPharmacy, Result
from brownbag.practice.people.queries import people_found, records_of
from brownbag.practice.reviews.actions import assess_again, start_visit
from brownbag.practice.reviews.models import Decision, Problem
from brownbag.practice.reviews.queries import visits_of
from brownbag.practice.shared_pages.once import FIELD
from tests.practice.samples import ON, add_ruth, decide_all


@pytest.fixture
def dana(practice, staff_of):
    return staff_of(practice, "pharmacist", "dana")


@pytest.fixture
def desk(client, dana):
    client.force_login(dana)
    return client


@pytest.fixture
def ruth(practice, dana):
    return add_ruth(practice, dana)[0]


@pytest.fixture
def twin(practice, dana, ruth):
    twin = register(practice=practice, given_name="R.", family_name="Canaryname", phone="555", by=dana)
    twin.birth_date = ruth.birth_date
    twin.save()
    text = b"warfarin 5 mg tablet - 1 tablet every evening\nlisinopril 10 mg tablet - 1 daily"
    found = documents.read_document(text, on=ON)
    import_document(person=twin, found=found, content=text, list_name="Clinic", on=ON, by=dana)
    about = {"by": dana, "said_by": "", "on": ON}
    add_fact(model=Allergy, person=twin, substance="penicillin", **about)
    bottle = {"seen": True, "label_date": "good", "takes": "label", "words": "", "left": 3}
    keep_bottle(person=twin, name="lisinopril 10 mg", directions="", on=ON, by=dana, **bottle)
    assess_again(person=twin, on=ON)
    return twin


def finished_visit(person, practice, by):
    doctor = know_prescriber(practice=practice, name="Dr. June Walsh", phone="(555) 010-0120")
    visit = start_visit(person=person, setting="clinic", on=ON, by=by)
    decide_all(visit, by, doctor)
    finish_visit(visit=visit, expected_version=visit.version, due_on=None, reason="moves", on=ON, by=by)
    return visit


def send(client, route, *keys, **form):
    return client.post(reverse(route, args=keys), {FIELD: uuid.uuid4(), **form})


def whose():
    "To whom every row belongs that a merge can move."
    models = (MedicationLine, LineVersion, Statement, Bottle, Allergy, Result)
    rows = {
        model.__name__: list(model.objects.unscoped().order_by("pk").values_list("pk", "person"))
        for model in models
    }
    return rows | {"of line": list(Statement.objects.unscoped().order_by("pk").values_list("pk", "line"))}


def test_one_medicine_of_both_records_is_one_row_with_both_lists(ruth, twin, dana):
    merge(kept=ruth, absorbed=twin, by=dana)
    found = {row.line.current.ingredients[0]: row for row in merged(ruth, on=ON).rows}
    assert set(found) == {"warfarin", "sulfamethoxazole", "lisinopril"}
    assert set(found["warfarin"].said) == {"Mail order", "Clinic"}
    assert Allergy.objects.unscoped().get().person == ruth


def test_undoing_a_merge_moves_everything_back(ruth, twin, dana):
    before = whose()
    done = merge(kept=ruth, absorbed=twin, by=dana)
    assert whose() != before
    assert ruth.phone == "555"
    undo_merge(merge=Merge.objects.unscoped().get(pk=done.pk), by=dana)
    assert whose() == before
    ruth.refresh_from_db(from_queryset=type(ruth).objects.unscoped())
    assert ruth.phone == ""


def test_a_merged_record_is_not_found_and_has_no_problems(desk, ruth, twin, dana):
    page = desk.get(reverse("person", args=[ruth.pk])).content.decode()
    assert "Merge R. Canaryname into this record" in page
    send(desk, "merge", ruth.pk, other=twin.pk)
    assert list(people_found(dana, words="canaryname")) == [ruth]
    assert not Problem.objects.unscoped().filter(person=twin, gone_on=None).exists()
    assert "This record was merged." in desk.get(reverse("person", args=[twin.pk])).content.decode()
    send(desk, "undo_merge", Merge.objects.unscoped().get().pk)
    assert people_found(dana, words="canaryname").count() == 2
    again = send(desk, "undo_merge", Merge.objects.unscoped().get().pk)
    assert again.status_code == 409


def test_what_was_added_since_stays_when_a_merge_is_undone(ruth, twin, dana):
    done = merge(kept=ruth, absorbed=twin, by=dana)
    add_fact(model=Allergy, person=ruth, substance="sulfa", by=dana, said_by="", on=ON)
    undo_merge(merge=done, by=dana)
    assert Allergy.objects.unscoped().get(substance="sulfa").person == ruth
    assert Allergy.objects.unscoped().get(substance="penicillin").person == twin


def test_two_people_are_not_merged(ruth, twin, dana):
    with pytest.raises(CannotMerge, match="itself"):
        merge(kept=ruth, absorbed=ruth, by=dana)
    twin.birth_date = date(1950, 1, 1)
    with pytest.raises(CannotMerge, match="different days"):
        merge(kept=ruth, absorbed=twin, by=dana)
    twin.birth_date = None
    start_visit(person=twin, setting="clinic", on=ON, by=dana)
    with pytest.raises(CannotMerge, match="visit"):
        merge(kept=ruth, absorbed=twin, by=dana)
    assert not Merge.objects.unscoped().exists()


def test_the_database_refuses_a_merge_with_itself(ruth, dana):
    with pytest.raises(IntegrityError), transaction.atomic():
        Merge.objects.unscoped().create(practice=ruth.practice, kept=ruth, absorbed=ruth, merged_by=dana)


def test_results_pasted_from_a_portal_are_kept_and_what_was_not_read_is_named(desk, ruth):
    text = "Potassium 5.3 mmol/L 11/20/2026\nSee your doctor soon\nSodium 138 mmol/L fasting 11/20/2026"
    answer = send(desk, "paste_results", ruth.pk, results=text)
    page = desk.get(answer["Location"]).content.decode()
    assert "2 results" in page
    assert "See your doctor soon" in page
    assert "line 3: not used: fasting." in page
    potassium = Result.objects.unscoped().get(person=ruth, name="Potassium")
    assert (potassium.loinc, str(potassium.on), potassium.unit) == ("2823-3", "2026-11-20", "mmol/L")
    assert "?again" in send(desk, "paste_results", ruth.pk, results=text)["Location"]
    refused = send(desk, "paste_results", ruth.pk, results="nothing here")
    assert refused.status_code == 409
    assert "No line holds a result" in refused.content.decode()


def test_pharmacies_coverage_and_preferences_are_on_the_page(desk, ruth):
    send(desk, "add_fact", ruth.pk, "pharmacy", name="HomeRx", kind="mail", what_for="warfarin")
    send(desk, "add_fact", ruth.pk, "coverage", payer="Blue Plan", kind="part_d", member_number="77")
    form = {"given_name": "Ruth", "family_name": "Canaryname", "sex": "female", "setting": "clinic"}
    form |= {"preferences": "Call after 10", "language": "Spanish", "version": ruth.version}
    ruth.refresh_from_db(from_queryset=type(ruth).objects.unscoped())
    assert send(desk, "change_person", ruth.pk, **(form | {"version": ruth.version})).status_code == 302
    page = desk.get(reverse("person", args=[ruth.pk])).content.decode()
    for words in (
        "HomeRx",
        "Mail order, warfarin",
        "Blue Plan",
        "Medicare Part D, 77",
        "Call after 10",
        "Speaks Spanish",
    ):
        assert words in page, words
    assert PersonPharmacy.objects.unscoped().count() == Coverage.objects.unscoped().count() == 1


def test_a_coverage_that_ends_before_it_begins_is_refused(desk, ruth):
    form = {"payer": "Blue Plan", "kind": "part_d", "since": "2026-01-01", "until": "2025-01-01"}
    answer = send(desk, "add_fact", ruth.pk, "coverage", **form)
    assert answer.status_code == 422
    assert "ends before it begins" in answer.content.decode()


def test_the_kept_record_shows_visits_papers_and_open_problems_of_the_other(desk, ruth, twin, practice, dana):
    # given the twin's visit is finished, with a question to a doctor and a paper
    visit = finished_visit(twin, practice, dana)
    asked = Decision.objects.unscoped().filter(visit=visit).values_list("problem_id", flat=True)
    before = desk.get(reverse("person", args=[ruth.pk])).content.decode()
    done = merge(kept=ruth, absorbed=twin, by=dana)
    # then Ruth's page shows the visit, its papers and the open question
    shown = desk.get(reverse("person", args=[ruth.pk])).content.decode()
    place = reverse("visit_implement", args=[visit.pk])
    assert place in shown
    assert place not in before
    assert {each.pk for each in papers_of(ruth)} == {each.pk for each in papers_of(twin)}
    # and her next visit asks how the problems of the other record went
    next_visit = start_visit(person=ruth, setting="clinic", on=ON, by=dana)
    assert {each.problem_id for each in problems_to_ask_about(next_visit)} == set(asked)
    assert desk.get(reverse("visit_follow_up", args=[next_visit.pk])).status_code == 200
    # and after the merge is undone, each record shows its own again
    undo_merge(merge=Merge.objects.unscoped().get(pk=done.pk), by=dana)
    assert not visits_of(ruth).filter(pk=visit.pk)
    assert visits_of(twin).filter(pk=visit.pk)


def test_a_record_merged_twice_over_is_still_found_from_the_last(ruth, twin, practice, dana):
    third = register(practice=practice, given_name="Rue", family_name="Canaryname", by=dana)
    merge(kept=twin, absorbed=third, by=dana)
    merge(kept=ruth, absorbed=twin, by=dana)
    assert set(records_of(ruth)) == {ruth.pk, twin.pk, third.pk}
