"""Frames as a stage wrote them, judged as its gate judges what the stage hands it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd
from mediawatch.quality import GateResult, checks
from mediawatch.quality.columns import check_rows


def check_frames(stage: str, rows: Iterable[pd.DataFrame], *given: Any, **named: Any) -> GateResult:
    """`quality.check_frames` of frames with the columns ROW_COLUMNS."""
    return checks.check_frames(stage, (check_rows(stage, frame) for frame in rows), *given, **named)
