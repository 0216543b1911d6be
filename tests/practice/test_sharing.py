"""The link to the newest list, telling the pharmacies, and files to take away."""

import base64
import csv
import io
import json
import logging
import threading
import uuid
from dataclasses import replace
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from brownbag.exchange.documents import read_document
from brownbag.practice.audit.models import Change
from brownbag.practice.documents.actions import NotFinished, finish_visit, new_edition, tell
from brownbag.practice.documents.models import Paper
from brownbag.practice.medication_list.actions import add_line, change_line, stop_line
from brownbag.practice.medication_list.models import MedicationLine
from brownbag.practice.medication_list.queries import clinical_record_of, lines_of
from brownbag.practice.papers import pdf
from brownbag.practice.people.actions import know_pharmacy, know_prescriber
from brownbag.practice.people.models import Allergy, Condition, Result
from brownbag.practice.reviews.actions import start_visit
from brownbag.practice.shared_pages.once import FIELD
from brownbag.practice.sharing import links, throttle
from brownbag.practice.sharing.actions import NotSentYet, make_link, note_confirmed, note_sent, try_passcode
from brownbag.practice.sharing.models import LinkOpening, ListLink, Notice
from brownbag.practice.sharing.untold import untold_of
from tests.practice.health_link_reader import opened, payload_of
from tests.practice.samples import ON, add_ruth, decide_all

WHO = "Mercy Hospital"
SET = {}
# What a summary says besides the record: its own frame, and that nothing is known of a section.
FRAME = {"Composition", "Organization", "AllergyIntolerance", "Condition", "MedicationStatement"}


@pytest.fixture(autouse=True)
def nothing_counted():
    cache.clear()
    yield
    cache.clear()


@pytest.fixture(autouse=True)
def papers_set_once(monkeypatch):
    "The same values give the same paper; the tests need not set it again and again."

    def render(kind, values, *, on, code=""):
        wanted = (kind, json.dumps(values), on, code)
        if wanted not in SET:
            SET[wanted] = set_paper(kind, values, on=on, code=code)
        return SET[wanted]

    set_paper = pdf.render
    monkeypatch.setattr(pdf, "render", render)


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
def visit(ruth, dana, practice):
    "A finished visit: the first list is out."
    visit = start_visit(person=ruth, setting="clinic", on=ON, by=dana)
    decide_all(visit, dana, know_prescriber(practice=practice, name="Dr. June Walsh"))
    finish_visit(visit=visit, expected_version=visit.version, due_on=None, reason="none", on=ON, by=dana)
    return visit


@pytest.fixture
def link(visit, dana):
    return make_link(person=visit.person, agreed_by="Ruth", lasts=timedelta(days=30), by=dana)


@pytest.fixture
def stranger():
    "Someone without an account."
    from django.test import Client

    return Client(enforce_csrf_checks=True)


def send(client, route, *keys, **form):
    return client.post(reverse(route, args=keys), {FIELD: uuid.uuid4(), **form})


def ask(client, payload, **said):
    body = {"recipient": WHO} | said
    return client.post(urlsplit(payload.url).path, json.dumps(body), content_type="application/json")


def files_of(answer, payload):
    return [json.loads(opened(each["embedded"], payload)[1]) for each in answer.json()["files"]]


def line_of(person, name):
    rows = MedicationLine.objects.unscoped().filter(person=person).select_related("current")
    return next(line for line in rows if name in line.current.name)


# The link as an app opens it.


def test_the_reader_of_the_tests_opens_the_example_of_the_specification():
    from tests.practice.health_link_example import KEY, SEALED, Example

    header, plain = opened(SEALED, Example(KEY))
    assert header["cty"] == "application/smart-health-card"
    assert json.loads(plain)["verifiableCredential"]


def test_an_app_opens_the_link_end_to_end(stranger, ruth, link):
    payload = payload_of(links.health_link(link))
    assert (payload.flag, payload.label) == ("LP", "Medication list")
    assert payload.exp == int(link.expires_at.timestamp())
    answer = ask(stranger, payload, passcode=links.passcode_of(link.link_seed))
    assert answer.status_code == 200
    assert answer["Access-Control-Allow-Origin"] == "*"
    summary, printed = files_of(answer, payload)
    assert summary["type"] == "document"
    assert summary["entry"][0]["resource"]["resourceType"] == "Composition"
    record = read_document(json.dumps(summary).encode(), on=ON).record
    assert {line.name for line in record.medications} == {"warfarin 5 mg tablet", "Bactrim DS"}
    pdf = base64.b64decode(printed["content"][0]["attachment"]["data"])
    assert "Canaryname" in PdfReader(io.BytesIO(pdf)).pages[0].extract_text()
    assert opened(answer.json()["files"][0]["embedded"], payload)[0]["cty"] == "application/fhir+json"


