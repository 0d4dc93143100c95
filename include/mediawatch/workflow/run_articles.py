"""The articles of a run, by columns: what is decided of the run as a whole fits into memory, and texts are read by
need.

A stage that looks at all articles of a run (deduplicate, and publish where the warehouse has changed meanwhile) works
on these. Names, moments and fingerprints are read once, texts from their shards while somebody looks at them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import cached_property
from itertools import pairwise
from typing import Any, cast

import pyarrow as pa

from mediawatch.deduplicate.history import Hashes, Placement
from mediawatch.deduplicate.same_page import Delivery
from mediawatch.lake.run_folder import RunFolder, ShardRef
from mediawatch.model import Stage

_NAMES = (
    "document_id",
    "uri",
    "content_sha256",
    "observed_at",
    "text_sha256",
    "shingle_count",
    "date_published",
)


class RunArticles:
    """The articles of some shards of a stage, without those that its gate rejected. Raises Permanent where a shard is
    gone or was changed."""

    def __init__(self, folder: RunFolder, shards: Sequence[ShardRef]) -> None:
        self._folder = folder
        self._shards = sorted(shards, key=lambda item: item["number"])
        self._places: dict[str, tuple[int, int]] = {}  # document_id -> (place of its shard, row in it)
        self._columns: dict[str, list[Any]] = {name: [] for name in _NAMES}
        self._hashes: list[Hashes] = []
        for number, shard in enumerate(self._shards):
            rejected = folder.rejected(cast(Stage, shard["stage"]))
            table = folder.fields(shard, (*_NAMES, "fingerprint"))
            rows = [row for row, name in enumerate(table.column("document_id").to_pylist()) if name not in rejected]
            if rejected:
                table = table.take(rows)
            for name in _NAMES:
                self._columns[name] += table.column(name).to_pylist()
            self._hashes += _lists(table.column("fingerprint").combine_chunks())
            ids = table.column("document_id").to_pylist()
            self._places |= {name: (number, row) for name, row in zip(ids, rows, strict=True)}

    def deliveries(self) -> list[Delivery]:
        """Every article as its document delivered it, shard by shard."""
        names = ("document_id", "uri", "content_sha256")
        moments = map(_moment, self._columns["observed_at"])
        columns = zip(*(self._columns[name] for name in names), moments, self._columns["text_sha256"], strict=True)
        return [Delivery(*row) for row in columns]

    def texts_at(self, stays: Mapping[str, str]) -> dict[str, dict[str, str]]:
        """uri -> document_id -> text_sha256 of the documents that go on. `stays`: document_id -> uri of these."""
        found: defaultdict[str, dict[str, str]] = defaultdict(dict)
        for name, sha in zip(self._columns["document_id"], self._columns["text_sha256"], strict=True):
            if name in stays:
                found[stays[name]][name] = sha
        return found

    def placements(self, stays: Mapping[str, str], replaced: Collection[str] = ()) -> list[Placement]:
        """The newest version of each article among the documents that go on, without its text. `stays`: document_id ->
        uri of these documents; `replaced`: uris at which what is published was cut from it."""
        newest: dict[str, tuple[tuple[datetime, str], int]] = {}
        for place, (name, content) in enumerate(
            zip(self._columns["document_id"], self._columns["content_sha256"], strict=True)
        ):
            if name in stays:
                age = (self._columns["observed_at"][place], content)
                other = newest.get(stays[name])
                if other is None or age > other[0]:
                    newest[stays[name]] = (age, place)
        return [self._placement(uri, place, uri in replaced) for uri, (_, place) in newest.items()]

    def _placement(self, uri: str, place: int, replaces: bool) -> Placement:
        published = self._columns["date_published"][place]
        return Placement(
            uri=uri,
            article_body=None,
            text_sha256=self._columns["text_sha256"][place],
            hashes=self._hashes[place],
            shingle_count=self._columns["shingle_count"][place],
            date_published=None if published is None else _moment(published),
            observed_at=_moment(self._columns["observed_at"][place]),
            replaces=replaces,
        )

    def bodies(self, document_ids: Collection[str]) -> dict[str, str]:
        """document_id -> its article's text."""
        return self.field("article_body", document_ids)

    def bodies_of_texts(self, text_sha256s: Collection[str]) -> dict[str, str]:
        """text_sha256 -> the text, of the article that has it and stands last in the run."""
        ids = {sha: self._columns["document_id"][self._last[sha]] for sha in text_sha256s}
        read = self.bodies(ids.values())
        return {sha: read[name] for sha, name in ids.items()}

    @cached_property
    def _last(self) -> dict[str, int]:
        return {sha: place for place, sha in enumerate(self._columns["text_sha256"])}

    def field(self, name: str, document_ids: Collection[str]) -> dict[str, Any]:
        """document_id -> a field of its article, read from the shards."""
        wanted: defaultdict[int, list[tuple[str, int]]] = defaultdict(list)
        for document_id in document_ids:
            place, row = self._places[document_id]
            wanted[place].append((document_id, row))
        found: dict[str, Any] = {}
        for place, asked in wanted.items():
            column = self._folder.fields(self._shards[place], [name]).column(name)
            values = column.take(pa.array([row for _, row in asked])).to_pylist()
            found |= dict(zip((document_id for document_id, _ in asked), values, strict=True))
        return found


def _lists(column: Any) -> Iterator[Hashes]:
    """The lists of a column as views of one array."""
    values = column.values.to_numpy()
    offsets = column.offsets.to_pylist()
    return (values[start:end] for start, end in pairwise(offsets))


def _moment(value: datetime) -> datetime:
    return value.astimezone(UTC)
