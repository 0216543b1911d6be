"""Make and end a link, try its passcode, and follow a notice until it is confirmed."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from brownbag.practice.shared_pages.refusal import Refusal
from brownbag.practice.sharing import links
from brownbag.practice.sharing.models import LinkOpening, ListLink, Notice, WhyEnded

WHO_AT_MOST = 120


@dataclass(frozen=True)
class Tried:
    "What came of a passcode: whether the link opened, and how many more may be tried."

    opened: bool
    attempts_left: int


class NotSentYet(Refusal):
    "Nobody can confirm what was never sent."


@transaction.atomic
def make_link(*, person, agreed_by, lasts, by):
    "Make a link the person agreed to; the link before it ends."
    for before in ListLink.objects.unscoped().select_for_update().filter(person=person, ended_at=None):
        _end(before, WhyEnded.REPLACED, by)
    seed = links.new_seed()
    return ListLink.objects.unscoped().create(
        practice=person.practice,
        person=person,
        link_seed=seed,
        link_digest=links.digest_of(links.token_of(seed)),
        agreed_by=agreed_by,
        expires_at=timezone.now() + lasts,
        made_by=by,
    )


@transaction.atomic
def end_link(*, link, by):
    "End a link for good; whoever has it sees nothing any more."
    link = ListLink.objects.unscoped().select_for_update().get(pk=link.pk)
    if link.ended_at is None:
        _end(link, WhyEnded.REVOKED, by)


@transaction.atomic
def try_passcode(*, link, typed, how, who):
    """Compare a passcode and keep who tried; the last wrong one allowed ends the link.

    The row is locked, so that passcodes tried at the same time are counted one after the other.
    """
    link = ListLink.objects.unscoped().select_for_update().get(pk=link.pk)
    if link.ended_at is not None:
        return Tried(opened=False, attempts_left=0)
    fits = links.is_passcode(typed, link.link_seed)
    LinkOpening.objects.unscoped().create(
        practice_id=link.practice_id,
        person_id=link.person_id,
        link=link,
        how=how,
        who=_readable(who)[:WHO_AT_MOST],
        passcode_fitted=fits,
    )
    if not fits:
        _count_wrong(link)
    return Tried(opened=fits, attempts_left=links.WRONG_CODES_ALLOWED - link.wrong_codes)


@transaction.atomic
def make_notice(*, visit, items, by, pharmacy=None, prescriber=None):
    "Keep what a pharmacy or a prescriber is told after a visit."
    return Notice.objects.unscoped().create(
        practice=visit.practice,
        person=visit.person,
        visit=visit,
        pharmacy=pharmacy,
        prescriber=prescriber,
        items=items,
        made_by=by,
    )


@transaction.atomic
def note_sent(*, notice, how, by):
    "Keep how and when a notice was sent, and by whom; a notice sent again is sent anew."
    notice.sent_how, notice.sent_at, notice.sent_by = how, timezone.now(), by
    notice.save(update_fields=["sent_how", "sent_at", "sent_by"])


@transaction.atomic
def note_confirmed(*, notice, name, by):
    "Keep who at the pharmacy or the office confirmed a notice. Raises NotSentYet."
    if notice.sent_at is None:
        raise NotSentYet("First say how the notice was sent; then who confirmed it.")
    if notice.confirmed_at is None:
        notice.confirmed_name, notice.confirmed_at, notice.confirmed_by = name, timezone.now(), by
        notice.save(update_fields=["confirmed_name", "confirmed_at", "confirmed_by"])


def _readable(text):
    "What someone typed, without signs that no page and no database can hold."
    return "".join(sign for sign in text if sign.isprintable()).strip()


def _count_wrong(link):
    link.wrong_codes += 1
    link.save(update_fields=["wrong_codes"])
    if link.wrong_codes >= links.WRONG_CODES_ALLOWED:
        _end(link, WhyEnded.WRONG_CODES, None)


def _end(link, why, by):
    link.ended_at, link.ended_why, link.ended_by = timezone.now(), why, by
    link.save(update_fields=["ended_at", "ended_why", "ended_by"])