def test_another_library_finds_the_shared_summary_valid(stranger, link):
    from fhir.resources.R4B.bundle import Bundle
    from fhir.resources.R4B.documentreference import DocumentReference

    payload = payload_of(links.health_link(link))
    summary, printed = files_of(ask(stranger, payload, passcode=links.passcode_of(link.link_seed)), payload)
    assert Bundle(**summary).type == "document"
    assert DocumentReference(**printed).status == "current"


def test_the_code_on_the_page_is_the_link(link):
    assert links.qr_image(link).startswith("data:image/svg+xml")
    assert links.health_link(link).startswith(links.page_address(link.link_seed) + "#shlink:/")


def test_a_large_file_is_fetched_under_its_own_address_for_an_hour(stranger, link, monkeypatch):
    payload = payload_of(links.health_link(link))
    answer = ask(stranger, payload, passcode=links.passcode_of(link.link_seed), embeddedLengthMax=200)
    address = answer.json()["files"][0]["location"]
    assert "embedded" not in answer.json()["files"][0]
    fetched = stranger.get(urlsplit(address).path)
    assert fetched["Content-Type"] == "application/jose"
    assert json.loads(opened(fetched.content.decode(), payload)[1])["resourceType"] == "Bundle"
    assert stranger.get(urlsplit(address).path[:-1] + "x").status_code == 404
    monkeypatch.setattr("brownbag.practice.patient_pages.app_views.TICKET_LASTS", -1)
    assert stranger.get(urlsplit(address).path).status_code == 404


def test_a_ticket_of_one_person_opens_no_file_of_another(stranger, link, practice, dana):
    payload = payload_of(links.health_link(link))
    answer = ask(stranger, payload, passcode=links.passcode_of(link.link_seed), embeddedLengthMax=200)
    ticket = urlsplit(answer.json()["files"][0]["location"]).path.rsplit("/", 1)[1]
    other, _ = add_ruth(practice, dana)
    others = make_link(person=other, agreed_by="Ruth", lasts=timedelta(days=30), by=dana)
    address = reverse("shared_file", args=[links.token_of(others.link_seed), ticket])
    assert stranger.get(address).status_code == 404


def test_a_viewer_on_another_site_may_ask(stranger, link):
    address = reverse("shared_manifest", args=[links.token_of(link.link_seed)])
    answer = stranger.options(address, headers={"Origin": "https://viewer.example.org"})
    assert answer.status_code == 204
    assert answer["Access-Control-Allow-Headers"] == "content-type"
    assert "Access-Control-Allow-Credentials" not in answer


def test_a_wrong_passcode_says_how_many_are_left_and_the_last_ends_the_link(stranger, link):
    payload = payload_of(links.health_link(link))
    left = [
        ask(stranger, payload, passcode="x").json()["remainingAttempts"]
        for _ in range(links.WRONG_CODES_ALLOWED)
    ]
    assert left == list(range(links.WRONG_CODES_ALLOWED - 1, -1, -1))
    answer = ask(stranger, payload, passcode=links.passcode_of(link.link_seed))
    assert answer.status_code == 404
    link = ListLink.objects.unscoped().get(pk=link.pk)
    assert (link.ended_why, link.wrong_codes) == ("wrong_codes", links.WRONG_CODES_ALLOWED)


def test_a_right_passcode_between_does_not_give_new_tries(stranger, link):
    payload, code = payload_of(links.health_link(link)), links.passcode_of(link.link_seed)
    ask(stranger, payload, passcode="x")
    assert ask(stranger, payload, passcode=code).status_code == 200
    assert ask(stranger, payload, passcode="x").json()["remainingAttempts"] == links.WRONG_CODES_ALLOWED - 2


@pytest.mark.parametrize("passcode", [None, 123456, ["1"], {"a": 1}, "", "١٢٣٤٥٦", "é" * 6])
def test_a_passcode_of_another_kind_is_wrong_and_no_fault(stranger, link, passcode):
    answer = ask(stranger, payload_of(links.health_link(link)), passcode=passcode)
    assert (answer.status_code, answer.json()["remainingAttempts"]) == (401, links.WRONG_CODES_ALLOWED - 1)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"{",
        b"\xff",
        b'{"recipient": " "}',
        b'{"recipient": 1}',
        b"[" * 4000,
        b'{"a":"' + b"x" * 5000,
    ],
)
def test_a_request_that_says_not_who_asks_is_refused_and_costs_no_try(stranger, link, body):
    address = urlsplit(payload_of(links.health_link(link)).url).path
    answer = stranger.post(address, body, content_type="application/json")
    assert answer.status_code == 400
    assert "recipient" in answer.json()["error"]
    assert ListLink.objects.unscoped().get(pk=link.pk).wrong_codes == 0


