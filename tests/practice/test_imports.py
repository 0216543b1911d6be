"""Files about people, read in the browser."""

import gzip
import uuid
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from brownbag.practice.audit.models import Change
from brownbag.practice.medication_list.models import MedicationLine, Statement
from brownbag.practice.people.models import Condition, Person, Result, SourceDocument
from brownbag.practice.shared_pages.once import FIELD
from brownbag.practice.shared_pages.uploads import LARGEST_UPLOAD
from tests.practice.samples import RUTH, add_ruth

SYNTHEA = Path(__file__).parents[3] / "shared" / "data" / "synthea-r4"
BUNDLE = b"""{"resourceType": "Bundle", "type": "collection", "entry": [
 {"resource": {"resourceType": "Patient", "id": "1", "birthDate": "1948-02-11", "gender": "female",
  "name": [{"given": ["Ruth"], "family": "Canaryname"}], "identifier": [{"system": "urn:mrn", "value": "77"}]}},
 {"resource": {"resourceType": "MedicationStatement", "id": "2", "status": "active",
  "medicationCodeableConcept": {"text": "warfarin 4 mg tablet"}, "dosage": [{"text": "Take 1 tablet every evening"}]}}]}"""


@pytest.fixture
def dana(practice, staff_of):
    return staff_of(practice, "pharmacist", "dana")


@pytest.fixture
def desk(client, dana):
    client.force_login(dana)
    return client


def upload(client, content, *keys, name="file.json", **form):
    route = "import_for_person" if keys else "import_new_person"
    form |= {FIELD: uuid.uuid4(), "file": SimpleUploadedFile(name, content)}
    return client.post(reverse(route, args=keys), form)


def test_a_bundle_adds_a_person_and_the_result_says_what_was_kept(desk):
    answer = upload(desk, BUNDLE)
    page = desk.get(answer["Location"]).content.decode()
    assert "2</b> entries came in" in page
    person = Person.objects.unscoped().get()
    assert (person.name, str(person.birth_date)) == ("Ruth Canaryname", "1948-02-11")


def test_the_same_file_again_changes_nothing(desk):
    upload(desk, BUNDLE)
    person = Person.objects.unscoped().get()
    before = Change.objects.exclude(table="people_personidentifier").count()
    page = desk.get(upload(desk, BUNDLE, person.pk)["Location"]).content.decode()
    assert "This file was read before." in page
    assert Change.objects.exclude(table="people_personidentifier").count() == before


def test_a_compressed_file_is_read(desk):
    assert upload(desk, gzip.compress(BUNDLE), name="file.json.gz").status_code == 302


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b'{"resourceType": "Bundle", ', "cannot be used"),
        (b'{"resourceType": "Practitioner"}', "cannot be used"),
        (b"\xff\xfe\x00", "not UTF-8"),
        (b"", "empty"),
        (b'{"schema": "something-else"}', "cannot be used"),
    ],
)
def test_a_file_that_cannot_be_used_is_one_sentence_and_keeps_nothing(desk, content, sentence):
    answer = upload(desk, content, list_name="Mercy Hospital")
    assert answer.status_code == 422
    page = answer.content.decode()
    assert sentence in page
    assert "Mercy Hospital" in page, "what was typed is kept"
    assert not Person.objects.unscoped().exists()


def test_a_file_of_two_hundred_megabytes_is_refused_at_once(desk, settings):
    answer = desk.post(
        reverse("import_new_person"),
        data=b"",
        content_type="multipart/form-data; boundary=x",
        CONTENT_LENGTH=str(200 * 1024 * 1024),
    )
    assert LARGEST_UPLOAD < 200 * 1024 * 1024
    assert answer.status_code == 413
    assert "The file is too large" in answer.content.decode()


def test_a_file_about_someone_else_is_refused(desk, practice, dana):
    ruth = add_ruth(practice, dana)[0]
    other = BUNDLE.replace(b"1948-02-11", b"1950-01-01")
    answer = upload(desk, other, ruth.pk)
    assert "The file is about someone born on" in answer.content.decode()
    assert SourceDocument.objects.unscoped().count() == 1


def test_a_file_that_does_not_say_whose_it_is_asks_to_compare(desk, practice, dana):
    ruth = add_ruth(practice, dana)[0]
    nameless = BUNDLE.replace(b'"given": ["Ruth"], "family": "Canaryname"', b'"text": ""')
    answer = upload(desk, nameless, ruth.pk)
    assert "does not say clearly enough whom it is about" in answer.content.decode()
    assert upload(desk, nameless, ruth.pk, same_person="on").status_code == 302


