"""What was agreed: questions to prescribers with their answers, and the person's to-do list."""

from django.conf import settings
from django.db import models

from brownbag.practice.people.models import Prescriber
from brownbag.practice.reviews.models import Decision, Problem, Visit
from brownbag.practice.shared_pages.tenancy import PersonRow


class PrescriberRequest(PersonRow):
    "One page to one prescriber, opened by a secret link and answered once."

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="requests")
    prescriber = models.ForeignKey(Prescriber, on_delete=models.PROTECT, related_name="requests")
    situation = models.TextField()
    background = models.TextField()
    assessment = models.TextField()
    urgency = models.CharField(max_length=12)
    link_seed = models.CharField(max_length=64, help_text="A new seed ends the link before")
    link_digest = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    wrong_codes = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(auto_now_add=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_name = models.CharField(max_length=120, blank=True)
    answered_how = models.CharField(
        max_length=8,
        blank=True,
        choices=[("link", "secure link"), ("fax", "fax"), ("phone", "phone")],
    )
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    acted_on_at = models.DateTimeField(null=True, blank=True)
    acted_on_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        indexes = [models.Index(fields=["practice", "answered_at", "acted_on_at"])]
        constraints = [
            models.UniqueConstraint(
                fields=["visit", "prescriber"], name="one_request_per_visit_and_prescriber"
            )
        ]


class Answer(models.TextChoices):
    NOT_YET = "", "No answer yet"
    ACCEPTED = "accepted", "Accept"
    CHANGED = "changed", "Change"
    DECLINED = "declined", "Decline"


class RequestItem(PersonRow):
    "One thing asked of a prescriber."

    request = models.ForeignKey(PrescriberRequest, on_delete=models.PROTECT, related_name="items")
    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="item")
    position = models.PositiveSmallIntegerField()
    ask = models.TextField()
    because = models.TextField(blank=True)
    evidence = models.JSONField(default=list)
    answer = models.CharField(max_length=8, choices=Answer, blank=True, default=Answer.NOT_YET)
    answer_reason = models.CharField(max_length=80, blank=True)
    answer_words = models.TextField(blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["request", "position"], name="item_position_once_per_request"),
            models.CheckConstraint(
                condition=~models.Q(answer="declined") | ~models.Q(answer_reason=""),
                name="declined_with_a_reason",
            ),
            models.CheckConstraint(
                condition=~models.Q(answer="changed") | ~models.Q(answer_words=""),
                name="changed_says_to_what",
            ),
        ]


class ToDo(PersonRow):
    """One thing the person will do.

    A change to a prescription stays held until its prescriber agreed.
    """

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="to_dos")
    problem = models.ForeignKey(
        Problem, on_delete=models.PROTECT, null=True, blank=True, related_name="to_dos"
    )
    item = models.OneToOneField(
        RequestItem, on_delete=models.PROTECT, null=True, blank=True, related_name="to_do"
    )
    words = models.TextField()
    held = models.BooleanField(default=False)
    released_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(held=True, released_at=None)
                | models.Q(held=False, released_at__isnull=False)
                | models.Q(withdrawn_at__isnull=False),
                name="to_do_held_or_released",
            )
        ]
