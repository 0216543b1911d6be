"""Several lists of one person become one: rows, answers, undo, redo, and what a later import changes."""

import re
import uuid

import pytest
from django.urls import reverse

from brownbag.exchange import documents
from brownbag.practice.medication_list.imports import import_document
from brownbag.practice.medication_list.models import MedicationLine, Statement
from brownbag.practice.medication_list.reconciling import merged
from brownbag.practice.people.actions import register
from brownbag.practice.reviews.actions import assess_again, start_visit
from brownbag.practice.reviews.models import Problem
from brownbag.practice.shared_pages.once import FIELD
from tests.practice.samples import ON

MAIL = """Coumadin 5 mg tablet - 1 tablet every evening
lisinopril 20 mg tablet - 1 tablet daily
metformin 1,000 mg tablet - 1 tablet twice daily
atorvastatin 40 mg tablet - 1 tablet at bedtime
amlodipine 5 mg tablet - 1 tablet daily
levothyroxine 50 mcg tablet - 1 tablet daily
omeprazole 20 mg capsule - 1 capsule daily
sertraline 50 mg tablet - 1 tablet daily
gabapentin 300 mg capsule - 1 capsule three times daily
furosemide 40 mg tablet - 1 tablet daily
tamsulosin 0.4 mg capsule - 1 capsule daily
hydrochlorothiazide 25 mg tablet - 1 tablet daily"""
# Mercy halved the warfarin, stopped hydrochlorothiazide, does not know tamsulosin, and added clopidogrel.
MERCY = """warfarin 2.5 mg tablet - 1 tablet every evening
Prinivil 20 mg - 1 tab daily
Glucophage 1000 mg - 1 tab BID
Lipitor 40 mg - 1 tab qhs
Norvasc 5 mg - 1 tab daily
Synthroid 50 mcg - 1 tab daily
Prilosec 20 mg capsule - 1 capsule daily
Zoloft 50 mg - 1 tab daily
Neurontin 300 mg capsule - 1 cap TID
Lasix 40 mg - 1 tab daily
hydrochlorothiazide 25 mg tablet - stopped
clopidogrel 75 mg tablet - 1 tablet daily"""


@pytest.fixture
def dana(practice, staff_of):
    return staff_of(practice, "pharmacist", "dana")


@pytest.fixture
def desk(client, dana):
    client.force_login(dana)
    return client


@pytest.fixture
def ruth(practice, dana):
    return register(practice=practice, given_name="Ruth", family_name="Canaryname", by=dana)


@pytest.fixture
def visit(ruth, dana):
    take(ruth, dana, MAIL, "Mail order")
    take(ruth, dana, MERCY, "Mercy Hospital")
    assess_again(person=ruth, on=ON)
    return start_visit(person=ruth, setting="clinic", on=ON, by=dana)


def take(person, by, text, list_name):
    found = documents.read_document(text.encode(), on=ON)
    return import_document(
        person=person, found=found, content=text.encode(), list_name=list_name, on=ON, by=by
    )


def rows(person):
    return {row.line.current.ingredients[0]: row for row in merged(person, on=ON).rows}


def answer(desk, visit, row, choice):
    form = {FIELD: uuid.uuid4(), "version": row.line.version, "choice": choice}
    form |= {f"version-{line.pk}": line.version for line in row.lines[1:]}
    done = desk.post(reverse("visit_settle", args=[visit.pk, row.line.pk]), form)
    assert done.status_code == 302, done.content.decode()


def page_of(desk, visit):
    return desk.get(reverse("visit_collect", args=[visit.pk])).content.decode()


def test_two_lists_of_twelve_with_four_differences_take_four_clicks(desk, ruth, visit):
    page = page_of(desk, visit)
    assert "4 need you" in page
    assert "Same on every list that has it: 9, no click needed." in page
    clicks = 0
    while waiting := [row for row in merged(ruth, on=ON).rows if row.needs_answer]:
        clicks += 1
        form = re.search(rf'id="line-{waiting[0].line.pk}".*?</form>', page_of(desk, visit), re.DOTALL)[0]
        answer(desk, visit, waiting[0], re.search(r'name="choice" value="([^"]+)"', form)[1])
    assert clicks == 4
    assert "every row is settled" in page_of(desk, visit)


def test_each_difference_says_who_says_what_and_who_does_not_know(desk, visit):
    page = page_of(desk, visit)
    assert "Mercy Hospital has hydrochlorothiazide as stopped, and Mail order as still active." in page
    assert "Mail order does not know about the clopidogrel." in page
    assert "The dose differs." in page
    assert "2.5 mg, as Mercy Hospital says" in page


