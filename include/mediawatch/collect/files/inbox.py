"""Article files on disk -> raw documents.

Every name in the inboxes comes out once, as RawDocument or as Excluded. A file's bytes go into the raw
store first; everything after that reads the stored copy, so that a file which changes meanwhile cannot be
two things at once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path

from mediawatch.collect.files.delivery import deliver
from mediawatch.collect.files.readers import read_file
from mediawatch.collect.files.walk import find
from mediawatch.collect.raw.raw_store import RawStore
from mediawatch.model import Excluded, RawDocument
from mediawatch.settings import Settings


def collect_files(
    roots: Mapping[str, Path],
    store: RawStore,
    *,
    observed_at: datetime,
    settings: Settings,
) -> Iterator[RawDocument | Excluded]:
    """Every article file of the inboxes `roots` (inbox name -> folder or single file), in a fixed order.

    A document that an inbox holds twice (same uri, same bytes: a page that a WARC file captured twice)
    comes out once, and once more where it was captured earlier or later. `observed_at` is this run's time, for all that
    carries no time of its own. Raises UsageError where a root does not exist.
    """
    seen: dict[str, tuple[datetime, datetime]] = {}  # first and last capture
    for inbox, root in roots.items():
        for found in find(inbox, root, settings.quiet_seconds):
            taken = deliver(inbox, found, store, observed_at, settings)
            for document in [taken] if isinstance(taken, Excluded) else read_file(taken):
                if document.uri.startswith("file://"):  # a place in an inbox, which is looked at once
                    yield document
                    continue
                captured = document.observed_at if isinstance(document, RawDocument) else observed_at
                first, last = seen.get(document.document_id, (None, None))
                if first is None or last is None or not first <= captured <= last:
                    seen[document.document_id] = (min(first or captured, captured), max(last or captured, captured))
                    yield document
