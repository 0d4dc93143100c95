"""Word files with what programs put around text: insertions, content controls, nested tables, localised styles."""

from __future__ import annotations

import io
from typing import Any

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from mediawatch.clean.formats.word_document import parse_docx, parse_rtf

TITLE = "Alte Brücke wird geöffnet"
PARAGRAPHS = (
    "Delegationen beider Ufer trafen sich am Montag im alten Zollhaus und öffneten die Brücke für Lastwagen.",
    "Die Bürgermeisterin sagte, die Reparatur habe länger gedauert als erwartet, wegen des Hochwassers.",
    "Nach der Ernte wollen sich beide Seiten wieder treffen und über die Kosten des Damms verhandeln.",
)
TEXT = "\n\n".join(PARAGRAPHS)


def saved(document: Any) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def run_within(paragraph: Any, *tags: str, text: str) -> None:
    """Adds a run with `text` to a paragraph, within elements of these names."""
    run, held = OxmlElement("w:r"), OxmlElement("w:t")
    held.text = text
    held.set(qn("xml:space"), "preserve")
    run.append(held)
    at = paragraph._p
    for tag in tags:
        inner = OxmlElement(tag)
        at.append(inner)
        at = inner
    at.append(run)


@pytest.mark.parametrize(
    "tags",
    [("w:ins",), ("w:smartTag",), ("w:sdt", "w:sdtContent"), ("w:ins", "w:smartTag"), ("w:fldSimple",), ("w:moveTo",)],
)
def test_no_word_is_lost_within_a_paragraph(tags: tuple[str, ...]) -> None:
    document = docx.Document()
    document.add_paragraph(TITLE, style="Title")
    for number, text in enumerate(PARAGRAPHS):
        paragraph = document.add_paragraph(text[:40] if number == 1 else text)
        if number == 1:
            run_within(paragraph, *tags, text=text[40:])
    assert parse_docx(saved(document)).body == TEXT


@pytest.mark.parametrize("tag", ["w:del", "w:moveFrom"])
def test_what_was_deleted_is_no_text(tag: str) -> None:
    document = docx.Document()
    document.add_paragraph(TITLE, style="Title")
    for text in PARAGRAPHS:
        run_within(document.add_paragraph(text), tag, text=" Gestrichen.")
    assert parse_docx(saved(document)).body == TEXT


def test_content_controls_nested_tables_and_merged_cells() -> None:
    document = docx.Document()
    document.add_paragraph(TITLE, style="Title")
    first = document.add_paragraph(PARAGRAPHS[0])._p
    control, content = OxmlElement("w:sdt"), OxmlElement("w:sdtContent")
    first.addprevious(control)
    control.append(content)
    content.append(first)
    outer = document.add_table(1, 1).cell(0, 0)
    outer.add_table(1, 1).cell(0, 0).text = PARAGRAPHS[1]
    table = document.add_table(1, 3)
    table.cell(0, 0).merge(table.cell(0, 2)).text = PARAGRAPHS[2]
    assert parse_docx(saved(document)).body == TEXT


def test_readings_above_characters_are_no_text() -> None:
    document = docx.Document()
    document.add_paragraph("橋が開通へ", style="Title")
    paragraph = document.add_paragraph("両岸の代表団は")
    for tag, text in (("w:rubyBase", "税関"), ("w:rt", "ぜいかん")):
        run_within(paragraph, "w:r", "w:ruby", tag, text=text)
    paragraph.add_run("で会談し、橋を開放することで合意した。")
    assert parse_docx(saved(document)).body == "両岸の代表団は税関で会談し、橋を開放することで合意した。"


@pytest.mark.parametrize(
    ("rows", "author", "publisher"),
    [
        ((("Titel", TITLE), ("Autor", "Anna Holt"), ("Datum", "24.03.2026"), ("Quelle", "taz")), "Anna Holt", "taz"),
        ((("Titre", TITLE), ("Auteur", "Claire Morel"), ("Date", "24 mars 2026")), "Claire Morel", None),
        ((("タイトル", TITLE), ("記者", "山田太郎"), ("日付", "2026年3月24日")), "山田太郎", None),
    ],
)  # fmt: skip
def test_a_table_of_fields_above_the_text(
    rows: tuple[tuple[str, str], ...], author: str, publisher: str | None
) -> None:
    document = docx.Document()
    table = document.add_table(len(rows), 2)
    for number, (name, value) in enumerate(rows):
        table.cell(number, 0).text, table.cell(number, 1).text = name, value
    for text in PARAGRAPHS:
        document.add_paragraph(text)
    draft = parse_docx(saved(document))
    assert (draft.headline, draft.author, draft.publisher, draft.body) == (TITLE, (author,), publisher, TEXT)
    assert draft.date_published is not None
    assert draft.date_published.date().isoformat() == "2026-03-24"


def test_paper_day_and_kicker_above_the_title() -> None:
    document = docx.Document()
    for line in ("Marler Bote", "24. März 2026"):
        document.add_paragraph(line)
    document.add_paragraph(TITLE, style="Heading 1")
    document.add_paragraph("Von Anna Holt")
    for text in PARAGRAPHS:
        document.add_paragraph(text)
    draft = parse_docx(saved(document))
    assert (draft.headline, draft.publisher, draft.author, draft.body) == (TITLE, "Marler Bote", ("Anna Holt",), TEXT)
    assert draft.date_published is not None


@pytest.mark.parametrize("name", ["Titel", "Titre", "Tytuł", "Заголовок 1", "標題", "Başlık 1", "Nadpis 1"])
def test_a_title_whose_style_has_another_name_is_the_headline(name: str) -> None:
    document = docx.Document()
    document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    document.add_paragraph(TITLE, style=name)
    for text in PARAGRAPHS:
        document.add_paragraph(text)
    draft = parse_docx(saved(document))
    assert (draft.headline, draft.body) == (TITLE, TEXT)


def test_links_and_cells_of_rtf() -> None:
    link = r'{\field{\*\fldinst{HYPERLINK "https://paper.example/a"}}{\fldrslt{Die ferry}}}'
    text = (
        r"{\rtf1\ansi\deff0{\fonttbl{\f0 Arial;}}\pard The old bridge opens\par"
        rf"\pard {link} will run again from Monday, the keeper said in the morning.\par"
        r"\trowd\cellx9000\pard\intbl Mayor Ada Moor had asked for it in the spring, as many had.\cell\row\pard "
        r"Nobody else has asked for it since then, and nobody will.\par}"
    )
    assert parse_rtf(text.encode()).body == (
        "Die ferry will run again from Monday, the keeper said in the morning.\n\n"
        "Mayor Ada Moor had asked for it in the spring, as many had.\n\n"
        "Nobody else has asked for it since then, and nobody will."
    )
