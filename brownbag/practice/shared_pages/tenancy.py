"""Whose rows someone sees: the only door from a page to a patient's data.

A page asks `Model.objects.visible_to(user)`. Actions and queries that start
from a row they were handed use `Model.objects.unscoped()`; a test of the
repository refuses any other way.
"""

from django.db import models


class ScopedManager(models.Manager):
    "Rows by who may see them; there is no way to get all rows by accident."

    def visible_to(self, user):
        "The rows of the user's own practice, or none for someone without clinical work."
        rows = super().get_queryset()
        if not getattr(user, "is_clinical", False):
            return rows.none()
        return rows.filter(practice_id=user.practice_id)

    def unscoped(self):
        "All rows; for actions and queries that were handed a row already seen."
        return super().get_queryset()


class PracticeRow(models.Model):
    "A row that belongs to one practice."

    practice = models.ForeignKey("accounts.Practice", on_delete=models.PROTECT, related_name="+")

    objects = ScopedManager()

    class Meta:
        abstract = True


class PersonRow(PracticeRow):
    "A row about one person of a practice."

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True


class StaleVersion(Exception):
    "Someone else changed the row since the form was opened."

    def __init__(self, row):
        super().__init__("This was changed by someone else after you opened it.")
        self.row = row


class Versioned(models.Model):
    "A row whose changes are refused when they start from an older version."

    version = models.PositiveIntegerField(default=1)

    class Meta:
        abstract = True

    def save_with_version(self, *, expected, update_fields=None):
        "Save with the next version number, or raise StaleVersion if `expected` is no longer the newest."
        rows = type(self)._base_manager.filter(pk=self.pk, version=expected)
        if not rows.update(version=expected + 1):
            raise StaleVersion(self)
        self.version = expected + 1
        self.save(update_fields=update_fields)
