"""When an address is due again, and what needs no crawler at all."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from mediawatch.collect.raw.raw_store import RawStore
from mediawatch.collect.web.crawl_journal import LISTING, PAGE, Line
from mediawatch.collect.web.due.url_states import Rhythm, next_state
from mediawatch.collect.web.fetch import Fetcher, UrlState
from mediawatch.errors import Permanent, Reason
from mediawatch.model import Excluded
from mediawatch.settings import Settings
from web_history import Memory

AT = datetime(2026, 10, 1, 12, 0, tzinfo=UTC)
KEY = "https://a.example/1"
DAY = 24 * 3600.0


def _line(outcome: str, **rest: object) -> Line:
    return replace(Line(KEY, outcome, AT.isoformat()), **rest)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("outcome", "rest", "failures", "hours"),
    [
        (PAGE, {}, 3, (12, 22)),
        (LISTING, {"kind": "feed"}, 3, (12, 22)),
        (Reason.NOT_MODIFIED, {}, 3, (3.8 * 24, 6.4 * 24)),
        (Reason.NOT_MODIFIED, {"kind": "feed"}, 3, (12, 22)),
        (Reason.SAME_PAGE, {}, 3, (3.8 * 24, 6.4 * 24)),
        (Reason.TIMEOUT, {}, 0, 0.9 * 0.25),
        (Reason.UNREACHABLE, {}, 1, 0.9),
        (Reason.HTTP_STATUS, {"status": 500}, 2, 0.9 * 4),
        (Reason.HTTP_STATUS, {"status": 503, "retry_after": 7200.0}, 0, 2),
        (Reason.HTTP_STATUS, {"status": 429, "retry_after": 60.0}, 0, 0.9 * 0.25),
        (Reason.HTTP_STATUS, {"status": 404}, 0, 0.9),
        (Reason.HTTP_STATUS, {"status": 403}, 1, 0.9 * 24),
        (Reason.HTTP_STATUS, {"status": 404}, 2, 7 * 24),
        (Reason.NOT_A_PAGE, {}, 0, 7 * 24),
        (Reason.ROBOTS, {}, 0, 7 * 24),
        (Reason.HTTP_STATUS, {"status": 503, "retry_after": 1e12}, 0, 90 * 24),
        (Reason.HTTP_STATUS, {"status": 404, "kind": "feed"}, 0, (12, 22)),
        (Reason.NOT_A_LISTING, {"kind": "sitemap"}, 1, (12, 22)),
        (Reason.TOO_LARGE, {"kind": "feed"}, 2, (36, 48)),
        (Reason.ROBOTS_UNREACHABLE, {"kind": "feed"}, 20, (72, 96)),
    ],
)
def test_when_an_address_is_due_again(
    outcome: str, rest: dict[str, object], failures: int, hours: float | tuple[float, float]
) -> None:
    old = UrlState(KEY, "https://a.example/one", '"1"', "then", AT, failures)
    new = next_state(old, _line(outcome, **rest), None, AT, Rhythm(timedelta(seconds=DAY)))
    least, most = hours if isinstance(hours, tuple) else (hours, hours)
    assert new.next_due is not None
    assert least <= (new.next_due - AT) / timedelta(hours=1) <= most
    fine = outcome in (PAGE, LISTING, Reason.NOT_MODIFIED, Reason.SAME_PAGE)
    assert new.failures == (0 if fine else failures + 1)
    assert new.canonical_url == "https://a.example/one"
    if outcome not in (PAGE, LISTING) and (outcome, rest) != (Reason.NOT_MODIFIED, {"kind": "feed"}):
        assert (new.etag, new.last_modified) == ('"1"', "then")


def test_a_page_whose_host_failed_others_is_not_blamed() -> None:
    old = UrlState(KEY, source_id="daily", waiting_since=AT, failures=2)
    for outcome in (Reason.HOST_LEFT_ALONE, Reason.ROBOTS_UNREACHABLE):
        new = next_state(old, _line(outcome, source_id="daily"), None, AT, Rhythm(timedelta(days=1)))
        assert (new.failures, new.waiting_since) == (2, AT)
        assert new.next_due == AT + timedelta(minutes=54)
        later = AT + timedelta(days=61)
        new = next_state(new, _line(outcome, source_id="daily"), None, later, Rhythm(timedelta(days=1)))
        assert (new.waiting_since, new.given_up_at) == (None, later)


def test_a_nested_sitemap_without_news_is_asked_less_often() -> None:
    rhythm, quiet = Rhythm(timedelta(days=1)), Rhythm(timedelta(days=1), quiet=True)
    state = next_state(UrlState(KEY), _line(LISTING, kind="sitemap", depth=1), None, AT, rhythm)
    assert state.changed_at == AT
    spans = []
    for days in (1, 4, 30):
        now = AT + timedelta(days=days)
        new = next_state(replace(state, next_due=None), _line(LISTING, kind="sitemap", depth=1), None, now, quiet)
        assert new.next_due is not None
        spans.append((new.next_due - now) / timedelta(days=1))
    assert 0.5 < spans[0] < 1 < spans[1] < 2 < 3.5 < spans[2] < 7


def test_what_is_noted_of_an_answer() -> None:
    before = AT - timedelta(days=1)
    old = UrlState(KEY, last_status=200, last_fetched_at=before, last_success_at=before, source_id="daily")
    noted = {
        outcome: next_state(old, _line(outcome, **rest), None, AT, Rhythm(timedelta(seconds=DAY)))
        for outcome, rest in {
            PAGE: {"status": 200, "source_id": "weekly"},
            Reason.NOT_MODIFIED: {"status": 304},
            Reason.HTTP_STATUS: {"status": 500},
            Reason.TIMEOUT: {},
            Reason.HOST_LEFT_ALONE: {},
        }.items()
    }
    assert {
        outcome: (new.last_status, new.last_fetched_at, new.last_success_at, new.source_id)
        for outcome, new in noted.items()
    } == {
        PAGE: (200, AT, AT, "weekly"),
        Reason.NOT_MODIFIED: (304, AT, AT, "daily"),
        Reason.HTTP_STATUS: (500, AT, before, "daily"),
        Reason.TIMEOUT: (None, AT, before, "daily"),
        Reason.HOST_LEFT_ALONE: (200, before, before, "daily"),  # nothing was asked of it
    }


def test_refused_addresses_need_no_crawler(settings: Settings, store: RawStore) -> None:
    urls = ["ftp://a.example/", "http://127.0.0.1/", "http://127.0.0.1/", "\ud800\n", "http://a.example:81/", "\0\x1b"]
    crawl = Fetcher(store, Memory(), settings).fetch(urls, crawl_id="run", observed_at=AT)
    assert [document.reason for document in crawl if isinstance(document, Excluded)] == [
        *("bad_url", "forbidden_address", "bad_url", "forbidden_address", "bad_url"),
    ]
    assert all(f"{document.uri}".isascii() and document.uri.isprintable() for document in crawl)
    assert not list(store.storage.folder.rglob("job.json"))
    assert not crawl.states


@pytest.mark.parametrize("name", ["", "..", "a/b", "a\0b", "x" * 300])
def test_a_crawl_cannot_be_named_out_of_its_folder(settings: Settings, store: RawStore, name: str) -> None:
    with pytest.raises(Permanent, match="cannot name a crawl"):
        Fetcher(store, Memory(), settings).fetch([], crawl_id=name, observed_at=AT)
