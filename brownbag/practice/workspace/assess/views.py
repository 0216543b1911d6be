"""Show the problems of a visit, keep a decision, take one back."""

from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from brownbag.practice.people.actions import know_prescriber
from brownbag.practice.reviews.actions import assess_again, decide, reach_step, take_back
from brownbag.practice.reviews.models import Decision, DecisionKind, Problem, Step
from brownbag.practice.reviews.queries import is_out_of_date
from brownbag.practice.shared_pages.once import once
from brownbag.practice.shared_pages.policy import Policy, policy
from brownbag.practice.workspace.assess.forms import DecisionForm
from brownbag.practice.workspace.assess.page import assess_page, next_to_decide
from brownbag.practice.workspace.visit_steps import open_step, visit_seen_by


@require_GET
@policy(Policy.CLINICAL_STAFF)
def show(request, visit_id):
    "Medicines, ranked problems and the open problem."
    visit = visit_seen_by(request, visit_id)
    return _page(request, visit, chosen=_key(request.GET.get("problem")))


@require_POST
@policy(Policy.PHARMACIST)
@once
def decided(request, visit_id, problem_id):
    "Keep a decision and open the next problem without one."
    visit = visit_seen_by(request, visit_id)
    problem = get_object_or_404(Problem.objects.visible_to(request.user), pk=problem_id, person=visit.person)
    form = DecisionForm(request.POST, practice=visit.practice)
    if not form.is_valid():
        return _page(request, visit, chosen=problem.pk, form=form, status=422)
    decide(
        visit=visit, problem=problem, kind=form.cleaned_data["kind"], by=request.user, **_said(form, visit)
    )
    return _to(visit, next_to_decide(visit, after=problem.pk) or problem.pk)


@require_POST
@policy(Policy.PHARMACIST)
@once
def taken_back(request, visit_id, decision_id):
    "Take a decision back; the problem is open again."
    visit = visit_seen_by(request, visit_id)
    decisions = Decision.objects.visible_to(request.user).filter(person=visit.person, taken_back_at=None)
    decision = get_object_or_404(decisions, pk=decision_id)
    take_back(decision=decision, by=request.user)
    return _to(visit, decision.problem_id)


def _page(request, visit, *, chosen, form=None, status=200):
    on = timezone.localdate()
    if visit.finished_at is None and is_out_of_date(visit.person, on=on):
        assess_again(person=visit.person, on=on)
    if visit.step == Step.COLLECT:
        reach_step(visit=visit, step=Step.ASSESS)
    shown = open_step(request, visit, Step.ASSESS)
    shown |= {"page": assess_page(visit, chosen=chosen, on=on), "form": form, "kinds": DecisionKind}
    shown |= {"is_quiet_open": "quiet" in request.GET, "may_decide": request.user.role == "pharmacist"}
    return render(request, "workspace/assess.html", shown, status=status)


def _said(form, visit):
    said = form.said()
    if "prescriber" in said and form.cleaned_data["new_prescriber"]:
        said["prescriber"] = know_prescriber(
            practice=visit.practice, name=form.cleaned_data["new_prescriber"]
        )
    return said


def _key(given):
    return int(given) if given and given.isdecimal() and len(given) < 19 else None


def _to(visit, problem_id):
    return HttpResponseRedirect(f"{reverse('visit_assess', args=[visit.pk])}?problem={problem_id}")
