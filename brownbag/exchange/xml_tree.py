"""Read XML from strangers: no document type, no entities, nothing fetched, bounded in size and depth."""

from __future__ import annotations

import re
from typing import Any
from xml.etree.ElementTree import Element, ParseError, TreeBuilder

from defusedxml import DefusedXmlException, DTDForbidden
from defusedxml.ElementTree import DefusedXMLParser

from brownbag.exchange.reading import UnusableInput, plain_bytes

LARGEST = 20 * 1024 * 1024
DEEPEST = 120
MOST_ELEMENTS = 600_000
# Prefixes that pieces of documents use without declaring them.
DECLARED = (
    '<fragment xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:sdtc="urn:hl7-org:sdtc"'
    ' xmlns:voc="urn:hl7-org:v3/voc">'
)


STYLE_SHEET = "The document asks for a style sheet from another place; it was not fetched."


def tree_of(content: bytes, notes: list[str] | None = None) -> Element:
    """Return the root of an XML document; names stand without their namespace, `notes` gets what to tell.

    Raises UnusableInput with one sentence.

    >>> tree_of(b'<a xmlns="urn:hl7-org:v3"><b>1</b></a>')[0].tag
    'b'
    """
    plain = plain_bytes(content)
    if len(plain) > LARGEST:
        raise UnusableInput(
            f"The XML file is larger than {LARGEST // 1024 // 1024} MB; send one person's document."
        )
    if not plain.strip():
        raise UnusableInput("The file is empty; expected an XML document.")
    try:
        return _parsed(plain, notes)
    except ParseError as fault:
        if "unbound prefix" not in str(fault) and "junk after" not in str(fault):
            raise _broken(fault) from None
    try:
        return _parsed(_as_fragment(plain), notes)
    except ParseError as fault:
        raise _broken(fault) from None


def _parsed(content: bytes, notes: list[str] | None) -> Element:
    tree = _Tree()
    parser = DefusedXMLParser(target=tree, forbid_dtd=True)
    try:
        parser.feed(content)
        root: Element = parser.close()
    except DTDForbidden:
        raise UnusableInput(
            "The XML has a document type (DTD), which can hide attacks; send it without one."
        ) from None
    except DefusedXmlException:
        raise UnusableInput(
            "The XML declares entities, which can hide attacks; send it without them."
        ) from None
    except (LookupError, UnicodeDecodeError, ValueError) as fault:
        if isinstance(fault, UnusableInput):
            raise
        raise UnusableInput("The XML is in an encoding that cannot be read; save it as UTF-8.") from None
    if tree.asks_elsewhere and notes is not None:
        notes.append(STYLE_SHEET)
    return root


def _broken(fault: ParseError) -> UnusableInput:
    line, column = fault.position
    what = str(fault).partition(":")[0]
    return UnusableInput(
        f"line {line}, column {column + 1}: {what}; expected well-formed XML, send it again."
    )


def _as_fragment(content: bytes) -> bytes:
    bare = re.sub(rb"^\s*(?:\xef\xbb\xbf)?\s*<\?xml[^>]*\?>", b"", content, count=1)
    return DECLARED.encode() + bare.removeprefix(b"\xef\xbb\xbf") + b"</fragment>"


class _Tree(TreeBuilder):
    """Builds the tree, drops namespaces, and stops where a file grows beyond what documents need."""

    def __init__(self) -> None:
        super().__init__()
        self._depth = self._count = 0
        self.asks_elsewhere = False

    def start(self, tag: Any, attrs: Any) -> Any:
        self._depth += 1
        self._count += 1
        if self._depth > DEEPEST:
            raise UnusableInput(f"The XML is nested deeper than {DEEPEST} levels; no document needs that.")
        if self._count > MOST_ELEMENTS:
            raise UnusableInput(
                f"The XML holds more than {MOST_ELEMENTS:,} elements; send one person's document."
            )
        return super().start(_bare(tag), {_bare(name): value for name, value in attrs.items()})

    def end(self, tag: Any) -> Any:
        self._depth -= 1
        return super().end(_bare(tag))

    def pi(self, target: str, text: str | None = None) -> Any:
        """Pass over processing instructions; a style sheet that would be fetched from elsewhere is noted."""
        address = re.search(r"""href\s*=\s*["']\s*(?:[a-z][a-z0-9+.-]*:|//)""", text or "", re.IGNORECASE)
        self.asks_elsewhere = self.asks_elsewhere or address is not None


def _bare(name: str) -> str:
    return name.rpartition("}")[2]
