"""Hostile files with documents in them: mails, tables, books, XML; and pages of the web."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Iterator
from pathlib import Path

from hostile_specimens import MB, Specimen, article, file_of, outside


def containers(rng: random.Random, folder: Path) -> Iterator[Specimen]:
    """Mails, tables, documents, books and XML that are broken, endless or lie."""
    good = article(rng)
    head = "From: a@b.example\nTo: c@d.example\nSubject: x\nDate: Tue, 10 Mar 2026 09:00:00 +0100\n"
    nested = "".join(f'Content-Type: multipart/mixed; boundary="b{i}"\n\n--b{i}\n' for i in range(300))
    yield file_of("mail-nested.eml", head + nested + f"Content-Type: text/plain\n\n{good}", "either")
    yield file_of(
        "mail-many-parts.eml",
        head + 'Content-Type: multipart/mixed; boundary="b"\n\n' + "--b\n\nx\n" * 20_000,
        "either",
    )
    yield file_of("mail-headers.eml", head + "X-A: " + "b" * 900_000 + "\n\n" + good, "either")
    yield file_of("mail-no-body.eml", head + "\n", "quarantined")
    yield file_of("mail-charset.eml", head + f"Content-Type: text/plain; charset=../../etc\n\n{good}", "published")
    yield file_of(
        "mail-encoded-word.eml", head.replace("Subject: x", "Subject: =?x?q?" + "=00" * 9_000) + f"\n{good}", "either"
    )
    yield file_of("mail-binary.eml", head.encode() + b"\n" + rng.randbytes(9_000), "quarantined")
    line = "From a@b.example Tue Mar 10 09:00:00 2026\n"
    yield file_of("box-empty-messages.mbox", (line + "Subject: x\n\n") * 4, "either")
    yield file_of("box-none.mbox", good, "quarantined")
    yield file_of("table-figures.csv", "day,count\n" + "2026-03-10,5\n" * 50_000, "quarantined")
    yield file_of("table-open-quote.csv", f'title,text\na,"{good}' + "x,y\n" * 200_000, "either")
    yield file_of("table-quotes.csv", "title,text\n" + '"' * 300_000, "either")
    yield file_of(
        "table-wide.csv", ",".join(["title", "text", *map(str, range(40_000))]) + f"\na,{good.strip()}\n", "either"
    )
    yield file_of("table-formula.csv", f"title,text\n=cmd|' /C calc'!A0,\"{good.strip()}\"\n", "published")
    yield file_of("table-binary.csv", b"title,text\n" + rng.randbytes(9_000), "quarantined")
    for ending in ("xlsx", "docx", "epub"):
        yield file_of(f"office-noise.{ending}", b"PK\x03\x04" + rng.randbytes(5_000), "quarantined")
        yield file_of(f"office-old.{ending}", b"\xd0\xcf\x11\xe0" + bytes(5_000), "quarantined")
        yield file_of(f"office-text.{ending}", good, "quarantined")
        yield file_of(f"office-empty-zip.{ending}", b"PK\x05\x06" + bytes(18), "quarantined")
        yield file_of(f"office-bomb.{ending}", _zip({"word/document.xml": bytes(300 * MB)}), "quarantined")
        many = _zip({f"a{i}": b"" for i in range(12_000)})
        yield file_of(f"office-many.{ending}", many, "quarantined")
        secret = f'<!DOCTYPE x [<!ENTITY x SYSTEM "{outside(folder).as_uri()}">]><x>&x;</x>'.encode()
        parts = ("word/document.xml", "xl/workbook.xml", "[Content_Types].xml", "META-INF/container.xml")
        yield file_of(f"office-outside.{ending}", _zip(dict.fromkeys(parts, secret)), "quarantined")
        yield file_of(f"office-paths.{ending}", _zip({"../../up.xml": b"<x/>", "/etc/x.xml": b"<x/>"}), "quarantined")
    yield file_of("rtf-deep.rtf", "{\\rtf1 " + "{" * 100_000 + good, "quarantined")
    yield file_of("rtf-binary.rtf", b"{\\rtf1 \\bin999999999 " + rng.randbytes(9_000) + b"}", "either")
    yield file_of("rtf-controls.rtf", "{\\rtf1 " + "\\u-1?\\'zz\\x" * 20_000 + good + "}", "either")
    yield file_of("rtf-none.rtf", good, "quarantined")
    laughs = "".join(f'<!ENTITY e{i} "{f"&e{i - 1};" * 10}">' for i in range(1, 12))
    feed = f"<rss><channel><item><title>x</title><description>{good}&e11;</description></item></channel></rss>"
    yield file_of("xml-laughs.xml", f'<!DOCTYPE rss [<!ENTITY e0 "ha">{laughs}]>{feed}', "quarantined")
    away = f'<!DOCTYPE rss [<!ENTITY e11 SYSTEM "{outside(folder).as_uri()}">]>'
    yield file_of("xml-outside.xml", away + feed, "quarantined")
    yield file_of(
        "xml-parameter.xml",
        f'<!DOCTYPE r [<!ENTITY % p SYSTEM "{outside(folder).as_uri()}"> %p;]>{feed}',
        "quarantined",
    )
    yield file_of("xml-deep.xml", "<rss>" + "<a>" * 200_000, "quarantined")
    attributes = " ".join(f"a{i}='b'" for i in range(90_000))
    yield file_of("xml-attributes.xml", f"<rss {attributes}/>", "quarantined")
    yield file_of("xml-cut.xml", feed[: len(feed) // 2], "quarantined")
    yield file_of("xml-many-items.xml", "<rss>" + "<item><title>x</title></item>" * 8 + "</rss>", "quarantined")
    yield file_of("xml-encoding.xml", f'<?xml version="1.0" encoding="rot13"?>{feed}', "quarantined")
    lexis = f"LENGTH: 5 words\n\n{good}\n\nLOAD-DATE: 1\n"
    yield file_of("export-no-head.txt", f"1 of 1 DOCUMENTS\n\n{lexis}", "quarantined")
    yield file_of(
        "export-many.txt", "".join(f"{i} of 8 DOCUMENTS\n\nLENGTH: 5 words\n\n" for i in range(8)), "quarantined"
    )
    yield file_of("export-ends.txt", "LENGTH: 5 words\n\n" + "End of Document\n" * 50_000, "either")
    yield file_of(
        "export-codes.txt",
        "HD  x\n" * 50_000 + f"PD  10 March 2026\nTD  {good}\nDocument ABCD000020260310em3a0001t\n",
        "either",
    )


def _zip(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def pages(rng: random.Random, folder: Path) -> Iterator[Specimen]:
    """Pages: depth, breadth, entities, declarations that lie, markup that never ends."""

    def page(body: str, head: str = "<meta charset=utf-8>") -> bytes:
        return f"<!doctype html><html><head>{head}<title>A page</title></head><body>{body}</body></html>".encode()

    text = f"<article><h1>A sound page</h1><p>{article(rng)}</p><p>{article(rng)}</p></article>"
    yield file_of("html-empty.html", b"<html></html>", "quarantined")
    yield file_of("html-deep.html", page("<div>" * 100_000 + text + "</div>" * 100_000), "either")
    yield file_of("html-deep-open.html", page("<b><i>" * 50_000 + text), "either")
    yield file_of("html-deep-tables.html", page("<table><tr><td>" * 20_000 + text), "either")
    yield file_of("html-deep-lists.html", page("<ul><li>" * 30_000 + text), "either")
    yield file_of("html-wide.html", page("<p>x</p>" * 200_000 + text), "either")
    yield file_of("html-attributes.html", page(f"<p {' '.join(f'a{i}=b' for i in range(150_000))}>{text}"), "either")
    yield file_of("html-long-attribute.html", page(f"<p class='{'x ' * 1_500_000}'>{text}"), "either")
    yield file_of("html-entities.html", page(text + "&amp;amp;&#x110000;&#0;&#xD800;&nosuch;" * 50_000), "either")
    names = "".join(f'<!ENTITY e{i} "{f"&e{i - 1};" * 10}">' for i in range(1, 12))
    laughs = f'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY e0 "ha">{names}]>'
    yield file_of("html-laughs.html", laughs.encode() + page(text + "&e11;"), "either")
    entity = f'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY x SYSTEM "{outside(folder).as_uri()}">]>'
    yield file_of("html-outside.html", entity.encode() + page(text + "<p>&x;</p>"), "either")
    include = f'<link rel=stylesheet href="{outside(folder).as_uri()}"><base href="file:///">'
    yield file_of(
        "html-file-links.html", page(text + f'<iframe src="{outside(folder).as_uri()}"></iframe>', include), "either"
    )
    yield file_of("html-unclosed.html", f"<html><body><article><p {text}".encode(), "either")
    yield file_of("html-comment.html", page("<!--" + text + "<!-- --" * 50_000), "either")
    yield file_of("html-cdata.html", page("<![CDATA[" * 20_000 + text), "either")
    yield file_of("html-script.html", page("<script>" + "var x='</scr';" * 100_000 + "</script>" + text), "either")
    yield file_of("html-open-script.html", page("<script>" + text), "either")
    yield file_of("html-angles.html", page("<" * 500_000 + text), "either")
    yield file_of("html-nul.html", page(text.replace(" ", " \0")), "either")
    for number, charset in enumerate(["utf\0-8", "rot13", "hex", "idna", "x" * 5000, "utf-7", "utf-16", "../../etc"]):
        yield file_of(f"html-charset-{number}.html", page(text, f'<meta charset="{charset}">'), "either")
    yield file_of("html-lying.html", page(text + "шестнадцать " * 90, "<meta charset=shift_jis>"), "either")
    for name, data in {
        "deep": '{"a":' * 50_000,
        "list": "[1, null, []]",
        "cut": '{"@type": "NewsArticle", "headline"',
    }.items():
        head = f'<script type="application/ld+json">{data}</script>'
        yield file_of(f"html-json-ld-{name}.html", page(text, head), "either")
    head = "<link rel=canonical href='javascript:alert(1)'><meta property=og:url content='http://[bad'>"
    yield file_of("html-canonical.html", page(text, head), "either")
    head = "<meta property=article:published_time content='99999-99-99'><meta name=date content='0000'>"
    yield file_of("html-dates.html", page(text, head), "either")
    yield file_of("html-links-only.html", page("<a href=/x>link</a> " * 20_000), "either")
    yield file_of("html-as-text.txt", page(text), "either")
    yield file_of("html-frames.htm", b"<frameset><frame src=a><frame src=b></frameset>", "quarantined")
    yield file_of("html-template.html", page("<template>" * 5_000 + "<svg><math>" * 5_000 + text), "either")
