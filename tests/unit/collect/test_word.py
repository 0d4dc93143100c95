"""Word processors' files: articles, exports of archives, and what is broken."""

from __future__ import annotations

import gzip
import io
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from runpy import run_path
from typing import Any

import docx
import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from mediawatch.clean import clean
from mediawatch.clean.formats.word_document import parse_docx, parse_rtf
from mediawatch.collect.containers.word_text import DOCX, RTF
from mediawatch.collect.files.readers import again
from mediawatch.collect.raw.raw_store import RawStore
from mediawatch.errors import Quarantine
from mediawatch.model import Article, Excluded, RawDocument
from mediawatch.settings import Settings

AT = datetime(2026, 11, 28, tzinfo=UTC)
Collect = Callable[..., list[RawDocument | Excluded]]
KINDS: dict[str, Any] = run_path(str(Path(__file__).parents[1] / "clean" / "export_kinds.py"))
TEXT: str = KINDS["TEXT"]


def make_docx(text: str, title: str = "") -> bytes:
    document = docx.Document()
    if title:
        document.add_heading(title, level=1)
    for part in text.split("\n\n"):
        document.add_paragraph(part)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def make_rtf(text: str) -> bytes:
    escaped = "".join(char if char.isascii() else f"\\u{ord(char)}?" for char in text.replace("\n\n", "\\par\n"))
    return ("{\\rtf1\\ansi\\ansicpg1252{\\fonttbl{\\f0 Times;}}\\f0\\fs24 " + escaped + "\\par}").encode()


def _articles(found: list[RawDocument | Excluded], store: RawStore, settings: Settings) -> list[Article]:
    assert all(isinstance(each, RawDocument) for each in found), found
    return [clean(raw, store.read(raw), as_of=AT, settings=settings) for raw in found if isinstance(raw, RawDocument)]


@pytest.mark.parametrize("packed", [False, True])
def test_one_article(packed: bool, inbox: Path, collect: Collect, store: RawStore, settings: Settings) -> None:
    head = "By Ada Moor\n\n10 March 2026\n\n"
    for name, data in (
        ("a.docx", make_docx(head + TEXT, "Harrow lock reopens")),
        ("b.rtf", make_rtf(f"Harrow lock reopens\n\n{head}{TEXT}")),
    ):
        (inbox / (name + ".gz" * packed)).write_bytes(gzip.compress(data) if packed else data)
    found = collect()
    assert [raw.media_type for raw in found if isinstance(raw, RawDocument)] == [DOCX, RTF]
    for article in _articles(found, store, settings):
        assert article.headline == "Harrow lock reopens"
        assert article.article_body == TEXT
        assert article.author == ("Ada Moor",)
        assert article.date_published == datetime(2026, 3, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    "lines", ["Kirjoittanut Anna Holt\n\n10. maaliskuuta 2026", "Anna Holt, toimittaja\n\n10.3.2026"]
)
def test_day_and_byline_below_a_heading_in_the_language_of_the_text(lines: str) -> None:
    text = (
        "Molempien rantojen valtuuskunnat kokoontuivat vanhassa tullitalossa ja päättivät avata sillan kuorma-autoille."
    )
    draft = parse_docx(make_docx(f"{lines}\n\n{text}\n\n{text}", "Silta avataan"))
    assert (draft.headline, draft.headline_source) == ("Silta avataan", "heading")
    assert (draft.author, draft.body) == (("Anna Holt",), f"{text}\n\n{text}")
    assert draft.date_published == datetime(2026, 3, 10, tzinfo=UTC)


def test_what_is_called_doc_and_is_something_else(
    inbox: Path, collect: Collect, store: RawStore, settings: Settings
) -> None:
    paragraphs = TEXT.split("\n\n")
    page = "<html><h1>Harrow lock reopens</h1>" + "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    (inbox / "a.doc").write_bytes(make_docx(TEXT, "Harrow lock reopens"))
    (inbox / "b.doc").write_bytes(make_rtf(f"Harrow lock reopens\n\n{TEXT}"))
    (inbox / "c.doc").write_text(page)
    articles = _articles(collect(), store, settings)
    assert [article.headline for article in articles] == ["Harrow lock reopens"] * 3
    assert all(article.article_body.split() == TEXT.split() for article in articles)


