"""Fields by the table of names: what services and tools write, odd values, and what is not read."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from runpy import run_path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mediawatch.clean.formats.json_item import parse_item
from mediawatch.clean.formats.markup import plain_of, unescaped
from mediawatch.clean.formats.stated_dates import date_text
from mediawatch.collect.containers.field_names import FIELDS, field_name, fold_name, known_names, names_of
from mediawatch.model import Article

KINDS = run_path(str(Path(__file__).with_name("json_kinds.py")))
ITEMS: dict[str, dict[str, Any]] = KINDS["ITEMS"]
BODY: str = KINDS["BODY"]


@pytest.mark.parametrize("kind", ITEMS)
def test_every_kind_gives_the_same_article(kind: str) -> None:
    draft = parse_item(json.dumps(ITEMS[kind]))
    assert draft.body == BODY
    assert draft.headline == KINDS["TITLE"]
    assert draft.date_published == datetime(2026, 3, 10, 8, tzinfo=UTC)
    assert draft.author == ("Ada Moor",)
    assert draft.publisher == "Harrow Post"
    assert draft.url == KINDS["URL"]
    assert draft.warnings == []


def test_one_article_in_an_answer_is_found() -> None:
    item = ITEMS["the Guardian"]
    for answer in ({"response": {"status": "ok", "content": item}}, {"data": {"article": item}}, {"article": item}):
        assert parse_item(json.dumps(answer)).headline == KINDS["TITLE"]


@pytest.mark.parametrize(
    ("key", "name"),
    [
        *(("News Headline", "headline"), ("newsText", "text"), ("Article Title", "articletitle"), ("nid", "nid")),
        *(("title_en", "title"), ("description_html", "description"), ("published_dt", "published")),
        *(("post_id", "postid"), ("document_name", "documentname"), ("page_by", "pageby"), ("item_source", "source")),
        *(("author_id", "authorid"), ("created_s", "createds"), ("title_page", "titlepage"), ("s", "s"), ("", "")),
        *(("tytuł", "tytul"), ("tieu_de", "tieude"), ("Tiêu đề", "tieude"), ("başlık", "baslik"), ("Źródło", "zrodlo")),
    ],
)
def test_what_stands_beside_a_name(key: str, name: str) -> None:
    assert field_name(key) == name


def test_the_fuller_summary_is_read() -> None:
    short = {"title": "Lock", "description": "The lock is open.", "lead_paragraph": BODY}
    assert parse_item(json.dumps(short)).body == BODY


def test_authors_and_days_as_lists_of_references_have_them() -> None:
    cited = {"author": [{"family": "Moor", "given": "Ada"}], "issued": {"date-parts": [["2026", 3, 10]]}}
    draft = parse_item(_item(**cited, **{"container-title": "Harrow Post"}))
    assert (draft.author, draft.publisher) == (("Ada Moor",), "Harrow Post")
    assert draft.date_published == datetime(2026, 3, 10, tzinfo=UTC)


def _item(**fields: Any) -> str:
    return json.dumps({"text": BODY, **fields})


@pytest.mark.parametrize(
    ("stated", "moment"),
    [
        *(("2026-03-10", (10, 0)), ("2026-03-10T09:00:00+01:00", (10, 8)), ("20260310T080000Z", (10, 8))),
        *(("20260310080000", (10, 8)), (20260310080000, (10, 8)), (1773129600, (10, 8)), ("1773129600", (10, 8))),
        *((1773129600000, (10, 8)), ("1773129600000", (10, 8)), (1773129600000000, (10, 8)), (1773129600.5, (10, 8))),
        *(("Tue, 10 Mar 2026 09:00:00 +0100", (10, 8)), ("Tue, 10 Mar 2026 08:00:00 GMT", (10, 8))),
        *(("2026-03-10 08:00:00 UTC", (10, 8)), ("2026/03/10 08:00", (10, 8)), ("10 March 2026", (10, 0))),
        *(({"$date": {"$numberLong": "1773129600000"}}, (10, 8)), ([2026, 3, 10, 8, 0, 0, 1, 69, 0], (10, 8))),
        *(({"seconds": 1773129600, "nanoseconds": 0}, (10, 8)), (["2026-03-10"], (10, 0))),
    ],
)
def test_dates_as_tools_write_them(stated: Any, moment: tuple[int, int]) -> None:
    draft = parse_item(_item(published=stated))
    assert draft.date_published == datetime(2026, 3, *moment, tzinfo=UTC)


@pytest.mark.parametrize("stated", [True, 5, -1e308, 10**30, "soon", {"a": 1}, [1], "9" * 400, {"$date": None}])
def test_what_is_no_date_gives_none(stated: Any) -> None:
    assert parse_item(_item(published=stated)).date_published is None


@pytest.mark.parametrize(
    "escaped",
    [
        "<p>Ada &amp; Jon</p><p>They won’t.</p>",
        "&lt;p&gt;Ada &amp;amp; Jon&lt;/p&gt;&lt;p&gt;They won&amp;#8217;t.&lt;/p&gt;",
        "&amp;lt;p class=&amp;quot;x&amp;quot;&amp;gt;Ada &amp;amp;amp; Jon&amp;lt;/p&amp;gt;"
        "&amp;lt;p&amp;gt;They won’t.&amp;lt;/p&amp;gt;",
        "Ada &amp; Jon\n\nThey won&rsquo;t.",
    ],
)
def test_markup_is_read_however_often_it_was_escaped(escaped: str) -> None:
    assert plain_of(escaped).strip().split("\n\n")[-1] == "They won’t."
    assert "Ada & Jon" in plain_of(escaped)


def test_text_that_speaks_of_markup_stays() -> None:
    for text in ("a < b and c > d", "AT&T; R&D", "x <- 5", "if a<b or p>q"):
        assert plain_of(text) == unescaped(text) == text


def test_what_looks_like_a_field_and_is_not_read_is_named() -> None:
    unread = {
        "erstveroeffentlichung_datum": "2026-03-10",
        "lead_writer_name": "Ada Moor",
        "volltext_2": "Nobody had expected the barge to come back before the summer. " * 8,
        "quote": "Short.",
        "pages": 7,
        "photo_credit": "Jon Lock",
    }
    assert parse_item(_item(headline="x", **unread)).warnings == [
        "unread-field: erstveroeffentlichung_datum looks like a date",
        "unread-field: lead_writer_name looks like an author",
        "unread-field: volltext_2 looks like a text",
    ]


def test_a_repeated_text_is_no_unread_one() -> None:
    assert parse_item(_item(text_as_shown=BODY * 2)).warnings == []


def test_a_text_that_its_source_cut_says_so() -> None:
    draft = parse_item(json.dumps({"title": "x", "content": f"{BODY[:200]}… [+1873 chars]", "description": "y"}))
    assert draft.body.endswith("…")
    assert draft.warnings == ["cut-text: its source gives the beginning alone: [+1873 chars]"]


def test_a_longer_text_goes_before_a_cut_one() -> None:
    assert parse_item(json.dumps({"content": BODY[:60], "article_text": BODY})).body == BODY
    assert parse_item(json.dumps({"body": BODY[:60], "full_content": BODY})).body == BODY


def test_a_summary_stands_in_for_a_text_and_says_so() -> None:
    draft = parse_item(json.dumps({"title": "x", "url": "https://a.example/", "description": f"<p>{BODY}</p>"}))
    assert draft.body == BODY
    assert draft.warnings == ["summary-only: there is no text; the summary stands in its place"]


def test_rubrik_is_a_section_in_german_and_a_headline_in_swedish() -> None:
    swedish = parse_item(_item(Rubrik="Bron öppnas för lastbilar"))
    assert (swedish.headline, swedish.section) == ("Bron öppnas för lastbilar", None)
    german = parse_item(_item(Rubrik="Politik"))
    assert (german.headline, german.section) == ("", "Politik")


def test_an_address_is_no_publisher_and_a_name_no_address() -> None:
    draft = parse_item(_item(source="https://www.harrow.example/", url="not an address"))
    assert (draft.publisher, draft.publisher_source) == ("harrow.example", "host")
    assert draft.url == "https://www.harrow.example/"
    assert parse_item(_item(source="Harrow Post")).url is None


@pytest.mark.parametrize(
    ("said", "publisher"),
    [
        ({"medium": "Article", "source": {"domain": "post.example"}}, "post.example"),
        ({"Medium": "Online", "Quelle": "Hafenblatt"}, "Hafenblatt"),
        ({"Medium": "Hafenblatt"}, "Hafenblatt"),
        ({"yoast_head_json": {"og_site_name": "Hafenblatt"}}, "Hafenblatt"),
        ({"Medium": "Tageszeitung"}, None),
        ({"media": "Радио", "Источник": "Вестник"}, "Вестник"),
    ],
)
def test_what_a_source_is_is_no_publisher(said: dict[str, Any], publisher: str | None) -> None:
    assert parse_item(json.dumps({"title": "Lock", "text": BODY, **said})).publisher == publisher


@pytest.mark.parametrize(
    ("title", "source", "headline"),
    [
        ("Harrow lock reopens - Harrow Post", "Harrow Post", "Harrow lock reopens"),
        ("港の橋が開通 | 北浜新聞", "北浜新聞", "港の橋が開通"),
        ("Harrow lock reopens - and closes", "Harrow Post", "Harrow lock reopens - and closes"),
        ("Harrow Post: why we wait", "Harrow Post", "Harrow Post: why we wait"),
        ("Harrow Post", "Harrow Post", "Harrow Post"),
    ],
)
def test_the_publisher_behind_a_headline_is_none_of_it(title: str, source: str, headline: str) -> None:
    item = {"source": {"id": None, "name": source}, "title": title, "content": BODY}
    assert parse_item(json.dumps(item)).headline == headline


@pytest.mark.parametrize(
    ("named", "found"),
    [
        *(
            ("ada@h.example (Ada Moor)", ("Ada Moor",)),
            ("Ada Moor; Jon Lock", ("Ada Moor", "Jon Lock")),
            (["By Ada Moor", {"name": "Jon Lock"}], ("Ada Moor", "Jon Lock")),
        ),
        *(({"name": "Ada Moor"}, ("Ada Moor",)), ([{"firstName": "Ada", "lastName": "Moor"}], ("Ada Moor",))),
        *(
            ("[[Ada Moor]]", ("Ada Moor",)),
            ("[[people/ada|Ada Moor]]", ("Ada Moor",)),
            (12, ()),
            ([None, {}], ()),
        ),
    ],
)
def test_authors_as_tools_write_them(named: Any, found: tuple[str, ...]) -> None:
    assert parse_item(_item(author=named)).author == found


def test_names_are_compared_without_marks_and_accents() -> None:
    for name in (
        "published_at",
        "publishedAt",
        "Published At",
        "published-at",
        "PUBLISHED.AT",
        "article:published_time",
    ):
        assert fold_name(name) in names_of("published")
    assert fold_name("Título") in names_of("headline")
    assert fold_name("Überschrift") in names_of("headline")


def test_the_table_has_names_for_every_field() -> None:
    for field in FIELDS:
        names = names_of(field)
        assert names
        assert len(names) == len(set(names)), [name for name in names if names.count(name) > 1]
    assert "readotherwise" not in known_names()


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=8,
)


NAMES = sorted({name for field in FIELDS for name in names_of(field)} - {"articlebody"})


@given(st.dictionaries(st.sampled_from(NAMES), JSON, max_size=8))
def test_odd_values_under_any_name_do_not_stop_it(fields: dict[str, Any]) -> None:
    draft = parse_item(json.dumps({**fields, "articleBody": BODY * 40}))
    assert draft.body


@given(JSON)
def test_any_value_has_a_date_text_or_none(value: Any) -> None:
    assert isinstance(date_text(value), str)


def test_a_tree_of_blocks_has_no_end_that_is_reached() -> None:
    deep: Any = BODY
    for _ in range(200):
        deep = {"content": [deep]}
    assert parse_item(_item(body=deep)).body == BODY


def test_a_numeric_date_is_read_as_the_rest_of_the_document_allows(run: Callable[..., Article]) -> None:
    american = run(_item(published="03/04/2025", language="en-US"), "application/json")
    assert str(american.published_on) == "2025-03-04"
    british = run(_item(published="03/04/2025", lang="english", url="https://post.harrow.co.uk/1"), "application/json")
    assert (str(british.published_on), british.declared_language) == ("2025-04-03", "en")
    changed = run(_item(published="03/04/2025", modified="2025-03-20", language="en"), "application/json")
    assert str(changed.published_on) == "2025-03-04"
    doubtful = run(_item(published="03/04/2025", language="en"), "application/json")
    assert doubtful.published_on is None
    assert [warning.partition(":")[0] for warning in doubtful.warnings] == ["ambiguous-date"]


def test_a_record_that_leaves_its_day_out_is_not_dated_by_its_making() -> None:
    item = {"title": "Lock", "text": BODY, "created_at": "2026-05-01"}
    assert parse_item(json.dumps(item)).date_published is not None
    for empty in (None, "", "null"):
        assert parse_item(json.dumps({**item, "published_at": empty})).date_published is None


def test_a_local_time_beside_the_same_in_utc_keeps_its_day() -> None:
    item = {"title": "Lock", "text": BODY, "date": "2026-03-10T01:15:00", "date_gmt": "2026-03-09T22:15:00"}
    draft = parse_item(json.dumps({**item, "author": 3, "_embedded": {"author": [{"name": "Ada Moor"}]}}))
    assert draft.date_published is not None
    assert draft.date_published.isoformat() == "2026-03-10T01:15:00+03:00"
    assert draft.author == ("Ada Moor",)


@pytest.mark.parametrize("words", ["ONLY AVAILABLE IN PAID PLANS", "[Removed]", "nan", "N/A"])
def test_what_tools_write_for_nothing_is_nothing(words: str) -> None:
    draft = parse_item(json.dumps({"title": "Lock", "content": words, "description": BODY, "author": words}))
    assert draft.body == BODY
    assert draft.author == ()
    assert [warning.partition(":")[0] for warning in draft.warnings] == ["summary-only"]


def test_a_cut_text_behind_dots_says_so() -> None:
    draft = parse_item(json.dumps({"title": "Lock", "content": f"{BODY}... [1345 chars]"}))
    assert draft.body == BODY
    assert draft.warnings[0].startswith("cut-text")


@pytest.mark.parametrize(
    ("headline", "text", "day", "author"),
    [
        ("शीर्षक", "समाचार", "मिति", "लेखक"),
        ("عنوان", "متن خبر", "تاریخ انتشار", "نویسنده"),
        ("Tiêu đề", "Nội dung", "Ngày đăng", "Tác giả"),
        ("Judul", "Isi berita", "Tanggal terbit", "Penulis"),
    ],
)
def test_names_of_columns_in_further_languages(headline: str, text: str, day: str, author: str) -> None:
    draft = parse_item(json.dumps({headline: "Lock", text: BODY, day: "2026-03-10", author: "Ada Moor"}))
    assert (draft.headline, draft.body, draft.author) == ("Lock", BODY, ("Ada Moor",))
    assert draft.date_published == datetime(2026, 3, 10, tzinfo=UTC)


def test_a_first_line_that_repeats_the_headline_stays_where_the_body_is_stated() -> None:
    """A feed sets its headline above its text; `articleBody` of schema.org is the body, as its source says."""
    body = f"Lock gates open\n\n{BODY}"
    assert parse_item(json.dumps({"headline": "Lock gates open", "articleBody": body})).body == body
    assert parse_item(json.dumps({"title": "Lock gates open", "content": body})).body == BODY