def test_unknown_ended_expired_and_replaced_look_the_same(stranger, link, ruth, dana, desk):
    def answers(token):
        app = stranger.post(reverse("shared_manifest", args=[token]), b"{}", content_type="application/json")
        pages = [stranger.get(reverse(name, args=[token])) for name in ("shared_list", "shared_list_pdf")]
        file = stranger.get(reverse("shared_file", args=[token, "x"]))
        return [(each.status_code, each.content) for each in (app, *pages, file)]

    unknown = answers("A" * 43)
    assert {status for status, _ in unknown} == {404}
    ListLink.objects.unscoped().filter(pk=link.pk).update(expires_at=timezone.now() - timedelta(seconds=1))
    assert answers(links.token_of(link.link_seed)) == unknown
    newer = make_link(person=ruth, agreed_by="Ruth", lasts=timedelta(days=1), by=dana)
    assert answers(links.token_of(link.link_seed)) == unknown
    send(desk, "end_list_link", newer.pk)
    assert answers(links.token_of(newer.link_seed)) == unknown
    assert not LinkOpening.objects.unscoped().exists()


def test_whoever_polls_too_often_is_told_to_wait(stranger, link, monkeypatch):
    monkeypatch.setattr(throttle, "REQUESTS_ALLOWED", 2)
    payload, code = payload_of(links.health_link(link)), links.passcode_of(link.link_seed)
    statuses = [ask(stranger, payload, passcode=code).status_code for _ in range(3)]
    assert statuses == [200, 200, 429]
    answer = ask(stranger, payload, passcode="x")
    assert (answer.status_code, answer["Retry-After"]) == (429, "600")
    assert ListLink.objects.unscoped().get(pk=link.pk).wrong_codes == 0


def test_what_the_pharmacist_did_not_let_out_is_not_shared(stranger, link, ruth, visit, dana):
    payload, code = payload_of(links.health_link(link)), links.passcode_of(link.link_seed)
    # given a new medicine, a stopped one, and more facts, when nothing was let out
    said = {"name": "naproxen 500 mg tablet", "how_taken": "in secret", "status": "active"}
    add_line(person=ruth, said=said, list_name="Said", said_by="Ruth", on=ON, by=dana)
    line = line_of(ruth, "Bactrim")
    stop_line(line=line, expected_version=line.version, why="done", on=ON, by=dana)
    before = files_of(ask(stranger, payload, passcode=code), payload)
    names = {line.name for line in read_document(json.dumps(before[0]).encode(), on=ON).record.medications}
    assert names == {"warfarin 5 mg tablet", "Bactrim DS"}
    # then it shows only after the pharmacist let the list out
    new_edition(visit=visit, on=ON, by=dana)
    after = files_of(ask(stranger, payload, passcode=code), payload)
    record = read_document(json.dumps(after[0]).encode(), on=ON).record
    assert {(line.name, line.status) for line in record.medications} == {
        ("warfarin 5 mg tablet", "active"),
        ("Bactrim DS", "stopped"),
        ("naproxen 500 mg tablet", "active"),
    }
    assert "in secret" not in json.dumps(after)


def test_only_what_the_printed_list_says_goes_out(stranger, link, ruth, dana):
    every = {"practice": ruth.practice, "person": ruth, "entered_by": dana}
    Condition.objects.unscoped().create(name="Secret condition", **every)
    Result.objects.unscoped().create(name="Secret result", value=1, **every)
    ruth.goals, ruth.barriers, ruth.phone = "Secret goal", "Secret barrier", "(555) 010-0199"
    ruth.save()
    payload = payload_of(links.health_link(link))
    summary, _ = files_of(ask(stranger, payload, passcode=links.passcode_of(link.link_seed)), payload)
    assert "Secret" not in json.dumps(summary)
    assert "010-0199" not in json.dumps(summary)


def test_an_allergy_found_since_then_waits_for_the_release(stranger, link, ruth, visit, dana):
    payload, code = payload_of(links.health_link(link)), links.passcode_of(link.link_seed)
    Allergy.objects.unscoped().create(
        practice=ruth.practice, person=ruth, substance="penicillin", entered_by=dana
    )
    assert "penicillin" not in json.dumps(files_of(ask(stranger, payload, passcode=code), payload)[0])
    new_edition(visit=visit, on=ON, by=dana)
    assert "penicillin" in json.dumps(files_of(ask(stranger, payload, passcode=code), payload)[0])


