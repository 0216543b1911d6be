"""Ask what became of earlier problems, and plan the next contact."""

from django import forms
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from brownbag.practice.follow_up.actions import plan_next_contact, record_outcome
from brownbag.practice.follow_up.models import OutcomeResult
from brownbag.practice.follow_up.queries import problems_to_ask_about
from brownbag.practice.reviews.actions import assess_again
from brownbag.practice.reviews.models import Problem, Step
from brownbag.practice.shared_pages.once import once
from brownbag.practice.shared_pages.policy import Policy, policy
from brownbag.practice.workspace.follow_up.page import follow_up_page
from brownbag.practice.workspace.visit_steps import open_step, visit_seen_by


class NextContactForm(forms.Form):
    "When the next talk is and why, or why there is none."

    due_on = forms.DateField(
        required=False, label="Next talk on", error_messages={"invalid": "Write the day as 2026-11-23."}
    )
    reason = forms.CharField(
        max_length=300,
        required=False,
        label="Why then, or why there is no next date",
    )

    def __init__(self, *args, on, **kwargs):
        super().__init__(*args, **kwargs)
        self.on = on

    def clean_due_on(self):
        due_on = self.cleaned_data["due_on"]
        if due_on and due_on < self.on:
            raise forms.ValidationError("This day is over. Choose today or a later day.")
        return due_on

    def clean(self):
        given = super().clean()
        if not given.get("reason"):
            self.add_error("reason", "Say what the next talk is for, or why there is no next date.")
        return given


class OutcomeForm(forms.Form):
    result = forms.ChoiceField(choices=OutcomeResult.choices)
    note = forms.CharField(max_length=300, required=False)


@require_GET
@policy(Policy.CLINICAL_STAFF)
def show(request, visit_id):
    "Earlier problems and the next contact."
    return _page(request, visit_seen_by(request, visit_id))


@require_POST
@policy(Policy.CLINICAL_STAFF)
@once
def outcome(request, visit_id, problem_id):
    "Keep what became of an earlier problem."
    visit = visit_seen_by(request, visit_id)
    asked_about = [each.problem_id for each in problems_to_ask_about(visit)]
    problems = Problem.objects.visible_to(request.user).filter(person=visit.person, pk__in=asked_about)
    problem = get_object_or_404(problems, pk=problem_id)
    form = OutcomeForm(request.POST)
    if not form.is_valid():
        return _page(request, visit, status=422)
    record_outcome(problem=problem, visit=visit, by=request.user, **form.cleaned_data)
    assess_again(person=visit.person, on=timezone.localdate())
    return HttpResponseRedirect(reverse("visit_follow_up", args=[visit.pk]))


@require_POST
@policy(Policy.CLINICAL_STAFF)
@once
def next_contact(request, visit_id):
    "Keep when the next talk is, or why there is none."
    visit = visit_seen_by(request, visit_id)
    form = NextContactForm(request.POST, on=timezone.localdate())
    if not form.is_valid():
        return _page(request, visit, form=form, status=422)
    plan_next_contact(visit=visit, **form.cleaned_data)
    return HttpResponseRedirect(reverse("visit_implement", args=[visit.pk]))


def _page(request, visit, *, form=None, status=200):
    shown = open_step(request, visit, Step.FOLLOW_UP)
    page = follow_up_page(visit)
    planned = page.next_contact
    initial = {"due_on": planned.due_on, "reason": planned.reason} if planned else {}
    form = form or NextContactForm(initial=initial, on=timezone.localdate())
    return render(request, "workspace/follow_up.html", shown | {"page": page, "form": form}, status=status)
