"""Archives are planned one by one: what was done before an interruption is not done again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from mediawatch.collect.archives import warc_ranges
from mediawatch.collect.files.walk import Found
from mediawatch.collect.raw.raw_store import RawStore
from mediawatch.lake.run_folder import RunFolder
from mediawatch.settings import Settings

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


def test_a_retry_goes_on_behind_the_last_archive(
    warc_record: Callable[..., bytes], inbox: Path, store: RawStore, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in "abc":
        (inbox / f"{name}.warc").write_bytes(
            b"".join(warc_record(f"https://{name}.example/{number}", b"<html>") for number in range(3))
        )
    taken: list[str] = []
    kept = warc_ranges.deliver

    def deliver(inbox: str, found: Found, *rest: Any) -> Any:
        taken.append(found.path.name)
        if taken.count("b.warc") == 1 and found.path.name == "b.warc":
            raise KeyboardInterrupt
        return kept(inbox, found, *rest)

    def plan(run_id: str) -> Any:
        folder = RunFolder(settings.lake, run_id)
        return warc_ranges.plan(
            {"box": inbox},
            (),
            store,
            folder,
            records=2,
            observed_at=NOW,
            settings=settings,
        )

    monkeypatch.setattr(warc_ranges, "deliver", deliver)
    with pytest.raises(KeyboardInterrupt):
        plan("first")
    with (inbox / "c.warc").open("ab") as grown:
        grown.write(warc_record("https://c.example/3", b"<html>"))
    again = plan("first")
    assert taken == ["a.warc", "b.warc", "b.warc", "c.warc"]
    assert again == plan("second")
    assert taken[4:] == ["a.warc", "b.warc", "c.warc"]  # another run looks for itself
