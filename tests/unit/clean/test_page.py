"""HTML pages, written for these tests."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mediawatch.clean.formats.html_page import MANY_INLINE, parse_page, parse_tree
from mediawatch.collect.raw import screening
from mediawatch.errors import Quarantine
from mediawatch.model import Article

NOW = datetime(2025, 6, 1, 12, tzinfo=UTC)
URL = "https://www.valley-news.example/2025/05/05/river-rises"
PARAGRAPHS = [
    "The minister said on Monday that the river had risen by two metres over night and that three villages were cleared.",  # noqa: E501
    "Rescue teams worked until dawn and found shelter for everyone in the school on the hill, the mayor told reporters.",  # noqa: E501
    "Officials expect the water to fall by the end of the week, although more rain is forecast for the northern valley.",  # noqa: E501
    "Farmers fear for the harvest, because the fields along the river have been under water since the weekend, they said.",  # noqa: E501
    "The council will decide on Friday whether the bridge, which was built a century ago, can be opened to traffic again.",  # noqa: E501
]
LATER = [
    "The hospital moved forty patients to the city, where every bed was made ready within the hour, a doctor said.",
    "Trains between the two towns will not run before Thursday, the railway said, and buses go over the hill.",
    "Forecasters compare the rain with that of the year when the dam broke and half of the valley was flooded.",
]
LEAD = "Three villages were cleared before dawn as the river reached its highest mark in a century."


def page(*, head: str = "", top: str = "", bottom: str = "", h1: str = "River rises over night", lead: str = "") -> str:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    return (
        f'<!doctype html><html lang="en-GB"><head><title>River rises over night | Valley News</title>{head}</head><body>'  # noqa: E501
        '<nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport</a></li></ul></nav>'
        f"<main><article><h1>{h1}</h1>{lead}{top}<div class=article-body>{body}{bottom}</div></article></main>"
        "<footer><p>Copyright 2025 Valley News. All rights reserved. Terms, privacy, contact.</p></footer></body></html>"  # noqa: E501
    )


def json_ld(**fields: object) -> str:
    node = {"@context": "https://schema.org", "@type": "NewsArticle", **fields}
    return f'<script type="application/ld+json">{json.dumps(node)}</script>'


def parse(text: str, url: str | None = URL):  # type: ignore[no-untyped-def]
    return parse_page(text, url=url, as_of=NOW)


def test_the_body_and_nothing_else() -> None:
    draft = parse(page())
    assert draft.body.split("\n") == PARAGRAPHS
    assert draft.extraction_method == "trafilatura"
    assert (draft.headline, draft.headline_source) == ("River rises over night", "h1")
    assert (draft.publisher, draft.publisher_source) == ("valley-news.example", "host")


def test_links_to_other_stories_go() -> None:
    also = '<ul><li><a href="/a">Bridge closed for the first time since the war</a></li><li><a href="/b">Rain to come</a></li></ul>'  # noqa: E501
    draft = parse(page(bottom=f'<p><a href="/c">Read how the river was tamed in the last century</a></p>{also}'))
    assert draft.body.split("\n") == PARAGRAPHS


def test_links_behind_a_word_in_bold_go() -> None:
    items = "".join(
        f'<li><b>River:</b> <a href="/{n}">What the water did on day {n} of the flood</a></li>' for n in "123"
    )
    assert parse(page(bottom=f"<ul>{items}</ul>")).body.split("\n") == PARAGRAPHS


@pytest.mark.parametrize(
    "line", ["By Jane Doe", "Published 5 May 2025, 10:15", "05.05.2025 | Jane Doe", "Updated: May 6, 2025 at 9:30 am"]
)
def test_date_and_byline_do_not_stay_in_the_text(line: str) -> None:
    head = json_ld(headline="River rises over night", author="Jane Doe")
    first = f"<div class=article-body><p>{line}</p>"
    assert parse(page(head=head).replace("<div class=article-body>", first)).body.split("\n") == PARAGRAPHS


def test_only_bylines_of_the_authors_go() -> None:
    first = "<div class=article-body><p>By Jane Doe and Max Berg</p>"
    body = parse(page(head=json_ld(author="Jane Doe")).replace("<div class=article-body>", first)).body
    assert body.split("\n") == ["By Jane Doe and Max Berg", *PARAGRAPHS]


def test_an_article_in_several_frames_is_read_whole() -> None:
    frames = [
        f'<div class="article-body part"><p>{a}</p><p>{b}</p></div>' for a, b in zip(PARAGRAPHS, LATER, strict=False)
    ]
    text = (
        f"<html><head><title>River</title></head><body><main><h1>River</h1>{'<hr>'.join(frames)}</main></body></html>"
    )
    assert all(line in parse(text).body for line in (*PARAGRAPHS[:3], *LATER))


def paragraphs(lines: list[str]) -> str:
    return "".join(f"<p>{line}</p>" for line in lines)


def test_frames_with_headlines_of_their_own_are_other_articles() -> None:
    frames = [
        f'<div class="article-body part"><h1>{lines[0][:20]}</h1>{paragraphs(lines)}</div>'
        for lines in (PARAGRAPHS, LATER)
    ]
    assert LATER[0] not in parse(f"<main>{'<hr>'.join(frames)}</main>").body


@pytest.mark.parametrize(
    "around", ['<div class="comment">', '<div id="replies">', '<section class="teaser">', '<div class="related">']
)
def test_frames_of_comments_and_teasers_are_not_joined(around: str) -> None:
    frame = f"{around}<div class=entry-content>{paragraphs(LATER)}</div></{around[1:].partition(' ')[0]}>"
    text = f"<main><h1>River</h1><div class=entry-content>{paragraphs(PARAGRAPHS)}</div>{frame * 4}</main>"
    assert parse(text).body.split("\n") == PARAGRAPHS


def test_frames_beside_each_other_are_joined() -> None:
    """trafilatura reads the first frame of a kind; an article cut around advertisements goes on in the others."""
    later = "<hr>".join(f"<div class=article-body><p>{line}</p></div>" for line in LATER)
    assert parse(page(bottom=f"</div><hr>{later}<div>")).body.split("\n") == [*PARAGRAPHS, *LATER]


@pytest.mark.parametrize(
    ("kind", "top"), [("post-content", '<h3><a href="/x">Another story</a></h3>'), ("post", "<p>Max Berg wrote:</p>")]
)
def test_frames_of_a_list_are_not_joined(kind: str, top: str) -> None:
    frames = f"<div class={kind}>{paragraphs(PARAGRAPHS)}</div>" + f"<div class={kind}>{top}{paragraphs(LATER)}</div>"
    assert LATER[0] not in parse(f"<main><h1>River</h1>{frames}</main>").body


def test_a_chronicle_keeps_its_dates() -> None:
    dated = "".join(f"<p>{day} May 2025</p><p>{line}</p>" for day, line in enumerate(PARAGRAPHS, 1))
    text = page().replace("".join(f"<p>{line}</p>" for line in PARAGRAPHS), dated)
    assert parse(text).body.split("\n")[::2] == [f"{day} May 2025" for day in range(1, 6)]


def test_inline_markup_beyond_measure_is_taken_off() -> None:
    words = [f"word{number}" for number in range(MANY_INLINE + 10)]
    text = parse_tree(f"<p>{' '.join(f'<b>{word}</b>' for word in words)}</p>")
    (paragraph,) = text.iter("p")
    assert len(paragraph) == 0
    assert paragraph.text == " ".join(words)


def test_a_list_of_links_that_says_something_of_each_stays() -> None:
    items = "".join(
        f'<li><a href="/{n}">A Long History of the River in {n} Volumes</a>: a novel of floods</li>' for n in "123"
    )
    assert "3 Volumes: a novel of floods" in parse(page(bottom=f"<ul>{items}</ul>")).body


def test_a_list_that_is_text_stays() -> None:
    items = "<ul><li>The first village lies on the eastern bank.</li><li>The second lies on the hill above.</li></ul>"
    assert "The first village lies on the eastern bank." in parse(page(bottom=items)).body


def test_the_standfirst_comes_back() -> None:
    head = f'<meta name="description" content="{LEAD}">'
    draft = parse(page(head=head, lead=f'<div class="intro-text"><span>{LEAD}</span></div>'))
    assert draft.body.split("\n")[0] == LEAD
    assert LEAD not in parse(page(head=head)).body  # a description that is not shown is not text of the article


def test_json_ld_comes_first() -> None:
    draft = parse(
        page(
            head=json_ld(
                headline="River rises over night",
                datePublished="2025-05-05T08:30:00+02:00",
                dateModified="2025-05-05T10:00:00Z",
                author=[{"@type": "Person", "name": "Jane Doe"}, {"@type": "Organization", "name": "Reuters"}],
                publisher={"@type": "Organization", "name": "Valley News"},
                articleSection="Weather",
                keywords=["flood", "river, valley"],
                inLanguage="en",
            )
        )
    )
    assert draft.date_published == datetime(2025, 5, 5, 6, 30, tzinfo=UTC)
    assert draft.date_published_source == "json-ld"
    assert draft.date_modified == datetime(2025, 5, 5, 10, tzinfo=UTC)
    assert (draft.author, draft.author_source) == (("Jane Doe", "Reuters"), "json-ld")
    assert (draft.publisher, draft.publisher_source) == ("Valley News", "json-ld")
    assert draft.section == "Weather"
    assert draft.keywords == ("flood", "river", "valley")


def test_an_agency_is_told_apart_from_persons() -> None:
    draft = parse(page(head=json_ld(author={"@type": "Organization", "name": "AFP"})))
    assert (draft.author, draft.author_source) == (("AFP",), "json-ld organisation")


def test_authors_in_a_graph_are_found_by_their_id() -> None:
    graph = {
        "@graph": [
            {"@type": "NewsArticle", "headline": "River rises over night", "author": {"@id": "#jane"}},
            {"@type": "Person", "@id": "#jane", "name": "Jane Doe"},
        ]
    }
    head = f'<script type="application/ld+json">{json.dumps(graph)}</script>'
    assert parse(page(head=head)).author == ("Jane Doe",)


@pytest.mark.parametrize(
    "markup",
    [
        '<p class="byline">By <a href="/authors/jane-doe">Jane Doe</a></p>',
        '<span class="author-name">Jane Doe</span>',
        '<a rel="author" href="/x">Jane Doe</a>',
        '<div itemprop="author"><span itemprop="name">Jane Doe</span></div>',
        "<p>By <b>Jane Doe</b></p>",
        "<div>05.05.2025 | 10:15 Uhr | Jane Doe</div>",
        "<aside><p>Written by Jane Doe, AFP, on 5 May 2025</p></aside>",
        '<a class="follow-author-btn">Follow all topics</a><span class="author">Jane Doe</span>',
    ],
)
def test_bylines_in_markup(markup: str) -> None:
    draft = parse(page(top=markup))
    assert (draft.author, draft.author_source) == (("Jane Doe",), "byline")


def test_a_byline_at_the_end_of_the_text() -> None:
    draft = parse(page(bottom="<p>Text: Jane Doe</p>"))
    assert (draft.author, draft.author_source) == (("Jane Doe",), "byline")


def test_a_desk_in_the_byline_is_kept_as_an_organisation() -> None:
    draft = parse(page(top='<span class="author">Webteam</span>'))
    assert (draft.author, draft.author_source) == (("Webteam",), "byline organisation")


@pytest.mark.parametrize(
    "line", ["By the river three villages stand", "Von Anfang an Regen", "Rain by Monday 5 May 2025"]
)
def test_sentences_are_no_bylines(line: str) -> None:
    assert parse(page(top=f"<p>{line}</p>")).author == ()


@pytest.mark.parametrize(
    "line",
    [
        *("New York, 5 May 2025", "Climate Change | 5 May 2025", "Valley Life - 5 May 2025", "Новости дня, 5 мая 2025"),
        *("River Towns | 5 May 2025", "— Jane Doe (@janedoe) June 1, 2017", "Words Matter Most", "Text Message Affair"),
    ],
)
def test_places_and_sections_beside_a_date_are_no_authors(line: str) -> None:
    head = '<meta property="article:section" content="River Towns">'
    text = page(top=f"<p>{line}</p>", head=head).replace('<a href="/sport">Sport', '<a href="/life">Valley Life')
    assert parse(text).author == ()


def test_all_creators_are_authors() -> None:
    node = json_ld(headline="River rises over night", author={"name": "Jane Doe"}, creator=["Jane Doe", "Max Berg"])
    assert parse(page(head=node)).author == ("Jane Doe", "Max Berg")


def test_who_comments_is_no_author() -> None:
    assert parse(page(bottom='<div class="comment"><span class="author-name">Max Berg</span></div>')).author == ()


@pytest.mark.parametrize(
    ("markup", "source"),
    [
        ('<time datetime="2025-05-05T10:00:00Z" class="entry-date published">May 5</time>', "time"),
        ('<time datetime="2025-05-05">Monday</time>', "time"),
        ('<meta property="article:published_time" content="2025-05-05T10:00:00+00:00">', "meta"),
        ('<p class="date">Published on 5 May 2025</p>', "near headline"),
        ("<p>5. Mai 2025, 10:15 Uhr | Jane Doe</p>", "near headline"),
        ("<p>Updated on 9 May 2025</p><p>Published on 5 May 2025</p>", "near headline"),
    ],
)
def test_dates_in_markup(markup: str, source: str) -> None:
    draft = parse(page(top=markup), url="https://www.valley-news.example/river")
    assert draft.date_published
    assert draft.date_published.date().isoformat() == "2025-05-05"
    assert draft.date_published_source == source


def test_impossible_dates_are_passed_over_with_a_warning() -> None:
    head = json_ld(datePublished="2031-01-01") + '<meta property="article:published_time" content="2025-05-05">'
    draft = parse(page(head=head), url="https://www.valley-news.example/river")
    assert draft.date_published == datetime(2025, 5, 5, tzinfo=UTC)
    assert draft.warnings == ["future-date: 2031-01-01 (json-ld) was not used"]


def test_conflicting_dates_are_a_warning() -> None:
    head = json_ld(datePublished="2025-05-05") + '<meta property="article:published_time" content="2025-04-01">'
    assert any(warning.startswith("date-conflict:") for warning in parse(page(head=head)).warnings)


def test_the_date_does_not_depend_on_the_clock() -> None:
    draft = parse(page(top='<p class="date">3 days ago</p>'), url="https://www.valley-news.example/river")
    assert draft.date_published is None


def test_json_ld_rescues_a_page_without_text() -> None:
    body = "\n".join(PARAGRAPHS)
    draft = parse(
        f"<html><head>{json_ld(headline='River', articleBody=body)}</head><body><div id=app></div></body></html>"
    )
    assert draft.extraction_method == "json-ld"
    assert draft.body.split("\n") == PARAGRAPHS


@pytest.mark.parametrize(
    "block", ["{", "[1, 2", '{"@type": "NewsArticle", "headline": "River rises over night",}', "<!-- {} -->"]
)
def test_broken_json_ld_costs_nothing_else(block: str) -> None:
    draft = parse(page(head=f'<script type="application/ld+json">{block}</script>'))
    assert draft.headline == "River rises over night"


@pytest.mark.parametrize("text", ["", "   ", "<html></html>", "<script>x()</script>"])
def test_pages_without_an_article(text: str) -> None:
    with pytest.raises(Quarantine) as caught:
        parse(text)
    assert caught.value.reason == "empty_text"


def test_canonical_links(run: Callable[..., Article]) -> None:
    def uri(href: str) -> Article:
        head = f'<link rel="canonical" href="{href}">'
        return run(page(head=head), "text/html", uri=URL, url=f"{URL}?ref=home")

    same = uri("https://www.valley-news.example/river")
    assert (same.uri, same.url) == ("https://www.valley-news.example/river", URL)
    for foreign in ("https://other.example/river", "https://www.valley-news.example/"):
        article = uri(foreign)
        assert article.uri == article.url == URL
        assert any(warning.startswith("foreign-canonical:") for warning in article.warnings)
    local = run(page(head='<link rel="canonical" href="https://other.example/river">'), "text/html")
    assert local.uri == "https://other.example/river"


def test_a_page_in_windows_1251(run: Callable[..., Article]) -> None:
    text = "Министр сообщил в понедельник, что река вышла из берегов и три деревни были эвакуированы до рассвета. " * 3
    markup = f'<html><head><meta charset="windows-1251"><title>Река</title></head><body><article><p>{text}</p><p>{text}</p></article>'  # noqa: E501
    article = run(markup.encode("cp1251"), "text/html", uri=URL, url=URL)
    assert article.in_language == "ru"
    assert text.strip() in article.article_body


PIECES = [
    "<",
    ">",
    "/",
    "=",
    '"',
    " ",
    "p",
    "div",
    "a",
    "h1",
    "script",
    "time",
    "text ",
    "\0",
    "é",
    "<p>",
    "</p>",
    "&#0;",
]


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_any_markup_gives_a_draft_or_quarantine(text: str) -> None:
    with contextlib.suppress(Quarantine):
        assert parse(text).body


def test_a_headline_that_is_marked_as_one() -> None:
    names = '<meta property="og:title" content="All about the valley">'
    entry = '<h2 class="entry-title">The river, our neighbour</h2>'
    teaser = '<aside><h2 class="entry-title"><a href="/x">Another story of ours</a></h2></aside>'
    text = page(head=names, top=entry, bottom=teaser, h1="").replace("<h1></h1>", "")
    draft = parse(text.replace("River rises over night | Valley News", "The valley pages"))
    assert (draft.headline, draft.headline_source) == ("The river, our neighbour", "marked")


def test_a_title_in_a_wrong_encoding_is_found_above_its_byline() -> None:
    wrong = "The river’s night".encode().decode("latin-1")
    draft = parse(page(h1=wrong, top="<p>By Mira Holt</p>").replace("River rises over night", wrong))
    assert (draft.headline, draft.author) == ("The river’s night", ("Mira Holt",))


@pytest.mark.parametrize("depth", [250, 300, screening.MAX_HTML_DEPTH - 10])
def test_text_that_stands_as_deep_as_collect_allows_is_read(depth: int) -> None:
    text = " ".join(["The ferry to the island was held in the harbour by the storm on Monday."] * 6)
    deep = "<div>" * depth + f"<p>{text}</p><p>{text} It left on Tuesday.</p>" + "</div>" * depth
    assert parse(f"<html><body><h1>The ferry waits</h1>{deep}</body></html>").body.endswith("It left on Tuesday.")
