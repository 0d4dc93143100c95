"""What a crawl is to ask for, of what the listings name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from mediawatch.collect.web.crawl_journal import LISTING, Journal, Line
from mediawatch.collect.web.frontier import Agenda
from mediawatch.collect.web.guard import Guard
from mediawatch.collect.web.sources import Source
from mediawatch.collect.web.url_states import UrlState

NOW = datetime(2025, 5, 5, 12, tzinfo=UTC)
DAY = timedelta(days=1)
DAILY = Source(source_id="daily", publisher="The Daily", feeds=("https://daily.example/feed",), max_pages=2)


@dataclass
class Known:
    """What earlier crawls learnt."""

    states: dict[str, UrlState] = field(default_factory=dict)

    def url_states(self, urls: Iterable[str]) -> Mapping[str, UrlState]:
        return {url: self.states[url] for url in urls if url in self.states}


def page(name: str) -> str:
    return f"https://daily.example/{name}"


def agenda(*known: UrlState) -> Agenda:
    return Agenda(Guard(), Known({state.url: state for state in known}), NOW, DAY.total_seconds())


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    return Journal(tmp_path)


def listing(journal: Journal, *entries: tuple[str, datetime | None], source: str = "daily") -> None:
    listed = [(page(name), when.isoformat() if when else None) for name, when in entries]
    journal.add(Line(f"https://{source}.example/feed", LISTING, NOW.isoformat(), source_id=source, entries=listed))


def test_of_each_source_so_many_pages_as_it_allows(journal: Journal) -> None:
    listing(journal, ("one", NOW), ("two", NOW), ("three", NOW))
    listing(journal, ("four", NOW), source="weekly")
    weekly = DAILY.model_copy(update={"source_id": "weekly"})
    found = agenda().listed(journal, {"daily": DAILY, "weekly": weekly}, {})
    assert [target.key for target in found] == [page("one"), page("two"), page("four")]


def test_a_page_that_is_not_due_is_fetched_where_its_listing_says_that_it_has_changed(journal: Journal) -> None:
    fetched = NOW - DAY / 2
    waits = UrlState(page("one"), etag='"1"', next_due=fetched + DAY)
    listing(journal, ("one", fetched - timedelta(minutes=1)))
    old = agenda(waits)
    assert old.listed(journal, {"daily": DAILY}, {}) == []
    assert [item.reason for item in old.aside] == ["not_due"]

    listing(journal, ("one", fetched + timedelta(minutes=1)))
    [target] = agenda(waits).listed(journal, {"daily": DAILY}, {})
    assert target.etag == '"1"'

    failing = UrlState(page("one"), next_due=fetched + DAY, failures=1)  # its host is left alone until then
    assert agenda(failing).listed(journal, {"daily": DAILY}, {}) == []


def test_what_a_person_names_is_fetched_whether_it_is_due_or_not(journal: Journal) -> None:
    waits = UrlState(page("one"), next_due=NOW + DAY)
    named = agenda(waits).named([page("one"), page("one") + "#top"])
    assert list(named) == [page("one")]
    listing(journal, ("one", None))
    assert agenda().listed(journal, {"daily": DAILY}, named) == []  # not a second time


def test_an_address_that_is_refused_is_accounted_for_once() -> None:
    plan = agenda()
    assert plan.named(["https://user:word@daily.example/", "https://user:word@daily.example/"]) == {}
    assert [item.reason for item in plan.aside] == ["bad_url"]
