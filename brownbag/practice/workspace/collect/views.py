"""Show the merged list, settle its rows, add and change medicines."""

from django.core.exceptions import BadRequest
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from brownbag.clinical import vocabulary
from brownbag.practice.audit.actions import opened
from brownbag.practice.medication_list.actions import add_line, change_line
from brownbag.practice.medication_list.models import MedicationLine
from brownbag.practice.medication_list.queries import ingredients_of
from brownbag.practice.people.models import SourceDocument
from brownbag.practice.people.pictures import KINDS, UnusablePicture, keep_picture
from brownbag.practice.reviews.actions import assess_again, note_what_was_asked, refuse_finished
from brownbag.practice.reviews.models import ASK_ABOUT, Step
from brownbag.practice.reviews.queries import open_visit_of
from brownbag.practice.shared_pages.once import once
from brownbag.practice.shared_pages.policy import Policy, policy
from brownbag.practice.workspace.banner import banner_of
from brownbag.practice.workspace.collect.choices import carry_out
from brownbag.practice.workspace.collect.forms import AddedMedicineForm, ChangedMedicineForm, PictureForm
from brownbag.practice.workspace.collect.page import SAID_AT_VISIT, collect_page
from brownbag.practice.workspace.collect.scanning import scanned
from brownbag.practice.workspace.lines import medicine_name, shown_directions
from brownbag.practice.workspace.people.views import person_seen_by
from brownbag.practice.workspace.visit_steps import open_step, visit_seen_by

LETTERS_AT_MOST = 80


@require_GET
@policy(Policy.CLINICAL_STAFF)
def show(request, visit_id):
    "The merged list of a visit."
    return _page(request, visit_seen_by(request, visit_id), AddedMedicineForm())


@require_POST
@policy(Policy.CLINICAL_STAFF)
@once
def settle(request, visit_id, line_id):
    "Settle one row with one answer."
    visit, line = _visit_and_line(request, visit_id, line_id)
    what, _, value = request.POST.get("choice", "").partition(":")
    try:
        carry_out(request, line, what=what, value=value, on=timezone.localdate())
    except (KeyError, ValueError):
        raise BadRequest("This answer is not one the page offers.") from None
    return _done(visit, f"line-{line.pk}")


@require_POST
@policy(Policy.CLINICAL_STAFF)
@once
def add(request, visit_id):
    "Put a medicine on the list."
    visit = _open_visit(request, visit_id)
    form = AddedMedicineForm(request.POST)
    if not form.is_valid():
        return _page(request, visit, form, status=422)
    said = dict(form.cleaned_data)
    picture = _picture_of(request, visit, said.pop("picture"))
    said_by = said.pop("said_by") or (picture.list_name if picture else visit.person.name)
    line = add_line(
        person=visit.person,
        said=said,
        list_name=picture.list_name if picture else SAID_AT_VISIT,
        said_by=said_by,
        document=picture,
        on=timezone.localdate(),
        by=request.user,
    )
    return _done(visit, "add", picture) if picture else _done(visit, f"line-{line.pk}")


@require_POST
@policy(Policy.CLINICAL_STAFF)
@once
def keep(request, visit_id):
    "Keep a photographed list, to be typed beside it."
    visit = _open_visit(request, visit_id)
    form = PictureForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, visit, AddedMedicineForm(), picture_form=form, status=422)
    try:
        name, content = form.cleaned_data["list_name"], form.cleaned_data["file"].read()
        kept = keep_picture(person=visit.person, content=content, list_name=name, by=request.user)
    except UnusablePicture as fault:
        form.add_error("file", f"{fault} Nothing was kept.")
        return _page(request, visit, AddedMedicineForm(), picture_form=form, status=422)
    return _done(visit, "add", kept)


@policy(Policy.CLINICAL_STAFF)
@once
def change(request, line_id):
    "Change a medicine; what held before stays in its history."
    line = _line_seen_by(request, line_id)
    form = ChangedMedicineForm(request.POST or None, initial=_initial(line))
    if form.is_valid():
        changes = _changes(line, form.cleaned_data)
        why = changes.pop("why")
        change_line(line=line, expected_version=_version(request), changes=changes, why=why, by=request.user)
        assess_again(person=line.person, on=timezone.localdate())
        return HttpResponseRedirect(_back_to(line))
    opened(person=line.person, by=request.user, page="change medicine")
    shown = {"form": form, "line": line, "history": _history(line), "back": _back_to(line)}
    shown |= {"banner": banner_of(line.person, on=timezone.localdate()), "here": "people"}
    return render(request, "workspace/change_line.html", shown, status=422 if form.errors else 200)


