"""A person of the practice and the facts on file about them."""

from django.conf import settings
from django.db import models

from brownbag.practice.shared_pages.tenancy import PersonRow, PracticeRow, Versioned


class Sex(models.TextChoices):
    FEMALE = "female", "female"
    MALE = "male", "male"
    OTHER = "other", "other"
    UNKNOWN = "unknown", "not known"


class Setting(models.TextChoices):
    COMMUNITY = "community", "Counter"
    CALL_CENTER = "call_center", "Phone"
    CLINIC = "clinic", "Clinic"
    HOSPITAL = "hospital", "Hospital"
    NURSING_HOME = "nursing_home", "Nursing home"
    HOME = "home", "Home visit"
    TELEHEALTH = "telehealth", "Video"
    INDEPENDENT = "independent", "Office"


class Person(PracticeRow, Versioned):
    "Someone the practice looks after."

    given_name = models.CharField(max_length=120)
    family_name = models.CharField(max_length=120)
    birth_date = models.DateField(null=True, blank=True)
    sex = models.CharField(max_length=8, choices=Sex, default=Sex.UNKNOWN)
    weight_kg = models.DecimalField(max_digits=5, decimal_places=1, null=True, blank=True)
    height_cm = models.DecimalField(max_digits=5, decimal_places=1, null=True, blank=True)
    pregnant = models.BooleanField(null=True, blank=True)
    breastfeeding = models.BooleanField(null=True, blank=True)
    no_known_allergies = models.BooleanField(null=True, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    place = models.CharField(max_length=120, blank=True, help_text="A room, a facility or an address")
    setting = models.CharField(max_length=16, choices=Setting, default=Setting.COMMUNITY)
    goals = models.TextField(blank=True, help_text="What matters to the person, in their words")
    barriers = models.TextField(blank=True, help_text="What gets in the way, in their words")
    preferences = models.TextField(blank=True, help_text="How they want to be helped, in their words")
    language = models.CharField(max_length=60, blank=True, help_text="The language they speak best")
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged_from"
    )
    pharmacist = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="panel"
    )
    invented = models.BooleanField(default=False, help_text="A person of the demo practice, not a real one")

    class Meta:
        indexes = [models.Index(fields=["practice", "family_name", "given_name"])]
        verbose_name_plural = "people"

    def __str__(self):
        return f"person {self.pk}"

    @property
    def name(self):
        "The name as people say it."
        return f"{self.given_name} {self.family_name}".strip()


class SourceDocument(PersonRow):
    "A document that was read in, kept byte for byte."

    kind = models.CharField(max_length=40)
    list_name = models.CharField(max_length=120)
    digest = models.CharField(max_length=64)
    content = models.BinaryField()
    read_at = models.DateTimeField(auto_now_add=True)
    read_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    counts = models.JSONField(default=dict)
    refused = models.JSONField(default=list)
    warnings = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "digest"], name="document_read_once_per_person")
        ]


class PersonIdentifier(PersonRow):
    "A number by which another system knows the person."

    system = models.CharField(max_length=200)
    value = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "system", "value"], name="identifier_once_per_person")
        ]
        indexes = [models.Index(fields=["system", "value"])]


class FactOnFile(PersonRow):
    "What every fact about a person keeps: who said it, when, and in which document."

    said_by = models.CharField(max_length=120, blank=True)
    said_on = models.DateField(null=True, blank=True)
    document = models.ForeignKey(SourceDocument, on_delete=models.PROTECT, null=True, blank=True)
    external_id = models.CharField(max_length=200, blank=True)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True


class Condition(FactOnFile):
    name = models.CharField(max_length=300)
    icd10cm = models.CharField(max_length=12, blank=True)
    since = models.DateField(null=True, blank=True)
    since_said = models.CharField(max_length=120, blank=True)
    status = models.CharField(
        max_length=8, choices=[("active", "active"), ("past", "past")], default="active"
    )


