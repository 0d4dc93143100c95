"""Literals of JavaScript as values: what a script assigns that is not quite JSON.

    {title: 'River rises', tags: ["a",], draft: !1}
    (function(a, b) {return {data: [{title: a, body: b}]}}("River rises", "..."))

Anything that would have to be run is an error: nothing is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

MAX_DEPTH = 60
"""Levels of a literal; deeper ones are no data of an article."""

_SPACE = re.compile(r"(?:\s|//[^\n]*|/\*.*?\*/)*", re.DOTALL)
_STRING = re.compile(r'"((?:[^"\\\n]|\\.)*)"|\'((?:[^\'\\\n]|\\.)*)\'|`((?:[^`\\$]|\\.|\$(?!\{))*)`', re.DOTALL)
_NUMBER = re.compile(r"[+-]?(?:0[xX][0-9a-fA-F]+|(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)n?")
_NAME = re.compile(r"[^\W\d][\w$]*|\$[\w$]*")
_NEGATED = re.compile(r"!\s*([01])|void\s+0")
_DATE = re.compile(r"new\s+Date\s*\(\s*(?=[\"'\d])")
_FUNCTION = re.compile(
    r"\(*\s*function\s*\w*\s*\(([\w$,\s]*)\)\s*\{\s*return\s*|\(*\s*\(([\w$,\s]*)\)\s*=>\s*\(?\s*(?=[{\[])"
)
_CALL = re.compile(r"\s*[;)}\s]*\(")
_ESCAPE = re.compile(r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|u\{([0-9a-fA-F]{1,6})\}|(\r\n|.))", re.DOTALL)
_MEANT = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "0": "\0", "\n": "", "\r\n": ""}
_WORDS = {"true": True, "false": False, "null": None, "undefined": None, "NaN": None, "Infinity": None}


class NoLiteralError(ValueError):
    """What stands there is no literal, or one that has to be run."""


def read_literal(text: str, start: int = 0, known: Mapping[str, Any] | None = None) -> tuple[Any, int]:
    """(the value of the literal at `start`, where it ends). `known` are the values of names. Raises NoLiteralError."""
    return _Reader(text, known or {}).value(start, 0)


def read_call(text: str, start: int) -> Any:
    """The value of a function that is called where it stands and returns a literal of its arguments. Raises
    NoLiteralError."""
    head = _FUNCTION.match(text, start)
    if head is None:
        raise NoLiteralError("no function")
    names = [name.strip() for name in (head[1] or head[2] or "").split(",") if name.strip()]
    # the arguments stand behind the literal that uses them
    _, end = _Reader(text, dict.fromkeys(names)).value(head.end(), 0)
    given: list[Any] = []
    if names and (call := _CALL.match(text, end)):
        given, _ = _Reader(text, {}).listed(call.end(), ")", 0)
    return read_literal(text, head.end(), dict(zip(names, given, strict=False)))[0]


def read_string(text: str, start: int) -> tuple[str, int]:
    """(the string literal at `start`, where it ends). Raises NoLiteralError."""
    match = _STRING.match(text, start)
    if match is None:
        raise NoLiteralError("no string")
    held = next(part for part in match.groups() if part is not None)
    return (_ESCAPE.sub(_meant, held) if "\\" in held else held), match.end()


def _meant(match: re.Match[str]) -> str:
    if code := match[1] or match[2] or match[3]:
        number = int(code, 16)
        return chr(number) if number <= 0x10FFFF else "\ufffd"
    return _MEANT.get(match[4], match[4])


class _Reader:
    def __init__(self, text: str, known: Mapping[str, Any]) -> None:
        self.text, self.known = text, known

    def skip(self, place: int) -> int:
        match = _SPACE.match(self.text, place)
        return match.end() if match else place

    def value(self, place: int, depth: int) -> tuple[Any, int]:
        place = self.skip(place)
        sign = self.text[place : place + 1]
        if depth > MAX_DEPTH or not sign:
            raise NoLiteralError("too deep" if sign else "it ends")
        if sign == "{":
            return self.members(place + 1, depth + 1)
        if sign == "[":
            return self.listed(place + 1, "]", depth + 1)
        if sign in "\"'`":
            return read_string(self.text, place)
        if match := _NUMBER.match(self.text, place):
            written = match[0].rstrip("n")
            return (int(written, 16) if "x" in written.lower() else float(written)), match.end()
        if match := _NEGATED.match(self.text, place):
            return (match[1] == "0" if match[1] else None), match.end()
        if match := _DATE.match(self.text, place):
            given, end = self.listed(match.end(), ")", depth + 1)
            return (given[0] if given else None), end
        if match := _NAME.match(self.text, place):
            if match[0] in _WORDS:
                return _WORDS[match[0]], match.end()
            if match[0] in self.known:
                return self.known[match[0]], match.end()
        raise NoLiteralError(f"character {place} begins no literal")

    def listed(self, place: int, end: str, depth: int) -> tuple[list[Any], int]:
        """(the values up to the sign `end`, the place behind it)."""
        found: list[Any] = []
        while True:
            place = self.skip(place)
            sign = self.text[place : place + 1]
            if sign == end:
                return found, place + 1
            if sign == ",":
                place += 1
                continue
            value, place = self.value(place, depth)
            found.append(value)
            place = self._behind(place, end)

    def members(self, place: int, depth: int) -> tuple[dict[str, Any], int]:
        found: dict[str, Any] = {}
        while True:
            place = self.skip(place)
            sign = self.text[place : place + 1]
            if sign == "}":
                return found, place + 1
            if sign == ",":
                place += 1
                continue
            key, place = self._key(place)
            place = self.skip(place)
            if self.text[place : place + 1] != ":":
                raise NoLiteralError(f"no colon at character {place}")
            found[key], place = self.value(place + 1, depth)
            place = self._behind(place, "}")

    def _key(self, place: int) -> tuple[str, int]:
        if self.text[place : place + 1] in ('"', "'"):
            return read_string(self.text, place)
        match = _NAME.match(self.text, place) or _NUMBER.match(self.text, place)
        if match is None:
            raise NoLiteralError(f"no key at character {place}")
        return match[0], match.end()

    def _behind(self, place: int, end: str) -> int:
        place = self.skip(place)
        if self.text[place : place + 1] not in (",", end):
            raise NoLiteralError(f"character {place} goes on with an expression")
        return place
