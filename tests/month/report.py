"""What the simulated month shows: how much of what could be had was, how late, at what cost, and what was told."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

from mediawatch.collect.web.due.schedule import PAGE_RETRIES, REFUSAL_RETRIES

from month.publishers import BROKEN, DELIVERING, Publisher, Story

Told = Mapping[str, Sequence[tuple[datetime, str]]]

EXPECTED = {
    "dead": ("failing", "never delivered"),
    "dies": ("failing",),
    "half": ("partly failing",),
    "elsewhere": ("other-host", "never delivered"),
    "moves": ("moved",),
    "forbidden": ("pages failing",),
    "silent": ("silent", "quiet", "new articles in a day"),
}
"""Kind of a broken publisher -> words of which one has to be said of it."""


def report(
    publishers: Sequence[Publisher], told: Told, requests: int, articles: set[str], end: datetime
) -> dict[str, Any]:
    wanted = [p for p in publishers if p.kind not in BROKEN or p.kind in DELIVERING]
    published = [(p, s) for p in wanted for s in p.stories if s.published <= end and not s.gone]
    listed = [(p, s) for p, s in published if s.listed is not None]
    had = [(p, s) for p, s in listed if p.base + s.path in articles]
    missed = [f"{p.name}{s.path}" for p, s in listed if p.base + s.path not in articles and not _waits(s, end)]
    changed = [s for p, s in had if s.changed is not None and s.changed <= end - timedelta(days=1)]
    addresses = {p.base + s.path for p in publishers for s in p.stories}
    return {
        "sources": len(publishers),
        "days": round((end - publishers[0].begin) / timedelta(days=1)),
        "stories published": len(published),
        "stories listed at some poll": len(listed),
        "collected": len(had),
        "share of listed": round(len(had) / len(listed), 4),
        "share of published": round(len(had) / len(published), 4),
        "waiting at the end": len(listed) - len(had) - len(missed),
        "missed": missed,
        "collected without having been published": len(articles - addresses),
        "changes of collected stories": len(changed),
        "changes collected": sum(s.version(end) in s.fetched for s in changed),
        "delay in hours": {
            "all": _delays(had),
            "without outages and failing pages": _delays(
                [(p, s) for p, s in had if "outage" not in p.kind and p.kind != "flaky pages"]
            ),
        },
        "requests": requests,
        "requests a story": round(requests / len(articles), 2),
        "asked more than the rhythm allows": _too_often(publishers, end),
        "told of broken sources": _by_kind(publishers, told, broken=True),
        "told of others": _by_kind(publishers, told, broken=False),
    }


def _delays(had: Sequence[tuple[Publisher, Story]]) -> dict[str, float]:
    """Median and 95th percentile of the hours from publication to the first fetch."""
    times = [(min(s.fetched.values()) - s.published) / timedelta(hours=1) for p, s in had if s.published >= p.begin]
    times.sort()
    return {"median": round(statistics.median(times), 2), "95th": round(times[int(0.95 * len(times))], 2)}


def _by_kind(publishers: Sequence[Publisher], told: Told, *, broken: bool) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for kind in dict.fromkeys(p.kind for p in publishers if (p.kind in BROKEN) is broken):
        same = [p for p in publishers if p.kind == kind]
        if broken:
            named = [_named(p, told) for p in same]
            known = [each for each in named if each["polls"] is not None]
            found[kind] = {
                "sources": len(same),
                "named": len(known),
                "polls, most": max((each["polls"] for each in known), default=None),
                "hours, most": max((each["hours"] for each in known), default=None),
                "words": named[0]["words"],
            }
        else:
            words = Counter(word for p in same for word in _words(told.get(p.name, ())))
            found[kind] = {"sources": len(same), "told": dict(words)}
    return found


def _waits(story: Story, end: datetime) -> bool:
    """Whether its plan of retries is not at its end: it has failed less often than it may, or nobody could ask yet."""
    plan = REFUSAL_RETRIES if story.trouble[:1] == (404,) else PAGE_RETRIES
    recent = story.listed is not None and end - story.listed < timedelta(days=1)
    return 0 < len(story.asked) <= len(plan) or recent


def _too_often(publishers: Sequence[Publisher], end: datetime) -> list[str]:
    found = []
    for publisher in publishers:
        for path, polls in publisher.polls.items():
            allowed = (end - publisher.begin) / timedelta(hours=publisher.every_hours) + 2
            if len(polls) > allowed:
                found.append(f"{publisher.name}{path}: {len(polls)} times, {allowed:.0f} allowed")
    return found


def _named(publisher: Publisher, told: Told) -> dict[str, Any]:
    """When a broken source was named first for what it is: after how many polls since it broke, and in which words."""
    expected = EXPECTED[publisher.kind]
    said = [
        (at, words)
        for at, words in told.get(publisher.name, ())
        if at >= publisher.breaks and any(word in words for word in expected)
    ]
    if not said:
        return {"polls": None, "hours": None, "words": None}
    at, words = said[0]
    since = _overdue(publisher, at) if publisher.kind == "silent" else publisher.breaks
    if publisher.kind == "forbidden":  # nobody can know before a page is asked for
        polls = sorted({asked for s in publisher.stories for asked in s.asked if publisher.breaks <= asked <= at})
    else:
        path = "/feed1" if publisher.kind == "half" else next(iter(publisher.polls))
        polls = [asked for asked in publisher.polls[path] if since <= asked <= at]
    return {"polls": len(polls), "hours": round((at - since) / timedelta(hours=1), 1), "words": words}


def _overdue(publisher: Publisher, named: datetime) -> datetime:
    """Since when a publisher that fell silent is overdue: since its silence is longer than any pause between stories
    that it gave before. Nobody can tell it from a quiet day sooner; `named` where it was named before that."""
    seen = sorted(min(story.fetched.values()) for story in publisher.stories if story.fetched)
    longest = max((after - before for before, after in pairwise(seen)), default=timedelta(0))
    return min(seen[-1] + longest, named) if seen else publisher.breaks


def _words(said: Sequence[tuple[datetime, str]]) -> dict[str, int]:
    """What was said of a source, in how many polls."""
    counts: dict[str, int] = {}
    for _, words in said:
        kind = words.partition(",")[0].partition(":")[0]
        kind = "unusual day" if "new articles in a day" in kind else kind
        counts[kind] = counts.get(kind, 0) + 1
    return counts
