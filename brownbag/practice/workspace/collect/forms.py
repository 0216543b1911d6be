"""A medicine as someone describes it."""

from django import forms

from brownbag.practice.medication_list.models import Source

SOURCES = [("", "Not known"), *[choice for choice in Source.choices if choice[0]]]


class MedicineForm(forms.Form):
    "A medicine to add: the name is needed, everything else may be unknown."

    name = forms.CharField(
        max_length=300,
        label="Medicine",
        error_messages={"required": "Write the name, as far as it is known."},
    )
    directions = forms.CharField(max_length=500, required=False, label="Directions on the label")
    how_taken = forms.CharField(max_length=300, required=False, label="How they really take it")
    indication = forms.CharField(max_length=200, required=False, label="What it is for")
    source = forms.ChoiceField(choices=SOURCES, required=False, label="Where it comes from")
    prescriber = forms.CharField(max_length=120, required=False, label="Prescriber")
    start = forms.DateField(
        required=False,
        label="Taken since",
        error_messages={"invalid": "Write the day as 2026-11-23, or leave it empty."},
    )


class AddedMedicineForm(MedicineForm):
    "A medicine that is new on the list, with who names it."

    said_by = forms.CharField(max_length=120, required=False, label="Who says so")
    picture = forms.IntegerField(required=False, widget=forms.HiddenInput)


class PictureForm(forms.Form):
    "A photographed or scanned list, and which list it is."

    file = forms.FileField(
        label="Photograph or scan",
        error_messages={"required": "Choose a picture.", "empty": "The picture is empty."},
    )
    list_name = forms.CharField(max_length=120, required=False, label="Which list is it?")


class ChangedMedicineForm(MedicineForm):
    "A change of a line, with its reason."

    why = forms.CharField(
        max_length=300, label="Why it changes", error_messages={"required": "Say why, in a few words."}
    )
