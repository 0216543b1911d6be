"""FHIR in XML to the same values as FHIR in JSON, for what our reader reads."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any
from xml.etree.ElementTree import Element

# Elements that are lists in JSON, https://hl7.org/fhir/R4/json.html; others are single.
LISTS = frozenset(
    [
        *("entry", "coding", "identifier", "telecom", "given", "contained", "extension", "category", "note"),
        *(
            "dosage",
            "dosageInstruction",
            "doseAndRate",
            "additionalInstruction",
            "reasonCode",
            "reasonReference",
        ),
        *(
            "component",
            "reaction",
            "manifestation",
            "performer",
            "ingredient",
            "section",
            "author",
            "when",
            "item",
        ),
        *(
            "interpretation",
            "bodySite",
            "participant",
            "link",
            "address",
            "contact",
            "careTeam",
            "supportingInfo",
        ),
    ]
)
# A Patient's name is a list of names; an organization's name is a text.
NAMES = frozenset(["Patient", "Practitioner", "RelatedPerson"])
NUMBERS_IN = re.compile(
    r"Quantity$|^(low|high|numerator|denominator|boundsDuration|daysSupply|quantity|repeat)$"
)
NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$")
NUMERIC = frozenset(
    ["value", "frequency", "frequencyMax", "period", "periodMax", "count", "duration", "offset"]
)
FLAGS = frozenset(
    [
        "asNeededBoolean",
        "reportedBoolean",
        "doNotPerform",
        "deceasedBoolean",
        "valueBoolean",
        "active",
        "wasSubstituted",
    ]
)


def json_value(element: Element, parent: str = "") -> Any:
    """Return what an XML element says, as the JSON form would.

    >>> from xml.etree.ElementTree import fromstring
    >>> json_value(fromstring('<Patient><id value="7"/><name><given value="Ruth"/></name></Patient>'))
    {'resourceType': 'Patient', 'id': '7', 'name': [{'given': ['Ruth']}]}
    """
    if "value" in element.attrib and not [each for each in element if each.tag != "extension"]:
        return _primitive(element, parent)
    found: dict[str, Any] = {}
    if element.tag[:1].isupper():
        found["resourceType"] = element.tag
    if element.get("url"):
        found["url"] = element.get("url")
    for child in element:
        if child.tag == "div":
            continue
        value = _resource(child) if child.tag in ("resource", "contained") else json_value(child, element.tag)
        many = child.tag in LISTS or (child.tag == "name" and element.tag in NAMES)
        if many and not (child.tag == "item" and parent == "entry") and not _single(child.tag, element.tag):
            found.setdefault(child.tag, []).append(value)
        else:
            found[child.tag] = value
    return found


def _single(tag: str, parent: str) -> bool:
    """In a List, each entry has one item; in a Condition, the note is a list as everywhere."""
    return (tag, parent) in {("item", "entry"), ("author", "note")}


def _resource(element: Element) -> Any:
    return json_value(element[0]) if len(element) else {}


def _primitive(element: Element, parent: str) -> Any:
    value = (element.get("value") or "").strip()
    if element.tag in FLAGS:
        return value == "true"
    numeric = (element.tag in NUMERIC and NUMBERS_IN.search(parent)) or element.tag == "valueInteger"
    return Decimal(value) if numeric and NUMBER.match(value) else value
