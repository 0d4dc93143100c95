"""JSON files that hold several articles: JSON Lines, lists, `@graph`, and the envelopes in which services answer
(`{"articles": [...]}`, `{"response": {"results": [...]}}`). Where each item's bytes stand."""

from __future__ import annotations

import codecs
import hashlib
import io
import json
from collections.abc import Iterator
from dataclasses import replace
from io import BufferedReader
from typing import Any

from mediawatch.collect.containers.byte_text import ByteText
from mediawatch.collect.containers.document_blocks import are_blocks, article_of, blocks_of, is_block
from mediawatch.collect.containers.field_names import (
    article_lists,
    folded_parts,
    holds_articles,
    is_empty_group,
    looks_like_article,
    names_of,
)
from mediawatch.collect.containers.item import Item
from mediawatch.collect.raw.screening import json_not_deep
from mediawatch.collect.urls import normalise_url
from mediawatch.errors import Quarantine, Reason
from mediawatch.model import media_type

MAX_TITLE = 200
"""Characters of a feed's name that are kept with each of its items."""

_SPACE = " \t\r\n"
_DECODER = json.JSONDecoder()


def address_of(value: dict[str, Any]) -> str | None:
    """The normalised http(s) address that an article in JSON gives itself."""
    parts = folded_parts(value)
    for name in names_of("url"):
        for part in parts:
            text = part.get(name)
            if isinstance(text, list):  # of which a feed's has the page behind the feed itself
                text = next((link["href"] for link in text if _leads_to_page(link)), None)
            if isinstance(text, dict):
                text = text.get("@id") or text.get("url") or text.get("permalink")
            if isinstance(text, str) and text[:4].lower() == "http":
                try:
                    return normalise_url(text)
                except Quarantine:
                    continue
    return None


def _leads_to_page(link: object) -> bool:
    return isinstance(link, dict) and "href" in link and link.get("rel") in (None, "alternate", "canonical")


def _is_article(node: object) -> bool:
    kinds = node.get("@type") if isinstance(node, dict) else None
    names = kinds if isinstance(kinds, list) else [kinds]
    return any(isinstance(name, str) and name.endswith(("Article", "BlogPosting")) for name in names)


def _as_object(value: object) -> dict[str, Any]:
    if not isinstance(value, dict):
        kind = {list: "list", str: "text", bool: "truth value", type(None): "null"}.get(type(value), "number")
        raise Quarantine(Reason.WRONG_SHAPE, f"an article must be a JSON object, this is a {kind}")
    return value


def _as_article(value: object) -> dict[str, Any]:
    blocks = blocks_of(value)
    return article_of(blocks) if are_blocks(blocks) else _as_object(value)


def _not_json(error: ValueError) -> Quarantine:
    if isinstance(error, UnicodeDecodeError):
        return Quarantine(Reason.NOT_JSON, f"byte {error.start} is not UTF-8, in which JSON must be written")
    return Quarantine(Reason.NOT_JSON, str(error))


def check_item(data: bytes) -> None:
    """Raise Quarantine where these bytes of an item, or of a file that is one, are no JSON object."""
    json_not_deep(data)
    try:
        _as_article(json.loads(data))
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
            value = json.loads(item.decode("utf-8"))
            members = list(_held(_text_of(item), value, max_item, in_line=True))
            if not members:
                members = [Item(None, 0, len(item), sha256, address_of(_as_article(value)))]
        except Quarantine as problem:
            yield Item(name, start, len(item), sha256, problem=problem)
        except ValueError as error:
            yield Item(name, start, len(item), sha256, problem=_not_json(error))
        else:
            for member in members:
                own = name if len(members) == 1 else f"{name}.{member.number}"
                yield replace(member, number=own, byte_offset=start + member.byte_offset)


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


def _text_of(data: bytes) -> ByteText:
    """The text of a JSON file, which may be in UTF-8 or UTF-16. Raises ValueError for what is in neither, Quarantine
    for UTF-32."""
    name = json.detect_encoding(data)
    if name.startswith("utf-32"):
        raise Quarantine(Reason.NOT_JSON, "it is in UTF-32; JSON must be written in UTF-8")
    return ByteText(data, name)


def _after_space(text: str, place: int) -> int:
    while place < len(text) and text[place] in _SPACE:
        place += 1
    return place


def _held(source: ByteText, value: object, max_item: int, *, in_line: bool = False) -> Iterator[Item]:
    """The articles within a JSON value that is no article itself: the elements of a list, the articles of an `@graph`,
    those in an envelope. None where the value is one document.

    A line of JSON Lines that is a list is one document (of the wrong shape) unless there are articles in it.
    """
    start = _after_space(source.text, 0)
    if are_blocks(blocks_of(value)):
        return
    if isinstance(value, list):
        if not in_line or any(looks_like_article(part) for part in value):
            yield from _list_items(source, start, max_item)
        return
    if not isinstance(value, dict):
        return
    graph = value.get("@graph")
    if isinstance(graph, list):
        if any(map(_is_article, graph)):
            yield from _list_items(source, _place_of(source.text, start, ("@graph",)), max_item, articles_only=True)
        return
    if _is_article(value):
        return
    described = media_type("application/json", publisher=_feed_title(value))
    count = 0
    for path in article_lists(value):
        place = _place_of(source.text, start, path)
        for item in _list_items(source, place, max_item, before=count):
            count += 1
            yield item if item.media_type else replace(item, media_type=described)


