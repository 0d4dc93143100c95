"""Commands about single articles: show, remove."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from mediawatch import settings as environment
from mediawatch.errors import UsageError

MAX_DIGITS = 18
"""Digits of a number that the warehouse can keep."""


def show(
    article: Annotated[str, typer.Argument(help="Number, uri or url of an article; or story:NUMBER.")],
    raw: Annotated[bool, typer.Option("--raw", help="Write the bytes that it came from to standard output.")] = False,
) -> None:
    """Show an article with lineage, tags, evidence, versions and duplicates; or a story with what its accounts say of
    the same thing, where they agree and where they differ."""
    from mediawatch.cli import printing
    from mediawatch.collect.raw.raw_store import RawStore
    from mediawatch.storage.door import of
    from mediawatch.store.read import article_record
    from mediawatch.store.server.connect import transaction

    settings = environment.load()
    if article.startswith("story:"):
        number = article.removeprefix("story:")
        if raw or not number.isdecimal() or len(number) > MAX_DIGITS:
            raise UsageError("a story is shown by its number, as story:12; --raw is for articles")
        printing.render_story(settings, int(number))
        return
    if not raw:
        printing.render_article(settings, article)
        return
    with transaction(settings) as connection:
        document = article_record.raw_document(article_record.article(connection, article)["raw"])
    sys.stdout.buffer.write(RawStore(of(settings)).read(document))


def remove(
    articles: Annotated[list[str] | None, typer.Argument(help="Numbers, uris or urls of articles.")] = None,
    publisher: Annotated[
        str | None, typer.Option(help="All articles of this publisher, and of its domains and sources.")
    ] = None,
    host: Annotated[list[str] | None, typer.Option(help="All from this host and below; may be repeated.")] = None,
    who: Annotated[str, typer.Option(help="On whose word: is kept with the removal.")] = "",
    why: Annotated[str, typer.Option(help="Why: the letter, the law, the ticket; is kept.")] = "",
    yes: Annotated[bool, typer.Option("--yes", help="Do it without asking.")] = False,
) -> None:
    """Remove articles with their bytes, tags, evidence and links, for good; they are not taken in again."""
    from mediawatch.cli import printing
    from mediawatch.workflow import takedown

    if not (articles or publisher is not None or host):
        raise UsageError("name articles, a --publisher or a --host")
    settings = environment.load()
    demand = takedown.Demand(tuple(articles or ()), publisher, tuple(host or ()))
    chosen = takedown.preview(settings, demand)
    printing.render_removal(chosen)
    if not yes:
        if not sys.stdin.isatty():
            raise UsageError("nothing was removed: look at the list, then say --yes")
        typer.confirm("Remove them for good?", abort=True)
    done = takedown.remove(settings, demand, who=who, why=why)
    typer.echo(f"removal {done.removal_id}: {done.articles} articles, {done.documents} documents")
    for uri in done.still_there:
        typer.echo(f"delivered as {uri}: delete it in that inbox too, and in backups and exports made before", err=True)
