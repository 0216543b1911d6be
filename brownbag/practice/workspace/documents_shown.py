"""The documents of a person in finished words."""

from dataclasses import dataclass

from brownbag.practice.people.models import SourceDocument
from brownbag.practice.people.pictures import KINDS
from brownbag.practice.shared_pages.wording import counted, short_date


@dataclass(frozen=True)
class ShownDocument:
    pk: int
    what: str
    when: str
    is_picture: bool
    can_be_shown: bool


def documents_of(person):
    "Everything that was read or kept about a person, newest first."
    rows = SourceDocument.objects.unscoped().filter(person=person).defer("content").order_by("-pk")
    return tuple(_shown(each) for each in rows)


def _shown(each):
    media = KINDS.get(each.kind, "")
    day = short_date(each.read_at.date())
    return ShownDocument(
        pk=each.pk,
        what=f"{each.kind}, {each.list_name}",
        when=f"kept, {day}" if media else f"{_counts(each.counts)}, {day}",
        is_picture=bool(media),
        can_be_shown=media.startswith("image/"),
    )


def _counts(counts):
    refused = counts.get("refused", 0)
    left_out = f", {refused} left out" if refused else ""
    return f"{counted(counts.get('kept', 0), 'entry', 'entries')} read{left_out}"
