"""JSON items: schema.org and ninjs."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mediawatch.clean.formats.json_item import parse_item
from mediawatch.errors import Quarantine
from mediawatch.model import Article

BODY = "The minister said on Monday that the river had risen and that three villages had been cleared before dawn."


def test_schema_org(run: Callable[..., Article]) -> None:
    article = run(
        json.dumps(
            {
                "@type": "NewsArticle",
                "@id": "https://news.example/river?utm_source=feed",
                "headline": "River rises",
                "articleBody": f"NEW DELHI, May 5 (Reuters) - {BODY}",
                "datePublished": "2025-05-05T22:30:00+05:30",
                "dateModified": "2025-05-06",
                "inLanguage": "en_us",
                "author": [{"@type": "Person", "name": "Jane Doe"}, "By Max Berg", {"name": "Reuters"}],
                "publisher": {"@type": "Organization", "name": "Valley News, Inc"},
                "keywords": "flood, river",
            }
        ),
        "application/json",
        uri="file://inbox/a.jsonl#3",
    )
    assert article.uri == article.url == "https://news.example/river"
    assert article.headline == "River rises"
    assert article.article_body == BODY
    assert article.dateline == "NEW DELHI"
    assert article.date_published == datetime(2025, 5, 5, 17, tzinfo=UTC)
    assert article.date_modified == datetime(2025, 5, 6, tzinfo=UTC)
    assert article.author == ("Jane Doe", "Max Berg")
    assert article.publisher == "Valley News, Inc"
    assert article.keywords == ("flood", "river")
    assert article.declared_language == "en-US"
    assert (article.in_language, article.extraction_method) == ("en", "json")


def test_ninjs() -> None:
    draft = parse_item(
        json.dumps(
            {
                "uri": "tag:news.example,2025:1",
                "headlines": [{"value": "River rises"}],
                "body_xhtml": f"<div><p>{BODY}</p><p>It <b>rains</b> &amp; pours.</p><script>x()</script></div>",
                "versioncreated": "2025-05-05T10:00:00Z",
                "byline": "Jane Doe",
                "language": "en",
            }
        )
    )
    assert draft.headline == "River rises"
    assert draft.body == f"{BODY}\n\nIt rains & pours."
    assert draft.url is None
    assert draft.author == ("Jane Doe",)


def test_a_list_of_one_is_the_item() -> None:
    assert parse_item(json.dumps([{"articleBody": BODY}])).body == BODY


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        *(
            ("{", "bad_json"),
            ("", "bad_json"),
            ("[1, 2]", "bad_json"),
            ('"text"', "bad_json"),
            ("[" * 100_000, "bad_json"),
        ),
        *(("{}", "not_an_article"), ('{"headline": "x"}', "not_an_article"), ('{"articleBody": 7}', "not_an_article")),
    ],
)
def test_what_is_no_article(text: str, reason: str) -> None:
    with pytest.raises(Quarantine) as caught:
        parse_item(text)
    assert caught.value.reason == reason


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=8,
)
KEYS = st.sampled_from(
    ["@id", "url", "headline", "datePublished", "author", "publisher", "keywords", "inLanguage", "people", "bodies"]
)


@given(st.dictionaries(KEYS, JSON, max_size=6))
def test_odd_values_under_known_keys_do_not_stop_it(fields: dict[str, object]) -> None:
    assert parse_item(json.dumps({**fields, "articleBody": BODY})).body == BODY
