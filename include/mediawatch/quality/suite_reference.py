"""docs/quality.md, made from the suites: `make docs`."""

from __future__ import annotations

import sys

from mediawatch.quality.expectation import Expectation
from mediawatch.quality.suites import SUITES, suite

_INTRODUCTION = """\
# What the quality gates check

Made from include/mediawatch/quality/suites by `make docs`.

After every stage a gate runs the stage's suite of Great Expectations. An expectation of kind **row** is asked of each
row, one of kind **batch** of the run as a whole.

| | row | batch |
|---|---|---|
| critical | the document goes to quarantine with the reason, the rest goes on | the task fails, nothing after it runs |
| warning, info | recorded and shown | recorded and shown |

Documents that a gate rejects count as quarantined in the gate's own share. The outcome of every expectation of every
run is in `ops.quality_result`, under the names below. Figures are the defaults; `MEDIAWATCH_MAX_QUARANTINED_SHARE`
changes the share that may be quarantined.

An expectation that cannot be evaluated at all (a query that Postgres refuses, a column that is not there) is an error
of the gate, not of the data: the task fails and says which.
"""

_WHERE = {
    "rows": "rows of the shards",
    "keys": "the run's key columns",
    "metrics": "the run's figures",
    "warehouse": "query in Postgres",
}


def _entry(item: Expectation) -> str:
    looks_at = f"`{item.column}`, {_WHERE[item.subject]}" if item.column else _WHERE[item.subject]
    lines = [f"**`{item.key}`** {item.severity}, {item.kind} ({looks_at})  ", item.guards]
    if item.reason:
        lines[1] += f" Reason in quarantine: `{item.reason}`."
    lines.append(f"*If it fails:* {item.action}")
    return "\n".join(lines)


def text() -> str:
    """The whole page."""
    parts = [_INTRODUCTION]
    for stage in SUITES:
        expectations = suite(stage)
        parts.append(f"## {stage}: {len(expectations)} expectations\n")
        parts += [f"{_entry(item)}\n" for item in expectations]
    return "\n".join(parts)


if __name__ == "__main__":
    sys.stdout.write(text())
