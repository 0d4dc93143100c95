"""What the fetcher knows of addresses (ops.url_state), and the configured sources (news.source, news.publisher)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, fields
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, RowMapping, func, or_, select, text
from sqlalchemy.dialects.postgresql import Insert

from mediawatch.collect.urls import normalise_url
from mediawatch.collect.web.due.url_states import UrlState
from mediawatch.collect.web.source_files import LoadedSources
from mediawatch.collect.web.sources import Source
from mediawatch.settings import Settings
from mediawatch.store.schema.tables import source, url_state
from mediawatch.store.server.connect import transaction
from mediawatch.store.server.send_rows import execute_rows, upsert_rows

_KNOWN = tuple(field.name for field in fields(UrlState))
_PAGE = 5_000
_BROKEN = ("failing", "partly failing", "pages failing")
"""Health of a source that is told whatever it delivers."""
_POOR = ("never delivered", "silent", "quiet")
"""Health of a source that is told where it gives nothing in a run."""
_HEALTH = text("""
    select source_id, health, failures, failing_listings, waiting_pages, given_up_pages, last_status,
           last_article_at, articles_today, least_28_days, most_28_days
    from news.source_health where health not in ('disabled', 'wrong file') order by source_id
""")


class PostgresUrlHistory:
    """`UrlHistory` of collect on Postgres: each question in a transaction of its own, for a crawl takes long."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def url_states(self, urls: Iterable[str]) -> dict[str, UrlState]:
        listed = list(urls)
        found: dict[str, UrlState] = {}
        for start in range(0, len(listed), _PAGE):
            query = select(*(url_state.c[name] for name in _KNOWN)).where(
                url_state.c.url.in_(listed[start : start + _PAGE])
            )
            with transaction(self._settings) as connection:
                found |= {row.url: _state(row) for row in connection.execute(query)}
        return found

    def waiting(self, source_ids: Sequence[str], now: datetime, limit: int) -> list[UrlState]:
        order = (
            url_state.c.failures > 0,
            func.coalesce(url_state.c.changed_at, url_state.c.waiting_since).desc(),
            url_state.c.url,
        )
        place = func.row_number().over(partition_by=url_state.c.source_id, order_by=order).label("place")
        found = (
            select(*(url_state.c[name] for name in _KNOWN), place)
            .where(
                url_state.c.source_id.in_(source_ids),
                url_state.c.waiting_since.is_not(None),
                or_(url_state.c.next_due.is_(None), url_state.c.next_due <= now),
            )
            .subquery()
        )
        query = (
            select(*(found.c[name] for name in _KNOWN))
            .where(found.c.place <= limit)
            .order_by(found.c.source_id, found.c.place)
        )
        with transaction(self._settings) as connection:
            return [_state(row) for row in connection.execute(query)]

    def wait(self, states: Sequence[UrlState]) -> None:
        with transaction(self._settings) as connection:
            keep_states(connection, states)


def _state(row: Row[Any]) -> UrlState:
    values = row._asdict()
    return UrlState(**{**values, "notes": tuple(values["notes"])})


def keep_states(connection: Connection, states: Sequence[UrlState]) -> None:
    """Keep what a crawl learnt; of an address that it met twice, what it learnt last."""
    latest = {state.url: {**asdict(state), "notes": list(state.notes)} for state in states}
    upsert_rows(connection, url_state, latest.values(), ["url"])


def keep_sources(connection: Connection, loaded: LoadedSources) -> None:
    """Bring news.source and news.publisher up to date with the source files.

    A source whose file is gone is no longer enabled. One whose file is wrong keeps what it had, and says what is wrong.
    """
    publishers = [
        {
            "publisher_id": item.source_id,
            "name": item.publisher,
            "aliases": list(item.aliases),
            "domains": list(item.publisher_domains),
            "country": item.country,
        }
        for item in loaded.sources
        if item.publisher
    ]
    execute_rows(connection, _PUBLISHERS, publishers)
    upsert_rows(connection, source, map(_source_row, loaded.sources), ["source_id"])
    connection.execute(
        text("update news.source set enabled = false where enabled and kind <> 'inbox' and source_id <> all(:ids)"),
        {"ids": [*(item.source_id for item in loaded.sources), *(fault.source_id for fault in loaded.faults)]},
    )
    faults = {fault.source_id: fault.told for fault in loaded.faults}
    wrong = ({"source_id": name, "kind": "unknown", "fault": told} for name, told in faults.items())
    upsert_rows(connection, source, wrong, ["source_id"], _only_the_fault)


