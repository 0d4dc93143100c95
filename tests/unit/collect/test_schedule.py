"""What is due when: no drift, no source passed over, none asked more often than its rhythm allows."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mediawatch.collect.web.due import schedule

AT = datetime(2026, 10, 1, tzinfo=UTC)
DAY = timedelta(days=1)


def asked_in(moments: list[datetime], every: timedelta, name: str) -> list[datetime]:
    """Those of the runs that ask `name`."""
    slot: datetime | None = None
    asked = []
    for moment in moments:
        if slot is None or slot <= moment:
            asked.append(moment)
            slot = schedule.next_slot(name, slot, moment, every)
    return asked


@pytest.mark.parametrize(
    ("every", "jitter"), [(DAY, 3600.0), (timedelta(hours=0.25), 45.0), (timedelta(hours=6), 900.0)]
)
def test_a_run_in_each_rhythm_asks_each_time(every: timedelta, jitter: float) -> None:
    """Whatever the seconds by which a scheduler is early or late."""
    chance = random.Random(7)
    for number in range(50):
        runs = [AT + k * every + timedelta(seconds=chance.uniform(0, jitter)) for k in range(100)]
        assert asked_in(runs, every, f"https://{number}.example/feed") == runs


@given(
    st.lists(st.integers(1, 3000), min_size=1, max_size=300),
    st.sampled_from([15, 60, 360, 1440]),
    st.text(max_size=10),
)
def test_however_runs_come_none_is_asked_more_than_its_rhythm_allows(gaps: list[int], every: int, name: str) -> None:
    moments = [AT]
    for gap in gaps:
        moments.append(moments[-1] + timedelta(minutes=gap))
    rhythm = timedelta(minutes=every)
    asked = asked_in(moments, rhythm, name)
    assert len(asked) <= (moments[-1] - AT) / rhythm + 2
    assert all(later - earlier >= 0.4 * rhythm for earlier, later in pairwise(asked))
    # and none is passed over for longer than a rhythm and the pause until the next run
    longest = max(timedelta(minutes=gap) for gap in gaps)
    assert all(later - earlier <= 2 * rhythm + longest for earlier, later in pairwise(asked))


def test_frequent_runs_do_not_ask_all_at_once() -> None:
    """700 sources that were added at the same moment are asked in no more than a tenth of the runs' capacity each."""
    runs = [AT + k * timedelta(minutes=15) for k in range(2 * 96)]
    second = [asked_in(runs, DAY, f"https://{number}.example/feed")[1] for number in range(700)]
    busiest = max(second.count(run) for run in set(second))
    assert busiest < 70
    assert asked_in(runs, DAY, "x") == asked_in(runs, DAY, "x")  # the same on every machine


def test_a_failing_listing_backs_off_by_its_own_rhythm() -> None:
    hourly = [schedule.after_failure("x", AT, timedelta(hours=1), failures) - AT for failures in range(1, 9)]
    assert hourly[0] == hourly[1] <= timedelta(hours=1)
    assert hourly == sorted(hourly)
    assert hourly[-1] <= timedelta(hours=4)
    assert schedule.after_failure("x", AT, DAY, 1) - AT < DAY
    assert schedule.after_failure("x", AT, timedelta(days=31), 9) - AT <= timedelta(days=31)


def test_the_plans_of_pages_come_to_an_end() -> None:
    for pauses in (schedule.PAGE_RETRIES, schedule.REFUSAL_RETRIES):
        dues = [schedule.retry(AT, pauses, failures) for failures in range(1, len(pauses) + 2)]
        assert dues[-1] is None
        assert all(due is not None and due > AT for due in dues[:-1])
