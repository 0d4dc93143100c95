"""The form behind Airflow's Trigger button, and how its answers become a `Request`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from airflow.sdk import Param
from mediawatch import settings as environment
from mediawatch.errors import UsageError

if TYPE_CHECKING:
    from airflow.sdk.definitions.context import Context
    from mediawatch.settings import Settings
    from mediawatch.workflow.request import Request


def params() -> dict[str, Param]:
    """The fields, with defaults that suit a scheduled run."""
    settings = environment.load()
    names = sorted(settings.inboxes)
    return {
        "inboxes": Param(
            ["seeds", "inbox"],
            type="array",
            items={"type": "string", "enum": names},
            examples=names,
            uniqueItems=True,
            title="Inboxes",
            description="Folders to take new and changed article files from: seeds ships with the project, "
            "inbox is var/inbox.",
        ),
        "urls": Param(
            None,
            type=["null", "array"],
            items={"type": "string", "pattern": "^https?://"},
            uniqueItems=True,
            title="Pages",
            description="Addresses of pages to fetch besides, one a line. robots.txt is obeyed, and public addresses "
            "only are asked.",
        ),
        "sources": Param(
            True,
            type="boolean",
            title="Sources",
            description="Collect the enabled sources of include/sources too, as far as they are due.",
        ),
        "reprocess": Param(
            False,
            type="boolean",
            title="Reprocess",
            description="Take files too that a run has published already or quarantined. Unchanged articles stay as "
            "they are; use it after a change of topics or code.",
        ),
        **_every_run(settings),
    }


def backfill_params() -> dict[str, Param]:
    """The fields of `backfill_warc`."""
    settings = environment.load()
    return {
        "inbox": Param(
            "archive",
            type="string",
            enum=sorted(settings.inboxes),
            title="Inbox",
            description="The folder that holds the archives: archive is var/archive. What lies outside of it is not "
            "read; MEDIAWATCH_INBOXES names more folders.",
        ),
        "files": Param(
            None,
            type=["null", "array"],
            items={"type": "string", "pattern": r"\.((warc|wet)(\.gz|\.zst)?|wacz)$"},
            uniqueItems=True,
            title="Files",
            description="Paths in the inbox, one a line, with * for anything, as in 2025/*.warc.gz. Empty: every WARC "
            "file in it.",
        ),
        "records": Param(
            5_000,
            type="integer",
            minimum=1,
            maximum=1_000_000,
            title="Records",
            description="Records of an archive for each task that reads. A task that is killed is repeated alone.",
        ),
        "reprocess": Param(
            False,
            type="boolean",
            title="Reprocess",
            description="Take pages too that a run has published already or quarantined. Unchanged articles stay as "
            "they are; use it after a change of topics or code.",
        ),
        **_every_run(settings),
    }


def _every_run(settings: Settings) -> dict[str, Param]:
    return {
        "as_of": Param(
            None,
            type=["null", "string"],
            format="date-time",
            title="As of",
            description="The moment that dates are judged from: what lies after it cannot be a date of publication. "
            "Empty: the moment at which the run begins.",
        ),
        "max_quarantined_share": Param(
            None,
            type=["null", "number"],
            minimum=0,
            maximum=1,
            title="Accept quarantined",
            description="Share of the documents that may be quarantined before a gate stops this run, for a delivery "
            f"that is known to be like that. Empty: {settings.max_quarantined_share:g}, as set.",
        ),
        "shard_size": Param(
            None,
            type=["null", "integer"],
            minimum=1,
            maximum=100_000,
            title="Shard size",
            description=f"Documents for each mapped task. Empty: {settings.shard_size}, as set.",
        ),
    }


def retag_params() -> dict[str, Param]:
    """The fields of `topics_retag`: careful unless asked otherwise."""
    return {
        "dry_run": Param(
            True,
            type="boolean",
            title="Dry run",
            description="Only say what would change.",
        ),
        "topics": Param(
            None,
            type=["null", "array"],
            items={"type": "string"},
            uniqueItems=True,
            title="Topics",
            description="Ids of topics, one a line. Empty: all that changed.",
        ),
    }


def answers_to(fields: Mapping[str, Param], context: Context) -> Mapping[str, Any]:
    """What the form was answered. Airflow takes any name that comes by its REST API or command line, and a slip of the
    pen would run with the defaults: UsageError for a name that is no field."""
    answers: Mapping[str, Any] = context["params"]
    unknown = [name for name in answers if name not in fields]
    if unknown:
        raise UsageError(f"the form has no field {', '.join(unknown)}: its fields are {', '.join(fields)}")
    return answers


def request(context: Context) -> Request:
    """What this run of `media_monitor` was asked to do."""
    answers = answers_to(params(), context)
    return _request(
        context,
        inboxes=tuple(answers["inboxes"]),
        urls=tuple(answers["urls"] or ()),
        sources=None if answers["sources"] else (),
    )


def backfill_request(context: Context) -> Request:
    """What this run of `backfill_warc` was asked to do."""
    answers = answers_to(backfill_params(), context)
    return _request(
        context,
        inboxes=(answers["inbox"],),
        archives=tuple(answers["files"] or ()),
        records=answers["records"],
    )


def _request(context: Context, **its_own: Any) -> Request:
    from mediawatch.workflow.request import Request, moment

    answers: Mapping[str, Any] = context["params"]
    dag_run = context["dag_run"]
    return Request(
        dag_id=dag_run.dag_id,
        run_id=dag_run.run_id,
        attempt=context["ti"].try_number,
        reprocess=answers["reprocess"],
        shard_size=answers["shard_size"],
        max_quarantined_share=answers.get("max_quarantined_share"),
        as_of=moment(answers["as_of"], "as_of") if answers["as_of"] else None,
        **its_own,
    )
