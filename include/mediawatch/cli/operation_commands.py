"""Commands for those who keep it running: notify, watch, health."""

from __future__ import annotations

import json
import logging
from pathlib import Path
from typing import Annotated

import typer

from mediawatch import settings as environment
from mediawatch.errors import UsageError, unknown_name

Airflow = Annotated[
    str | None, typer.Option("--airflow", help="Address of Airflow's API server, to ask how its parts are.")
]


def notify(
    test: Annotated[
        bool, typer.Option("--test", help="Send a test message by every channel of every audience.")
    ] = False,
    audience: Annotated[str | None, typer.Option(help="Name of the one audience to send it to.")] = None,
) -> None:
    """Send the messages that are due; with --test a message to see whether channels work."""
    from mediawatch.workflow.operations import alerting, monitoring

    settings = environment.load()
    if audience is not None and not test:
        raise UsageError("--audience names whom --test writes to: all that is due is sent otherwise")
    if test:
        known = alerting.audiences(settings)
        if audience is not None and audience not in known:
            raise unknown_name("audience", [audience], known, f" in {settings.alerts_dir}")
        alerting.post(settings, monitoring.trial_messages(settings, audience))
    done = alerting.deliver(settings)
    for item in done:
        outcome = item.error or "sent"
        typer.echo(
            f"{item.message.audience}, {item.channel}: {item.message.title}: {outcome}", err=item.error is not None
        )
    if not done:
        typer.echo("nothing is due")
    if any(item.error for item in done):
        raise typer.Exit(1)


def watch(
    airflow: Airflow = None,
    every: Annotated[float, typer.Option(min=5, max=3600, help="Seconds between two looks.")] = 60,
    heartbeat: Annotated[Path | None, typer.Option(help="A file that is touched after each look.")] = None,
    once: Annotated[bool, typer.Option("--once", help="Look once, as a cron job does.")] = False,
) -> None:
    """Look how things are, every minute, and tell whoever has to know (include/alerts)."""
    from mediawatch.desk.digest import sending
    from mediawatch.workflow.operations import monitoring

    settings = environment.load()
    if once:
        sending.post_quietly(settings)
        for item in monitoring.watch(settings, airflow=airflow):
            typer.echo(f"{item.message.audience}, {item.channel}: {item.message.title}: {item.error or 'sent'}")
        return
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(message)s")
    monitoring.watch_for_ever(settings, airflow=airflow, every=every, heartbeat=heartbeat, besides=sending.post_quietly)


def health(
    airflow: Airflow = None,
    hours: Annotated[float, typer.Option(min=0.1, max=744, help="Age of the last good run that is still well.")] = 30,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Say what is wrong, for a probe: exit code 0 where nothing is, 1 where something is."""
    from mediawatch.workflow.operations import monitoring

    settings = environment.load()
    problems = monitoring.health(settings, airflow=airflow, hours=hours)
    away = any(problem.kind == "warehouse_away" for problem in problems)
    waiting = {} if away else dict(monitoring.queue(settings))
    if as_json:
        found = [{"kind": item.kind, "subject": item.subject, "title": item.title} for item in problems]
        typer.echo(json.dumps({"healthy": not problems, "problems": found, "waiting": waiting}))
    else:
        for problem in problems:
            typer.echo(f"wrong: {problem.title}")
        if waiting:
            typer.echo("waiting: " + ", ".join(f"{number:,} {what}" for what, number in waiting.items()))
        if not problems:
            typer.echo("healthy")
    if problems:
        raise typer.Exit(1)


def overrides(
    table: Annotated[Path, typer.Argument(help="A CSV with the columns article, topic, relevant and why.")],
    who: Annotated[str, typer.Option(help="Who decides: is kept with each word.")] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would change.")] = False,
) -> None:
    """Take in analysts' words on articles and topics from a table: all of it or nothing."""
    from mediawatch.workflow.operations.override_tables import import_overrides

    try:
        content = table.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{table} cannot be read as UTF-8: {error}") from None
    typer.echo(str(import_overrides(environment.load(), content, who=who, dry_run=dry_run)))


def metrics() -> None:
    """Print figures for a monitoring system, in the text format of Prometheus (ops.metric)."""
    from mediawatch.workflow.operations import monitoring

    typer.echo(monitoring.prometheus(environment.load()), nl=False)
