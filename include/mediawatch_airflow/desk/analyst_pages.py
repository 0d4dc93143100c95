"""Addresses of the pages for analysts, and what of an address becomes a question to `mediawatch.desk`."""

from __future__ import annotations

import hashlib
import re
from datetime import date, timedelta
from typing import Annotated, Any, Literal, cast

from airflow.api_fastapi.core_api.security import GetUserDep
from fastapi import APIRouter, HTTPException, Path, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from mediawatch.collect.raw.raw_store import RawStore
from mediawatch.desk import (
    archive_search,
    article_desk,
    day_range,
    news_desk,
    overrides,
    search_desk,
    story_desk,
    topic_desk,
)
from mediawatch.desk.article_list import Filters, Key
from mediawatch.desk.shape.charts import Series, chart
from mediawatch.errors import MediaWatchError, UsageError
from mediawatch.storage.door import of
from mediawatch.store.publish import attention_counts
from mediawatch.store.read.article_record import raw_document
from mediawatch.tag import QueryError
from sqlalchemy import Connection

from mediawatch_airflow.desk import access, answers

router = APIRouter()

Text = Query(max_length=300, pattern=r"^[^\x00-\x1f\x7f]*$")
TopicId = Annotated[str, Path(max_length=80, pattern=r"^[a-z0-9][a-z0-9-]*$")]
Number = Annotated[int, Path(ge=1, le=2**63 - 1)]
Days = Annotated[Literal["7", "28", "90"] | None, Query()]
From = Annotated[date | None, Query(alias="from")]
To = Annotated[date | None, Query(alias="to")]
Words = Annotated[str, Query(max_length=4_000, pattern=r"^[^\x00]*$")]
After = Annotated[str | None, Query(max_length=60)]

SHOWN_BYTES = 100_000
"""Of raw bytes: the rest is in the download."""


def span(connection: Connection, days: str | None, since: date | None, until: date | None) -> dict[str, Any]:
    """The range that was asked for, and the span of days that is marked as chosen."""
    found = day_range.chosen(connection, days=int(days) if days else None, since=since, until=until)
    asked = int(days) if days else (None if since or until else day_range.DEFAULT_DAYS)
    return {"span": found, "asked": asked, "spans": day_range.SPANS}


@router.get("/articles/{number}", response_class=HTMLResponse)
def article(request: Request, user: GetUserDep, number: Number) -> HTMLResponse:
    """The page of one article."""
    return answers.page(
        request, user, "article.html", lambda connection: article_desk.article_page(connection, number), here=""
    )


@router.get("/articles/{number}/raw", response_class=HTMLResponse)
def raw(request: Request, user: GetUserDep, number: Number) -> HTMLResponse:
    """The bytes that an article was made of, as text that a reader can look at."""

    def make(connection: Connection) -> dict[str, Any] | None:
        row = article_desk.raw_of(connection, number)
        if row is None:
            return None
        shown: dict[str, Any] = {"raw": row, "number": number, "digest_holds": None, "missing": "", "shown": ""}
        charset = row["charset"] or "utf-8"
        try:
            data = RawStore(of(answers.reachable())).read(raw_document(row))
        except (OSError, MediaWatchError):
            return {**shown, "missing": "The raw store does not have them any more.", "charset": charset, "left": 0}
        try:
            words = data[:SHOWN_BYTES].decode(charset, "replace")
        except (LookupError, ValueError):
            charset, words = "utf-8", data[:SHOWN_BYTES].decode("utf-8", "replace")
        shown["digest_holds"] = hashlib.sha256(data).hexdigest() == row["raw_sha256"]
        shown["shown"] = re.sub(r"[\x00-\x08\x0b-\x1f\x7f]", "�", words.replace("\r\n", "\n"))
        return {**shown, "charset": charset, "left": max(0, len(data) - SHOWN_BYTES)}

    return answers.page(request, user, "raw.html", make, here="")


