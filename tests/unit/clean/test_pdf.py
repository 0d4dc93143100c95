"""PDF files made here: text in paragraphs, and the three kinds that give none."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mediawatch.clean.formats.pdf import pdf_text
from mediawatch.errors import Quarantine
from pdf_files import make_pdf
from pypdf import PdfReader, PdfWriter

LINES = [
    "Delegations met in Delhi on Monday to settle the rules of the new",
    "corridor, and the two sides agreed to open the cross-",
    "ing before the end of the month.",
    "Both ministers will travel to the border on Friday, an official said",
    "late in the evening.",
]


def test_lines_become_paragraphs_and_broken_words_whole() -> None:
    assert pdf_text(make_pdf([LINES])) == (
        "Delegations met in Delhi on Monday to settle the rules of the new corridor, and the two sides agreed to open "
        "the crossing before the end of the month.\n\n"
        "Both ministers will travel to the border on Friday, an official said late in the evening."
    )


def test_headers_footers_and_page_numbers_go() -> None:
    pages = [["The Daily Example", *LINES, f"Story {number} ends here.", f"- {number} -"] for number in range(1, 5)]
    text = pdf_text(make_pdf(pages))
    assert "Daily Example" not in text
    assert "- 2 -" not in text
    assert text.count("Delegations met") == 4
    assert "Story 3 ends here." in text


def test_a_paragraph_goes_on_over_the_page() -> None:
    assert pdf_text(make_pdf([LINES[:1], LINES[1:3]])).count("\n\n") == 0


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (make_pdf([[]]), "scanned_pdf"),
        (make_pdf([["Scan 1"], [], []]), "scanned_pdf"),
        (b"%PDF-1.4\nnothing that a reader could use", "broken_pdf"),
        (make_pdf([LINES])[:200], "broken_pdf"),
    ],
)
def test_files_without_text(data: bytes, reason: str) -> None:
    with pytest.raises(Quarantine) as caught:
        pdf_text(data)
    assert caught.value.reason == reason


def test_a_password_is_asked_for_only_where_there_is_one() -> None:
    for password, readable in (("", True), ("secret", False)):
        writer = PdfWriter(clone_from=PdfReader(io.BytesIO(make_pdf([LINES]))))
        writer.encrypt(user_password=password, owner_password="owner", algorithm="RC4-128")
        out = io.BytesIO()
        writer.write(out)
        if readable:
            assert pdf_text(out.getvalue()).startswith("Delegations met")
        else:
            with pytest.raises(Quarantine) as caught:
                pdf_text(out.getvalue())
            assert caught.value.reason == "encrypted_pdf"


@given(st.binary(max_size=200), st.integers(0, 900))
def test_damage_is_only_ever_a_quarantine(noise: bytes, place: int) -> None:
    data = make_pdf([LINES])
    reason = None
    try:
        pdf_text(data[:place] + noise + data[place + len(noise) :])
    except Quarantine as problem:
        reason = problem.reason
    assert reason in {None, "scanned_pdf", "encrypted_pdf", "broken_pdf"}
