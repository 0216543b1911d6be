"""Read a file about a person: a new one, or the one whose record is open."""

from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from brownbag.exchange.reading import UnusableInput
from brownbag.practice.audit.actions import opened
from brownbag.practice.medication_list.documents_in import read_document
from brownbag.practice.medication_list.imports import AlreadyRead, import_document
from brownbag.practice.medication_list.whose import is_surely_theirs, why_not_theirs
from brownbag.practice.people.actions import keep_identifiers, register
from brownbag.practice.people.models import SourceDocument
from brownbag.practice.people.queries import people_like
from brownbag.practice.reviews.actions import assess_again
from brownbag.practice.shared_pages.once import once
from brownbag.practice.shared_pages.policy import Policy, policy
from brownbag.practice.workspace.banner import banner_of
from brownbag.practice.workspace.people.forms import ImportForm
from brownbag.practice.workspace.people.views import person_seen_by

CHECK = (
    "The file does not say clearly enough whom it is about. Compare it with the person, then tick the box."
)


@policy(Policy.CLINICAL_STAFF)
@once
def new_person(request):
    "Add a person from a file about them."
    form = ImportForm(request.POST or None, request.FILES or None)
    alike = []
    if form.is_valid():
        found, content = _read(form)
        if found:
            names = _names(form, found)
            alike = _alike(request, names, found)
            if names and (not alike or form.cleaned_data["same_person"]):
                return _add(request, form, found, content, names)
    return _page(request, form, alike=alike)


@policy(Policy.CLINICAL_STAFF)
@once
def for_person(request, person_id):
    "Read a file about the person whose record is open."
    person = person_seen_by(request, person_id)
    form = ImportForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        found, content = _read(form)
        if found and _is_about(form, person, found):
            return _keep(request, form, person, found, content)
    return _page(request, form, person=person)


@policy(Policy.CLINICAL_STAFF)
def result(request, document_id):
    "What a file held, what of it is on the record now, and what is not."
    documents = SourceDocument.objects.visible_to(request.user).select_related("person", "read_by")
    document = get_object_or_404(documents.defer("content"), pk=document_id)
    opened(person=document.person, by=request.user, page="document")
    shown = {"document": document, "banner": banner_of(document.person, on=timezone.localdate())}
    shown |= {"again": "again" in request.GET}
    return render(request, "workspace/document.html", shown)


def _read(form):
    content = form.cleaned_data["file"].read()
    try:
        return read_document(content, on=timezone.localdate()), content
    except UnusableInput as fault:
        form.add_error("file", f"The file cannot be used. {fault} Nothing was kept.")
        return None, content


def _names(form, found):
    given = form.cleaned_data["given_name"] or found.named.given_name
    family = form.cleaned_data["family_name"] or found.named.family_name
    if not (given and family):
        form.add_error("family_name", "The file names nobody. Write the first and the last name.")
        return None
    return {"given_name": given[:120], "family_name": family[:120], "phone": found.named.phone[:40]}


def _alike(request, names, found):
    if not names:
        return []
    born = found.record.person.birth_date
    return list(people_like(request.user, family_name=names["family_name"], birth_date=born))


def _is_about(form, person, found):
    why_not = why_not_theirs(person, found)
    if why_not:
        form.add_error("file", why_not)
    elif not (is_surely_theirs(person, found) or form.cleaned_data["same_person"]):
        form.add_error("same_person", CHECK)
    return not form.errors


def _add(request, form, found, content, names):
    person = register(practice=request.user.practice, by=request.user, **names)
    return _keep(request, form, person, found, content)


def _keep(request, form, person, found, content):
    on = timezone.localdate()
    list_name = form.cleaned_data["list_name"] or found.kind
    try:
        document = import_document(
            person=person, found=found, content=content, list_name=list_name, on=on, by=request.user
        )
    except AlreadyRead as before:
        return HttpResponseRedirect(reverse("document", args=[before.document.pk]) + "?again")
    keep_identifiers(person=person, identifiers=found.named.identifiers)
    assess_again(person=person, on=on)
    return HttpResponseRedirect(reverse("document", args=[document.pk]))


def _page(request, form, *, person=None, alike=()):
    shown = {"form": form, "person": person, "alike": alike, "here": "people"}
    if person:
        opened(person=person, by=request.user, page="import")
        shown["banner"] = banner_of(person, on=timezone.localdate())
    return render(request, "workspace/import.html", shown, status=422 if form.is_bound else 200)
