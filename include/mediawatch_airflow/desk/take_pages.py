"""Addresses to take articles away: exports in four formats, and feeds with tokens of their own."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from airflow.api_fastapi.core_api.security import GetUserDep
from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response, StreamingResponse
from mediawatch.desk import archive_search, day_range, topic_desk
from mediawatch.desk.article_list import Filters
from mediawatch.desk.export import formats, selection
from mediawatch.desk.feed import tokens
from mediawatch.errors import MediaWatchError, UsageError
from mediawatch.tag import QueryError
from sqlalchemy import Connection

from mediawatch_airflow.desk import access, answers
from mediawatch_airflow.desk.analyst_pages import From, Number, Text, To, TopicId, Words

router = APIRouter()

MOST = 100_000
"""Articles of one download; the command exports any number."""

Choice = Annotated[Literal["unique", "repeats", ""], Query()]


def _kept(q: str, filters: Filters) -> dict[str, Any]:
    """What an address or a form has to say again."""
    given = {"q": q, **{name: getattr(filters, name) for name in ("topic", "publisher", "source", "language", "text")}}
    return {**given, "story": filters.story}


def _page(request: Request, user: Any, title: str, q: str, filters: Filters, since: Any, until: Any) -> HTMLResponse:
    def make(connection: Connection) -> dict[str, Any] | None:
        if filters.topic and topic_desk.label(connection, filters.topic) is None:
            return None
        found = day_range.chosen(connection, days=90, since=since, until=until, most=None)
        return {
            "title": title or (topic_desk.label(connection, filters.topic) if filters.topic else "") or "",
            "span": found,
            "kept": _kept(q, filters),
            "formats": formats.FORMATS,
            "feeds": tokens.of(connection, user.get_name()),
            "most": MOST,
            "made": None,
        }

    return answers.page(request, user, "take.html", make, here="")


@router.get("/take/topics/{topic}", response_class=HTMLResponse)
def take_topic(
    request: Request, user: GetUserDep, topic: TopicId, since: From = None, until: To = None
) -> HTMLResponse:
    """How to take a topic's articles away."""
    return _page(request, user, "", "", Filters(topic=topic), since, until)


@router.get("/take/stories/{number}", response_class=HTMLResponse)
def take_story(
    request: Request, user: GetUserDep, number: Number, since: From = None, until: To = None
) -> HTMLResponse:
    """How to take a story's articles away."""
    return _page(request, user, f"Story {number}", "", Filters(story=number), since, until)


@router.get("/take/search", response_class=HTMLResponse)
def take_search(
    request: Request,
    user: GetUserDep,
    q: Words = "",
    since: From = None,
    until: To = None,
    topic: Annotated[str, Text] = "",
    publisher: Annotated[str, Text] = "",
    source: Annotated[str, Text] = "",
    language: Annotated[str, Text] = "",
    text: Choice = "",
) -> HTMLResponse:
    """How to take away what a search found."""
    filters = Filters(topic or None, publisher or None, source or None, language or None, text=text or None)
    return _page(request, user, q[:100], q, filters, since, until)


@router.get("/feeds", response_class=HTMLResponse)
def feeds(request: Request, user: GetUserDep) -> HTMLResponse:
    """The feeds that this user made."""
    return answers.page(
        request,
        user,
        "feeds.html",
        lambda connection: {"feeds": tokens.of(connection, user.get_name()), "made": None},
        here="",
    )


@router.post("/feeds", response_class=HTMLResponse)
def make_feed(request: Request, user: GetUserDep, form: access.SentForm) -> HTMLResponse:
    """Make a feed; the page tells its addresses this once."""
    _allowed(user)
    try:
        story = int(form["story"]) if form.get("story") else None
        given = {name: form.get(name, "")[:300] or None for name in ("topic", "publisher", "source", "language")}
        chosen = form.get("text") if form.get("text") in ("unique", "repeats") else None
        filters = Filters(**given, story=story, text=chosen)
        query = form.get("q", "")[:4_000]
        if query.strip():
            archive_search.topic_of(query)
        feed = tokens.Feed(form.get("title", ""), query, filters)
        with answers.writing() as connection:
            token = tokens.make(connection, feed, user.get_name())
    except (UsageError, QueryError, ValueError) as error:
        raise HTTPException(422, str(error)) from None
    except MediaWatchError:
        raise HTTPException(503, "the warehouse does not answer: try again in a moment") from None
    made = {form_: f"{answers.feeds_address(request)}/{token}.{form_}" for form_ in ("atom", "json")}
    return answers.page(
        request,
        user,
        "feeds.html",
        lambda connection: {"feeds": tokens.of(connection, user.get_name()), "made": made},
        here="",
    )


@router.post("/feeds/{number}/revoke", response_class=RedirectResponse)
def revoke_feed(user: GetUserDep, form: access.SentForm, number: Number) -> RedirectResponse:
    """Have a feed be read no more."""
    del form
    _allowed(user)
    try:
        with answers.writing() as connection:
            tokens.revoke(connection, number, user.get_name())
    except UsageError as error:
        raise HTTPException(422, str(error)) from None
    except MediaWatchError:
        raise HTTPException(503, "the warehouse does not answer: try again in a moment") from None
    return RedirectResponse("../../feeds", 303)


def _allowed(user: Any) -> None:
    if not access.may_trigger(user, access.JUDGING_DAG):
        raise HTTPException(403, "feeds take the right to trigger topics_retag")


@router.get("/export", response_class=Response)
def export(
    request: Request,
    user: GetUserDep,
    form: Annotated[formats.Format, Query(alias="format")],
    q: Words = "",
    since: From = None,
    until: To = None,
    topic: Annotated[str, Text] = "",
    publisher: Annotated[str, Text] = "",
    source: Annotated[str, Text] = "",
    language: Annotated[str, Text] = "",
    text: Choice = "",
    story: Annotated[int | None, Query(ge=1, le=2**63 - 1)] = None,
    bodies: bool = True,
) -> Response:
    """The file, while it is read: at most MOST articles, the newest."""
    filters = Filters(topic or None, publisher or None, source or None, language or None, story, text=text or None)
    found: dict[str, Any] = {}

    def make(connection: Connection) -> dict[str, Any]:
        whole = story is not None and since is None and until is None
        days = (
            day_range.everything(connection)
            if whole
            else day_range.chosen(connection, days=90, since=since, until=until, most=None)
        )
        wanted = selection.Wanted(days, filters, q, bodies, MOST)
        try:
            found["rows"] = selection.rows(answers.reading, answers.reachable(), wanted)
        except QueryError as error:
            raise UsageError(str(error)) from None
        return {"what": "", "advice": ""}

    answer = answers.page(request, user, "problem.html", make)
    if "rows" not in found:
        return answer
    headers = {
        **answers.HEADERS,
        "Content-Disposition": f'attachment; filename="mediawatch-{date.today():%Y-%m-%d}.{form}"',
    }
    return StreamingResponse(formats.stream(found["rows"], form), media_type=formats.MEDIA_TYPES[form], headers=headers)
