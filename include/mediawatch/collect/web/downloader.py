"""Scrapy as the HTTP client of the crawler: one GET at a time, no redirects, no cookies, no proxies, no retries.

What is to be asked when is the crawler's business (crawler.py); here stands how. The name resolver of the process is
the gate to the network: it hands out only addresses that the guard allows, and Twisted connects to those alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from OpenSSL import SSL
from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadTimeoutError,
    StopDownload,
)
from scrapy.http import Headers
from service_identity import VerificationError
from twisted.internet._resolver import GAIResolver
from twisted.internet.interfaces import IHostnameResolver
from twisted.web._newclient import BODY, DONE, HTTPClientParser
from zope.interface import implementer  # type: ignore[import-untyped]

from mediawatch.collect.archives.http_body import content_type_of
from mediawatch.collect.web.guard import Guard
from mediawatch.errors import Reason

SCRAPY_SETTINGS: dict[str, Any] = {
    "DOWNLOADER_MIDDLEWARES_BASE": {},  # none of: cookies, proxies of the environment, redirects, retries, cache
    "SPIDER_MIDDLEWARES_BASE": {},
    "EXTENSIONS_BASE": {},  # no telnet console
    "TELNETCONSOLE_ENABLED": False,
    "ROBOTSTXT_OBEY": False,  # obeyed by crawler.py, which knows what 5xx and Crawl-delay mean
    "HTTPCACHE_ENABLED": False,
    "DOWNLOAD_DELAY": 0,  # kept by crawler.py for each host
    "CONCURRENT_REQUESTS": 0,
    "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
    "DOWNLOAD_WARNSIZE": 0,
    "DOWNLOAD_FAIL_ON_DATALOSS": True,  # a body that broke off is no page
    "DOWNLOAD_VERIFY_CERTIFICATES": True,
    "TWISTED_REACTOR": "twisted.internet.asyncioreactor.AsyncioSelectorReactor",
    "REACTOR_THREADPOOL_MAXSIZE": 20,  # threads that resolve names
    "LOG_LEVEL": "WARNING",
}


MAX_HEAD = 32 * 1024
"""Bytes of status line and headers, interim answers (1xx) included: as much as fastwarc reads of a stored answer."""

_LONG_HEAD = f"its headers are larger than {MAX_HEAD:,} bytes"


@dataclass(frozen=True, slots=True)
class Answer:
    """An HTTP response as it came over the wire. `stopped`: its type was not wanted and the body was left."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes
    stopped: bool

    def header(self, name: str) -> str | None:
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)

    @property
    def content_type(self) -> str:
        """`text/html` of `Text/HTML; charset=utf-8`, '' where there is none."""
        return content_type_of(self.values("Content-Type"))[0]

    @property
    def charset(self) -> str | None:
        """The character set that its headers declare, in lower case."""
        return content_type_of(self.values("Content-Type"))[1]

    def values(self, name: str) -> list[str]:
        """All values of a header, in order."""
        return [value for key, value in self.headers if key.lower() == name.lower()]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Bodies of some content types, of at most `max_bytes` as they are sent, whatever the bound of a page is."""

    types: Callable[[str], bool]
    max_bytes: int

    def __call__(self, content_type: str) -> bool:
        return self.types(content_type)


class NoAnswer(Exception):
    """There is no response. `reason` is a code of Reason."""

    def __init__(self, reason: Reason, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason
        self.detail = detail


class _LongHead(Exception):
    """The headers of an answer do not end within MAX_HEAD."""


def _bound_heads() -> None:
    """Twisted bounds a line of a head, and not their number: within the time of one answer they would fill the memory.

    Every byte of an answer comes to this method of its parser, whichever subclass of it Scrapy uses; what it raises
    ends the connection.
    """
    parse = HTTPClientParser.dataReceived

    def bounded(self: Any, data: bytes) -> None:
        parse(self, data)  # type: ignore[no-untyped-call]
        if self.state not in (BODY, DONE):  # else the body may have begun in these bytes: they come 64 KB at a time
            self.head_size = getattr(self, "head_size", 0) + len(data)
            if self.head_size > MAX_HEAD:
                raise _LongHead

    HTTPClientParser.dataReceived = bounded  # type: ignore[method-assign]


class _Checked:
    """Stands between the system's resolver and the connection: takes out addresses that the guard refuses."""

    def __init__(self, receiver: Any, allows: Callable[[str], bool]) -> None:
        self.resolutionBegan = receiver.resolutionBegan
        self.resolutionComplete = receiver.resolutionComplete
        self._receiver = receiver
        self._allows = allows

    def addressResolved(self, address: Any) -> None:
        if self._allows(address.host):
            self._receiver.addressResolved(address)


