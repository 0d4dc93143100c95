"""Puts articles that wait for it into stories, portion by portion, and then looks at the stories that changed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import partial

from mediawatch.cluster.article_reading import ArticleReading, ArticleText, read_article, text_of
from mediawatch.cluster.assign import BATCH, assign
from mediawatch.garbage import seldom
from mediawatch.settings import Settings
from mediawatch.store.lookups.story_terms import PostgresStoryIndex
from mediawatch.store.publish import stories, story_facts
from mediawatch.store.server.connect import transaction
from mediawatch.workflow.events import accounts, event_links
from mediawatch.workflow.worker_processes import LEAST, WorkerProcesses


@seldom()
def cluster(settings: Settings, run_id: str, day: datetime) -> dict[str, int]:
    """Cluster all that waits; how many articles that was, how many stories are new, and of how many the accounts are to
    be compared. Each portion is a transaction of its own, so that a run which is killed leaves the rest to the next
    one."""
    counts = {"articles_clustered": 0, "stories_new": 0}
    with transaction(settings) as connection:
        stories.lock(connection)
        stories.forget_old_terms(connection, day)
        accounts.forget_old_statements(connection)
    with WorkerProcesses(settings.workers, least=LEAST) as workers:
        reader = _Reader(workers)
        taken = None
        while taken is None or taken.entries:
            with transaction(settings) as connection:
                stories.lock(connection)
                taken = stories.due(connection, BATCH)
                if taken.entries:
                    following = [text_of(article) for article in stories.after(connection, taken, BATCH)]
                    read = partial(reader.read, following=following)
                    decided = assign(taken.articles, PostgresStoryIndex(connection), read)
                    counts["stories_new"] += stories.publish(connection, run_id, taken, decided, day)
                    counts["articles_clustered"] += len(taken.articles)
        compared = event_links.BATCH
        while compared == event_links.BATCH:
            with transaction(settings) as connection:
                stories.lock(connection)
                compared = event_links.refresh(connection, day, workers)
    compared = event_links.ROUND_UPS
    while compared == event_links.ROUND_UPS:
        with transaction(settings) as connection:
            stories.lock(connection)
            compared = event_links.relate_round_ups(connection)
    with transaction(settings) as connection:
        return {**counts, "stories_due": story_facts.due(connection)}


class _Reader:
    """Reads the articles of a portion, and has those of the next one read meanwhile."""

    def __init__(self, workers: WorkerProcesses) -> None:
        self._workers = workers
        self._begun: Iterable[tuple[ArticleText, ArticleReading]] = ()

    def read(self, texts: Sequence[ArticleText], following: Sequence[ArticleText]) -> Iterable[ArticleReading]:
        """The readings of texts, in their order; `following` are likely to be asked for next."""
        known = dict(self._begun)
        unknown = [text for text in texts if text not in known]
        found = self._read(unknown)
        self._begun = self._read(following)
        known.update(found)
        return (known[text] for text in texts)

    def _read(self, texts: Sequence[ArticleText]) -> Iterable[tuple[ArticleText, ArticleReading]]:
        return zip(texts, self._workers.ahead(read_article, texts), strict=True)
