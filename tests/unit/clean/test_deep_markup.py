"""HTML in fields of JSON, nested deeper than parsers go by themselves."""

from __future__ import annotations

import pytest
from mediawatch.clean.formats.markup import plain_of


@pytest.mark.parametrize("depth", [250, 300, 1_000])
def test_text_in_deep_markup_is_read(depth: int) -> None:
    deep = "<div>" * depth + "<p>The ferry waits.</p>" + "</div>" * depth
    assert plain_of(f"<p>On Monday.</p>{deep}").split() == ["On", "Monday.", "The", "ferry", "waits."]
