"""python docker/alive.py ADDRESS[#PART] PROGRAM [ARGUMENT ...]

Runs a program, and ends it once its health has not been well for three minutes: Compose starts again what ends, and
leaves what is unhealthy as it is. ADDRESS is one that answers 200 while the program is well; with a PART it is
Airflow's /api/v2/monitor/health, and the PART of its answer has to be healthy. Signals to stop go to the program.
"""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
import urllib.request

GRACE = 300.0  # seconds after the start in which nothing has to answer
HUNG = 180.0  # seconds without a good answer
EVERY = 15.0  # seconds between two questions
ANSWER = 10.0  # seconds that an answer may take


def is_well(address: str) -> bool | None:
    """Whether the health at an address is well; None where it belongs to a part and nobody answers for it."""
    url, _, part = address.partition("#")
    try:
        direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with direct.open(url, timeout=ANSWER) as answer:
            return not part or json.load(answer)[part]["status"] == "healthy"
    except (OSError, ValueError, KeyError, TypeError):
        return None if part else False


def main(arguments: list[str]) -> int:
    if len(arguments) < 2:
        sys.stderr.write(f"{__doc__}\n")
        return 2
    address, *command = arguments
    stops = (signal.SIGTERM, signal.SIGINT)
    signal.pthread_sigmask(signal.SIG_BLOCK, stops)  # one that comes early reaches the program all the same
    child = subprocess.Popen(  # noqa: S603 (Compose's own command)
        command, start_new_session=True, preexec_fn=lambda: signal.pthread_sigmask(signal.SIG_UNBLOCK, stops) and None
    )
    for number in stops:
        signal.signal(number, lambda got, _: child.send_signal(got))
    signal.pthread_sigmask(signal.SIG_UNBLOCK, stops)
    well_at = time.monotonic() + GRACE
    while True:
        try:
            code = child.wait(EVERY)
            return code if code >= 0 else 128 - code
        except subprocess.TimeoutExpired:
            if is_well(address) is not False:
                well_at = max(well_at, time.monotonic())
            elif time.monotonic() - well_at > HUNG:
                sys.stderr.write(f"{' '.join(command)} has not been well for {HUNG:.0f} s: it is ended\n")
                child.kill()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
