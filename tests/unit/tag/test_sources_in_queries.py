"""Filters on the source of an article, alike in batches, in history and in a topic's examples."""

from __future__ import annotations

from dataclasses import replace

import pytest
from mediawatch.model import Medium
from mediawatch.tag import Evaluator, Example, QueryError, Tagger, Topic, check_examples, explain, parse_query
from mediawatch.tag.query.filters import read_filter
from mediawatch.tag.topics.examples import article_of

MEDIA = {
    "river-post": Medium("print_native", 1, "North Highlands", "IN", ("World news", "Morning")),
    "hill-blog": Medium("blog", None, None, "GB", ()),
    "bare": Medium(),
}
QUERIES = {
    "source:river-post": ["river-post"],
    "source:(river-post OR bare)": ["river-post", "bare"],
    "NOT source:river-post": ["hill-blog", "bare", "unknown", None],
    "media_type:blog": ["hill-blog"],
    "media_type:(blog OR Print_Native)": ["river-post", "hill-blog"],
    'collection:"world news"': ["river-post"],
    "collection:MORNING": ["river-post"],
    "collection:world": [],
    "country:IN": ["river-post"],
    "country:(in OR gb)": ["river-post", "hill-blog"],
    "region:highlands": ["river-post"],
    "tier:1": ["river-post"],
    "tier:2": [],
    "NOT media_type:blog": ["river-post", "bare", "unknown", None],
}


@pytest.mark.parametrize("query", QUERIES)
def test_filters_on_the_source(query: str) -> None:
    topic = Topic(id="t", label="t", query=f"bridge AND {query}")
    article = article_of(Example("The bridge is open.", matches=True))
    articles = [replace(article, source_id=name) for name in (*MEDIA, "unknown", None)]
    expected = [item.source_id in QUERIES[query] for item in articles]
    assert [bool(tags) for tags in Tagger([topic], MEDIA).tag(articles)] == expected
    evaluator = Evaluator(topic, MEDIA)
    assert [evaluator.matches(item) for item in articles] == expected
    assert [explain(item, topic, MEDIA).tag is not None for item in articles] == expected
    held = [tags[0].filters for tags in Tagger([topic], MEDIA).tag(articles) if tags]
    assert all(held)


@pytest.mark.parametrize(
    ("query", "advice"),
    [
        ("source:River", "write source:river-post"),
        ("media_type:paper", "print_native"),
        ("country:India", "country:IN"),
        ("tier:0", "tier:1"),
        ('collection:"..."', "there is no name"),
        ("source:river*", "wildcards"),
    ],
)
def test_values_that_can_never_hold_are_refused(query: str, advice: str) -> None:
    with pytest.raises(QueryError, match=advice):
        parse_query(f"bridge AND {query}")


def test_examples_say_what_their_source_is() -> None:
    def failing(**said: str) -> int:
        example = Example("The bridge is open.", matches=True, **said)
        return len(check_examples([Topic(id="t", label="t", query="bridge AND media_type:blog", examples=(example,))]))

    assert failing() == 1
    assert failing(media_type="blog") == 0
    assert failing(source="x", media_type="agency") == 1


def test_www_before_a_site_says_nothing() -> None:
    assert read_filter("site", "www.example.com", "").words == read_filter("site", "example.com", "").words
