"""Inhalers, pens, drops and patches: steps of use, common errors, and how a line shows which one it is."""

from __future__ import annotations

from typing import Any

from brownbag.clinical.knowledge.schema import CITATION, REVIEW_CHECKED

HEADINGS = {"device", "title", "found_by", "steps", "common_errors", "after_use", "sources", "review"}
FOUND_BY = {"words", "not_words", "ingredients", "routes"}
ERROR = {"error", "so_that"}
FEWEST_STEPS = 4


def problems_in_device(name: str, given: dict[str, Any], sources: set[str]) -> list[str]:
    """Return a sentence for everything in a device file that does not fit.

    >>> problems_in_device("x", {"devise": "pen"}, set())[0]
    'x: unknown heading “devise”.'
    """
    found = [f"{name}: unknown heading “{key}”." for key in sorted(given.keys() - HEADINGS)]
    found += [f"{name}: the heading “{key}” is missing." for key in sorted(HEADINGS - given.keys())]
    if found:
        return found
    wrong = sorted(given["found_by"].keys() - FOUND_BY)
    found += [f"{name}: found_by has the unknown heading “{key}”." for key in wrong]
    if len(given["steps"]) < FEWEST_STEPS:
        found.append(f"{name}: {len(given['steps'])} steps; expected at least {FEWEST_STEPS}.")
    for error in given["common_errors"]:
        found += [f"{name}: an error lacks “{key}”." for key in sorted(ERROR - error.keys())]
    return found + _sources(name, given["sources"], sources) + _review(name, given["review"])


def _sources(name: str, citations: list[dict[str, str]], sources: set[str]) -> list[str]:
    found = [] if citations else [f"{name}: it names no source."]
    for citation in citations:
        found += [
            f"{name}: sources has the unknown heading “{key}”." for key in sorted(citation.keys() - CITATION)
        ]
        if not citation.get("where"):
            found.append(f"{name}: the source “{citation.get('source')}” lacks the place in it (where).")
        if citation.get("source") not in sources:
            found.append(f"{name}: the source “{citation.get('source')}” has no file in sources/.")
    return found


def _review(name: str, review: dict[str, str]) -> list[str]:
    if review.get("status") == "drafted" or review.keys() >= REVIEW_CHECKED:
        return []
    return [f"{name}: review is neither “drafted” nor “checked” with a checker and two dates."]
