"""Two append-only records: what changed, and who opened whose record."""

from django.conf import settings
from django.db import models


class Change(models.Model):
    "One row that was inserted, updated or deleted; written by a database trigger, never by us."

    at = models.DateTimeField()
    actor = models.CharField(max_length=60)
    table = models.CharField(max_length=80)
    row = models.CharField(max_length=64)
    what = models.CharField(max_length=6)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)

    class Meta:
        indexes = [models.Index(fields=["table", "row"])]


class Opened(models.Model):
    "One time that someone opened a person's record."

    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    page = models.CharField(max_length=60)
