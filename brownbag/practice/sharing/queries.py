"""Links and notices as pages and papers need them."""

from datetime import timedelta

from django.db.models import Q

from brownbag.practice.sharing.models import LinkOpening, ListLink, Notice

CONFIRMED_WITHIN = timedelta(days=2)


def open_link_of(person, *, now):
    "The person's link that can still be opened, or None."
    return ListLink.objects.unscoped().filter(person=person, ended_at=None, expires_at__gt=now).first()


def link_by_digest(digest, *, now):
    "The link behind an address that can still be opened, or None."
    rows = ListLink.objects.unscoped().filter(link_digest=digest, ended_at=None, expires_at__gt=now)
    return rows.select_related("person__practice", "person__merged_into__practice", "practice").first()


def links_of(person):
    "All links of the person, newest first."
    rows = ListLink.objects.unscoped().filter(person=person)
    return rows.select_related("made_by", "ended_by").order_by("-pk")


def openings_of(person):
    "Who opened a link of the person or tried to, newest first."
    return LinkOpening.objects.unscoped().filter(person=person).order_by("-pk")


def notices_of(person):
    "What pharmacies and prescribers were told about the person, newest first."
    rows = Notice.objects.unscoped().filter(person=person)
    return rows.select_related("pharmacy", "prescriber", "sent_by", "confirmed_by").order_by("-pk")


def notices_of_visit(visit):
    "The notices a visit made, in the order they were made."
    return notices_of(visit.person).filter(visit=visit).order_by("pk")


def notices_not_confirmed(user, *, now):
    "Notices that someone should have confirmed by now, oldest first."
    long_ago = now - CONFIRMED_WITHIN
    late = Q(sent_at__lte=long_ago) | Q(sent_at=None, made_at__lte=long_ago)
    rows = Notice.objects.visible_to(user).filter(late, confirmed_at=None)
    return rows.select_related("pharmacy", "prescriber").order_by("made_at")
