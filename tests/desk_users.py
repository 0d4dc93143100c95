"""Users of the desk in tests: a viewer, and two who may judge."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fastapi.testclient import TestClient

PASSWORDS = {"reader": "correct horse", "asha": "battery staple", "ravi": "another staple"}


def log_in(client: TestClient, name: str) -> None:
    """By the cookie, as in the frame of the UI."""
    answer = client.post("/auth/token", json={"username": name, "password": PASSWORDS[name]})
    assert answer.status_code == 201
    client.cookies.set("_token", answer.json()["access_token"])
