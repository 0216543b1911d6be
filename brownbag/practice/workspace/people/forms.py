"""What is typed about a person: who they are, a fact about them, a file about them."""

from django import forms

from brownbag.practice.people.models import (
    Allergy,
    Caregiver,
    Condition,
    Coverage,
    Immunization,
    Pharmacy,
    Result,
    Setting,
    Sex,
    Symptom,
)

DAY = {"invalid": "Write the day as 2026-11-23."}
NUMBER = {"invalid": "Write a number, for example 61.5."}


class FindForm(forms.Form):
    "Names and birth date to look for; two of them find the right person."

    words = forms.CharField(max_length=120, required=False, label="Name, or parts of it")
    born = forms.DateField(required=False, label="Born on", error_messages=DAY)


class WhoForm(forms.Form):
    "Who someone is."

    given_name = forms.CharField(
        max_length=120, label="First name", error_messages={"required": "Write the first name."}
    )
    family_name = forms.CharField(
        max_length=120, label="Last name", error_messages={"required": "Write the last name."}
    )
    birth_date = forms.DateField(required=False, label="Birth date", error_messages=DAY)
    sex = forms.ChoiceField(choices=Sex.choices, initial=Sex.UNKNOWN, label="Sex")
    weight_kg = forms.DecimalField(
        min_value=0,
        max_digits=5,
        decimal_places=1,
        required=False,
        label="Weight in kg",
        error_messages=NUMBER,
    )
    height_cm = forms.DecimalField(
        min_value=0,
        max_digits=5,
        decimal_places=1,
        required=False,
        label="Height in cm",
        error_messages=NUMBER,
    )
    phone = forms.CharField(max_length=40, required=False, label="Phone")
    place = forms.CharField(max_length=120, required=False, label="Room, facility or address")
    setting = forms.ChoiceField(
        choices=Setting.choices, initial=Setting.COMMUNITY, label="Where you see them"
    )


class NewPersonForm(WhoForm):
    "A person to add; someone else with the same name and birth date must be told apart."

    someone_else = forms.BooleanField(required=False, label="This is another person")


class KnownPersonForm(WhoForm):
    "Everything about a person that is not a list of facts."

    goals = forms.CharField(
        max_length=2000, required=False, label="What matters to them, one on each line", widget=forms.Textarea
    )
    barriers = forms.CharField(
        max_length=2000, required=False, label="What gets in the way, one on each line", widget=forms.Textarea
    )
    preferences = forms.CharField(
        max_length=2000,
        required=False,
        label="How they want to be helped, one on each line",
        widget=forms.Textarea,
    )
    language = forms.CharField(max_length=60, required=False, label="Language they speak best")


class SeveralFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    "Any number of files."

    widget = SeveralFiles

    def clean(self, data, initial=None):
        "Return the files that were chosen, none included."
        given = data if isinstance(data, list | tuple) else [data]
        return [super(FilesField, self).clean(each, initial) for each in given if each]


class ImportForm(forms.Form):
    "Files about one person, or a list pasted as text, and which list it is."

    FILES_AT_MOST = 20
    PASTED = "The pasted text"

    file = FilesField(label="Files", required=False, error_messages={"empty": "The file is empty."})
    text = forms.CharField(
        label="Or paste a list",
        max_length=50_000,
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"max_length": "The text is too long; save it as a file and choose the file."},
    )
    list_name = forms.CharField(
        max_length=120, required=False, label="Which list is it?", help_text="For example: Mercy Hospital"
    )
    given_name = forms.CharField(max_length=120, required=False, label="First name, if the file has none")
    family_name = forms.CharField(max_length=120, required=False, label="Last name, if the file has none")
    same_person = forms.BooleanField(required=False, label="I checked that the file is about this person")

    def clean(self):
        "Put what was chosen and what was pasted together, each with what to call it in a sentence."
        given = super().clean()
        files, text = given.get("file") or [], given.get("text") or ""
        if len(files) > self.FILES_AT_MOST:
            self.add_error("file", f"Choose at most {self.FILES_AT_MOST} files at once.")
        several = len(files) > 1
        names = [f"The file {each.name[:80]}" if several else "The file" for each in files]
        self.contents = [(name, each.read()) for name, each in zip(names, files, strict=True)]
        if text.strip():
            self.contents.append((self.PASTED, text.encode()))
        if not self.contents and not self.errors:
            self.add_error("file", "Choose a file, or paste a list.")
        return given


class ConditionForm(forms.ModelForm):
    class Meta:
        model = Condition
        fields = ("name", "since")
        labels = {"name": "Condition", "since": "Since"}


class AllergyForm(forms.ModelForm):
    class Meta:
        model = Allergy
        fields = ("substance", "reaction", "kind")
        labels = {"substance": "Allergic to", "reaction": "What happened", "kind": "Kind"}


class ResultForm(forms.ModelForm):
    class Meta:
        model = Result
        fields = ("name", "value", "unit", "on")
        labels = {"name": "Test", "value": "Value", "unit": "Unit", "on": "Day"}


class SymptomForm(forms.ModelForm):
    class Meta:
        model = Symptom
        fields = ("words",)
        labels = {"words": "What they feel, in their words"}


class ImmunizationForm(forms.ModelForm):
    class Meta:
        model = Immunization
        fields = ("name", "on")
        labels = {"name": "Vaccine", "on": "Day"}


class CaregiverForm(forms.ModelForm):
    class Meta:
        model = Caregiver
        fields = ("name", "relation", "phone")
        labels = {"name": "Who helps", "relation": "Relation", "phone": "Phone"}


class CoverageForm(forms.ModelForm):
    class Meta:
        model = Coverage
        fields = ("payer", "kind", "member_number", "since", "until")
        labels = {
            "payer": "Who pays",
            "kind": "Kind",
            "member_number": "Member number",
            "since": "Since",
            "until": "Until",
        }

    def clean(self):
        "Refuse a coverage that ends before it begins."
        given = super().clean()
        if given.get("since") and given.get("until") and given["until"] < given["since"]:
            self.add_error("until", "The coverage ends before it begins.")
        return given


class PharmacyForm(forms.Form):
    "A pharmacy that fills for the person."

    name = forms.CharField(
        max_length=120, label="Pharmacy", error_messages={"required": "Write the pharmacy's name."}
    )
    kind = forms.ChoiceField(choices=Pharmacy._meta.get_field("kind").choices, label="Kind")
    phone = forms.CharField(max_length=40, required=False, label="Phone")
    fax = forms.CharField(max_length=40, required=False, label="Fax")
    what_for = forms.CharField(max_length=200, required=False, label="What it fills")


FACT_FORMS = {
    "condition": ConditionForm,
    "allergy": AllergyForm,
    "result": ResultForm,
    "symptom": SymptomForm,
    "immunization": ImmunizationForm,
    "caregiver": CaregiverForm,
    "pharmacy": PharmacyForm,
    "coverage": CoverageForm,
}