@require_POST
@policy(Policy.CLINICAL_STAFF)
@once
def asked(request, visit_id):
    "Keep that the person was asked about one kind of medicine, and which sources nobody has seen."
    visit = _open_visit(request, visit_id)
    already = list(visit.asked_about)
    about = request.POST.get("about", "")
    if about in ASK_ABOUT:
        already = [each for each in already if each != about] if about in already else [*already, about]
    missing = request.POST.get("missing_sources", visit.missing_sources)[:300]
    note_what_was_asked(
        visit=visit, expected_version=_version(request), asked_about=already, missing_sources=missing
    )
    return HttpResponseRedirect(reverse("visit_collect", args=[visit.pk]) + "#ask")


@require_POST
@policy(Policy.CLINICAL_STAFF)
def suggest(request, person_id):
    "Medicines that begin with the letters typed, those the person takes first."
    person = person_seen_by(request, person_id)
    typed = request.POST.get("typed", "")[:LETTERS_AT_MOST]
    found = vocabulary.load().suggest(typed, taken_before=ingredients_of(person))
    return render(request, "workspace/suggestions.html", {"found": found, "typed": typed})


@require_POST
@policy(Policy.CLINICAL_STAFF)
def read_directions(request):
    "Directions in plain words, while they are typed."
    typed = request.POST.get("typed", "")[:500]
    return render(
        request, "workspace/read_directions.html", {"read": shown_directions(typed), "typed": typed}
    )


@require_POST
@policy(Policy.CLINICAL_STAFF)
def read_code(request):
    "Which medicine the bars on a box stand for, as far as the lists that are loaded know."
    code = request.POST.get("code", "").strip()[:LETTERS_AT_MOST]
    return render(request, "workspace/scanned.html", scanned(code))


def _page(request, visit, form, status=200, picture_form=None):
    shown = open_step(request, visit, Step.COLLECT)
    number = request.POST.get("picture") or request.GET.get("picture")
    shown |= {"picture": _picture_of(request, visit, number), "picture_form": picture_form or PictureForm()}
    shown |= {"page": collect_page(visit, on=timezone.localdate()), "form": form}
    return render(request, "workspace/collect.html", shown, status=status)


def _picture_of(request, visit, number):
    "The picture that is being typed from, or None."
    if not str(number or "").isdecimal():
        return None
    pictures = SourceDocument.objects.visible_to(request.user).filter(person=visit.person, kind__in=KINDS)
    return get_object_or_404(pictures.defer("content"), pk=int(number))


def _open_visit(request, visit_id):
    visit = visit_seen_by(request, visit_id)
    refuse_finished(visit)
    return visit


def _visit_and_line(request, visit_id, line_id):
    visit = _open_visit(request, visit_id)
    line = _line_seen_by(request, line_id)
    if line.person_id != visit.person_id:
        raise Http404
    return visit, line


def _line_seen_by(request, line_id):
    lines = MedicationLine.objects.visible_to(request.user).select_related("current", "person", "practice")
    return get_object_or_404(lines, pk=line_id)


def _changes(line, given):
    "What changes; strength and form of a medicine that was renamed are found anew."
    renamed = given["name"] != medicine_name(line.current)
    kept = {name: value for name, value in given.items() if name != "name"}
    return kept | ({"name": given["name"], "strength": "", "form": "", "route": ""} if renamed else {})


def _back_to(line):
    visit = open_visit_of(line.person)
    if visit is None:
        return reverse("person", args=[line.person_id])
    return reverse("visit_collect", args=[visit.pk]) + f"#line-{line.pk}"


def _version(request):
    try:
        return int(request.POST["version"])
    except (KeyError, ValueError):
        raise BadRequest("The form says not from which version it started.") from None


def _initial(line):
    now = line.current
    names = ("directions", "how_taken", "indication", "source", "prescriber", "start")
    return {name: getattr(now, name) for name in names} | {"name": medicine_name(now)}


def _history(line):
    versions = line.versions(manager="objects").unscoped().filter(line=line)
    return versions.select_related("changed_by").order_by("-number")


def _done(visit, place, picture=None):
    assess_again(person=visit.person, on=timezone.localdate())
    beside = f"?picture={picture.pk}" if picture else ""
    return HttpResponseRedirect(reverse("visit_collect", args=[visit.pk]) + f"{beside}#{place}")
