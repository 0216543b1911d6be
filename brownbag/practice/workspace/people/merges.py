"""Make one record of two records of one person, and take it back."""

from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from brownbag.practice.follow_up.merging import merge, undo_merge
from brownbag.practice.people.models import Merge, Person
from brownbag.practice.reviews.actions import assess_again
from brownbag.practice.shared_pages.once import once
from brownbag.practice.shared_pages.policy import Policy, policy
from brownbag.practice.workspace.people.views import person_seen_by


@require_POST
@policy(Policy.PHARMACIST)
@once
def merge_with(request, person_id):
    "Let what another record of the same person holds stand on this one."
    person = person_seen_by(request, person_id)
    number = request.POST.get("other", "")
    others = Person.objects.visible_to(request.user)
    other = get_object_or_404(others, pk=int(number) if number.isdecimal() else 0)
    merge(kept=person, absorbed=other, by=request.user)
    return _assessed(person)


@require_POST
@policy(Policy.PHARMACIST)
@once
def undo(request, merge_id):
    "Take a merge back; both records are assessed again."
    merges = Merge.objects.visible_to(request.user).select_related("kept", "absorbed")
    found = get_object_or_404(merges, pk=merge_id)
    undo_merge(merge=found, by=request.user)
    assess_again(person=found.absorbed, on=timezone.localdate())
    return _assessed(found.kept)


def _assessed(person):
    assess_again(person=person, on=timezone.localdate())
    return HttpResponseRedirect(reverse("person", args=[person.pk]))
