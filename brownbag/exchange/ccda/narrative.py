"""The part of a C-CDA that people read: texts behind references, and the columns of a row."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from brownbag.exchange.ccda.elements import attribute, said

DIRECTIONS = re.compile(
    r"^(sig|directions?|patient directions|instructions?|dosage instructions?|how to take)\b"
)
PARTS = (re.compile(r"^dos(e|age)\b"), re.compile(r"^route\b"), re.compile(r"^frequency\b|^how often\b"))
NAME = re.compile(r"^(medications?|drugs?|medicines?|material|name|product|description|code description)\b")
STRENGTH = re.compile(r"^(product ?)?strength\b")
PROBLEM = re.compile(r"^(name|problems?|conditions?|diagnos[ie]s|description)( name| description)?$")
SUBSTANCE = re.compile(
    r"^(name|substances?|allergens?|allergy|allergies|agents?|drugs?|description)( name)?$"
)
REACTION = re.compile(r"^(adverse )?reactions?\b")
SEVERITY = re.compile(r"^severity\b")
STATUS = re.compile(r"^status\b")


class Narrative:
    """Every text of a document that an entry may refer to."""

    def __init__(self, root: Element) -> None:
        self._parents = {child: parent for parent in root.iter() for child in parent}
        self._by_id = {each.get("ID"): each for each in root.iter() if each.get("ID")}

    def referred(self, element: Element | None) -> Element | None:
        """Return the part of the narrative that an element refers to."""
        reference = None if element is None else element.find("reference")
        found = self._by_id.get(attribute(reference, "value").removeprefix("#"))
        if found is not None and not text_of(found) and found in self._parents:
            return self._parents[found]
        return found

    def words(self, element: Element | None) -> str:
        """Return what stands in an element, or else in the part of the narrative it refers to."""
        if element is None:
            return ""
        own = said("".join(text for text in _own_texts(element)))
        found = self.referred(element)
        if found is None:
            return own
        return own or ("" if found.tag in ("tr", "tbody", "table") else text_of(found))

    def row(self, element: Element | None) -> dict[str, str]:
        """Return the row of a table in which an element stands, by the headings of its columns."""
        while element is not None and element.tag != "tr":
            element = self._parents.get(element)
        if element is None:
            return {}
        heads = self._heads(element)
        cells = [text_of(each) for each in element if each.tag in ("td", "th")]
        return dict(zip(heads, cells, strict=False)) if len(heads) >= len(cells) else {}

    def beside(self, element: Element | None) -> str:
        """Return what follows a name within the same cell, as some systems write the directions there."""
        cell = element
        while cell is not None and cell.tag not in ("td", "item", "paragraph"):
            cell = self._parents.get(cell)
        if cell is None or cell is element or element is None:
            return ""
        texts = [said("".join(each.itertext())) for each in cell.iter("content") if each.get("ID")]
        name = text_of(element)
        return next((each for each in texts if each and each != name), "")

    def _heads(self, row: Element) -> list[str]:
        table = self._parents.get(row)
        while table is not None and table.tag != "table":
            table = self._parents.get(table)
        return [] if table is None else _headings(table)


def directions_in(row: dict[str, str]) -> str:
    """Return the directions of a row: their own column, else dose, route and frequency side by side."""
    told = [said(text) for head, text in row.items() if DIRECTIONS.match(head)]
    if any(told):
        return next(filter(None, told))
    parts = [next((said(row[head]) for head in row if part.match(head)), "") for part in PARTS]
    return " ".join(filter(None, parts)) if parts[2] or (parts[0] and parts[1]) else ""


def column(row: dict[str, str], heading: re.Pattern[str]) -> str:
    """Return the text under the first heading that fits."""
    return next((said(text) for head, text in row.items() if heading.match(head) and said(text)), "")


def text_of(element: Element) -> str:
    """Return all text in an element, with single spaces."""
    return said(" ".join(element.itertext()))


def rows_of(section: Element) -> list[dict[str, str]]:
    """Return the rows of a section's tables by their headings, and the items of its lists as a name."""
    text = section.find("text")
    if text is None:
        return []
    found = [{"name": text_of(item)} for item in text.iter("item") if item.find("list") is None]
    for table in text.iter("table"):
        heads = _headings(table)
        for row in table.iter("tr"):
            cells = [text_of(each) for each in row.findall("td")]
            if cells and len(cells) <= len(heads):
                found.append(dict(zip(heads, cells, strict=False)))
    return [row for row in found if any(row.values())]


def _headings(table: Element) -> list[str]:
    """Return the headings of a table: the last row of its head, or the first row that is all headings."""
    rows = list(table.findall("thead/tr"))[-1:] or [
        row for row in table.iter("tr") if len(row) and all(cell.tag == "th" for cell in row)
    ]
    return [text_of(cell).casefold() for cell in rows[0]] if rows else []


def _own_texts(element: Element) -> list[str]:
    return [element.text or "", *(child.tail or "" for child in element if child.tag in ("reference", "br"))]
