"""The page News inside the Airflow UI: newest runs, gates, topics, quarantine and stories, read from the warehouse.

Airflow mounts this application beside its own and shows it in a frame. It is open only to people who are logged in,
answers GET alone, changes nothing, and runs no script: the frame shares Airflow's origin and its cookie, and headlines
come from anywhere. So everything is escaped, and the Content-Security-Policy allows nothing but the page's own style.
"""

from __future__ import annotations

import base64
import hashlib
import logging
import re
from dataclasses import replace
from datetime import datetime
from importlib.resources import files
from typing import Annotated, Any

from airflow.api_fastapi.core_api.security import requires_authenticated
from fastapi import Depends, FastAPI, Query
from fastapi.responses import HTMLResponse
from jinja2 import Environment, StrictUndefined
from mediawatch.errors import MediaWatchError, Transient
from mediawatch.quality.suites import SUITES, suite
from mediawatch.settings import Settings
from mediawatch.store.read import reports
from mediawatch.store.server import embedded
from mediawatch.store.server.connect import transaction
from sqlalchemy import Connection, text
from sqlalchemy.exc import SQLAlchemyError

from mediawatch_airflow import warehouse

log = logging.getLogger(__name__)

RUNS = 8
STORIES = 10
NEWEST = 20
STATEMENT_SECONDS = 5  # a page is no reason to keep the warehouse busy

app = FastAPI(
    title="MediaWatch",
    dependencies=[Depends(requires_authenticated())],  # Airflow guards nothing that a plugin mounts
    docs_url=None,
    redoc_url=None,
    openapi_url=None,
)


@app.get("/news", response_class=HTMLResponse)
def news(run: Annotated[str | None, Query(max_length=300, pattern=r"^[^\x00-\x1f]+$")] = None) -> HTMLResponse:
    """The page. `run` names the run to look at (default: the newest)."""
    try:
        with transaction(_reachable(warehouse.settings())) as connection:
            connection.execute(text("set transaction isolation level repeatable read, read only"))
            connection.execute(text(f"set local statement_timeout = '{STATEMENT_SECONDS}s'"))
            told = overview(connection, run)
    except Transient as error:
        log.warning("page News: %s", error)
        return _page(503, problem="The warehouse does not answer", advice="Is it running? Try again in a moment.")
    except (MediaWatchError, SQLAlchemyError) as error:
        # The words of the database may name hosts and users: they are for the log, not for every reader.
        log.warning("page News: %s", error)
        advice = "It may need `mediawatch migrate`, or the settings name another database."
        return _page(503, problem="The warehouse cannot be read", advice=advice)
    if told is None:
        return _page(404, problem="The warehouse knows no such run", advice="It may have been deleted.")
    return _page(200, **told)


def overview(connection: Connection, run_id: str | None) -> dict[str, Any] | None:
    """What the page shows, of one run or the newest; None where there is no run of that name.

    `runs`: the newest, each with `counts`; `chosen` and `summary`: the run to look at, None where nothing ever ran.
    """
    runs = _rows(connection, f"{_RUNS} order by started_at desc, run_id limit :limit", limit=RUNS)
    for row in runs:
        row["counts"] = _rows(connection, _COUNTS, run=row["run_id"])[0]  # one by one: the view is quick for one run
    found = runs if run_id is None else _rows(connection, f"{_RUNS} where run_id = :run", run=run_id)
    if run_id is not None and not found:
        return None
    chosen = found[0] if found else None
    topics = _rows(connection, "select topic_id, label from news.topic")
    return {
        "runs": runs,
        "chosen": chosen,
        "summary": reports.summary(connection, chosen["run_id"]) if chosen else None,
        "actions": {item.key: item.action for stage in SUITES for item in suite(stage)},
        "labels": {topic["topic_id"]: topic["label"] for topic in topics},
        "quarantined": _rows(connection, _QUARANTINED, limit=NEWEST),
        "quarantined_count": _rows(connection, "select count(*) as n from ops.quarantine where state = 'open'")[0]["n"],
        "stories": _rows(connection, _STORIES, limit=STORIES),
    }


_RUNS = "select run_id, dag_id, state, started_at, finished_at, error from ops.run"

_COUNTS = """
    select
        max(rows_in) filter (where stage = 'collect') as taken,
        max(rows_out) filter (where stage = 'publish') as published,
        max(duplicates) filter (where stage = 'publish') as repeats,
        sum(quarantined)::bigint as quarantined,
        sum(skipped)::bigint as skipped,
        sum(merged)::bigint as merged,
        bool_and(adds_up) as adds_up
    from ops.run_reconciliation where run_id = :run"""

_QUARANTINED = """
    select quarantine_id, uri, stage, reasons, error, occurrences, retries_left, last_set_aside, replayable
    from ops.quarantine_open order by last_set_aside desc, quarantine_id desc limit :limit"""

_STORIES = """
    select story_id, headline, in_language, first_published, last_published, article_count, publisher_count
    from news.story order by article_count desc, last_published desc, story_id limit :limit"""


def _rows(connection: Connection, query: str, **values: Any) -> list[dict[str, Any]]:
    return [dict(row) for row in connection.execute(text(query), values).mappings()]


def _reachable(settings: Settings) -> Settings:
    """The same settings with the warehouse's URL. Looking at a page starts no embedded Postgres: Transient instead."""
    if settings.database_url:
        return settings
    server = embedded.find(settings)
    if server is None:
        raise Transient("the embedded Postgres does not run")
    return replace(settings, database_url=server.url())


def _moment(value: datetime | None) -> str:
    return f"{value:%Y-%m-%d %H:%M}" if value else ""


def _number(value: int | None) -> str:
    return "" if value is None else f"{value:,}"


_source = files("mediawatch_airflow").joinpath("pages.html").read_text(encoding="utf-8")
_environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
_environment.filters |= {"moment": _moment, "number": _number}
_template = _environment.from_string(_source)


def _style_hash(source: str) -> str:
    """What the policy calls the template's one style block, which holds no template code."""
    style = re.findall(r"<style>(.*?)</style>", source, re.DOTALL)[0]
    return base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()


HEADERS = {
    "Content-Security-Policy": f"default-src 'none'; style-src 'sha256-{_style_hash(_source)}'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'self'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}


def _page(status: int, **told: Any) -> HTMLResponse:
    return HTMLResponse(_template.render({"problem": None, **told}), status, HEADERS)
