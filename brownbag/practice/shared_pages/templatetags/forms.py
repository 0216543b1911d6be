"""Template tags for forms."""

import uuid

from django import template
from django.utils.html import format_html

from brownbag.practice.shared_pages.once import FIELD

register = template.Library()


@register.simple_tag
def one_use_token():
    "A hidden field that makes the form count once."
    return format_html('<input type="hidden" name="{}" value="{}">', FIELD, uuid.uuid4())


@register.simple_tag
def version_of(row):
    "A hidden field with the version of the row that the form starts from."
    return format_html('<input type="hidden" name="version" value="{}">', row.version)