@implementer(IHostnameResolver)
class GuardedResolver:
    """Resolves names by the operating system and passes on only those addresses that the guard allows.

    Twisted asks it about every host, those written as an address too, for every new connection. (Typed loosely:
    Twisted declares its interfaces in zope's way, which type checkers cannot read.)
    """

    def __init__(self, inner: Any, guard: Guard) -> None:
        self._inner = inner
        self._guard = guard
        self.refused: dict[str, str] = {}  # host -> an address of it that was refused

    def resolveHostName(
        self,
        resolutionReceiver: Any,
        hostName: str,
        portNumber: int = 0,
        addressTypes: Any = None,
        transportSemantics: str = "TCP",
    ) -> Any:
        def allows(address: str) -> bool:
            allowed = self._guard.allows(hostName, portNumber, address)
            if not allowed:
                self.refused[hostName] = address
            return allowed

        checked = _Checked(resolutionReceiver, allows)
        return self._inner.resolveHostName(checked, hostName, portNumber, addressTypes, transportSemantics)


def _stop_unwanted(headers: Headers, request: Request, **_: Any) -> None:
    """Scrapy's signal `headers_received`: leave a body whose type is not wanted."""
    content_type, _charset = content_type_of(value.decode("latin-1") for value in headers.getlist(b"Content-Type"))
    if not request.meta["wanted"](content_type):
        raise StopDownload(fail=False)


def _reasons(error: BaseException) -> Iterable[Any]:
    """Twisted's failures behind an error of Scrapy, which tells of them in words only."""
    return getattr(error.__cause__, "reasons", None) or ()


def _certificate_fault(error: BaseException) -> str | None:
    """What is wrong with a server's certificate, where that is why there was no answer."""
    for failure in _reasons(error):
        if isinstance(failure.value, VerificationError):
            return "is made out to another name"
        if isinstance(failure.value, SSL.Error) and "certificate" in str(failure.value):
            return "cannot be trusted: it is expired, or nobody known has signed it"
    return None


class Downloader:
    """GET requests through the engine of a running Scrapy crawler. To be made once its reactor runs."""

    def __init__(self, crawler: Crawler, guard: Guard, *, timeout: float, max_bytes: int) -> None:
        from twisted.internet import reactor

        self._crawler = crawler
        self._timeout = timeout
        self._max_bytes = max_bytes
        self._reactor: Any = reactor
        self._resolver = GuardedResolver(GAIResolver(reactor, self._reactor.getThreadPool), guard)
        self._reactor.installNameResolver(self._resolver)
        crawler.signals.connect(_stop_unwanted, signal=signals.headers_received)

    async def get(self, url: str, headers: dict[str, str], wanted: Callable[[str], bool]) -> Answer:
        """One GET. `wanted` says by its content type whether a body is read, and how large it may be. Raises
        NoAnswer."""
        most = wanted.max_bytes if isinstance(wanted, Wanted) else self._max_bytes
        if self._reactor.nameResolver is not self._resolver:
            raise RuntimeError("another name resolver has been installed: the guard would be passed by")
        meta = {
            "wanted": wanted,
            "download_timeout": self._timeout,
            "download_maxsize": most,
        }
        request = Request(url, headers=headers, meta=meta, dont_filter=True)
        host = urlsplit(url).hostname or ""
        try:
            assert self._crawler.engine is not None  # noqa: S101 - the spider runs inside of it
            response = await self._crawler.engine.download_async(request)
        except DownloadTimeoutError as error:
            raise NoAnswer(Reason.TIMEOUT, f"no full answer within {self._timeout:g} s") from error
        except DownloadCancelledError as error:
            raise NoAnswer(Reason.TOO_LARGE, f"the answer is larger than {most:,} bytes") from error
        except CannotResolveHostError as error:
            address = self._resolver.refused.get(host)
            if address is not None:
                detail = f"{host} is at {address}, which is no public address"
                raise NoAnswer(Reason.FORBIDDEN_ADDRESS, detail) from error
            raise NoAnswer(Reason.UNREACHABLE, f"there is no host {host}") from error
        except Exception as error:  # whatever a broken server can cause must not end the crawl
            if (fault := _certificate_fault(error)) is not None:
                raise NoAnswer(Reason.BAD_CERTIFICATE, f"the certificate of {host} {fault}") from error
            if any(failure.check(_LongHead) for failure in _reasons(error)):
                raise NoAnswer(Reason.TOO_LARGE, _LONG_HEAD) from error
            detail = " ".join(str(error).split())[:300]
            raise NoAnswer(Reason.UNREACHABLE, f"{type(error).__name__}: {detail}") from error
        pairs = [
            (name.decode("latin-1"), value.decode("latin-1"))
            for name, values in response.headers.items()
            for value in values
        ]
        if sum(len(name) + len(value) + len(": \r\n") for name, value in pairs) > MAX_HEAD:
            raise NoAnswer(Reason.TOO_LARGE, _LONG_HEAD)
        return Answer(response.status, pairs, response.body, "download_stopped" in response.flags)


def run_spider(work: Callable[[Crawler], Any]) -> None:
    """Run `await work(crawler)` inside a Scrapy crawler; returns when it is done. Once in a process."""
    from scrapy.crawler import AsyncCrawlerProcess

    failures: list[BaseException] = []

    class Fetcher(Spider):
        name = "mediawatch"

        async def start(self) -> Any:
            try:
                await work(self.crawler)
            except BaseException as error:
                failures.append(error)
                raise
            return
            yield

    _bound_heads()
    process = AsyncCrawlerProcess(SCRAPY_SETTINGS)
    process.crawl(Fetcher)
    process.start()
    if failures:
        raise failures[0]