def test_a_decision_stays_where_it_was_with_undo_and_redo(desk, ruth, visit):
    row = rows(ruth)["warfarin"]
    said = Statement.objects.unscoped().get(line=row.line, list_name="Mercy Hospital")
    answer(desk, visit, row, f"hold:{said.pk}")
    page = page_of(desk, visit)
    group = page[page.index("The lists differ") : page.index("Only on one list")]
    assert "As Mercy Hospital says." in group
    assert "1, 1 decided" in group
    answer(desk, visit, rows(ruth)["warfarin"], "undo:")
    again = rows(ruth)["warfarin"]
    assert again.needs_answer
    assert again.line.current.strength == "5 mg"
    assert "Redo" in page_of(desk, visit)
    answer(desk, visit, again, "undo:")
    redone = rows(ruth)["warfarin"]
    assert not redone.needs_answer
    assert redone.line.current.strength == "2.5 mg"


def test_two_strengths_that_are_both_taken_are_two_lines_until_it_is_undone(desk, ruth, visit):
    row = rows(ruth)["warfarin"]
    said = Statement.objects.unscoped().get(line=row.line, list_name="Mercy Hospital")
    answer(desk, visit, row, f"both:{said.pk}")
    both = rows(ruth)["warfarin"]
    assert [line.current.strength for line in both.lines] == ["5 mg", "2.5 mg"]
    assert not both.needs_answer
    answer(desk, visit, both, "undo:")
    one = rows(ruth)["warfarin"]
    assert len(one.lines) == 1
    assert one.needs_answer


def test_of_two_of_one_kind_one_click_keeps_one(desk, ruth, dana):
    take(ruth, dana, "omeprazole 20 mg capsule - 1 capsule daily", "Her bag")
    take(ruth, dana, "pantoprazole 40 mg tablet - 1 tablet daily", "Mercy Hospital")
    visit = start_visit(person=ruth, setting="clinic", on=ON, by=dana)
    (row,) = merged(ruth, on=ON).rows
    assert row.group == "same_class"
    page = page_of(desk, visit)
    assert "Only omeprazole 20 mg" in page
    assert "Takes both" in page
    keep = next(line for line in row.lines if line.current.name.startswith("pantoprazole"))
    answer(desk, visit, row, f"only:{keep.pk}")
    status = {line.current.name.split()[0]: line.current.status for line in _lines(ruth)}
    assert status == {"omeprazole": "stopped", "pantoprazole": "active"}
    (row,) = merged(ruth, on=ON).rows
    answer(desk, visit, row, "undo:")
    assert {line.current.status for line in _lines(ruth)} == {"active"}
    (row,) = merged(ruth, on=ON).rows
    assert row.needs_answer


def test_a_newer_version_brings_only_what_is_new_and_undoes_no_decision(desk, ruth, visit, dana):
    answer(desk, visit, rows(ruth)["warfarin"], "keep:")
    before = Statement.objects.unscoped().count()
    newer = take(ruth, dana, MERCY + "\nferrous sulfate 325 mg tablet - 1 tablet daily", "Mercy Hospital")
    added = Statement.objects.unscoped().filter(document=newer)
    assert [each.name for each in added] == ["ferrous sulfate 325 mg tablet"]
    assert Statement.objects.unscoped().count() == before + 1
    assert not rows(ruth)["warfarin"].needs_answer
    changed = MERCY.replace("warfarin 2.5 mg", "warfarin 1 mg")
    take(ruth, dana, changed, "Mercy Hospital")
    warfarin = rows(ruth)["warfarin"]
    assert warfarin.needs_answer, "what the list says anew is asked"
    assert warfarin.line.current.strength == "5 mg", "what was decided holds"


def test_the_older_answer_of_someone_who_was_slower_is_refused(desk, ruth, visit):
    row = rows(ruth)["warfarin"]
    answer(desk, visit, row, "keep:")
    form = {FIELD: uuid.uuid4(), "version": row.line.version, "choice": "stop:not taking it"}
    late = desk.post(reverse("visit_settle", args=[visit.pk, row.line.pk]), form)
    assert late.status_code == 409


def test_an_answer_about_several_lines_changes_only_lines_of_the_row(desk, ruth, visit):
    row = rows(ruth)["warfarin"]
    other = rows(ruth)["lisinopril"].line
    form = {FIELD: uuid.uuid4(), "version": row.line.version, "choice": f"only:{other.pk}"}
    assert desk.post(reverse("visit_settle", args=[visit.pk, row.line.pk]), form).status_code == 400
    form |= {FIELD: uuid.uuid4(), "version-999999": 1}
    assert desk.post(reverse("visit_settle", args=[visit.pk, row.line.pk]), form).status_code == 404


def _lines(person):
    return MedicationLine.objects.unscoped().filter(person=person).select_related("current")


def problems(person):
    found = Problem.objects.unscoped().filter(person=person, gone_on=None, rule="lists_differ")
    return {problem.title for problem in found}


def test_differences_are_findings_until_everybody_has_what_holds(desk, ruth, visit):
    assert "The lists differ about warfarin" in problems(ruth)
    assert "Mail order does not know about 1 medicine" in problems(ruth)
    answer(desk, visit, rows(ruth)["warfarin"], "keep:")
    assert "The lists differ about warfarin" not in problems(ruth)
    assert "Mercy Hospital does not have the warfarin that holds" in problems(ruth)
