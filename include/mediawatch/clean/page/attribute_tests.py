"""trafilatura's XPath expressions, asked in Python while a page of ours is read.

Most of them choose elements by what their attributes say, in regular expressions: libxml2 calls Python for each element
and each expression, which is half of the time of an extraction. A page says the same of many elements, so here each
value of an attribute is looked at once, and a tree of which no value is asked for is not gone through. The elements
found are the same; an expression of another form stays as it is.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, cast

from lxml.etree import XPath, _Element

Search = Callable[[str], re.Match[str] | None]
Expression = Callable[[_Element], Any]

LISTS = (
    *("RAW_TREE_PRUNE_XPATH", "REMOVE_COMMENTS_XPATH", "REMOVE_COMMENTS_AND_LISTS_XPATH", "BODY_XPATH"),
    *("OVERALL_DISCARD_XPATH", "TEASER_DISCARD_XPATH", "PRECISION_DISCARD_XPATH", "DISCARD_IMAGE_ELEMENTS"),
)
"""Lists of trafilatura.xpaths that its extraction of a text asks."""

MOST_VALUES = 20_000
"""Values of attributes that one expression remembers."""

_TEXT = r"'([^']*)'"
_PATH = re.compile(  # (.//*[self::div or self::p][re:test(@class, 'story')])[1]
    r"\s*(?P<one>\()?\s*\.//\*(?P<brackets>(?:\s*\[(?:'[^']*'|[^'\[\]])+\])+)\s*(?(one)\)\[1\])\s*"
)
_BRACKET = re.compile(r"\[\s*((?:'[^']*'|[^'\[\]])+?)\s*\]")
_TAG = r"self::\w+"
_TAGS = re.compile(rf"{_TAG}(?:\s+or\s+{_TAG})*")
_THING = re.compile(  # contains(translate(@class, 'T', 't'), 'teaser')
    rf"(?P<tag>{_TAG})"
    rf"|not\(\s*(?P<without>{_TAGS.pattern})\s*\)|not\(\.//(?P<lacks>\w+)\)"
    rf"|@(?P<there>[\w-]+)(?:\s*=\s*{_TEXT})?"
    rf"|(?P<asked>contains|starts-with|re:test)\(\s*(?:@(?P<name>[\w-]+)(?:\|@(?P<other>[\w-]+))?"
    rf"|translate\(@(?P<changed>[\w-]+),\s*{_TEXT},\s*{_TEXT}\)),\s*{_TEXT}(?P<any_case>,\s*'i')?\s*\)"
)
_OR = re.compile(r"\s+or\s+")


class _Stated(dict[str, frozenset[str]]):
    """The values of each attribute in a tree, read when they are first asked for. An extraction takes elements out and
    adds none of which trafilatura asks, so what is not among these is not there later."""

    def __init__(self, root: _Element) -> None:
        super().__init__()
        self.root = root

    def __missing__(self, name: str) -> frozenset[str]:
        found = self[name] = frozenset(cast("list[str]", _values_of(name)(self.root)))
        return found


_extractions: list[dict[_Element, _Stated]] = []
"""What is stated in the trees of the extraction that runs, by their roots; the innermost last."""


@cache
def _values_of(name: str) -> XPath:
    return XPath(f"descendant-or-self::*/@{name}", smart_strings=False)


@contextlib.contextmanager
def asked_in_python() -> Iterator[None]:
    """Has trafilatura ask its expressions in Python until the end of the block."""
    lists = _lists()
    for listed, _, quick in lists:
        listed[:] = quick
    _extractions.append({})
    try:
        yield
    finally:
        _extractions.pop()
        for listed, own, _ in lists:
            listed[:] = own


@cache
def _lists() -> list[tuple[list[Expression], list[Expression], list[Expression]]]:
    """Each list of trafilatura's, what stands in it, and the same in Python."""
    from trafilatura import xpaths

    lists = [listed for name in LISTS if isinstance(listed := getattr(xpaths, name, None), list)]
    return [(listed, [*listed], [in_python(each) for each in listed]) for listed in lists]


def in_python(expression: Expression) -> Expression:
    """A function that finds what an XPath expression finds; the expression itself where its form is not known."""
    match = _PATH.fullmatch(expression.path) if isinstance(expression, XPath) else None
    brackets = [found[1] for found in _BRACKET.finditer(match["brackets"])] if match else []
    each = bool(brackets) and brackets[-1] == "1"
    tags = _tags(brackets.pop(0)) if brackets and _TAGS.fullmatch(brackets[0]) else ()
    asked = [_read(bracket) for bracket in (brackets[:-1] if each else brackets)]
    if match is None or not asked or not all(asked):
        return expression
    known = [bracket for bracket in asked if bracket]
    if match["one"]:
        return lambda tree: list(_found(tree, tags, known, most=1))
    if each:
        return lambda tree: _first_of_each(_found(tree, tags, known))
    return lambda tree: list(_found(tree, tags, known))


