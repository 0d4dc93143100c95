"""What must hold after tag: rows are tags, with figures about their evidence (see columns.tag_rows)."""

from __future__ import annotations

from mediawatch.quality.expectation import Expectation, Limits, batch, row
from mediawatch.quality.suites import common

GRADES = ("about", "mentions")
_FAULT = "A fault of the topic evaluator: report the sample with the topic's file."


def suite(limits: Limits) -> tuple[Expectation, ...]:
    return (
        row(
            "tag.grade_known",
            "ExpectColumnValuesToBeInSet",
            "grade",
            f"A grade is {' or '.join(GRADES)}.",
            _FAULT,
            reason="unknown_grade",
            value_set=list(GRADES),
        ),
        row(
            "tag.score_in_range",
            "ExpectColumnValuesToBeBetween",
            "score",
            "A score is from 0 to 1.",
            _FAULT,
            reason="bad_score",
            min_value=0,
            max_value=1,
        ),
        row(
            "tag.topic_version_known",
            "ExpectColumnValuesToBeBetween",
            "topic_version",
            "A tag says which version of the topic gave it, from 1 on.",
            _FAULT,
            reason="bad_topic_version",
            min_value=1,
        ),
        row(
            "tag.evidence_present",
            "ExpectColumnValuesToBeBetween",
            "evidence_count",
            "Every tag has at least one piece of evidence.",
            _FAULT,
            reason="tag_without_evidence",
            min_value=1,
        ),
        row(
            "tag.evidence_inside",
            "ExpectColumnValuesToBeInSet",
            "evidence_outside",
            "Evidence stands inside the headline or the body: 0 <= start_char < end_char <= length.",
            _FAULT,
            reason="evidence_outside",
            value_set=[0],
        ),
        row(
            "tag.evidence_true",
            "ExpectColumnValuesToBeInSet",
            "evidence_untrue",
            "The text at the offsets is the evidence_text.",
            _FAULT,
            reason="evidence_untrue",
            value_set=[0],
        ),
        batch(
            "tag.tags_unique",
            "keys",
            "ExpectCompoundColumnsToBeUnique",
            None,
            "An article has a topic once.",
            _FAULT,
            column_list=["document_id", "topic_id"],
        ),
        batch(
            "tag.topics_known",
            "keys",
            "ExpectColumnValuesToBeInSet",
            "topic_id",
            "Every tag is of a topic that the run follows.",
            "The topics changed while the run was under way: clear tag's tasks, or start the run again.",
            value_set=list(limits.topics),
        ),
        batch(
            "tag.topic_share",
            "metrics",
            "ExpectColumnValuesToBeBetween",
            "topic_id.widest_share",
            f"No topic is on more than {limits.max_topic_share:.0%} of the articles. Said of "
            f"{limits.min_topic_batch} articles or more.",
            "The topic's query is too wide: try it with `mediawatch topics test`.",
            severity="warning",
            max_value=limits.max_topic_share,
        ),
        batch(
            "tag.anything_tagged",
            "metrics",
            "ExpectColumnValuesToBeBetween",
            "topic_id.tagged_share",
            f"At least one article has a topic. Said of {limits.min_batch} articles or more.",
            "Perhaps a day without news on the topics; perhaps the topics' folder is the wrong one.",
            severity="info",
            min_value=0,
            strict_min=True,
        ),
        common.rows_add_up("tag"),
        common.quarantined_share("tag", limits),
    )
