"""Find people, add one, show one, keep a fact about one, start a visit."""

from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from brownbag.practice.audit.actions import opened
from brownbag.practice.people import actions
from brownbag.practice.people.models import Person
from brownbag.practice.people.queries import people_found, people_like
from brownbag.practice.reviews.actions import assess_again, start_visit
from brownbag.practice.reviews.queries import is_out_of_date, open_visit_of
from brownbag.practice.shared_pages.once import once
from brownbag.practice.shared_pages.policy import Policy, policy
from brownbag.practice.workspace.banner import banner_of
from brownbag.practice.workspace.people.forms import FACT_FORMS, FindForm, KnownPersonForm, NewPersonForm
from brownbag.practice.workspace.people.page import person_page
from brownbag.practice.workspace.visit_steps import where_it_was_left

SHOWN_AT_MOST = 50
PLAIN_FACTS = {"caregiver": actions.add_caregiver, "pharmacy": actions.use_pharmacy}
WHO = ("birth_date", "sex", "weight_kg", "height_cm", "setting")


@policy(Policy.CLINICAL_STAFF)
def find(request):
    "People of the practice; what is looked for travels in the body of a POST, never in an address."
    form = FindForm(request.POST or None)
    wanted = form.cleaned_data if form.is_bound and form.is_valid() else {}
    found = people_found(request.user, words=wanted.get("words", ""), born=wanted.get("born"))
    count = found.count()
    shown = {"here": "people", "form": form, "found": found[:SHOWN_AT_MOST], "count": count}
    shown |= {"not_shown": max(0, count - SHOWN_AT_MOST), "looked": bool(wanted)}
    return render(request, "workspace/people.html", shown)


@policy(Policy.CLINICAL_STAFF)
@once
def new(request):
    "Add a person."
    form = NewPersonForm(request.POST or None)
    alike = []
    if form.is_valid():
        given = form.cleaned_data
        alike = list(
            people_like(request.user, family_name=given["family_name"], birth_date=given["birth_date"])
        )
        if not alike or given["someone_else"]:
            return HttpResponseRedirect(reverse("person", args=[_add(request, given).pk]))
    shown = {"here": "people", "form": form, "alike": alike}
    return render(request, "workspace/new_person.html", shown, status=422 if form.is_bound else 200)


@policy(Policy.CLINICAL_STAFF)
def show(request, person_id):
    "One person: the list, the facts on file, visits, and what is open."
    person = person_seen_by(request, person_id)
    on = timezone.localdate()
    if is_out_of_date(person, on=on):
        assess_again(person=person, on=on)
    return _page(request, person)


@policy(Policy.CLINICAL_STAFF)
@once
def change(request, person_id):
    "Change who the person is and what matters to them."
    person = person_seen_by(request, person_id)
    form = KnownPersonForm(request.POST or None, initial={name: getattr(person, name) for name in _known()})
    if form.is_valid():
        expected = _version(request, person)
        actions.change_person(person=person, expected_version=expected, changes=form.cleaned_data)
        return _assessed(person)
    opened(person=person, by=request.user, page="change person")
    shown = {"banner": banner_of(person, on=timezone.localdate()), "form": form, "person": person}
    return render(request, "workspace/change_person.html", shown, status=422 if form.is_bound else 200)


@require_POST
@policy(Policy.CLINICAL_STAFF)
@once
def add_fact(request, person_id, kind):
    "Keep one fact about a person."
    person = person_seen_by(request, person_id)
    if kind not in FACT_FORMS:
        raise Http404
    form = FACT_FORMS[kind](request.POST, auto_id=f"{kind}_%s")
    if not form.is_valid():
        return _page(request, person, form=form, kind=kind, status=422)
    if kind in PLAIN_FACTS:
        PLAIN_FACTS[kind](person=person, **form.cleaned_data)
    else:
        _keep_fact(request, person, form)
    return _assessed(person)


@require_POST
@policy(Policy.CLINICAL_STAFF)
@once
def no_known_allergies(request, person_id):
    "Keep that the person was asked and has no known allergies."
    person = person_seen_by(request, person_id)
    expected = _version(request, person)
    actions.change_person(person=person, expected_version=expected, changes={"no_known_allergies": True})
    return _assessed(person)


@require_POST
@policy(Policy.CLINICAL_STAFF)
@once
def visit(request, person_id):
    "Start a visit, or open the one that is not finished."
    person = person_seen_by(request, person_id)
    on = timezone.localdate()
    was_open = open_visit_of(person) is not None
    with_whom = request.POST.get("with_whom", "")[:120]
    begun = start_visit(person=person, setting=person.setting, with_whom=with_whom, on=on, by=request.user)
    if is_out_of_date(person, on=on):
        assess_again(person=person, on=on)
    return HttpResponseRedirect(
        where_it_was_left(begun) if was_open else reverse("visit_collect", args=[begun.pk])
    )


def person_seen_by(request, person_id):
    "The person, if the signed-in user may see them; else the page that says it is not there."
    return get_object_or_404(Person.objects.visible_to(request.user).select_related("practice"), pk=person_id)


def _page(request, person, *, form=None, kind=None, status=200):
    opened(person=person, by=request.user, page="person")
    shown = {
        "here": "people",
        "person": person,
        "banner": banner_of(person, on=timezone.localdate()),
        "page": person_page(person, form=form, kind=kind, alike=_alike(request, person)),
    }
    return render(request, "workspace/person.html", shown, status=status)


def _alike(request, person):
    "Other records that could be of the same person."
    like = people_like(request.user, family_name=person.family_name, birth_date=person.birth_date)
    return like.exclude(pk=person.pk) if person.merged_into_id is None else like.none()


def _add(request, given):
    names = {name: given[name] for name in ("given_name", "family_name", "phone", "place")}
    person = actions.register(practice=request.user.practice, by=request.user, **names)
    actions.change_person(
        person=person, expected_version=person.version, changes={name: given[name] for name in WHO}
    )
    return person


def _keep_fact(request, person, form):
    actions.add_fact(
        model=form.Meta.model,
        person=person,
        by=request.user,
        said_by=person.name,
        on=timezone.localdate(),
        **form.cleaned_data,
    )


def _known():
    return KnownPersonForm.base_fields


def _version(request, person):
    given = request.POST.get("version", "")
    return int(given) if given.isdecimal() else person.version - 1


def _assessed(person):
    assess_again(person=person, on=timezone.localdate())
    return HttpResponseRedirect(reverse("person", args=[person.pk]) + "#facts")
