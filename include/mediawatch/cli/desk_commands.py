"""Commands that take articles away: export."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Annotated, cast

import typer
from sqlalchemy import Connection, text

from mediawatch import settings as environment
from mediawatch.errors import UsageError


def export(
    form: Annotated[
        str | None, typer.Option("--format", help="csv, jsonl, parquet or xlsx.", show_default="by the file's ending")
    ] = None,
    out: Annotated[Path | None, typer.Option(help="File to write.", show_default="standard output")] = None,
    topic: Annotated[str | None, typer.Option(help="Articles of this topic, overrides applied.")] = None,
    query: Annotated[str, typer.Option(help="Articles that match this query, as a topic would.")] = "",
    publisher: Annotated[str | None, typer.Option(help="Articles of this publisher, by name or id.")] = None,
    source: Annotated[str | None, typer.Option(help="Articles of this source.")] = None,
    language: Annotated[str | None, typer.Option(help="Articles in this language, such as en or hi.")] = None,
    story: Annotated[int | None, typer.Option(help="Articles of this story, by its number.")] = None,
    since: Annotated[datetime | None, typer.Option("--from", formats=["%Y-%m-%d"], help="First day.")] = None,
    until: Annotated[datetime | None, typer.Option("--to", formats=["%Y-%m-%d"], help="Last day.")] = None,
    unique: Annotated[bool, typer.Option("--unique", help="Without repeats of other articles.")] = False,
    bodies: Annotated[bool, typer.Option("--bodies/--no-bodies", help="With the texts.")] = True,
    limit: Annotated[int | None, typer.Option(min=1, help="At most so many, the newest.")] = None,
) -> None:
    """Write articles with their tags, evidence, story, publisher and source to a file, the newest first."""
    from mediawatch.desk import day_range
    from mediawatch.desk.article_list import Filters
    from mediawatch.desk.export import formats, selection
    from mediawatch.store.server.connect import transaction
    from mediawatch.tag import QueryError

    chosen = form or (out.suffix.removeprefix(".") if out else "csv")
    if chosen not in formats.FORMATS:
        raise UsageError(f"the format must be {', '.join(formats.FORMATS)}, not {chosen!r}: say --format")
    settings = environment.load()

    @contextmanager
    def reading() -> Iterator[Connection]:
        with transaction(settings) as connection:
            connection.execute(text("set transaction read only"))
            yield connection

    filters = Filters(
        topic=topic,
        publisher=publisher,
        source=source,
        language=language,
        story=story,
        text="unique" if unique else None,
    )
    with reading() as connection:
        if (
            topic is not None
            and not connection.execute(
                text("select 1 from news.topic where topic_id = :topic"), {"topic": topic}
            ).scalar()
        ):
            raise UsageError(f"no topic is named {topic!r}")
        days = day_range.everything(connection, since.date() if since else None, until.date() if until else None)
    wanted = selection.Wanted(days, filters, query, bodies, limit)
    try:
        rows = selection.rows(reading, settings, wanted)
    except QueryError as error:
        raise UsageError(f"the query, character {error.offset + 1}: {error}") from None
    if out is not None:
        formats.write(rows, cast(formats.Format, chosen), out)
        return
    for piece in formats.stream(rows, cast(formats.Format, chosen)):
        sys.stdout.buffer.write(piece)
