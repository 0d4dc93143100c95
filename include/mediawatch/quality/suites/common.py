"""Expectations that several suites share, under each suite's own keys."""

from __future__ import annotations

from mediawatch.quality.expectation import Expectation, Limits, Severity, batch, row

SHA256 = r"\A[0-9a-f]{64}\Z"
URI = r"\A(?:https?|file)://[!-~]+\Z"  # collect escapes everything else, and hosts are punycode


def uri(stage: str, limits: Limits) -> tuple[Expectation, ...]:
    """Shape and length of the address that rows are known by."""
    return (
        row(
            f"{stage}.uri_well_formed",
            "ExpectColumnValuesToMatchRegex",
            "uri",
            "Every row has an address: http://, https:// or file://, in printable ASCII without spaces.",
            "Look at the samples: the collector or the cleaner makes an address that it should refuse.",
            reason="bad_uri",
            regex=URI,
        ),
        row(
            f"{stage}.uri_bounded",
            "ExpectColumnValuesToBeBetween",
            "uri.bytes",
            f"No address is longer than {limits.max_uri_bytes:,} bytes, which an index of Postgres can hold.",
            "Shorten the file's path, or leave the page out: addresses of this length are made by machines.",
            reason="uri_too_long",
            max_value=limits.max_uri_bytes,
        ),
    )


def rows_add_up(stage: str) -> Expectation:
    return batch(
        f"{stage}.rows_add_up",
        "metrics",
        "ExpectColumnValuesToBeInSet",
        "rows_in.unaccounted",
        "Every document is accounted for: rows in = rows out + quarantined + skipped + merged.",
        "A document was lost or counted twice, which is a fault of the program: keep the run's folder in the lake "
        "and report it.",
        value_set=[0],
    )


def rows_counted(stage: str) -> Expectation:
    return batch(
        f"{stage}.rows_counted",
        "metrics",
        "ExpectColumnValuesToBeInSet",
        "rows_out.uncounted",
        "The rows in the shards are as many as the stage says that it wrote.",
        "A shard is missing, or from another attempt: clear the stage's tasks and let them run again.",
        value_set=[0],
    )


def documents_unique(stage: str) -> Expectation:
    return batch(
        f"{stage}.documents_unique",
        "keys",
        "ExpectColumnValuesToBeUnique",
        "document_id",
        "No document is in the run twice.",
        "The same bytes at the same address came twice, in two shards or from two inboxes with one name.",
    )


def quarantined_share(stage: str, limits: Limits, severity: Severity = "critical") -> Expectation:
    return batch(
        f"{stage}.quarantined_share",
        "metrics",
        "ExpectColumnValuesToBeBetween",
        "quarantined_share",
        f"Of the documents that the stage judged (not among them are skipped ones, and those that were tried again in "
        f"vain) at most {limits.max_quarantined_share:.0%} are quarantined. Said of {limits.min_batch} documents or "
        "more.",
        "See ops.quarantine_open for the reasons. If the delivery really is like that, raise "
        "MEDIAWATCH_MAX_QUARANTINED_SHARE for this run.",
        severity=severity,
        max_value=limits.max_quarantined_share,
    )
