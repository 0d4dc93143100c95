"""The machine of tests/interleaving.py for long: runs that happen at once, thousands of steps.

    python benchmarks/interleaving.py [--steps 10000] [--seed 1] [--smaller] [--fault 2]

Starts a Postgres of its own in a new folder, and goes on with one seed after the other until so many steps are done: a
step is a rule that is carried out, and each stage of a run that one takes.
A seed that breaks an invariant is named with the steps that led there, made as few as can be with `--smaller`; the same
seed does the same again. Ends with 1 where something was found. `--fault` puts a fault of tests/old_faults.py back into
the code and ends where it is found: how many examples that took says what the machine is good for.
"""

from __future__ import annotations

import argparse
import itertools
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from hypothesis import HealthCheck, Phase, seed
from hypothesis import settings as asked
from hypothesis.stateful import run_state_machine_as_test
from mediawatch.settings import Settings
from mediawatch.store.schema.migrate import migrate
from mediawatch.store.server import embedded
from mediawatch.store.server.connect import engine

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))
import conftest
import old_faults
from interleaving import World

EXAMPLES = 6  # of one seed
STEPS = 80  # rules of one example, at most: what they end in is held against a run of all that was delivered


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--steps", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--smaller", action="store_true", help="make an example that fails as small as can be")
    parser.add_argument("--fault", type=int, choices=old_faults.FAULTS, help="a fault to be found")
    arguments = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="mediawatch-interleaving-"))
    settings = conftest._settings(folder)
    found = examples = 0
    with ExitStack() as stack:
        stack.callback(shutil.rmtree, folder)
        stack.callback(embedded.stop, settings)
        World.new_warehouse = staticmethod(_warehouses(folder, settings))
        if arguments.fault:
            stack.enter_context(old_faults.back(arguments.fault))
        phases = [Phase.generate, *([Phase.shrink] if arguments.smaller else [])]
        begun = time.monotonic()
        for number in itertools.count(arguments.seed):
            if World.steps_done >= arguments.steps or (arguments.fault and found):
                break
            World.examples = 0
            try:
                run_state_machine_as_test(
                    seed(number)(World),
                    settings=asked(
                        max_examples=EXAMPLES,
                        stateful_step_count=STEPS,
                        deadline=None,
                        database=None,
                        phases=phases,
                        report_multiple_bugs=False,
                        suppress_health_check=list(HealthCheck),
                    ),
                )
            except Exception as error:
                found += 1
                notes = "\n".join(getattr(error, "__notes__", ()))
                print(f"seed {number}, example {World.examples}: {error}\n{notes}", flush=True)
            examples += World.examples
            took = time.monotonic() - begun
            told = f"{examples} examples, {World.steps_done} steps, {took:.0f} s, {found} broken"
            print(f"seed {number}: {told}", file=sys.stderr, flush=True)
    return 1 if found else 0


def _warehouses(folder: Path, settings: Settings) -> object:
    server = embedded.ensure(settings)
    for name in ("fsync", "full_page_writes", "synchronous_commit"):  # its data is thrown away
        conftest.run_sql(server, f"alter system set {name} = off")
    conftest.run_sql(server, "select pg_reload_conf()", "create database warehouse_template")
    template = conftest._settings(folder, server.url("warehouse_template"))
    migrate(template)
    engine(template).dispose()
    numbers = itertools.count()

    @contextmanager
    def new() -> Iterator[Settings]:
        place = folder / f"world-{next(numbers)}"
        place.mkdir()
        yield from conftest._database(server, place, "warehouse_template")
        shutil.rmtree(place)

    return new


if __name__ == "__main__":
    sys.exit(main())
