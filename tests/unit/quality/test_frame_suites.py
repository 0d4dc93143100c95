"""Every expectation on frames has a fault that it finds and no other of its suite does.

Row-level faults of a stage go into one run, each into a row of its own, because a validation takes its time."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

import pandas as pd
import pytest
from measured_frames import check_frames
from mediawatch.model import document_id
from mediawatch.quality import KEY_COLUMNS, ROW_COLUMNS, GateResult, Limits, suite

AS_OF = datetime(2025, 5, 6, tzinfo=UTC)
LIMITS = Limits(as_of=AS_OF, topics=("floods", "summit"))
DOCUMENTS = 60
STAGES = tuple(ROW_COLUMNS)


def sha256(*texts: str) -> str:
    return hashlib.sha256("\0".join(texts).encode("utf-8", "surrogatepass")).hexdigest()


@dataclass
class Run:
    """The frames and metrics that a gate is given; `set` changes a value wherever the column is."""

    rows: pd.DataFrame
    keys: pd.DataFrame
    metrics: dict[str, int | float | None]

    def set(self, column: str, value: Any, *numbers: int) -> None:
        for frame in (self.rows, self.keys):
            if column in frame:
                changed = frame[column].astype(object)
                for number in numbers:
                    changed[number] = value
                frame[column] = changed

    def again(self, number: int = 0) -> None:
        """A second row like the one of that number."""
        self.rows = pd.concat([self.rows, self.rows.iloc[[number]]], ignore_index=True)
        self.keys = pd.concat([self.keys, self.keys.iloc[[number]]], ignore_index=True)

    def more(self, **metrics: int) -> None:
        for name, value in metrics.items():
            self.metrics[name] = (self.metrics.get(name) or 0) + value

    def check(self, stage: str, limits: Limits = LIMITS) -> GateResult:
        return check_frames(stage, [self.rows], self.keys, self.metrics, limits)


def _run(rows: list[dict[str, Any]], stage: str) -> Run:
    frame = pd.DataFrame(rows)
    metrics: dict[str, int | float | None] = {"rows_in": DOCUMENTS, "rows_out": DOCUMENTS}
    metrics |= {"quarantined": 0, "skipped": 0, "merged": 0}
    keys = frame if stage != "tag" or frame.empty else frame[list(KEY_COLUMNS["tag"])]
    return Run(frame[list(ROW_COLUMNS[stage])], keys[list(KEY_COLUMNS[stage])].copy(), metrics)


def _document(number: int) -> dict[str, Any]:
    uri, raw = f"file://inbox/report-{number}.txt", sha256(f"bytes {number}")
    headline, body = f"Report number {number}", f"Water rose in district {number} on Monday.\nNobody was hurt."
    return {
        "document_id": document_id(uri, raw),
        "uri": uri,
        "raw_sha256": raw,
        "media_type": "text/plain",
        "byte_length": 70 + number,
        "storage_url": f"raw/{raw[:2]}/{raw}.txt",
        "observed_at": AS_OF,
        "headline": headline,
        "headline_source": "first-sentence",
        "article_body": body,
        "in_language": "en",
        "language_source": "langdetect",
        "language_confidence": 0.99,
        "word_count": 10,
        "content_sha256": sha256(headline, body),
        "text_sha256": sha256(body),
        "extraction_method": "plain-text",
        "date_published": datetime(2025, 5, 5, tzinfo=UTC),
        **dict.fromkeys(("duplicate_of", "kind", "containment", "containment_of_original", "shared_words")),
    }


def _link(documents: list[dict[str, Any]], number: int, original: int, kind: str = "copy") -> None:
    documents[number] |= {
        "duplicate_of": documents[original]["uri"],
        "kind": kind,
        "containment": 0.97,
        "containment_of_original": 0.95,
        "shared_words": 9,
    }


def good(stage: str) -> Run:
    """A run of 60 documents in which nothing is wrong: 23 repeat another, 40 have one topic or two."""
    documents = [_document(number) for number in range(DOCUMENTS)]
    _link(documents, 1, 0)
    _link(documents, 2, 0, "excerpt")
    _link(documents, 3, 2)  # what quotes another article may be copied itself
    for number in range(10, 30):
        _link(documents, number, 0, "truncation")
    if stage == "tag":
        topics = [(number, "floods") for number in range(30)] + [(number, "summit") for number in range(20, 40)]
        tag = {"topic_version": 1, "grade": "about", "score": 0.8, "evidence_count": 2}
        tag |= {"evidence_outside": 0, "evidence_untrue": 0}
        documents = [{**documents[number], "topic_id": topic, **tag} for number, topic in topics]
    return _run(documents, stage)


def failed(result: GateResult) -> set[str]:
    assert not result.errors, result.message()
    return {item.expectation for item in result.results if not item.success}


RowFault = Callable[[Run, int], None]
"""Spoils the row of that number."""
BatchFault = Callable[[Run], None]


def put(column: str, value: Any) -> RowFault:
    return lambda run, number: run.set(column, value, number)


def renamed(column: str, value: str) -> RowFault:
    """`value`, and a document_id made anew from it."""

    def fault(run: Run, number: int) -> None:
        run.set(column, value, number)
        its = run.rows.loc[number]
        run.set("document_id", document_id(its["uri"], its["raw_sha256"]), number)

    return fault


def text(column: str, value: str, words: int = 10) -> RowFault:
    """`value` as headline or body, and the hash made anew from it."""

    def fault(run: Run, number: int) -> None:
        run.set(column, value, number)
        run.set("word_count", words, number)
        its = run.rows.loc[number]
        run.set("content_sha256", sha256(its["headline"], its["article_body"]), number)

    return fault


def itself(run: Run, number: int) -> None:
    run.set("duplicate_of", run.rows["uri"][number], number)


ROW_FAULTS: dict[str, RowFault] = {
    "collect.uri_well_formed": renamed("uri", "ftp://host/report.txt"),
    "collect.uri_bounded": renamed("uri", "file://inbox/" + "x" * 2_400),
    "collect.document_id_true": put("document_id", "0123456789abcdef"),
    "collect.raw_sha256_shape": renamed("raw_sha256", "ab" * 32 + "\n"),
    "collect.byte_length_in_limits": put("byte_length", 0),
    "collect.media_type_known": put("media_type", "image/png"),
    "collect.bytes_stored": put("storage_url", "raw/../../secret.txt"),
    "collect.observed_at_present": put("observed_at", None),
    "clean.uri_well_formed": put("uri", "file://inbox/two words.txt"),
    "clean.uri_bounded": put("uri", "https://example.org/" + "x" * 2_400),
    "clean.headline_present": text("headline", " "),
    "clean.headline_bounded": text("headline", "x" * 1_001),
    "clean.headline_characters": text("headline", "Two\nlines"),
    "clean.body_present": text("article_body", " \n", 1),
    "clean.body_bounded": text("article_body", "word " * 200_001, 200_001),
    "clean.body_characters": text("article_body", "Half of a character, \ud83d, stands in this text for once."),
    "clean.word_count_plausible": put("word_count", 5_000),
    "clean.content_sha256_true": put("content_sha256", sha256("other", "text")),
    "clean.text_sha256_shape": put("text_sha256", "none"),
    "clean.language_tag_shape": put("in_language", "English"),
    "clean.language_confidence_in_range": put("language_confidence", 1.5),
    "clean.sources_stated": put("language_source", ""),
    "clean.observed_at_present": put("observed_at", None),
    "clean.date_published_plausible": put("date_published", datetime(1970, 1, 1, tzinfo=UTC)),
    "deduplicate.kind_known": put("kind", "echo"),
    "deduplicate.containment_in_range": put("containment", 1.01),
    "deduplicate.containment_of_original_in_range": put("containment_of_original", -0.5),
    "deduplicate.shared_words_not_negative": put("shared_words", -3),
    "deduplicate.no_link_to_itself": itself,
    "tag.grade_known": put("grade", "maybe"),
    "tag.score_in_range": put("score", 1.2),
    "tag.topic_version_known": put("topic_version", 0),
    "tag.evidence_present": put("evidence_count", 0),
    "tag.evidence_inside": put("evidence_outside", 1),
    "tag.evidence_true": put("evidence_untrue", 2),
}
FIRST = 10  # rows from this one on are spoilt, one for each fault


def each(fault: RowFault, count: int) -> BatchFault:
    """The same in `count` rows: right in one row, odd in so many."""

    def spoil(run: Run) -> None:
        for number in range(count):
            fault(run, number)

    return spoil


def twice(run: Run) -> None:
    run.again()
    run.more(rows_in=1, rows_out=1)


def figures(**more: int) -> BatchFault:
    """Other figures for the same rows, which need not be looked at again one by one."""

    def fault(run: Run) -> None:
        run.rows = run.rows.head(0)
        run.more(**more)

    return fault


lost = figures(rows_in=1)
shard_missing = figures(rows_in=1, rows_out=1)
mostly_quarantined = figures(rows_in=100, quarantined=100)


def same_document(run: Run) -> None:
    run.set("document_id", run.keys["document_id"][40], 41)


def same_version(run: Run) -> None:
    for column in ("uri", "content_sha256"):
        run.set(column, run.keys[column][40], 41)


def chain(run: Run) -> None:
    run.set("duplicate_of", run.keys["uri"][1], 2)


def nothing_tagged(run: Run) -> None:
    run.rows, run.keys = run.rows.head(0), run.keys.head(0)


def everything_tagged(run: Run) -> None:
    first = run.rows.iloc[[0]]
    every = [first.assign(document_id=f"{n:016x}", uri=f"file://inbox/{n}") for n in range(DOCUMENTS)]
    run.rows = pd.concat(every, ignore_index=True)
    run.keys = run.rows[list(KEY_COLUMNS["tag"])].copy()


BATCH_FAULTS: dict[str, BatchFault] = {
    "collect.documents_unique": twice,
    "collect.rows_add_up": lost,
    "collect.rows_counted": shard_missing,
    "collect.quarantined_share": mostly_quarantined,
    "collect.sources_deliver": figures(silent_sources=1),
    "collect.sources_usual": figures(unusual_sources=1),
    "collect.source_files": figures(wrong_source_files=1),
    "collect.topic_files": figures(wrong_topic_files=1),
    "collect.listings_whole": figures(listing_notes=1),
    "clean.documents_unique": twice,
    "clean.rows_add_up": lost,
    "clean.rows_counted": shard_missing,
    "clean.quarantined_share": mostly_quarantined,
    "clean.undetermined_language_share": each(put("in_language", "und"), 20),
    "clean.undated_share": each(put("date_published", None), 50),
    "clean.headline_repeated_share": each(text("headline", "We value your privacy"), 30),
    "clean.text_repeated_share": each(put("text_sha256", sha256("We value your privacy")), 30),
    "deduplicate.versions_unique": same_version,
    "deduplicate.no_chains": chain,
    "deduplicate.documents_unique": same_document,
    "deduplicate.rows_add_up": lost,
    "deduplicate.rows_counted": shard_missing,
    "deduplicate.quarantined_share": mostly_quarantined,
    "tag.tags_unique": lambda run: run.again(),
    "tag.topics_known": each(put("topic_id", "weather"), 1),
    "tag.topic_share": everything_tagged,
    "tag.anything_tagged": nothing_tagged,
    "tag.rows_add_up": lost,
    "tag.quarantined_share": mostly_quarantined,
}

DECLARED = {item.key: item for stage in STAGES for item in suite(stage, LIMITS)}


def test_no_expectation_lacks_its_fault() -> None:
    assert set(ROW_FAULTS) == {key for key, item in DECLARED.items() if item.kind == "row"}
    assert set(BATCH_FAULTS) == {key for key, item in DECLARED.items() if item.kind == "batch"}


@pytest.mark.parametrize("stage", STAGES)
def test_a_good_run_passes(stage: str) -> None:
    result = good(stage).check(stage)
    assert failed(result) == set()
    assert result.success
    assert result.max_failed_severity is None
    assert not result.rejected
    assert [item.expectation for item in result.results] == [item.key for item in suite(stage, LIMITS)]


@lru_cache
def spoilt(stage: str) -> tuple[GateResult, dict[str, str]]:
    """What the gate says of a run with every row-level fault of the stage, and which document has which."""
    run, documents = good(stage), {}
    faults = [key for key in ROW_FAULTS if key.startswith(f"{stage}.")]
    for number, key in enumerate(faults, FIRST):
        ROW_FAULTS[key](run, number)
        documents[key] = str(run.rows["document_id"][number])
    return run.check(stage), documents


@pytest.mark.parametrize("key", ROW_FAULTS)
def test_a_fault_in_a_row_is_found_by_this_expectation_alone(key: str) -> None:
    stage, item = key.partition(".")[0], DECLARED[key]
    result, documents = spoilt(stage)
    found = {found.expectation: found for found in result.results}[key]
    assert (found.success, found.unexpected_count) == (False, 1)
    assert result.rejected.get(documents[key], []) == ([item.reason] if item.severity == "critical" else [])


@pytest.mark.parametrize("stage", STAGES)
def test_rows_that_are_rejected_stop_nothing_and_count_as_quarantined(stage: str) -> None:
    result, documents = spoilt(stage)
    assert failed(result) == set(documents)
    assert result.success
    assert result.figures["quarantined"] == len(result.rejected)
    assert result.figures["rows_out"] == DOCUMENTS - len(result.rejected)
    assert result.figures["rows_in.unaccounted"] == 0


@pytest.mark.parametrize("key", BATCH_FAULTS)
def test_a_fault_of_the_batch_is_found_by_this_expectation_alone(key: str) -> None:
    stage, item = key.partition(".")[0], DECLARED[key]
    run = good(stage)
    BATCH_FAULTS[key](run)
    result = run.check(stage)

    assert failed(result) == {key}
    assert result.max_failed_severity == item.severity
    assert result.success == (item.severity != "critical")
    assert not result.rejected
    if not result.success:
        assert key in result.message()
        assert item.action in result.message()


@pytest.mark.parametrize("stage", STAGES)
def test_a_missing_value_rejects_its_row(stage: str) -> None:
    seen_to_elsewhere = {"document_id", "date_published", "duplicate_of"}
    if stage in ("deduplicate", "tag"):
        seen_to_elsewhere |= {"uri", "topic_id"}  # clean's gate; the key columns
    columns = [column for column in ROW_COLUMNS[stage] if column not in seen_to_elsewhere]
    run = good(stage)
    for number, column in enumerate(columns, FIRST):
        run.rows[column] = run.rows[column].astype(object)
        run.rows.loc[number, column] = None
    rejected = run.check(stage).rejected
    assert {
        column: len(rejected.get(run.rows["document_id"][n], ())) > 0 for n, column in enumerate(columns, FIRST)
    } == (dict.fromkeys(columns, True))
