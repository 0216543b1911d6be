"""Papers as tagged PDF (PDF/UA-1), set by typst from values that stay text."""

import json
from datetime import UTC, datetime
from importlib.resources import as_file, files

import typst

from brownbag.practice.shared_pages.refusal import Refusal

HERE = files("brownbag.practice.papers")
KINDS = (
    "medication_list",
    "to_do",
    "wallet_card",
    "prescriber_request",
    "visit_note",
    "notice",
    "spanish_list",
)


class CannotPrint(Refusal):
    "A paper could not be set, most often for a character that the font does not have."


def render(kind, values, *, on, code=""):
    """Return the bytes of a paper; the same values and day give the same bytes.

    `values` is what `dataclasses.asdict` gives for the paper, `code` a QR code in SVG. Raises CannotPrint.
    """
    with as_file(HERE) as folder:
        try:
            return typst.compile(
                str(folder / "typst" / f"{kind}.typ"),
                root=str(folder),
                font_paths=[str(folder / "fonts")],
                ignore_system_fonts=True,
                format="pdf",
                pdf_standards="ua-1",
                timestamp=datetime(on.year, on.month, on.day, tzinfo=UTC),
                sys_inputs={"paper": json.dumps(values, ensure_ascii=False), "code": code},
            )
        except typst.TypstError as fault:
            raise CannotPrint(_sentence(fault)) from None


def _sentence(fault):
    words = str(fault.message)
    if "could not be displayed" in words or "glyph" in words or "font" in words:
        return (
            "A paper holds a character that cannot be printed: "
            f"{words.splitlines()[0]}. Write the name or the text in Latin letters, then try again."
        )
    return f"A paper could not be made ({words.splitlines()[0]}). Please report it."
