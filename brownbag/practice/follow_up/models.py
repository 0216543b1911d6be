"""When the practice and the person talk again, and what became of each problem."""

from django.conf import settings
from django.db import models

from brownbag.practice.reviews.models import Problem, Visit
from brownbag.practice.shared_pages.tenancy import PersonRow, Versioned


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


class Stay(PersonRow, Versioned):
    "A hospital stay that ended, and which lists tell of before, inside and after."

    hospital = models.CharField(max_length=120)
    admitted_on = models.DateField(null=True, blank=True)
    discharged_on = models.DateField()
    before_list = models.CharField(max_length=120, blank=True)
    inside_list = models.CharField(max_length=120, blank=True)
    discharge_list = models.CharField(max_length=120, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "hospital", "discharged_on"], name="stay_recorded_once"
            ),
            models.CheckConstraint(
                condition=models.Q(admitted_on=None) | models.Q(admitted_on__lte=models.F("discharged_on")),
                name="stay_ends_after_it_began",
            ),
        ]


class StayTaskKind(models.TextChoices):
    CALL = "call", "Call"
    VISIT_7 = "visit_7", "Visit within 7 days"
    VISIT_14 = "visit_14", "Visit within 14 days"
    LIST = "list", "List reconciled"


class StayTask(PersonRow):
    "Something due after a discharge, with its last day."

    stay = models.ForeignKey(Stay, on_delete=models.PROTECT, related_name="tasks")
    kind = models.CharField(max_length=8, choices=StayTaskKind)
    due_on = models.DateField()
    done_on = models.DateField(null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["stay", "kind"], name="one_task_of_a_kind_per_stay"),
            models.CheckConstraint(
                condition=models.Q(done_on=None, done_by=None)
                | models.Q(done_on__isnull=False, done_by__isnull=False),
                name="stay_task_done_by_someone",
            ),
        ]


class StayReason(PersonRow):
    "Why a medicine was changed, begun or stopped during a stay, as someone said."

    stay = models.ForeignKey(Stay, on_delete=models.PROTECT, related_name="reasons")
    medicine = models.CharField(max_length=300)
    reason = models.CharField(max_length=300)
    said_by = models.CharField(max_length=120, blank=True)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(auto_now_add=True)
