"""Books: issues of papers as e-readers have them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from mediawatch.clean import clean
from mediawatch.collect.raw.raw_store import RawStore
from mediawatch.model import Excluded, RawDocument
from mediawatch.settings import Settings

AT = datetime(2026, 11, 28, tzinfo=UTC)
Collect = Callable[..., list[RawDocument | Excluded]]
PARAGRAPHS = (
    "The lock at Harrow Mill was reopened on Tuesday after a season of repairs, and the first barge carried clay.",
    "Keeper Ada Moor said that the new gates would last for sixty years and more if the river allowed it.",
    "The council will decide in autumn who pays for the towpath, which the flood had taken away in March.",
)


def make_epub(pages: dict[str, str], *, publisher: str = "Harrow Post", doctype: str = "") -> bytes:
    """A book of these pages (name -> XHTML body), in their order."""
    manifest = "".join(
        f'<item id="i{n}" href="text/{name}" media-type="application/xhtml+xml"/>' for n, name in enumerate(pages)
    )
    spine = "".join(f'<itemref idref="i{n}"/>' for n in range(len(pages)))
    package = (
        f'<?xml version="1.0"?>{doctype}<package xmlns="http://www.idpf.org/2007/opf" version="3.0">'
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Harrow Post [Tue, 10 Mar 2026]</dc:title>'
        f"<dc:publisher>{publisher}</dc:publisher><dc:date>2026-03-10T05:00:00+00:00</dc:date>"
        f"<dc:language>en</dc:language></metadata><manifest>{manifest}</manifest><spine>{spine}</spine></package>"
    )
    container = (
        '<?xml version="1.0"?><container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0">'
        '<rootfiles><rootfile full-path="OEBPS/content.opf" media-type="application/oebps-package+xml"/></rootfiles>'
        "</container>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/epub+zip")
        archive.writestr("META-INF/container.xml", container)
        archive.writestr("OEBPS/content.opf", package)
        for name, body in pages.items():
            archive.writestr(
                f"OEBPS/text/{name}",
                f'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><body>{body}</body></html>',
            )
    return out.getvalue()


def article(number: int) -> str:
    return f"<h1>Harrow lock, part {number}</h1>" + "".join(f"<p>{part}</p>" for part in PARAGRAPHS)


ISSUE = {
    "cover.xhtml": "<h1>Harrow Post</h1>",
    "contents.xhtml": "".join(
        f'<p><a href="a{n}.xhtml">What is told of the lock of Harrow in part {n}</a></p>' for n in range(30)
    ),
    "a1.xhtml": article(1),
    "a2.xhtml": article(2),
}


def test_each_page_is_an_article(inbox: Path, collect: Collect, store: RawStore, settings: Settings) -> None:
    data = make_epub(ISSUE)
    (inbox / "issue.epub").write_bytes(data)
    found = collect()
    assert [each.uri for each in found] == ["file://box/issue.epub#3", "file://box/issue.epub#4"]
    for number, raw in enumerate(found, 1):
        assert isinstance(raw, RawDocument)
        made = clean(raw, store.read(raw), as_of=AT, settings=settings)
        assert made.headline == f"Harrow lock, part {number}"
        assert [line for line in made.article_body.split("\n") if line] == list(PARAGRAPHS)
        assert (made.publisher, made.publisher_source) == ("Harrow Post", "epub")
        assert made.date_published == datetime(2026, 3, 10, 5, tzinfo=UTC)
        (original,) = store.originals(raw.storage_url)
        assert original.read() == data


def test_a_program_is_no_publisher(inbox: Path, collect: Collect, store: RawStore, settings: Settings) -> None:
    (inbox / "issue.epub").write_bytes(make_epub(ISSUE, publisher="calibre"))
    raw = collect()[0]
    assert isinstance(raw, RawDocument)
    assert clean(raw, store.read(raw), as_of=AT, settings=settings).publisher == "Harrow Post [Tue, 10 Mar 2026]"


def test_broken_books(inbox: Path, collect: Collect) -> None:
    sound = make_epub(ISSUE)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/epub+zip")
    files = {
        "cut.epub": (sound[:-300], "broken_zip"),
        "text.epub": (b"words", "broken_zip"),
        "bare.epub": (out.getvalue(), "broken_zip"),
        "cover.epub": (make_epub({"cover.xhtml": "<h1>Harrow Post</h1>"}), "broken_zip"),
        "laughs.epub": (make_epub(ISSUE, doctype='<!DOCTYPE p [<!ENTITY a "ha">]>'), "broken_zip"),
        "bomb.epub": (make_epub({"a.xhtml": "x" * 50_000_000}), "zip_bomb"),
    }
    for name, (data, _) in files.items():
        (inbox / name).write_bytes(data)
    found = {each.uri.rpartition("/")[2]: each.reason for each in collect() if isinstance(each, Excluded)}
    assert found == {name: why for name, (_, why) in files.items()}
