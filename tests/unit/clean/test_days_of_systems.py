"""Days as documentation, forums, shops, archives and portals of many countries write them, and days of other things."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from mediawatch.clean.article import clean
from mediawatch.model import RawDocument, document_id
from mediawatch.settings import Settings

SETTINGS = Settings(home=Path(), lake=Path("lake"), database_url=None, postgres_dir=Path("pg"))
AS_OF = datetime(2026, 11, 1, tzinfo=UTC)
DAY = date(2026, 3, 24)
TITLE = "Herons along the lower canal"
HEADING = f"<h1>{TITLE}</h1>"
TEXT = (
    "<p>The wardens counted four hundred herons along the lower canal last winter, more than in any year since the "
    "weirs were rebuilt, and they think that the shallow water behind the old mill is the reason.</p><p>Nobody had "
    "expected the birds to stay. In earlier winters they moved south as soon as the ponds froze over.</p>"
)
ADDRESS = "https://canal.example/notes/herons-along-the-lower-canal"


def _day(*, head: str = "", body: str = HEADING + TEXT, language: str = "en", url: str = ADDRESS) -> date | None:
    page = f'<html lang="{language}"><head><meta charset="utf-8"><title>{TITLE}</title>{head}</head><body>{body}</body>'
    data = f"{page}</html>".encode()
    raw = RawDocument(
        document_id(url, ""), url, "web", "text/html", "0" * 64, len(data), "-", AS_OF, url=url, charset=None
    )
    return clean(raw, data, as_of=AS_OF, settings=SETTINGS).published_on


@pytest.mark.parametrize(
    "name",
    [
        *("DC.date.available", "eprints.date", "bepress_citation_date", "prism.publicationDate", "search.date"),
        *(
            "blog-publish-date",
            "first_published",
            "govuk:first-published-at",
            "contentdate",
            "page_date",
            "ArticleDate",
        ),
        *("date.created", "creation-date", "datum", "fecha", "news_date", "publish-date-time"),
    ],
)
def test_a_meta_element_whose_name_says_so_states_the_day(name: str) -> None:
    assert _day(head=f'<meta name="{name}" content="2026-03-24">') == DAY


@pytest.mark.parametrize("name", ["last-published", "event-date", "article_expiry_date", "review-date", "build_date"])
def test_a_meta_element_of_another_day_states_none(name: str) -> None:
    assert _day(head=f'<meta name="{name}" content="2026-03-24">') is None


@pytest.mark.parametrize(
    ("line", "language"),
    [
        ('<span class="date" data-unix="1774346400">yesterday</span>', "en"),
        ('<i class="posted-on" data-tooltip="24 Mar 2026, 10:00">8 months</i>', "en"),
        ('<div class="entry-date"><div>Mar</div><div>24</div><div>2026</div></div>', "en"),
        ("<p>24 Mar ’26</p>", "en"),
        ("<p>24 Mar 26</p>", "en"),
        ("<p>Mar 24, '26 | 10:00</p>", "en"),
        ("<p>03.24.26</p>", "en"),
        ("<p>24 мар 26</p>", "ru"),
        ("<p>le 24 mars 26</p>", "fr"),
        ("<p>작성일 : 26-03-24 10:00</p>", "ko"),
        ("<p>26.03.24</p>", "ja"),
        ("<p>Received 2 January 2026; accepted 10 March 2026; published online 24 March 2026</p>", "en"),
    ],
)
def test_a_line_at_the_headline_states_the_day(line: str, language: str) -> None:
    assert _day(body=HEADING + line + TEXT, language=language) == DAY


@pytest.mark.parametrize(
    ("line", "language", "day"),
    [
        ("03.04.26", "en", None),  # of the United States it is 4 March
        ("03.04.26", "en-US", date(2026, 3, 4)),
        ("03.04.26", "en-GB", date(2026, 4, 3)),
        ("03.04.26", "de", date(2026, 4, 3)),
        ("03.03.26", "en", date(2026, 3, 3)),
    ],
)
def test_an_english_day_in_dots_that_can_be_read_in_two_ways_needs_the_country(
    line: str, language: str, day: date | None
) -> None:
    assert _day(body=f"{HEADING}<p>{line}</p>{TEXT}", language=language) == day


@pytest.mark.parametrize(
    "path",
    [
        *("news/20260324123456.html", "n1/2026/0324/c1001-40223222.html", "2026-03/24/content_123.html"),
        *("202603/24/t123.htm", "news/24-03-2026/herons-along-the-lower-canal"),
    ],
)
def test_an_address_states_the_day(path: str) -> None:
    assert _day(url=f"https://canal.example/{path}") == DAY


@pytest.mark.parametrize("path", ["news/03-04-2026/herons-along-the-canal", "item/20269999123456.html", "2026/0300/x"])
def test_an_address_that_can_be_read_in_two_ways_states_none(path: str) -> None:
    assert _day(url=f"https://canal.example/{path}") is None


@pytest.mark.parametrize(
    "script",
    [
        '{"post":{"title":"Herons along the lower canal","date":"2026-03-24","slug":"herons"}}',
        '{"other":{"title":"Ducks near the upper weir","date":"2026-05-02"},"post":{"date":"2026-03-24",'
        '"title":"Herons along the lower canal"}}',
        'dataLayer.push({"pagePostDate":"2026-03-24","pageType":"post"})',
    ],
)
def test_the_data_of_a_page_state_the_day_of_what_has_its_title(script: str) -> None:
    assert _day(head=f"<script>var state = {script}</script>") == DAY


@pytest.mark.parametrize(
    "other",
    [
        '<div itemscope itemtype="https://schema.org/VideoObject"><meta itemprop="uploadDate" content="2024-01-06">'
        '<meta itemprop="name" content="Another film"></div>',
        '<figure itemscope itemtype="https://schema.org/ImageObject"><meta itemprop="datePublished" '
        'content="2019-02-06"></figure>',
        '<div itemscope itemtype="https://schema.org/Comment"><time itemprop="dateCreated" datetime="2026-04-02">2 '
        "April 2026</time><p>Nice</p></div>",
        '<div itemscope itemtype="https://schema.org/Event"><time itemprop="startDate" datetime="2026-09-02">2 '
        "September 2026</time></div>",
        '<blockquote><p>Look at them!</p>- Ada (@ada) <a href="https://x.example/1">January 4, 2026</a></blockquote>',
    ],
)
def test_what_microdata_and_quotes_tell_of_other_things_dates_no_article(other: str) -> None:
    assert _day(body=HEADING + TEXT + other) is None


def test_a_film_that_the_page_is_about_states_the_day() -> None:
    film = (
        '<div itemscope itemtype="https://schema.org/VideoObject"><meta itemprop="uploadDate" content="2026-03-24">'
        f'<meta itemprop="name" content="{TITLE}"></div>'
    )
    assert _day(body=HEADING + film + TEXT) == DAY


def test_the_line_of_a_documents_owner_states_its_last_change() -> None:
    line = "<div><p>© Copyright 2019, Canal Office. Last updated on Mar 24, 2026.</p></div>"
    assert _day(body=HEADING + TEXT + line) == DAY
