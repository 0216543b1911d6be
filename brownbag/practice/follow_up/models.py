"""When the practice and the person talk again, and what became of each problem."""

from django.conf import settings
from django.db import models

from brownbag.practice.reviews.models import Problem, Visit
from brownbag.practice.shared_pages.tenancy import PersonRow


class NextContact(PersonRow):
    "The next talk, with its day and its reason, or the reason why there is none."

    visit = models.OneToOneField(Visit, on_delete=models.PROTECT, related_name="next_contact")
    due_on = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=300)
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        indexes = [models.Index(fields=["practice", "done_at", "due_on"])]


class OutcomeResult(models.TextChoices):
    RESOLVED = "resolved", "Resolved"
    IMPROVED = "improved", "Improved"
    NOT_RESOLVED = "not", "Not resolved"
    UNKNOWN = "unknown", "Not known yet"


class Outcome(PersonRow):
    "What became of a problem, asked at a later visit."

    problem = models.ForeignKey(Problem, on_delete=models.PROTECT, related_name="outcomes")
    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="outcomes")
    result = models.CharField(max_length=8, choices=OutcomeResult)
    note = models.CharField(max_length=300, blank=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["problem", "visit"], name="outcome_asked_once_per_visit")
        ]
