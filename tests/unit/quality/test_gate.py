"""What a gate does with what its suite finds."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pandas as pd
import pytest
from measured_frames import check_frames
from mediawatch.errors import GateFailed, Permanent, UsageError
from mediawatch.model import Excluded, Outcome
from mediawatch.quality import KEY_COLUMNS, ROW_COLUMNS, Limits, checks
from mediawatch.quality.expectation import Expectation, row
from mediawatch.quality.suites import SUITES, suite

LIMITS = Limits(as_of=datetime(2025, 5, 6, tzinfo=UTC), topics=("floods",))


def tags(count: int, first: int = 0) -> pd.DataFrame:
    numbers = range(first, first + count)
    return pd.DataFrame(
        {
            "document_id": [f"{number:016x}" for number in numbers],
            "uri": [f"file://inbox/{number}.txt" for number in numbers],
            "topic_id": "floods",
            "topic_version": 1,
            "grade": "about",
            "score": 0.5,
            "evidence_count": 1,
            "evidence_outside": 0,
            "evidence_untrue": 0,
        }
    )


def check(*shards: pd.DataFrame, limits: Limits = LIMITS, **metrics: int) -> checks.GateResult:
    whole = pd.concat(shards)
    keys = whole[list(KEY_COLUMNS["tag"])]
    return check_frames("tag", shards, keys, {"rows_in": len(whole), "rows_out": len(whole), **metrics}, limits)


def test_shards_are_joined_and_their_findings_added_up(monkeypatch: pytest.MonkeyPatch) -> None:
    shards = [tags(4, first) for first in (0, 4, 8, 12)]  # every index starts at 0 again
    shards[1].loc[2, "score"] = 7.0
    shards[3].loc[[0, 1, 2], "score"] = -1.0
    shards[3].loc[1, "grade"] = "perhaps"
    whole = check(*shards)
    monkeypatch.setattr(checks, "ROWS_PER_VALIDATION", 5)
    in_parts = check(*shards)

    assert in_parts.results == whole.results
    assert in_parts.rejected == whole.rejected
    assert {document: sorted(reasons) for document, reasons in whole.rejected.items()} == {
        f"{6:016x}": ["bad_score"],
        f"{12:016x}": ["bad_score"],
        f"{13:016x}": ["bad_score", "unknown_grade"],
        f"{14:016x}": ["bad_score"],
    }
    score = {item.expectation: item for item in whole.results}["tag.score_in_range"]
    assert (score.unexpected_count, score.observed, score.column_name) == (4, "4 of 16 rows", "score")
    assert score.sample[0] == "file://inbox/6.txt: score is 7.0"
    assert len(score.sample) == 3


def test_shards_are_read_one_after_the_other() -> None:
    taken = []

    def shards() -> Iterator[pd.DataFrame]:
        for number in range(3):
            taken.append(number)
            yield tags(2, 2 * number)

    keys = pd.concat([tags(6)])[list(KEY_COLUMNS["tag"])]
    result = check_frames("tag", shards(), keys, {"rows_in": 6, "rows_out": 6}, LIMITS)
    assert result.success
    assert taken == [0, 1, 2]


def test_what_the_gate_rejects_counts_in_its_own_share() -> None:
    shard = tags(40)
    shard.loc[range(15), "evidence_untrue"] = 1
    result = check(shard, rows_in=50, quarantined=10)
    share = {item.expectation: item for item in result.results}["tag.quarantined_share"]
    assert (share.success, share.observed) == (True, "50.0% (25 of 50 documents)")
    shard.loc[15, "evidence_untrue"] = 1
    with pytest.raises(GateFailed) as raised:
        check(shard, rows_in=50, quarantined=10).raise_if_failed()
    message = str(raised.value)
    assert "tag.quarantined_share: 52.0% (26 of 50 documents)" in message
    assert "for example file://inbox/0.txt: evidence_untrue" in message
    assert message.count("for example") == 3
    assert "MEDIAWATCH_MAX_QUARANTINED_SHARE" in message


def test_skipped_documents_are_not_judged() -> None:
    result = check(tags(10), rows_in=1_000, skipped=970, quarantined=20)
    assert result.figures["quarantined_share"] == pytest.approx(20 / 30)
    assert [item.expectation for item in result.failed] == ["tag.quarantined_share"]


def test_a_share_of_few_documents_is_not_stated() -> None:
    result = check(tags(1), rows_in=19, quarantined=18)
    share = {item.expectation: item for item in result.results}["tag.quarantined_share"]
    assert (share.success, share.observed) == (True, "not said of so few documents")
    assert not check(tags(1), rows_in=20, quarantined=19).success


def test_documents_quarantined_by_the_stage_serve_as_samples() -> None:
    excluded = [
        Excluded(f"{n}", f"file://inbox/{n}", "", "tag", outcome, "odd", "it was\nodd")
        for n, outcome in enumerate([Outcome.MERGED, Outcome.QUARANTINED])
    ]
    metrics = {"rows_in": 40, "rows_out": 1, "quarantined": 39}
    result = check_frames("tag", [tags(1)], tags(1)[list(KEY_COLUMNS["tag"])], metrics, LIMITS, excluded=excluded)
    assert result.failed[0].sample == ("file://inbox/1: odd, it was\\u000aodd",)


@pytest.mark.parametrize("stage", ROW_COLUMNS)
def test_an_empty_run_passes_and_says_so(stage: str) -> None:
    keys = pd.DataFrame(columns=list(KEY_COLUMNS[stage]))
    empty = pd.DataFrame(columns=list(ROW_COLUMNS[stage]))
    for shards in ([], [empty]):
        result = check_frames(stage, shards, keys, {"rows_in": 0, "rows_out": 0}, LIMITS)
        assert result.success
        assert {item.success for item in result.results} == {True}
        assert {item.observed for item in result.results if item.kind == "row"} == {"no rows"}


def test_a_warning_is_noted_and_stops_nothing() -> None:
    result = check(tags(60))
    assert result.success
    assert result.max_failed_severity == "warning"
    assert result.message() == "The quality gate of tag let the run pass (noted: tag.topic_share)."
    topic_share = {item.expectation: item for item in result.results}["tag.topic_share"]
    assert (topic_share.observed, topic_share.sample) == ("100.0%", ("floods: 60 articles",))


def test_an_expectation_that_cannot_be_evaluated_is_an_error_of_the_gate(monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = row("tag.wrong", "ExpectColumnValuesToBeBetween", "no_such_column", "", "", reason="wrong", max_value=1)

    def with_wrong(limits: Limits) -> tuple[Expectation, ...]:
        return (*original(limits), wrong)

    original = SUITES["tag"]
    monkeypatch.setitem(SUITES, "tag", with_wrong)  # type: ignore[index]
    result = check(tags(3))
    assert not result.success
    assert not result.failed
    assert not result.rejected
    assert [item.expectation for item in result.errors] == ["tag.wrong"]
    assert "no_such_column" in result.errors[0].observed
    assert not result.errors[0].success
    with pytest.raises(Permanent, match="could not be evaluated") as raised:
        result.raise_if_failed()
    assert not isinstance(raised.value, GateFailed)


def test_a_document_that_is_wrong_twice_for_one_reason_has_it_once(monkeypatch: pytest.MonkeyPatch) -> None:
    again = row("tag.again", "ExpectColumnValuesToBeBetween", "score", "", "", reason="bad_score", max_value=1)
    original = SUITES["tag"]
    monkeypatch.setitem(SUITES, "tag", lambda limits: (*original(limits), again))  # type: ignore[index]
    shard = tags(3)
    shard.loc[1, "score"] = 7.0
    assert check(shard).rejected == {f"{1:016x}": ["bad_score"]}


def test_frames_that_the_gate_cannot_judge_are_refused() -> None:
    keys = tags(1)[list(KEY_COLUMNS["tag"])]
    with pytest.raises(Permanent, match="needs the columns score, evidence_count, which"):
        check_frames(
            "tag", [tags(1).drop(columns=["score", "evidence_count"])], keys, {"rows_in": 1, "rows_out": 1}, LIMITS
        )
    with pytest.raises(Permanent, match="without a document_id"):
        check_frames("tag", [tags(1).assign(document_id=None)], keys, {"rows_in": 1, "rows_out": 1}, LIMITS)
    with pytest.raises(Permanent, match="needs the metric rows_in"):
        check_frames("tag", [tags(1)], keys, {"rows_out": 1}, LIMITS)
    with pytest.raises(UsageError, match="reads the warehouse"):
        check_frames("load", [], keys, {}, LIMITS)
    with pytest.raises(UsageError, match="no quality gate for stage 'colect'"):
        suite("colect")


def test_limits_decide() -> None:
    assert not check(tags(3), limits=replace(LIMITS, topics=())).success
    assert check(tags(60), limits=replace(LIMITS, max_topic_share=1.0)).max_failed_severity is None


def test_validation_is_silent(capfd: pytest.CaptureFixture[str], recwarn: pytest.WarningsRecorder) -> None:
    check(tags(3).assign(score=9.0))
    assert capfd.readouterr() == ("", "")
    assert not recwarn.list


def test_importing_the_package_is_cheap() -> None:
    code = (
        "import sys, mediawatch.quality, mediawatch.quality.engine as e; "
        "print(sorted({'great_expectations', 'pandas', 'sqlalchemy'} & sys.modules.keys()))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
