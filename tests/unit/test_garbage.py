"""How often Python looks for garbage while stories are made."""

from __future__ import annotations

import gc

import pytest
from mediawatch.garbage import SELDOM, seldom


def test_it_is_looked_for_seldom_and_then_as_before() -> None:
    before = gc.get_threshold()

    @seldom()
    def at_work() -> tuple[int, int, int]:
        return gc.get_threshold()

    assert at_work() == SELDOM == at_work()
    assert gc.get_threshold() == before
    with pytest.raises(ValueError, match="a fault"), seldom():
        raise ValueError("a fault")
    assert gc.get_threshold() == before
