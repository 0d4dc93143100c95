"""What sites put around a text: boxes, roles, reading times, kickers, headlines of parts, elements for machines."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from mediawatch.clean.draft import Draft
from mediawatch.clean.formats.html_page import parse_page

HEADLINE = "Old bridge over the Marl reopens to lorries"
PARAGRAPHS = (
    "Delegations of both banks met on Monday in the old customs house and agreed to open the bridge to lorries.",
    "The mayor said the repairs had taken longer than expected because the flood had damaged two of the pillars.",
    "After the harvest both sides will meet again and talk about the cost of the dam that many have asked for.",
)
MARKUP = "".join(f"<p>{part}</p>" for part in PARAGRAPHS)
MORE = {
    "de": "Der Minister sagte am Montag, der Fluss sei über Nacht gestiegen.",
    "fr": "Le ministre a déclaré lundi que la rivière avait monté pendant la nuit.",
    "es": "El ministro dijo el lunes que el río había crecido durante la noche.",
    "nb": "Ministeren sa mandag at elva hadde steget i løpet av natten.",
    "ru": "Министр сообщил в понедельник, что река вышла из берегов.",
    "el": "Ο υπουργός δήλωσε τη Δευτέρα ότι η στάθμη του ποταμού ανέβηκε.",
    "pl": "Minister powiedział w poniedziałek, że rzeka wezbrała w nocy.",
    "tr": "Bakan pazartesi günü nehrin gece boyunca yükseldiğini söyledi.",
    "he": "השר אמר ביום שני כי מפלס הנהר עלה במהלך הלילה בכמה ערים.",
    "vi": "Bộ trưởng cho biết hôm thứ Hai rằng nước sông đã dâng cao trong đêm.",
    "zh": "部长星期一表示，河水一夜之间上涨，多个城市受到影响。",
}
"""A sentence in each language."""

TITLE = f"{HEADLINE} | The Marlin Letter"


def read(inner: str = "", head: str = "", h1: str = f"<h1>{HEADLINE}</h1>", title: str = TITLE, top: str = "") -> Draft:
    page = (
        f'<!doctype html><html lang="en"><head><title>{title}</title>{head}</head><body><header><a href="/">The Marlin '
        f'Letter</a>{top}</header><main><article>{h1}{inner}<time datetime="2026-03-24">March 24, 2026</time>{MARKUP}'
        "</article></main><footer><p>© 2026 The Marlin Letter</p></footer></body></html>"
    )
    url = "https://marlinletter.example/local/old-bridge"
    return parse_page(page, url=url, as_of=datetime(2026, 6, 1, tzinfo=UTC))


@pytest.mark.parametrize(
    ("inner", "author"),
    [
        ("<p>By ADA HOLM / The Marlin Letter</p>", ("ADA HOLM",)),
        ("<p class=byline>Ada Holm, Bo Lind | The Marlin Letter</p>", ("Ada Holm", "Bo Lind")),
        ("<div class=meta><span>Ada Holm</span> · <span>5 min read</span></div>", ("Ada Holm",)),
        ("<div><span>Ada Holm</span> | <span>12 min read</span></div>", ("Ada Holm",)),
        ("<p>Written by Ada Holm — Medically reviewed by Bo Lind, M.D.</p>", ("Ada Holm",)),
        ("<p>Words: Ada Holm Photos: Bo Lind</p>", ("Ada Holm",)),
        ("<p>By Ada Holm</p><p>Updated by Bo Lind March 26, 2026</p>", ("Ada Holm",)),
    ],
)
def test_bylines(inner: str, author: tuple[str, ...]) -> None:
    assert read(inner).author == author


@pytest.mark.parametrize(
    "name", ["tbi-author", "page.author", "cse_author", "news_author", "bt:author", "x.y.author_name"]
)
def test_elements_for_machines_that_sites_make_up(name: str) -> None:
    assert read(head=f'<meta name="{name}" content="Ada Holm">').author == ("Ada Holm",)


@pytest.mark.parametrize(
    "name", ["twitter:author", "comment-author", "theme_author", "web_author", "author-count", "co"]
)
def test_elements_that_name_somebody_else(name: str) -> None:
    assert read(head=f'<meta name="{name}" content="Ada Holm">').author == ()


@pytest.mark.parametrize(
    "h1",
    [
        f"<p class=kicker>Bridges</p><h1>{HEADLINE}</h1>",
        "<h1>Old bridge over the Marl<br>reopens to lorries</h1>",
        f"<h1>{HEADLINE}<small>After two years the old crossing is mended</small></h1>",
        f"<h1><span>{HEADLINE}</span><span>After two years the old crossing is mended</span></h1>",
        f"<h1>{HEADLINE}</h1><span>2 days ago</span>",
        f"<h1>{HEADLINE}</h1><span>yesterday</span>",
    ],
)
def test_what_stands_around_a_headline_is_no_text(h1: str) -> None:
    draft = read(h1=h1, head=f'<meta property="og:title" content="{HEADLINE}">')
    assert (draft.headline, draft.body.split("\n")) == (HEADLINE, list(PARAGRAPHS))


@pytest.mark.parametrize(
    ("language", "line", "author"),
    [
        ("de", "Interview: Anna Holt", "Anna Holt"),
        ("de", "Anna Holt / dpa", "Anna Holt"),
        ("fr", "Un reportage de Anna Holt", "Anna Holt"),
        ("es", "Texto de Anna Holt | Fotografía de Luis Erle", "Anna Holt"),
        ("es", "Una crónica de Anna Holt", "Anna Holt"),
        ("nb", "Tekst og foto: Anna Holt", "Anna Holt"),
        ("ru", "Материал подготовила Анна Холт", "Анна Холт"),
        ("ru", "Анна Холт, РИА Новости", "Анна Холт"),
        ("el", "Ρεπορτάζ: Μαρία Παππά", "Μαρία Παππά"),
        ("pl", "Autor: Anna Holt, PAP", "Anna Holt"),
        ("tr", "Haber: Ayşe Demir - Kamera: Ali Kaya", "Ayşe Demir"),
        ("he", "דנה לוי, כתבת", "דנה לוי"),
        ("vi", "Bài và ảnh: Nguyễn Văn An", "Nguyễn Văn An"),
        ("zh", "撰文：王小明 摄影：李强", "王小明"),
    ],
)
def test_bylines_of_other_languages_are_read_and_leave_the_text(language: str, line: str, author: str) -> None:
    text = MORE[language]
    page = (
        f'<html lang="{language}"><head><title>Marl 2</title></head><body><article><h1>Marl 2</h1><p>{line}</p>'
        f"<p>{text} {text}</p><p>{text} So.</p></article></body></html>"
    )
    draft = parse_page(page, url="https://p.example/news/a-b-c-d", as_of=datetime(2026, 6, 1, tzinfo=UTC), asked=True)
    assert draft.author == (author,)
    assert line not in draft.body
