"""The values that a page's scripts hold, in the forms in which frameworks write them down.

<script type="application/json">{"article": ...}</script>             JSON
window.__STATE__ = {article: ...}                                     a literal of JavaScript
window.__STATE__ = JSON.parse("{\\"article\\": ...}")                   JSON in a string
window.__NUXT__ = (function(a) {return {data: a}}(...))               a literal with its parts behind it
<script id="__NUXT_DATA__">[{"data": 1}, {"title": 2}, "..."]         a list whose parts name each other by number
self.__next_f.push([1, "5:{\\"article\\": ...}\\n"])                    rows that are pushed piece by piece
<div id="app" data-page="{&quot;article&quot;: ...}">                 JSON in an attribute
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import unquote

from lxml.html import HtmlElement

from mediawatch.clean.page.scripts.js_literal import NoLiteralError, read_call, read_literal, read_string

MAX_DATA = 5_000_000
"""Characters of one script that are read."""

MAX_LITERAL = 1_500_000
"""Characters of one script that are read as JavaScript, which takes ten times as long as JSON."""

MAX_ASSIGNED = 40
"""Assignments of one script that are looked at."""

LEAST = 300
"""Characters of the shortest script that can hold an article."""

MAX_DEPTH = 60

_ASSIGNED = re.compile(  # window.__STATE__ = {
    r"(?:^|[;\n}]|\bvar|\blet|\bconst)[ \t\r\n]{0,60}[\w.$\[\]\"']{1,80}\s{0,20}=\s{0,20}"
    r"(?=[{\[]|JSON\.parse\(|\(*\s*function\s*\w*\s*\(|\(+\s*\([\w$,\s]*\)\s*=>)"
)
_PARSED = re.compile(r"JSON\.parse\(\s*(decodeURIComponent\(\s*)?(?=[\"'`])")
_PUSHED = re.compile(r"__next_f\.push\(\s*(?=\[)")
_ROW = re.compile(rb"([0-9a-f]+):(?:T([0-9a-f]+),)?")
_ROW_VALUE = re.compile(rb"[\[{\"]")
_ATTRIBUTES = re.compile(r"^(?:data-.*(?:page|props|state|json|article|content|data)|props|page|:\w+)$")


def script_values(tree: HtmlElement) -> Iterator[Any]:
    """The values in the page's scripts, and in the attributes from which scripts build it."""
    pushed: list[str] = []
    for script in tree.iter("script"):
        text, kind = script.text or "", (script.get("type") or "").lower()
        if not LEAST < len(text) < MAX_DATA or "ld+json" in kind:
            pushed += _pushed(text)
            continue
        if "json" in kind:
            for value in _json(text):
                yield value
                yield from _revived(value)
        elif more := _pushed(text):
            pushed += more
        else:
            yield from _assigned(text)
    if pushed:
        yield from _rows("".join(pushed))
    for element in tree.iter("div", "main", "section", "article", "body", "astro-island", "app-root"):
        for name, value in element.items():
            if LEAST < len(value) < MAX_DATA and value.lstrip()[:1] in ("{", "[") and _ATTRIBUTES.match(name):
                yield from (_unpaired(held) if element.tag == "astro-island" else held for held in _json(value))


def _json(text: str, start: int = 0) -> Iterator[Any]:
    try:
        yield json.JSONDecoder(strict=False).raw_decode(text.strip() if not start else text, start)[0]
    except (ValueError, RecursionError):
        return


def _assigned(text: str) -> Iterator[Any]:
    """The values that a script assigns to names."""
    place = 0
    for _ in range(MAX_ASSIGNED):
        match = _ASSIGNED.search(text, place)
        if match is None:
            return
        place = match.end()
        if text.startswith("JSON.parse(", place):
            yield from _parsed(text, place)
            continue
        if text[place] in "{[":
            try:
                value, place = json.JSONDecoder(strict=False).raw_decode(text, place)
                yield value
                continue
            except (ValueError, RecursionError):
                pass
        if len(text) > MAX_LITERAL:
            return
        try:
            if text[place] in "{[":
                value, place = read_literal(text, place)
                yield value
            else:
                yield read_call(text, place)
        except (NoLiteralError, RecursionError):
            continue


