"""Items of JSON Lines and of lists are documents of their own, and a broken one is alone."""

from __future__ import annotations

import gzip
import io
import json
import os
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mediawatch.collect.containers.json_items import json_file, json_lines
from mediawatch.collect.raw.raw_store import RawStore
from mediawatch.model import Excluded, RawDocument

Collect = Callable[..., list[RawDocument | Excluded]]


def _documents(found: list[RawDocument | Excluded]) -> list[RawDocument]:
    return [document for document in found if isinstance(document, RawDocument)]


def _reasons(found: list[RawDocument | Excluded]) -> dict[str, str]:
    return {document.uri: document.reason for document in found if isinstance(document, Excluded)}


def test_lines_are_documents_and_a_broken_one_is_alone(inbox: Path, collect: Collect, store: RawStore) -> None:
    lines = [
        b'\xef\xbb\xbf{"url": "https://a.example/1?utm_source=x", "headline": "One"}',
        b"",
        b'  {"@id": "https://a.example/3", "url": 7}  ',
        b'{"headline": ',
        b"[1, 2]",
        b'{"headline": "caf\xe9"}',
        b'{"headline": "' + os.urandom(550_000).hex().encode() + b'"}',
        b'{"deep": ' + b"[" * 200 + b"]" * 200 + b"}",
        b'{"mainEntityOfPage": {"@id": "https://a.example/9"}, "uri": "urn:x"}\r',
        b'{"url": "ftp://a.example/10", "headline": "\xd0\x94\xd0\xb5\xd0\xbb\xd0\xb8"}',
    ]
    for name, data in (("a.jsonl", b"\n".join(lines)), ("b.jsonl.gz", gzip.compress(b"\n".join(lines)))):
        (inbox / name).write_bytes(data)
        found = collect(inbox / name)
        good = {raw.uri.rpartition("#")[2]: raw for raw in _documents(found)}
        assert {number: raw.url for number, raw in good.items()} == {
            "1": "https://a.example/1",
            "3": "https://a.example/3",
            "9": "https://a.example/9",
            "10": None,
        }
        assert json.loads(store.read(good["1"]))["headline"] == "One"
        assert json.loads(store.read(good["10"]))["headline"] == "Дели"
        assert store.read(good["3"]) == lines[2].strip()
        assert {uri.rpartition("#")[2]: reason for uri, reason in _reasons(found).items()} == {
            "4": "not_json",
            "5": "wrong_shape",
            "6": "not_json",
            "7": "too_large",
            "8": "too_deep",
        }
        broken = next(document for document in found if document.uri.endswith("#4"))
        assert isinstance(broken, Excluded)
        assert broken.raw is not None
        assert store.read(broken.raw) == lines[3].strip()


def test_blank_lines_count_and_cost_nothing(inbox: Path, collect: Collect, store: RawStore) -> None:
    """Three million of them, in lines of every make, would take seconds one by one."""
    blank = b"\n" * 700_000 + b" \t\r\n" * 500_000 + b"\n \n" * 100
    (inbox / "a.jsonl").write_bytes(b'{"a": 1}\n' + blank + b'  {"a": 2}\n' + b" \n" * 5 + b'{"a": 3}')
    began = time.process_time()
    found = _documents(collect(inbox / "a.jsonl"))
    assert time.process_time() - began < 1
    numbers = [raw.uri.rpartition("#")[2] for raw in found]
    assert numbers == ["1", str(700_000 + 500_000 + 200 + 2), str(700_000 + 500_000 + 200 + 2 + 6)]
    assert [json.loads(store.read(raw))["a"] for raw in found] == [1, 2, 3]


def test_a_container_of_faults_does_not_flood_the_ledger(inbox: Path, collect: Collect) -> None:
    (inbox / "a.json").write_bytes(b"[" + b"1," * 1_000_000 + b"1]")
    (inbox / "b.jsonl").write_bytes(b"1\n" * 1_000_000)
    (inbox / "c.jsonl").write_bytes(b'{"a": 1}\n' * 3000 + b"1\n" * 2000)  # many faults, but not most of it
    reasons = Counter(
        (document.uri.partition("#")[0][-7:], getattr(document, "reason", "taken")) for document in collect()
    )
    assert reasons == {
        ("/a.json", "wrong_shape"): 1001,
        ("/a.json", "too_many_items"): 1,
        ("b.jsonl", "wrong_shape"): 1001,
        ("b.jsonl", "too_many_items"): 1,
        ("c.jsonl", "taken"): 3000,
        ("c.jsonl", "wrong_shape"): 2000,
    }


