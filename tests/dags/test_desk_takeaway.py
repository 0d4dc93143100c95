"""Downloads, feeds and the read API in Airflow's own API server: whose they are, that text from outside stays text."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import flow
import pytest
from desk_users import log_in
from mediawatch.settings import Settings
from mediawatch.store.server.connect import transaction
from newsroom_rows import Newsroom
from sqlalchemy import text

if TYPE_CHECKING:
    from fastapi.testclient import TestClient

ROOT, API = "/mediawatch/", "/mediawatch-api/v1/"
HOSTILE = "=cmd|'/c calc'!A1 <script>alert(1)</script> ]]> & \x0b"
DAYS = "from=2025-04-01&to=2025-05-31"
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(scope="module")
def filled(shared_warehouse: Settings) -> Settings:
    """Thirty articles, a third of them on a topic; one with a hostile headline, one repeating it."""
    room = Newsroom(shared_warehouse)
    room.topic("summit")
    for number in range(1, 31):
        words = f"Text {number} about the harbour and the treaty."
        terms = "'harbour':1 'treaty':2 'treati':3"
        room.article(
            number, f"2025-05-{number:02}T10:00Z", article_body=words, url=f"https://a.example/{number}", terms=terms
        )
        if number % 3 == 0:
            room.tag("summit", number)
    with transaction(shared_warehouse) as connection:
        connection.execute(text("update news.article set headline = :h where article_id = 30"), {"h": HOSTILE})
        connection.execute(
            text("update news.article set url = 'javascript:alert(1)', publisher = :h where article_id = 30"),
            {"h": HOSTILE},
        )
    room.link(29, 30, "copy")
    return shared_warehouse


@pytest.fixture(autouse=True)
def deployed_here(filled: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Settings]:
    assert filled.database_url is not None
    monkeypatch.setenv("MEDIAWATCH_DATABASE_URL", filled.database_url)
    monkeypatch.setenv("MEDIAWATCH_LAKE", str(filled.lake))
    yield filled
    with transaction(filled) as connection:
        connection.execute(text("delete from ops.feed"))


# ------------------------------------------------------------------ downloads
@pytest.mark.parametrize("form", ["csv", "jsonl", "parquet", "xlsx"])
def test_a_download_holds_what_the_page_lists(reader: TestClient, form: str) -> None:
    answer = reader.get(f"{ROOT}export?format={form}&topic=summit&{DAYS}")
    assert answer.status_code == 200
    assert answer.headers["content-disposition"].endswith(f'.{form}"')
    assert answer.headers["x-content-type-options"] == "nosniff"
    if form == "csv":
        rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
        assert [row["article_id"] for row in rows] == [str(n) for n in range(30, 0, -3)]
        assert rows[0]["headline"].startswith("'=cmd")
        assert rows[1]["topics"] == "summit (about 0.5)"
    elif form == "jsonl":
        assert json.loads(answer.text.splitlines()[1])["about"][0]["termCode"] == "summit"
    else:
        assert len(answer.content) > 1000


def test_a_query_is_exported_and_a_wrong_one_is_told(reader: TestClient) -> None:
    found = reader.get(f"{ROOT}export?format=csv&q=treaty+AND+NOT+calc&text=unique&bodies=false&{DAYS}")
    rows = list(csv.DictReader(io.StringIO(found.content.decode("utf-8-sig"))))
    assert len(rows) == 28  # without the one that repeats, and the one that says calc
    assert {row["article_body"] for row in rows} == {""}
    assert reader.get(f"{ROOT}export?format=csv&q=treaty+AND").status_code == 422
    assert reader.get(f"{ROOT}export?format=exe").status_code == 422
    for path in ("take/topics/summit", "take/stories/1", f"take/search?q=a&{DAYS}"):
        assert reader.get(ROOT + path).status_code == 200


def test_an_export_reads_on_where_a_portion_ended(filled: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    from contextlib import contextmanager

    from mediawatch.desk import day_range
    from mediawatch.desk.export import selection

    monkeypatch.setattr(selection, "PORTION", 7)

    @contextmanager
    def reading() -> Any:
        with transaction(filled) as connection:
            yield connection

    with transaction(filled) as connection:
        days = day_range.everything(connection)
    for query, limit, expected in (("", None, 30), ("", 10, 10), ("treaty", None, 30), ("treaty", 3, 3)):
        wanted = selection.Wanted(days, query=query, limit=limit)
        numbers = [row["article_id"] for row in selection.rows(reading, filled, wanted)]
        assert numbers == list(range(30, 30 - expected, -1)), query


# ------------------------------------------------------------------ feeds
def make(client: TestClient, **fields: str) -> dict[str, str]:
    page = client.get(f"{ROOT}take/topics/summit").text
    token = re.search(r'name="token" value="([^"]+)"', page)
    assert token is not None
    answer = client.post(f"{ROOT}feeds", data={"token": token.group(1), **fields})
    assert answer.status_code == 200
    found = re.findall(r"<code>(http://[^<]+\.(atom|json))</code>", answer.text)
    return {form: address.removeprefix("http://testserver") for address, form in found}


def test_a_feed_is_read_by_its_token_alone_until_it_is_revoked(client: TestClient, filled: Settings) -> None:
    log_in(client, "asha")
    made = make(client, title="Summits", topic="summit")
    assert flow.column(filled, "select who from ops.feed") == ["asha"]
    assert made["atom"].split("/")[-1].split(".")[0] not in str(flow.rows(filled, "select * from ops.feed"))
    client.cookies.clear()
    answer = client.get(made["atom"])
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("application/atom+xml")
    root = ET.fromstring(answer.content)
    entries = root.findall(f"{ATOM}entry")
    assert [entry.findtext(f"{ATOM}id") for entry in entries] == [
        f"urn:mediawatch:article:{n}" for n in range(30, 0, -3)
    ]
    assert entries[0].findtext(f"{ATOM}title") == HOSTILE.replace("\x0b", "")
    assert entries[0].find(f"{ATOM}link") is None  # no address of the web
    told = client.get(made["json"]).json()
    assert told["version"] == "https://jsonfeed.org/version/1.1"
    assert len(told["items"]) == 10
    assert "url" not in told["items"][0]
    assert client.get("/mediawatch-feeds/" + "x" * 43 + ".atom").status_code == 404
    assert client.get("/mediawatch-feeds/short.atom").status_code in (404, 422)
    number = flow.column(filled, "select feed_id from ops.feed")[0]
    for name in ("ravi", "reader"):  # another user's feed, and somebody who may not
        log_in(client, name)
        page = client.get(f"{ROOT}feeds").text
        assert "Summits" not in page
        token = re.search(r'name="token" value="([^"]+)"', page + client.get(f"{ROOT}take/topics/summit").text)
        data = {"token": token.group(1)} if token else {}
        assert client.post(f"{ROOT}feeds/{number}/revoke", data=data).status_code in (403, 415, 422)
        client.cookies.clear()
    assert client.get(made["atom"]).status_code == 200
    log_in(client, "asha")
    token = re.search(r'name="token" value="([^"]+)"', client.get(f"{ROOT}feeds").text)
    assert token is not None
    assert client.post(f"{ROOT}feeds/{number}/revoke", data={"token": token.group(1)}).status_code == 303
    client.cookies.clear()
    assert client.get(made["atom"]).status_code == 404


def test_a_feed_of_a_search_shows_the_words(analyst: TestClient) -> None:
    made = make(analyst, title="Treaties", q="treaty")
    summary = analyst.get(made["json"]).json()["items"][3]["content_text"]
    assert "»treaty«" in summary


def test_a_feed_that_cannot_be_made_is_refused(client: TestClient, filled: Settings) -> None:
    log_in(client, "asha")
    page = client.get(f"{ROOT}take/topics/summit").text
    token = re.search(r'name="token" value="([^"]+)"', page)
    assert token is not None
    for fields in ({"title": ""}, {"title": "x", "q": "a AND"}, {"title": "x", "story": "one"}):
        assert client.post(f"{ROOT}feeds", data={"token": token.group(1), **fields}).status_code == 422
    client.cookies.clear()
    log_in(client, "reader")
    assert "Make a feed" not in client.get(f"{ROOT}take/topics/summit").text
    assert client.post(f"{ROOT}feeds", data={"token": token.group(1), "title": "x"}).status_code == 403
    client.cookies.clear()
    assert flow.rows(filled, "select * from ops.feed") == []


# ------------------------------------------------------------------ read API
@pytest.mark.parametrize("path", ["articles", "articles/1", "attention", "stories/1", "openapi.json"])
def test_the_api_asks_who_is_there(client: TestClient, path: str) -> None:
    assert client.get(API + path).status_code == 401


def test_articles_are_paged_by_key_each_once(reader: TestClient) -> None:
    seen: list[int] = []
    after = ""
    while True:
        told = reader.get(f"{API}articles?{DAYS}&limit=7{after}").json()
        seen += [row["article_id"] for row in told["articles"]]
        if told["after"] is None:
            break
        after = f"&after={told['after']}"
    assert seen == list(range(30, 0, -1))
    found = reader.get(f"{API}articles?q=treaty&{DAYS}&limit=4").json()
    assert len(found["articles"]) == 4
    more = reader.get(f"{API}articles?q=treaty&{DAYS}&limit=4&after={found['after']}").json()
    assert [row["article_id"] for row in (*found["articles"], *more["articles"])] == list(range(30, 22, -1))


def test_one_article_attention_and_faults(reader: TestClient) -> None:
    one = reader.get(f"{API}articles/3").json()
    assert (one["headline"], one["tags"][0]["topic_id"], one["article_body"]) == (
        "Headline 3",
        "summit",
        "Text 3 about the harbour and the treaty.",
    )
    attention = reader.get(f"{API}attention?topic=summit&{DAYS}").json()
    assert sum(attention["topics"][0]["matching"]) == 10
    assert sum(attention["total"]) == 30
    assert reader.get(f"{API}articles/999").status_code == 404
    assert reader.get(f"{API}articles?q=a+AND").status_code == 422
    assert reader.get(f"{API}articles?after=x").status_code == 422
    assert reader.get(f"{API}attention?topic=summit&topic=%00&{DAYS}").status_code == 422
    described = reader.get(f"{API}openapi.json").json()
    assert set(described["paths"]) == {"/articles", "/articles/{number}", "/attention", "/stories/{number}"}
    assert all(set(methods) == {"get"} for methods in described["paths"].values())
    assert reader.post(f"{API}articles").status_code == 405


def test_bytes_that_cannot_be_read_are_told_so(reader: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a character set that is none, as a header may name it; and gone from the raw store."""
    from mediawatch.collect.raw.raw_store import RawStore
    from mediawatch_airflow.desk import analyst_pages

    known = analyst_pages.article_desk.raw_of
    with monkeypatch.context() as patched:
        patched.setattr(
            analyst_pages.article_desk, "raw_of", lambda *asked: {**(known(*asked) or {}), "charset": "idna"}
        )
        patched.setattr(RawStore, "read", lambda *_: b"caf\xe9 on the pier")
        assert "on the pier" in reader.get(f"{ROOT}articles/1/raw").text
    for what, status in (("raw", 200), ("bytes", 422)):
        answer = reader.get(f"{ROOT}articles/1/{what}")
        assert (answer.status_code, "raw store does not have" in answer.text.lower()) == (status, True)
