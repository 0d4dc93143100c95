"""Takes the pictures of docs/ui.md in a real Chromium, and clicks from News to the raw bytes on the way.

    python scripts/pictures.py ADDRESS --user NAME --password-file FILE [--days FROM TO] [--axe axe.min.js]

ADDRESS is that of a running Airflow (`make up`) whose warehouse holds the demo's articles. Chromium is the system's
(`--chromium`), spoken to by its DevTools protocol; nothing is downloaded. Each page is looked at in light, dark and
narrow (360 pixels). The script ends with 1 where a page logs an error, is wider than its window, or, with axe-core's
file at hand, breaks a rule of accessibility seriously; and where the way from News to a topic, to an article, to its
evidence, to the raw bytes, and the rejection of a tag does not lead there. The tag is given back.
"""

from __future__ import annotations

import argparse
import base64
import itertools
import json
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from websockets.sync.client import ClientConnection, connect

IMAGES = Path(__file__).resolve().parents[1] / "docs" / "images"
LOOKS = {"light": (1200, "light"), "dark": (1200, "dark"), "narrow": (360, "light")}
WAIT = 120.0  # seconds for a page


class Browser:
    """One tab of Chromium."""

    def __init__(self, socket: ClientConnection) -> None:
        self.socket = socket
        self.numbers = itertools.count(1)
        self.faults: list[str] = []
        self.loaded = False
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.ask(f"{domain}.enable")

    def ask(self, method: str, **parameters: Any) -> Any:
        """The answer to one command; events that come meanwhile are noted."""
        number = next(self.numbers)
        self.socket.send(json.dumps({"id": number, "method": method, "params": parameters}))
        while True:
            message = json.loads(self.socket.recv(timeout=WAIT))
            if message.get("id") == number:
                if "error" in message:
                    raise RuntimeError(f"{method}: {message['error']}")
                return message["result"]
            self._note(message)

    def _note(self, message: dict[str, Any]) -> None:
        told = message.get("params", {})
        if message.get("method") == "Page.loadEventFired":
            self.loaded = True
        elif message.get("method") == "Log.entryAdded" and told["entry"]["level"] == "error":
            self.faults.append(f"{told['entry'].get('url', '')}: {told['entry']['text']}")
        elif message.get("method") == "Runtime.exceptionThrown":
            self.faults.append(told["exceptionDetails"]["text"])

    def value(self, script: str) -> Any:
        """What an expression gives in the page; the page's policy does not bind the debugger."""
        answer = self.ask("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in answer:
            raise RuntimeError(answer["exceptionDetails"].get("exception", {}).get("description", "failed"))
        return answer["result"].get("value")

    def wait(self) -> None:
        """Until the page that was asked for is there."""
        until = time.monotonic() + WAIT
        while not self.loaded:
            if time.monotonic() > until:
                raise RuntimeError("a page did not come")
            self._note(json.loads(self.socket.recv(timeout=WAIT)))

    def open(self, address: str) -> None:
        self.loaded = False
        self.ask("Page.navigate", url=address)
        self.wait()

    def click(self, selector: str) -> None:
        """Click what the selector finds first, and wait for the page that this leads to."""
        self.loaded = False
        if not self.value(f"(e => e ? (e.click(), true) : false)(document.querySelector({json.dumps(selector)}))"):
            raise RuntimeError(f"{self.value('location.href')}: nothing is {selector}")
        self.wait()

    def look(self, width: int, scheme: str) -> None:
        self.ask("Emulation.setDeviceMetricsOverride", width=width, height=900, deviceScaleFactor=1, mobile=False)
        self.ask("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])

    def picture(self, path: Path, most: int) -> None:
        """The page from its top, at most so many pixels high."""
        width = self.value("innerWidth")
        height = min(most, self.value("document.documentElement.scrollHeight"))
        clip = {"x": 0, "y": 0, "width": width, "height": height, "scale": 1}
        shot = self.ask("Page.captureScreenshot", format="png", clip=clip, captureBeyondViewport=True)
        path.write_bytes(base64.b64decode(shot["data"]))


@contextmanager
def chromium(program: str) -> Iterator[Browser]:
    with tempfile.TemporaryDirectory(prefix="pictures-", ignore_cleanup_errors=True) as home:
        process = subprocess.Popen(
            [
                program,
                *("--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--no-first-run"),
                *(
                    "--disable-background-networking",
                    "--remote-debugging-port=0",
                    f"--user-data-dir={home}",
                    "about:blank",
                ),
            ],
            stderr=subprocess.DEVNULL,
        )
        try:
            port = Path(home) / "DevToolsActivePort"
            until = time.monotonic() + WAIT
            while not (port.exists() and port.read_text().strip()):
                if time.monotonic() > until or process.poll() is not None:
                    raise RuntimeError("Chromium did not start")
                time.sleep(0.1)
            listed = f"http://127.0.0.1:{port.read_text().splitlines()[0]}/json/list"
            with urllib.request.urlopen(listed, timeout=10) as answer:
                [tab] = [page for page in json.load(answer) if page["type"] == "page"]
            with connect(tab["webSocketDebuggerUrl"], max_size=None) as socket:
                yield Browser(socket)
        finally:
            process.terminate()
            process.wait(timeout=20)


def log_in(browser: Browser, address: str, user: str, password: str) -> None:
    body = json.dumps({"username": user, "password": password}).encode()
    head = {"Content-Type": "application/json"}
    asked = urllib.request.Request(f"{address}/auth/token", body, head)  # noqa: S310  (the caller's own Airflow)
    with urllib.request.urlopen(asked, timeout=30) as answer:  # noqa: S310
        token = json.load(answer)["access_token"]
    browser.ask("Network.setCookie", name="_token", value=token, url=address, httpOnly=True, sameSite="Lax")


def check(browser: Browser, name: str, axe: str) -> list[str]:
    """What is wrong with the page as it stands."""
    faults = [f"{name}: {fault}" for fault in browser.faults]
    browser.faults.clear()
    wide = browser.value("document.documentElement.scrollWidth - innerWidth")
    if wide > 0:
        faults.append(f"{name}: {wide} pixels wider than its window")
    if axe:
        browser.value(f"{axe}; true")
        found = browser.value("axe.run(document, {resultTypes: ['violations']}).then(r => r.violations.map("
                              "v => [v.impact, v.id, v.nodes.length, v.nodes[0].html.slice(0, 120)]))")  # fmt: skip
        faults += [f"{name}: {item}" for item in found if item[0] in ("serious", "critical")]
    return faults


def walk(browser: Browser, desk: str, days: str) -> None:
    """From News to a topic, an article, its evidence and its bytes; a tag is rejected, and the precision moves."""
    browser.look(1200, "light")
    browser.open(f"{desk}news?{days}")
    browser.click("#topics td a")
    topic = browser.value("location.href")
    before = browser.value("document.querySelector('#judged dl').innerText")
    browser.click("#matches .head a")
    clause = browser.value("document.querySelector('#text mark a').getAttribute('href')")
    if not browser.value(f"document.querySelector({json.dumps(clause)}) !== null"):
        raise RuntimeError(f"a mark leads to {clause}, which is not there")
    browser.click("#origin a[href$=raw]")
    if "the bytes have that hash" not in browser.value("document.body.innerText"):
        raise RuntimeError("the raw bytes have another hash")
    browser.open(topic)
    browser.click("#matches .judge button[value=reject]")
    after = browser.value("document.querySelector('#judged dl').innerText")
    if before == after:
        raise RuntimeError("a rejected tag leaves the precision as it was")
    browser.click("#matches .judge button[value=withdraw]")
    if browser.value("document.querySelector('#judged dl').innerText") != before:
        raise RuntimeError("a judgement that was taken back still counts")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("address")
    parser.add_argument("--user", default="admin")
    parser.add_argument("--password-file", type=Path, required=True, help="JSON: user -> password")
    parser.add_argument("--days", nargs=2, metavar=("FROM", "TO"), default=("2025-04-09", "2025-05-06"))
    parser.add_argument("--topic", default="pahalgam-attack")
    parser.add_argument("--axe", type=Path, help="axe.min.js of axe-core")
    parser.add_argument("--chromium", default=shutil.which("chromium") or "chromium")
    parser.add_argument("--out", type=Path, default=IMAGES)
    arguments = parser.parse_args()
    days = f"from={arguments.days[0]}&to={arguments.days[1]}"
    desk = f"{arguments.address.rstrip('/')}/mediawatch/"
    axe = arguments.axe.read_text(encoding="utf-8") if arguments.axe else ""
    faults: list[str] = []
    with chromium(arguments.chromium) as browser:
        password = json.loads(arguments.password_file.read_text())[arguments.user]
        log_in(browser, arguments.address.rstrip("/"), arguments.user, password)
        browser.open(f"{desk}topics/{arguments.topic}?{days}")
        article = browser.value("document.querySelector('#matches .head a').href")
        browser.open(f"{desk}stories?{days}")
        story = browser.value("document.querySelector('main .head a').href")
        pages = {
            "news": f"{desk}news?{days}",
            "topic": f"{desk}topics/{arguments.topic}?{days}",
            "article": article,
            "story": story,
            "search": f"{desk}search?q=pahalgam+OR+treaty&{days}",
            "topics": f"{desk}topics?{days}",
            "sources": f"{desk}sources",
            "quality": f"{desk}quality",
            "quarantine": f"{desk}quarantine",
            "runs": f"{desk}runs",
            "take": f"{desk}take/topics/{arguments.topic}?{days}",
        }
        for name, address in pages.items():
            for look, (width, scheme) in LOOKS.items():
                browser.look(width, scheme)
                browser.open(address)
                faults += check(browser, f"{name}, {look}", axe)
                if name in ("news", "topic", "article", "search", "story") or look == "light":
                    browser.picture(arguments.out / f"desk-{name}-{look}.png", 1500)
        walk(browser, desk, days)
        faults += [f"on the way: {fault}" for fault in browser.faults]
    for fault in faults:
        print(fault, file=sys.stderr)
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
