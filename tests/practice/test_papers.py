"""The papers as a reader, a printer and a screen reader get them."""

import io
from dataclasses import asdict
from datetime import date

import pikepdf
import pytest
from pypdf import PdfReader

from brownbag.practice.papers import pdf
from brownbag.practice.papers.values import (
    Ask,
    GridRow,
    Head,
    MedicationListPaper,
    NoticeItem,
    NoticePaper,
    PrescriberRequestPaper,
    SaidRow,
    SpanishListPaper,
    ToDoItem,
    ToDoPaper,
    WalletCard,
)

ON = date(2026, 11, 24)
HEAD = Head(
    "Ruth Núñez", "February 11, 1948", "November 24, 2026", "Lakeside", "Dana Whitfield", "(555) 010-0142"
)
LONG = ("Levothyroxine", "Hydrochlorothiazide-triamterene", "Sulfamethoxazole-trimethoprim")


def a_list(rows=1, **more):
    daily = tuple(
        GridRow(LONG[number % 3], f"{number + 1}.5\xa0mg tablet", "for testing", unit="tablet", morning="1")
        for number in range(rows)
    )
    return MedicationListPaper(HEAD, "penicillin", daily=daily, **more)


def pages_of(kind, paper):
    return [
        page.extract_text() for page in PdfReader(io.BytesIO(pdf.render(kind, asdict(paper), on=ON))).pages
    ]


PAPERS = {
    "medication_list": a_list(3),
    "to_do": ToDoPaper(HEAD, "We talked", (ToDoItem("Have a blood test."),)),
    "wallet_card": WalletCard(
        HEAD, "penicillin", medicines=(SaidRow("Warfarin", "5\xa0mg", words="1 evening"),)
    ),
    "prescriber_request": PrescriberRequestPaper(
        HEAD, "Dr. Walsh", "today", "S", "B", "A", (Ask("Stop it."),)
    ),
    "notice": NoticePaper(HEAD, "Corner", "fax 1", "penicillin", (NoticeItem("New", "warfarin"),)),
    "spanish_list": SpanishListPaper(
        HEAD,
        "11 de febrero de 1948",
        "24 de noviembre de 2026",
        "penicillin",
        (SaidRow("Warfarin", "5\xa0mg", words="Tome 1 tableta en la noche."),),
    ),
}


@pytest.mark.parametrize("kind", PAPERS)
def test_a_paper_is_tagged_titled_and_declares_its_standard(kind):
    with pikepdf.open(io.BytesIO(pdf.render(kind, asdict(PAPERS[kind]), on=ON))) as document:
        assert document.Root.StructTreeRoot is not None
        assert document.Root.MarkInfo.Marked
        assert str(document.Root.Lang) == ("es-US" if kind == "spanish_list" else "en-US")
        with document.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
            assert "Ruth" in metadata["dc:title"]


def test_the_header_cells_of_the_grid_say_what_they_head():
    with pikepdf.open(io.BytesIO(pdf.render("medication_list", asdict(a_list(3)), on=ON))) as document:
        heads = [each for each in _elements(document.Root.StructTreeRoot) if each.get("/S") == "/TH"]
    assert len(heads) == 5


def _elements(node):
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary):
            yield dict(kid.items())
            yield from _elements(kid)


def test_a_strength_is_never_parted_from_its_medicine():
    pages = pages_of("medication_list", a_list(30))
    assert len(pages) > 1
    for number in range(30):
        texts = [" ".join(page.split()) for page in pages]
        (text,) = [text for text in texts if f" {number + 1}.5 mg" in text]
        place = text.index(f" {number + 1}.5 mg")
        assert LONG[number % 3] in text[max(0, place - 60) : place]


def test_every_page_names_the_person_and_its_number():
    pages = pages_of("medication_list", a_list(30))
    for number, page in enumerate(pages, start=1):
        assert "Ruth Núñez, born February 11, 1948" in page
        assert f"Page {number} of {len(pages)}" in page
        assert number == len(pages) or "Take these every day" in page, "the header row is repeated"


@pytest.mark.parametrize("kind", ["medication_list", "to_do"])
def test_every_page_for_the_person_says_whom_to_call(kind):
    many = {
        "medication_list": a_list(30),
        "to_do": ToDoPaper(HEAD, "We talked", (ToDoItem("Have a blood test."),) * 20),
    }
    pages = pages_of(kind, many[kind])
    assert len(pages) > 1
    assert all("Questions? Call Dana Whitfield, your pharmacist." in page for page in pages)
    assert all("(555) 010-0142" in page for page in pages)


def test_what_someone_typed_is_printed_as_text():
    said = SaidRow("#panic(1) *bold* $x$ <b>", "", words="[take] @it", from_label=True)
    (page,) = pages_of("medication_list", a_list(0, other=(said,)))
    assert "#panic(1) *bold* $x$ <b>" in page
    assert "[take] @it" in page


def test_an_empty_list_says_so():
    assert "No medicine is on this list." in pages_of("medication_list", a_list(0))[0]


def test_the_same_values_and_day_give_the_same_bytes():
    assert len({pdf.render("to_do", asdict(PAPERS["to_do"]), on=ON) for _ in range(3)}) == 1


def test_a_character_the_font_lacks_is_refused_in_a_sentence():
    paper = ToDoPaper(HEAD, "We talked", (ToDoItem("王"),))
    with pytest.raises(pdf.CannotPrint, match="cannot be printed"):
        pdf.render("to_do", asdict(paper), on=ON)
