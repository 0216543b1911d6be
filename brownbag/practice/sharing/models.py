"""A link to the newest list with its openings, and notices to those who do not know of a change."""

from django.conf import settings
from django.db import models

from brownbag.practice.people.models import Pharmacy, Prescriber
from brownbag.practice.reviews.models import Visit
from brownbag.practice.shared_pages.tenancy import PersonRow


class WhyEnded(models.TextChoices):
    OPEN = "", "open"
    REVOKED = "revoked", "ended by the practice"
    REPLACED = "replaced", "replaced by a newer link"
    WRONG_CODES = "wrong_codes", "ended after too many wrong passcodes"


class ListLink(PersonRow):
    """A link under which whoever has the passcode sees the newest list a pharmacist released.

    The address, the key and the passcode are worked out from the seed and the
    server's secret key; none of them is kept.
    """

    link_seed = models.CharField(max_length=64)
    link_digest = models.CharField(max_length=64, unique=True)
    agreed_by = models.CharField(max_length=120, help_text="Who agreed to the link")
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    expires_at = models.DateTimeField()
    wrong_codes = models.PositiveSmallIntegerField(default=0)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_why = models.CharField(max_length=12, choices=WhyEnded, blank=True, default=WhyEnded.OPEN)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=models.Q(ended_at=None), name="one_open_link_per_person"
            )
        ]

    @property
    def whose(self):
        "The person whose list the link shows, also after their record was merged into another."
        return self.person.merged_into or self.person


class LinkOpening(PersonRow):
    "One time that someone opened a link or tried a wrong passcode, and who they said they are."

    link = models.ForeignKey(ListLink, on_delete=models.PROTECT, related_name="openings")
    at = models.DateTimeField(auto_now_add=True)
    how = models.CharField(max_length=4, choices=[("app", "by an app"), ("page", "as a page")])
    who = models.CharField(max_length=120, blank=True)
    passcode_fitted = models.BooleanField()


class SentHow(models.TextChoices):
    NOT_YET = "", "not sent yet"
    FAX = "fax", "by fax"
    PHONE = "phone", "by phone"
    MAIL = "mail", "by secure mail"
    HANDED = "handed", "handed over"


class Notice(PersonRow):
    "One page that tells a pharmacy or a prescriber what they do not know, tracked until they confirm it."

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="notices")
    pharmacy = models.ForeignKey(
        Pharmacy, on_delete=models.PROTECT, null=True, blank=True, related_name="notices"
    )
    prescriber = models.ForeignKey(
        Prescriber, on_delete=models.PROTECT, null=True, blank=True, related_name="notices"
    )
    items = models.JSONField(help_text="What is told: line, version, what, name, more, now, theirs")
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    sent_how = models.CharField(max_length=8, choices=SentHow, blank=True, default=SentHow.NOT_YET)
    sent_at = models.DateTimeField(null=True, blank=True)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_name = models.CharField(max_length=120, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        indexes = [models.Index(fields=["practice", "confirmed_at"])]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(pharmacy__isnull=False, prescriber=None)
                | models.Q(pharmacy=None, prescriber__isnull=False),
                name="notice_to_one_recipient",
            ),
            models.CheckConstraint(
                condition=models.Q(confirmed_at=None) | ~models.Q(confirmed_name=""),
                name="notice_confirmed_by_someone",
            ),
        ]

    @property
    def to(self):
        "The pharmacy or the prescriber the notice goes to."
        return self.pharmacy or self.prescriber