def test_two_records_of_one_person_are_noticed(desk, practice, dana):
    add_ruth(practice, dana)
    answer = upload(desk, BUNDLE)
    assert "Someone with this last name and birth date is on file" in answer.content.decode()
    assert Person.objects.unscoped().count() == 1
    form = {"given_name": "R", "family_name": "canaryname", "birth_date": "1948-02-11"}
    form |= {FIELD: uuid.uuid4(), "sex": "female", "setting": "clinic"}
    typed = desk.post(reverse("new_person"), form)
    assert "on file" in typed.content.decode()


def test_another_list_with_another_strength_waits_for_the_pharmacist(desk, practice, dana):
    ruth = add_ruth(practice, dana)[0]
    upload(desk, BUNDLE, ruth.pk, list_name="Mercy Hospital")
    line = MedicationLine.objects.unscoped().get(person=ruth, current__ingredients=["warfarin"])
    assert line.current.strength == "5 mg", "nothing that holds is overwritten"
    visit = desk.post(reverse("start_visit", args=[ruth.pk]), {FIELD: uuid.uuid4()})
    page = desk.get(visit["Location"]).content.decode()
    assert "The lists differ" in page
    assert "The dose differs." in page
    said = Statement.objects.unscoped().get(list_name="Mercy Hospital")
    form = {FIELD: uuid.uuid4(), "version": line.version, "choice": f"hold:{said.pk}"}
    visit_id = int(visit["Location"].split("/")[2])
    desk.post(reverse("visit_settle", args=[visit_id, line.pk]), form)
    now = MedicationLine.objects.unscoped().get(pk=line.pk).current
    assert (now.strength, now.indication) == ("4 mg", "clots")


def test_a_record_without_birth_date_is_read_and_says_what_is_not_checked(desk):
    upload(desk, RUTH.replace(b"birth_date: 1948-02-11, ", b""), given_name="Ruth", family_name="Hale")
    person = Person.objects.unscoped().get()
    page = desk.get(reverse("person", args=[person.pk])).content.decode()
    assert "birth date: rules about age are not checked" in page


@pytest.mark.slow
@pytest.mark.skipif(not SYNTHEA.exists(), reason="the shared Synthea bundles are not here")
def test_every_synthea_bundle_is_read_and_once_more_changes_nothing(desk):
    files = sorted(SYNTHEA.glob("*.json*"))
    assert len(files) == 50
    for path in files:
        assert upload(desk, path.read_bytes(), same_person="on").status_code == 302, path.name
    people = {person.pk for person in Person.objects.unscoped()}
    assert len(people) == 50
    counted = [model.objects.unscoped().count() for model in (MedicationLine, Statement, Condition, Result)]
    documents = list(SourceDocument.objects.unscoped().defer("content"))
    assert all(each.counts["in"] == each.counts["kept"] + each.counts["refused"] for each in documents)
    for document in documents[:5]:
        upload(desk, bytes(document.content), document.person_id, same_person="on")
    assert counted == [
        model.objects.unscoped().count() for model in (MedicationLine, Statement, Condition, Result)
    ]


CCDA = (Path(__file__).parents[1] / "exchange" / "ccda" / "ruth.xml").read_bytes()


@pytest.mark.parametrize(
    ("content", "name", "lines"),
    [
        (CCDA, "discharge.xml", 4),
        (b"Drug,Sig\nLasix 20 mg,1 tab daily\nwarfarin 5 mg,1 daily\n", "list.csv", 2),
        (b"Lasix 20 mg 1 tab daily\nwarfarin 5 mg daily\n", "purse.txt", 2),
    ],
    ids=["c-cda", "table", "pasted"],
)
def test_documents_of_other_kinds_are_read_as_well(desk, content, name, lines):
    names = {"given_name": "Ruth", "family_name": "Canaryname", "same_person": "on"}
    assert upload(desk, content, name=name, **names).status_code == 302
    person = Person.objects.unscoped().get()
    assert MedicationLine.objects.unscoped().filter(person=person).count() == lines
    assert bytes(SourceDocument.objects.unscoped().get().content) == content


PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"
    + (640).to_bytes(4)
    + (480).to_bytes(4)
    + b"\x08\x02\x00\x00\x00IEND"
)
JPEG = b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc0\x00\x11\x08\x01\xe0\x02\x80\x03aaaaaaaaa\xff\xd9"
PURSE = "Warfarin 5 mg - 1 tablet every evening\nVitamin D3 1000 units daily\nsome green ones for my joints\n"


def upload_several(client, person, *contents, **form):
    files = [SimpleUploadedFile(f"file-{number}", each) for number, each in enumerate(contents, start=1)]
    form |= {FIELD: uuid.uuid4(), "file": files}
    return client.post(reverse("import_for_person", args=[person.pk]), form)


