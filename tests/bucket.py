"""An object store on this machine, and a proxy before it that makes what networks make of requests.

    with SeaweedFs(folder) as server, Faults(server.port) as faults:
        faults.plan = [LOST, SLOW, BUSY]           # what becomes of the next requests; then they go through
        settings = replace(settings, bucket=server.lake("mine", port=faults.port))

SeaweedFS speaks S3: it checks signatures, conditions and ranges, and joins the parts of an upload. Google's stores
speak nearly the same, but their conditions name a *generation*: `Google` stands before SeaweedFS and says it so.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import http.client
import json
import shutil
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, quote, unquote, urlsplit

from mediawatch.settings import Bucket
from native import _free_ports

KEY, SECRET = "reader-of-the-lake", "no-word-of-it-in-any-log"

OPEN = "open"  # the bucket for requests without a signature

BUSY = "busy"  # 503 Slow Down; nothing is done
SLOW = "slow"  # the answer takes longer than anybody waits; what was asked for is done
LOST = "lost"  # what was asked for is done, the connection ends before the answer
CUT = "cut"  # the connection ends in the middle of the answer
Fault = str | None

_ACCOUNT = ("client_email", "private_key", "private_key_id")
_PORTS = ("s3", "s3.grpc", "master", "master.grpc", "volume", "volume.grpc", "filer", "filer.grpc")


class SeaweedFs:
    """The server, all its parts in one process, on 127.0.0.1 alone."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __enter__(self) -> SeaweedFs:
        for tried in range(3):  # somebody else may take a port that was free a moment ago
            try:
                self._start(self.folder / str(tried))
                return self
            except AssertionError as error:
                self._process.kill()
                self._process.wait()
                if tried == 2 or "address already in use" not in str(error):
                    raise
        raise AssertionError("never reached")

    def _start(self, folder: Path) -> None:
        program = Path(sys.executable).with_name("weed")
        self.ports = dict(zip(_PORTS, map(int, _free_ports(len(_PORTS))), strict=True))
        self.port = self.ports["s3"]
        (folder / "data").mkdir(parents=True)
        identity = {"name": "lake", "credentials": [{"accessKey": KEY, "secretKey": SECRET}], "actions": ["Admin"]}
        anybody = {"name": "anonymous", "actions": ["Admin"]}  # requests without a signature
        config = folder / "identities.json"
        config.write_text(json.dumps({"identities": [identity, anybody]}))
        ports = [
            f"-{name.partition('.')[0]}.port{'.grpc' if '.' in name else ''}={port}"
            for name, port in self.ports.items()
        ]
        with (folder / "log").open("wb") as log:
            self._process = subprocess.Popen(
                [
                    str(program) if program.exists() else str(shutil.which("weed")),
                    *("-logtostderr=true", "server", f"-dir={folder / 'data'}"),
                    *("-ip=127.0.0.1", "-ip.bind=127.0.0.1", "-master.telemetry=false"),
                    *("-volume.max=50", "-master.volumeSizeLimitMB=64", "-master.electionTimeout=1s"),
                    *("-s3", f"-s3.config={config}", "-s3.iam=false", "-s3.port.iceberg=0", "-s3.port.lance=0"),
                    *ports,
                ],
                cwd=folder,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        self._wait(folder / "log")

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.wait()

    def lake(self, name: str, port: int | None = None, bucket: str = "lakes", **patience: Any) -> Bucket:
        """A place of its own, reached at a port, in one bucket for all: each takes volumes of the server."""
        options = {
            "endpoint": f"http://127.0.0.1:{port or self.port}",
            "access_key_id": KEY,
            "secret_access_key": SECRET,
            "region": "eu-central-1",
        }
        return Bucket(f"s3://{bucket}/{name}", tuple(options.items()), **patience)

    def _wait(self, log: Path) -> None:
        import obstore
        from mediawatch.storage.object_store import _made

        client, other = (_made(self.lake("first", bucket=name, timeout=2, retries=0)) for name in ("lakes", OPEN))
        end = time.monotonic() + 60
        while True:
            try:
                obstore.put(client, "ready", b"", use_multipart=False)
                obstore.put(other, "ready", b"", use_multipart=False)
                return
            except Exception:
                if time.monotonic() > end or self._process.poll() is not None:
                    raise AssertionError(log.read_text()[-5000:]) from None
                time.sleep(0.1)


class Faults:
    """A proxy to a port of this machine. `plan`: what becomes of the next requests that `concerns` says yes to."""

    def __init__(self, port: int, seconds: float = 3.0) -> None:
        self.upstream, self.seconds = port, seconds
        self.plan: list[Fault] = []
        self.concerns: Callable[[str, str], bool] = lambda method, path: True
        self.seen: list[tuple[str, str, Fault]] = []  # method, path, fault
        self._lock = threading.Lock()
        self._ended = threading.Event()

    def __enter__(self) -> Faults:
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *_: object) -> None: ...

            def do_GET(self) -> None:
                outer._carry(self)

            do_PUT = do_POST = do_DELETE = do_HEAD = do_GET

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.port = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._server.shutdown()
        self._server.server_close()

    def listings(self) -> int:
        return sum("list-type" in parse_qs(urlsplit(path).query) for _, path, _ in self.seen)

    def counts(self) -> Counter[str]:
        return Counter(method for method, _, _ in self.seen)

    def _next(self, method: str, path: str) -> Fault:
        with self._lock:
            fault = self.plan.pop(0) if self.plan and self.concerns(method, path) else None
            self.seen.append((method, path, fault))
            return fault

    def _carry(self, request: BaseHTTPRequestHandler) -> None:
        body = request.rfile.read(int(request.headers.get("Content-Length") or 0))
        fault = self._next(request.command, request.path)
        if fault == BUSY:
            told = b"<Error><Code>SlowDown</Code></Error>"
            request.send_response(503)
            request.send_header("Content-Length", str(len(told)))
            request.end_headers()
            request.wfile.write(told)
            return
        upstream = http.client.HTTPConnection("127.0.0.1", self.upstream, timeout=60)
        try:
            upstream.putrequest(request.command, self._place(request), skip_host=True, skip_accept_encoding=True)
            for name, value in self._asked(request):  # the host too: it is signed
                upstream.putheader(name, value)
            upstream.endheaders(body)
            answer = upstream.getresponse()
            content = answer.read()
        finally:
            upstream.close()
        if fault == SLOW:
            self._ended.wait(self.seconds)
        if fault in (LOST, SLOW):
            request.close_connection = True
            return
        request.send_response_only(answer.status)
        for name, value in self._told(answer.getheaders()):
            if name.lower() not in ("transfer-encoding", "connection", "content-length"):
                request.send_header(name, value)
        length = answer.getheader("Content-Length") if request.command == "HEAD" else str(len(content))
        request.send_header("Content-Length", length or "0")
        request.end_headers()
        if fault == CUT:
            request.wfile.write(content[: len(content) // 2])
            request.wfile.flush()
            request.close_connection = True
        elif request.command != "HEAD":
            request.wfile.write(content)

    def _place(self, request: BaseHTTPRequestHandler) -> str:
        """What the server behind is asked for."""
        return request.path

    def _asked(self, request: BaseHTTPRequestHandler) -> list[tuple[str, str]]:
        """The headers that the server behind is asked with."""
        return request.headers.items()

    def _told(self, headers: list[tuple[str, str]]) -> list[tuple[str, str]]:
        """The headers that the answer has."""
        return headers


class Google(Faults):
    """The proxy as a store of Google's: contents have a generation, and a write may name the one that it replaces."""

    def lake(self, name: str) -> Bucket:
        # An account without OAuth: with none the client would ask for one at an address outside.
        account = {"gcs_base_url": f"http://127.0.0.1:{self.port}", "disable_oauth": True}
        options = {"service_account_key": json.dumps(account | dict.fromkeys(_ACCOUNT, ""))}
        return Bucket(f"gs://{OPEN}/{name}", tuple(options.items()))

    def _place(self, request: BaseHTTPRequestHandler) -> str:
        path, mark, query = request.path.partition("?")
        return f"{quote(unquote(path))}{mark}{query}"  # Google's client writes a/b as a%2Fb, which is another key here

    def _asked(self, request: BaseHTTPRequestHandler) -> list[tuple[str, str]]:
        asked = [(name, value) for name, value in request.headers.items() if name.lower() != "authorization"]
        generation = request.headers.get("x-goog-if-generation-match")
        if generation is None:
            return asked
        upstream = http.client.HTTPConnection("127.0.0.1", self.upstream, timeout=60)
        upstream.request("HEAD", self._place(request), headers={"Host": request.headers["Host"]})
        tag = upstream.getresponse().getheader("ETag", "")
        upstream.close()
        if _generation(tag) != generation:
            tag = '"another"'
        return [*asked, ("If-Match", tag)]

    def _told(self, headers: list[tuple[str, str]]) -> list[tuple[str, str]]:
        return [*headers, *(("x-goog-generation", _generation(tag)) for name, tag in headers if name.lower() == "etag")]


def _generation(tag: str) -> str:
    """A number for a content: Google's grow, these only differ."""
    return str(int(hashlib.sha256(tag.encode()).hexdigest()[:15], 16))


class Azurite:
    """Microsoft's emulator of Azure's blobs, where somebody has installed it (`npm install --global azurite`)."""

    PROGRAM = "azurite-blob"
    _ACCOUNT = "devstoreaccount1"
    _KEY = (
        "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw=="  # every emulator's
    )

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __enter__(self) -> Azurite:
        self.port = int(_free_ports(1)[0])
        self._process = subprocess.Popen(
            [
                *(
                    self.PROGRAM,
                    "--blobHost",
                    "127.0.0.1",
                    "--blobPort",
                    str(self.port),
                    "--location",
                    str(self.folder),
                ),
                *("--disableTelemetry", "--silent", "--skipApiVersionCheck"),
            ],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
        )
        end = time.monotonic() + 30
        while True:
            try:
                self._make("lakes")
                return self
            except OSError:
                if time.monotonic() > end or self._process.poll() is not None:
                    self.__exit__()
                    raise
                time.sleep(0.2)

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.wait()

    def lake(self, name: str) -> Bucket:
        endpoint = f"http://127.0.0.1:{self.port}/{self._ACCOUNT}"
        options = {"endpoint": endpoint, "account_name": self._ACCOUNT, "account_key": self._KEY}
        return Bucket(f"az://lakes/{name}", tuple(options.items()))

    def _make(self, container: str) -> None:
        """Make a container, which obstore cannot: a request with a shared key's signature."""
        place = f"/{self._ACCOUNT}/{container}"
        headers = {"x-ms-date": formatdate(usegmt=True), "x-ms-version": "2021-08-06"}
        said = "".join(f"{name}:{value}\n" for name, value in headers.items())
        signed = "PUT" + "\n" * 12 + f"{said}/{self._ACCOUNT}{place}\nrestype:container"
        digest = hmac.new(base64.b64decode(self._KEY), signed.encode(), hashlib.sha256).digest()
        headers["Authorization"] = f"SharedKey {self._ACCOUNT}:{base64.b64encode(digest).decode()}"
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        connection.request("PUT", f"{place}?restype=container", headers={**headers, "Content-Length": "0"})
        answer = connection.getresponse()
        connection.close()
        assert answer.status == 201, answer.status
