"""Home from the hospital: lists side by side, reasons, and the days that count on Today."""

import uuid
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from brownbag.clinical.person import record as clinical
from brownbag.exchange import documents
from brownbag.practice.follow_up.models import Stay, StayTask
from brownbag.practice.follow_up.stays import record_stay, record_stays_told
from brownbag.practice.medication_list.imports import import_document
from brownbag.practice.people.actions import register
from brownbag.practice.shared_pages.once import FIELD
from brownbag.practice.workspace.today.page import today_page

BEFORE = "lisinopril 10 mg tablet - 1 daily\nomeprazole 20 mg capsule - 1 daily\ntamsulosin 0.4 mg capsule - 1 daily"
INSIDE = "lisinopril 10 mg tablet - 1 daily\nheparin 5000 units - every 8 hours"
AFTER = "Prinivil 20 mg tablet - 1 daily\npantoprazole 40 mg tablet - 1 daily\nmetformin 500 mg tablet - 1 twice daily"


@pytest.fixture
def dana(practice, staff_of):
    return staff_of(practice, "pharmacist", "dana")


@pytest.fixture
def desk(client, dana):
    client.force_login(dana)
    return client


@pytest.fixture
def rosa(practice, dana):
    rosa = register(practice=practice, given_name="Rosa", family_name="Canaryname", by=dana)
    for name, text in (("Clinic", BEFORE), ("Mercy chart", INSIDE), ("Mercy discharge", AFTER)):
        found = documents.read_document(text.encode(), on=timezone.localdate())
        about = {"found": found, "content": text.encode(), "list_name": name, "by": dana}
        import_document(person=rosa, on=timezone.localdate(), **about)
    return rosa


def send(client, route, *keys, **form):
    return client.post(reverse(route, args=keys), {FIELD: uuid.uuid4(), **form})


def record(desk, rosa, **changed):
    form = {
        "hospital": "Mercy Hospital",
        "discharged_on": timezone.localdate() - timedelta(days=3),
        "before_list": "Clinic",
        "inside_list": "Mercy chart",
        "discharge_list": "Mercy discharge",
    }
    return send(desk, "new_stay", rosa.pk, **(form | changed))


def test_three_lists_stand_side_by_side_and_what_is_missing_is_asked(desk, rosa):
    page = desk.get(record(desk, rosa)["Location"]).content.decode()
    for group in ("Left out", "Replaced", "Changed", "New", "Only in the hospital"):
        assert f"{group} <span>1," in page, group
    assert "4 without a reason" in page
    assert "No reason is known. Ask Mercy Hospital." in page


def test_a_reason_is_kept_with_who_said_it(desk, rosa):
    stay = record(desk, rosa)["Location"]
    pk = Stay.objects.unscoped().get().pk
    send(desk, "stay_reason", pk, medicine="lisinopril", reason="pressure was 160", said_by="Dr. Okafor")
    page = desk.get(stay).content.decode()
    assert "pressure was 160 (Dr. Okafor)" in page
    assert "3 without a reason" in page
    assert send(desk, "stay_reason", pk, medicine="lisinopril", reason=" ").status_code == 422


def test_the_days_that_count_stand_on_today_until_the_list_is_done(desk, rosa, dana):
    record(desk, rosa)
    on = timezone.localdate()
    (row,) = [row for row in _rows(dana, on, "discharge") if row.reason.kind == "discharge"]
    assert row.reason.age == "Day 3 of 31"
    assert [clock.label for clock in row.clocks] == [
        "2 days · call",
        "7 days · visit",
        "14 days · visit",
        "31 days · list",
    ]
    for task in StayTask.objects.unscoped().all():
        send(desk, "stay_task", task.pk, what="done")
    assert _rows(dana, on, "discharge") == []
    send(desk, "stay_task", StayTask.objects.unscoped().get(kind="list").pk, what="undo")
    assert len(_rows(dana, on, "discharge")) == 1


def test_a_list_that_was_never_reconciled_does_not_leave_today(rosa, dana):
    long_ago = timezone.localdate() - timedelta(days=60)
    record_stay(person=rosa, by=dana, hospital="Mercy", discharged_on=long_ago)
    (row,) = _rows(dana, timezone.localdate(), "discharge")
    assert {clock.state for clock in row.clocks} == {"past"}


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"discharged_on": ""}, "Write the day of the discharge."),
        ({"discharged_on": "2999-01-01"}, "The day lies ahead"),
        ({"admitted_on": "2999-01-01"}, "The admission lies after the discharge."),
        ({"inside_list": "Clinic"}, "One list stands in two places."),
        ({"hospital": ""}, "Write the hospital"),
    ],
)
def test_a_stay_that_cannot_be_is_refused_in_a_sentence(desk, rosa, changed, sentence):
    answer = record(desk, rosa, **changed)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not Stay.objects.unscoped().exists()


def test_the_same_stay_is_recorded_once(desk, rosa):
    record(desk, rosa)
    again = record(desk, rosa)
    assert again.status_code == 409
    assert "on file already" in again.content.decode()
    assert StayTask.objects.unscoped().count() == 4


def test_the_days_follow_a_corrected_discharge_and_a_list_that_came_later(desk, rosa, dana):
    record(desk, rosa, discharge_list="")
    stay = Stay.objects.unscoped().get()
    yesterday = timezone.localdate() - timedelta(days=1)
    form = {"hospital": "Mercy Hospital", "discharged_on": yesterday, "version": stay.version}
    form |= {"before_list": "Clinic", "discharge_list": "Mercy discharge"}
    assert send(desk, "change_stay", stay.pk, **form).status_code == 302
    assert StayTask.objects.unscoped().get(kind="list").due_on == yesterday + timedelta(days=30)
    assert "Replaced" in desk.get(reverse("stay", args=[stay.pk])).content.decode()
    assert send(desk, "change_stay", stay.pk, **form).status_code == 409, "someone was faster"


def test_a_document_that_tells_of_a_recent_stay_starts_its_days(rosa, dana):
    on = timezone.localdate()
    told = [
        clinical.Stay("inpatient", "Mercy", "", on - timedelta(days=5), on - timedelta(days=2)),
        clinical.Stay("inpatient", "Mercy", "", None, on - timedelta(days=40)),
        clinical.Stay("office", "Clinic", "", None, on - timedelta(days=1)),
        clinical.Stay("inpatient", "Mercy", "", on - timedelta(days=1), None),
    ]
    for _ in range(2):
        record_stays_told(person=rosa, told=told, discharge_list="Mercy discharge", on=on, by=dana)
    stay = Stay.objects.unscoped().get()
    assert (stay.discharged_on, stay.discharge_list) == (on - timedelta(days=2), "Mercy discharge")


def test_the_database_refuses_impossible_stays(rosa, dana):
    stay = record_stay(person=rosa, by=dana, hospital="Mercy", discharged_on=date(2026, 11, 20))
    task = StayTask.objects.unscoped().filter(stay=stay).first()
    for rows, change in (
        (Stay.objects.unscoped(), {"admitted_on": date(2026, 11, 21)}),
        (StayTask.objects.unscoped().filter(pk=task.pk), {"done_on": date(2026, 11, 21)}),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**change)
    about = {"practice": rosa.practice, "person": rosa, "stay": stay, "kind": task.kind}
    with pytest.raises(IntegrityError), transaction.atomic():
        StayTask.objects.unscoped().create(**about, due_on=task.due_on)


def _rows(user, on, kind):
    page = today_page(user, on=on, now=timezone.now(), kind=kind)
    return [*page.today, *page.this_week]
