"""`mediawatch`: every stage without Airflow, by the same functions of `pipeline` that the DAG's tasks call."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from secrets import token_hex
from typing import Annotated

import typer

from mediawatch import settings as environment
from mediawatch.errors import MediaWatchError, UsageError, told
from mediawatch.workflow import steps
from mediawatch.workflow.request import Request, moment
from mediawatch.workflow.runner import run_through

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Media monitoring: collect articles, clean, deduplicate and tag them, load them into Postgres.",
)

topics_app = typer.Typer(no_args_is_help=True, help="Try topics, see what a change does, apply it, explain a tag.")
app.add_typer(topics_app, name="topics")

TopicsDir = Annotated[
    Path | None, typer.Option("--topics", help="Folder of topic files.", show_default="include/topics")
]


def main() -> None:
    """Entry point: MediaWatch's own errors are told in one line; 2 for wrong usage, 1 for everything else."""
    try:
        app()
    except UsageError as error:
        typer.echo(f"mediawatch: {error}", err=True)
        sys.exit(2)
    except MediaWatchError as error:
        typer.echo(f"mediawatch: {error}", err=True)
        sys.exit(1)
    except OSError as error:
        if (reason := told(error)) is None:
            raise
        typer.echo(f"mediawatch: {reason}", err=True)
        sys.exit(1)
    except KeyboardInterrupt:
        typer.echo("mediawatch: interrupted; the same command again takes up what is left", err=True)
        sys.exit(130)


@app.command()
def migrate() -> None:
    """Create or upgrade the warehouse's schema."""
    from mediawatch.store.schema.migrate import migrate as upgrade

    before, after, warnings = upgrade(environment.load())
    typer.echo(f"warehouse is at revision {after}" + ("" if before == after else f" (before: {before or 'empty'})"))
    for warning in warnings:
        typer.echo(f"warning: {warning}", err=True)


@app.command()
def run(
    paths: Annotated[list[str], typer.Argument(help="Folders or article files.")],
    topics: TopicsDir = None,
    inbox: Annotated[
        str | None, typer.Option(help="Name that the files are known by: file://NAME/...", show_default="folder's name")
    ] = None,
    reprocess: Annotated[bool, typer.Option(help="Take documents too that an earlier run took or set aside.")] = False,
    shard_size: Annotated[int | None, typer.Option(min=1, help="Documents of a shard.")] = None,
    as_of: Annotated[
        str | None, typer.Option(help="Moment that dates are judged from, ISO 8601 with time zone.", show_default="now")
    ] = None,
) -> None:
    """Take article files through the whole flow, gates included."""
    _run(
        Request(
            dag_id="cli",
            run_id=_new_run_id(),
            paths=tuple(map(_path, paths)),
            inbox_name=inbox,
            reprocess=reprocess,
            shard_size=shard_size,
            as_of=moment(as_of, "--as-of") if as_of else None,
            topics_dir=topics,
        )
    )


@app.command()
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
        run_id=_new_run_id(),
        inboxes=(),
        urls=tuple(urls or ()),
        sources=tuple(source or ()),
        topics_dir=topics,
    )
    _run(asked, take_up=True)


@app.command()
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
    if missing := sorted({*(ids or ())} - {entry["quarantine_id"] for entry in asked}):
        raise UsageError(f"no open entry has the number {', '.join(map(str, missing))}: see ops.quarantine_open")
    wanted = [entry for entry in asked if reason is None or reason in entry["reasons"]]
    lost = [entry["quarantine_id"] for entry in wanted if entry["raw"] is None]
    if lost:
        numbers = ", ".join(map(str, lost[:10])) + (", ..." if len(lost) > 10 else "")
        typer.echo(f"not kept, so not replayed: {len(lost):,} ({numbers}); deliver these files again", err=True)
    chosen = tuple(entry["quarantine_id"] for entry in wanted if entry["raw"] is not None)
    if not chosen:
        typer.echo("nothing to replay")
    else:
        _run(Request(dag_id="replay", run_id=_new_run_id(), replay=chosen, topics_dir=topics))
    if lost:
        raise typer.Exit(1)


@app.command()
def show(
    article: Annotated[str, typer.Argument(help="Number, uri or url of an article.")],
    raw: Annotated[bool, typer.Option("--raw", help="Write the bytes that it came from to standard output.")] = False,
) -> None:
    """Show an article with lineage, tags, evidence, versions and duplicates."""
    from mediawatch.cli import printing
    from mediawatch.collect.raw.raw_store import RawStore
    from mediawatch.store.read import article_record
    from mediawatch.store.server.connect import transaction

    settings = environment.load()
    if not raw:
        printing.render_article(settings, article)
        return
    with transaction(settings) as connection:
        document = article_record.raw_document(article_record.article(connection, article)["raw"])
    sys.stdout.buffer.write(RawStore(settings.lake).read(document))


@app.command()
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
        typer.echo(f"delivered as {uri}: delete it in that inbox too, and in backups made before", err=True)


# ------------------------------------------------------------------ topics
TopicIds = Annotated[list[str] | None, typer.Argument(help="Ids of topics; none: those that changed.")]
Everything = Annotated[bool, typer.Option("--all", help="All topics, changed or not.")]


@topics_app.command("test")
def topics_test(topics: TopicsDir = None) -> None:
    """Parse the topics and run their examples."""
    from mediawatch.workflow import retagging

    number, failures = retagging.try_examples(environment.load(), topics)
    for failure in failures:
        typer.echo(str(failure), err=True)
    typer.echo(f"{number} topics, {len(failures)} examples fail")
    if failures:
        raise typer.Exit(1)


@topics_app.command("preview")
def topics_preview(ids: TopicIds = None, topics: TopicsDir = None, everything: Everything = False) -> None:
    """What changed topics would add to and remove from history; nothing is written."""
    from mediawatch.cli import printing
    from mediawatch.workflow import retagging

    printing.render_changes(
        retagging.preview(environment.load(), topics, ids or (), everything=everything), applied=False
    )


@topics_app.command("retag")
def topics_retag(ids: TopicIds = None, topics: TopicsDir = None, everything: Everything = False) -> None:
    """Apply changed topics to all of history."""
    from mediawatch.cli import printing
    from mediawatch.workflow import retagging

    settings = environment.load()
    run_id = f"topics_retag:{_new_run_id()}"
    changes = retagging.apply(settings, run_id, topics, ids or (), everything=everything)
    printing.render_changes(changes, applied=True)


@topics_app.command("explain")
def topics_explain(
    article: Annotated[str, typer.Argument(help="Number, uri or url of an article.")],
    topic: Annotated[str, typer.Argument(help="Id of a topic.")],
    topics: TopicsDir = None,
) -> None:
    """Which clause of a topic's query held for an article, and which failed."""
    from mediawatch.workflow import retagging

    for line in retagging.explanation(environment.load(), article, topic, topics).lines():
        typer.echo(line)


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
    run_id = steps.begin(settings, request)
    with resume.held(settings, run_id):
        try:
            with _progress() as tell:
                run_through(settings, run_id, tell)
        except BaseException as error:
            steps.fail(settings, run_id, f"{type(error).__name__}: {error}")
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


def _new_run_id() -> str:
    return f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%S}-{token_hex(2)}"


def _path(text: str) -> Path:
    """A path as given. An empty one, as of a variable that is not set, would be the folder where one stands."""
    if not text.strip():
        raise UsageError("a path is empty: name a folder or an article file")
    return Path(text)
