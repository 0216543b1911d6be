"""The bag at the bedside or the kitchen table, bottle by bottle, on a phone."""

from dataclasses import dataclass

from django import forms
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from brownbag.clinical.person.bottle import compare_count
from brownbag.practice.medication_list.bottles import bottles_of, keep_bottle, not_seen
from brownbag.practice.medication_list.models import MedicationLine, Takes
from brownbag.practice.reviews.actions import assess_again, refuse_finished
from brownbag.practice.reviews.models import Step
from brownbag.practice.shared_pages.once import once
from brownbag.practice.shared_pages.policy import Policy, policy
from brownbag.practice.shared_pages.wording import short_date
from brownbag.practice.workspace.lines import medicine_name
from brownbag.practice.workspace.visit_steps import open_step, visit_seen_by

DAY = {"invalid": "Write the day as 2026-11-23."}
COUNTS = {
    "fits": "That fits the label.",
    "more": "By the label about {expected} would be left: doses were missed.",
    "fewer": "By the label about {expected} would be left: more was taken, or some are elsewhere.",
    "untouched": "All of them are here: not started.",
}


class BottleForm(forms.Form):
    "One bottle: its label, what is left, and how it is taken."

    name = forms.CharField(
        max_length=300,
        label="Medicine",
        error_messages={"required": "Write the name on the bottle, or what it looks like."},
    )
    directions = forms.CharField(max_length=500, required=False, label="Directions on the label")
    seen = forms.ChoiceField(
        choices=[("yes", "I saw it"), ("no", "I was told")], initial="yes", label="Bottle"
    )
    label_date = forms.ChoiceField(
        choices=[("good", "Good"), ("expired", "Expired"), ("none", "No date")],
        initial="none",
        label="Date on the label",
    )
    filled_on = forms.DateField(required=False, label="Filled on", error_messages=DAY)
    quantity = forms.IntegerField(required=False, min_value=1, max_value=9999, label="How many were filled")
    left = forms.IntegerField(required=False, min_value=0, max_value=9999, label="How many are left")
    takes = forms.ChoiceField(
        choices=Takes.choices,
        label="“Tell me how you take this one”",
        error_messages={"required": "Choose how it is taken."},
    )
    words = forms.CharField(max_length=300, required=False, label="In their words")
    knows_why = forms.NullBooleanField(
        required=False,
        label="Do they know what it is for?",
        widget=forms.Select(choices=[("", "Not asked"), ("true", "Yes"), ("false", "No")]),
    )


@dataclass(frozen=True)
class ShownBottle:
    number: int
    name: str
    sentence: str
    warnings: str
    line: int


@policy(Policy.CLINICAL_STAFF)
@once
def bag(request, visit_id):
    "Look at one bottle after the other."
    visit = visit_seen_by(request, visit_id)
    line = _line(request, visit)
    form = BottleForm(request.POST or None, initial=_initial(line))
    if request.method == "POST":
        refuse_finished(visit)
        if form.is_valid():
            given = form.cleaned_data | {"seen": form.cleaned_data["seen"] == "yes"}
            on = timezone.localdate()
            keep_bottle(person=visit.person, line=line, on=on, by=request.user, **given)
            assess_again(person=visit.person, on=on)
            return HttpResponseRedirect(reverse("visit_bag", args=[visit.pk]) + "#done")
    shown = open_step(request, visit, Step.COLLECT) | {"form": form, "line": line}
    shown |= {"bottles": _bottles(visit.person), "not_seen": _not_seen(visit.person)}
    return render(request, "workspace/bag.html", shown, status=422 if form.errors else 200)


def _line(request, visit):
    "The medicine whose bottle is looked at, where one was chosen from the list."
    number = request.POST.get("line") or request.GET.get("line") or ""
    if not number.isdecimal():
        return None
    lines = MedicationLine.objects.visible_to(request.user).select_related("current", "person", "practice")
    return get_object_or_404(lines, pk=int(number), person=visit.person, current__isnull=False)


def _initial(line):
    if line is None:
        return {}
    return {"name": medicine_name(line.current), "directions": line.current.directions}


def _not_seen(person):
    return [
        {"pk": line.pk, "name": medicine_name(line.current), "where": line.current.pharmacy}
        for line in not_seen(person)
    ]


def _bottles(person):
    rows = bottles_of(person)
    return [_shown(len(rows) - place, row) for place, row in enumerate(rows)]


def _shown(number, row):
    said = row.statement
    parts = [Takes(row.takes).label, f"“{row.words}”" if row.words else "", _left(row)]
    warnings = [
        "Expired." if row.label_date == "expired" else "",
        "Told of, not seen." if not row.seen else "",
        "Does not know what it is for." if row.knows_why is False else "",
    ]
    return ShownBottle(
        number,
        medicine_name(said),
        ". ".join(part.rstrip(".") for part in parts if part) + ".",
        " ".join(each for each in warnings if each),
        said.line_id,
    )


def _left(row):
    if row.left is None:
        return "not counted"
    count = compare_count(
        row.left,
        filled_on=row.filled_on,
        quantity=row.quantity,
        directions=row.statement.directions,
        on=row.statement.said_on,
    )
    filled = f", filled {short_date(row.filled_on)}" if row.filled_on else ""
    words = COUNTS.get(count.meaning, "").format(
        expected=f"{count.expected:f}" if count.expected is not None else ""
    )
    return f"{row.left:,} left{filled}. {words}".strip()
