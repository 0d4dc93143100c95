"""Loads what documents need once in a process, so that none of them pays for it.

Every module of the stage is imported, and a few invented documents of every media type go through clean(): that fills
what libraries load at first use (language models, tables of places and dates, character sets).
"""

from __future__ import annotations

import contextlib
import importlib
import io
import pkgutil
import zipfile
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

from mediawatch.collect.containers.word_text import DOCX, RTF
from mediawatch.model import RawDocument, media_type
from mediawatch.settings import Settings

_MOMENT = datetime(2025, 1, 2, tzinfo=UTC)
_ADDRESS = "https://warm-up.example/2025/01/02/ferry"
_TEXT = (
    "HALMSTAD, Jan 2 (Reuters) - The old ferry went over the sound for the last time on Thursday, and some forty "
    "people stood on the pier.\n\nThe captain, who had steered her for thirty years, gave the wheel to his daughter. "
    '"She knows the way," he said two hours ago.\n\nA bridge opens in spring.\n'
)
_PAGE = f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>The last ferry - Harbour Post</title>
<meta property="og:title" content="The last ferry"><meta name="author" content="Ada Holm"></head>
<body><nav><ul><li><a href="/a">News</a></li><li><a href="/b">Sport</a></li></ul></nav>
<article class="story"><h1>The last ferry</h1><p class="byline">By Ada Holm, 2 January 2025</p>
{"".join(f"<p>{paragraph}</p>" for paragraph in _TEXT.split(chr(10)) if paragraph)}</article>
<ul><li><a href="/c">The bridge in pictures</a></li></ul><footer>© 2025 Harbour Post</footer></body></html>"""
_STATED = """<script type="application/ld+json">{"@context": "https://schema.org", "@type": "NewsArticle",
"headline": "The last ferry", "datePublished": "2025-01-02T08:00:00Z", "author": {"@type": "Person",
"name": "Ada Holm"}, "publisher": {"@type": "Organization", "name": "Harbour Post"}}</script></head>"""
_FRONT_MATTER = "---\ntitle: The last ferry\ndate: 2025-01-02\nauthor: Ada Holm\n---\n"


def _pdf() -> bytes:
    """A PDF of one page with a line of text."""
    line = b"BT /F1 12 Tf 72 720 Td (The old ferry went over the sound for the last time on Thursday.) Tj ET"
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R "
        b"/Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(line), line),
    )
    content, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(content)
    content += b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table)
    return content + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)


def _mail() -> bytes:
    """A mail that holds the article twice, as text and as a page."""
    message = EmailMessage()
    message["Subject"] = "The last férry"
    message["From"] = "Harbour Post <post@warm-up.example>"
    message["Date"] = _MOMENT
    message.set_content(_TEXT)
    message.add_alternative(_PAGE, subtype="html", cte="base64")
    return message.as_bytes()


def _docx() -> bytes:
    """A word processor's file of one paragraph, with no more in it than its reader asks for."""
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{DOCX}.main+xml"/></Types>'
    )
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
        'Target="word/document.xml"/></Relationships>'
    )
    text = (
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r>'
        f"<w:t>{_TEXT.replace(chr(10), ' ')}</w:t></w:r></w:p></w:body></w:document>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (("[Content_Types].xml", types), ("_rels/.rels", relations), ("word/document.xml", text)):
            archive.writestr(name, content)
    return out.getvalue()


SPECIMENS: tuple[tuple[str, bytes], ...] = (
    ("text/plain", _TEXT.encode()),
    ("text/plain", "The café on the pier closed at noon.".encode().decode("cp1252").encode()),  # mojibake
    ("text/plain", "Паром в последний раз пересёк пролив в четверг утром, сообщили в порту.".encode("cp1251")),
    ("text/plain", "末班渡轮星期四最后一次横渡海峡，约四十人站在码头上送行。".encode("gb18030")),
    ("text/markdown", (_FRONT_MATTER + _TEXT).encode()),
    ("text/html", _PAGE.encode()),
    ("text/html", _PAGE.replace("</head>", _STATED).encode()),
    ("application/json", b'{"@type": "NewsArticle", "headline": "The last ferry", "articleBody": "<p>%b</p>"}'
     % _TEXT.replace('"', "'").replace("\n", " ").encode()),
    ("application/pdf", _pdf()),
    ("message/rfc822", _mail()),
    (media_type("text/csv", delimiter=",", columns="title\ntext\ndate"),
     f'The last ferry,"{_TEXT.replace(chr(34), chr(39))}",2025-01-02'.encode()),
    (media_type("application/xml", kind="feed", publisher="Harbour Post"),
     f"<item><title>The last ferry</title><description>{_TEXT}</description></item>".encode()),
    (DOCX, _docx()),
    (RTF, b"{\\rtf1\\ansi " + _TEXT.replace("\n", "\\par ").encode() + b"}"),
)  # fmt: skip
"""(media type with its parameters, bytes), each media type of parsers.PARSERS at least once."""


def warm_up(settings: Settings) -> None:
    """Load the language models, import every module of clean, and clean the specimens. What becomes of them does not
    matter."""
    import mediawatch.clean as stage
    from mediawatch.clean.article import clean
    from mediawatch.clean.language.detect import load_models

    load_models()
    folder = str(Path(__file__).parent)
    for module in pkgutil.walk_packages(stage.__path__, f"{stage.__name__}."):
        if not str(getattr(module.module_finder, "path", "")).startswith(folder):
            importlib.import_module(module.name)
    for number, (kind, data) in enumerate(SPECIMENS):
        raw = RawDocument(
            document_id=f"warm-up-{number}",
            uri=_ADDRESS,
            inbox="web",
            media_type=kind,
            raw_sha256="",
            byte_length=len(data),
            storage_url="",
            observed_at=_MOMENT,
            url=_ADDRESS,
        )
        with contextlib.suppress(Exception):
            clean(raw, data, as_of=_MOMENT, settings=settings)
