"""Commands that hand articles out: export, digest."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from mediawatch import settings as environment
from mediawatch.errors import UsageError, unknown_name


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
    from mediawatch.desk.export import asked_articles, formats

    chosen = form or (out.suffix.removeprefix(".") if out else "csv")
    if chosen not in formats.FORMATS:
        raise UsageError(f"the format must be {', '.join(formats.FORMATS)}, not {chosen!r}: say --format")
    asked = asked_articles.Asked(
        topic=topic,
        query=query,
        publisher=publisher,
        source=source,
        language=language,
        story=story,
        since=since.date() if since else None,
        until=until.date() if until else None,
        unique=unique,
        bodies=bodies,
        limit=limit,
    )
    settings = environment.load()
    if out is not None:
        asked_articles.write(settings, asked, chosen, out)
        return
    for piece in formats.stream(asked_articles.rows(settings, asked), chosen):
        sys.stdout.buffer.write(piece)


def digest(
    audience: Annotated[str | None, typer.Option(help="Name of the one audience.")] = None,
    preview: Annotated[bool, typer.Option("--preview", help="Print what would be sent; nothing is.")] = False,
    html: Annotated[bool, typer.Option("--html", help="With --preview: as HTML, for a browser.")] = False,
    since: Annotated[
        datetime | None,
        typer.Option("--from", formats=["%Y-%m-%d"], help="With --preview: articles that were seen from this day on."),
    ] = None,
) -> None:
    """Send the digests that are due to the audiences of include/alerts that follow topics or queries."""
    from mediawatch.desk.digest import sending
    from mediawatch.desk.digest.letter import letter
    from mediawatch.workflow.operations import alerting

    settings = environment.load()
    readers = sending.readers(settings)
    if audience is not None and audience not in readers:
        raise unknown_name(
            "audience that is sent digests (kinds: [digest]) named", [audience], readers, f" in {settings.alerts_dir}"
        )
    if not preview:
        posted = sending.post_due(settings)
        sent = [item for item in alerting.deliver(settings) if item.message.kind == "digest"]
        for item in sent:
            typer.echo(f"{item.message.audience}, {item.channel}: {item.message.title}: {item.error or 'sent'}")
        if not posted and not sent:
            typer.echo("no digest is due" if readers else "no audience is sent digests: docs/alerts.md")
        return
    if not readers:
        typer.echo("no audience is sent digests: docs/alerts.md")
    now = datetime.now(UTC)
    for name in [audience] if audience else readers:
        chosen = sending.draft(settings, readers[name], now, since.replace(tzinfo=UTC) if since else None)
        message = letter(chosen, now.astimezone(readers[name].zone), settings.page_url)
        typer.echo(message.html if html else f"{message.title}\n\n{message.text}")
