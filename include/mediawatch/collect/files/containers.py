"""Files that hold several articles: JSON Lines, JSON lists, `@graph`. Where each item's bytes stand."""

from __future__ import annotations

import codecs
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from io import BufferedReader
from typing import Any

from mediawatch.collect.raw.screening import json_not_deep
from mediawatch.collect.urls import normalise_url
from mediawatch.errors import Quarantine, Reason

_SPACE = " \t\r\n"
_ADDRESS_KEYS = ("url", "@id", "uri", "mainEntityOfPage")
_DECODER = json.JSONDecoder()


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a container. `number` counts lines or elements from 1 (`7`, or `7.2` for the second member of the
    graph in line 7), None for the file as a whole.

    Offset and length in bytes of the decompressed file. `problem` is why it cannot go on, `url` the address
    that it gives itself.
    """

    number: str | None
    byte_offset: int
    byte_length: int
    sha256: str
    url: str | None = None
    problem: Quarantine | None = None


def address_of(value: dict[str, Any]) -> str | None:
    """The normalised http(s) address that an article in JSON gives itself."""
    for key in _ADDRESS_KEYS:
        text = value.get(key)
        if isinstance(text, dict):
            text = text.get("@id") or text.get("url")
        if isinstance(text, str) and text[:4].lower() == "http":
            try:
                return normalise_url(text)
            except Quarantine:
                continue
    return None


def _is_article(node: object) -> bool:
    kinds = node.get("@type") if isinstance(node, dict) else None
    names = kinds if isinstance(kinds, list) else [kinds]
    return any(isinstance(name, str) and name.endswith(("Article", "BlogPosting")) for name in names)


def _as_object(value: object) -> dict[str, Any]:
    if not isinstance(value, dict):
        kind = {list: "list", str: "text", bool: "truth value", type(None): "null"}.get(type(value), "number")
        raise Quarantine(Reason.WRONG_SHAPE, f"an article must be a JSON object, this is a {kind}")
    return value


def _not_json(error: ValueError) -> Quarantine:
    if isinstance(error, UnicodeDecodeError):
        return Quarantine(Reason.NOT_JSON, f"byte {error.start} is not UTF-8, in which JSON must be written")
    return Quarantine(Reason.NOT_JSON, str(error))


def check_item(data: bytes) -> None:
    """Raise Quarantine where these bytes of an item, or of a file that is one, are no JSON object."""
    json_not_deep(data)
    try:
        _as_object(json.loads(data))
    except ValueError as error:
        raise _not_json(error) from error


def json_lines(stream: BufferedReader, max_item: int) -> Iterator[Item]:
    """The lines of a JSON Lines file, each judged by itself; blank ones are no items. Memory: one line."""
    offset = 0
    number = 0
    while line := stream.readline(max_item + 1):
        number += 1
        name = str(number)
        start = offset
        offset += len(line)
        if len(line) > max_item and not line.endswith(b"\n"):
            digest = hashlib.sha256(line)
            while rest := stream.readline(max_item):
                offset += len(rest)
                digest.update(rest)
                if rest.endswith(b"\n"):
                    break
            problem = Quarantine(Reason.TOO_LARGE, f"line {number} has more than {max_item:,} bytes")
            yield Item(name, start, offset - start, digest.hexdigest(), problem=problem)
            continue
        if number == 1 and line.startswith(codecs.BOM_UTF8):
            line = line[3:]
            start += 3
        item = line.strip()
        if not item:
            lines, size = _skip_blank_lines(stream)
            number += lines
            offset += size
            continue
        start += line.index(item[:1])
        sha256 = hashlib.sha256(item).hexdigest()
        try:
            json_not_deep(item)
            text = item.decode("utf-8")
            value = _as_object(json.loads(text))
        except Quarantine as problem:
            yield Item(name, start, len(item), sha256, problem=problem)
        except ValueError as error:
            yield Item(name, start, len(item), sha256, problem=_not_json(error))
        else:
            if "@graph" in value and (place := _graph_place(text, 0)) is not None:
                yield from _graph_items(_Text(item), place, name, start)
            else:
                yield Item(name, start, len(item), sha256, address_of(value))


def _skip_blank_lines(stream: BufferedReader) -> tuple[int, int]:
    """Pass over the blank lines that come next, block by block; their number and size. A file may be full of them."""
    lines = size = 0
    while block := stream.peek():
        blank = len(block) - len(block.lstrip(b" \t\r\n"))
        whole = block.rfind(b"\n", 0, blank) + 1
        if not whole:
            break
        size += len(stream.read(whole))
        lines += block.count(b"\n", 0, whole)
    return lines, size


class _Text:
    """A JSON file as text that still knows where its characters stand in bytes."""

    def __init__(self, data: bytes) -> None:
        name = json.detect_encoding(data)
        bom = 3 if name == "utf-8-sig" else 2 if name == "utf-16" else 0
        if name == "utf-16":
            name = "utf-16-le" if data.startswith(codecs.BOM_UTF16_LE) else "utf-16-be"
        if name.startswith("utf-32"):
            raise Quarantine(Reason.NOT_JSON, "it is in UTF-32; JSON must be written in UTF-8")
        self._codec = name.removesuffix("-sig")
        self._data = data
        self.text = data[bom:].decode(self._codec)
        self._char, self._byte = 0, bom

    def offset(self, char: int) -> int:
        """Byte offset of a character; asked for in rising order."""
        self._byte += len(self.text[self._char : char].encode(self._codec))
        self._char = char
        return self._byte

    def item(self, number: int | str, start: int, end: int, **rest: Any) -> Item:
        first, last = self.offset(start), self.offset(end)
        return Item(str(number), first, last - first, hashlib.sha256(self._data[first:last]).hexdigest(), **rest)


def _after_space(text: str, place: int) -> int:
    while place < len(text) and text[place] in _SPACE:
        place += 1
    return place


def _list_items(source: _Text, place: int, max_item: int, *, articles_only: bool) -> Iterator[Item]:
    """The elements of the list that opens at `place`. What follows a fault is one item with that fault."""
    text = source.text
    number = 0
    place = _after_space(text, place + 1)
    if text[place : place + 1] == "]":
        return
    while True:
        number += 1
        start = place
        try:
            value, place = _DECODER.raw_decode(text, start)
            after = _after_space(text, place)
            if text[after : after + 1] not in (",", "]"):
                raise json.JSONDecodeError("Expecting ',' or ']'", text, after)
        except ValueError as error:
            yield source.item(number, start, len(text), problem=_not_json(error))
            return
        if not articles_only or _is_article(value):
            try:
                if place - start > max_item:
                    raise Quarantine(Reason.TOO_LARGE, f"item {number} has more than {max_item:,} bytes")
                yield source.item(number, start, place, url=address_of(_as_object(value)))
            except Quarantine as problem:
                yield source.item(number, start, place, problem=problem)
        if text[after] == "]":
            return
        place = _after_space(text, after + 1)


def _graph_place(text: str, start: int) -> int | None:
    """Where the list under the top-level key `@graph` opens."""
    place = _after_space(text, start + 1)
    while text[place : place + 1] == '"':
        key, place = _DECODER.raw_decode(text, place)
        place = _after_space(text, _after_space(text, place) + 1)
        if key == "@graph":
            return place if text[place : place + 1] == "[" else None
        _, place = _DECODER.raw_decode(text, place)
        place = _after_space(text, _after_space(text, place) + 1)
    return None


def _graph_items(source: _Text, place: int, line: str, offset: int) -> Iterator[Item]:
    """The articles of the `@graph` in a line; `offset` is the line's place in the file. A graph without any is one
    item, for clean to say what it is."""
    members = list(_list_items(source, place, len(source.text), articles_only=True))
    if not members:
        yield replace(source.item(line, 0, len(source.text)), byte_offset=offset)
    for member in members:
        name = line if len(members) == 1 else f"{line}.{member.number}"
        yield replace(member, number=name, byte_offset=offset + member.byte_offset)


def json_file(data: bytes, max_item: int) -> Iterator[Item]:
    """The articles of a .json file: the elements of a list; the articles of an `@graph` that has several;
    else the file as a whole (number None). Raises Quarantine where there is nothing to tell apart."""
    json_not_deep(data)
    try:
        source = _Text(data)
    except ValueError as error:
        raise _not_json(error) from error
    start = _after_space(source.text, 0)
    if source.text[start : start + 1] == "[":
        yield from _list_items(source, start, max_item, articles_only=False)
        return
    if len(data) > max_item:
        raise Quarantine(Reason.TOO_LARGE, f"one article of more than {max_item:,} bytes")
    try:
        value = _as_object(json.loads(source.text))
    except ValueError as error:
        raise _not_json(error) from error
    graph = value.get("@graph")
    articles = [node for node in graph if _is_article(node)] if isinstance(graph, list) else []
    if articles and (place := _graph_place(source.text, start)) is not None:
        yield from _list_items(source, place, max_item, articles_only=True)
        return
    yield Item(None, 0, len(data), hashlib.sha256(data).hexdigest(), address_of(value))
