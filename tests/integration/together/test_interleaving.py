"""The machine of tests/interleaving.py with a few examples; benchmarks/interleaving.py runs it for long."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

import old_faults
import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test
from interleaving import World
from mediawatch.settings import Settings


def test_what_happens_at_once_is_as_if_it_had_happened_in_turn(
    new_warehouse: Callable[[], AbstractContextManager[Settings]],
) -> None:
    World.new_warehouse = staticmethod(new_warehouse)
    few = settings(
        max_examples=4,
        stateful_step_count=20,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.generate],  # a failing example is printed as it is: benchmarks/interleaving.py makes it smaller
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(World, settings=few)


@pytest.mark.parametrize("number", old_faults.FAULTS)
def test_the_faults_that_the_machine_is_tried_with_can_be_put_back(number: int) -> None:
    with old_faults.back(number):
        pass