@pytest.mark.parametrize("kind", ["nexis_uni", "factiva_coded", "factiva_plain"])
@pytest.mark.parametrize("make", [make_docx, make_rtf])
def test_an_export_gives_its_articles(
    kind: str, make: Callable[[str], bytes], inbox: Path, collect: Collect, store: RawStore, settings: Settings
) -> None:
    export = "".join(map(KINDS[kind], (1, 2)))
    if kind != "nexis_uni":
        export = "\n\n".join(line for line in export.split("\n") if line)
    name = "a.docx" if make is make_docx else "a.rtf"
    (inbox / name).write_bytes(make(export))
    found = collect()
    assert [each.uri for each in found] == [f"file://box/{name}#1", f"file://box/{name}#2"]
    for number, article in enumerate(_articles(found, store, settings), 1):
        assert article.headline == f"{KINDS['TITLE']}, number {number}"
        assert article.article_body == TEXT
        assert article.publisher == "Harrow Post"
        assert article.date_published is not None
        assert article.date_published.date().isoformat() == "2026-03-10"
        assert article.author == ("Ada Moor",)
    (original,) = store.originals(found[0].raw.storage_url if isinstance(found[0], Excluded) else found[0].storage_url)  # type: ignore[union-attr]
    assert original.read() == make(export) or name == "a.docx"  # python-docx writes the time into its files


def test_tables_in_a_document_are_read(inbox: Path, collect: Collect, store: RawStore, settings: Settings) -> None:
    document = docx.Document()
    document.add_paragraph(TEXT.split("\n\n")[0])
    document.add_table(1, 2).cell(0, 1).text = "Words in a cell."
    out = io.BytesIO()
    document.save(out)
    (inbox / "a.docx").write_bytes(out.getvalue())
    (article,) = _articles(collect(), store, settings)
    assert article.article_body.endswith("Words in a cell.")


def _with_member(name: str, data: bytes) -> bytes:
    source = io.BytesIO(make_docx(TEXT))
    out = io.BytesIO()
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            new.writestr(member, data if member.filename == name else old.read(member))
    return out.getvalue()


def test_broken_ones_end_in_quarantine(inbox: Path, collect: Collect, settings: Settings) -> None:
    laughs = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><x>&b;</x>'
    deep = b"<w:document xmlns:w='urn:w'>" + b"<w:p>" * 90_000
    files = {
        "cut.docx": (make_docx(TEXT)[:-100], "broken_zip"),
        "text.docx": (TEXT.encode(), "broken_zip"),
        "laughs.docx": (_with_member("word/document.xml", laughs), "broken_zip"),
        "wide.docx": (_with_member("word/document.xml", laughs.decode().encode("utf-16")), "broken_zip"),
        "deep.docx": (_with_member("word/document.xml", deep), "broken_zip"),
        "bomb.docx": (_with_member("word/document.xml", b" " * 50_000_000), "zip_bomb"),
        "text.rtf": (TEXT.encode(), "broken_rtf"),
        "deep.rtf": (b"{\\rtf1 " + b"{" * 90_000 + b"}" * 90_000 + b"}", "too_deep"),
    }
    for name, (data, _) in files.items():
        (inbox / name).write_bytes(data)
    found = {each.uri.rpartition("/")[2]: each for each in collect() if isinstance(each, Excluded)}
    assert {name: each.reason for name, each in found.items()} == {name: why for name, (_, why) in files.items()}
    for name in ("cut.docx", "text.docx", "laughs.docx", "bomb.docx"):
        raw = found[name].raw
        assert raw is not None
        assert isinstance(again(raw, files[name][0], settings), Excluded)


@given(st.sampled_from([make_docx(TEXT), make_rtf(TEXT)]), st.integers(0, 30_000), st.binary(max_size=40))
@hypothesis_settings(deadline=None, max_examples=30)
def test_damaged_files_give_a_draft_or_a_reason(sound: bytes, place: int, noise: bytes) -> None:
    damaged = sound[:place] + noise + sound[place + len(noise) :]
    try:
        parse_rtf(damaged) if sound.startswith(b"{") else parse_docx(damaged)
    except Quarantine as problem:
        assert problem.reason in {"broken_zip", "zip_bomb", "too_large", "broken_rtf", "too_deep"}  # noqa: PT017