def _found(
    tree: _Element, tags: Sequence[str], brackets: Sequence[_Bracket], most: int | None = None
) -> Iterator[_Element]:
    """The elements within another, of `tags` or of any, of which all `brackets` hold, in page order."""
    first, *others = brackets
    if not first.may_hold(_stated_in(tree.getroottree().getroot())):
        return
    number = 0
    for element in tree.iterdescendants(*(tags or "*")):
        items: Any = element.items()
        if (items or first.others) and first.holds(element, items):
            if others and not all(other.holds(element, items) for other in others):
                continue
            yield element
            number += 1
            if number == most:
                return


def _stated_in(root: _Element) -> _Stated:
    trees: dict[_Element, _Stated] = _extractions[-1] if _extractions else {}
    if (stated := trees.get(root)) is None:
        stated = trees[root] = _Stated(root)
    return stated


def _first_of_each(elements: Iterator[_Element]) -> list[_Element]:
    """Those of some elements that are the first of them in their parents."""
    found: dict[_Element | None, _Element] = {}
    for element in elements:
        found.setdefault(element.getparent(), element)
    return list(found.values())


class _Values(dict[str, bool]):
    """What some tests say of a value: whether one of them holds."""

    def __init__(self) -> None:
        super().__init__()
        self._searched: list[str] = []
        self._changed: list[tuple[dict[int, int], Search]] = []
        self._search: Search | None = None

    def add(self, pattern: str, table: dict[int, int] | None = None) -> None:
        """A pattern that is sought in a value, in one whose characters are changed by a table first."""
        if table is not None:
            self._changed.append((table, re.compile(pattern).search))
            return
        self._searched.append(f"(?:{pattern})")
        self._search = re.compile("|".join(self._searched)).search  # one search takes half of the time of several

    def __missing__(self, value: str) -> bool:
        if len(self) >= MOST_VALUES:
            self.clear()
        found = self._search is not None and self._search(value) is not None
        if not found and self._changed:
            found = any(search(value.translate(table)) is not None for table, search in self._changed)
        self[value] = found
        return found


@dataclass(slots=True)
class _Bracket:
    """The things that one pair of brackets asks of an element, one of which has to hold."""

    values: dict[str, _Values] = field(default_factory=dict)  # by the name of the attribute
    firsts: list[tuple[frozenset[str], _Values]] = field(default_factory=list)  # of the one that stands first
    others: list[Callable[[_Element], bool]] = field(default_factory=list)

    def may_hold(self, stated: _Stated) -> bool:
        """Whether it can hold of an element of a tree whose attributes have these values."""
        return (
            bool(self.others)
            or any(any(map(test.__getitem__, stated[name])) for name, test in self.values.items())
            or any(any(map(test.__getitem__, stated[name])) for names, test in self.firsts for name in names)
        )

    def holds(self, element: _Element, items: Sequence[tuple[str, str]]) -> bool:
        for name, value in items:
            test = self.values.get(name)
            if test is not None and test[value]:
                return True
        for names, test in self.firsts:
            stands_first = next((value for name, value in items if name in names), None)
            if stands_first is not None and test[stands_first]:
                return True
        return bool(self.others) and any(other(element) for other in self.others)


def _read(bracket: str) -> _Bracket | None:
    """What a pair of brackets asks; None where it asks something else than what is known here."""
    found = _Bracket()
    place = 0
    while match := _THING.match(bracket, place):
        if not _add(found, match):
            return None
        if match.end() == len(bracket):
            return found
        if not (between := _OR.match(bracket, match.end())):
            return None
        place = between.end()
    return None


def _add(bracket: _Bracket, match: re.Match[str]) -> bool:
    """Adds one thing that is asked; False for one that holds of what is not there."""
    if match["tag"] or match["without"]:
        tags, there = _tags(match["tag"] or match["without"]), bool(match["tag"])
        bracket.others.append(lambda element: (element.tag in tags) is there)
    elif lacked := match["lacks"]:
        bracket.others.append(lambda element: next(element.iterdescendants(lacked), None) is None)
    elif name := match["there"]:
        bracket.values.setdefault(name, _Values()).add("" if match[5] is None else rf"\A{re.escape(match[5])}\Z")
    else:
        pattern = _pattern(match["asked"], match[12], any_case=bool(match["any_case"]))
        if re.search(pattern, ""):
            return False
        table = None
        if changed := match["changed"]:
            if len(match[10]) != len(match[11]):  # the rest would be taken out
                return False
            table = str.maketrans(match[10], match[11])
        if other := match["other"]:
            values = _Values()
            bracket.firsts.append((frozenset((match["name"], other)), values))
        else:
            values = bracket.values.setdefault(match["name"] or changed, _Values())
        values.add(pattern, table)
    return True


def _pattern(asked: str, text: str, *, any_case: bool) -> str:
    """What is sought in a value for one thing that is asked of it."""
    if asked == "re:test":
        return f"(?i:{text})" if any_case else text
    return rf"\A{re.escape(text)}" if asked == "starts-with" else re.escape(text)


def _tags(things: str) -> tuple[str, ...]:
    return tuple(thing.removeprefix("self::") for thing in _OR.split(things))
