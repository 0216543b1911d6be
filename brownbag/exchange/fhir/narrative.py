"""The sections of a FHIR document that hold text for people and no entries."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from brownbag.exchange.fhir.elements import Resource, mapping, mappings, text, words

TAG = re.compile(r"<[^>]*>")
LONGEST = 300


def text_only(section: Resource) -> Iterator[tuple[str, str]]:
    """Yield the title and the words of each section, however deep, that has text and neither entries nor sections.

    >>> list(text_only({"section": [{"title": "Medications", "text": {"div": "<div>aspirin &amp; rest</div>"}}]}))
    [('Medications', 'aspirin & rest')]
    """
    for each in mappings(section.get("section")):
        yield from text_only(each)
        told = _plain(text(mapping(each.get("text")).get("div")))
        if told and not each.get("entry") and not each.get("section"):
            title = text(each.get("title")) or words(each.get("code")) or "A section"
            yield title, told if len(told) <= LONGEST else f"{told[: LONGEST - 1]}…"


def _plain(div: str) -> str:
    return " ".join(html.unescape(TAG.sub(" ", div)).split())
