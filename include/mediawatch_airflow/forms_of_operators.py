"""What only the command could do, with a form in Airflow: replay, takedown, analysts' words in bulk, exports."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import date
from typing import Any

from airflow.sdk import Param, get_current_context

from mediawatch_airflow import form
from mediawatch_airflow.tasks import step
from mediawatch_airflow.warehouse import settings

log = logging.getLogger(__name__)


def _text(title: str, description: str, **schema: Any) -> Param:
    return Param(None, type=["null", "string"], title=title, description=description, maxLength=2_000, **schema)


def _dry_run(what: str) -> Param:
    return Param(True, type="boolean", title="Dry run", description=what)


# --- replay -------------------------------------------------------------------------------------------------------


def replay_params() -> dict[str, Param]:
    """The fields of `quarantine_replay`."""
    return {
        "reason": _text("Reason", "Only those with this reason, as not_an_article. Empty: whatever the reason."),
        "entries": Param(
            None,
            type=["null", "array"],
            items={"type": "string", "pattern": "^[0-9]{1,18}$"},
            uniqueItems=True,
            title="Entries",
            description="Numbers in ops.quarantine, one a line. Empty: all open ones.",
        ),
    }


def _begin_replay() -> str:
    """Chooses the open entries of the quarantine whose bytes are kept, and opens the run in the ledger."""
    from mediawatch.errors import UsageError
    from mediawatch.store.ledger import entries
    from mediawatch.store.server.connect import transaction
    from mediawatch.workflow import steps
    from mediawatch.workflow.request import Request

    context = get_current_context()
    answers = form.answers_to(replay_params(), context)
    configured = settings()
    with transaction(configured) as connection:
        asked = entries.open_quarantine(connection, ids=[int(number) for number in answers["entries"] or ()])
    reason = answers["reason"]
    wanted = [entry for entry in asked if not reason or reason in entry["reasons"]]
    chosen = tuple(entry["quarantine_id"] for entry in wanted if entry["raw"] is not None)
    if lost := len(wanted) - len(chosen):
        log.warning("not kept, so not replayed: %d; deliver these files again", lost)
    if not chosen:
        raise UsageError("no open entry fits, or none has its bytes: see ops.quarantine_open")
    run = context["dag_run"]
    return steps.begin(configured, Request(dag_id=run.dag_id, run_id=run.run_id, replay=chosen))


begin_replay = step(_begin_replay, task_id="begin")


# --- takedown -----------------------------------------------------------------------------------------------------


def takedown_params() -> dict[str, Param]:
    """The fields of `takedown`: careful unless asked otherwise."""
    return {
        "articles": Param(
            None,
            type=["null", "array"],
            items={"type": "string"},
            uniqueItems=True,
            title="Articles",
            description="Numbers, uris or urls of articles, one a line.",
        ),
        "publisher": _text("Publisher", "All articles of this publisher, and of its domains and sources."),
        "hosts": Param(
            None,
            type=["null", "array"],
            items={"type": "string"},
            uniqueItems=True,
            title="Hosts",
            description="All from these hosts and below, one a line.",
        ),
        "who": _text("On whose word", "Is kept with the removal; needed unless it is a dry run."),
        "why": _text("Why", "The letter, the law, the ticket; is kept; needed unless it is a dry run."),
        "dry_run": _dry_run("Only say what would be removed. What is removed is gone for good."),
    }


@step
def takedown() -> dict[str, Any]:
    """Says which articles a takedown removes, and removes them for good unless it is a dry run."""
    from mediawatch.errors import UsageError
    from mediawatch.workflow import takedown

    answers: Mapping[str, Any] = form.answers_to(takedown_params(), get_current_context())
    demand = takedown.Demand(
        tuple(answers["articles"] or ()), answers["publisher"] or None, tuple(answers["hosts"] or ())
    )
    if not (demand.articles or demand.publisher or demand.hosts):
        raise UsageError("name articles, a publisher or hosts")
    configured = settings()
    chosen = takedown.preview(configured, demand)
    for row in chosen.articles:
        log.info("%s %s %s", row["article_id"], row["day"], row["headline"])
    if answers["dry_run"]:
        return {"would_remove": len(chosen.articles), "documents": chosen.documents}
    done = takedown.remove(configured, demand, who=answers["who"] or "", why=answers["why"] or "")
    for uri in done.still_there:
        log.warning("delivered as %s: delete it in that inbox too, and in backups and exports made before", uri)
    return {"removal": done.removal_id, "removed": done.articles, "documents": done.documents}


# --- analysts' words ------------------------------------------------------------------------------------------------


def overrides_params() -> dict[str, Param]:
    """The fields of `overrides_import`."""
    return {
        "table": Param(
            "article,topic,relevant,why\n",
            type="string",
            format="multiline",
            maxLength=1_000_000,
            title="Table",
            description="CSV: article (number, uri or url), topic (its id), relevant (true or false), why.",
        ),
        "who": _text("Who decides", "Is kept with each word."),
        "dry_run": _dry_run("Only say what would change."),
    }


@step
def import_overrides() -> dict[str, int]:
    """Takes in analysts' words on articles and topics from a table: all of it or nothing."""
    from dataclasses import asdict

    from mediawatch.workflow.operations import override_tables

    answers = form.answers_to(overrides_params(), get_current_context())
    done = override_tables.import_overrides(
        settings(), answers["table"], who=answers["who"] or "", dry_run=answers["dry_run"]
    )
    log.info("%s", done)
    return asdict(done)


# --- exports ----------------------------------------------------------------------------------------------------------


def export_params() -> dict[str, Param]:
    """The fields of `archive_export`."""

    def day(title: str) -> Param:
        return _text(title, "Empty: no bound.", format="date")

    return {
        "topic": _text("Topic", "Its id. Articles of this topic, overrides applied."),
        "query": _text("Query", "Articles that match it, as a topic would."),
        "publisher": _text("Publisher", "By name or id."),
        "language": _text("Language", "Such as en or hi."),
        "first": day("From"),
        "last": day("To"),
        "unique": Param(False, type="boolean", title="Unique", description="Without repeats of other articles."),
        "bodies": Param(True, type="boolean", title="Texts", description="With the texts of the articles."),
        "format": Param(
            "csv", type="string", enum=["csv", "jsonl", "parquet", "xlsx"], title="Format", description="Of the file."
        ),
        "limit": Param(
            None, type=["null", "integer"], minimum=1, title="At most", description="So many, the newest. Empty: all."
        ),
    }


@step
def export_articles() -> dict[str, Any]:
    """Writes the articles that are asked for to a file in var/exports, whole or not at all, named after the moment."""
    from mediawatch.desk.export import asked_articles

    context = get_current_context()
    answers: Mapping[str, Any] = form.answers_to(export_params(), context)
    configured = settings()
    asked = asked_articles.Asked(
        topic=answers["topic"] or None,
        query=answers["query"] or "",
        publisher=answers["publisher"] or None,
        language=answers["language"] or None,
        since=date.fromisoformat(answers["first"]) if answers["first"] else None,
        until=date.fromisoformat(answers["last"]) if answers["last"] else None,
        unique=answers["unique"],
        bodies=answers["bodies"],
        limit=answers["limit"],
    )
    path = configured.exports_dir / asked_articles.file_name(context["dag_run"].run_after, answers["format"])
    asked_articles.write(configured, asked, answers["format"], path)
    log.info("written: %s", path)
    return {"file": str(path), "bytes": path.stat().st_size}
