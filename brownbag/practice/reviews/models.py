"""The problems found for a person, kept from the day each was first seen."""

from django.db import models

from brownbag.practice.shared_pages.tenancy import PersonRow


class AssessmentRun(PersonRow):
    "The last time the person's record was assessed, and what could not be checked."

    on = models.DateField()
    knowledge_release = models.CharField(max_length=40)
    not_checked = models.JSONField(default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person"], name="one_latest_assessment_per_person")]


class Problem(PersonRow):
    "A finding for a person, kept from the day it was first seen."

    finding_id = models.CharField(max_length=120)
    rule = models.CharField(max_length=120)
    category = models.CharField(max_length=40)
    severity = models.CharField(max_length=10)
    urgency = models.CharField(max_length=12)
    rank = models.PositiveIntegerField(default=0)
    title = models.CharField(max_length=300)
    finding = models.JSONField(help_text="The whole finding, in the shape brownbag-findings/1")
    knowledge_release = models.CharField(max_length=40)
    first_seen_on = models.DateField()
    last_seen_on = models.DateField()
    gone_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "finding_id"], name="problem_once_per_person"),
            models.CheckConstraint(
                condition=models.Q(last_seen_on__gte=models.F("first_seen_on")), name="problem_seen_in_order"
            ),
        ]
        indexes = [
            models.Index(
                fields=["practice", "urgency"], condition=models.Q(gone_on=None), name="problems_to_act_on"
            )
        ]
