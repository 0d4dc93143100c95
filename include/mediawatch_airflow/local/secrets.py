"""Keys and passwords of a local Airflow: made once, kept under var/ for their owner only, never committed."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

USERS = {"admin": "admin", "viewer": "viewer"}  # name -> Airflow's role


@dataclass(frozen=True, slots=True)
class Secrets:
    fernet_key: str  # encrypts connections in the metadata database
    jwt_secret: str  # signs tokens; the same for every component
    secret_key: str  # signs sessions
    passwords: dict[str, str]  # user -> password
    passwords_file: Path


def obtain(airflow_home: Path) -> Secrets:
    """The secrets of this installation; made at the first call."""
    keys = _once(
        airflow_home / "secrets.json",
        {
            "fernet_key": base64.urlsafe_b64encode(os.urandom(32)).decode(),
            "jwt_secret": secrets.token_urlsafe(48),
            "secret_key": secrets.token_urlsafe(32),
        },
    )
    passwords_file = airflow_home / "passwords.json"
    passwords = _once(passwords_file, {user: secrets.token_urlsafe(12) for user in USERS})
    return Secrets(**keys, passwords=passwords, passwords_file=passwords_file)


def are_new(keys: Secrets) -> bool:
    """Whether nobody has been shown these passwords yet. True once: a terminal and its scroll are no place for them."""
    shown = keys.passwords_file.with_name("passwords.shown")
    state = hashlib.sha256(keys.passwords_file.read_bytes()).hexdigest()
    if shown.exists() and shown.read_text() == state:
        return False
    shown.write_text(state)
    return True


def _once(path: Path, fresh: dict[str, str]) -> dict[str, str]:
    """The content of a JSON file, which is made with mode 600 and `fresh` where it does not exist. When two processes
    make it at once, one of them wins and both get the same."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f"{path.name}.{os.getpid()}")
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            json.dump(fresh, file)
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    content: dict[str, str] = json.loads(path.read_text())
    return content
