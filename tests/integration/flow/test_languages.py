"""A report in each of 140 languages goes through the whole flow and is found again."""

from __future__ import annotations

import html

import flow
import pytest
from languages import Report, reports
from mediawatch.settings import Settings

JOINERS = "\u200c\u200d"
Shown = dict[str, flow.Row]


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory, shared_warehouse: Settings) -> tuple[Settings, Shown]:
    """The warehouse after one run over a page a language, each with a topic of its own; language -> its article."""
    folder, topics = tmp_path_factory.mktemp("world"), tmp_path_factory.mktemp("topics")
    for report in reports():
        name = report.language.lower()
        text = "".join(f"<p>{html.escape(paragraph)}</p>" for paragraph in report.paragraphs)
        page = (
            f'<!DOCTYPE html><html lang="{report.language}"><head><meta charset="utf-8">'
            f"<title>{report.headline}</title></head><body><article><h1>{report.headline}</h1>{text}</article></body></html>"
        )
        (folder / f"{name}.html").write_text(page, encoding="utf-8")
        (topics / f"in-{name}.yaml").write_text(
            f"id: in-{name}\nlabel: {report.language}\nquery: '\"{report.sought}\"'\n", encoding="utf-8"
        )
    flow.run(shared_warehouse, folder, topics_dir=topics)
    articles = flow.rows(shared_warehouse, _ARTICLES)
    return shared_warehouse, {row["uri"].rsplit("/", 1)[-1].removesuffix(".html"): row for row in articles}


_ARTICLES = """
select a.uri, a.article_id, a.article_body, a.word_count, a.in_language,
    array(select t.topic_id from news.article_topic t where t.article_id = a.article_id) as topics
from news.article a
"""


def test_every_language_is_published(shown: tuple[Settings, Shown]) -> None:
    assert len(reports()) >= 120
    assert set(shown[1]) == {report.language.lower() for report in reports()}
    assert flow.column(shown[0], "select outcome from ops.document where outcome <> 'published'") == []


@pytest.mark.parametrize("report", reports(), ids=lambda report: report.language)
def test_words_joiners_and_ways_to_find_it(shown: tuple[Settings, Shown], report: Report) -> None:
    settings, articles = shown
    row = articles[report.language.lower()]
    assert abs(row["word_count"] - report.words) <= report.words / 10
    text = "".join(report.paragraphs)
    assert [row["article_body"].count(joiner) for joiner in JOINERS] == [text.count(joiner) for joiner in JOINERS]
    assert f"in-{report.language.lower()}" in row["topics"]
    found = flow.column(
        settings,
        "select article_id from news.article "
        "where search @@ websearch_to_tsquery(news.text_search_config(in_language), :word)",
        word=report.sought,
    )
    assert row["article_id"] in found
