"""A photographed or scanned list: kept as it is, never read by a program, shown only as what it is.

What a file is, is told by its bytes and never by its name. Only three kinds are
kept; anything that could act in a browser is not among them.
"""

import hashlib
from dataclasses import dataclass

from django.db import transaction

from brownbag.practice.people.models import SourceDocument

LARGEST = 20 * 1024 * 1024
MOST_PIXELS = 64_000_000
LONGEST_SIDE = 16_000
KINDS = {"JPEG picture": "image/jpeg", "PNG picture": "image/png", "PDF": "application/pdf"}
ENDINGS = {"JPEG picture": "jpg", "PNG picture": "png", "PDF": "pdf"}
JPEG, PNG, PDF = b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"%PDF-"
# Segments of a JPEG that hold its height and width (start of frame), and those that stand alone.
FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
ALONE = frozenset((0x01, *range(0xD0, 0xD8)))


class UnusablePicture(ValueError):
    "A picture cannot be kept; the message is one sentence."


@dataclass(frozen=True)
class Picture:
    kind: str
    width: int | None = None
    height: int | None = None


def is_picture(content):
    "Whether the bytes begin as one of the kinds of picture that are kept."
    return content.startswith((JPEG, PNG, PDF))


def picture_of(content):
    "Return what kind of picture the bytes are. Raises UnusablePicture."
    if len(content) > LARGEST:
        raise UnusablePicture(f"The picture is larger than {LARGEST // 1024 // 1024} MB; take it smaller.")
    if content.startswith(PDF):
        return _whole(Picture("PDF"), content.rstrip()[-1024:], b"%%EOF")
    if content.startswith(PNG):
        return _whole(Picture("PNG picture", *_png_size(content)), content[-64:], b"IEND")
    if content.startswith(JPEG):
        return _whole(Picture("JPEG picture", *_jpeg_size(content)), content, b"\xff\xd9")
    raise UnusablePicture("This is no JPEG, PNG or PDF; take a photograph or a scan of the list.")


@transaction.atomic
def keep_picture(*, person, content, list_name, by):
    "Keep a picture of a list, byte for byte, and return it; the same picture is kept once."
    found = picture_of(content)
    document, _ = SourceDocument.objects.unscoped().get_or_create(
        person=person,
        digest=hashlib.sha256(content).hexdigest(),
        defaults={
            "practice": person.practice,
            "kind": found.kind,
            "list_name": list_name or "Photographed list",
            "content": content,
            "read_by": by,
            "counts": {"in": 0, "kept": 0, "refused": 0},
        },
    )
    return document


def _whole(picture, end, sign):
    if sign not in end:
        raise UnusablePicture(f"The {picture.kind} breaks off before its end; send it again.")
    if picture.width is not None:
        _refuse_huge(picture.width, picture.height)
    return picture


def _refuse_huge(width, height):
    if not width or not height:
        raise UnusablePicture("The picture says no size; save it anew as JPEG or PNG.")
    if width > LONGEST_SIDE or height > LONGEST_SIDE or width * height > MOST_PIXELS:
        raise UnusablePicture(
            f"The picture is {width:,} by {height:,} pixels; expected at most {MOST_PIXELS // 1_000_000} million."
        )


def _png_size(content):
    if content[12:16] != b"IHDR":
        raise UnusablePicture("The PNG picture is damaged; save it anew.")
    return int.from_bytes(content[16:20]), int.from_bytes(content[20:24])


def _jpeg_size(content):
    place = 2
    while place + 9 < len(content) and content[place] == 0xFF:
        marker = content[place + 1]
        if marker in FRAMES:
            return int.from_bytes(content[place + 7 : place + 9]), int.from_bytes(
                content[place + 5 : place + 7]
            )
        alone = marker in ALONE or marker == 0xFF
        place += (1 if marker == 0xFF else 2) if alone else 2 + int.from_bytes(content[place + 2 : place + 4])
    raise UnusablePicture("The JPEG picture is damaged; save it anew.")