def test_neither_key_nor_token_nor_passcode_is_kept_or_recorded(link, stranger):
    payload, code = payload_of(links.health_link(link)), links.passcode_of(link.link_seed)
    ask(stranger, payload, passcode=code)
    row = ListLink.objects.unscoped().filter(pk=link.pk).values().get()
    kept = json.dumps(row, default=str) + str(list(LinkOpening.objects.unscoped().values()))
    recorded = str(list(Change.objects.values_list("after", flat=True)))
    for secret in (payload.key, links.token_of(link.link_seed)):
        assert secret not in kept
        assert secret not in recorded
    assert link.link_seed not in recorded
    values = json.dumps(list(Paper.objects.unscoped().values_list("values", flat=True)))
    assert payload.key not in values


def test_nothing_of_it_reaches_the_log(stranger, link, caplog):
    payload = payload_of(links.health_link(link))
    with caplog.at_level(logging.DEBUG):
        ask(stranger, payload, passcode="x")
        stranger.get(reverse("shared_list", args=["A" * 43]))
    from brownbag.practice.shared_pages.logs import NothingPersonal

    written = "\n".join(NothingPersonal().format(record) for record in caplog.records)
    assert links.token_of(link.link_seed) not in written
    assert "Canaryname" not in written


@pytest.mark.parametrize("who", ["\\u0000Mercy", "Mercy\\ud800", "Mercy\\u202e\\n"])
def test_a_name_with_signs_nobody_can_keep_is_kept_without_them(stranger, link, who):
    body = f'{{"recipient": "{who}", "passcode": "x"}}'
    answer = stranger.post(
        urlsplit(payload_of(links.health_link(link)).url).path, body, content_type="application/json"
    )
    assert answer.status_code == 401
    assert LinkOpening.objects.unscoped().get().who == "Mercy"


def test_a_link_leads_to_the_record_that_was_kept_and_shows_only_its_release(stranger, ruth, visit, dana):
    from brownbag.practice.follow_up.merging import merge
    from brownbag.practice.people.actions import register

    twin = register(practice=ruth.practice, given_name="Ruth", family_name="Canaryname", by=dana)
    said = {"name": "naproxen 500 mg tablet"}
    add_line(person=twin, said=said, list_name="Said", said_by="Ruth", on=ON, by=dana)
    link = make_link(person=twin, agreed_by="Ruth", lasts=timedelta(days=30), by=dana)
    payload, code = payload_of(links.health_link(link)), links.passcode_of(link.link_seed)
    new_edition(visit=visit, on=ON, by=dana)
    merge(kept=ruth, absorbed=twin, by=dana)
    shown = files_of(ask(stranger, payload, passcode=code), payload)[0]
    names = {line.name for line in read_document(json.dumps(shown).encode(), on=ON).record.medications}
    assert names == {"warfarin 5 mg tablet", "Bactrim DS"}
    new_edition(visit=visit, on=ON, by=dana)
    assert "naproxen" in json.dumps(files_of(ask(stranger, payload, passcode=code), payload)[0])


# The page for someone without an app.


def passcode_form(stranger, address):
    page = stranger.get(address)
    return {"csrfmiddlewaretoken": stranger.cookies["csrftoken"].value}, page.content.decode()


def test_the_page_names_nobody_before_the_passcode_and_shows_the_list_after_it(stranger, link):
    address = reverse("shared_list", args=[links.token_of(link.link_seed)])
    form, before = passcode_form(stranger, address)
    for name in ("Ruth", "Canaryname", "warfarin", "Lakeside"):
        assert name not in before
    assert "noindex" in before
    assert "<script" not in before
    form |= {"passcode": links.passcode_of(link.link_seed), "who": "Dr. Lee"}
    stranger.post(address, form)
    page = stranger.get(address)
    assert page["Cache-Control"] == "no-store"
    assert page["X-Robots-Tag"] == "noindex, nofollow"
    assert page["Referrer-Policy"] == "same-origin"
    shown = page.content.decode()
    assert "Ruth Canaryname" in shown
    assert "warfarin" in shown
    assert "<script" not in shown
    pdf = stranger.get(reverse("shared_list_pdf", args=[links.token_of(link.link_seed)]))
    assert pdf["Content-Type"] == "application/pdf"
    assert [(each.who, each.how, each.passcode_fitted) for each in LinkOpening.objects.unscoped()] == [
        ("Dr. Lee", "page", True)
    ]


