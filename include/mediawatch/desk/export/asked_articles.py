"""What a person asks of an export, by the command or a form, and the rows that answer it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, text

from mediawatch.desk import day_range
from mediawatch.desk.article_list import Filters
from mediawatch.desk.export import formats, selection
from mediawatch.desk.export.formats import Format
from mediawatch.errors import UsageError, unknown_name
from mediawatch.settings import Settings
from mediawatch.storage.whole_file import replacing
from mediawatch.store.read import story_record
from mediawatch.store.server.connect import transaction
from mediawatch.tag import QueryError


@dataclass(frozen=True, slots=True)
class Asked:
    """Articles of all that is said, the newest first: of a topic with overrides applied, that match a query as a topic
    would, of a publisher by name or id, of a source, in a language, of a story, from a day to a day, without repeats of
    others (`unique`), with their texts (`bodies`), at most `limit`."""

    topic: str | None = None
    query: str = ""
    publisher: str | None = None
    source: str | None = None
    language: str | None = None
    story: int | None = None
    since: date | None = None
    until: date | None = None
    unique: bool = False
    bodies: bool = True
    limit: int | None = None


EXPORTS = "articles-[0-9]*T[0-9]*.[0-9]*Z.*"
"""What `file_name` gives, as a shell writes patterns: of a folder that others write to as well, maintenance deletes no
other file."""


def file_name(moment: datetime, form: Format) -> str:
    """What a file is called that nobody names: after the moment at which it was asked for."""
    return f"articles-{moment:%Y%m%dT%H%M%S.%fZ}.{form}"


def rows(settings: Settings, asked: Asked) -> Iterator[dict[str, Any]]:
    """A row for each article, read in portions. Raises UsageError for a topic, publisher, source, language or
    story that there is not, and a query that cannot be read, before the first row."""

    @contextmanager
    def reading() -> Iterator[Connection]:
        with transaction(settings) as connection:
            connection.execute(text("set transaction read only"))
            yield connection

    filters = Filters(
        topic=asked.topic,
        publisher=asked.publisher,
        source=asked.source,
        language=asked.language,
        story=asked.story,
        text="unique" if asked.unique else None,
    )
    with reading() as connection:
        for kind, (there, all_of_them) in _NAMES.items():
            name = getattr(filters, kind)
            if name is not None and not connection.execute(text(f"select exists ({there})"), {"name": name}).scalar():
                raise unknown_name(kind, [name], connection.execute(text(all_of_them)).scalars(), " in the warehouse")
        if asked.story is not None:
            filters = replace(filters, story=story_record.number_now(connection, asked.story))
        days = day_range.everything(connection, asked.since, asked.until)
    wanted = selection.Wanted(days, filters, asked.query, asked.bodies, asked.limit)
    try:
        return selection.rows(reading, settings, wanted)
    except QueryError as error:
        raise UsageError(f"the query, character {error.offset + 1}: {error}") from None


_NAMES = {
    "topic": ("select from news.topic where topic_id = :name", "select topic_id from news.topic"),
    "source": (
        "select from news.source where source_id = :name union all select from news.article where source_id = :name",
        "select source_id from news.source",
    ),
    "publisher": (
        "select from ops.publisher_resolved where :name in (publisher, publisher_id) "
        "union all select from news.publisher where publisher_id = :name",
        "select distinct publisher from ops.publisher_resolved where publisher is not null",
    ),
    "language": (
        "select from news.article where in_language = :name or split_part(in_language, '-', 1) = :name",
        "select distinct in_language from news.article",
    ),
}
"""What a filter may name: whether the warehouse knows it, and all that it knows."""


def write(settings: Settings, asked: Asked, form: Format, path: Path) -> None:
    """The file at `path`, whole or not at all; its folder is made. What is no file of its own (a link, a pipe,
    /dev/stdout) is written to and never replaced. Raises what `rows` raises."""
    if path.is_symlink() or (path.exists() and not path.is_file()):
        formats.write(rows(settings, asked), form, path)
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    with replacing(path) as unfinished:
        formats.write(rows(settings, asked), form, unfinished)
