"""Record a hospital stay, show its lists side by side, keep reasons and what was done."""

from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from brownbag.practice.audit.actions import opened
from brownbag.practice.follow_up.models import Stay, StayTask
from brownbag.practice.follow_up.stays import change_stay, give_reason, mark_task, record_stay
from brownbag.practice.medication_list.queries import lists_of_person
from brownbag.practice.reviews.queries import open_visit_of
from brownbag.practice.shared_pages.once import once
from brownbag.practice.shared_pages.policy import Policy, policy
from brownbag.practice.workspace.banner import banner_of
from brownbag.practice.workspace.people.views import person_seen_by
from brownbag.practice.workspace.stays.forms import StayForm
from brownbag.practice.workspace.stays.page import stay_page


@policy(Policy.CLINICAL_STAFF)
@once
def new(request, person_id):
    "Record that a person came home from a hospital."
    person = person_seen_by(request, person_id)
    on = timezone.localdate()
    lists = [each.name for each in lists_of_person(person)]
    form = StayForm(request.POST or None, lists=lists, on=on)
    if form.is_valid():
        stay = record_stay(person=person, by=request.user, **form.cleaned_data)
        return HttpResponseRedirect(reverse("stay", args=[stay.pk]))
    opened(person=person, by=request.user, page="new stay")
    shown = {"here": "people", "person": person, "banner": banner_of(person, on=on), "form": form}
    return render(request, "workspace/new_stay.html", shown, status=422 if form.is_bound else 200)


@require_GET
@policy(Policy.CLINICAL_STAFF)
def show(request, stay_id):
    "A stay with its lists side by side."
    return _page(request, _stay_seen_by(request, stay_id))


@policy(Policy.CLINICAL_STAFF)
@once
def change(request, stay_id):
    "Correct a stay, or say which lists tell of it."
    stay = _stay_seen_by(request, stay_id)
    on = timezone.localdate()
    lists = [each.name for each in lists_of_person(stay.person)]
    initial = {name: getattr(stay, name) for name in StayForm.base_fields}
    form = StayForm(request.POST or None, lists=lists, on=on, initial=initial)
    if form.is_valid():
        number = request.POST.get("version", "")
        version = int(number) if number.isdecimal() else 0
        change_stay(stay=stay, expected_version=version, changes=form.cleaned_data)
        return HttpResponseRedirect(reverse("stay", args=[stay.pk]))
    opened(person=stay.person, by=request.user, page="change stay")
    shown = {"here": "people", "person": stay.person, "banner": banner_of(stay.person, on=on)}
    shown |= {"form": form, "stay": stay}
    return render(request, "workspace/new_stay.html", shown, status=422 if form.is_bound else 200)


@require_POST
@policy(Policy.CLINICAL_STAFF)
@once
def task(request, task_id):
    "Mark something after a discharge as done today, or take that back."
    tasks = StayTask.objects.visible_to(request.user)
    found = get_object_or_404(tasks, pk=task_id)
    done_on = None if request.POST.get("what") == "undo" else timezone.localdate()
    mark_task(task=found, done_on=done_on, by=request.user)
    return HttpResponseRedirect(reverse("stay", args=[found.stay_id]) + "#days")


@require_POST
@policy(Policy.CLINICAL_STAFF)
@once
def reason(request, stay_id):
    "Keep why a medicine was changed during a stay."
    stay = _stay_seen_by(request, stay_id)
    medicine, words = request.POST.get("medicine", "").strip(), request.POST.get("reason", "").strip()
    if not medicine or not words:
        return _page(request, stay, fault="Write the reason, or that nobody knows it.", status=422)
    said_by = request.POST.get("said_by", "").strip()
    give_reason(stay=stay, medicine=medicine, reason=words, said_by=said_by, by=request.user)
    return HttpResponseRedirect(reverse("stay", args=[stay.pk]) + "#lists")


def _stay_seen_by(request, stay_id):
    stays = Stay.objects.visible_to(request.user).select_related("person", "practice")
    return get_object_or_404(stays, pk=stay_id)


def _page(request, stay, *, fault="", status=200):
    opened(person=stay.person, by=request.user, page="stay")
    on = timezone.localdate()
    shown = {"here": "people", "stay": stay, "banner": banner_of(stay.person, on=on), "fault": fault}
    shown |= {"page": stay_page(stay, on=on), "visit": open_visit_of(stay.person)}
    return render(request, "workspace/stay.html", shown, status=status)
