"""The read API: the desk's objects as JSON, described by OpenAPI, paged by key, for those who are logged in."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import date, datetime
from typing import Annotated, Any, Literal, TypeVar

from airflow.api_fastapi.core_api.security import requires_authenticated
from fastapi import Depends, FastAPI, HTTPException, Path, Query
from mediawatch.desk import archive_search, article_desk, article_list, attention, day_range, story_desk
from mediawatch.desk.article_list import Filters, Key
from mediawatch.errors import MediaWatchError, Transient, UsageError
from mediawatch.tag import QueryError
from pydantic import BaseModel, StringConstraints
from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from mediawatch_airflow.desk import answers

log = logging.getLogger(__name__)
T = TypeVar("T")

app = FastAPI(
    title="MediaWatch read API",
    version="1",
    description="Articles, topics and stories of the warehouse. Send Airflow's token: Authorization: Bearer ...",
    dependencies=[Depends(requires_authenticated())],
    docs_url=None,
    redoc_url=None,
    openapi_url=None,
)

After = Annotated[str | None, Query(max_length=60, description="The key `after` of the page before.")]
Word = Annotated[str | None, Query(max_length=300, pattern=r"^[^\x00-\x1f\x7f]*$")]
From = Annotated[date | None, Query(alias="from", description="First day, in the reporting time zone.")]
To = Annotated[date | None, Query(alias="to", description="Last day.")]
TopicId = Annotated[str, StringConstraints(max_length=300, pattern=r"^[^\x00-\x1f\x7f]*$")]
Number = Annotated[int, Path(ge=1, le=2**63 - 1)]


class TopicOfArticle(BaseModel):
    topic_id: str
    label: str
    grade: str


class ArticleSummary(BaseModel):
    article_id: int
    headline: str
    url: str | None
    day: date
    coverage_at: datetime
    publisher: str | None
    publisher_id: str | None
    source_id: str | None
    in_language: str
    word_count: int
    unique_text: bool
    story_id: int | None
    reprints: int
    topics: list[TopicOfArticle]


class ArticlePage(BaseModel):
    articles: list[ArticleSummary]
    after: str | None
    complete: bool = True


class Evidence(BaseModel):
    field: str
    start_char: int
    end_char: int
    evidence_text: str
    clause: str


class Tag(BaseModel):
    topic_id: str
    label: str
    grade: str | None
    score: float | None
    topic_version: int | None
    relevant: bool | None
    who: str | None
    evidence: list[Evidence]


class Article(BaseModel):
    article_id: int
    uri: str
    url: str | None
    headline: str
    article_body: str
    author: list[str]
    publisher: str | None
    day: date
    date_published: datetime | None
    in_language: str
    word_count: int
    version: int
    run_id: str
    tags: list[Tag]


class TopicAttention(BaseModel):
    topic_id: str
    label: str
    matching: list[int]
    matching_unique: list[int]


class Attention(BaseModel):
    days: list[date]
    total: list[int]
    total_unique: list[int]
    topics: list[TopicAttention]


class Story(BaseModel):
    story_id: int
    headline: str
    in_language: str
    first_published: datetime
    last_published: datetime
    article_count: int
    publisher_count: int
    unique_texts: int
    topics: list[str]
    terms: list[str]
    other_language_story_ids: list[int]
    articles: list[ArticleSummary]
    after: str | None


def _read(make: Callable[[Connection], T | None]) -> T:
    try:
        with answers.reading() as connection:
            found = make(connection)
    except (UsageError, QueryError) as error:
        raise HTTPException(422, str(error)) from None
    except Transient as error:
        log.warning("read API: %s", error)
        raise HTTPException(503, "the warehouse does not answer", {"Retry-After": "10"}) from None
    except (MediaWatchError, SQLAlchemyError) as error:
        log.warning("read API: %s", error)
        raise HTTPException(503, "the warehouse cannot be read, or it takes too long: ask for fewer days") from None
    if found is None:
        raise HTTPException(404, "there is no such thing")
    return found


@app.get("/openapi.json", include_in_schema=False)
def openapi() -> dict[str, Any]:
    """The description of this API."""
    return app.openapi()


@app.get("/articles")
def articles(
    q: Annotated[str, Query(max_length=4_000, pattern=r"^[^\x00]*$", description="In the query language.")] = "",
    since: From = None,
    until: To = None,
    topic: Word = None,
    publisher: Word = None,
    source: Word = None,
    language: Word = None,
    story: Annotated[int | None, Query(ge=1, le=2**63 - 1)] = None,
    text: Literal["unique", "repeats"] | None = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
    after: After = None,
) -> ArticlePage:
    """Articles, the newest first. `complete` is false where the search ended before the page was full: go on with
    `after`."""
    filters = Filters(topic, publisher, source, language, story, text=text)

    def make(connection: Connection) -> ArticlePage:
        days = day_range.chosen(connection, since=since, until=until)
        key = Key.read(after) if after else None
        if q.strip():
            wanted = archive_search.topic_of(q)
            settings = answers.reachable()
            found = archive_search.search(
                connection, settings, wanted, days, filters, after=key, limit=limit, count=False
            )
            rows, last, complete = found.hits, found.after, not found.stopped_early
        else:
            rows, last = article_list.page(connection, days, filters, key, limit)
            complete = True
        told = [ArticleSummary.model_validate(row) for row in rows]
        return ArticlePage(articles=told, after=str(last) if last else None, complete=complete)

    return _read(make)


@app.get("/articles/{number}")
def article(number: Number) -> Article:
    """One article with its text, tags and evidence."""

    def make(connection: Connection) -> Article | None:
        row = article_desk.whole(connection, number)
        return None if row is None else Article.model_validate(row)

    return _read(make)


@app.get("/attention")
def attention_of(
    since: From = None, until: To = None, topic: Annotated[list[TopicId] | None, Query(max_length=50)] = None
) -> Attention:
    """Articles a day: all, and of each topic. Numbers stand in the order of `days`."""

    def make(connection: Connection) -> Attention:
        found = attention.coverage(connection, day_range.chosen(connection, since=since, until=until), topic)
        return Attention(
            days=found.days,
            total=found.total,
            total_unique=found.total_unique,
            topics=[
                TopicAttention(topic_id=t.topic_id, label=t.label, matching=t.matching, matching_unique=t.unique)
                for t in found.topics
            ],
        )

    return _read(make)


@app.get("/stories/{number}")
def story(number: Number, after: After = None) -> Story:
    """One story with its articles, the earliest first."""

    def make(connection: Connection) -> Story | None:
        told = story_desk.story_page(connection, number, Key.read(after) if after else None)
        if told is None:
            return None
        rows = [ArticleSummary.model_validate(row) for row in told["timeline"]]
        return Story(**told["story"], articles=rows, after=str(told["after"]) if told["after"] else None)

    return _read(make)
