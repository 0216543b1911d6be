"""A practice is a tenant; its staff sign in with the framework's own accounts."""

from django.contrib.auth.models import AbstractUser
from django.db import models


class Practice(models.Model):
    "One practice. Nothing of it is ever seen by another."

    name = models.CharField(max_length=120)
    phone = models.CharField(max_length=40, blank=True)
    fax = models.CharField(max_length=40, blank=True)
    hours = models.CharField(max_length=120, blank=True)
    time_zone = models.CharField(max_length=64, default="America/New_York")
    is_demo = models.BooleanField(default=False)

    def __str__(self):
        return self.name


class Role(models.TextChoices):
    PHARMACIST = "pharmacist", "Pharmacist"
    TECHNICIAN = "technician", "Technician"
    OWNER = "owner", "Practice owner"


CLINICAL_ROLES = (Role.PHARMACIST, Role.TECHNICIAN)


class Staff(AbstractUser):
    "Someone who works in the practice. An owner without a licence sees no clinical content."

    practice = models.ForeignKey(Practice, on_delete=models.PROTECT, null=True, blank=True)
    role = models.CharField(max_length=12, choices=Role, blank=True)
    credentials = models.CharField(max_length=40, blank=True)
    tour_done_at = models.DateTimeField(null=True, blank=True)

    class Meta(AbstractUser.Meta):
        verbose_name_plural = "staff"

    @property
    def name_shown(self):
        "The name as colleagues and patients read it."
        name = self.get_full_name() or self.username
        return f"{name}, {self.credentials}" if self.credentials else name

    @property
    def is_clinical(self):
        "Whether the person may see patients' records at all."
        return self.is_active and self.practice_id is not None and self.role in CLINICAL_ROLES