def _only_the_fault(new: Insert) -> Insert:
    return new.on_conflict_do_update(index_elements=["source_id"], set_={"fault": new.excluded.fault})


def _source_row(item: Source) -> dict[str, Any]:
    kind, url = _main_listing(item)
    return {
        "source_id": item.source_id,
        "publisher_id": item.source_id if item.publisher else None,
        "title": item.title,
        "media_type": item.media_type,
        "tier": item.tier,
        "region": item.region,
        "kind": kind,
        "url": url,
        "language": item.language,
        "country": item.country,
        "collections": list(item.collections),
        "enabled": item.enabled,
        "definition": item.model_dump(mode="json"),
        "listings": [normalise_url(listing) for listing in (*item.feeds, *item.sitemaps, *item.sites)],
        "fault": None,
    }


def startling(
    connection: Connection, delivered: Mapping[str, int], states: Sequence[UrlState]
) -> tuple[list[str], list[str]]:
    """(silent, unusual): what to tell an operator of enabled sources, a line for each.

    `delivered` are the new documents of this run by source, `states` what its crawl learnt and will be kept when it is
    published. Silent are those whose listings or pages fail, and those that give nothing in this run and gave nothing
    or far less than usual before. Unusual is a day, with this run, of more than twice the most or less than half of the
    least of the 28 days before.
    """
    asked = {state.source_id for state in states if state.source_id}
    # Health as it will be once the run is published: the view is read over its states, which are then taken back.
    with connection.begin_nested() as tried:
        keep_states(connection, states)
        health = connection.execute(_HEALTH).mappings().all()
        tried.rollback()
    silent, unusual = [], []
    for row in health:
        name, new = row["source_id"], delivered.get(row["source_id"], 0)
        if row["health"] in _BROKEN or (row["health"] in _POOR and not new):
            silent.append(f"{name}: {row['health']}, {_in_words(row)}")
        elif row["most_28_days"] is not None and (name in asked or new):
            today = row["articles_today"] + new
            if today > 2 * row["most_28_days"] or 2 * today < row["least_28_days"]:
                usual = f"{row['least_28_days']} to {row['most_28_days']}"
                unusual.append(f"{name}: {today} new articles in a day, in the 28 days before {usual}")
    return silent, unusual


def _in_words(row: RowMapping) -> str:
    last = f"last article {row['last_article_at']:%Y-%m-%d}" if row["last_article_at"] else "no article ever"
    if row["health"] == "pages failing":
        return f"{row['waiting_pages']} pages wait, {row['given_up_pages']} were given up, {last}"
    failing = f" ({', '.join(row['failing_listings'][:3])})" if row["failing_listings"] else ""
    return f"{row['failures']} failures in a row, last status {row['last_status'] or 'none'}, {last}{failing}"


# What the file does not say and somebody entered by hand stays.
_PUBLISHERS = """
insert into news.publisher (publisher_id, name, aliases, domains, country)
select publisher_id, name, aliases, domains, country
from jsonb_to_recordset(cast(:rows as jsonb))
    as r(publisher_id text, name text, aliases text[], domains text[], country text)
on conflict (publisher_id) do update set
    name = excluded.name,
    aliases = publisher.aliases || array(select unnest(excluded.aliases) except select unnest(publisher.aliases)),
    domains = publisher.domains || array(select unnest(excluded.domains) except select unnest(publisher.domains)),
    country = excluded.country
where (publisher.name, publisher.country) is distinct from (excluded.name, excluded.country)
    or not (publisher.aliases @> excluded.aliases and publisher.domains @> excluded.domains)
"""


def _main_listing(item: Source) -> tuple[str, str]:
    """(kind, normalised address) of the listing that stands for the source: ops.url_state knows it by that spelling."""
    for kind, urls in (("feed", item.feeds), ("sitemap", item.sitemaps), ("site", item.sites)):
        if urls:
            return kind, normalise_url(urls[0])
    raise AssertionError("a source lists something")  # checked when it was read
