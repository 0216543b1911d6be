"""Read files and pasted lists about a person: a new one, or the one whose record is open."""

from dataclasses import dataclass

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from brownbag.exchange.portal_results import read_results
from brownbag.exchange.reading import UnusableInput
from brownbag.practice.audit.actions import opened
from brownbag.practice.follow_up.stays import record_stays_told
from brownbag.practice.medication_list.documents_in import read_document
from brownbag.practice.medication_list.imports import AlreadyRead, import_document
from brownbag.practice.medication_list.whose import is_surely_theirs, why_not_theirs
from brownbag.practice.people.actions import keep_identifiers, register
from brownbag.practice.people.models import SourceDocument
from brownbag.practice.people.pictures import ENDINGS, KINDS, UnusablePicture, is_picture, keep_picture
from brownbag.practice.people.queries import people_like
from brownbag.practice.reviews.actions import assess_again
from brownbag.practice.reviews.queries import open_visit_of
from brownbag.practice.shared_pages.once import once
from brownbag.practice.shared_pages.policy import Policy, policy
from brownbag.practice.shared_pages.refusal import Refusal
from brownbag.practice.workspace.banner import banner_of
from brownbag.practice.workspace.people.document_page import document_page
from brownbag.practice.workspace.people.forms import ImportForm
from brownbag.practice.workspace.people.views import person_seen_by

CHECK = (
    "{what} does not say clearly enough whom it is about. Compare it with the person, then tick the box"
    " and choose it again."
)
LONGEST_TEXT = 50_000
PICTURE_FIRST = "A picture cannot add a person. Add the person by hand, then keep the picture on the record."


@dataclass(frozen=True)
class Taken:
    "What became of one file: the document kept, or a sentence why nothing of it was."

    what: str
    document: object = None
    again: bool = False
    why_not: str = ""
    must_compare: bool = False


@policy(Policy.CLINICAL_STAFF)
@once
def new_person(request):
    "Add a person from a file about them; further files are read for the same person."
    form = ImportForm(request.POST or None, request.FILES or None)
    if not form.is_valid():
        return _page(request, form)
    (what, content), *others = form.contents
    found = _read(form, what, content)
    names = _names(form, found) if found else None
    alike = _alike(request, names, found) if names else []
    if not names or (alike and not form.cleaned_data["same_person"]):
        return _page(request, form, alike=alike)
    person = register(practice=request.user.practice, by=request.user, **names)
    first = _keep(request, form, person, found, what, content)
    taken = [first, *(_take(request, form, person, *each) for each in others)]
    return _answer(request, form, person, taken)


@policy(Policy.CLINICAL_STAFF)
@once
def for_person(request, person_id):
    "Read files and pasted lists about the person whose record is open."
    person = person_seen_by(request, person_id)
    form = ImportForm(request.POST or None, request.FILES or None)
    if not form.is_valid():
        return _page(request, form, person=person)
    taken = [_take(request, form, person, what, content) for what, content in form.contents]
    return _answer(request, form, person, taken)


@require_POST
@policy(Policy.CLINICAL_STAFF)
@once
def pasted_results(request, person_id):
    "Read results that were copied from a portal; what was not understood is named."
    person = person_seen_by(request, person_id)
    text, on = request.POST.get("results", "")[:LONGEST_TEXT], timezone.localdate()
    try:
        found = read_results(text, on=on)
    except UnusableInput as fault:
        raise Refusal(f"{fault} Nothing was kept. Go back; what you pasted is still there.") from None
    about = {"person": person, "found": found, "content": text.encode(), "by": request.user}
    try:
        document = import_document(list_name="Patient portal", on=on, **about)
    except AlreadyRead as before:
        return HttpResponseRedirect(reverse("document", args=[before.document.pk]) + "?again")
    assess_again(person=person, on=on)
    return HttpResponseRedirect(reverse("document", args=[document.pk]))


@require_GET
@policy(Policy.CLINICAL_STAFF)
def result(request, document_id):
    "What a file held, what of it is new on the record, and what is not on it."
    document = _document_seen_by(request, document_id, "content")
    opened(person=document.person, by=request.user, page="document")
    shown = {"document": document, "page": document_page(document), "visit": open_visit_of(document.person)}
    shown |= {"banner": banner_of(document.person, on=timezone.localdate()), "again": "again" in request.GET}
    return render(request, "workspace/document.html", shown)


