"""Who may open what, whose rows they see, and that every change is on record."""

import re
import uuid

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import get_resolver, reverse

from brownbag.practice.accounts.models import Practice
from brownbag.practice.audit import triggers
from brownbag.practice.audit.actor import acting
from brownbag.practice.audit.models import Change, Opened
from brownbag.practice.people.models import Person
from brownbag.practice.shared_pages.models import UsedToken
from brownbag.practice.shared_pages.once import FIELD, once
from brownbag.practice.shared_pages.policy import Policy
from brownbag.practice.shared_pages.tenancy import StaleVersion
from tests.practice.samples import add_work

# Reviewed by hand: these are open to anyone.
OPEN_TO_ANYONE = {"sign_in", "sign_out", "healthz", "readyz"}
METHODS = ("get", "post", "put", "patch", "delete")


def routes():
    return {pattern.name: pattern.callback for pattern in _patterns(get_resolver().url_patterns)}


def _patterns(patterns):
    for pattern in patterns:
        if hasattr(pattern, "url_patterns"):
            yield from _patterns(pattern.url_patterns)
        else:
            yield pattern


def address(name, work):
    "The address of a route, with the rows of `work` in it."
    (pattern,) = [each for each in _patterns(get_resolver().url_patterns) if each.name == name]
    wanted = {key: work[key] for key in pattern.pattern.converters}
    return reverse(
        name, kwargs={key: value[name] if key == "kind" else value for key, value in wanted.items()}
    )


def behind_sign_in():
    return {name for name, view in routes().items() if view.policy not in (Policy.PUBLIC, Policy.SECRET_LINK)}


@pytest.fixture
def work(practice, staff_of):
    return add_work(practice, staff_of(practice, "pharmacist", "dana"))


@pytest.fixture
def ruth(practice):
    return Person.objects.unscoped().create(practice=practice, given_name="Ruth", family_name="Canaryname")


def test_every_route_says_who_may_open_it():
    assert all(isinstance(getattr(view, "policy", None), Policy) for view in routes().values())


def test_only_reviewed_routes_are_open_to_anyone():
    assert {name for name, view in routes().items() if view.policy is Policy.PUBLIC} == OPEN_TO_ANYONE


def test_a_view_without_policy_is_refused(rf, staff_of, practice):
    from django.core.exceptions import PermissionDenied

    from brownbag.practice.shared_pages.policy import PolicyMiddleware

    request = rf.get("/")
    request.user = staff_of(practice, "pharmacist")
    with pytest.raises(PermissionDenied):
        PolicyMiddleware(None).process_view(request, lambda request: None, (), {})


def test_nobody_signed_in_is_led_to_the_sign_in_page_only(client, work):
    for name in behind_sign_in():
        for method in METHODS:
            answer = getattr(client, method)(address(name, work))
            assert answer.status_code == 302, (name, method)
            assert answer["Location"].startswith(reverse("sign_in"))


MAY = {
    "pharmacist": {Policy.SIGNED_IN, Policy.CLINICAL_STAFF, Policy.PHARMACIST},
    "technician": {Policy.SIGNED_IN, Policy.CLINICAL_STAFF},
    "owner": {Policy.SIGNED_IN, Policy.OWNER},
    "": {Policy.SIGNED_IN},
}


@pytest.mark.parametrize("role", MAY)
def test_each_role_opens_what_its_policy_names(client, work, staff_of, practice, role):
    client.force_login(staff_of(practice, role, "someone"))
    for name in behind_sign_in():
        for method in ("get", "post"):
            refused = getattr(client, method)(address(name, work)).status_code == 403
            assert refused == (routes()[name].policy not in MAY[role]), (name, method)


def test_what_belongs_to_another_practice_looks_like_what_does_not_exist(client, work, staff_of):
    elsewhere = Practice.objects.create(name="Elsewhere")
    client.force_login(staff_of(elsewhere, "pharmacist"))
    nothing = {key: value if key in ("kind", "name") else 999_999 for key, value in work.items()}
    before = Change.objects.count()
    for name in behind_sign_in():
        if address(name, work) == address(name, nothing):
            continue
        for method in ("get", "post"):
            form = {FIELD: uuid.uuid4(), "version": 1, "choice": "keep:", "typed": "warf"}
            foreign = getattr(client, method)(address(name, work), form)
            form[FIELD] = uuid.uuid4()
            nobody = getattr(client, method)(address(name, nothing), form)
            assert foreign.status_code == nobody.status_code, (name, method)
            assert foreign.status_code in (404, 405), (name, method)
            assert _without_token(foreign) == _without_token(nobody), (name, method)
    assert Change.objects.count() == before


