"""A visit, the problems found, and what was decided about each."""

from django.conf import settings
from django.db import models

from brownbag.practice.people.models import Prescriber, Setting
from brownbag.practice.shared_pages.tenancy import PersonRow, Versioned


class Step(models.TextChoices):
    "The five steps of a visit, in order."

    COLLECT = "collect", "Collect"
    ASSESS = "assess", "Assess"
    PLAN = "plan", "Plan"
    IMPLEMENT = "implement", "Implement"
    FOLLOW_UP = "follow_up", "Follow up"


# What people forget to mention unless they are asked by name.
ASK_ABOUT = (
    "Eye drops",
    "Inhalers",
    "Patches, creams",
    "Vitamins",
    "Herbs",
    "Sleep, pain",
    "Borrowed",
    "Shots, samples",
)


class Visit(PersonRow, Versioned):
    "One medication review with a person, from the first question to the next date."

    on = models.DateField()
    setting = models.CharField(max_length=16, choices=Setting)
    with_whom = models.CharField(max_length=120, blank=True)
    step = models.CharField(max_length=10, choices=Step, default=Step.COLLECT)
    asked_about = models.JSONField(default=list, help_text="What the person was asked about by name")
    missing_sources = models.CharField(max_length=300, blank=True)
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField(auto_now_add=True)
    finished_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=models.Q(finished_at=None), name="one_open_visit_per_person"
            ),
            models.CheckConstraint(
                condition=models.Q(finished_at=None, finished_by=None)
                | models.Q(finished_at__isnull=False, finished_by__isnull=False),
                name="visit_finished_by_someone",
            ),
        ]
        indexes = [
            models.Index(
                fields=["practice"], condition=models.Q(finished_at=None), name="visits_not_finished"
            ),
            models.Index(fields=["practice", "finished_at"]),
        ]


class AssessmentRun(PersonRow):
    "The last time the person's record was assessed: what could not be checked, and what a fact on file takes care of."

    on = models.DateField()
    knowledge_release = models.CharField(max_length=40)
    not_checked = models.JSONField(default=list)
    in_order = models.JSONField(default=list)

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
    order = models.PositiveSmallIntegerField(
        default=99, help_text="Urgency and severity as one number, most urgent smallest"
    )
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
                fields=["practice", "person", "order"],
                condition=models.Q(gone_on=None),
                name="problems_to_act_on",
            )
        ]


class DecisionKind(models.TextChoices):
    ASK_PRESCRIBER = "ask", "Ask the prescriber"
    TELL_PATIENT = "tell", "Tell the patient"
    OWN_ACTION = "own", "Own action"
    NOT_A_PROBLEM = "dismiss", "Not a problem"


class Decision(PersonRow):
    "What was decided about a problem. It holds until it is taken back or a fact changes."

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="decisions")
    problem = models.ForeignKey(Problem, on_delete=models.PROTECT, related_name="decisions")
    kind = models.CharField(max_length=8, choices=DecisionKind)
    prescriber = models.ForeignKey(
        Prescriber, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    message = models.TextField(blank=True, help_text="What the prescriber is asked")
    words = models.TextField(blank=True, help_text="What the person will read")
    action = models.CharField(max_length=300, blank=True, help_text="What the pharmacist does")
    reason = models.CharField(max_length=300, blank=True, help_text="Why it is not a problem")
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(auto_now_add=True)
    taken_back_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    taken_back_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["problem"],
                condition=models.Q(taken_back_at=None),
                name="one_decision_in_force_per_problem",
            ),
            models.CheckConstraint(
                condition=~models.Q(kind="ask") | models.Q(prescriber__isnull=False) & ~models.Q(message=""),
                name="asked_of_someone_in_words",
            ),
            models.CheckConstraint(
                condition=~models.Q(kind="dismiss") | ~models.Q(reason=""), name="dismissed_with_a_reason"
            ),
            models.CheckConstraint(
                condition=~models.Q(kind="tell") | ~models.Q(words=""), name="told_in_words"
            ),
            models.CheckConstraint(
                condition=~models.Q(kind="own") | ~models.Q(action=""), name="own_action_in_words"
            ),
        ]
