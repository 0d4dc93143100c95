"""JSON as services, readers of feeds and databases answer: which articles are in it, and where their bytes stand."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path
from runpy import run_path
from typing import Any, cast

import pytest
from mediawatch.collect.containers.field_names import article_lists
from mediawatch.collect.containers.json_items import address_of, json_file, json_lines
from mediawatch.collect.raw.raw_store import RawStore
from mediawatch.model import Excluded, RawDocument, kind_of, parameters_of

KINDS = run_path(str(Path(__file__).parents[1] / "clean" / "json_kinds.py"))
ITEMS: dict[str, dict[str, Any]] = KINDS["ITEMS"]
Collect = Callable[..., list[RawDocument | Excluded]]


def _several(kind: str) -> list[dict[str, Any]]:
    """Two articles of a kind with addresses of their own."""
    text = json.dumps(ITEMS[kind])
    return [json.loads(text.replace(KINDS["URL"], f"https://post.harrow.example/lock-{n}")) for n in (1, 2)]


ENVELOPES: dict[str, Callable[[list[dict[str, Any]]], object]] = {
    "a list": lambda items: items,
    "NewsAPI": lambda items: {"status": "ok", "totalResults": 2, "articles": items},
    "the Guardian": lambda items: {"response": {"status": "ok", "total": 2, "results": items}},
    "Event Registry": lambda items: {"articles": {"results": items, "totalResults": 2, "page": 1}},
    "webz.io": lambda items: {"posts": items, "totalResults": 2, "next": "/more?ts=1"},
    "the New York Times": lambda items: {
        "status": "OK",
        "copyright": "(c)",
        "response": {"docs": items, "meta": {"hits": 2}},
    },
    "Elasticsearch": lambda items: {"took": 3, "hits": {"total": {"value": 2}, "max_score": 1.5, "hits": items}},
    "Strapi": lambda items: {"data": items, "meta": {"pagination": {"page": 1}}},
    "mediastack": lambda items: {"pagination": {"limit": 2}, "data": items},
    "JSON Feed": lambda items: {
        "version": "1.1",
        "title": "Harrow Post",
        "home_page_url": "https://h.example",
        "items": items,
    },
    "feedparser": lambda items: {"feed": {"title": "Harrow Post"}, "entries": items, "bozo": False},
    "by address": lambda items: {f"https://h.example/{n}": item for n, item in enumerate(items)},
    "by address, within": lambda items: {"articles": {f"id-{n}": item for n, item in enumerate(items)}},
}


@pytest.mark.parametrize("kind", ITEMS)
@pytest.mark.parametrize("envelope", ENVELOPES)
def test_every_kind_is_found_in_every_envelope(kind: str, envelope: str) -> None:
    items = _several(kind)
    for data in (
        json.dumps(ENVELOPES[envelope](items), indent=1).encode(),
        json.dumps(ENVELOPES[envelope](items), ensure_ascii=False).encode("utf-16"),
    ):
        found = list(json_file(data, 10**6))
        assert [item.number for item in found] == ["1", "2"]
        for item, own in zip(found, items, strict=True):
            part = data[item.byte_offset : item.byte_offset + item.byte_length]
            assert json.loads(part if part[1:2] != b"\0" else part.decode("utf-16-le")) == own
            assert item.problem is None
    assert [item.url for item in found] == ["https://post.harrow.example/lock-1", "https://post.harrow.example/lock-2"]


GROUPS: dict[str, Callable[[list[dict[str, Any]]], object]] = {
    "sources": lambda items: {"results": [{"source": "Harrow Post", "articles": items}]},
    "a list of sources": lambda items: [{"outlet": "Harrow Post", "country": "SE", "items": items}],
    "feeds": lambda items: {"feeds": [{"title": "Harrow Post", "url": "https://h.example/rss", "entries": items}]},
    "clusters": lambda items: {"clusters": [{"id": 1, "name": "Harrow Post", "documents": items}]},
    "Solr, grouped": lambda items: {
        "grouped": {"s": {"groups": [{"name": "Harrow Post", "doclist": {"docs": items}}]}}
    },
}


@pytest.mark.parametrize("group", GROUPS)
def test_articles_are_found_within_two_lists(group: str) -> None:
    items = _several("NewsAPI")
    data = json.dumps(GROUPS[group](items)).encode()
    found = list(json_file(data, 10**6))
    assert [item.number for item in found] == ["1.1", "1.2"]
    for item, own in zip(found, items, strict=True):
        assert json.loads(data[item.byte_offset : item.byte_offset + item.byte_length]) == own
        assert parameters_of(item.media_type or "") == {"publisher": "Harrow Post"}


@pytest.mark.parametrize("group", GROUPS)
def test_groups_without_articles_are_passed_over(group: str) -> None:
    """A reader of fifty feeds has something new in a few."""
    items, whole = _several("NewsAPI"), cast("Any", GROUPS[group]([]))

    def told(value: Any) -> list[Any]:
        """The list of groups in a value."""
        return value if isinstance(value, list) else told(next(iter(value.values())))

    full = cast("Any", GROUPS[group](items))
    told(whole)[:] = [*told(GROUPS[group]([])) * 5, *told(full), *told(GROUPS[group]([]))]
    found = list(json_file(json.dumps(whole).encode(), 10**6))
    assert [(item.number, item.problem) for item in found] == [("6.1", None), ("6.2", None)]


def test_an_article_with_an_empty_list_is_an_article() -> None:
    lock = {"title": "Lock", "url": "https://h.example/a", "summary": "It is shut.", "items": []}
    listed = {"results": [lock, {"title": "Barge", "text": "It is open.", "news": []}]}
    assert len(list(json_file(json.dumps(listed).encode(), 10**6))) == 2


def test_a_number_of_articles_is_no_empty_list_of_them() -> None:
    """What is no article and no list is set aside, and seen."""
    counted = [*_several("NewsAPI"), {"id": 7, "name": "Ann", "posts": 0}]
    assert len(list(json_file(json.dumps(counted).encode(), 10**6))) == 3


def test_what_is_related_to_an_article_of_a_list_takes_its_place_in_no_way() -> None:
    related = [{"title": f"Other {n}", "url": f"https://h.example/{n}", "summary": "It is open."} for n in range(3)]
    brief = {"title": "Lock", "url": "https://h.example/a", "summary": "It is shut.", "related": related}
    crumbs = {"@type": "BreadcrumbList", "itemListElement": [{"name": "News", "url": "https://h.example/n"}] * 2}
    for value in ([brief, crumbs], {"articles": [brief, brief]}, {"@graph": [ITEMS["schema.org"], crumbs]}):
        assert not any("." in str(item.number) for item in json_file(json.dumps(value).encode(), 10**6))


@pytest.mark.parametrize("name", ["sections", "slides", "questions"])
def test_the_parts_of_one_text_are_no_articles(name: str) -> None:
    words = "answer" if name == "questions" else "text"
    parts = [{"title": f"Part {n}", words: f"The lock is {n} years old."} for n in (1, 2)]
    (item,) = json_file(json.dumps({"headline": "Lock", "date": "2026-03-10", name: parts}).encode(), 10**6)
    assert item.number is None


def test_parts_with_days_or_addresses_are_articles() -> None:
    parts = [{"title": f"Lock {n}", "text": "The lock is open.", "url": f"https://h.example/{n}"} for n in (1, 2)]
    assert len(list(json_file(json.dumps({"headline": "Digest", "sections": parts}).encode(), 10**6))) == 2


def test_the_blocks_of_one_article_are_one_document() -> None:
    """As Unstructured takes documents apart."""
    blocks = [{"type": "Title", "text": "Lock"}, *({"type": "NarrativeText", "text": f"Barge {n}."} for n in range(3))]
    (item,) = json_file(json.dumps(blocks).encode(), 10**6)
    assert (item.number, item.problem) == (None, None)
    (line,) = json_lines(io.BufferedReader(io.BytesIO(json.dumps(blocks).encode() + b"\n")), 10**6)
    assert line.problem is None
    messages = [{"type": "status", "text": f"Barge {n}."} for n in range(3)]
    assert len(list(json_file(json.dumps(messages).encode(), 10**6))) == 3


def test_the_blocks_of_an_editor_are_one_document() -> None:
    """`data` is a day in Portuguese, and what Editor.js keeps the words of a block in."""
    blocks = [{"type": "paragraph", "data": {"text": f"The {n} boats of the harbour lay still."}} for n in range(3)]
    head = {"type": "header", "data": {"text": "Boats lie still", "level": 1}}
    (found,) = json_file(json.dumps({"time": 1790568000000, "blocks": [head, *blocks]}).encode(), 10**6)
    assert found.number is None


def test_the_address_of_an_entry_stands_behind_those_of_its_feed() -> None:
    links = [
        {"rel": "replies", "href": "https://blog.example/feeds/comments"},
        {"rel": "self", "href": "https://blog.example/feeds/1"},
        {"rel": "alternate", "href": "https://blog.example/bridge"},
    ]
    assert address_of({"title": "Bridge opens", "link": links}) == "https://blog.example/bridge"
    assert address_of({"title": "Bridge opens", "link": [*links[:2], 5, {"href": None}]}) is None


def test_the_address_of_an_item_of_a_reader_of_feeds() -> None:
    item = {
        "title": "Boats lie still",
        "published": 1790568000,
        "alternate": [{"href": "https://post.example/boats", "type": "text/html"}],
        "summary": {"content": "<p>The boats of the harbour lay still.</p>"},
        "origin": {"title": "The Post", "htmlUrl": "https://post.example"},
    }
    (found,) = json_file(json.dumps({"id": "stream", "items": [item]}).encode(), 10**6)
    assert found.url == "https://post.example/boats"


def test_the_name_of_a_feed_goes_with_its_items() -> None:
    for envelope in ("JSON Feed", "feedparser"):
        data = json.dumps(ENVELOPES[envelope](_several("JSON Feed"))).encode()
        for item in json_file(data, 10**6):
            assert kind_of(item.media_type or "") == "application/json"
            assert parameters_of(item.media_type or "") == {"publisher": "Harrow Post"}


def test_an_article_with_related_ones_is_one_article() -> None:
    related = [{"title": f"Other {n}", "url": f"https://h.example/{n}"} for n in range(3)]
    for article in (
        {**ITEMS["NewsAPI"], "related": related},
        {**ITEMS["NewsAPI"], "related": {"articles": related}},
        {"title": "x", "image": {"url": "https://h.example/x.png"}, "related": related},
    ):
        assert article_lists(article) == []
        (item,) = json_file(json.dumps(article).encode(), 10**6)
        assert item.number is None


def test_several_lists_of_one_answer_are_numbered_on() -> None:
    one, two = _several("NewsAPI")
    found = list(json_file(json.dumps({"top": [one], "latest": [two, "no article"]}).encode(), 10**6))
    assert [(item.number, item.problem and item.problem.reason) for item in found] == [
        ("1", None), ("2", None), ("3", "wrong_shape"),
    ]  # fmt: skip


def test_of_two_equal_keys_the_last_one_counts() -> None:
    one, two = (json.dumps(item) for item in _several("NewsAPI"))
    data = f'{{"articles": [{one}, {one}], "articles": [{two}]}}'.encode()
    (item,) = json_file(data, 10**6)
    assert item.url == "https://post.harrow.example/lock-2"


def test_answers_line_by_line(inbox: Path, collect: Collect, store: RawStore) -> None:
    pages = [ENVELOPES["NewsAPI"](_several("NewsAPI")), ENVELOPES["a list"](_several("webz.io")), ITEMS["GDELT"]]
    for name in ("a.jsonl", "a.ndjson", "a.json"):
        (inbox / name).write_text("".join(json.dumps(page) + "\n" for page in pages))
        found = collect(inbox / name)
        assert [document.uri.partition("#")[2] for document in found] == ["1.1", "1.2", "2.1", "2.2", "3"]
        read = [json.loads(store.read(raw)) for raw in found if isinstance(raw, RawDocument)]
        assert read == [*_several("NewsAPI"), *_several("webz.io"), ITEMS["GDELT"]]


def test_a_list_called_json_lines(inbox: Path, collect: Collect) -> None:
    (inbox / "a.jsonl").write_text(json.dumps(_several("NewsAPI"), indent=2))
    assert [document.uri for document in collect()] == ["file://box/a.jsonl#1", "file://box/a.jsonl#2"]


def test_an_envelope_that_breaks_off_is_not_json(inbox: Path, collect: Collect) -> None:
    (inbox / "a.json").write_text(json.dumps(ENVELOPES["NewsAPI"](_several("NewsAPI")))[:-30])
    (found,) = collect()
    assert isinstance(found, Excluded)
    assert found.reason == "not_json"


def test_statistics_are_one_document() -> None:
    for value in (
        {"data": [{"day": "2026-03-10", "count": 5}] * 3},
        {"articles": [], "status": "ok"},
        {"a": {"b": [1, 2]}},
    ):
        (item,) = json_file(json.dumps(value).encode(), 10**6)
        assert item.number is None