def test_no_list_of_another_practice_names_the_person(client, work, staff_of):
    client.force_login(staff_of(Practice.objects.create(name="Elsewhere"), "pharmacist"))
    for name in ("today", "people", "replies"):
        assert "Canaryname" not in client.get(reverse(name)).content.decode()


def _without_token(answer):
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", answer.content.decode())


def test_an_owner_sees_no_rows_at_all(ruth, staff_of, practice):
    assert not Person.objects.visible_to(staff_of(practice, "owner")).exists()
    assert Person.objects.visible_to(staff_of(practice, "pharmacist")).get() == ruth


def test_every_page_carries_the_protecting_headers(client, work, staff_of, practice):
    client.force_login(staff_of(practice, "pharmacist"))
    for name in routes().keys() - {"sign_out"}:
        answer = client.get(address(name, work))
        assert answer["Cache-Control"] == "no-store"
        assert answer["Content-Security-Policy"].startswith(("default-src 'self'", "default-src 'none'"))
        assert answer["X-Frame-Options"] == "DENY"


def test_opening_a_record_is_recorded(client, work, staff_of, practice):
    user = staff_of(practice, "pharmacist")
    client.force_login(user)
    pages = ("person", "visit_collect", "visit_assess", "paper", "paper_pdf", "reply", "document")
    for name in (*pages, "share", "export"):
        before = Opened.objects.filter(by=user).count()
        client.get(address(name, work))
        assert Opened.objects.filter(by=user).count() == before + 1, name


@pytest.mark.django_db
def test_every_audited_table_has_its_triggers():
    assert triggers.missing() == []


def test_every_way_of_changing_is_recorded_with_its_actor(ruth):
    with acting("staff 7"):
        Person.objects.unscoped().filter(pk=ruth.pk).update(place="room 3")
        with connection.cursor() as cursor:
            cursor.execute("UPDATE people_person SET place = 'room 4' WHERE id = %s", [ruth.pk])
    changes = Change.objects.filter(table="people_person", row=str(ruth.pk)).order_by("pk")
    assert [change.what for change in changes] == ["insert", "update", "update"]
    assert changes[1].actor == "staff 7"
    assert "room 4" in str(changes[2].after)


def test_the_record_of_change_cannot_be_altered(ruth):
    for change in (Change.objects.all().delete, lambda: Change.objects.update(actor="nobody")):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


@pytest.mark.django_db
def test_a_password_never_reaches_the_record_of_change(staff_of, practice):
    user = staff_of(practice, "pharmacist")
    assert user.password not in str(list(Change.objects.values_list("after", flat=True)))


def test_an_older_version_is_refused(ruth):
    ruth.place = "room 3"
    ruth.save_with_version(expected=1)
    with pytest.raises(StaleVersion):
        ruth.save_with_version(expected=1)
    assert Person.objects.unscoped().get(pk=ruth.pk).version == 2


@pytest.mark.django_db
def test_a_form_sent_twice_is_carried_out_once(rf, staff_of, practice):
    from django.http import HttpResponseRedirect

    done = []
    view = once(lambda request: done.append(1) or HttpResponseRedirect("/done"))
    user = staff_of(practice, "pharmacist")
    for _ in range(2):
        request = rf.post("/", {FIELD: "6f1c1f5e-3f5e-4a59-9a0e-0d5a1d1f9f00"})
        request.user = user
        assert view(request)["Location"] == "/done"
    assert (done, UsedToken.objects.count()) == ([1], 1)


def test_a_fault_writes_nothing_about_the_person_into_the_log(ruth):
    import logging

    from brownbag.practice.shared_pages.logs import NothingPersonal

    try:
        raise ValueError("Ruth Canaryname")
    except ValueError:
        import sys

        record = logging.LogRecord("x", logging.ERROR, "", 1, "Ruth Canaryname", (), sys.exc_info())
    assert "Canaryname" not in NothingPersonal().format(record)


def test_too_many_wrong_passwords_mean_a_pause(client, staff_of, practice):
    from django.core.cache import cache

    cache.clear()
    staff_of(practice, "pharmacist", "dana")
    for _ in range(8):
        client.post(reverse("sign_in"), {"username": "dana", "password": "wrong"})
    answer = client.post(reverse("sign_in"), {"username": "dana", "password": "a long password"})
    assert b"Wait five minutes" in answer.content
    cache.clear()


@pytest.mark.django_db
def test_it_says_whether_it_is_up_and_ready(client):
    assert client.get("/healthz").json() == {"up": True}
    assert client.get("/readyz").json()["ready"] is True
