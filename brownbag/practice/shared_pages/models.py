"""Tokens that make a form count once, however often it is sent."""

from django.conf import settings
from django.db import models


class UsedToken(models.Model):
    "A form that was carried out, and where it led."

    token = models.UUIDField(primary_key=True)
    used_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True)
    used_at = models.DateTimeField(auto_now_add=True)
    led_to = models.CharField(max_length=300, blank=True)
