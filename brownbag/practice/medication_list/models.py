"""One line for each medicine: what every source said about it, and what holds now.

A statement is what one source said once and is never changed. A version is
what the practice holds to be true from a moment on; a change is a new version.
"""

from django.conf import settings
from django.db import models

from brownbag.practice.people.models import FactOnFile
from brownbag.practice.shared_pages.tenancy import PersonRow, Versioned


class Source(models.TextChoices):
    PRESCRIPTION = "rx", "Prescription"
    OVER_THE_COUNTER = "otc", "No prescription"
    SUPPLEMENT = "supplement", "Supplement"
    BORROWED = "borrowed", "Borrowed"
    SAMPLE = "sample", "Sample"
    UNKNOWN = "", "Not known"


class Status(models.TextChoices):
    ACTIVE = "active", "taking"
    STOPPED = "stopped", "stopped"
    ON_HOLD = "on_hold", "on hold"
    PROPOSED = "proposed", "proposed"


class Described(models.Model):
    "How a medicine is described, by a source or by us."

    name = models.CharField(max_length=300)
    strength = models.CharField(max_length=120, blank=True)
    form = models.CharField(max_length=60, blank=True)
    route = models.CharField(max_length=40, blank=True)
    directions = models.TextField(blank=True)
    how_taken = models.TextField(blank=True)
    as_needed = models.BooleanField(null=True, blank=True)
    indication = models.CharField(max_length=200, blank=True)
    source = models.CharField(max_length=12, choices=Source, blank=True)
    status = models.CharField(max_length=8, choices=Status, default=Status.ACTIVE)
    start = models.DateField(null=True, blank=True)
    start_said = models.CharField(max_length=120, blank=True)
    end = models.DateField(null=True, blank=True)
    end_said = models.CharField(max_length=120, blank=True)
    prescriber = models.CharField(max_length=120, blank=True)
    pharmacy = models.CharField(max_length=120, blank=True)

    class Meta:
        abstract = True


class MedicationLine(PersonRow, Versioned):
    "One medicine of one person. Lines are stopped, never deleted."

    current = models.OneToOneField(
        "LineVersion", on_delete=models.PROTECT, null=True, related_name="current_of"
    )


class Statement(FactOnFile, Described):
    "What one source said about a medicine, as it said it."

    line = models.ForeignKey(MedicationLine, on_delete=models.PROTECT, related_name="statements")
    list_name = models.CharField(max_length=120)
    position = models.IntegerField(null=True, blank=True)
    rxcui = models.CharField(max_length=12, blank=True)
    ndc = models.CharField(max_length=13, blank=True)
    fills = models.JSONField(default=list)
    cost_per_month = models.DecimalField(max_digits=9, decimal_places=2, null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["document", "position"],
                condition=models.Q(document__isnull=False),
                name="statement_once_per_place_in_document",
            )
        ]


class LineVersion(PersonRow, Described):
    "What the practice holds to be true of a line, from one moment on."

    line = models.ForeignKey(MedicationLine, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    ingredients = models.JSONField(default=list)
    known = models.CharField(max_length=16, default="unknown", help_text="Outcome of the vocabulary")
    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, null=True, blank=True)
    seen_up_to = models.BigIntegerField(
        default=0, help_text="The newest statement known to whoever wrote this version"
    )
    decided = models.BooleanField(default=True, help_text="Someone said what holds; it was not only read in")
    why = models.CharField(max_length=300, blank=True)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    changed_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["line", "number"], name="version_number_once_per_line")
        ]
        ordering = ["number"]


class Takes(models.TextChoices):
    "How someone takes what is in a bottle, against its label."

    AS_LABEL = "label", "As the label says"
    MORE = "more", "More"
    LESS = "less", "Less"
    NOW_AND_THEN = "sometimes", "Now and then"
    NOT_AT_ALL = "not", "Not at all"


class Bottle(PersonRow):
    "A bottle of the bag: seen or told of, what is left in it, and how it is taken."

    statement = models.OneToOneField(Statement, on_delete=models.PROTECT, related_name="bottle")
    seen = models.BooleanField(help_text="Someone saw the bottle; else the person told of it")
    label_date = models.CharField(
        max_length=8, choices=[("good", "Good"), ("expired", "Expired"), ("none", "No date")], default="none"
    )
    left = models.PositiveIntegerField(null=True, blank=True)
    filled_on = models.DateField(null=True, blank=True)
    quantity = models.PositiveIntegerField(null=True, blank=True)
    takes = models.CharField(max_length=9, choices=Takes)
    words = models.CharField(max_length=300, blank=True)
    knows_why = models.BooleanField(null=True, blank=True)
