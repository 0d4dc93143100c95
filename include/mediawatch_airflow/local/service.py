"""`make service`: a systemd unit, so that MediaWatch starts with the machine and is started again when it dies."""

from __future__ import annotations

import getpass
import sys
from pathlib import Path

from mediawatch.errors import UsageError
from mediawatch.settings import Settings

from mediawatch_airflow.local import environment
from mediawatch_airflow.local.steps import say

NAME = "mediawatch.service"

_UNIT = """\
[Unit]
Description=MediaWatch: Airflow, its database and the watch over both
After=network-online.target
Wants=network-online.target
# It is started again for ever, after ten seconds: the supervisor itself keeps what it runs from starting too often.
StartLimitIntervalSec=0

[Service]
Type=simple
User={user}
WorkingDirectory={project}
# Settings, a line each, as MEDIAWATCH_CHANNELS="mail=mailtos://..."; mode 600, since it may hold secrets.
EnvironmentFile=-{environment}
ExecStart={python} -m mediawatch_airflow.local supervise --service
Restart=always
RestartSec=10
# The supervisor is asked to stop, and stops what it runs and Postgres in order.
KillMode=mixed
TimeoutStopSec=90
TimeoutStartSec=300
NoNewPrivileges=true
PrivateTmp=true
UMask=0027

[Install]
WantedBy=multi-user.target
"""


def unit(settings: Settings, user: str) -> str:
    """The unit for this checkout and a user. Raises UsageError where its path holds what a unit cannot."""
    where = environment.home(settings)
    project, python = str(where.project), sys.executable
    if any(char in project + python for char in '\n"\\%$'):
        raise UsageError(f"a unit of systemd cannot hold the path {project!r}: move the checkout")
    return _UNIT.format(user=user, project=project, environment=where.var / "service.env", python=_quoted(Path(python)))


def service(settings: Settings) -> None:
    """Write the unit below var, and say what to do with it."""
    where = environment.home(settings)
    where.var.mkdir(parents=True, exist_ok=True)
    path = where.var / NAME
    path.write_text(unit(settings, getpass.getuser()), "utf-8")
    say(
        f"{path}\n\nInstall it:\n\n"
        f"  make down\n  sudo install -m 644 '{path}' /etc/systemd/system/{NAME}\n"
        f"  sudo systemctl daemon-reload\n  sudo systemctl enable --now {NAME}\n\n"
        f"Its settings go into {where.var / 'service.env'}; after a change: sudo systemctl restart {NAME}\n"
        f"make status, make logs and make backup work as before; stop it with systemctl, not with make down."
    )


def _quoted(path: Path) -> str:
    """A path as one word of a command: with blanks in it in quotes. EnvironmentFile and WorkingDirectory take the whole
    line as it is, and would read quotes as a part of the name."""
    return f'"{path}"' if " " in str(path) else str(path)
