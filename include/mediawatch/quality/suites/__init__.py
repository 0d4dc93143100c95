"""One suite for each stage of the flow, declared as data. Each module here holds the suite of its stage."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from mediawatch.errors import UsageError
from mediawatch.quality.expectation import Expectation, Limits
from mediawatch.quality.suites import clean, cluster, collect, deduplicate, load, publish, tag

SUITES: Mapping[str, Callable[[Limits], tuple[Expectation, ...]]] = {
    "collect": collect.suite,
    "clean": clean.suite,
    "deduplicate": deduplicate.suite,
    "tag": tag.suite,
    "load": load.suite,
    "publish": publish.suite,
    "cluster": cluster.suite,
}
"""Stage -> its suite, in the order of the flow."""


def suite(stage: str, limits: Limits | None = None) -> tuple[Expectation, ...]:
    """The expectations of a stage. Raises UsageError for a stage that has no gate."""
    if stage not in SUITES:
        raise UsageError(f"no quality gate for stage {stage!r}; there are {', '.join(SUITES)}")
    return SUITES[stage](limits or Limits())