def test_items_before_the_damage_of_a_container_are_taken(inbox: Path, collect: Collect) -> None:
    data = b"".join(json.dumps({"headline": os.urandom(40).hex()}).encode() + b"\n" for _ in range(20_000))
    (inbox / "a.jsonl.gz").write_bytes(gzip.compress(data)[:-1000])
    found = collect()
    assert len(_documents(found)) > 10_000
    assert _reasons(found) == {"file://box/a.jsonl.gz": "broken_gzip"}


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_elements_of_a_list_are_found_by_their_bytes(
    inbox: Path, collect: Collect, store: RawStore, charset: str
) -> None:
    articles = [{"headline": f"Встреча №{number} 🙂", "url": f"https://a.example/{number}"} for number in range(50)]
    text = json.dumps([*articles, "no article"], ensure_ascii=False, indent=2)
    (inbox / "a.json").write_bytes(text.encode(charset))
    found = collect()
    assert [json.loads(store.read(raw)) for raw in _documents(found)] == articles
    assert [raw.uri for raw in _documents(found)] == [f"file://box/a.json#{number}" for number in range(1, 51)]
    assert _reasons(found) == {"file://box/a.json#51": "wrong_shape"}


def test_a_list_that_breaks_gives_what_comes_before(inbox: Path, collect: Collect) -> None:
    (inbox / "a.json").write_bytes(b'[{"a": 1}, {"a": 2} {"a": 3}]')
    found = collect()
    assert [raw.uri for raw in _documents(found)] == ["file://box/a.json#1"]
    assert _reasons(found) == {"file://box/a.json#2": "not_json"}


def test_a_graph_of_several_articles_is_a_list_of_them(inbox: Path, collect: Collect, store: RawStore) -> None:
    organisation = {"@type": "Organization", "@id": "https://a.example/#us"}
    article = {"@type": ["NewsArticle"], "@id": "https://a.example/1", "headline": "One"}
    other = {"@type": "ReportageNewsArticle", "@id": "https://a.example/2", "headline": "Two"}
    (inbox / "one.json").write_text(json.dumps({"@context": "x", "@graph": [organisation, article]}))
    (inbox / "two.json").write_text(json.dumps({"x": {"@graph": 1}, "@graph": [article, organisation, other]}))
    found = _documents(collect())
    assert [(raw.uri, raw.url) for raw in found] == [
        ("file://box/one.json#2", "https://a.example/1"),
        ("file://box/two.json#1", "https://a.example/1"),
        ("file://box/two.json#3", "https://a.example/2"),
    ]
    assert json.loads(store.read(found[2])) == other
    graphs = [
        {"@graph": [organisation, article]},
        {"@graph": [article, organisation, other]},
        {"@graph": [organisation]},
    ]
    (inbox / "lines.jsonl").write_text("\n".join(json.dumps(graph) for graph in graphs))
    found = _documents(collect(inbox / "lines.jsonl"))
    assert [raw.uri.rpartition("#")[2] for raw in found] == ["1", "2.1", "2.3", "3"]
    assert [json.loads(store.read(raw)) for raw in found] == [article, article, other, graphs[2]]


_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@given(st.lists(st.dictionaries(st.text(max_size=5), _VALUES, max_size=3), min_size=1, max_size=6), st.booleans())
def test_any_list_of_objects_comes_back_element_by_element(articles: list[dict[str, object]], ascii_: bool) -> None:
    data = json.dumps(articles, ensure_ascii=ascii_).encode("utf-8", "replace")
    items = list(json_file(data, 10**6))
    parts = [data[item.byte_offset :][: item.byte_length] for item in items]
    assert [json.loads(part) for part in parts] == json.loads(data)
    lines = "\n".join(json.dumps(article, ensure_ascii=ascii_) for article in articles).encode("utf-8", "replace")
    items = list(json_lines(io.BufferedReader(io.BytesIO(lines)), 10**6))  # type: ignore[arg-type]
    parts = [lines[item.byte_offset :][: item.byte_length] for item in items]
    assert [json.loads(part) for part in parts] == json.loads(data)