@router.get("/articles/{number}/bytes", response_class=Response)
def raw_bytes(request: Request, user: GetUserDep, number: Number) -> Response:
    """The same bytes to keep: never shown by the browser as what they claim to be."""
    found: dict[str, Any] = {}

    def make(connection: Connection) -> dict[str, Any] | None:
        row = article_desk.raw_of(connection, number)
        if row is None:
            return None
        try:
            found["data"] = RawStore(of(answers.reachable())).read(raw_document(row))
        except (OSError, MediaWatchError):
            raise UsageError("the raw store does not have these bytes any more") from None
        return {"what": "", "advice": ""}

    answer = answers.page(request, user, "problem.html", make)
    if "data" not in found:
        return answer
    headers = {
        **answers.HEADERS,
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "Content-Disposition": f'attachment; filename="article-{number}.bin"',
    }
    return Response(found["data"], media_type="application/octet-stream", headers=headers)


@router.post("/articles/{number}/topics/{topic}", response_class=RedirectResponse)
def judge(user: GetUserDep, form: access.SentForm, number: Number, topic: TopicId) -> RedirectResponse:
    """An analyst's word on a tag; then back to the page that it was said on."""
    if not access.may_trigger(user, access.JUDGING_DAG):
        raise HTTPException(403, "judging tags takes the right to trigger topics_retag")
    verdict = form.get("verdict", "")
    if verdict not in ("confirm", "reject", "withdraw"):
        raise HTTPException(422, "say confirm, reject or withdraw")
    try:
        with answers.writing() as connection:
            overrides.judge(
                connection,
                number,
                topic,
                cast(overrides.Verdict, verdict),
                who=user.get_name(),
                why=form.get("why", ""),
            )
            attention_counts.recount(connection)
    except UsageError as error:
        raise HTTPException(422, str(error)) from None
    except MediaWatchError:
        raise HTTPException(503, "the warehouse does not answer: try again in a moment") from None
    back = (
        f"../../../topics/{topic}{_days_of(form)}#matches" if form.get("back") == "topic" else f"../../{number}#topics"
    )
    return RedirectResponse(back, 303)


def _days_of(form: dict[str, str]) -> str:
    """The days and the order of the page that a form stood on, as its address says them."""
    try:
        days = {name: date.fromisoformat(form[name]) for name in ("from", "to") if name in form}
    except ValueError:
        days = {}
    return answers.address(**days, order="weakest" if form.get("order") == "weakest" else None)


@router.get("/topics/{topic}", response_class=HTMLResponse)
def one_topic(
    request: Request,
    user: GetUserDep,
    topic: TopicId,
    days: Days = None,
    since: From = None,
    until: To = None,
    order: Literal["newest", "weakest"] = "newest",
    after: After = None,
) -> HTMLResponse:
    """The page of one topic."""

    def make(connection: Connection) -> dict[str, Any] | None:
        asked = span(connection, days, since, until)
        told = topic_desk.topic_page(connection, topic, asked["span"], order, _match_key(after))
        if told is None:
            return None
        seen = told["attention"]
        lines = (Series("s0", "articles", seen.matching), Series("s1", "own texts", seen.unique))
        return {
            **asked,
            **told,
            "chart": chart(told["coverage"].days, lines),
            "order": order,
        }

    return answers.page(request, user, "topic.html", make, here="topics")


def _match_key(after: str | None) -> tuple[float, int] | None:
    if after is None:
        return None
    value, _, number = after.rpartition("-")
    try:
        return float(value), int(number)
    except ValueError:
        raise UsageError("after must be the key that the page before gave") from None


@router.get("/topics/{topic}/preview", response_class=HTMLResponse)
def preview(
    request: Request,
    user: GetUserDep,
    topic: TopicId,
    q: Words = "",
    language: Annotated[str, Query(max_length=35, pattern=r"^[A-Za-z0-9-]*$")] = "",
    days: Days = None,
    since: From = None,
    until: To = None,
) -> HTMLResponse:
    """What another query would do to the topic's tags; nothing is written."""

    def make(connection: Connection) -> dict[str, Any] | None:
        asked = span(connection, days, since, until)
        known = topic_desk.definition(connection, topic)
        if known is None:
            return None
        told = {**asked, "topic": known, "q": q, "language": language, "error": None, "error_place": "", "found": None}
        try:
            other = archive_search.changed(known["definition"], q, language or None, known["version"])
        except QueryError as error:
            return {**told, **search_desk.wrong(q, error)}
        found = archive_search.preview(connection, answers.reachable(), other, asked["span"])
        return {**told, "found": found}

    return answers.page(request, user, "preview.html", make, here="topics")


