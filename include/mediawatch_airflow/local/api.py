"""What the local commands ask of Airflow's REST API."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from dataclasses import dataclass
from typing import Any

SECONDS = 5


@dataclass(frozen=True, slots=True)
class Api:
    """Airflow at an address on this machine."""

    address: str

    def get(self, path: str, token: str | None = None) -> Any:
        """The JSON answer, None where there is no answer or no such thing."""
        return self._ask(urllib.request.Request(f"{self.address}{path}", headers=_headers(token)))  # noqa: S310

    def post(self, path: str, body: dict[str, Any], token: str | None = None) -> Any:
        data = json.dumps(body).encode()
        return self._ask(urllib.request.Request(f"{self.address}{path}", data, _headers(token), method="POST"))  # noqa: S310

    def token(self, user: str, password: str) -> str | None:
        answer = self.post("/auth/token", {"username": user, "password": password})
        return answer["access_token"] if answer else None

    def health(self) -> dict[str, Any]:
        """Component -> its state; empty where the API server does not answer."""
        return self.get("/api/v2/monitor/health") or {}

    @staticmethod
    def _ask(request: urllib.request.Request) -> Any:
        direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))  # never by a proxy: it is this machine
        try:
            with direct.open(request, timeout=SECONDS) as answer:
                return json.load(answer)
        except (OSError, ValueError):  # HTTP errors are OSErrors
            return None


def _headers(token: str | None) -> dict[str, str]:
    headers = {"Content-Type": "application/json", "Accept": "application/json"}
    return headers | ({"Authorization": f"Bearer {token}"} if token else {})