def _feed_title(value: dict[str, Any]) -> str:
    """The name of the feed that an envelope is: of a JSON Feed, or of a feed that a reader has written down."""
    for around in (value.get("feed"), value.get("channel"), value):
        if not isinstance(around, dict) or (around is value and not {"home_page_url", "feed_url"} & value.keys()):
            continue
        if isinstance(title := around.get("title"), str):
            return " ".join(title.split())[:MAX_TITLE]
    return ""


def _place_of(text: str, place: int, path: tuple[str, ...]) -> int:
    """Where the value stands to which a path of keys leads from the object that opens at `place`. Of keys that an
    object has twice the last one counts, as it does for the JSON reader."""
    for wanted in path:
        for key, start, _ in _members(text, place):
            if key == wanted:
                found = start
        place = found
    return place


def _members(text: str, place: int) -> Iterator[tuple[str, int, int]]:
    """(key, start and end of the value) of each member of the object that opens at `place`."""
    place = _after_space(text, place + 1)
    while text[place : place + 1] == '"':
        key, place = _DECODER.raw_decode(text, place)
        start = _after_space(text, _after_space(text, place) + 1)
        _, end = _DECODER.raw_decode(text, start)
        yield key, start, end
        place = _after_space(text, _after_space(text, end) + 1)


def _list_items(
    source: ByteText, place: int, max_item: int, *, articles_only: bool = False, before: int = 0
) -> Iterator[Item]:
    """The elements of the list (or the values of the object) that opens at `place`, numbered after `before`. What
    follows a fault in a list is one item with that fault."""
    text = source.text
    if text[place : place + 1] == "{":
        for number, (_, start, end) in enumerate(_members(text, place), before + 1):
            yield _item(source, number, start, end, json.loads(text[start:end]), max_item)
        return
    number = before
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
        if holds_articles(value):
            yield from _grouped(source, number, start, value, max_item)
        elif _is_article(value) or not (articles_only or is_empty_group(value)):
            yield _item(source, number, start, place, value, max_item)
        if text[after] == "]":
            return
        place = _after_space(text, after + 1)


def _grouped(source: ByteText, number: int, start: int, value: dict[str, Any], max_item: int) -> Iterator[Item]:
    """The articles within an element of a list that is none itself: `2.1` is the first of the second element."""
    described = media_type("application/json", publisher=_publisher_of(value))
    count = 0
    for path in article_lists(value):
        for item in _list_items(source, _place_of(source.text, start, path), max_item, before=count):
            count += 1
            yield replace(item, number=f"{number}.{item.number}", media_type=described)


def _publisher_of(group: dict[str, Any]) -> str:
    """The name of the source whose articles these are."""
    (own, *_) = folded_parts(group)
    for name in (*names_of("publisher"), "title", "name"):
        named = own.get(name)
        if isinstance(named, dict):
            named = named.get("name") or named.get("title")
        if isinstance(named, str) and (title := " ".join(named.split())):
            return title[:MAX_TITLE]
    return ""


def _item(source: ByteText, number: int, start: int, end: int, value: object, max_item: int) -> Item:
    try:
        if end - start > max_item:
            raise Quarantine(Reason.TOO_LARGE, f"item {number} has more than {max_item:,} bytes")
        return source.item(number, start, end, url=address_of(_as_object(value)))
    except Quarantine as problem:
        return source.item(number, start, end, problem=problem)


def json_file(data: bytes, max_item: int) -> Iterator[Item]:
    """The articles of a .json file: the elements of a list; the articles of an `@graph` or of an envelope; the lines
    of JSON Lines under a wrong name; else the file as a whole (number None). Raises Quarantine where there is nothing
    to tell apart."""
    json_not_deep(data)
    try:
        source = _text_of(data)
    except ValueError as error:
        raise _not_json(error) from error
    start = _after_space(source.text, 0)
    if source.text[start : start + 1] == "[" and not _is_taken_apart(source.text, start):
        yield from _list_items(source, start, max_item)
        return
    try:
        value = json.loads(source.text)
    except ValueError as error:
        if not _is_lines(source.text):
            raise _not_json(error) from error
        yield from json_lines(io.BufferedReader(io.BytesIO(data)), max_item)
        return
    several = False
    for item in _held(source, value, max_item):
        several = True
        yield item
    if several:
        return
    if len(data) > max_item:
        raise Quarantine(Reason.TOO_LARGE, f"one article of more than {max_item:,} bytes")
    yield Item(None, 0, len(data), hashlib.sha256(data).hexdigest(), address_of(_as_article(value)))


def _is_taken_apart(text: str, start: int) -> bool:
    """Whether the list that opens at `start` is the blocks of one article."""
    try:
        first, _ = _DECODER.raw_decode(text, _after_space(text, start + 1))
        return is_block(first) and are_blocks(json.loads(text))
    except ValueError:
        return False


def _is_lines(text: str) -> bool:
    """Whether the first two lines of a text are JSON objects or lists each."""
    lines = text.lstrip().split("\n", 2)
    try:
        return len(lines) > 1 and all(isinstance(json.loads(line), dict | list) for line in lines[:2] if line.strip())
    except ValueError:
        return False
