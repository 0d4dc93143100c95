"""Commands about topics: test, preview, retag, explain, translate."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from mediawatch import settings as environment
from mediawatch.cli.arguments import TopicsDir, new_run_id

TopicIds = Annotated[list[str] | None, typer.Argument(help="Ids of topics; none: those that changed.")]
Everything = Annotated[bool, typer.Option("--all", help="All topics, changed or not.")]


class Tool(StrEnum):
    """The tools whose queries can be read; a test holds them equal to the dialects."""

    brandwatch = "brandwatch"
    cision = "cision"
    factiva = "factiva"
    gdelt = "gdelt"
    mediacloud = "mediacloud"
    meltwater = "meltwater"
    nexis = "nexis"
    talkwalker = "talkwalker"


def topics_test(topics: TopicsDir = None) -> None:
    """Parse the topics and run their examples."""
    from mediawatch.workflow import retagging

    number, failures = retagging.try_examples(environment.load(), topics)
    for failure in failures:
        typer.echo(str(failure), err=True)
    typer.echo(f"{number} topics, {len(failures)} examples fail")
    if failures:
        raise typer.Exit(1)


def topics_preview(ids: TopicIds = None, topics: TopicsDir = None, everything: Everything = False) -> None:
    """What changed topics would add to and remove from history; nothing is written."""
    from mediawatch.cli import printing
    from mediawatch.workflow import retagging

    printing.render_changes(
        retagging.preview(environment.load(), topics, ids or (), everything=everything), applied=False
    )


def topics_retag(ids: TopicIds = None, topics: TopicsDir = None, everything: Everything = False) -> None:
    """Apply changed topics to all of history."""
    from mediawatch.cli import printing
    from mediawatch.workflow import retagging

    settings = environment.load()
    run_id = f"topics_retag:{new_run_id()}"
    changes = retagging.apply(settings, run_id, topics, ids or (), everything=everything)
    printing.render_changes(changes, applied=True)


def topics_explain(
    article: Annotated[str, typer.Argument(help="Number, uri or url of an article.")],
    topic: Annotated[str, typer.Argument(help="Id of a topic.")],
    topics: TopicsDir = None,
) -> None:
    """Which clause of a topic's query held for an article, and which failed."""
    from mediawatch.workflow import retagging

    for line in retagging.explanation(environment.load(), article, topic, topics).lines():
        typer.echo(line)


def topics_translate(
    source: Annotated[Tool, typer.Option("--from", help="The tool that the query was written for.")],
    file: Annotated[Path | None, typer.Argument(help="File with one query; none: standard input.")] = None,
    exact: Annotated[
        bool, typer.Option("--exact", help="Ask for words as they are written, not by their stems.")
    ] = False,
) -> None:
    """A query of another tool in our language, with what each operator becomes and what cannot be said.

    Prints the query, and to standard error a line for each operator and field; where it is too long for one, several,
    each for a line of a topic's list. Exits with 1 where something of the
    query cannot be said, also where the rest can.
    """
    from mediawatch.tag.translate import query_files

    translation = query_files.translated(file, sys.stdin.buffer, source.value, exact=exact)
    if translation.query is not None:
        for query in (translation.query, *translation.more):
            typer.echo(query)
    for line in translation.lines():
        typer.echo(line, err=True)
    if translation.query is None or translation.unsaid:
        raise typer.Exit(1)
