"""Feeds at addresses with tokens: the one application that asks nobody to log in. The token is the right to read."""

from __future__ import annotations

import logging
from typing import Annotated, Literal

from fastapi import FastAPI, Path, Request
from fastapi.responses import Response
from mediawatch.desk.feed import documents, tokens
from mediawatch.errors import MediaWatchError
from mediawatch.tag import QueryError
from sqlalchemy.exc import SQLAlchemyError

from mediawatch_airflow.desk import answers

log = logging.getLogger(__name__)

app = FastAPI(title="MediaWatch feeds", docs_url=None, redoc_url=None, openapi_url=None)

_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "private, max-age=300",
    "X-Robots-Tag": "noindex",
}
_TYPES = {"atom": "application/atom+xml", "json": "application/feed+json"}


@app.get("/{token}.{form}", response_class=Response)
def feed(
    request: Request,
    token: Annotated[str, Path(min_length=43, max_length=43, pattern=r"^[A-Za-z0-9_-]+$")],
    form: Literal["atom", "json"],
) -> Response:
    """The feed's newest articles; 404 for a token that nobody made, or that was revoked."""
    try:
        settings = answers.reachable()
        with answers.reading(settings) as connection:
            found = tokens.find(connection, token)
            if found is None:
                return Response("no such feed", 404, _HEADERS, media_type="text/plain")
            rows = documents.entries(connection, settings, found)
    except (MediaWatchError, SQLAlchemyError, QueryError) as error:
        log.warning("feed: %s", error)
        return Response("the feed cannot be made just now", 503, {**_HEADERS, "Retry-After": "300"}, "text/plain")
    make = documents.atom if form == "atom" else documents.json_feed
    data = make(found, rows, f"{answers.feeds_address(request)}/{token}.{form}")
    return Response(data, headers=_HEADERS, media_type=_TYPES[form])