def test_the_page_cannot_be_opened_without_its_form(stranger, link):
    address = reverse("shared_list", args=[links.token_of(link.link_seed)])
    assert stranger.post(address, {"passcode": links.passcode_of(link.link_seed)}).status_code == 403
    assert stranger.get(reverse("shared_list_pdf", args=[links.token_of(link.link_seed)])).status_code == 404


def test_wrong_passcodes_end_the_page_too(stranger, link):
    address = reverse("shared_list", args=[links.token_of(link.link_seed)])
    form, _ = passcode_form(stranger, address)
    answers = [stranger.post(address, form | {"passcode": "12"}) for _ in range(links.WRONG_CODES_ALLOWED)]
    assert answers[0].status_code == 422
    assert "You can try 9 more times" in answers[0].content.decode()
    assert [each.status_code for each in answers[1:-1]] == [422] * (links.WRONG_CODES_ALLOWED - 2)
    assert answers[-1].status_code == 404


def test_an_opened_page_closes_when_the_link_ends(stranger, link, desk):
    address = reverse("shared_list", args=[links.token_of(link.link_seed)])
    form, _ = passcode_form(stranger, address)
    stranger.post(address, form | {"passcode": links.passcode_of(link.link_seed)})
    assert stranger.get(address).status_code == 200
    send(desk, "end_list_link", link.pk)
    assert stranger.get(address).status_code == 404


def test_the_cookie_of_one_link_opens_no_other(stranger, link, practice, dana):
    address = reverse("shared_list", args=[links.token_of(link.link_seed)])
    form, _ = passcode_form(stranger, address)
    stranger.post(address, form | {"passcode": links.passcode_of(link.link_seed)})
    other, _ = add_ruth(practice, dana)
    others = make_link(person=other, agreed_by="Ruth", lasts=timedelta(days=30), by=dana)
    for cookie in stranger.cookies.values():
        cookie["path"] = "/"
    shown = stranger.get(reverse("shared_list", args=[links.token_of(others.link_seed)])).content.decode()
    assert "Passcode" in shown
    assert "Canaryname" not in shown


def test_what_someone_says_they_are_is_shown_as_text(stranger, link, desk, ruth):
    payload = payload_of(links.health_link(link))
    ask(stranger, payload, recipient="<script>alert(1)</script>" + "x" * 500, passcode="x")
    page = desk.get(reverse("share", args=[ruth.pk])).content.decode()
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert" not in page
    assert "Wrong passcode" in page


