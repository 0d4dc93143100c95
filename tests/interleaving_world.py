"""The small world in which runs are interleaved: four pages in three texts, and stages without their slow parts.

Speed is bought by cleaning in this process and by asking the gates' queries of Postgres directly: both have tests of
their own.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from unittest import mock

from mediawatch.quality import checks
from mediawatch.quality.result import GateResult
from mediawatch.quality.suites import suite
from stages import quick

TEXTS = {
    "ferry": "The ferry between the two islands will sail twice a day from Monday, the harbour office said on Friday. "
    "It has sailed once a day since the old ship was sold, and people who work on the other island had to stay over "
    "night. The new ship carries eighty passengers and twelve cars, and takes forty minutes for the crossing.",
    "bank": "The central bank raised its lending rate by half a point, because wages had not kept up with what bread "
    "and coal cost in winter. Builders and car makers complained, savers did not, and the minister said that she had "
    "been told of it an hour before the governor spoke to the press.",
    "glacier": "A glacier above the valley lost a third of its ice in ten summers, surveyors found who had drilled "
    "into it for a week. Farmers below it will have water for their orchards until August, and none in a dry year "
    "after that, unless the council builds the reservoir that it has promised them twice.",
}
TEXTS["ferry, longer"] = f"{TEXTS['ferry']} The mayor thanked all who had waited for it, and bought the first ticket."
PAGES = tuple(f"https://news{number}.example/story" for number in range(4))
EMPTY = "nothing"
"""A capture of a page without a text: it is quarantined, and a replay finds it as it was."""
CAPTURES = tuple(itertools.product(range(len(PAGES)), (*TEXTS, EMPTY)))
QUERIES = ("ferry", "bank OR glacier", "harbour OR valley", "ice AND water", None)
TOPICS = ("alpha", "beta")


class Killed(Exception):
    """A stage ended in the middle."""


def archive(path: Path, captures: list[tuple[int, str]]) -> Path:
    """A WARC file of these captures. A page and its text decide its moment, and every other page states its day."""
    with path.open("wb") as file:
        for page, name in captures:
            day = 1 + 5 * page + 3 * [*TEXTS, EMPTY].index(name)
            url, title = PAGES[page], name.title()
            told = {"@type": "NewsArticle", "headline": title, "datePublished": f"2025-03-{day:02}T06:00:00Z"}
            head = f'<script type="application/ld+json">{json.dumps(told)}</script>' if page % 2 else ""
            body = f'<html lang="en"><head><link rel="canonical" href="{url}"><title>{title}</title>{head}</head>'
            body += f"<body><article><h1>{title}</h1><p>{TEXTS.get(name, '')}</p></article></body></html>"
            http = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{body}".encode()
            warc = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2025-04-{day:02}T08:00:00Z"
            warc += f"\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
            file.write(warc.encode() + http + b"\r\n\r\n")
    return path


def copies(name: str, pages: set[int]) -> list[tuple[int, str]]:
    """One text at several addresses."""
    return [(page, name) for page in sorted(pages)]


def _queries(stage: str, engine: Any, run_id: str, metrics: Any, limits: Any) -> GateResult:
    """The queries of a gate on the warehouse, all in one transaction. Raises AssertionError where rows are found."""
    del metrics
    names = ("articles", "links", "tags", "evidence", "rows_out")
    batch = f"(select cast('{run_id}' as text) as run_id, {', '.join(f'cast(null as bigint) as {n}' for n in names)})"
    with engine.connect() as connection:
        for item in suite(stage, limits):
            if item.subject == "warehouse":
                query = item.arguments["unexpected_rows_query"].replace("{batch}", f"{batch} as batch")
                found = connection.exec_driver_sql(query.replace("%", "%%")).all()
                assert not found, f"{item.key}: {found[:3]}"
    return GateResult(stage, (), ())


@contextmanager
def light() -> Iterator[None]:
    """While it lasts, documents are cleaned in this process and gates ask their queries alone."""
    with ExitStack() as stack:
        stack.enter_context(quick())
        stack.enter_context(mock.patch.object(checks, "check_staging", _queries))
        yield


def kill() -> None:
    raise Killed


@contextmanager
def around(where: Any, name: str, *, after: Callable[[], None]) -> Iterator[None]:
    """While it lasts, the first call of a function is followed by something else."""
    function = getattr(where, name)
    calls = itertools.count()

    def call(*args: Any, **kwargs: Any) -> Any:
        result = function(*args, **kwargs)
        if not next(calls):
            after()
        return result

    with mock.patch.object(where, name, call):
        yield
