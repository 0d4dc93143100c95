"""The figures of a run at a stage: what it says of itself, and what follows from its key columns.

A gate's metrics are a frame of one row. A share that would be of fewer documents than `limits.min_batch` is left empty,
and an expectation says nothing of an empty value.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from mediawatch.errors import Permanent
from mediawatch.quality.columns import KEY_COLUMNS, _text, need
from mediawatch.quality.expectation import Limits

if TYPE_CHECKING:
    import pandas as pd

Figures = Mapping[str, int | float | None]

COPIES = ("exact", "copy", "truncation")
"""Kinds of link that make an article a copy of its original; an excerpt only quotes."""


@dataclass(slots=True)
class Metrics:
    """`figures` by name (None: not stated), `samples` that explain some of them."""

    figures: dict[str, int | float | None]
    samples: dict[str, list[str]] = field(default_factory=dict)
    explained: set[str] = field(default_factory=set)  # figures whose samples name each case

    def explain(self, lines: Mapping[str, Sequence[str]]) -> None:
        """Name each case that a figure counts."""
        self.samples |= {name: list(each) for name, each in lines.items()}
        self.explained |= set(lines)

    def count_rejected(self, documents: int, rows: int) -> None:
        """Count `documents` that the gate itself rejected, which are `rows` rows of the shards."""
        figures = self.figures
        figures["quarantined"] = (figures["quarantined"] or 0) + documents
        figures["rows_out"] = (figures["rows_out"] or 0) - documents
        if figures.get("rows_out.uncounted") is not None:
            figures["rows_out.uncounted"] = (figures["rows_out.uncounted"] or 0) - documents + rows

    def share_quarantined(self, limits: Limits) -> None:
        """quarantined_share: of the documents that the stage judged. Skipped ones were judged in an earlier run, and so
        were those that this run tried again and quarantined again: they must not stop what is new."""
        enough = self.judged >= max(limits.min_batch, 1)
        share = self.newly_quarantined / self.judged if enough else None
        self.figures["quarantined_share"] = share

    @property
    def judged(self) -> float:
        """Documents that came in, were not skipped, and were not quarantined once more."""
        return (self.figures["rows_in"] or 0) - (self.figures["skipped"] or 0) - (self.figures["requarantined"] or 0)

    @property
    def newly_quarantined(self) -> float:
        return (self.figures["quarantined"] or 0) - (self.figures["requarantined"] or 0)

    def in_words(self, name: str) -> str:
        """A figure for people, with those that it is made of."""
        value = self.figures.get(name)
        if value is None:
            return "no source was asked" if name.endswith("sources") else "not said of so few documents"
        if name == "quarantined_share":
            return f"{value:.1%} ({self.newly_quarantined:,} of {self.judged:,} documents)"
        if name == "rows_in.unaccounted":
            parts = ("rows_in", "rows_out", "quarantined", "skipped", "merged")
            return f"{value:,} documents ({', '.join(f'{part} {self.figures[part]:,}' for part in parts)})"
        if name.endswith("sources"):
            return f"{value:,} sources"
        return f"{value:.1%}" if name.endswith("share") else f"{value:,} rows"

    def frame(self) -> pd.DataFrame:
        """One row of floats, NaN where a figure is not stated."""
        import pandas as pd

        row = {name: math.nan if value is None else float(value) for name, value in self.figures.items()}
        return pd.DataFrame([row], dtype="float64")


def stated(stage: str, metrics: Figures) -> Metrics:
    """What the stage says of itself. Raises Permanent without rows_in and rows_out."""
    figures: dict[str, int | float | None] = dict(metrics)
    for name in ("rows_in", "rows_out"):
        if figures.get(name) is None:
            raise Permanent(f"the gate of {stage} needs the metric {name}")
    for name in ("quarantined", "skipped", "merged", "requarantined"):
        figures[name] = figures.get(name) or 0
    onward = sum(figures[name] or 0 for name in ("rows_out", "quarantined", "skipped", "merged"))
    figures["rows_in.unaccounted"] = (figures["rows_in"] or 0) - onward
    return Metrics(figures)


def check_keys(stage: str, keys: pd.DataFrame) -> pd.DataFrame:
    """What the batch-level expectations of `stage` look at: one row a document (at tag: a tag)."""
    import pandas as pd

    keys = need(stage, keys, KEY_COLUMNS)
    checked = pd.DataFrame({name: _text(keys[name]) for name in keys if name != "date_published"})
    if stage == "clean":
        checked["date_published.missing"] = keys["date_published"].isna()
    if stage == "deduplicate":
        linked = keys["duplicate_of"].notna()
        copies = set(checked["uri"][linked & keys["kind"].isin(COPIES) & (keys["uri"] != keys["duplicate_of"])])
        elsewhere = linked & (keys["uri"] != keys["duplicate_of"])
        checked["duplicate_of.repeats_too"] = elsewhere & checked["duplicate_of"].isin(copies)
        checked = (
            checked.drop(columns=["duplicate_of", "kind"])
            .groupby(["document_id", "uri", "content_sha256"], sort=False, as_index=False)
            .agg({"duplicate_of.repeats_too": "any"})
        )
    return checked


def derive(stage: str, metrics: Metrics, keys: pd.DataFrame, limits: Limits) -> None:
    """Adds to `metrics` what follows from `keys` (as check_keys made it; the gate's rejects are no longer in it)."""
    if stage == "tag":
        _topics(metrics, keys, limits)
        return
    metrics.figures["rows_out.uncounted"] = (metrics.figures["rows_out"] or 0) - len(keys)
    if stage == "collect":
        for name in ("silent_sources", "unusual_sources", "wrong_source_files", "wrong_topic_files", "listing_notes"):
            metrics.figures.setdefault(name, None)
    if stage == "clean":
        _articles(metrics, keys, limits)


def _articles(metrics: Metrics, keys: pd.DataFrame, limits: Limits) -> None:
    enough = len(keys) >= max(limits.min_batch, 1)
    for name, at_fault in (
        ("in_language.undetermined_share", keys["in_language"] == "und"),
        ("date_published.missing_share", keys["date_published.missing"]),
    ):
        metrics.figures[name] = float(at_fault.mean()) if enough else None
        metrics.samples[name] = list(keys["uri"][at_fault].head(3))
    for column in ("headline", "text_sha256"):
        name = f"{column}.repeated_share"
        counts: Any = keys[column].value_counts()
        metrics.figures[name] = float(counts.iloc[0]) / len(keys) if enough else None
        if enough:
            its = keys[keys[column] == counts.index[0]]
            metrics.samples[name] = list(its["uri"].head(3) + ": " + its["headline"].head(3))


def _topics(metrics: Metrics, keys: pd.DataFrame, limits: Limits) -> None:
    articles = metrics.figures["rows_out"] or 0
    tagged = int(keys["document_id"].nunique())
    widest: Any = keys.groupby("topic_id")["document_id"].nunique().sort_values(ascending=False)
    most = int(widest.iloc[0]) if len(widest) else 0
    metrics.figures["topic_id.tagged_share"] = tagged / articles if articles >= max(limits.min_batch, 1) else None
    metrics.figures["topic_id.widest_share"] = most / articles if articles >= max(limits.min_topic_batch, 1) else None
    metrics.samples["topic_id.widest_share"] = [f"{topic}: {count:,} articles" for topic, count in widest[:3].items()]