class Allergy(FactOnFile):
    substance = models.CharField(max_length=300)
    reaction = models.CharField(max_length=300, blank=True)
    severity = models.CharField(max_length=40, blank=True)
    kind = models.CharField(
        max_length=12,
        choices=[("allergy", "allergy"), ("intolerance", "intolerance")],
        default="allergy",
    )
    since = models.DateField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "allergies"


class Result(FactOnFile):
    "A measured value, or the words for it where no number is known."

    name = models.CharField(max_length=200)
    value = models.DecimalField(max_digits=14, decimal_places=4, null=True, blank=True)
    said = models.CharField(max_length=200, blank=True)
    unit = models.CharField(max_length=40, blank=True)
    loinc = models.CharField(max_length=12, blank=True)
    on = models.DateField(null=True, blank=True)
    origin = models.CharField(max_length=120, blank=True)

    class Meta:
        indexes = [models.Index(fields=["person", "loinc", "on"])]


class Immunization(FactOnFile):
    name = models.CharField(max_length=200)
    cvx = models.CharField(max_length=8, blank=True)
    on = models.DateField(null=True, blank=True)


class Symptom(FactOnFile):
    "What the person feels, in their own words."

    words = models.CharField(max_length=300)
    over_on = models.DateField(null=True, blank=True)


class Caregiver(PersonRow):
    "Someone who helps the person, with a name and a phone number."

    name = models.CharField(max_length=120)
    relation = models.CharField(max_length=60, blank=True)
    phone = models.CharField(max_length=40, blank=True)


class Coverage(FactOnFile):
    "Who pays for medicines, and since when."

    payer = models.CharField(max_length=200)
    kind = models.CharField(
        max_length=12,
        choices=[
            ("part_d", "Medicare Part D"),
            ("advantage", "Medicare Advantage"),
            ("medicaid", "Medicaid"),
            ("commercial", "Employer or private"),
            ("cash", "Pays cash"),
            ("other", "Other"),
        ],
        default="other",
    )
    member_number = models.CharField(max_length=60, blank=True)
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(since=None)
                | models.Q(until=None)
                | models.Q(until__gte=models.F("since")),
                name="coverage_ends_after_it_began",
            )
        ]


class Prescriber(PracticeRow):
    "A doctor or other prescriber whom the practice writes to."

    name = models.CharField(max_length=120)
    clinic = models.CharField(max_length=120, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    fax = models.CharField(max_length=40, blank=True)
    how_we_work = models.CharField(max_length=200, blank=True, help_text="Prefers fax, mornings, …")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["practice", "name", "clinic"], name="prescriber_once_per_practice"
            )
        ]


class Pharmacy(PracticeRow):
    "A pharmacy that fills for people of the practice."

    name = models.CharField(max_length=120)
    kind = models.CharField(
        max_length=8,
        choices=[("local", "Local"), ("mail", "Mail order"), ("other", "Other")],
        default="local",
    )
    phone = models.CharField(max_length=40, blank=True)
    fax = models.CharField(max_length=40, blank=True)

    class Meta:
        verbose_name_plural = "pharmacies"
        constraints = [
            models.UniqueConstraint(fields=["practice", "name"], name="pharmacy_once_per_practice")
        ]


class PersonPharmacy(PersonRow):
    "A pharmacy that fills for a person, and what it fills."

    pharmacy = models.ForeignKey(Pharmacy, on_delete=models.PROTECT, related_name="+")
    what_for = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name_plural = "person pharmacies"
        constraints = [
            models.UniqueConstraint(fields=["person", "pharmacy"], name="pharmacy_once_per_person")
        ]


class Merge(PracticeRow):
    "Two records of one person that became one, with every row that was moved."

    kept = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    absorbed = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    moved = models.JSONField(default=dict)
    merged_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    merged_at = models.DateTimeField(auto_now_add=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["absorbed"], condition=models.Q(undone_at=None), name="one_merge_in_force_per_record"
            ),
            models.CheckConstraint(
                condition=~models.Q(kept=models.F("absorbed")), name="not_merged_with_itself"
            ),
        ]
