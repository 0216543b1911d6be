"""A paper as it was made: its values and its PDF, never changed afterwards."""

from django.conf import settings
from django.db import models

from brownbag.practice.plans.models import PrescriberRequest
from brownbag.practice.reviews.models import Visit
from brownbag.practice.shared_pages.tenancy import PersonRow
from brownbag.practice.sharing.models import Notice


class PaperKind(models.TextChoices):
    MEDICATION_LIST = "medication_list", "Medication list"
    TO_DO = "to_do", "To-do list"
    WALLET_CARD = "wallet_card", "Wallet card"
    PRESCRIBER_REQUEST = "prescriber_request", "Request to the prescriber"
    VISIT_NOTE = "visit_note", "Visit note"
    NOTICE = "notice", "Notice"
    SPANISH_LIST = "spanish_list", "Medication list in Spanish, draft"


class Paper(PersonRow):
    "One paper of one visit. A later edition is a new row."

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="papers")
    kind = models.CharField(max_length=20, choices=PaperKind)
    request = models.ForeignKey(
        PrescriberRequest, on_delete=models.PROTECT, null=True, blank=True, related_name="papers"
    )
    notice = models.OneToOneField(
        Notice, on_delete=models.PROTECT, null=True, blank=True, related_name="paper"
    )
    edition = models.PositiveSmallIntegerField(default=1)
    values = models.JSONField()
    pdf = models.BinaryField()
    digest = models.CharField(max_length=64)
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["visit", "kind", "edition"],
                condition=models.Q(request=None, notice=None),
                name="paper_edition_once_per_visit",
            ),
            models.UniqueConstraint(
                fields=["request", "edition"],
                condition=models.Q(request__isnull=False),
                name="paper_edition_once_per_request",
            ),
        ]
