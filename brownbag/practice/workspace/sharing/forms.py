"""What is asked before a link is made, and when a notice was sent or confirmed."""

from datetime import timedelta

from django import forms

from brownbag.practice.sharing.models import SentHow

LASTS = {"30": "30 days", "90": "90 days", "365": "1 year"}


class LinkForm(forms.Form):
    "A link is made only when someone said yes to it."

    agreed_by = forms.CharField(
        label="Who agreed to the link",
        max_length=120,
        help_text="The person, or who may decide for them",
        error_messages={"required": "Write who agreed. Without a yes there is no link."},
    )
    lasts = forms.ChoiceField(label="The link ends after", choices=list(LASTS.items()), initial="365")

    @property
    def time(self):
        "How long the link can be opened."
        return timedelta(days=int(self.cleaned_data["lasts"]))


class AnotherForm(forms.Form):
    "A pharmacy or a prescriber that no list names and that should know as well."

    kind = forms.ChoiceField(
        label="They are a", choices=[("pharmacy", "pharmacy"), ("prescriber", "prescriber")]
    )
    name = forms.CharField(
        label="Name",
        max_length=120,
        error_messages={"required": "Write who is to be told: the name of the pharmacy or the prescriber."},
    )
    phone = forms.CharField(label="Phone", max_length=40, required=False)
    fax = forms.CharField(label="Fax", max_length=40, required=False)


class SentForm(forms.Form):
    "How a notice went out."

    how = forms.ChoiceField(
        label="Sent",
        choices=[choice for choice in SentHow.choices if choice[0]],
        error_messages={"required": "Choose how the notice was sent."},
    )


class ConfirmedForm(forms.Form):
    "Who confirmed a notice."

    name = forms.CharField(
        label="Confirmed by",
        max_length=120,
        error_messages={"required": "Write who confirmed it, with a name."},
    )