@router.get("/search", response_class=HTMLResponse)
def search(
    request: Request,
    user: GetUserDep,
    q: Words = "",
    days: Days = None,
    since: From = None,
    until: To = None,
    topic: Annotated[str, Text] = "",
    publisher: Annotated[str, Text] = "",
    source: Annotated[str, Text] = "",
    language: Annotated[str, Text] = "",
    text: Annotated[Literal["unique", "repeats", ""], Query()] = "",
    after: After = None,
) -> HTMLResponse:
    """The page Search."""
    filters = Filters(
        topic=topic or None,
        publisher=publisher or None,
        source=source or None,
        language=language or None,
        text=text or None,
    )
    kept = {"q": q, "topic": topic, "publisher": publisher, "source": source, "language": language, "text": text}

    def make(connection: Connection) -> dict[str, Any]:
        asked = span(connection, days, since, until)
        key = Key.read(after) if after else None
        told = search_desk.search_page(connection, answers.reachable(), q, asked["span"], filters, key)
        days_kept = {"from": asked["span"].since, "to": asked["span"].until}
        return {
            **told,
            "link": answers.address(**kept) or "?text=",
            "take": answers.address(**kept, **days_kept),
        }

    return answers.page(request, user, "search.html", make, here="search")


@router.get("/news", response_class=HTMLResponse, response_model=None)
def news(
    request: Request,
    user: GetUserDep,
    days: Days = None,
    since: From = None,
    until: To = None,
    count: Literal["all", "unique", "share"] = "all",
    run: Annotated[str | None, Text] = None,
) -> HTMLResponse | RedirectResponse:
    """The page News. `run` is of addresses that were made when this page showed runs."""
    if run:
        return RedirectResponse(f"runs{answers.address(run=run)}", 307)

    def make(connection: Connection) -> dict[str, Any]:
        asked = span(connection, days, since, until)
        told = news_desk.news_page(connection, asked["span"], count)
        return {**asked, **told, "new_since": asked["span"].until - timedelta(days=2)}

    return answers.page(request, user, "news.html", make, here="news")


@router.get("/topics", response_class=HTMLResponse)
def topics(request: Request, user: GetUserDep, days: Days = None, since: From = None, until: To = None) -> HTMLResponse:
    """Every topic."""

    def make(connection: Connection) -> dict[str, Any]:
        asked = span(connection, days, since, until)
        return {**asked, **news_desk.topics_page(connection, asked["span"])}

    return answers.page(request, user, "topics.html", make, here="topics")


@router.get("/stories", response_class=HTMLResponse)
def stories(
    request: Request,
    user: GetUserDep,
    days: Days = None,
    since: From = None,
    until: To = None,
    after: Annotated[str | None, Query(pattern=r"^\d{1,9}-\d{1,18}$")] = None,
) -> HTMLResponse:
    """Stories, the largest first."""

    def make(connection: Connection) -> dict[str, Any]:
        asked = span(connection, days, since, until)
        articles, _, number = (after or "").partition("-")
        key = (int(articles), int(number)) if after else None
        return {**asked, **news_desk.stories_page(connection, asked["span"], key)}

    return answers.page(request, user, "stories.html", make, here="stories")


@router.get("/stories/{number}", response_class=HTMLResponse)
def story(request: Request, user: GetUserDep, number: Number, after: After = None) -> HTMLResponse:
    """The page of one story."""

    def make(connection: Connection) -> dict[str, Any] | None:
        return story_desk.story_page(connection, number, Key.read(after) if after else None)

    return answers.page(request, user, "story.html", make, here="stories")
