"""`mediawatch sources`: taken from OPML and given as OPML, found on a site, tried out, and how they do."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.markup import escape
from rich.table import Table

from mediawatch import settings as environment
from mediawatch.errors import unknown_name
from mediawatch.model import printable

Ids = Annotated[list[str] | None, typer.Argument(help="Ids of sources; none: all.")]
_NOT_YET = "not collected yet"
_SHOWN = 20
"""Lines of a kind that a command prints; the others are counted."""


def sources_import(
    file: Annotated[Path, typer.Argument(help="An OPML file, as feed readers export it.")],
    to: Annotated[
        str | None, typer.Option(help="Name of the source file to write.", show_default="as the OPML file")
    ] = None,
    enabled: Annotated[bool, typer.Option("--enabled/--disabled", help="Whether the daily run collects them.")] = True,
    every_hours: Annotated[float, typer.Option(min=0.25, max=744, help="How often each is due.")] = 24.0,
    collection: Annotated[
        list[str] | None, typer.Option(help="Put those without a folder here; may be repeated.")
    ] = None,
    media_type: Annotated[
        str | None, typer.Option(help="print_native, digital_native, broadcast, agency, blog or other.")
    ] = None,
    tier: Annotated[int | None, typer.Option(min=1, max=9, help="1 for the most important.")] = None,
    region: Annotated[str | None, typer.Option(help="Where they are read, in words.")] = None,
    country: Annotated[str | None, typer.Option(help="ISO 3166-1, two capitals.")] = None,
    language: Annotated[str | None, typer.Option(help="BCP 47, of those that do not say theirs.")] = None,
) -> None:
    """Write the feeds of an OPML file into one source file; folders become collections.

    Feeds that a source has already are left out; outlines that name no feed are told, and the others are taken.
    """
    from mediawatch.workflow import source_lists

    settings = environment.load()
    defaults: dict[str, Any] = {"enabled": enabled, "every_hours": every_hours}
    given = {"media_type": media_type, "tier": tier, "region": region, "country": country, "language": language}
    defaults |= {name: value for name, value in given.items() if value is not None}
    if collection:
        defaults["collections"] = list(collection)
    done = source_lists.import_opml(settings, file, to, defaults)
    _some([f"left out: {fault}" for fault in done.faults], err=True)
    if done.added:
        typer.echo(f"{_count(len(done.added), 'source')} written to {done.path}")
    if done.known:
        typer.echo(f"{_count(len(done.known), 'feed')} left out: a source has them already")
    if not done.added and not done.known:
        typer.echo("the file names no feed that can be asked", err=True)
        raise typer.Exit(1)


def sources_export(
    ids: Ids = None,
    to: Annotated[Path | None, typer.Option(help="File to write.", show_default="standard output")] = None,
    collection: Annotated[str | None, typer.Option(help="Only those of this collection.")] = None,
) -> None:
    """Write sources as OPML, for feed readers and for `sources import`; collections become folders."""
    from mediawatch.workflow import source_lists

    data, count = source_lists.export_opml(environment.load(), ids or (), collection)
    if to is None:
        sys.stdout.buffer.write(data)
        return
    to.write_bytes(data)
    typer.echo(f"{_count(count, 'source')} written to {to}")


def sources_discover(url: Annotated[str, typer.Argument(help="A site, or a page of it.")]) -> None:
    """Find the feeds, sitemaps and news sitemaps of a site, with how many articles a week each gives."""
    from mediawatch.workflow import source_lists

    found = source_lists.discover(environment.load(), url)
    if not found:
        typer.echo("the site names no feed and no sitemap, and there is none in the usual places", err=True)
        raise typer.Exit(1)
    rows = [
        (
            tried.form or ("feed" if tried.kind == "feed" else "sitemap"),
            tried.leads_to or tried.url,
            _per_week(tried.a_week) if tried.problem is None else "",
            f"{tried.articles:,}" if tried.problem is None else "",
            _day(tried.latest),
            tried.problem or tried.title or ("" if tried.named else "not named by the site"),
        )
        for tried in found
    ]
    _print(("kind", "address", "a week", "listed", "newest", "note"), rows, right=(2, 3))
    if not any(tried.problem is None for tried in found):
        raise typer.Exit(1)


def sources_check(ids: Ids = None) -> None:
    """Ask each listing once, and say what a run would collect; nothing is kept.

    Ends with 1 where a listing does not answer with one, or a source file is wrong.
    """
    from mediawatch.workflow import source_lists

    settings = environment.load()
    chosen = source_lists.choose(settings, ids or ())
    for fault in chosen.faults:
        typer.echo(fault.told, err=True)
    if not chosen.sources and not chosen.faults:
        typer.echo(f"there are no sources in {settings.sources_dir}", err=True)
        raise typer.Exit(1)
    checked = source_lists.check(settings, chosen.sources)
    rows = []
    for item in checked:
        for number, tried in enumerate(item.listings):
            rows.append(
                (
                    item.source.source_id if not number else "",
                    tried.form or tried.kind,
                    tried.url + (f" -> {tried.leads_to}" if tried.leads_to else ""),
                    "" if tried.problem else f"{tried.articles:,}",
                    "" if tried.problem else _per_week(tried.a_week),
                    _day(tried.latest),
                    tried.problem or (", ".join(tried.sample[:1]) if tried.sample else "lists nothing at the moment"),
                )
            )
    _print(("source", "kind", "listing", "listed", "a week", "newest", "problem, or the first"), rows, right=(3, 4))
    failing = [item for item in checked if any(tried.problem for tried in item.listings)]
    total = sum(item.addresses for item in checked)
    typer.echo(
        f"{_count(len(checked), 'source')}: {len(checked) - len(failing):,} answer, {len(failing):,} do not; "
        f"a first collection would look at {_count(total, 'address', 'addresses')}"
    )
    if failing or chosen.faults:
        raise typer.Exit(1)


def sources_list(
    collection: Annotated[str | None, typer.Option(help="Only those of this collection.")] = None,
    media_type: Annotated[str | None, typer.Option(help="Only those of this kind of medium.")] = None,
    health: Annotated[str | None, typer.Option(help="Only those of this health, such as failing.")] = None,
) -> None:
    """Show the sources with how they do; news.source_health has more."""
    from mediawatch.model import MEDIA_TYPES
    from mediawatch.store.read.source_health import STATES, source_health
    from mediawatch.store.schema.migrate import migrate as upgrade
    from mediawatch.store.server.connect import transaction
    from mediawatch.workflow import source_lists

    settings = environment.load()
    chosen = source_lists.choose(settings)
    for kind, asked, names in (
        ("collection", collection, source_lists.collections(chosen.sources)),
        ("media type", media_type, MEDIA_TYPES),
        ("health", health, (*STATES, _NOT_YET)),
    ):
        if asked is not None and asked not in names:
            raise unknown_name(kind, [asked], names)
    upgrade(settings)
    with transaction(settings) as connection:
        known = source_health(connection)
    rows = []
    for source in chosen.sources:
        row = known.get(source.source_id, {})
        state = "disabled" if not source.enabled else str(row.get("health") or _NOT_YET)
        if (
            (collection is not None and collection not in source.collections)
            or (media_type is not None and media_type != source.media_type)
            or (health is not None and health != state)
        ):
            continue
        rows.append(
            (
                source.source_id,
                source.name,
                source.media_type or "",
                "" if source.tier is None else str(source.tier),
                ", ".join(source.collections),
                state,
                f"{row.get('articles_7_days') or 0:,}",
                _day(row.get("last_article_at")),
            )
        )
    _print(("id", "name", "media type", "tier", "collections", "health", "7 days", "last article"), rows, right=(3, 6))
    typer.echo(_count(len(rows), "source"))
    for fault in chosen.faults:
        typer.echo(fault.told, err=True)
    if chosen.faults:
        raise typer.Exit(1)


# ------------------------------------------------------------------ printing
def _print(columns: Sequence[str], rows: Sequence[Sequence[str]], right: Sequence[int] = ()) -> None:
    """A table on a terminal, lines of cells with tabs between them elsewhere, so that programs can read them."""
    from mediawatch.cli.printing import console

    out = console()
    if not out.is_terminal:
        typer.echo("\t".join(columns))
        for row in rows:
            typer.echo("\t".join(printable(cell) for cell in row))
        return
    table = Table(show_lines=False)
    for number, name in enumerate(columns):
        table.add_column(name, justify="right" if number in right else "left", overflow="fold")
    for row in rows:
        table.add_row(*(escape(printable(cell)) for cell in row))
    out.print(table)


def _some(lines: Sequence[str], *, err: bool) -> None:
    for line in lines[:_SHOWN]:
        typer.echo(printable(line), err=err)
    if len(lines) > _SHOWN:
        typer.echo(f"... and {len(lines) - _SHOWN:,} more", err=err)


def _count(number: int, one: str, many: str | None = None) -> str:
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def _per_week(rate: float | None) -> str:
    return "no dates" if rate is None else f"{rate:,.0f}" if rate >= 10 else f"{rate:g}"


def _day(moment: datetime | None) -> str:
    return f"{moment:%Y-%m-%d}" if moment else ""
