"""What lives and is not well is ended, so that Compose starts it again."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from runpy import run_path
from typing import Any

import pytest

ALIVE = Path(__file__).resolve().parents[3] / "docker" / "alive.py"


@pytest.fixture
def health() -> Iterator[tuple[str, dict[str, Any]]]:
    """An address, and what it answers; {} is an error."""
    said: dict[str, Any] = {}

    class Health(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200 if said else 503)
            self.end_headers()
            self.wfile.write(json.dumps(said).encode())

        def log_message(self, *arguments: Any) -> None:
            """Nothing on the terminal."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Health)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/health", said
    server.shutdown()
    server.server_close()


def test_a_part_that_nobody_answers_for_may_be_well(health: tuple[str, dict[str, Any]]) -> None:
    is_well = run_path(str(ALIVE))["is_well"]
    address, said = health
    assert (is_well(address), is_well(f"{address}#scheduler")) == (False, None)
    said["scheduler"] = {"status": "unhealthy"}
    assert (is_well(address), is_well(f"{address}#scheduler")) == (True, False)
    said["scheduler"] = {"status": "healthy"}
    assert is_well(f"{address}#scheduler") is True


def quick(address: str, *command: str) -> subprocess.Popen[str]:
    script = f"import runpy; m = runpy.run_path({str(ALIVE)!r}); g = m['main'].__globals__; "
    script += "g.update(GRACE=0.2, HUNG=0.2, EVERY=0.1); raise SystemExit(m['main'](__import__('sys').argv[1:]))"
    return subprocess.Popen([sys.executable, "-c", script, address, *command], stderr=subprocess.PIPE, text=True)


def test_what_is_not_well_is_ended(health: tuple[str, dict[str, Any]]) -> None:
    address, said = health
    said["well"] = True
    running = quick(address, "sleep", "300")
    with pytest.raises(subprocess.TimeoutExpired):
        running.wait(1.5)
    said.clear()
    assert running.wait(20) == 128 + signal.SIGKILL
    assert running.stderr
    assert "sleep 300 has not been well" in running.stderr.read()


def test_signals_and_exit_codes_are_the_programs_own(health: tuple[str, dict[str, Any]]) -> None:
    address, said = health
    said["well"] = True
    assert quick(address, "sh", "-c", "exit 7").wait(20) == 7
    running = quick(address, "sh", "-c", "trap 'exit 5' TERM; echo ready >&2; while true; do sleep 0.05; done")
    assert running.stderr
    assert running.stderr.readline() == "ready\n"
    os.kill(running.pid, signal.SIGTERM)
    assert running.wait(20) == 5


POSTGRES = ALIVE.with_name("postgres.sh")


@pytest.fixture
def server(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """docker/postgres.sh with stand-ins for the image's two programs: a server that ends with code 9 when it is asked
    to, and the question whether it answers, which a file `answers` holds the answer to."""
    programs = {
        # No shell: bash may take an interrupt that comes while it waits for a command to be that command's.
        "docker-entrypoint.sh": f"#!{sys.executable}\nimport os, signal, time\n"
        "signal.signal(signal.SIGINT, lambda *_: os._exit(9))\n"
        "open('server.new', 'w').write(str(os.getpid()))\n"
        "os.rename('server.new', 'server.pid')\n"
        "while True: time.sleep(60)\n",
        "pg_isready": "#!/bin/bash\nexit $(cat answers)\n",
    }
    for name, script in programs.items():
        (tmp_path / name).write_text(script)
        (tmp_path / name).chmod(0o755)
    (tmp_path / "answers").write_text("0")
    env = {"PATH": f"{tmp_path}:{os.environ['PATH']}", "GRACE": "0", "HUNG": "1", "EVERY": "0.2", "LAST_WORDS": "1"}
    running = subprocess.Popen(["bash", POSTGRES], cwd=tmp_path, env=env, stderr=subprocess.PIPE, text=True)
    yield running
    running.kill()
    running.wait()


@pytest.mark.parametrize("well", ["0", "1"])  # it answers; it says that it is recovering
def test_a_postgres_that_hangs_is_ended(server: subprocess.Popen[str], tmp_path: Path, well: str) -> None:
    (tmp_path / "answers").write_text(well)
    with pytest.raises(subprocess.TimeoutExpired):
        server.wait(2.5)
    os.kill(int((tmp_path / "server.pid").read_text()), signal.SIGSTOP)  # it lives, and hears nothing
    (tmp_path / "answers").write_text("2")
    assert server.wait(20) == 128 + signal.SIGKILL
    assert server.stderr
    assert "Postgres has not answered" in server.stderr.read()


def test_a_postgres_that_is_asked_to_stop_stops(server: subprocess.Popen[str], tmp_path: Path) -> None:
    while not (tmp_path / "server.pid").exists():
        assert server.poll() is None
        time.sleep(0.05)
    os.kill(server.pid, signal.SIGTERM)
    assert server.wait(20) == 9
