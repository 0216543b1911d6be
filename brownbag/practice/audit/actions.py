"""Keep who opened whose record."""

from brownbag.practice.audit.models import Opened


def opened(*, person, by, page):
    "Record that someone opened a person's record."
    Opened.objects.create(person=person, by=by, page=page)
