"""Writes docs/formats.md: each format, an input, and the article that collect and clean make of it.

    make docs

test_formats.py runs the same cases and fails when the document is not what they give.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import sys
import tempfile
import textwrap
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from runpy import run_path

import openpyxl
from backports import zstd
from mediawatch.clean import clean
from mediawatch.collect.files.inbox import collect_files
from mediawatch.collect.raw.raw_store import RawStore
from mediawatch.errors import Quarantine
from mediawatch.model import RawDocument
from mediawatch.settings import Settings

AT = datetime(2026, 10, 1, tzinfo=UTC)
ENGLISH = (
    "Delegations from both banks of the river met in the old customs house on Monday and agreed to open the bridge to "
    "lorries before the end of the month.\n\nThe mayor said that the first convoy would carry medicine and seed, and "
    "that the two sides would meet again after the harvest to settle the fees."
)
RUSSIAN = (
    "Делегации обоих берегов встретились в понедельник в здании старой таможни и договорились открыть мост для "
    "грузовиков до конца месяца.\n\nМэр сообщил, что первая колонна повезёт лекарства и семена, а стороны снова "
    "встретятся после сбора урожая, чтобы согласовать сборы."
)
JAPANESE = (
    "両岸の代表団は月曜日に旧税関の建物で会談し、今月末までにトラックの通行のために橋を開放することで合意した。\n\n"
    "市長によると、最初の車列は医薬品と種子を運び、双方は収穫の後に再び会って通行料を決めるという。"
)
CHINESE = (
    "两岸代表团星期一在旧海关大楼会晤，同意在本月底之前向卡车开放大桥。\n\n"
    "市长说，第一批车队将运送药品和种子，双方将在收获之后再次会面，商定收费标准。"
)
FRENCH = (
    "Les délégations des deux rives se sont réunies lundi dans l’ancienne douane et ont décidé d’ouvrir le pont aux "
    "camions avant la fin du mois.\n\nLe maire a déclaré que le premier convoi porterait des médicaments — et que les "
    "deux parties se reverraient après la récolte pour fixer les droits : « rien n’est joué »."
)


@dataclass(frozen=True)
class Case:
    """A file as it is delivered. `shown` is what the table says of its content."""

    format: str
    name: str
    data: bytes
    shown: str


def _page(text: str, *, head: str = "", charset: str = "utf-8", title: str = "") -> bytes:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in text.split("\n\n"))
    shell = "<nav><a href=/>Home</a> <a href=/news>News</a></nav>"
    return (
        f"<!doctype html><html><head>{head}<title>{title} | The Daily Example</title></head><body>{shell}"
        f"<article><h1>{title}</h1>{body}</article><footer>Terms of use</footer></body></html>"
    ).encode(charset)


def _article(number: int) -> dict[str, object]:
    return {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "@id": f"https://daily.example/bridge-{number}?utm_source=feed",
        "headline": f"Bridge to open, part {number}",
        "articleBody": ENGLISH,
        "datePublished": "2026-09-28T09:30:00+05:30",
        "author": {"@type": "Person", "name": "Asha Rao"},
        "publisher": {"@type": "Organization", "name": "The Daily Example"},
        "inLanguage": "en",
    }


def _services() -> Iterator[Case]:
    """What services and tools answer with, by the table of names."""
    url, stamp = "https://daily.example/bridge", "2026-09-28T04:00:00Z"
    markup = "".join(f"<p>{part}</p>" for part in ENGLISH.split("\n\n"))
    news_api = {
        "source": {"id": None, "name": "The Daily Example"},
        "author": "Asha Rao",
        "title": "Bridge to open",
        "url": url,
        "publishedAt": stamp,
        "content": ENGLISH,
    }
    answer = {"status": "ok", "totalResults": 1, "articles": [news_api]}
    yield Case("JSON, NewsAPI", "newsapi.json", json.dumps(answer).encode(), "an answer with one article")
    guardian = {
        "webUrl": url,
        "webTitle": "Bridge to open",
        "webPublicationDate": stamp,
        "fields": {"byline": "Asha Rao", "body": markup, "publication": "The Daily Example"},
    }
    answer = {"response": {"status": "ok", "results": [guardian]}}
    yield Case("JSON, the Guardian", "guardian.json", json.dumps(answer).encode(), "an answer with one article")
    gdelt = {
        "url": url,
        "title": "Bridge to open",
        "seendate": "20260928T040000Z",
        "domain": "daily.example",
        "text": ENGLISH,
    }
    yield Case("JSON, GDELT", "gdelt.json", json.dumps({"articles": [gdelt]}).encode(), "with texts added")
    media_cloud = {"title": "Bridge to open", "publish_date": "2026-09-28", "media_name": "daily.example", "url": url}
    line = json.dumps({**media_cloud, "text": ENGLISH, "indexed_date": "2026-09-30T01:00:00"}) + "\n"
    yield Case("JSON, Media Cloud", "mediacloud.jsonl", line.encode(), "one line")
    newspaper = {"url": url, "title": "Bridge to open", "authors": ["Asha Rao"], "publish_date": "2026-09-28T04:00:00"}
    yield Case(
        "JSON, newspaper4k", "newspaper.json", json.dumps({**newspaper, "text": ENGLISH}).encode(), "one article"
    )
    extracted = {"title": "Bridge to open", "author": "Asha Rao; Tomas Erle", "date": "2026-09-28", "source": url}
    extracted = {**extracted, "source-hostname": "The Daily Example", "text": ENGLISH}
    yield Case("JSON, trafilatura", "trafilatura.json", json.dumps(extracted).encode(), "one article")
    please = {
        "maintext": ENGLISH,
        "title": "Bridge to open",
        "authors": ["Asha Rao"],
        "date_publish": "2026-09-28 04:00:00",
    }
    yield Case("JSON, news-please", "newsplease.json", json.dumps({**please, "url": url}).encode(), "one article")
    first, second = ENGLISH.split("\n\n")
    body = {"summary": [first], "sections": [{"headline": [], "paragraphs": [second]}]}
    fundus = {"title": "Bridge to open", "authors": ["Asha Rao"], "publishing_date": "2026-09-28 09:30:00+05:30"}
    yield Case("JSON, fundus", "fundus.json", json.dumps({**fundus, "body": body}).encode(), "a text in sections")
    item = {"url": url, "title": "Bridge to open", "content_html": markup, "date_published": stamp}
    feed = {"version": "1.1", "title": "The Daily Example", "home_page_url": "https://daily.example/", "items": [item]}
    yield Case("JSON Feed", "feed.json", json.dumps(feed).encode(), "a feed with one item")
    escaped = {
        "title": "Bridge to open",
        "body": markup.replace("<", "&lt;").replace(">", "&gt;"),
        "published_at": 1790568000,
    }
    by_source = {"results": [{"source": "The Daily Example", "articles": [_article(1), _article(2)]}]}
    yield Case("JSON, source by source", "sources.json", json.dumps(by_source).encode(), "articles within two lists")
    first, second = ENGLISH.split("\n\n")
    parts = {"headline": "Bridge to open", "date": "2026-09-28", "pages": [{"text": first}, {"text": second}]}
    yield Case("JSON, a text in parts", "parts.json", json.dumps(parts).encode(), "two pages")
    blocks = [("title", "Bridge to open"), ("text", "28 September 2026"), ("text", first), ("text", second)]
    docling = {
        "schema_name": "DoclingDocument",
        "body": {"children": [{"$ref": f"#/texts/{number}"} for number in range(len(blocks))]},
        "texts": [{"label": label, "text": text} for label, text in blocks],
    }
    yield Case("JSON, Docling", "docling.json", json.dumps(docling).encode(), "a document taken apart")
    ghost = {"title": "Bridge to open", "published_at": "2026-09-28T04:00:00.000Z", "html": None}
    mobiledoc = {"cards": [], "markups": [], "sections": [[1, "p", [[0, [], 0, text]]] for text in (first, second)]}
    post = {**ghost, "mobiledoc": json.dumps(mobiledoc)}
    yield Case(
        "JSON, Ghost", "ghost.json", json.dumps({"db": [{"data": {"posts": [post]}}]}).encode(), "an export of a site"
    )
    yield Case(
        "JSON, escaped HTML", "escaped.json", json.dumps(escaped).encode(), "epoch seconds, a body escaped once more"
    )


def _exports() -> Iterator[Case]:
    """Exports of press archives."""
    wrapped = "\n\n".join(textwrap.fill(part, 76) for part in ENGLISH.split("\n\n"))
    lexis = "".join(
        f"{' ' * 31}{number} of 2 DOCUMENTS\n\n\n{' ' * 33}The Daily Example\n\n{' ' * 28}September 28, 2026 Monday\n\n"
        f"Bridge to open, part {number}\n\nBYLINE: Asha Rao\n\nSECTION: NEWS; Pg. 4\n\nLENGTH: 56 words\n\n"
        f"{wrapped}\n\nLOAD-DATE: September 29, 2026\n\nLANGUAGE: ENGLISH\n\n"
        for number in (1, 2)
    )
    yield Case("LexisNexis, text", "lexis.txt", lexis.encode(), "two articles")
    nexis = "".join(
        f"Bridge to open, part {number}\n\nThe Daily Example\n\n28. September 2026 Montag\n\nRubrik: POLITIK; S. 4\n\n"
        f"Länge: 56 Wörter\n\nAutor: Asha Rao\n\nText\n\n{ENGLISH}\n\n"
        "Update: 29. September 2026\n\nEnde des Dokuments\n\n"
        for number in (1, 2)
    )
    docx = run_path(str(Path(__file__).with_name("test_word.py")))
    yield Case("LexisNexis, .docx", "nexis.docx", docx["make_docx"](nexis), "two articles, German labels")
    first, second = ENGLISH.split("\n\n")
    factiva = "".join(
        f"HD  Bridge to open, part {number}\nBY  By Asha Rao\nWC  56 words\nPD  28 September 2026\nET  09:30\n"
        f"SN  The Daily Example\nSC  DAIEX\nLA  English\nLP  {first}\n\nTD  {second}\n\n"
        f"AN  Document DAIEX00002026092{7 + number}em9s0001t\n\n"
        for number in (1, 2)
    )
    yield Case("Factiva, text", "factiva.txt", factiva.encode(), "two articles, with codes")
    plain = "".join(
        f"Bridge to open, part {number}\n\nPar Asha Rao\n\n56 mots\n\n28 septembre 2026\n\nThe Daily Example\n\n"
        f"DAIEX\n\nAnglais\n\n{ENGLISH}\n\nDocument DAIEX00002026092{7 + number}em9s0001t\n\n"
        for number in (1, 2)
    )
    yield Case("Factiva, .rtf", "factiva.rtf", docx["make_rtf"](plain), "two articles, without codes, in French")
    record = (
        "TY  - NEWS\nTI  - Bridge to open, part {0}\nAU  - Rao, Asha\nT2  - The Daily Example\nDA  - 2026/09/28\n"
        f"AB  - {ENGLISH}\nER  -\n"
    )
    yield Case("RIS", "references.ris", "".join(map(record.format, (1, 2))).encode(), "two references")


def _office() -> Iterator[Case]:
    """Tables, documents, books and XML."""
    header = ("Titel", "Volltext", "Datum", "Autor", "Quelle")
    row = ("Bridge to open", ENGLISH, "28.09.2026", "Asha Rao", "The Daily Example")
    table = io.StringIO()
    csv.writer(table, delimiter=";").writerows([header, row])
    yield Case("CSV", "table.csv", table.getvalue().encode("cp1252"), "German columns, semicolons, windows-1252")
    workbook = openpyxl.Workbook(write_only=True)
    sheet = workbook.create_sheet()
    for cells in (header, row):
        sheet.append(cells)
    packed = io.BytesIO()
    workbook.save(packed)
    yield Case("spreadsheet", "table.xlsx", packed.getvalue(), "the same")
    make_docx = run_path(str(Path(__file__).with_name("test_word.py")))["make_docx"]
    text = f"By Asha Rao\n\n28 September 2026\n\n{ENGLISH}"
    yield Case("word processor", "story.docx", make_docx(text, "Bridge to open"), "a heading, a byline, a date")
    make_epub = run_path(str(Path(__file__).with_name("test_book.py")))["make_epub"]
    page = "<h1>Bridge to open</h1>" + "".join(f"<p>{part}</p>" for part in ENGLISH.split("\n\n"))
    yield Case(
        "book", "issue.epub", make_epub({"cover.xhtml": "<h1>Issue</h1>", "a.xhtml": page}), "a cover and an article"
    )
    xml = run_path(str(Path(__file__).parents[1] / "clean" / "xml_kinds.py"))
    yield Case("RSS", "feed.xml", xml["rss"]().encode(), "two items with texts")
    yield Case("Atom", "feed.atom", xml["atom"]().encode(), "two entries with texts")
    yield Case("NewsML-G2", "wire.xml", xml["newsml_g2"]().encode(), "two items")
    yield Case("NITF", "nitf.xml", xml["nitf"]().encode(), "one document")
    yield Case("JATS", "journal.xml", xml["jats"]().encode(), "two articles of a journal")
    yield Case("XML, records", "records.xml", xml["records"]().encode(), "an export with German names")


def cases() -> Iterator[Case]:
    """All of the table, in its order."""
    make = run_path(str(Path(__file__).with_name("conftest.py")))
    record = make["_warc_record"]
    pdf = run_path(str(Path(__file__).parents[2] / "pdf_files.py"))["make_pdf"]
    yield Case("plain text", "story.txt", ENGLISH.encode(), "two paragraphs, UTF-8")
    yield Case("plain text, packed", "story.txt.gz", gzip.compress(ENGLISH.encode(), mtime=0), "the same, gzip")
    yield Case("plain text, byte order mark", "bom.txt", FRENCH.encode("utf-16"), "UTF-16")
    yield Case("plain text, windows-1251", "cp1251.txt", RUSSIAN.encode("cp1251"), "Russian, nothing declared")
    yield Case("plain text, Shift_JIS", "sjis.txt", JAPANESE.encode("shift_jis"), "Japanese, nothing declared")
    yield Case("plain text, GB18030", "gb.txt", CHINESE.encode("gb18030"), "Chinese, nothing declared")
    matter = "---\ntitle: Bridge to open\nauthor: Asha Rao\ndate: 2026-09-28\nlanguage: en\n---\n\n"
    yield Case("Markdown with front matter", "story.md", (matter + ENGLISH).encode(), "title, author, date, language")
    matter = '+++\ntitle = "Bridge to open"\nauthors = ["Asha Rao"]\ndate = 2026-09-28T09:30:00+05:30\n+++\n\n'
    yield Case("Markdown, TOML front matter", "hugo.md", (matter + ENGLISH).encode(), "as Hugo has it")
    matter = (
        "---\ntitle: Bridge to open\nsource: https://daily.example/bridge\nauthor:\n  - '[[Asha Rao]]'\n"
        "published: 2026-09-28\ncreated: 2026-09-30\n---\n"
    )
    yield Case("Markdown, clipped", "clip.md", (matter + ENGLISH).encode(), "as Obsidian's clipper has it")
    matter = "= Bridge to open\nAsha Rao <asha@daily.example>\n2026-09-28\n:lang: en\n\n"
    yield Case("AsciiDoc", "story.adoc", (matter + ENGLISH).encode(), "author and date below the title")
    matter = "Bridge to open\n==============\n\n:Author: Asha Rao\n:Date: 2026-09-28\n\n"
    yield Case("reStructuredText", "story.rst", (matter + ENGLISH).encode(), "a list of fields below the title")
    matter = "#+TITLE: Bridge to open\n#+AUTHOR: Asha Rao\n#+DATE: <2026-09-28 Mon>\n\n"
    yield Case("Org", "story.org", (matter + ENGLISH).encode(), "as Emacs has it")
    yield Case("HTML", "page.html", _page(ENGLISH, title="Bridge to open"), "article with navigation and footer")
    meta = '<meta http-equiv="Content-Type" content="text/html; charset=windows-1251">'
    page = _page(RUSSIAN, head=meta, charset="cp1251", title="Мост откроют")
    yield Case("HTML, windows-1251", "russian.html", page, "charset in a meta element")
    meta = '<meta charset="shift_jis">'
    page = _page(JAPANESE, head=meta, charset="shift_jis", title="橋が開通へ")
    yield Case("HTML, Shift_JIS", "japanese.htm", page, "charset in a meta element")
    meta = '<meta charset="gb2312">'
    page = _page(CHINESE, head=meta, charset="gb18030", title="大桥将开放")
    yield Case("HTML, GB18030", "chinese.html", page, "declared as gb2312, as is the custom")
    meta = '<meta charset="iso-8859-1">'
    page = _page(FRENCH, head=meta, charset="cp1252", title="Le pont ouvrira")
    yield Case("HTML, mislabelled ISO-8859-1", "french.html", page, "declared as ISO-8859-1, is windows-1252")
    yield Case("JSON, schema.org", "one.json", json.dumps(_article(1)).encode(), "a NewsArticle")
    graph = {"@context": "https://schema.org", "@graph": [{"@type": "WebSite", "name": "x"}, _article(1)]}
    yield Case("JSON, schema.org in @graph", "graph.json", json.dumps(graph).encode(), "a WebSite and a NewsArticle")
    ninjs = {
        "uri": "https://wire.example/2026/bridge",
        "type": "text",
        "standard": {"name": "ninjs", "version": "3.0"},
        "headlines": [{"role": "main", "value": "Bridge to open"}],
        "bodies": [{"role": "main", "contentType": "text/plain", "value": ENGLISH}],
        "versioncreated": "2026-09-28T04:00:00Z",
        "language": "en",
        "by": "Asha Rao",
    }
    yield Case("JSON, ninjs 3", "ninjs.json", json.dumps(ninjs).encode(), "a news item")
    yield from _services()
    yield Case("JSON, list", "list.json", json.dumps([_article(1), _article(2)]).encode(), "two NewsArticles")
    lines = json.dumps(_article(1)) + "\n" + '{"headline": \n' + json.dumps(_article(3)) + "\n"
    yield Case("JSON Lines", "lines.jsonl", lines.encode(), "three lines, the second one broken")
    yield Case("HTML called .txt", "page.txt", _page(ENGLISH, title="Bridge to open"), "told by how it begins")
    mail = (
        "From: The Daily Example <news@daily.example>\nTo: reader@list.example\nSubject: Bridge to open\n"
        "Date: Mon, 28 Sep 2026 09:30:00 +0530\nContent-Type: text/plain; charset=utf-8\n\n"
        f"View this email in your browser\n\n{ENGLISH}\n\nUnsubscribe\n"
    )
    yield Case("mail", "letter.eml", mail.encode(), "a newsletter")
    head = "Von: Asha Rao\nGesendet: Montag, 28. September 2026 09:30\nAn: Leser\nBetreff: WG: Bridge to open\n\n"
    yield Case("mail called .txt", "letter.txt", (head + ENGLISH).encode(), "copied out of a mail program")
    line = "From news@daily.example Mon Sep 28 09:30:00 2026\n"
    yield Case("mailbox", "letters.mbox", f"{line}{mail}\n{line}{mail}".encode(), "two messages")
    yield from _exports()
    yield from _office()
    warc = [
        record("https://daily.example/bridge?utm_source=x", _page(ENGLISH, title="Bridge to open")),
        record("https://daily.example/picture", b"\x89PNG", headers="Content-Type: image/png\r\n"),
        record("https://daily.example/gone", b"<p>Gone", status="404 Not Found"),
    ]
    packed = b"".join(gzip.compress(part, mtime=0) for part in warc)
    yield Case("WARC", "crawl.warc.gz", packed, "a page, a picture, a 404")
    damaged = packed[:60] + bytes(60) + packed[120:]
    yield Case("WARC, damaged", "damaged.warc.gz", damaged, "the same, the first record damaged")
    yield Case("WARC in zstd", "crawl.warc.zst", b"".join(map(zstd.compress, warc)), "the same")
    wacz = io.BytesIO()
    with zipfile.ZipFile(wacz, "w") as archive:
        archive.writestr("archive/data.warc.gz", packed)
    yield Case("WACZ", "crawl.wacz", wacz.getvalue(), "the same")
    page = _page(ENGLISH, title="Bridge to open").decode()
    loaded = [
        {"request": {"url": f"https://daily.example/{path}"}, "response": {"status": 200, "content": content}}
        for path, content in (
            ("bridge?utm_source=x", {"mimeType": "text/html; charset=utf-8", "text": page}),
            ("a.js", {"mimeType": "text/javascript", "text": "a = 1"}),
        )
    ]
    yield Case("HAR", "session.har", json.dumps({"log": {"entries": loaded}}).encode(), "a page and its script")
    wet = record("https://daily.example/bridge", ENGLISH.encode(), kind="conversion")
    yield Case("WET", "crawl.warc.wet.gz", gzip.compress(wet, mtime=0), "the text of a page")
    text = [line for part in ENGLISH.split("\n\n") for line in (part[:90], part[90:])]
    yield Case("PDF", "story.pdf", pdf([text]), "two paragraphs in four lines")
    yield Case("PDF, scanned", "scan.pdf", pdf([[]]), "a page without text")


def rows() -> Iterator[tuple[str, str, str, str]]:
    """Format, file, content, result: one row for each document that comes out of a case."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        settings = Settings(home=root, lake=root / "lake", database_url=None, postgres_dir=root, quiet_seconds=0)
        store = RawStore(settings.lake)
        for case in cases():
            (root / case.name).write_bytes(case.data)
            found = collect_files({"box": root / case.name}, store, observed_at=AT, settings=settings)
            for number, document in enumerate(found):
                left = (case.format, case.name, case.shown) if number == 0 else ("", "", "")
                if not isinstance(document, RawDocument):
                    yield (*left, f"`{document.uri}` {document.outcome}: `{document.reason}`")
                    continue
                try:
                    article = clean(document, store.read(document), as_of=AT, settings=settings)
                except Quarantine as problem:
                    yield (*left, f"`{document.uri}` quarantined: `{problem.reason}`")
                    continue
                published = f"{article.date_published:%Y-%m-%d %H:%M} UTC" if article.date_published else "none"
                parts = [
                    f"`{article.uri}`",
                    f"headline “{article.headline[:60]}{'…' if len(article.headline) > 60 else ''}” "
                    f"({article.headline_source})",
                    f"language {article.in_language}",
                    f"published {published}",
                    f"author {', '.join(article.author) or 'none'}, publisher {article.publisher or 'none'}",
                    f"{article.word_count} words, from “{article.article_body[:24]}” to “{article.article_body[-16:]}”",
                ]
                yield (*left, "<br>".join(parts))


INTRODUCTION = Path(__file__).with_name("formats_introduction.md").read_text(encoding="utf-8")


def document() -> str:
    """The whole of docs/formats.md."""
    from mediawatch.collect.containers.field_names import FIELDS
    from mediawatch.collect.raw import screening

    plain = Settings(home=Path(), lake=Path(), database_url=None, postgres_dir=Path())
    head = INTRODUCTION.format(
        fields=", ".join(f"`{field}`" for field in FIELDS),
        file=plain.max_file_bytes // 2**20,
        document=plain.max_document_bytes // 2**20,
        json=screening.MAX_JSON_DEPTH,
        html=screening.MAX_HTML_DEPTH,
    )
    lines = []
    for format_, name, shown, result in rows():
        file = f"`{name}`" if name else ""
        lines.append(f"| {format_} | {file} | {shown} | {' '.join(result.replace('|', '/').split())} |\n")
    return head + "".join(lines)


if __name__ == "__main__":
    sys.stdout.write(document())
