"""What is published or taken out while a run is under way: links, addresses, profiles and stories follow it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import flow
import pytest
from mediawatch.cluster import assign
from mediawatch.settings import Settings
from mediawatch.workflow import takedown
from mediawatch.workflow.takedown import Demand
from stages import Write, begun

NewWarehouse = Callable[[], AbstractContextManager[Settings]]
FERRY = (
    "The ferry between the two islands will sail twice a day from Monday, the harbour office said on Friday. It has "
    "sailed once a day since the old ship was sold, and people who work on the other island had to stay over night. "
    "The new ship carries eighty passengers and twelve cars, and takes forty minutes for the crossing."
)
BANK = (
    "The central bank raised its lending rate by half a point, because wages had not kept up with what bread and coal "
    "cost in winter. Builders and car makers complained, savers did not, and the minister said that she had been told."
)
_LINKS = """
select a.uri, o.uri as original, l.kind from news.duplicate_link l join news.article a using (article_id)
join news.article o on o.article_id = l.duplicate_of order by 1
"""


@pytest.mark.parametrize("stage", ["deduplicate", "tag", "load"])
def test_a_takedown_on_the_way_leaves_no_copies_without_an_original(room: Settings, desk: Write, stage: str) -> None:
    begun(room, "first", desk("wire", "ferry", FERRY, date="2025-05-01")).end()
    desk("a", "one", FERRY, date="2025-05-03")
    held = begun(room, "a", desk("a", "two", FERRY, date="2025-05-04")).to(stage)
    takedown.remove(room, Demand(articles=("file://wire/ferry.md",)), who="a reader", why="a letter")

    run_id = held.end()

    assert flow.rows(room, _LINKS) == [{"uri": "file://a/two.md", "original": "file://a/one.md", "kind": "exact"}]
    assert flow.column(room, "select (report -> 'published' ->> 'links')::int from ops.run where run_id = :r", r=run_id)
    assert flow.column(room, "select article_count from news.story") == [2]
    assert flow.all_adds_up(room)


def test_a_takedown_between_publish_and_its_gate_does_not_fail_the_run(room: Settings, desk: Write) -> None:
    desk("a", "one", FERRY)
    held = begun(room, "a", desk("a", "two", BANK)).to("publish")
    takedown.remove(room, Demand(articles=("file://a/one.md",)), who="a reader", why="a letter")

    held.again()
    held.end()

    assert flow.column(room, "select uri from news.article") == ["file://a/two.md"]
    assert flow.all_adds_up(room)


def test_the_gate_of_publish_finds_two_originals_of_one_text(room: Settings, desk: Write) -> None:
    from mediawatch.store.server.connect import transaction
    from mediawatch.workflow import steps
    from sqlalchemy import text

    desk("a", "one", FERRY, date="2025-05-03")
    held = begun(room, "a", desk("a", "two", FERRY, date="2025-05-04")).to("publish")
    with transaction(room) as connection:
        connection.execute(text("delete from news.duplicate_link"))

    with pytest.raises(Exception, match=r"publish\.one_original"):
        steps.gate(room, held.run_id, "publish", [])


def test_what_is_published_while_another_run_clusters_is_compared_by_its_new_text(
    room: Settings, desk: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = begun(room, "a", desk("wire", "ferry", FERRY)).to("publish")
    desk("wire", "ferry", FERRY.replace("Friday", "Sunday") + " Divers welcomed the lighthouse keeper.")
    other = begun(room, "b", desk("wire", "bank", BANK)).to("load")
    undisturbed = assign.assign

    def meanwhile(*given: Any) -> Any:
        monkeypatch.setattr(assign, "assign", undisturbed)
        decided = undisturbed(*given)
        other.to("publish")
        return decided

    monkeypatch.setattr(assign, "assign", meanwhile)
    held.end()
    other.end()

    profiles = (
        "select a.uri, p.profile ? 'lighthouse' as new "
        "from news.story_profile p join news.article a using (article_id) order by 1"
    )
    assert flow.rows(room, profiles) == [
        {"uri": "file://wire/bank.md", "new": False},
        {"uri": "file://wire/ferry.md", "new": True},
    ]


def _capture(folder: Any, day: str, words: str) -> Any:
    body = f"<html><body><article><h1>Ferry sails</h1><p>{FERRY} {words}</p></article></body></html>"
    http = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{body}".encode()
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://news.example/ferry\r\nWARC-Date: {day}\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    folder.mkdir(exist_ok=True)
    file = folder / f"{day[:10]}.warc"
    file.write_bytes(head.encode() + http + b"\r\n\r\n")
    return file


def test_captures_that_come_in_another_order_give_the_same_story(new_warehouse: NewWarehouse, tmp_path: Any) -> None:
    files = [
        _capture(tmp_path / "archive", "2025-01-05T08:00:00Z", "It was the first of its kind."),
        _capture(tmp_path / "archive", "2025-06-01T08:00:00Z", "The mayor thanked all who had waited for it."),
    ]
    found = []
    for order in (files, files[::-1]):
        with new_warehouse() as settings:
            for file in order:
                flow.run(settings, file)
            found.append(
                flow.rows(
                    settings,
                    "select s.first_published, s.last_published, s.article_count, a.coverage_at, "
                    "array(select distinct g.moment from news.story_signature g where g.article_id = a.article_id "
                    "order by 1) "  # by a plan that hashes, which the server takes once it has counted, June came first
                    "from news.story s join news.story_article m using (story_id) "
                    "join news.article a using (article_id)",
                )
            )
    assert found[0] == found[1]
    assert f"{found[0][0]['first_published']:%Y-%m-%d}" == "2025-01-05"


def test_the_span_of_a_story_follows_the_date_of_a_copy(room: Settings, desk: Write) -> None:
    begun(room, "a", desk("wire", "ferry", FERRY, date="2025-05-01")).end()
    begun(room, "b", desk("paper", "ferry", FERRY, date="2025-05-03")).end()

    begun(room, "c", desk("paper", "ferry", FERRY, date="2025-05-09")).end()

    assert flow.column(room, "select last_published::date::text from news.story") == ["2025-05-09"]


def test_an_address_that_another_run_took_meanwhile_is_not_taken_twice(room: Settings, desk: Write) -> None:
    held = begun(room, "a", desk("wire", "today", FERRY)).to("load")
    begun(room, "b", desk("wire", "today", BANK)).end()

    held.end()

    found = flow.rows(room, "select uri, left(article_body, 9) as words, version from news.article order by uri")
    assert [(row["words"], row["version"]) for row in found] == [("The centr", 1), ("The ferry", 1)]
    assert found[0]["uri"] == "file://wire/today.md"
    assert found[1]["uri"].startswith("file://wire/today.md#")
    assert flow.column(room, "select count(*) from news.article where warnings::text like '%address_reused%'") == [1]
    assert flow.column(room, "select count(*) from news.article_topic") == [0]
    assert flow.all_adds_up(room)
