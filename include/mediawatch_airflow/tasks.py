"""The tasks: each calls the function of `mediawatch.workflow.steps` that has its name, and nothing else.

What passes between them is small: the warehouse's run id, and for each shard a dict with path, rows and hash.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, cast

from airflow.sdk import get_current_context, task

from mediawatch_airflow import form
from mediawatch_airflow.conventions import ARTICLES, PUBLISHED
from mediawatch_airflow.failures import translated
from mediawatch_airflow.warehouse import settings

if TYPE_CHECKING:
    from mediawatch.collect.archives.warc_ranges import Part
    from mediawatch.workflow.steps import ShardRef

log = logging.getLogger(__name__)


def step(function: Callable[..., Any], **options: Any) -> Any:
    """An Airflow task. Its dict or list is one XCom, its docstring the documentation in the UI."""
    return task(multiple_outputs=False, doc_md=function.__doc__, **options)(translated(function))


def mapped(function: Callable[..., Any]) -> Any:
    """A task to be expanded, each instance shown by what it says of itself in `_label`."""
    return step(function, map_index_template="{{ label }}")


@step
def begin() -> str:
    """Checks the topics and opens the run in the ledger (ops.run). A topic that cannot be parsed ends the run here."""
    from mediawatch.workflow import steps

    return steps.begin(settings(), form.request(get_current_context()))


def _begin_backfill() -> str:
    """Checks the topics and opens the run in the ledger (ops.run). A topic that cannot be read ends the run here."""
    from mediawatch.workflow import steps

    return steps.begin(settings(), form.backfill_request(get_current_context()))


begin_backfill = step(_begin_backfill, task_id="begin")


@step
def plan() -> list[Part]:
    """Keeps the archives in the raw store and says in which parts to read them. A pattern without a file ends here."""
    from mediawatch.workflow import steps

    return steps.plan(settings(), run_id())


@mapped
def read(part: Part) -> None:
    """Reads one part of the archives: which records are pages, and why the others are none."""
    from mediawatch.workflow import steps

    records = sum(item["records"] for item in part["ranges"])
    first = part["ranges"][0]
    _label(f"{first['uri'].rpartition('/')[2]} from record {first['before'] + 1:,}: {records:,} records")
    steps.read(settings(), run_id(), part)


@step
def collect(read: Iterable[None] | None = None) -> list[ShardRef]:
    """Finds new and changed documents, keeps their bytes and writes the run's manifest."""
    from mediawatch.workflow import steps

    del read  # only says what comes before
    return steps.collect(settings(), run_id())


@mapped
def clean(shard: ShardRef) -> ShardRef:
    """Raw documents -> articles: body, headline, dates, language, fingerprint."""
    from mediawatch.workflow import steps

    _label_shard(shard)
    return steps.clean(settings(), run_id(), shard)


@step
def deduplicate(shards: Sequence[ShardRef]) -> list[ShardRef]:
    """Finds what repeats what, within the run and against everything published."""
    from mediawatch.workflow import steps

    return steps.deduplicate(settings(), run_id(), _listed(shards))


@mapped
def tag(shard: ShardRef) -> ShardRef:
    """Topics of each article, with the words that earned them."""
    from mediawatch.workflow import steps

    _label_shard(shard)
    return steps.tag(settings(), run_id(), shard)


@mapped
def load(shard: ShardRef) -> ShardRef:
    """Writes to schema staging, where nobody but the gate reads."""
    from mediawatch.workflow import steps

    _label_shard(shard)
    return steps.load(settings(), run_id(), shard)


def _gate(stage: str, made: Sequence[Any] | dict[str, int] | None) -> list[ShardRef]:
    """The stage's Great Expectations suite: quarantines rows at fault; stops the run where the batch is."""
    from mediawatch.cli import printing
    from mediawatch.workflow import gates, steps

    # What the others made are counts, not shards: their gates look at what schema news shows now.
    shards = [] if stage in gates.ON_NEWS else _listed(cast("Sequence[ShardRef] | None", made))
    passed = steps.gate(settings(), run_id(), stage, shards)
    _tell(printing.gate_lines(settings(), run_id(), stage))
    return passed


gate = step(_gate, task_id="gate", show_return_value_in_logs=False)


def _publish(shards: Iterable[ShardRef]) -> dict[str, int]:
    """Makes the run visible in schema news, in one transaction; where that changed anything, tells who waits for asset
    `mediawatch_articles`."""
    from mediawatch.workflow import steps

    counts = steps.publish(settings(), run_id())
    if counts["news_changed"]:
        get_current_context()["outlet_events"][PUBLISHED].add(ARTICLES, extra={"run_id": run_id(), **counts})
    return counts


publish = step(_publish, task_id="publish", outlets=[PUBLISHED])


@step
def cluster(published: Iterable[ShardRef] | None = None) -> list[str]:
    """Puts articles that tell of one event into one story. Says in how many parts their accounts are compared."""
    from mediawatch.workflow import steps

    del published  # only says what comes before
    counts = steps.cluster(settings(), run_id())
    log.info("%s", counts)
    return steps.parts(counts["stories_due"])


@mapped
def compare(part: str) -> dict[str, int]:
    """Compares what the accounts of a story say: numbers, days, places. Each part takes stories until none waits."""
    from mediawatch.workflow import steps

    _label(part)
    return steps.compare(settings(), run_id())


def _report() -> dict[str, Any]:
    """Closes the run in the ledger and says in the log what came in, what went out and what became of the rest."""
    from mediawatch.cli import printing
    from mediawatch.workflow import steps

    from mediawatch_airflow import counters

    told = steps.report(settings(), run_id())
    _tell(printing.run_lines(settings(), run_id()))
    counters.send(settings())
    return told


report = step(_report, task_id="report", show_return_value_in_logs=False)


@step
def retag() -> list[dict[str, Any]]:
    """Says what changed topics do to the tags of history, topic by topic, and does it unless it is a dry run."""
    from dataclasses import asdict

    from mediawatch.workflow import retagging

    context = get_current_context()
    answers = form.answers_to(form.retag_params(), context)
    if answers["dry_run"]:
        changes = retagging.preview(settings(), only=answers["topics"] or ())
    else:
        name = f"{context['dag_run'].dag_id}:{context['dag_run'].run_id}"
        changes = retagging.apply(settings(), name, only=answers["topics"] or ())
    for change in changes:
        log.info("%s", change)
    return [asdict(change) for change in changes]


def run_id() -> str:
    """The warehouse's id of this run. Pulled, not passed: as an argument it would draw a line from `begin` to every
    other task, and the graph would no longer read as the flow."""
    return str(get_current_context()["ti"].xcom_pull(task_ids="begin"))


def _listed(shards: Sequence[ShardRef] | None) -> list[ShardRef]:
    """Mapped tasks hand over a lazy sequence; where there was nothing to map, nothing. A slice asks Airflow once for
    all of it. Going through it asks for each item, and once for the one behind the last: an error in every good log."""
    return list(shards[:]) if shards else []


def _tell(lines: Iterable[str]) -> None:
    """Lines for people, in the task's log."""
    for line in lines:
        log.info("%s", line)


def _label_shard(shard: ShardRef) -> None:
    _label(f"shard {shard['number']}: {shard['rows']} documents")


def _label(text: str) -> None:
    context: Any = get_current_context()
    context["label"] = text