def _parsed(text: str, place: int) -> Iterator[Any]:
    """The value of `JSON.parse("...")`."""
    match = _PARSED.match(text, place)
    if match is None:
        return
    try:
        held, _ = read_string(text, match.end())
    except NoLiteralError:
        return
    yield from _json(unquote(held) if match[1] else held)


def _pushed(text: str) -> list[str]:
    """The pieces of rows that a script pushes."""
    found = []
    for match in _PUSHED.finditer(text):
        for value in _json(text, match.end()):
            if isinstance(value, list) and len(value) > 1 and isinstance(value[1], str):
                found.append(value[1])
    return found


def _rows(stream: str) -> Iterator[Any]:
    """The values of pushed rows, `id:JSON` or `id:T` with the length of a text in bytes; `$id` within them stands for
    such a text."""
    data = stream.encode("utf-8", "replace")
    values: list[Any] = []
    texts: dict[str, str] = {}
    place = 0
    while place < len(data) and (
        row := _ROW.match(data, place) or _ROW.search(data, data.find(b"\n", place) + 1 or len(data))
    ):
        if row[2]:
            end = row.end() + int(row[2], 16)
            texts[row[1].decode()] = data[row.end() : end].decode("utf-8", "replace")
            place = end
            continue
        end = data.find(b"\n", row.end())
        place = end + 1 if end >= 0 else len(data)
        if begin := _ROW_VALUE.search(data, row.end(), min(place, row.end() + 4)):
            values += _json(data[begin.start() : place].decode("utf-8", "replace"))
    yield from (_with_texts(value, texts, 0) for value in values)


def _with_texts(value: Any, texts: dict[str, str], depth: int) -> Any:
    if depth > MAX_DEPTH:
        return None
    if isinstance(value, str):
        return texts.get(value[1:], value) if value[:1] == "$" else value
    if isinstance(value, list):
        return [_with_texts(part, texts, depth + 1) for part in value]
    if isinstance(value, dict):
        return {key: _with_texts(part, texts, depth + 1) for key, part in value.items()}
    return value


def _revived(value: Any) -> Iterator[Any]:
    """What a list holds whose objects and lists name their parts by number, put together; nothing of another value."""
    if isinstance(value, list) and len(value) > 2 and _names_numbers(value[0]):
        yield _Revived(value).at(0, 0)


def _names_numbers(value: Any) -> bool:
    if isinstance(value, dict):
        return bool(value) and all(isinstance(part, int) for part in value.values())
    return isinstance(value, list) and len(value) == 2 and isinstance(value[0], str) and isinstance(value[1], int)


class _Revived:
    def __init__(self, values: Sequence[Any]) -> None:
        self.values = values
        self.made: dict[int, Any] = {}

    def at(self, number: Any, depth: int) -> Any:
        if not isinstance(number, int) or not 0 <= number < len(self.values) or depth > MAX_DEPTH:
            return None
        if number in self.made:
            return self.made[number]
        value = self.values[number]
        self.made[number] = None  # what holds itself
        if isinstance(value, dict):
            value = {key: self.at(part, depth + 1) for key, part in value.items()}
        elif isinstance(value, list) and value and isinstance(value[0], str):  # ["Reactive", 5], ["Date", "2026-..."]
            part = value[1] if len(value) > 1 else None
            value = self.at(part, depth + 1) if isinstance(part, int) else part
        elif isinstance(value, list):
            value = [self.at(part, depth + 1) for part in value]
        self.made[number] = value
        return value


def _unpaired(value: Any, depth: int = 0) -> Any:
    """A value whose parts stand behind the number of their kind: `{"title": [0, "..."]}`."""
    if depth > MAX_DEPTH:
        return None
    if isinstance(value, list) and len(value) == 2 and isinstance(value[0], int):
        return _unpaired(value[1], depth + 1)
    if isinstance(value, list):
        return [_unpaired(part, depth + 1) for part in value]
    if isinstance(value, dict):
        return {key: _unpaired(part, depth + 1) for key, part in value.items()}
    return value
