"""Servers on this machine that receive messages: mail by SMTP, and a webhook by HTTP."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, cast

from aiosmtpd.controller import Controller


@dataclass
class Received:
    """What arrived; `refuses` makes the servers answer that they cannot take more."""

    mails: list[EmailMessage] = field(default_factory=list)
    posts: list[dict[str, Any]] = field(default_factory=list)
    refuses: bool = False
    channels: dict[str, str] = field(default_factory=dict)

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        if self.refuses:
            return "451 try again later"
        self.mails.append(cast(EmailMessage, message_from_bytes(envelope.content, policy=policy.default)))
        return "250 taken"

    def subjects(self) -> list[str]:
        return [str(mail["subject"]) for mail in self.mails]

    def titles(self) -> list[str]:
        return [str(post["title"]) for post in self.posts]


@contextmanager
def receivers() -> Iterator[Received]:
    """Both servers, on ports of the system's choice."""
    received = Received()

    class Hook(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            if not received.refuses:
                received.posts.append(json.loads(body))
            self.send_response(503 if received.refuses else 200)
            self.end_headers()

        def log_message(self, *arguments: Any) -> None:
            """Nothing on the terminal."""

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    smtp = Controller(received, hostname="127.0.0.1", port=port)
    smtp.start()
    web = ThreadingHTTPServer(("127.0.0.1", 0), Hook)
    threading.Thread(target=web.serve_forever, daemon=True).start()
    received.channels = {
        "mail": f"mailto://127.0.0.1:{port}?mode=insecure&from=watch@paper.example&to=desk@paper.example",
        "hook": f"json://127.0.0.1:{web.server_port}/token-of-the-hook",
    }
    try:
        yield received
    finally:
        smtp.stop()
        web.shutdown()
        web.server_close()
