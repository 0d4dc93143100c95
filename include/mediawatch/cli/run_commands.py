"""Commands that take documents through the flow: migrate, run, fetch, replay."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from mediawatch import settings as environment
from mediawatch.cli.arguments import TopicsDir, new_run_id
from mediawatch.errors import MediaWatchError, Reason, UsageError, unknown_name
from mediawatch.workflow import steps
from mediawatch.workflow.request import Request, moment
from mediawatch.workflow.runner import run_through


def migrate() -> None:
    """Create or upgrade the warehouse's schema."""
    from mediawatch.store.schema.migrate import migrate as upgrade

    before, after, warnings = upgrade(environment.load())
    typer.echo(f"warehouse is at revision {after}" + ("" if before == after else f" (before: {before or 'empty'})"))
    for warning in warnings:
        typer.echo(f"warning: {warning}", err=True)


def run(
    paths: Annotated[list[str], typer.Argument(help="Folders or article files.")],
    topics: TopicsDir = None,
    inbox: Annotated[
        str | None, typer.Option(help="Name that the files are known by: file://NAME/...", show_default="folder's name")
    ] = None,
    reprocess: Annotated[
        bool, typer.Option(help="Take documents too that an earlier run took or quarantined.")
    ] = False,
    shard_size: Annotated[int | None, typer.Option(min=1, help="Documents of a shard.")] = None,
    as_of: Annotated[
        str | None, typer.Option(help="Moment that dates are judged from, ISO 8601 with time zone.", show_default="now")
    ] = None,
) -> None:
    """Take article files through the whole flow, gates included."""
    _run(
        Request(
            dag_id="cli",
            run_id=new_run_id(),
            paths=tuple(map(_path, paths)),
            inbox_name=inbox,
            reprocess=reprocess,
            shard_size=shard_size,
            as_of=moment(as_of, "--as-of") if as_of else None,
            topics_dir=topics,
        )
    )


def fetch(
    urls: Annotated[list[str] | None, typer.Argument(help="Addresses of pages.")] = None,
    source: Annotated[
        list[str] | None, typer.Option(help="Id of a source in include/sources; may be repeated.")
    ] = None,
    topics: TopicsDir = None,
) -> None:
    """Collect pages from the web, then take them through the whole flow.

    Given again after an interruption, it goes on where it was: pages that it has are not fetched a second time.
    """
    if not urls and not source:
        raise UsageError("give addresses of pages, or --source with the id of a source")
    asked = Request(
        dag_id="cli",
        run_id=new_run_id(),
        inboxes=(),
        urls=tuple(urls or ()),
        sources=tuple(source or ()),
        topics_dir=topics,
    )
    _run(asked, take_up=True)


def replay(
    ids: Annotated[list[int] | None, typer.Argument(help="Numbers in ops.quarantine; none: all open ones.")] = None,
    reason: Annotated[str | None, typer.Option(help="Only those with this reason.")] = None,
    topics: TopicsDir = None,
) -> None:
    """Send quarantined documents through again, from their raw bytes."""
    from mediawatch.store.ledger import entries
    from mediawatch.store.server.connect import transaction

    with transaction(environment.load()) as connection:
        asked = entries.open_quarantine(connection, ids=ids or ())
        noted = entries.reasons(connection) if reason is not None else set()
    if missing := sorted({*(ids or ())} - {entry["quarantine_id"] for entry in asked}):
        raise UsageError(f"no open entry has the number {', '.join(map(str, missing))}: see ops.quarantine_open")
    if reason is not None and reason not in {*Reason, *noted}:
        raise unknown_name("reason", [reason], noted or Reason, " in ops.quarantine")
    wanted = [entry for entry in asked if reason is None or reason in entry["reasons"]]
    lost = [entry["quarantine_id"] for entry in wanted if entry["raw"] is None]
    if lost:
        numbers = ", ".join(map(str, lost[:10])) + (", ..." if len(lost) > 10 else "")
        typer.echo(f"not kept, so not replayed: {len(lost):,} ({numbers}); deliver these files again", err=True)
    chosen = tuple(entry["quarantine_id"] for entry in wanted if entry["raw"] is not None)
    limit = environment.load().run_documents
    if len(chosen) > limit:
        left = len(chosen) - limit
        typer.echo(f"a run takes {limit:,} documents: {left:,} are left, give the command again", err=True)
        chosen = chosen[:limit]
    if not chosen:
        typer.echo("nothing to replay")
    else:
        _run(Request(dag_id="replay", run_id=new_run_id(), replay=chosen, topics_dir=topics))
    if lost:
        raise typer.Exit(1)


# ------------------------------------------------------------------ running the flow in this process
def _run(request: Request, *, take_up: bool = False) -> None:
    """The flow with progress and report. `take_up`: go on with an interrupted run that was asked the same."""
    from mediawatch.cli import printing
    from mediawatch.store.schema.migrate import migrate as upgrade
    from mediawatch.workflow import resume

    settings = environment.load()
    upgrade(settings)
    if take_up and (before := resume.interrupted(settings, request)):
        typer.echo(f"taking up the interrupted run {before}", err=True)
        request = replace(request, run_id=before)
    with resume.held(settings, request.name):
        run_id = steps.begin(settings, request)
        try:
            with _progress() as tell:
                run_through(settings, run_id, tell)
        except BaseException as error:
            try:
                steps.fail(settings, run_id, f"{type(error).__name__}: {error}")
            except MediaWatchError as second:  # the warehouse is away, as a rule: the first error says why
                typer.echo(f"the run could not be closed either: {second}", err=True)
            raise
    printing.render_run(settings, run_id)


@contextmanager
def _progress() -> Iterator[Callable[[str, int, int], None]]:
    """A status line on a terminal, a plain line for each stage elsewhere."""
    from rich.console import Console

    console = Console(stderr=True, highlight=False)
    if not console.is_terminal:
        yield lambda stage, done, of: None if done else typer.echo(f"{stage} ...", err=True)
        return
    with console.status("starting") as status:
        yield lambda stage, done, of: status.update(f"{stage}: shard {done} of {of}" if of > 1 else f"{stage} ...")


def _path(text: str) -> Path:
    """A path as given. An empty one, as of a variable that is not set, would be the folder where one stands."""
    if not text.strip():
        raise UsageError("a path is empty: name a folder or an article file")
    return Path(text)
