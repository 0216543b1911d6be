"""Make what a document says fit the columns; a text that is cut shows it, and the original is kept with the document."""

from decimal import Decimal

from django.db import models

CUT = "…"


def fitting(model, values):
    """Return values cut to the length of their columns; a number that no column holds is None.

    SQLite takes a text of any length, PostgreSQL refuses the whole row.
    """
    return {name: _fit(model._meta.get_field(name), value) for name, value in values.items()}


def _fit(field, value):
    if isinstance(value, str) and field.max_length and len(value) > field.max_length:
        return value[: field.max_length - 1] + CUT
    if isinstance(value, Decimal) and isinstance(field, models.DecimalField):
        return value if abs(value) < Decimal(10) ** (field.max_digits - field.decimal_places) else None
    return value
