"""One article of its pages: the text of all, each line once, and what is missing said."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from mediawatch.clean import clean
from mediawatch.clean.joined_pages import join, of_one_article
from mediawatch.model import Article, RawDocument, document_id
from mediawatch.settings import Settings

SITE = "https://courier.example"
SEEN = datetime(2026, 5, 1, tzinfo=UTC)
FOLDER = Path("/nonexistent")
SETTINGS = Settings(home=FOLDER, lake=FOLDER, database_url=None, postgres_dir=FOLDER, workers=1)
FIRST = [
    "The mill on the river has been stopped for a month, since its wheel lost two of its forty blades in May.",
    "The owner wants to mend it with oak from the valley, which has to dry until autumn before it is cut.",
]
SECOND = [
    "Bread in the three villages is made from flour of the town until then, and costs a tenth more than before.",
    "A second mill had stood upstream until the flood of 1954; its stones lie in the garden of the school.",
]


def read(
    path: str, paragraphs: list[str], pager: str, *, headline: str = "Mill stands still", head: str = ""
) -> Article:
    text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    data = (
        f"<html lang=en><head><title>{headline}</title>{head}</head><body><main><article><h1>{headline}</h1>{text}"
        f"</article><div class=pager>{pager}</div></main></body></html>"
    ).encode()
    url = SITE + path
    raw = RawDocument(document_id(url, ""), url, "web", "text/html", "0" * 64, len(data), "-", SEEN, url=url)
    return clean(raw, data, as_of=SEEN + timedelta(days=30), settings=SETTINGS)


def test_a_page_knows_its_article_and_its_number() -> None:
    first = read("/mill", FIRST, '<b>1</b> <a href="?page=2">2</a>')
    second = read("/mill?page=2", SECOND, '<a href="/mill">1</a> <b>2</b>')
    assert (first.uri, first.page_number, first.next_page) == (f"{SITE}/mill", 1, f"{SITE}/mill?page=2")
    assert (second.uri, second.page_number, second.next_page) == (f"{SITE}/mill", 2, None)
    assert second.url == f"{SITE}/mill?page=2"
    alone = read("/mill", FIRST, "")
    assert (alone.page_number, alone.next_page) == (None, None)


def test_the_text_of_all_pages_is_the_articles() -> None:
    first = read("/mill", FIRST, '<b>1</b> <a href="?page=2">2</a>')
    second = read("/mill?page=2", [FIRST[0], *SECOND], '<a href="/mill">1</a> <b>2</b>')
    whole = join([second, first], settings=SETTINGS)
    assert whole.article_body.split("\n") == [*FIRST, *SECOND]
    assert whole.word_count == sum(len(line.split()) for line in (*FIRST, *SECOND))
    assert whole.url == whole.uri == f"{SITE}/mill"
    assert whole.content_sha256 not in (first.content_sha256, second.content_sha256)
    assert set(whole.fingerprint) >= set(first.fingerprint)
    assert "pages-joined: pages 1, 2" in whole.warnings
    assert not any(warning.startswith("pages-missing") for warning in whole.warnings)


def test_what_was_not_delivered_is_said() -> None:
    first = read("/mill", FIRST, '<b>1</b> <a href="?page=2">2</a>')
    third = read("/mill?page=3", SECOND, '<a href="/mill">1</a> <a href="?page=2">2</a> <a href="?page=4">4</a>')
    alone = join([first], settings=SETTINGS)
    assert alone.warnings[-1] == f"pages-missing: {SITE}/mill?page=2"
    assert join([first, third], settings=SETTINGS).warnings[-1] == f"pages-missing: 2, {SITE}/mill?page=4"


def test_what_only_a_later_page_says_is_the_articles() -> None:
    head = '<meta name="author" content="Mira Holt"><meta property="article:published_time" content="2026-04-03">'
    first = read("/mill", FIRST, '<a href="?page=2">2</a>')
    second = read("/mill?page=2", SECOND, '<a href="/mill">1</a>', head=head)
    whole = join([first, second], settings=SETTINGS)
    assert whole.author == ("Mira Holt",)
    assert str(whole.published_on) == "2026-04-03"


def test_pages_of_one_address_with_other_headlines_are_no_article() -> None:
    first = read("/mill", FIRST, '<a href="?page=2">2</a>')
    second = read("/mill?page=2", SECOND, '<a href="/mill">1</a>', headline="Mill stands still – page 2")
    other = read("/mill?page=2", SECOND, '<a href="/mill">1</a>', headline="Harvest begins in the eastern valley")
    assert of_one_article(second, first)
    assert not of_one_article(other, first)
    assert of_one_article(replace(other, url=None), first)
