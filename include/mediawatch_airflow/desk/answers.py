"""From a page's data to an answer: one read-only transaction, a template, and headers that let no script run."""

from __future__ import annotations

import base64
import hashlib
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime, timedelta
from importlib.resources import files
from typing import Any
from urllib.parse import urlencode, urlsplit

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from mediawatch.desk.shape.evidence_marks import pieces
from mediawatch.errors import MediaWatchError, Transient, UsageError
from mediawatch.settings import Settings
from mediawatch.store.server import embedded
from mediawatch.store.server.connect import transaction
from sqlalchemy import Connection, text
from sqlalchemy.exc import SQLAlchemyError

from mediawatch_airflow import warehouse
from mediawatch_airflow.desk import access

log = logging.getLogger(__name__)

STATEMENT_SECONDS = 5  # a page is no reason to keep the warehouse busy


@contextmanager
def reading(settings: Settings | None = None) -> Iterator[Connection]:
    """A transaction over one snapshot that cannot write, no statement of which takes longer than STATEMENT_SECONDS."""
    with transaction(settings or reachable()) as connection:
        connection.execute(text("set transaction isolation level repeatable read, read only"))
        _limit(connection)
        yield connection


@contextmanager
def writing() -> Iterator[Connection]:
    """A transaction that may write, with the same limit."""
    with transaction(reachable()) as connection:
        _limit(connection)
        yield connection


def _limit(connection: Connection) -> None:
    connection.execute(text(f"set local statement_timeout = '{STATEMENT_SECONDS}s'"))
    connection.execute(text(f"set local idle_in_transaction_session_timeout = '{STATEMENT_SECONDS}s'"))
    connection.execute(text(_WHOLE), {"seconds": f"{STATEMENT_SECONDS}s"})
    # Compiling a plan and starting other processes take longer than these statements do.
    connection.execute(text("set local jit = off"))
    connection.execute(text("set local max_parallel_workers_per_gather = 0"))


# From Postgres 17 on a transaction as a whole is bound, however many statements it has.
_WHOLE = """
select set_config('transaction_timeout', :seconds, true) from pg_settings where name = 'transaction_timeout'
"""


def reachable(settings: Settings | None = None) -> Settings:
    """The tasks' settings with the warehouse's URL. A page starts no embedded Postgres: Transient instead."""
    settings = settings or warehouse.settings()
    if settings.database_url:
        return settings
    server = embedded.find(settings)
    if server is None:
        raise Transient("the embedded Postgres does not run")
    return replace(settings, database_url=server.url())


def page(
    request: Request,
    user: Any,
    template: str,
    make: Callable[[Connection], dict[str, Any] | None],
    **more: Any,
) -> HTMLResponse:
    """The template with what `make` reads; 404 where that is None, 422 for UsageError, 503 without a warehouse."""
    name = template.partition(".")[0]
    try:
        with reading() as connection:
            told = make(connection)
    except UsageError as error:
        return problem(request, 422, "This address asks for something that cannot be", str(error))
    except Transient as error:
        log.warning("page %s: %s", name, error)
        if "timeout" in str(error):
            advice = f"It took more than {STATEMENT_SECONDS} seconds: ask for fewer days, or try again."
            return problem(request, 503, "That is too much for one page", advice)
        return problem(request, 503, "The warehouse does not answer", "Is it running? Try again in a moment.")
    except (MediaWatchError, SQLAlchemyError) as error:
        # The words of the database may name hosts and users: they are for the log, not for every reader.
        log.warning("page %s: %s", name, error)
        advice = "It may need `mediawatch migrate`, or the settings name another database."
        return problem(request, 503, "The warehouse cannot be read", advice)
    if told is None:
        return problem(request, 404, "There is nothing at this address", "It may have been removed, or never was.")
    return rendered(
        request,
        200,
        template,
        {
            "may_judge": access.may_trigger(user, access.JUDGING_DAG),
            "may_replay": access.may_trigger(user, access.REPLAYING_DAG),
            "token": access.form_token(user),
            **more,
            **told,
        },
    )


def feeds_address(request: Request) -> str:
    """Where the application of feeds stands, beside that of the request, in full."""
    mount = request.scope.get("root_path", "").removesuffix("-feeds")
    return f"{request.url.scheme}://{request.url.netloc}{mount}-feeds"


def problem(request: Request, status: int, what: str, advice: str) -> HTMLResponse:
    """A page that says what is wrong and what to do."""
    return rendered(request, status, "problem.html", {"what": what, "advice": advice})


def rendered(request: Request, status: int, template: str, told: dict[str, Any]) -> HTMLResponse:
    """The template, with links relative to the request's own address, so that they hold below any path."""
    within = request.url.path.removeprefix(request.scope.get("root_path", ""))
    up = "../" * (within.count("/") - 1)
    html = _environment.get_template(template).render(up=up, style=_STYLE, **told)
    return HTMLResponse(html, status, HEADERS)


def _moment(value: datetime | None) -> str:
    return f"{value:%Y-%m-%d %H:%M}" if value else ""


def _day(value: date | None) -> str:
    return f"{value.day} {value:%b %Y}" if value else ""


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:,}"


def _percent(value: float | None) -> str:
    """A share, with a digit behind the point where it is below ten per cent."""
    if value is None:
        return ""
    return f"{value:.0%}" if value >= 0.1 or value == 0 else f"{value:.1%}"


def _span(value: timedelta | None) -> str:
    """How much later, in words."""
    if value is None:
        return ""
    minutes = round(value.total_seconds() / 60)
    if minutes <= 0:
        return "at the same time" if minutes == 0 else "earlier"
    if minutes < 120:
        return f"{minutes} min later"
    if minutes < 48 * 60:
        return f"{round(minutes / 60)} hours later"
    return f"{round(minutes / 1440)} days later"


_TURNING = dict.fromkeys([0x200E, 0x200F, 0x061C, *range(0x202A, 0x202F), *range(0x2066, 0x206A)])


def _plain(value: str) -> str:
    """Text from outside for a place that holds no markup (a title, a tooltip): nothing in it turns other text round."""
    return " ".join(value.translate(_TURNING).split())


def _web(value: str | None) -> str | None:
    """An address that a link may lead to: http and https alone."""
    if not value:
        return None
    try:
        parts = urlsplit(value)
    except ValueError:
        return None
    return value if parts.scheme in ("http", "https") and parts.netloc else None


def address(**values: Any) -> str:
    """`?a=b` of the values that are there; a `_` at the end of a name is left out (from_)."""
    given = [(name.rstrip("_"), str(value)) for name, value in values.items() if value not in (None, "", False)]
    return f"?{urlencode(given)}" if given else ""


_folder = files("mediawatch_airflow.desk").joinpath("templates")
_css = _folder.joinpath("style.css").read_text(encoding="utf-8")
_STYLE = Markup(_css)  # noqa: S704  (our own file; the policy names it by its hash)
_environment = Environment(
    loader=PackageLoader("mediawatch_airflow.desk", "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_environment.filters |= {
    "moment": _moment,
    "day": _day,
    "number": _number,
    "percent": _percent,
    "later": _span,
    "plain": _plain,
    "web": _web,
}
_environment.globals |= {"query": address, "pieces_of": pieces}

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'sha256-"
    f"{base64.b64encode(hashlib.sha256(_css.encode()).digest()).decode()}'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'self'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cache-Control": "no-store",
}
