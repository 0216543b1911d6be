"""A hospital stay as someone tells of it."""

from django import forms

DAY = {"invalid": "Write the day as 2026-11-23.", "required": "Write the day of the discharge."}


class StayForm(forms.Form):
    "A stay: where, until when, and which lists tell of it."

    hospital = forms.CharField(
        max_length=120, label="Hospital", error_messages={"required": "Write the hospital's name."}
    )
    discharged_on = forms.DateField(
        label="Home since", error_messages=DAY, widget=forms.DateInput(attrs={"type": "date"})
    )
    admitted_on = forms.DateField(
        required=False,
        label="Admitted on",
        error_messages=DAY,
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    before_list = forms.ChoiceField(required=False, label="List from before the admission")
    inside_list = forms.ChoiceField(required=False, label="List from inside the hospital")
    discharge_list = forms.ChoiceField(required=False, label="Discharge list")

    def __init__(self, *args, lists, on, **kwargs):
        super().__init__(*args, **kwargs)
        self.on = on
        choices = [("", "Not here yet"), *((name, name) for name in lists)]
        for name in ("before_list", "inside_list", "discharge_list"):
            self.fields[name].choices = choices

    def clean(self):
        "Refuse days in an order that cannot be, and one list in two roles."
        given = super().clean()
        admitted, home = given.get("admitted_on"), given.get("discharged_on")
        if home and home > self.on:
            self.add_error("discharged_on", "The day lies ahead; record the stay once the person is home.")
        if admitted and home and admitted > home:
            self.add_error("admitted_on", "The admission lies after the discharge.")
        chosen = [given[name] for name in ("before_list", "inside_list", "discharge_list") if given.get(name)]
        if len(chosen) != len(set(chosen)):
            self.add_error("discharge_list", "One list stands in two places. Choose three different lists.")
        return given
