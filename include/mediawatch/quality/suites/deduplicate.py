"""What must hold after deduplicate: rows are articles, each beside its link if it has one."""

from __future__ import annotations

from mediawatch.quality.expectation import Expectation, Limits, batch, row
from mediawatch.quality.suites import common

KINDS = ("exact", "copy", "truncation", "excerpt", "form")
_FAULT = "A fault of deduplicate: report the sample with both texts."


def suite(limits: Limits) -> tuple[Expectation, ...]:
    return (
        row(
            "deduplicate.kind_known",
            "ExpectColumnValuesToBeInSet",
            "kind",
            f"A link is one of {', '.join(KINDS)}.",
            _FAULT,
            reason="unknown_duplicate_kind",
            value_set=list(KINDS),
        ),
        row(
            "deduplicate.containment_in_range",
            "ExpectColumnValuesToBeBetween",
            "containment",
            "The share of the article that stands in the original is from 0 to 1.",
            _FAULT,
            reason="bad_containment",
            min_value=0,
            max_value=1,
        ),
        row(
            "deduplicate.containment_of_original_in_range",
            "ExpectColumnValuesToBeBetween",
            "containment_of_original",
            "The share of the original that stands in the article is from 0 to 1.",
            _FAULT,
            reason="bad_containment_of_original",
            min_value=0,
            max_value=1,
        ),
        row(
            "deduplicate.shared_words_not_negative",
            "ExpectColumnValuesToBeBetween",
            "shared_words",
            "The number of shared words is not negative.",
            _FAULT,
            reason="bad_shared_words",
            min_value=0,
        ),
        row(
            "deduplicate.no_link_to_itself",
            "ExpectColumnValuesToBeInSet",
            "duplicate_of.itself",
            "No article repeats itself.",
            _FAULT,
            reason="link_to_itself",
            value_set=[False],
        ),
        batch(
            "deduplicate.versions_unique",
            "keys",
            "ExpectCompoundColumnsToBeUnique",
            None,
            "A version (uri and content_sha256) is in the run once; documents that say the same were merged.",
            _FAULT,
            column_list=["uri", "content_sha256"],
        ),
        batch(
            "deduplicate.no_chains",
            "keys",
            "ExpectColumnValuesToBeInSet",
            "duplicate_of.repeats_too",
            "Links point at the original: no article that others repeat is itself an exact, full or cut copy.",
            _FAULT,
            value_set=[False],
        ),
        common.documents_unique("deduplicate"),
        common.rows_add_up("deduplicate"),
        common.rows_counted("deduplicate"),
        common.quarantined_share("deduplicate", limits),
    )
