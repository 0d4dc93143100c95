"""XML of feeds, wires and records: what is in it, where it stands, and what is broken or hostile."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from runpy import run_path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from mediawatch.clean import clean
from mediawatch.clean.formats.xml_article import parse_xml
from mediawatch.collect.containers.xml_items import xml_items
from mediawatch.collect.raw.raw_store import RawStore
from mediawatch.errors import Quarantine
from mediawatch.model import Article, Excluded, RawDocument, parameters_of
from mediawatch.settings import Settings

AT = datetime(2026, 11, 28, tzinfo=UTC)
Collect = Callable[..., list[RawDocument | Excluded]]
XML: dict[str, Any] = run_path(str(Path(__file__).parents[1] / "clean" / "xml_kinds.py"))
KINDS: dict[str, Callable[[], str]] = XML["KINDS"]
LINES = list(XML["PARAGRAPHS"])


def _articles(found: list[RawDocument | Excluded], store: RawStore, settings: Settings) -> list[Article]:
    assert all(isinstance(each, RawDocument) for each in found), found
    return [clean(raw, store.read(raw), as_of=AT, settings=settings) for raw in found if isinstance(raw, RawDocument)]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-8-sig"])
def test_every_kind(
    kind: str, encoding: str, inbox: Path, collect: Collect, store: RawStore, settings: Settings
) -> None:
    text = (
        KINDS[kind]().replace("UTF-8", "UTF-16").replace("utf-8", "utf-16") if encoding == "utf-16" else KINDS[kind]()
    )
    (inbox / "a.xml").write_bytes(text.encode(encoding))
    found = collect()
    assert [each.uri for each in found] == ["file://box/a.xml#1", "file://box/a.xml#2"]
    for number, article in enumerate(_articles(found, store, settings), 1):
        assert article.headline == f"Harrow lock, part {number}"
        assert [line for line in article.article_body.split("\n") if line] == LINES
        assert article.date_published is not None
        assert article.date_published.date().isoformat() == "2026-03-10"
        assert article.author == ("Ada Moor",)
        assert article.publisher == "Harrow Post"
        assert article.url == (None if kind == "newsml_g2" else f"https://post.harrow.example/lock-{number}")
        assert article.warnings == ()


def test_notes_of_evernote(inbox: Path, collect: Collect, store: RawStore, settings: Settings) -> None:
    markup = f"<en-note>{XML['MARKUP']}</en-note>"
    (inbox / "notes.enex").write_text(
        "<?xml version='1.0'?><en-export><note><title>Harrow lock</title>"
        f"<content><![CDATA[<?xml version='1.0'?>{markup}]]></content><created>20260310T080000Z</created>"
        "<note-attributes><author>Ada Moor</author><source-url>https://post.harrow.example/lock</source-url>"
        "</note-attributes></note></en-export>"
    )
    (article,) = _articles(collect(), store, settings)
    assert (article.headline, article.author) == ("Harrow lock", ("Ada Moor",))
    assert [line for line in article.article_body.split("\n") if line] == LINES
    assert article.date_published == datetime(2026, 3, 10, 8, tzinfo=UTC)
    assert article.url == "https://post.harrow.example/lock"


def test_nitf(inbox: Path, collect: Collect, store: RawStore, settings: Settings) -> None:
    (inbox / "a.xml").write_text(XML["nitf"]())
    (article,) = _articles(collect(), store, settings)
    assert article.headline == "Harrow lock, part 1"
    assert [line for line in article.article_body.split("\n") if line] == LINES
    assert article.date_published == datetime(2026, 3, 10, 8, tzinfo=UTC)
    assert (article.author, article.publisher, article.section) == (("Ada Moor",), "Harrow Post", "News")
    assert (article.dateline, article.keywords) == ("HARROW", ("Canals",))


def test_code_pages(inbox: Path, collect: Collect, store: RawStore, settings: Settings) -> None:
    text = XML["rss"]().replace('encoding="UTF-8"', 'encoding="windows-1251"').replace("Harrow lock", "Шлюз")
    (inbox / "a.rss").write_bytes(text.encode("cp1251"))
    assert [article.headline for article in _articles(collect(), store, settings)] == ["Шлюз, part 1", "Шлюз, part 2"]


def test_other_endings_and_none(inbox: Path, collect: Collect) -> None:
    for name in ("a.rss", "b.atom", "c.txt"):
        (inbox / name).write_text(XML["rss"]())
    assert len(collect()) == 6


def test_a_page_called_xml_is_a_page(inbox: Path, collect: Collect) -> None:
    (inbox / "a.xml").write_text(f"<?xml version='1.0'?><!DOCTYPE html><html><body>{XML['MARKUP']}</body></html>")
    (found,) = collect()
    assert isinstance(found, RawDocument)
    assert found.media_type == "text/html"


def test_an_item_leads_back_to_its_own_bytes(inbox: Path, collect: Collect, store: RawStore) -> None:
    (inbox / "a.xml").write_text(XML["rss"]())
    for raw in collect():
        assert isinstance(raw, RawDocument)
        data = store.read(raw)
        assert data.startswith(b"<item>")
        assert data.endswith(b"</item>")


def test_a_feed_without_texts_gives_summaries(
    inbox: Path, collect: Collect, store: RawStore, settings: Settings
) -> None:
    text = XML["rss"]()
    start, end = text.index("<content:encoded>"), text.index("</content:encoded>") + len("</content:encoded>")
    (inbox / "a.xml").write_text(text.replace(text[start:end], ""))
    for article in _articles(collect(), store, settings):
        assert article.article_body == "The lock is open."
        assert "summary-only: there is no text; the summary stands in its place" in article.warnings


def test_broken_and_hostile_xml(
    inbox: Path, tmp_path: Path, collect: Collect, store: RawStore, settings: Settings
) -> None:
    (tmp_path / "secret").write_text("words outside")
    laughs = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    outside = (tmp_path / "secret").as_uri()
    item = "<item><title>x</title><description>&x;</description></item>"
    files = {
        "cut.xml": (XML["rss"]()[:-40], "not_xml"),
        "laughs.xml": (f'<!DOCTYPE r [<!ENTITY e0 "ha">{laughs}]><r>{item}&e11;</r>', "not_xml"),
        "outside.xml": (
            f'<!DOCTYPE r [<!ENTITY x SYSTEM "{outside}">]><rss><channel>{item}</channel></rss>',
            "not_xml",
        ),
        "deep.xml": ("<rss>" + "<a>" * 100_000, "too_deep"),
        "encoding.xml": ('<?xml version="1.0" encoding="x-nowhere"?><rss/>', "not_xml"),
        "words.xml": ("Words and no element.", "not_xml"),
        "blank.xml": ("  \n", "empty"),
    }
    for name, (text, _) in files.items():
        (inbox / name).write_text(text)
    found = {each.uri.rpartition("/")[2]: each.reason for each in collect() if isinstance(each, Excluded)}
    assert found == {name: why for name, (_, why) in files.items()}
    with pytest.raises(Quarantine):
        parse_xml(files["outside.xml"][0].encode(), charset="utf-8", kind="record")


def test_settings_are_no_article(inbox: Path, collect: Collect, store: RawStore, settings: Settings) -> None:
    (inbox / "a.xml").write_text("<project><name>x</name><deps><dep>1</dep><dep>2</dep></deps></project>")
    (raw,) = collect()
    assert isinstance(raw, RawDocument)
    with pytest.raises(Quarantine, match="not_an_article"):
        clean(raw, store.read(raw), as_of=AT, settings=settings)


@given(st.sampled_from([make().encode() for make in KINDS.values()]), st.integers(0, 3000), st.binary(max_size=30))
@hypothesis_settings(deadline=None, max_examples=60)
def test_damaged_xml_gives_drafts_or_reasons(sound: bytes, place: int, noise: bytes) -> None:
    data = sound[:place] + noise + sound[place:]
    try:
        for item in xml_items(data):
            own = data[item.byte_offset : item.byte_offset + item.byte_length]
            said = parameters_of(item.media_type or "")
            parse_xml(own, charset=item.charset, kind=said.get("kind", "record"))
    except Quarantine as problem:
        assert problem.reason in {"not_xml", "too_deep", "not_an_article", "undecodable_text"}  # noqa: PT017


_TRAFILATURA = {
    "xml": (
        '<doc sitename="Harrow Post" title="Lock" author="Ada Moor" date="2026-03-10"><main>'
        '<head rend="h2">Gates</head><p>The lock reopened.</p><list><item>One gate.</item></list></main></doc>'
    ),
    "xmltei": (
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title type="main">Lock</title>'
        "<author>Ada Moor</author></titleStmt><publicationStmt><publisher>Harrow Post</publisher></publicationStmt>"
        "<sourceDesc><biblFull><titleStmt><title>Lock</title></titleStmt><publicationStmt><date>2026-03-10</date>"
        '</publicationStmt></biblFull></sourceDesc></fileDesc></teiHeader><text><body><div type="entry">'
        '<head rend="h2">Gates</head><p>The lock reopened.</p><list><item>One gate.</item></list></div></body></text>'
        "</TEI>"
    ),
}


@pytest.mark.parametrize("kind", _TRAFILATURA)
def test_what_trafilatura_writes(kind: str) -> None:
    data = _TRAFILATURA[kind].encode()
    [item] = xml_items(data)
    said = parameters_of(item.media_type or "")
    draft = parse_xml(data, charset=item.charset, kind=said.get("kind", "record"))
    assert (draft.headline, draft.author, draft.publisher) == ("Lock", ("Ada Moor",), "Harrow Post")
    assert draft.date_published is not None
    assert draft.date_published.date().isoformat() == "2026-03-10"
    assert [line for line in draft.body.split("\n") if line] == ["Gates", "The lock reopened.", "One gate."]
