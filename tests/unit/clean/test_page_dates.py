"""The day of a page: only a statement that is about this page dates it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import cache

import pytest
from mediawatch.clean.dates.day_order import country_of, usual_order
from mediawatch.clean.dates.publication_date import Dates, find_dates
from mediawatch.clean.formats.html_page import parse_tree
from mediawatch.clean.page.head import read_head
from mediawatch.clean.page.headline_context import headline_context
from mediawatch.clean.page.jsonld import article_node, load_blocks

AS_OF = datetime(2026, 11, 28, tzinfo=UTC)
TITLE = "Northern pier closed for eleven months"
TEXT = (
    "<p>" + "The harbour council voted to close the pier after cracks were found in four of its supports. " * 3 + "</p>"
)
OTHER = '<a href="/b">The pier that burned down in one night</a>'
TENTH = date(2026, 3, 10)


def dates(
    body: str = "", head: str = "", json_ld: str = "", lang: str = "en", url: str = "https://courier.example/a"
) -> Dates:
    if json_ld:
        head += (
            f'<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "{TITLE}", {json_ld}}}</script>'
        )
    tree = parse_tree(
        f'<html lang="{lang}"><head><title>{TITLE}</title>{head}</head><body><article><h1>{TITLE}</h1>{body or TEXT}'
        "</article></body></html>"
    )
    read = read_head(tree)
    node = article_node(load_blocks(read.json_ld), {TITLE.casefold()})
    return find_dates(tree, read, node, cache(lambda: headline_context(tree, TITLE)), url=url, as_of=AS_OF)


def day(*args: str, **kwargs: str) -> date | None:
    found = dates(*args, **kwargs).published
    return found.date() if found else None


@pytest.mark.parametrize(
    "body",
    [
        "<p>On 14 June 1997 a fire destroyed the old pier of Velmora.</p>" + TEXT,
        TEXT + "<p>The ship sank on 14.06.1997, and nobody was ever tried for it.</p>",
        TEXT + f'<aside class="related"><article><h3>{OTHER}</h3><time>14 June 1997</time></article></aside>',
        TEXT + f'<div class="teaser">{OTHER} <span class="date">14.06.1997</span></div>',
        TEXT + f'<ul><li><h4>{OTHER}</h4><span class="post-date">June 14, 1997</span></li></ul>',
        TEXT + '<div class="comments"><p class="date">14 June 2019, 10:15</p><p>Quite so.</p></div>',
        TEXT + "<footer>© 1997-2026 Courier</footer>",
        TEXT + "<p>Copyright 2026</p>",
        TEXT * 8
        + "<table><tr><td>01.03.2026</td><td>High water</td></tr><tr><td>02.03.2026</td><td>Low</td></tr></table>",
    ],
)
def test_no_day_is_invented(body: str) -> None:
    assert dates(body).published is None


@pytest.mark.parametrize(
    ("body", "source"),
    [
        ("<p>Updated 14 March 2026, 10:15 — First published 10 March 2026, 09:00</p>" + TEXT, "near headline"),
        ("<p>Zuletzt aktualisiert: 14.03.2026</p><p>Veröffentlicht am 10.03.2026</p>" + TEXT, "near headline"),
        (TEXT * 8 + '<div class="asset-meta">Von Mira Holt am 10.03.2026, 11:51 | 0 Meinungen</div>', "marked"),
        (TEXT * 8 + "<p>Erscheinungsdatum: 10.03.2026</p>", "label"),
        (TEXT * 8 + "<dl><dt>Mise en ligne</dt><dd>10 mars 2026</dd></dl>", "label"),
        (TEXT * 8 + '<abbr class="published" title="2026-03-10T09:00">vor langer Zeit</abbr>', "marked"),
        (TEXT * 8 + '<script>var page = {"publishedAt":"2026-03-10T08:00:00+01:00"}</script>', "script"),
        (
            "<p>VELMORA, March 10, 2026 (Reuters) - The harbour council voted to close the northern pier.</p>",
            "dateline",
        ),
    ],
)
def test_what_the_page_says_of_its_day(body: str, source: str) -> None:
    found = dates(body)
    assert found.published is not None
    assert (found.published.date(), found.source) == (TENTH, source)


def test_the_address_and_meta_elements_state_a_day() -> None:
    assert day(url="https://courier.example/2026/03/10/pier") == TENTH
    assert day(url="https://courier.example/news/2026-03-10-pier") == TENTH
    assert day(head='<meta name="dc.date.issued" content="2026-03-10">') == TENTH
    assert day(head='<meta name="pubdate" content="2026-01-01">') is None  # what a year alone is made into
    assert day(url="https://courier.example/2026/03/pier") is None


@pytest.mark.parametrize(
    ("json_ld", "shown", "source"),
    [
        (
            '"datePublished": "2026-03-20T08:00Z", "dateModified": "2026-03-20T08:00Z"',
            "First published 10 March 2026",
            "label",
        ),
        ('"datePublished": "2026-03-20", "dateModified": "2026-03-19"', "Published: March 10, 2026", "label"),
        ('"datePublished": "2026-03-20", "dateModified": "2026-03-20"', "Publié le 10 mars 2026", "label"),
        ('"datePublished": "2026-03-20", "dateModified": "2026-03-20"', "Опубликовано: 10 марта 2026", "label"),
        ('"datePublished": "2026-03-20", "dateModified": "2026-03-20"', "发布时间：2026年3月10日", "label"),
        (
            '"datePublished": "2026-03-20", "dateModified": "2026-03-20"',
            "Published: 10 March 2026</p><p>Updated: 20 March 2026",
            "label",
        ),
        ('"datePublished": "2026-01-01T00:00:00Z"', "10 March 2026", "near headline"),  # a year, as systems write it
        ('"datePublished": "2025-01-01", "dateModified": "2026-03-12"', "10 de marzo de 2026", "near headline"),
    ],
)
def test_json_ld_states_each_change_as_a_publication(json_ld: str, shown: str, source: str) -> None:
    found = dates(f"<p>{shown}</p>" + TEXT, json_ld=json_ld)
    assert found.published is not None
    assert (found.published.date(), found.source) == (TENTH, source)


@pytest.mark.parametrize(
    ("json_ld", "shown"),
    [
        ('"datePublished": "2026-03-10", "dateModified": "2026-03-12"', "2 March 2026"),  # the day that it speaks of
        ('"datePublished": "2026-03-10", "dateModified": "2026-03-10"', "2 March 2026"),
        ('"datePublished": "2026-03-10", "dateModified": "2026-03-12"', "Published 2 March 2026"),
        ('"datePublished": "2026-03-10", "dateModified": "2026-03-10"', "Published 14 March 2026"),
        ('"datePublished": "2026-03-10", "dateModified": "2026-03-10"', "Published 9 March 2026"),  # of another zone
        ('"datePublished": "2026-03-10", "dateModified": "2026-03-10"', "Updated: 2 March 2026"),
        ('"datePublished": "2026-03-10", "dateModified": "2026-03-10"', "March 10, 2026</p><p>Date: 2 March 2026"),
        ('"datePublished": "2026-03-10"', "2 March 2026"),
    ],
)
def test_else_json_ld_states_the_day(json_ld: str, shown: str) -> None:
    found = dates(f"<p>{shown}</p>" + TEXT, json_ld=json_ld)
    assert found.published is not None
    assert (found.published.date(), found.source) == (TENTH, "json-ld")


def test_a_refused_day_is_followed_by_no_first_of_the_month() -> None:
    found = dates(json_ld='"datePublished": "2027-03-10"', url="https://courier.example/2026/03/pier")
    assert found.published is None
    assert found.warnings[0][0] == "future-date"


def test_a_page_that_states_only_its_last_change() -> None:
    found = dates("<p>Last updated: 10 March 2026</p>" + TEXT)
    assert found.published is not None
    assert (found.published.date(), found.source) == (TENTH, "changed, inferred")
    assert [code for code, _ in found.warnings] == ["inferred-date"]


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ({"json_ld": '"datePublished": "03/10/2026 9:00 AM", "dateModified": "03/14/2026 8:00 PM"'}, TENTH),
        ({"json_ld": '"datePublished": "10/03/2026", "dateModified": "14/03/2026"'}, TENTH),
        ({"json_ld": '"datePublished": "03/10/2026", "dateModified": "2026-03-14"'}, TENTH),
        ({"json_ld": '"datePublished": "03/10/2026"', "url": "https://courier.example/2026/03/pier"}, TENTH),
        ({"json_ld": '"datePublished": "03/10/2026"', "lang": "en-US"}, TENTH),
        ({"json_ld": '"datePublished": "10/03/2026"', "lang": "en-GB"}, TENTH),
        ({"json_ld": '"datePublished": "10/03/2026"', "lang": "fr"}, TENTH),
        ({"json_ld": '"datePublished": "10/03/2026"', "url": "https://courier.co.uk/pier"}, TENTH),
        ({"json_ld": '"datePublished": "03/12/2026"'}, date(2026, 3, 12)),  # the other one lies ahead
    ],
)
def test_the_rest_of_the_page_tells_day_from_month(page: dict[str, str], expected: date) -> None:
    assert day(**page) == expected


def test_a_date_that_stays_in_doubt_is_none() -> None:
    found = dates(json_ld='"datePublished": "03/10/2026"')
    assert found.published is None
    assert "ambiguous-date" in {code for code, _ in found.warnings}


def test_the_day_that_the_page_shows_is_the_one_of_a_stamp_in_utc() -> None:
    found = dates("<p>March 10, 2026 9:30 PM</p>" + TEXT, json_ld='"datePublished": "2026-03-11T01:30:00Z"')
    assert found.published == datetime(2026, 3, 11, 1, 30, tzinfo=UTC)
    assert found.published.date() == TENTH
    other = dates("<p>March 2, 2026</p>" + TEXT, json_ld='"datePublished": "2026-03-11T01:30:00Z"')
    assert other.published is not None
    assert other.published.date() == date(2026, 3, 11)


@pytest.mark.parametrize(
    ("tag", "country", "order"),
    [("en-US", None, "mdy"), ("en", "US", "mdy"), ("en-GB", None, "dmy"), ("en", "IN", "dmy"), ("en", None, None),
     ("de", None, "dmy"), ("pt-BR", None, "dmy"), ("zh", None, None), ("xx", None, None)],
)  # fmt: skip
def test_the_custom_of_a_language_in_its_country(tag: str, country: str | None, order: str | None) -> None:
    assert usual_order(tag, country) == order


def test_countries_of_addresses() -> None:
    assert country_of("https://a.co.uk/b") == "GB"
    assert country_of("https://a.example.com/b") is None
    assert country_of(None) is None


@pytest.mark.parametrize(
    "other",
    [
        f'<div class="teaser"><time class="datetime" datetime="2026-02-01">1 February</time>{OTHER}</div>',
        '<div class="field--name-changed"><time class="datetime" datetime="2026-04-01">April 1</time></div>',
        '<p>Updated <time class="published-date" datetime="2026-04-01">April 1, 2026</time></p>',
        '<p>Aktualisiert am <time datetime="2026-04-01">1. April 2026</time></p>',
        '<p>Actualizado: <time datetime="2026-04-01">1 de abril de 2026</time></p>',
        '<p>Обновлено <time datetime="2026-04-01">1 апреля 2026</time></p>',
    ],
    ids=["teaser", "field", "English", "German", "Spanish", "Russian"],
)
def test_a_time_element_of_a_teaser_or_a_change_is_no_day_of_publication(other: str) -> None:
    own = '<p><time datetime="2026-03-10">March 10, 2026</time></p>'
    assert day(other + own + TEXT) == TENTH


def test_the_teasers_of_a_page_do_not_date_it() -> None:
    teaser = f'<div class="teaser"><time datetime="2026-03-10">10 March</time>{OTHER}</div>'
    assert day(TEXT + teaser) is None
    said = '<div class="teaser">Published on <time datetime="2026-03-10">10 March</time></div>'
    assert day(TEXT + said) == TENTH


def test_hebrew_sets_a_letter_before_the_month() -> None:
    assert day("<p>10 במרץ 2026</p>" + TEXT, lang="he") == TENTH


def test_a_day_in_doubt_is_not_guessed_by_the_last_reader() -> None:
    found = dates('<div class="date">04/02/2026</div>')
    assert found.published is None
    assert [code for code, _ in found.warnings] == ["ambiguous-date"]
