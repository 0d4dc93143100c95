"""Grades, scores, filters, evidence, explanations, and what a batch gives back."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from mediawatch.model import Article, Tag
from mediawatch.tag import ArticleLike, Evaluator, Tagger, Topic, explain
from mediawatch.tag.match.clauses import MAX_PLACES
from mediawatch.tag.match.evaluate import score
from mediawatch.tag.topics.definition import Example
from mediawatch.tag.topics.examples import article_of

FILLER = " ".join(["word"] * 79)


READ_OF_AN_ARTICLE = [name for name, kind in vars(ArticleLike).items() if isinstance(kind, property)]


def make(body: str, headline: str = "", language: str = "en") -> Article:
    return article_of(Example(body, matches=True, headline=headline, language=language))


def tag(query: str, article: ArticleLike) -> Tag | None:
    return Evaluator(Topic(id="t", label="t", query=query)).tag_one(article)


def grade(query: str, article: Article) -> str | None:
    found = tag(query, article)
    return found.grade if found else None


def test_about_is_headline_or_the_first_80_words() -> None:
    assert grade("needle", make(FILLER + " needle")) == "about"
    assert grade("needle", make(FILLER + " word needle")) == "mentions"
    assert grade("needle", make(FILLER + " word", "needle")) == "about"
    assert grade('"needle eye"', make(FILLER + " needle eye")) == "mentions"
    assert grade("needle AND hay", make(f"needle {FILLER} hay")) == "mentions"
    assert grade("needle AND hay", make(f"needle {FILLER}", "hay")) == "about"
    assert grade("needle NEAR/3 hay", make(f"needle {FILLER} needle hay")) == "mentions"
    assert grade('"needle hay"~3', make(f"needle {FILLER} needle hay")) == "mentions"


def test_the_lead_of_chinese_is_160_characters() -> None:
    assert grade("袭击", make("字" * 158 + "袭击", language="zh-Hans")) == "about"
    assert grade("袭击", make("字" * 159 + "袭击", language="zh-Hans")) == "mentions"


def test_a_headline_from_the_first_sentence_does_not_count_twice() -> None:
    own = make("Needle found. It was sharp.", "Needle found.")
    derived = replace(own, headline_source="first-sentence")
    once, twice = tag("needle", derived), tag("needle", own)
    assert once is not None
    assert twice is not None
    assert [row.field for row in once.evidence] == ["article_body"]
    assert [row.field for row in twice.evidence] == ["headline", "article_body"]
    assert once.score < twice.score
    assert [row.field for row in getattr(tag("headline:needle", derived), "evidence", ())] == ["headline"]


def test_score_follows_its_formula() -> None:
    assert score((1, 1, 1)) == 0.8  # 0.7 * 1 + 0.3 * 1 / 3
    assert score((2, 1, 0)) == 0.71  # 0.7 * .8 + 0.3 * 2 / 4
    assert score((1, 0, 0)) == 0.31  # 0.7 * .3 + 0.3 * 1 / 3


def test_every_about_scores_above_every_mention() -> None:
    assert score((1, 1, 0)) > score((10**6, 0, 0))


def test_and_counts_its_rarest_part_and_or_all() -> None:
    article = make("a1 b2 a1 a1")
    rarest, all_parts = tag("a1 AND b2", article), tag("a1 OR b2", article)
    assert rarest is not None
    assert all_parts is not None
    assert rarest.score == score((1, 1, 0))
    assert all_parts.score == score((4, 4, 0))


def test_evidence_names_the_clause_as_written() -> None:
    found = tag('headline:(navy OR "red sea") AND (pirat* OR thief)', make("Pirates fled.", "Red Sea navy"))
    assert found is not None
    assert [(row.field, row.evidence_text, row.clause) for row in found.evidence] == [
        ("headline", "Red Sea", 'headline:"red sea"'),
        ("headline", "navy", "headline:navy"),
        ("article_body", "Pirates", "pirat*"),
    ]


def test_alternatives_that_fail_and_negations_give_no_evidence() -> None:
    found = tag("(a1 AND b2) OR (c3 AND NOT d4)", make("a1 c3"))
    assert found is not None
    assert [row.evidence_text for row in found.evidence] == ["c3"]


def test_a_word_that_stands_in_two_clauses_is_shown_once() -> None:
    found = tag("(a1 AND b2) OR (a1 AND c3)", make("a1 b2 c3"))
    assert found is not None
    assert [row.evidence_text for row in found.evidence] == ["a1", "b2", "c3"]


def test_evidence_of_a_word_is_bounded() -> None:
    found = tag("needle", make("needle " * 5000))
    assert found is not None
    assert len(found.evidence) == MAX_PLACES


def test_filters_that_held_are_recorded_as_written() -> None:
    article = replace(
        make("needle"),
        url="https://news.example.com/a",
        publisher="The Example Times",
        author=("Jane Q. Smith", "John Roe"),
        in_language="en-GB",
        date_published=datetime(2025, 5, 5, 23, 59, tzinfo=UTC),
    )
    query = (
        'needle AND site:example.com AND publisher:"example times" AND author:(roe OR doe) AND language:en '
        "AND date_published:[2025-05-01 TO 2025-05-05] AND NOT language:fr"
    )
    found = tag(query, article)
    assert found is not None
    assert found.filters == {
        "site": "site:example.com",
        "publisher": 'publisher:"example times"',
        "author": "author:roe",
        "language": "language:en NOT language:fr",
        "date_published": "date_published:[2025-05-01 TO 2025-05-05]",
    }
    assert [row.clause for row in found.evidence] == ["needle"]


FILTERS = [
    ("site:example.com", True),
    ("site:news.example.com", True),
    ("site:EXAMPLE.com", True),
    ("site:com", True),
    ("site:ample.com", False),
    ("site:example.org", False),
    ("publisher:times", True),
    ('publisher:"the example times"', True),
    ('publisher:"the times"', False),
    ("author:smith", True),
    ('author:"jane smith"', False),
    ("language:en", True),
    ("language:en-GB", True),
    ("language:en-US", False),
    ("language:e", None),
    ("language:fr", False),
    ("date_published:2025", True),
    ("date_published:2025-05", True),
    ("date_published:2025-05-05", True),
    ("date_published:2025-05-06", False),
    ("date_published:>=2025-05-05", True),
    ("date_published:>2025-05-05", False),
    ("date_published:<2025-05-05", False),
    ("date_published:<=2025-05-05", True),
    ("date_published:[2025-05-05 TO *]", True),
    ("date_published:{2025-05-05 TO *}", False),
    ("date_published:[* TO 2025-05-05]", True),
    ("date_published:[* TO 2025-05-05}", False),
    ("date_published:[2024 TO 2025-04]", False),
]


@pytest.mark.parametrize(("clause", "holds"), FILTERS, ids=[row[0] for row in FILTERS])
def test_filters(clause: str, holds: bool | None) -> None:
    article = replace(
        make("needle"),
        uri="https://www.news.example.com/a?b",
        publisher="The Example Times",
        author=("Jane Q. Smith",),
        in_language="en-GB",
        date_published=datetime(2025, 5, 5, 12, tzinfo=UTC),
    )
    if holds is None:
        with pytest.raises(ValueError, match="no language code"):
            tag(f"needle AND {clause}", article)
        return
    assert (tag(f"needle AND {clause}", article) is not None) == holds
    assert (tag(f"needle AND NOT {clause}", article) is not None) != holds


@pytest.mark.parametrize("clause", ["site:x.com", "publisher:x", "author:x", "date_published:2025"])
def test_an_article_without_the_datum_does_not_meet_a_filter(clause: str) -> None:
    assert tag(f"needle AND {clause}", make("needle")) is None


def test_each_language_is_asked_its_own_query() -> None:
    topic = Topic(id="t", label="t", query="attack", queries={"hi": "हमला", "zh-Hant": "襲擊"})
    evaluator = Evaluator(topic)
    assert evaluator.tag_one(make("an attack"))
    assert evaluator.tag_one(make("यह attack है", language="hi")) is None
    assert evaluator.tag_one(make("हमले हुए", language="hi"))
    assert evaluator.tag_one(make("襲擊", language="zh-Hant"))
    assert evaluator.tag_one(make("襲擊 attack", language="zh-Hans"))
    assert Evaluator(replace(topic, query=None)).tag_one(make("an attack")) is None
    batch = [make("襲擊", language="zh-Hant"), make("襲擊", language="zh-Hans"), make("attacks", language="en-GB")]
    assert [len(tags) for tags in Tagger([topic]).tag(batch)] == [1, 0, 1]


def test_grade_and_threshold_of_a_topic_hold_tags_back() -> None:
    late = make(FILLER + " word needle")
    topic = Topic(id="t", label="t", query="needle")
    assert Evaluator(topic).tag_one(late)
    assert Evaluator(replace(topic, grade="about")).tag_one(late) is None
    assert Evaluator(replace(topic, threshold=0.31)).tag_one(late)
    assert Evaluator(replace(topic, threshold=0.32)).tag_one(late) is None
    for held in (topic, replace(topic, grade="about"), replace(topic, threshold=0.32), replace(topic, query="hay")):
        assert Evaluator(held).matches(late) == (Evaluator(held).tag_one(late) is not None)


def test_tags_come_in_the_order_of_articles_and_topics() -> None:
    topics = [Topic(id=name, label=name, query=query, version=4) for name, query in [("z", "b2"), ("a", "a1")]]
    articles = [make("a1 b2"), make("nothing", language="ru"), make("b2", language="ru"), make("a1"), make("")]
    tags = Tagger(topics).tag(articles)
    assert [[t.topic_id for t in found] for found in tags] == [["z", "a"], [], ["z"], ["a"], []]
    assert {t.topic_version for found in tags for t in found} == {4}


def test_a_tagger_gives_the_same_tags_in_any_batch() -> None:
    topics = [Topic(id=f"t{n}", label="t", query=f"w{n} AND (x{n} OR common)") for n in range(30)]
    articles = [make(f"w{n % 30} common x{(n * 7) % 30} and w{(n * 3) % 30}") for n in range(500)]
    whole = Tagger(topics).tag(articles)
    pieces = Tagger(topics)
    assert [tags for n in range(0, 500, 33) for tags in pieces.tag(articles[n : n + 33])] == whole
    assert sum(map(len, whole)) > 500


def test_explain_shows_what_held_and_what_failed() -> None:
    topic = Topic(id="t", label="t", query="putin AND (visit OR summit) AND NOT moscow AND language:en")
    held = explain(make("Putin will visit Delhi."), topic)
    assert held.tag is not None
    assert held.reason.startswith("about, score")
    failed = explain(make("Putin stays in Moscow."), topic)
    assert failed.tag is None
    assert failed.reason == "no match: none of visit OR summit is there; moscow is there, and must not be"
    lines = list(failed.lines())
    assert lines[0] == f"t: {failed.reason}"
    assert "    + putin  once: 'Putin'" in lines
    assert "      - visit  0 times" in lines
    assert "    + language:en" in lines
    assert failed.clause is not None
    assert [part.held for part in failed.clause.parts] == [True, False, False, True]


def test_explain_names_threshold_grade_and_language() -> None:
    late = make(FILLER + " word needle")
    topic = Topic(id="t", label="t", query="needle")
    assert "below the topic's threshold" in explain(late, replace(topic, threshold=0.9)).reason
    assert "asks for grade about" in explain(late, replace(topic, grade="about")).reason
    assert "no query for articles in en" in explain(late, replace(topic, query=None, queries={"hi": "क"})).reason


def test_a_row_of_the_warehouse_is_tagged_like_an_article() -> None:
    article = make("Putin called.", "A call")
    row = SimpleNamespace(**{name: getattr(article, name) for name in READ_OF_AN_ARTICLE})
    assert tag("putin AND headline:call AND NOT site:x.com", row) == tag(
        "putin AND headline:call AND NOT site:x.com", article
    )
