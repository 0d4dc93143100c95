"""`mediawatch`: the table of its commands. Each does without Airflow what the DAG's tasks do, by `workflow`."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable

import typer

from mediawatch.cli import (
    article_commands,
    desk_commands,
    operation_commands,
    run_commands,
    source_commands,
    topic_commands,
)
from mediawatch.errors import MediaWatchError, UsageError, told

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Media monitoring: collect articles, clean, deduplicate and tag them, load them into Postgres.",
)

topics_app = typer.Typer(
    no_args_is_help=True, help="Try topics, see what a change does, apply it, explain a tag, bring queries along."
)
app.add_typer(topics_app, name="topics")
sources_app = typer.Typer(
    no_args_is_help=True, help="Take feeds from OPML, find those of a site, try sources out, see how they do."
)
app.add_typer(sources_app, name="sources")

_COMMANDS: tuple[Callable[..., None], ...] = (
    *(run_commands.migrate, run_commands.run, run_commands.fetch, run_commands.replay),
    *(article_commands.show, article_commands.remove, desk_commands.export, desk_commands.digest),
    *(operation_commands.notify, operation_commands.watch, operation_commands.health),
    *(operation_commands.metrics, operation_commands.overrides),
)
_TOPIC_COMMANDS: dict[str, Callable[..., None]] = {
    "test": topic_commands.topics_test,
    "preview": topic_commands.topics_preview,
    "retag": topic_commands.topics_retag,
    "explain": topic_commands.topics_explain,
    "translate": topic_commands.topics_translate,
}
_SOURCE_COMMANDS: dict[str, Callable[..., None]] = {
    "import": source_commands.sources_import,
    "export": source_commands.sources_export,
    "discover": source_commands.sources_discover,
    "check": source_commands.sources_check,
    "list": source_commands.sources_list,
}
for _command in _COMMANDS:
    app.command()(_command)
for _name, _command in _TOPIC_COMMANDS.items():
    topics_app.command(_name)(_command)
for _name, _command in _SOURCE_COMMANDS.items():
    sources_app.command(_name)(_command)


def main() -> None:
    """Entry point: MediaWatch's own errors are told in one line; 2 for wrong usage, 1 for everything else."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # articles are in all scripts: a terminal that cannot show one gets its number, and the command goes on
            stream.reconfigure(errors="backslashreplace")
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
    except Exception:
        if not any("\ud800" <= letter <= "\udfff" for argument in sys.argv for letter in argument):
            raise  # Of bytes that are no UTF-8 Python makes lone surrogates, and the warehouse takes none.
        typer.echo("mediawatch: an argument holds bytes that are no UTF-8", err=True)
        sys.exit(2)
    except KeyboardInterrupt:
        typer.echo("mediawatch: interrupted; the same command again takes up what is left", err=True)
        sys.exit(130)