def test_the_list_in_her_purse_is_pasted_and_what_is_not_known_is_said(desk, practice, dana):
    ruth = add_ruth(practice, dana)[0]
    form = {FIELD: uuid.uuid4(), "text": PURSE, "list_name": "Purse"}
    answer = desk.post(reverse("import_for_person", args=[ruth.pk]), form)
    page = desk.get(answer["Location"]).content.decode()
    assert "Vitamin D3: 1000 units daily" in page
    assert "green ones" in page
    kept = SourceDocument.objects.unscoped().get(list_name="Purse")
    assert bytes(kept.content) == PURSE.encode()
    original = desk.get(reverse("document_original", args=[kept.pk]))
    assert original.content == PURSE.encode()
    assert original["Content-Disposition"].startswith("attachment")


def test_several_files_at_once_are_each_kept_or_refused_in_a_sentence(desk, practice, dana):
    ruth = add_ruth(practice, dana)[0]
    other = BUNDLE.replace(b"1948-02-11", b"1950-01-01")
    answer = upload_several(desk, ruth, BUNDLE, other, b"<a>", list_name="Mercy Hospital")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Kept:" in page
    assert "The file is about someone born on" in page
    assert "The file file-3 cannot be used." in page
    assert SourceDocument.objects.unscoped().filter(list_name="Mercy Hospital").count() == 1


def test_a_file_about_two_people_is_refused(desk, practice, dana):
    ruth = add_ruth(practice, dana)[0]
    two = b'{"resourceType":"Patient","id":"1"}\n{"resourceType":"Patient","id":"2"}\n'
    answer = upload(desk, two, ruth.pk)
    assert answer.status_code == 422
    assert "about 2 people" in answer.content.decode()


def test_what_is_longer_or_larger_than_a_column_is_cut_where_it_shows_and_kept_whole_in_the_original(
    desk, practice, dana
):
    ruth = add_ruth(practice, dana)[0]
    long = b"name: " + b"warfarin " * 50
    value = b"1000000000000000000"
    content = RUTH.replace(b"name: warfarin 5 mg tablet", long) + (
        b"observations:\n- {name: Potassium, value: " + value + b", unit: mmol/L, date: 2026-11-20}\n"
    )
    assert upload(desk, content, ruth.pk, same_person="on").status_code == 302
    (said,) = Statement.objects.unscoped().filter(name__endswith="…")
    assert len(said.name) == 300
    result = Result.objects.unscoped().get(name="Potassium")
    assert (result.value, result.said) == (None, value.decode())


def test_nothing_chosen_and_nothing_pasted_is_said(desk):
    answer = desk.post(reverse("import_new_person"), {FIELD: uuid.uuid4(), "text": "  "})
    assert "Choose a file, or paste a list." in answer.content.decode()


@pytest.mark.parametrize(("content", "media"), [(PNG, "image/png"), (JPEG, "image/jpeg")])
def test_a_photographed_list_is_kept_and_typed_beside_it(desk, practice, dana, content, media):
    ruth = add_ruth(practice, dana)[0]
    visit = int(
        desk.post(reverse("start_visit", args=[ruth.pk]), {FIELD: uuid.uuid4()})["Location"].split("/")[2]
    )
    form = {FIELD: uuid.uuid4(), "file": SimpleUploadedFile("x.html", content), "list_name": "Fridge"}
    answer = desk.post(reverse("visit_keep_picture", args=[visit]), form)
    page = desk.get(answer["Location"]).content.decode()
    assert "Fridge, photographed" in page
    kept = SourceDocument.objects.unscoped().get(list_name="Fridge")
    served = desk.get(reverse("document_original", args=[kept.pk]))
    assert (served.content, served["Content-Type"]) == (content, media)
    assert served["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in served["Content-Security-Policy"]
    typed = {FIELD: uuid.uuid4(), "name": "Aleve", "picture": kept.pk}
    desk.post(reverse("visit_add_line", args=[visit]), typed)
    said = Statement.objects.unscoped().get(name="Aleve")
    assert (said.document, said.list_name) == (kept, "Fridge")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"<svg onload=alert(1)>", "no JPEG, PNG or PDF"),
        (b"GIF89a", "no JPEG, PNG or PDF"),
        (PNG[:-4], "breaks off"),
        (JPEG[:-2], "breaks off"),
        (b"%PDF-1.4\n", "breaks off"),
        (JPEG[:10], "damaged"),
        (PNG.replace((640).to_bytes(4), (40_000).to_bytes(4)), "40,000 by 480 pixels"),
        (PNG.replace((640).to_bytes(4), bytes(4)), "says no size"),
    ],
)
def test_what_is_no_picture_is_not_kept(desk, practice, dana, content, sentence):
    ruth = add_ruth(practice, dana)[0]
    visit = int(
        desk.post(reverse("start_visit", args=[ruth.pk]), {FIELD: uuid.uuid4()})["Location"].split("/")[2]
    )
    form = {FIELD: uuid.uuid4(), "file": SimpleUploadedFile("list.jpg", content)}
    answer = desk.post(reverse("visit_keep_picture", args=[visit]), form)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert SourceDocument.objects.unscoped().count() == 1
