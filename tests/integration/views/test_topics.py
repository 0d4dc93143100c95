"""Evidence in its sentence, and precision by the analysts' word."""

from __future__ import annotations

from typing import Any

from mediawatch.store.schema import tables


def test_evidence_stands_marked_in_its_sentence(newsroom: Any) -> None:
    body = "Gunmen struck on Tuesday. The Pahalgam attack killed tourists. India protested."
    newsroom.article(1, "2025-04-22T08:00Z", headline="After Pahalgam", article_body=body, url="https://e.org/1")
    newsroom.topic("pahalgam")
    newsroom.tag("pahalgam", 1, grade="about", score=0.75)
    found = {"article_id": 1, "topic_id": "pahalgam", "clause": "pahalgam"}
    start = body.index("Pahalgam attack")
    newsroom.add(
        tables.topic_evidence,
        **{
            **found,
            "evidence_no": 1,
            "field": "headline",
            "start_char": 6,
            "end_char": 14,
            "evidence_text": "Pahalgam",
        },
    )
    newsroom.add(
        tables.topic_evidence,
        **{**found, "evidence_no": 2, "field": "article_body"},
        **{"start_char": start, "end_char": start + 15, "evidence_text": "Pahalgam attack"},
    )
    query = (
        "select evidence_no, grade, score, field, clause, evidence_text, sentence, overruled, "
        "headline, in_language, url from news.topic_evidence_text order by evidence_no"
    )
    tag, article = ("about", 0.75), ("After Pahalgam", "en", "https://e.org/1")
    assert newsroom.rows(query) == [
        (1, *tag, "headline", "pahalgam", "Pahalgam", "After »Pahalgam«", False, *article),
        (
            2, *tag, "article_body", "pahalgam", "Pahalgam attack",
            "The »Pahalgam attack« killed tourists.", False, *article,
        ),
    ]  # fmt: skip
    newsroom.override("pahalgam", 1, True)
    assert newsroom.rows("select distinct overruled from news.topic_evidence_text") == [(False,)]
    newsroom.rows("update news.topic_override set relevant = false returning 1")
    assert newsroom.rows("select distinct overruled from news.topic_evidence_text") == [(True,)]


def test_precision_by_the_analysts_word(newsroom: Any) -> None:
    for number in range(1, 9):
        newsroom.article(number)
    newsroom.topic("pahalgam")
    newsroom.topic("summit")
    newsroom.tag("pahalgam", 1, 2)
    newsroom.tag("pahalgam", 3, 4, 5, grade="mentions")
    newsroom.tag("summit", 1)
    for number, relevant in {1: True, 2: False, 3: True, 4: True, 6: True, 7: True, 8: False}.items():
        newsroom.override("pahalgam", number, relevant)  # 6, 7: missed; 8: rightly not tagged
    query = (
        "select topic_id, tags, confirmed, rejected, missed, precision, precision_about "
        "from news.topic_precision order by topic_id"
    )
    assert newsroom.rows(query) == [
        ("pahalgam", 5, 3, 1, 2, 0.75, 0.5),
        ("summit", 1, 0, 0, 0, None, None),
    ]