@pytest.mark.skipif(
    "sqlite" in settings.DATABASES["default"]["ENGINE"],
    reason="SQLite lets one transaction write at a time, and its tests run in memory; PostgreSQL runs this",
)
@pytest.mark.django_db(transaction=True)
def test_passcodes_tried_at_the_same_time_are_all_counted(practice, staff_of):
    dana = staff_of(practice, "pharmacist", "dana")
    ruth, _ = add_ruth(practice, dana)
    link = make_link(person=ruth, agreed_by="Ruth", lasts=timedelta(days=30), by=dana)

    def guess():
        try:
            try_passcode(link=link, typed="x", how="app", who=WHO)
        finally:
            connection.close()

    threads = [threading.Thread(target=guess) for _ in range(links.WRONG_CODES_ALLOWED + 6)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert ListLink.objects.unscoped().get(pk=link.pk).wrong_codes == links.WRONG_CODES_ALLOWED
    assert LinkOpening.objects.unscoped().count() == links.WRONG_CODES_ALLOWED


# The pharmacist's side.


def test_no_link_without_a_yes(desk, ruth, visit):
    page = send(desk, "make_link", ruth.pk, agreed_by="", lasts="365")
    assert page.status_code == 422
    assert "Without a yes there is no link" in page.content.decode()
    assert not ListLink.objects.unscoped().exists()


def test_no_link_before_a_list_is_out(desk, ruth):
    refused = send(desk, "make_link", ruth.pk, agreed_by="Ruth", lasts="365")
    assert refused.status_code == 409
    assert "Finish a visit first" in refused.content.decode()
    assert not ListLink.objects.unscoped().exists()


def test_the_share_page_shows_code_passcode_and_how_to_end_it(desk, ruth, visit):
    send(desk, "make_link", ruth.pk, agreed_by="Ruth Canaryname", lasts="30")
    link = ListLink.objects.unscoped().get()
    page = desk.get(reverse("share", args=[ruth.pk])).content.decode()
    assert links.passcode_of(link.link_seed) in page
    assert "data:image/svg+xml" in page
    assert link.expires_at - timezone.now() < timedelta(days=30)
    send(desk, "end_list_link", link.pk)
    assert (
        "The last link was ended by the practice"
        in desk.get(reverse("share", args=[ruth.pk])).content.decode()
    )


def test_the_code_is_printed_once_there_is_a_link(desk, ruth, visit, link, dana):
    first = Paper.objects.unscoped().get(visit=visit, kind="medication_list")
    assert first.values["link"] is None
    new_edition(visit=visit, on=ON, by=dana)
    second = Paper.objects.unscoped().get(visit=visit, kind="medication_list", edition=2)
    assert second.values["link"] == link.pk
    assert "Newest list" in PdfReader(io.BytesIO(bytes(second.pdf))).pages[0].extract_text()
    assert "Newest list" in desk.get(reverse("paper", args=[second.pk])).content.decode()
    send(desk, "end_list_link", link.pk)
    assert "Newest list" not in desk.get(reverse("paper", args=[second.pk])).content.decode()


def test_the_pharmacist_is_told_that_the_list_changed_since_it_was_let_out(desk, ruth, visit):
    line = line_of(ruth, "warfarin")
    change_line(line=line, expected_version=1, changes={"directions": "1 a day"}, why="", by=visit.started_by)
    page = desk.get(reverse("share", args=[ruth.pk])).content.decode()
    assert "1 change to medicines or allergies since then" in page
    send(desk, "release_list", ruth.pk)
    assert "since then" not in desk.get(reverse("share", args=[ruth.pk])).content.decode()


# Telling the pharmacies.


def test_each_hears_only_what_they_do_not_know(ruth, visit, practice):
    know_pharmacy(practice=practice, name="Corner")
    know_pharmacy(practice=practice, name="mail  order")
    know_pharmacy(practice=practice, name="Nobody's pharmacy")
    told = {each.name: each.words for each in untold_of(ruth)}
    assert told == {
        "Corner": ["New: warfarin 5 mg tablet"],
        "mail  order": ["New: Bactrim DS 800 mg / 160 mg"],
    } or told == {"Corner": ["New: warfarin 5 mg tablet"], "mail  order": told["mail  order"]}
    assert all("Bactrim" in words for words in told["mail  order"])


def test_a_change_a_stop_and_a_stop_on_their_side_are_told_apart(ruth, visit, practice, dana):
    know_pharmacy(practice=practice, name="Corner")
    know_pharmacy(practice=practice, name="Mail order")
    line = line_of(ruth, "Bactrim")
    stop_line(line=line, expected_version=line.version, why="", on=ON, by=dana)
    line = line_of(ruth, "warfarin")
    changes = {"name": "warfarin 2.5 mg tablet", "strength": "2.5 mg"}
    change_line(line=line, expected_version=line.version, changes=changes, why="", by=dana)
    told = {each.name: [item["what"] for item in each.items] for each in untold_of(ruth)}
    assert told == {"Corner": ["New", "Stopped"], "Mail order": ["Changed"]}
    (mail,) = [each for each in untold_of(ruth) if each.name == "Mail order"]
    assert "5 mg" in mail.items[0]["theirs"]
    said = {"name": "warfarin 5 mg tablet", "status": "stopped"}
    add = {"list_name": "Mail order", "said_by": "Mail order", "on": ON, "by": dana}
    from brownbag.practice.medication_list.actions import state

    state(line_of(ruth, "warfarin"), said, **add)
    (mail,) = [each for each in untold_of(ruth) if each.name == "Mail order"]
    assert mail.items[0]["what"] == "Taken"


def test_a_prescriber_hears_of_what_others_prescribed(ruth, visit, practice, dana):
    know_prescriber(practice=practice, name="Dr. June Walsh")
    line = line_of(ruth, "warfarin")
    change_line(
        line=line, expected_version=line.version, changes={"prescriber": "Dr. June Walsh"}, why="", by=dana
    )
    (walsh,) = untold_of(ruth)
    assert [item["name"] for item in walsh.items] == ["Bactrim DS"]
    assert walsh.items[0]["theirs"] == "We have no list from you."


def test_a_notice_is_followed_until_it_is_confirmed(desk, ruth, visit, practice):
    pharmacy = know_pharmacy(practice=practice, name="Corner", fax="(555) 010-0150")
    page = desk.get(reverse("visit_implement", args=[visit.pk])).content.decode()
    assert "New: warfarin 5 mg tablet" in page
    send(desk, "make_notices", visit.pk, to=f"pharmacy-{pharmacy.pk}")
    notice = Notice.objects.unscoped().get()
    text = PdfReader(io.BytesIO(bytes(notice.paper.pdf))).pages[0].extract_text()
    assert "Please update your list" in text
    assert "warfarin 5 mg tablet" in text
    assert "fax (555) 010-0150" in text
    assert untold_of(ruth) == []
    early = send(desk, "notice_confirmed", notice.pk, name="Sam")
    assert "First say how the notice was sent" in early.content.decode()
    send(desk, "notice_sent", notice.pk, how="fax")
    send(desk, "notice_confirmed", notice.pk, name="Sam Ortiz")
    page = desk.get(reverse("visit_implement", args=[visit.pk])).content.decode()
    assert "Confirmed by Sam Ortiz" in page
    assert "Sent by fax" in page


def test_a_notice_is_one_page_even_for_many_medicines(ruth, visit, practice, dana):
    know_pharmacy(practice=practice, name="Corner")
    for number in range(10):
        said = {"name": f"lisinopril {number + 1} mg tablet", "directions": "1 tablet every morning"}
        add_line(person=ruth, said=said, list_name="Other", said_by="Ruth", on=ON, by=dana)
    tell(visit=visit, told=untold_of(ruth), on=ON, by=dana)
    notice = Notice.objects.unscoped().get()
    assert len(notice.items) == 11
    assert len(PdfReader(io.BytesIO(bytes(notice.paper.pdf))).pages) == 1


def test_after_two_days_without_confirmation_it_stands_on_today(desk, ruth, visit, practice, dana):
    know_pharmacy(practice=practice, name="Corner")
    tell(visit=visit, told=untold_of(ruth), on=ON, by=dana)
    notice = Notice.objects.unscoped().get()
    note_sent(notice=notice, how="fax", by=dana)
    assert "Not confirmed" not in desk.get(reverse("today")).content.decode()
    Notice.objects.unscoped().update(sent_at=timezone.now() - timedelta(days=2, minutes=1))
    page = desk.get(reverse("today") + "?kind=not_confirmed").content.decode()
    assert "Not confirmed: Corner" in page
    assert "Sent by fax" in page
    notice.refresh_from_db(from_queryset=Notice.objects.unscoped())
    note_confirmed(notice=notice, name="Sam", by=dana)
    assert "Not confirmed" not in desk.get(reverse("today")).content.decode()


def test_a_notice_that_was_never_sent_stands_on_today_too(desk, ruth, visit, practice, dana):
    know_pharmacy(practice=practice, name="Corner")
    tell(visit=visit, told=untold_of(ruth), on=ON, by=dana)
    Notice.objects.unscoped().update(made_at=timezone.now() - timedelta(days=3))
    assert "Made, but not sent yet" in desk.get(reverse("today")).content.decode()


def test_nothing_is_told_before_the_visit_is_finished(ruth, dana, practice):
    know_pharmacy(practice=practice, name="Corner")
    visit = start_visit(person=ruth, setting="clinic", on=ON, by=dana)
    with pytest.raises(NotFinished):
        tell(visit=visit, told=untold_of(ruth), on=ON, by=dana)


def test_nobody_confirms_what_was_not_sent(ruth, visit, practice, dana):
    know_pharmacy(practice=practice, name="Corner")
    tell(visit=visit, told=untold_of(ruth), on=ON, by=dana)
    with pytest.raises(NotSentYet):
        note_confirmed(notice=Notice.objects.unscoped().get(), name="Sam", by=dana)


# The list in Spanish.


def test_the_list_in_spanish_names_the_same_medicines_and_says_that_it_is_a_draft(desk, ruth, visit, dana):
    said = {"name": "gabapentin 300 mg capsule", "directions": "1 capsule every third Tuesday of Lent"}
    add_line(person=ruth, said=said, list_name="Said", said_by="Ruth", on=ON, by=dana)
    line = line_of(ruth, "Bactrim")
    stop_line(line=line, expected_version=line.version, why="", on=ON, by=dana)
    new_edition(visit=visit, on=ON, by=dana)
    send(desk, "make_spanish_list", visit.pk)
    paper = Paper.objects.unscoped().get(kind="spanish_list")
    text = " ".join(PdfReader(io.BytesIO(bytes(paper.pdf))).pages[0].extract_text().split())
    for words in ("Lista de medicinas", "Borrador.", "Tome 1 tableta", "¿Preguntas?", "Página 1 de 1"):
        assert words in text, words
    assert "Bactrim: ya no tome esta medicina" in text or "Bactrim DS: ya no tome esta medicina" in text
    assert "third Tuesday of Lent" in text, "what has no Spanish stands as on the label"
    page = desk.get(reverse("paper", args=[paper.pk])).content.decode()
    assert '<html lang="es">' in page
    assert "nació el 11 de febrero de 1948".replace(" de ", "\xa0de\xa0") in page


def test_the_list_in_spanish_waits_for_the_release_too(desk, ruth, visit, dana):
    said = {"name": "naproxen 500 mg tablet"}
    add_line(person=ruth, said=said, list_name="Said", said_by="Ruth", on=ON, by=dana)
    send(desk, "make_spanish_list", visit.pk)
    assert "naproxen" not in json.dumps(Paper.objects.unscoped().get(kind="spanish_list").values)
    send(desk, "make_spanish_list", visit.pk)
    assert Paper.objects.unscoped().filter(kind="spanish_list").count() == 1


def test_no_list_in_spanish_before_there_is_one(desk, ruth, dana):
    visit = start_visit(person=ruth, setting="clinic", on=ON, by=dana)
    assert send(desk, "make_spanish_list", visit.pk).status_code == 409


# Files to take away.


def plain(record):
    "A record without what only its own place in a file means."
    lines = tuple(replace(line, key="", list_name="") for line in record.medications)
    compared = {"lists": (), "settled": frozenset(), "to_tell": frozenset()}
    return replace(record, id="", title="", medications=lines, **compared)


@pytest.mark.parametrize("kind", ["fhir", "summary", "patient-file"])
def test_a_record_taken_away_reads_back_unchanged(client, demo, kind, staff_of):
    from brownbag.practice.people.models import Person

    client.force_login(staff_of(demo, "pharmacist", "reader"))
    people = list(Person.objects.unscoped().filter(practice=demo))
    assert len(people) == 12
    for person in people:
        answer = client.get(reverse("export", args=[person.pk, kind]))
        assert answer["Content-Disposition"].startswith("attachment;")
        back = read_document(answer.content, on=ON)
        assert plain(back.record) == plain(clinical_record_of(person)), person.name
        assert {each.what for each in back.refused} <= FRAME


def test_the_table_holds_every_line_and_no_formula(desk, ruth, dana):
    for number, name in enumerate(('=HYPERLINK("http://x.example")', "+1", "-1", "@SUM(A1)", "\tx", "＝1")):
        said = {"name": name, "indication": f"{number}, “quoted”"}
        add_line(person=ruth, said=said, list_name="Said", said_by="Ruth", on=ON, by=dana)
    answer = desk.get(reverse("export", args=[ruth.pk, "table"]))
    rows = list(csv.reader(io.StringIO(answer.content.decode())))
    assert len(rows) == 9
    assert {len(row) for row in rows} == {13}
    assert not [cell for row in rows for cell in row if cell[:1] in tuple("=+-@\t\r\n＝＋－＠") and cell]
    assert rows[1][0] == "warfarin 5 mg tablet"
    assert answer["Content-Disposition"] == 'attachment; filename="medicines.csv"'


def test_the_table_reads_back(desk, ruth):
    answer = desk.get(reverse("export", args=[ruth.pk, "table"]))
    back = read_document(answer.content, on=ON).record.medications
    kept = clinical_record_of(ruth).medications
    for name in ("name", "strength", "directions", "indication", "status"):
        assert [getattr(line, name) for line in back] == [getattr(line, name) for line in kept], name


def test_an_unknown_kind_of_file_is_not_there(desk, ruth):
    assert desk.get(reverse("export", args=[ruth.pk, "dump"])).status_code == 404


def test_someone_whom_no_list_names_is_told_everything_and_tracked(desk, visit, ruth):
    # given a heart clinic that stands on no list of Ruth
    send(desk, "tell_another", visit.pk, kind="prescriber", name="Dr. Ada Novak", fax="(555) 010-0177")
    notice = Notice.objects.unscoped().get(prescriber__name="Dr. Ada Novak")
    active = {line.current.name for line in lines_of(ruth) if line.current.status == "active"}
    assert {item["name"] for item in notice.items} == active
    assert {item["theirs"] for item in notice.items} == {"We have no list from you."}
    shown = desk.get(reverse("visit_implement", args=[visit.pk])).content.decode()
    assert "Notice to Dr. Ada Novak" in shown
    # when she is told again, there is nothing new, and no second notice
    again = send(desk, "tell_another", visit.pk, kind="prescriber", name="Dr. Ada Novak")
    assert "knows all that holds now" in again.content.decode()
    assert Notice.objects.unscoped().filter(prescriber__name="Dr. Ada Novak").count() == 1


def test_a_notice_to_nobody_is_refused(desk, visit):
    answer = send(desk, "tell_another", visit.pk, kind="pharmacy", name=" ")
    assert "Write who is to be told" in answer.content.decode()
    assert not Notice.objects.unscoped().filter(pharmacy__name="").exists()
