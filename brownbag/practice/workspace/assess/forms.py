"""What a decision about a problem needs, and the sentence for what is missing."""

from django import forms

from brownbag.practice.people.queries import prescribers_of
from brownbag.practice.reviews.models import DecisionKind


class DecisionForm(forms.Form):
    "One decision; which fields are needed depends on its kind."

    kind = forms.ChoiceField(choices=DecisionKind.choices)
    prescriber = forms.ModelChoiceField(queryset=None, required=False)
    new_prescriber = forms.CharField(max_length=120, required=False)
    message = forms.CharField(max_length=3000, required=False)
    words = forms.CharField(max_length=2000, required=False)
    action = forms.CharField(max_length=300, required=False)
    reason = forms.CharField(max_length=300, required=False)

    def __init__(self, *args, practice, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["prescriber"].queryset = prescribers_of(practice)

    def clean(self):
        given = super().clean()
        missing = _missing(given)
        if missing:
            self.add_error(None, missing)
        return given

    def said(self):
        "What the decision holds, by the names of its fields."
        wanted = {
            DecisionKind.ASK_PRESCRIBER: ("prescriber", "message", "words"),
            DecisionKind.TELL_PATIENT: ("words",),
            DecisionKind.OWN_ACTION: ("action",),
            DecisionKind.NOT_A_PROBLEM: ("reason",),
        }[self.cleaned_data["kind"]]
        return {name: self.cleaned_data[name] for name in wanted}


def _missing(given):
    kind = given.get("kind")
    if kind == DecisionKind.ASK_PRESCRIBER:
        if not (given.get("prescriber") or given.get("new_prescriber")):
            return "Choose the prescriber to ask, or enter a new one."
        return "" if given.get("message") else "Write what the prescriber is asked."
    needed = {
        DecisionKind.TELL_PATIENT: ("words", "Write what the patient will read."),
        DecisionKind.OWN_ACTION: ("action", "Write what you will do."),
        DecisionKind.NOT_A_PROBLEM: ("reason", "Say why it is not a problem for this person."),
    }
    name, sentence = needed.get(kind, ("kind", ""))
    return "" if given.get(name) else sentence
