"""What a stage's task hands its gate about a shard: small columns without texts, made of what it has in memory.

The gate judges by them and does not decode the shard again. For a shard of

    collect      what quality.columns.check_rows makes of it, and each document's source_id
    clean        what quality.columns.check_rows makes of it, and the headline
    deduplicate  document_id, uri and content_sha256 of each article; its links are in the run's links
    tag          the rows of quality.columns.tag_rows; an article without a tag has one row, without a topic_id
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, cast

import pyarrow as pa

from mediawatch.lake.run_folder import Columns, RunFolder, ShardRef
from mediawatch.model import Article, Stage, Tag

if TYPE_CHECKING:
    import pandas as pd

_ARTICLES = ["document_id", "uri", "content_sha256"]
_BESIDE = ("headline", "source_id")  # not for Great Expectations


def of_documents(stage: Stage) -> Columns:
    """The columns of a shard of collect or clean."""
    from mediawatch.quality.columns import KEY_COLUMNS, ROW_COLUMNS, check_rows

    names = {*ROW_COLUMNS[stage], *KEY_COLUMNS[stage], *(["source_id"] if stage == "collect" else [])}

    def columns(table: pa.Table) -> pa.Table:
        rows = table.select([name for name in table.column_names if name in names]).to_pandas()
        checked = check_rows(stage, rows)
        return _table(checked.assign(**{name: rows[name] for name in _BESIDE if name in names}))

    return columns


def of_articles(table: pa.Table) -> pa.Table:
    """The columns of a shard of deduplicate."""
    return table.select(_ARTICLES)


def of_tags(articles: Sequence[Article], tags: Sequence[Sequence[Tag]]) -> Columns:
    """The columns of a shard of tag: `tags[i]` are those of `articles[i]`."""
    import pandas as pd

    from mediawatch.quality.columns import tag_rows

    untagged = [(a.document_id, a.uri) for a, its in zip(articles, tags, strict=True) if not its]
    rows = pd.concat([tag_rows(articles, tags), pd.DataFrame(untagged, columns=["document_id", "uri"])])
    return lambda table: _table(rows)


class Handed:
    """What a stage handed its gate: `shards[i]` is the frame of the i-th shard, one row a document (at tag: a tag)."""

    def __init__(self, folder: RunFolder, stage: Stage, shards: Sequence[ShardRef]) -> None:
        self.stage = stage
        self.shards = [folder.columns(stage, shard["number"]).to_pandas() for shard in shards]

    def document_ids(self, place: int) -> list[str]:
        """document_id of each record of the shard at this place."""
        return list(dict.fromkeys(self.shards[place]["document_id"]))

    def tags(self, rejected: Collection[str]) -> tuple[int, int]:
        """(tags, pieces of evidence) of a run's shards of tag, without those of documents that its gate rejected."""
        kept = [frame[frame["topic_id"].notna() & ~frame["document_id"].isin(rejected)] for frame in self.shards]
        return sum(map(len, kept)), sum(int(frame["evidence_count"].sum()) for frame in kept)

    def rows(self, links: pd.DataFrame | None = None) -> list[pd.DataFrame]:
        """The frames for the row-level expectations. `links`: those of the run, for deduplicate."""
        from mediawatch.quality.columns import check_rows

        if self.stage in ("deduplicate", "tag"):
            return [check_rows(self.stage, frame) for frame in self._complete(links)]
        return [frame.drop(columns=[name for name in _BESIDE if name in frame]) for frame in self.shards]

    def keys(self, links: pd.DataFrame | None = None) -> pd.DataFrame:
        """One frame for the batch-level expectations."""
        import pandas as pd

        from mediawatch.quality.columns import KEY_COLUMNS

        names = list(KEY_COLUMNS[self.stage])
        frames = [frame[names] for frame in self._complete(links)]
        return pd.concat(frames, ignore_index=True) if frames else pd.DataFrame(columns=names)

    def _complete(self, links: pd.DataFrame | None) -> list[pd.DataFrame]:
        if self.stage == "tag":
            return [frame[frame["topic_id"].notna()] for frame in self.shards]
        if self.stage == "deduplicate":
            return [cast("pd.DataFrame", frame.merge(links, on="uri", how="left")) for frame in self.shards]
        return self.shards


def _table(frame: pd.DataFrame) -> pa.Table:
    return pa.Table.from_pandas(frame, preserve_index=False)