@require_GET
@policy(Policy.CLINICAL_STAFF)
def original(request, document_id):
    "A document as it came, byte for byte; no browser runs anything in it."
    document = _document_seen_by(request, document_id)
    opened(person=document.person, by=request.user, page="original document")
    answer = HttpResponse(
        bytes(document.content), content_type=KINDS.get(document.kind, "application/octet-stream")
    )
    ending = ENDINGS.get(document.kind, "bin")
    answer["Content-Disposition"] = f'attachment; filename="document-{document.pk}.{ending}"'
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox; frame-ancestors 'none'"
    return answer


def _document_seen_by(request, document_id, *deferred):
    documents = SourceDocument.objects.visible_to(request.user).select_related("person", "read_by")
    return get_object_or_404(documents.defer(*deferred), pk=document_id)


def _read(form, what, content):
    if is_picture(content):
        form.add_error("file", PICTURE_FIRST)
        return None
    try:
        return read_document(content, on=timezone.localdate())
    except UnusableInput as fault:
        form.add_error("file", _cannot(what, fault))
        return None


def _cannot(what, fault):
    return f"{what} cannot be used. {fault} Nothing was kept."


def _names(form, found):
    given = form.cleaned_data["given_name"] or found.named.given_name
    family = form.cleaned_data["family_name"] or found.named.family_name
    if not (given and family):
        form.add_error("family_name", "The file names nobody. Write the first and the last name.")
        return None
    return {"given_name": given[:120], "family_name": family[:120], "phone": found.named.phone[:40]}


def _alike(request, names, found):
    born = found.record.person.birth_date
    return list(people_like(request.user, family_name=names["family_name"], birth_date=born))


def _take(request, form, person, what, content):
    "Read one file about the person; nothing of it is kept where it cannot be used or is someone else's."
    if is_picture(content):
        return _take_picture(request, form, person, what, content)
    try:
        found = read_document(content, on=timezone.localdate())
    except UnusableInput as fault:
        return Taken(what, why_not=_cannot(what, fault))
    if why_not := why_not_theirs(person, found):
        return Taken(what, why_not=why_not)
    surely = is_surely_theirs(person, found) or form.cleaned_data["same_person"]
    if not (surely or what == form.PASTED):
        return Taken(what, why_not=CHECK.format(what=what), must_compare=True)
    return _keep(request, form, person, found, what, content)


def _take_picture(request, form, person, what, content):
    try:
        name = form.cleaned_data["list_name"]
        kept = keep_picture(person=person, content=content, list_name=name, by=request.user)
    except UnusablePicture as fault:
        return Taken(what, why_not=_cannot(what, fault))
    return Taken(what, kept)


def _keep(request, form, person, found, what, content):
    list_name = form.cleaned_data["list_name"] or found.kind
    try:
        document = import_document(
            person=person,
            found=found,
            content=content,
            list_name=list_name,
            on=timezone.localdate(),
            by=request.user,
        )
    except AlreadyRead as before:
        return Taken(what, before.document, again=True)
    keep_identifiers(person=person, identifiers=found.named.identifiers)
    listed = list_name if found.record.medications else ""
    on, told = timezone.localdate(), found.record.stays
    record_stays_told(person=person, told=told, discharge_list=listed, on=on, by=request.user)
    return Taken(what, document)


def _answer(request, form, person, taken):
    "Lead to what was kept; say in a sentence for each file why it was not."
    kept = [each for each in taken if each.document]
    if any(not each.again for each in kept):
        assess_again(person=person, on=timezone.localdate())
    for each in taken:
        if each.why_not:
            form.add_error("same_person" if each.must_compare else "file", each.why_not)
    if form.errors:
        return _page(request, form, person=person, kept=kept)
    if len(kept) == 1:
        again = "?again" if kept[0].again else ""
        return HttpResponseRedirect(reverse("document", args=[kept[0].document.pk]) + again)
    return HttpResponseRedirect(reverse("person", args=[person.pk]) + "#files")


def _page(request, form, *, person=None, alike=(), kept=()):
    shown = {"form": form, "person": person, "alike": alike, "kept": kept, "here": "people"}
    if person:
        opened(person=person, by=request.user, page="import")
        shown["banner"] = banner_of(person, on=timezone.localdate())
    return render(request, "workspace/import.html", shown, status=422 if form.is_bound else 200)
